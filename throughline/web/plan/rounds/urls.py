"""Addresses of update rounds; fixed words stand before the years of plans."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.rounds import answer_views, meeting_views, override_views, views

ROUND = "plan/rounds/<slug:year>/<int:plan_quarter>"
OBJECTIVE = "plan/<slug:year>/objectives/<str:code>"

paths = [
    path("plan/rounds", views.rounds, name="rounds"),
    path("plan/rounds/open", views.open_round, name="open_round"),
    path("plan/my-lines", answer_views.my_lines, name="my_lines"),
    path(ROUND, views.update_round, name="update_round"),
    path(f"{ROUND}/unchanged", views.accept_unchanged, name="accept_unchanged"),
    path(f"{ROUND}/answers/<int:plan_answer>", views.settle_answer, name="settle_answer"),
    path(f"{ROUND}/letters/<int:plan_letter>/link", views.plan_link, name="plan_link"),
    path(f"{OBJECTIVE}/from-meeting", meeting_views.update_of_meeting, name="update_of_meeting"),
    path(f"{OBJECTIVE}/override", override_views.override_status, name="override_status"),
    path(
        "plan/<slug:year>/overrides/<int:override>/lift", override_views.lift_override, name="lift_override"
    ),
]
