"""Addresses of the papers on data protection, which belong to the site and to no partnership."""

from __future__ import annotations

from django.urls import path

from throughline.web.desk import statement_views

app_name = "statements"
urlpatterns = [
    path("statements", statement_views.statements, name="statements"),
    path("statements/<slug:paper>.<slug:form>", statement_views.statement_file, name="file"),
]
