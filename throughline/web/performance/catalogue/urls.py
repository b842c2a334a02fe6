"""Addresses of the catalogue and of the headline by area, relative to the partnership's."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.catalogue import views

paths = [
    path("scorecard/catalogue", views.catalogue, name="catalogue"),
    path("scorecard/areas", views.headline, name="headline"),
]
