"""Addresses of decisions: `/barnet/rrdg/decisions`, and `/barnet/terms/reading?at=rrdg.vote.count`."""

from __future__ import annotations

from django.urls import path

from throughline.web.decisions import question_views, views

app_name = "decisions"
urlpatterns = [
    path("terms/reading", views.reading, name="reading"),
    path("terms/question", question_views.question, name="question"),
    path("<slug:body>/decisions", views.decisions, name="decisions"),
]
