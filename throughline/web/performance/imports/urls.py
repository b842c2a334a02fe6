"""Addresses of the files that come in, relative to the partnership's."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.imports import views

paths = [
    path("scorecard/arrivals", views.arrivals, name="arrivals"),
    path("scorecard/files/send", views.send, name="send_file"),
    path("scorecard/files/<int:file>", views.look, name="file"),
    path("scorecard/files/<int:file>/columns", views.columns, name="columns"),
    path("scorecard/files/<int:file>/not-taken-in.csv", views.not_taken_in, name="not_taken_in"),
    path("scorecard/returns/<int:receipt>/undo", views.undo, name="undo"),
    path("scorecard/returns/<int:receipt>/rejections.csv", views.rejections, name="rejections"),
]
