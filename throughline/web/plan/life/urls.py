"""Addresses of strategies and of a plan's life."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.life import views

fixed = [
    path("plan/life", views.life, name="life"),
    path("plan/life/strategies/<int:strategy>", views.strategy, name="strategy"),
]
paths = [
    path("plan/<slug:year>/life", views.plan_life, name="plan_life"),
    path("plan/<slug:year>/consultation", views.consultation, name="consultation"),
    path("plan/<slug:year>/consultation.<slug:form>", views.consultation_file, name="consultation_file"),
    path("plan/<slug:year>/equality", views.equality, name="equality"),
    path("plan/<slug:year>/equality.<slug:form>", views.equality_file, name="equality_file"),
    path("plan/<slug:year>/roll-forward", views.roll_forward, name="roll_forward"),
    path("plan/<slug:year>/roll-forward.csv", views.roll_forward_file, name="roll_forward_file"),
]
