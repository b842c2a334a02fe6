"""Addresses of the desk: `/barnet/` and `/barnet/actions`."""

from __future__ import annotations

from django.urls import path

from throughline.web.desk import succession_views, views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("actions", views.actions, name="actions"),
    path("succession", succession_views.succession, name="succession"),
]
