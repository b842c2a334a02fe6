"""Addresses of decisions: `/barnet/rrdg/decisions`, and `/barnet/terms/reading?at=rrdg.vote.count`."""

from __future__ import annotations

from django.urls import path

from throughline.web.decisions import action_urls, decision_urls, joining_views, question_views, views

app_name = "decisions"
urlpatterns = [
    path("<slug:body>/joining/<int:request_id>", joining_views.joining, name="joining"),
    *action_urls.paths,
    path("terms/reading", views.reading, name="reading"),
    path("terms/question", question_views.question, name="question"),
    *decision_urls.paths,
]
