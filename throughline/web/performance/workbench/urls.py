"""Addresses of the workbench, relative to the partnership's."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.workbench import views

paths = [
    path("scorecard/targets", views.targets, name="targets"),
    path("scorecard/targets/agree", views.agree, name="agree_target"),
    path("scorecard/disproportionality", views.disproportionality, name="disproportionality"),
]
