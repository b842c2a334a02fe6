"""Addresses of change control: `/east-midlands/plan/2009-10/changes/3`."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.changes import views

paths = [
    path("plan/<slug:year>/changes", views.changes, name="changes"),
    path("plan/<slug:year>/changes/new", views.ask_change, name="ask_change"),
    path("plan/<slug:year>/changes/<int:change>", views.change, name="change"),
]
