"""Addresses of the voices room."""

from __future__ import annotations

from django.urls import path

from throughline.web.voices import views

app_name = "voices"
urlpatterns = [
    path("voices", views.voices, name="voices"),
    path("voices/<int:heard>", views.voices, name="voice"),
]
