"""Addresses of starting a partnership, which belong to none yet: `/partnerships/new`."""

from __future__ import annotations

from django.urls import path

from throughline.web.governance import views

app_name = "starting"
urlpatterns = [
    path("new", views.start, name="start"),
    path("load", views.load, name="load"),
]
