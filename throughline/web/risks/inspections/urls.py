"""Addresses of inspections: `/barnet/risks/inspections/1`, and what was learned."""

from __future__ import annotations

from django.urls import path

from throughline.web.risks.inspections import views

paths = [
    path("risks/inspections", views.inspections, name="inspections"),
    path("risks/inspections/new", views.inspect, name="inspect"),
    path("risks/inspections/<int:inspection>", views.inspection, name="inspection"),
    path("risks/inspections/<int:inspection>/recommend", views.recommend, name="recommend"),
    path("risks/inspections/<int:inspection>/learn", views.learn, name="learn"),
    path(
        "risks/recommendations/<int:recommendation>/step",
        views.recommendation_step,
        name="recommendation_step",
    ),
    path("risks/lessons/<int:lesson>/complete", views.complete, name="complete"),
    path("risks/themes", views.themes, name="themes"),
    path("risks/themes.<slug:form>", views.themes_file, name="themes_file"),
]
