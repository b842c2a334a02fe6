"""Addresses of the files that come in, relative to the partnership's."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.imports import views

paths = [
    path("scorecard/returns/<int:receipt>/undo", views.undo, name="undo"),
    path("scorecard/returns/<int:receipt>/rejections.csv", views.rejections, name="rejections"),
]
