"""Addresses of the search: `/barnet/search`."""

from __future__ import annotations

from django.urls import path

from throughline.web.search import views

app_name = "search"
urlpatterns = [
    path("search", views.search, name="search"),
    path("search.csv", views.search_file, name="search_file"),
]
