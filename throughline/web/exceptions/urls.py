"""Addresses of exception reports, relative to the partnership's."""

from __future__ import annotations

from django.urls import path

from throughline.web.exceptions import views

ONE = "exceptions/<int:exception_report>"

app_name = "exceptions"
urlpatterns = [
    path("exceptions", views.reports, name="reports"),
    path("exceptions/draft", views.draft, name="draft"),
    path("exceptions/thresholds", views.thresholds, name="thresholds"),
    path(ONE, views.report, name="report"),
    path(f"{ONE}/paper.<slug:form>", views.report_file, name="report_file"),
    path(f"{ONE}/lines/<int:exception>", views.write, name="write"),
    path(f"{ONE}/lines/<int:exception>/out", views.take_out, name="take_out"),
    path(f"{ONE}/lines/<int:exception>/back", views.put_back, name="put_back"),
    path(f"{ONE}/submit", views.submit, name="submit"),
    path(f"{ONE}/take-back", views.take_back, name="take_back"),
    path(f"{ONE}/outcome", views.outcome, name="outcome"),
    path(f"{ONE}/came-of-it", views.came_of_it, name="came_of_it"),
]
