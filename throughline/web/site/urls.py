"""Addresses that belong to no partnership."""

from __future__ import annotations

from django.urls import path

from throughline.web.site import statement_views, views

app_name = "site"
urlpatterns = [
    path("healthz", views.healthy, name="healthy"),
    path("language", views.choose_language, name="language"),
    path("accessibility", statement_views.accessibility, name="accessibility"),
    path("cookies", statement_views.cookies, name="cookies"),
    path("privacy", statement_views.privacy, name="privacy"),
]
