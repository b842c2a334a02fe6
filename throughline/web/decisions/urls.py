"""Addresses of decisions: `/barnet/rrdg/decisions`, and `/barnet/terms/reading?at=rrdg.vote.count`."""

from __future__ import annotations

from django.urls import path

from throughline.web.decisions import joining_views, question_views, views
from throughline.web.decisions.promises import urls as action_urls
from throughline.web.decisions.register import urls as decision_urls

app_name = "decisions"
urlpatterns = [
    path("<slug:body>/joining/<int:request_id>", joining_views.joining, name="joining"),
    *action_urls.paths,
    path("terms/reading", views.reading, name="reading"),
    path("terms/question", question_views.question, name="question"),
    *decision_urls.paths,
]
