"""Addresses of the register: `/barnet/risks`, and `/barnet/risks/3` with what is written down of it."""

from __future__ import annotations

from django.urls import path

from throughline.web.risks.register import views

paths = [
    path("risks", views.register, name="register"),
    path("risks/new", views.record, name="record"),
    path("risks/matrix", views.matrix, name="matrix"),
    path("risks/thresholds", views.threshold, name="threshold"),
    path("risks/register.<slug:form>", views.register_file, name="register_file"),
    path("risks/<int:risk>", views.risk, name="risk"),
    path("risks/<int:risk>/score", views.score, name="score"),
    path("risks/<int:risk>/words", views.word, name="word"),
    path("risks/<int:risk>/tie", views.tie, name="tie"),
    path("risks/<int:risk>/close", views.close, name="close"),
]
