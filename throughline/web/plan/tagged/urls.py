"""Addresses of tags and responsibilities: `/pan-dorset/plan/2025-26/tags?tag=approach:diversion`."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.tagged import views

paths = [
    path("plan/<slug:year>/tags", views.tags, name="tags"),
    path("plan/<slug:year>/responsibilities", views.who_answers, name="responsibilities"),
]
