"""Addresses of public protection in time, relative to the partnership's."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.timeliness import views

paths = [
    path("scorecard/timeliness", views.timeliness, name="timeliness"),
    path("scorecard/timeliness.csv", views.timeliness_csv, name="timeliness_csv"),
    path("scorecard/timeliness/receive", views.receive_case_dates, name="receive_case_dates"),
]
