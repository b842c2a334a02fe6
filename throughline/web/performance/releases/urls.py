"""Addresses of scorecards for the public."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.releases import views

paths = [
    path("scorecard/releases", views.releases, name="releases"),
    path("scorecard/releases/compose", views.compose, name="compose_release"),
    path("scorecard/releases/<int:release>", views.release, name="release"),
    path("scorecard/releases/<int:release>/edit", views.edit, name="edit_release"),
    path("scorecard/releases/<int:release>/approve", views.approve, name="approve_release"),
    path("scorecard/releases/<int:release>/withdraw", views.withdraw, name="withdraw_release"),
    path("published", views.published, name="published"),
    path("published/<int:release>", views.published_one, name="published_one"),
    path("published/<int:release>.csv", views.published_file, name="published_file"),
]
