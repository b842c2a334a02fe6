"""Addresses of indicators and of the files of their figures, relative to the partnership's."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.indicators import file_views, views

paths = [
    path("scorecard/figures.csv-metadata.json", file_views.scorecard_metadata, name="scorecard_metadata"),
    path("scorecard/figures.<slug:sheet>", file_views.scorecard_file, name="scorecard_file"),
    path("indicators", views.indicator_pages, name="indicator_pages"),
    path("indicators/<str:indicator>", views.indicator, name="indicator"),
    path("indicators/<str:indicator>/notes", views.note, name="annotate"),
    path("indicators/<str:indicator>/notes/<int:note>/withdraw", views.withdraw, name="withdraw_annotation"),
    path("indicators/<str:indicator>/commentary", views.commentary, name="write_commentary"),
    path("indicators/<str:indicator>/breaks", views.breaks, name="record_break"),
    path(
        "indicators/<str:indicator>/figures.csv-metadata.json",
        file_views.indicator_metadata,
        name="indicator_metadata",
    ),
    path("indicators/<str:indicator>/figures.<slug:sheet>", file_views.indicator_file, name="indicator_file"),
]
