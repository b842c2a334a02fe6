"""The address by which an owner answers without an account: `/answer/<token>`."""

from __future__ import annotations

from django.urls import path

from throughline.web.decisions.chase import answer_views

urlpatterns = [path("answer/<str:token>", answer_views.answer, name="answer")]
