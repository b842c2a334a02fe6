"""Addresses of decisions: `/barnet/decisions`, `/barnet/rrdg/decisions/2026-04-14/D2` and what is below."""

from __future__ import annotations

from django.urls import path

from throughline.web.decisions.cascades import views as cascade_views
from throughline.web.decisions.commissions import views as commission_views
from throughline.web.decisions.register import views as decision_views

paths = [
    path("decisions", decision_views.register, name="register"),
    path("decisions.<slug:form>", decision_views.register_file, name="register_file"),
    path("cascades", cascade_views.cascades, name="cascades"),
    path("commissions", commission_views.commissions, name="commissions"),
    path("commissions/<int:commission>", commission_views.commission, name="commission"),
    path("commissions/<int:commission>/answer", commission_views.answer_commission, name="answer_commission"),
    path("<slug:body>/commission", commission_views.ask_commission, name="ask_commission"),
    path("<slug:body>/chairs-action", decision_views.chairs_action, name="chairs_action"),
    path("<slug:body>/decisions", decision_views.decisions, name="decisions"),
    path("<slug:body>/decisions.<slug:form>", decision_views.decisions_file, name="decisions_file"),
    path("<slug:body>/decisions/<path:decision>/implemented", decision_views.implemented, name="implemented"),
    path("<slug:body>/decisions/<path:decision>/cascade", cascade_views.cascade, name="cascade"),
    path(
        "<slug:body>/decisions/<path:decision>/cascade/start",
        cascade_views.start_cascade,
        name="start_cascade",
    ),
    path(
        "<slug:body>/decisions/<path:decision>/cascade/<slug:agency>",
        cascade_views.answer_cascade,
        name="answer_cascade",
    ),
    path("<slug:body>/decisions/<path:decision>", decision_views.decision, name="decision"),
]
