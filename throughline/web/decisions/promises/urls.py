"""Addresses of actions: `/barnet/actions/118`, what is done there, and `/barnet/actions/chase`."""

from __future__ import annotations

from django.urls import path

from throughline.web.decisions.chase import views as chase_views
from throughline.web.decisions.promises import views as action_views

paths = [
    path("actions/chase", chase_views.chase, name="chase"),
    path("actions/chase/<int:chase>", chase_views.chase_round, name="chase_round"),
    path("actions/chase/<int:chase>/unchanged", chase_views.chase_unchanged, name="chase_unchanged"),
    path("actions/chase/<int:chase>/<int:asked>/link", chase_views.chase_link, name="chase_link"),
    path("actions/chase/<int:chase>/<int:asked>/answer", chase_views.chase_settle, name="chase_settle"),
    path("actions/reassign", chase_views.reassign, name="reassign"),
    path("actions/half-life", chase_views.half_life, name="half_life"),
    path("actions/<int:action>", action_views.action, name="action"),
    path("actions/<int:action>/update", action_views.say, name="say"),
    path("actions/<int:action>/step", action_views.step, name="step"),
    path("actions/<int:action>/confirm", action_views.confirm, name="confirm"),
    path("actions/<int:action>/updates/<int:update>", action_views.settle, name="settle"),
    path("actions/<int:action>/date", action_views.move, name="move"),
    path("actions/<int:action>/close", action_views.close, name="close"),
    path("actions/<int:action>/owner", action_views.owner, name="owner"),
    path("actions/<int:action>/offer", action_views.offer, name="offer"),
]
