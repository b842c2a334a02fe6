"""Addresses of a figure's thread: `/east-midlands/indicators/ni143/figures/17`."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.threads import views

paths = [
    path("indicators/<str:indicator>/figures/<int:figure>", views.figure, name="figure"),
    path(
        "indicators/<str:indicator>/figures/<int:figure>.<slug:form>", views.figure_file, name="figure_file"
    ),
]
