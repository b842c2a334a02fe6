"""Addresses of the extracts room, relative to the partnership's; none names a person."""

from __future__ import annotations

from django.urls import path

from throughline.web.extracts import views

ONE = "extracts/<slug:extract>"

app_name = "extracts"
urlpatterns = [
    path("extracts", views.extracts, name="extracts"),
    path(ONE, views.extract, name="extract"),
]
