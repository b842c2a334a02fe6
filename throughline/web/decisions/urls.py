"""Addresses of decisions: how a board read its terms, `/barnet/terms/reading?at=rrdg.vote.count`."""

from __future__ import annotations

from django.urls import path

from throughline.web.decisions import views

app_name = "decisions"
urlpatterns = [
    path("terms/reading", views.reading, name="reading"),
]
