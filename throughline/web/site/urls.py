"""Addresses that belong to no partnership."""

from __future__ import annotations

from django.urls import path

from throughline.web.site import views

app_name = "site"
urlpatterns = [
    path("healthz", views.healthy, name="healthy"),
    path("language", views.choose_language, name="language"),
]
