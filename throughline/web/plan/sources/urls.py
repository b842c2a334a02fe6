"""Addresses of the sources of a plan."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.sources import views

paths = [
    path("plan/sources", views.sources, name="sources"),
    path("plan/partner-plans", views.partner_plans, name="partner_plans"),
    path("plan/sources/<slug:source>", views.source, name="source"),
]
