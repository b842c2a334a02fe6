"""The address by which a lead answers for its lines without an account: `/answer-plan/<token>`."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.rounds import answer_views

urlpatterns = [path("answer-plan/<str:plan_token>", answer_views.answer_plan, name="answer_plan")]
