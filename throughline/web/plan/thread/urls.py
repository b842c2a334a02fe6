"""Addresses of an objective's thread: `/east-midlands/plan/2009-10/objectives/2.7.2/thread`."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.thread import views

paths = [
    path("plan/<slug:year>/objectives/<str:code>/thread", views.thread, name="thread"),
    path("plan/<slug:year>/objectives/<str:code>/thread.<slug:form>", views.thread_file, name="thread_file"),
]
