"""Addresses of the plan's measures."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.measures import views

paths = [
    path("plan/<slug:year>/measures", views.measures, name="measures"),
    path("plan/<slug:year>/measures/<str:plan_measure>", views.tell_measure, name="tell_measure"),
]
