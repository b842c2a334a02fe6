"""Addresses of escalations: `/barnet/risks/escalations/1`."""

from __future__ import annotations

from django.urls import path

from throughline.web.risks.escalations import views

paths = [
    path("risks/escalations", views.escalations, name="escalations"),
    path("risks/escalations/new", views.escalate, name="escalate"),
    path("risks/escalations/<int:escalation>", views.escalation, name="escalation"),
    path("risks/escalations/<int:escalation>/step", views.escalation_step, name="escalation_step"),
]
