"""Addresses of a meeting's minutes, below `/barnet/rrdg/2026-04-14/minutes`."""

from __future__ import annotations

from django.urls import URLPattern, path

from throughline.web.meetings.minutes import line_views as lines
from throughline.web.meetings.minutes import views

HERE = "<slug:body>/<meeting:meeting>/minutes"


def paths() -> list[URLPattern]:
    """The addresses, made once the room knows how a meeting is addressed."""
    return [
        path(HERE, views.minutes, name="minutes"),
        path(f"{HERE}.<slug:form>", views.minutes_file, name="minutes_file"),
        path(f"{HERE}/write", views.write, name="minutes_write"),
        path(f"{HERE}/circulate", views.circulate, name="minutes_circulate"),
        path(f"{HERE}/approve", views.approve, name="minutes_approve"),
        path(f"{HERE}/sent", views.sent, name="minutes_sent"),
        path(f"{HERE}/versions", views.versions, name="minutes_versions"),
        path(f"{HERE}/versions/<int:number>", views.version, name="minutes_version"),
        path(f"{HERE}/public", views.public_page, name="minutes_public"),
        path(f"{HERE}/public.<slug:form>", views.public_file, name="minutes_public_file"),
        path(f"{HERE}/<int:line>/amend", lines.amend, name="minutes_amend"),
        path(f"{HERE}/<int:line>/strike", lines.strike, name="minutes_strike"),
        path(f"{HERE}/<int:line>/propose", lines.propose, name="minutes_propose"),
        path(f"{HERE}/<int:line>/comment", lines.comment, name="minutes_comment"),
        path(f"{HERE}/<int:line>/correct", lines.correct, name="minutes_correct"),
        path(f"{HERE}/<int:line>/readers", lines.line_readers, name="minutes_readers"),
        path(f"{HERE}/edits/<int:edit>", lines.settle, name="minutes_settle"),
        path(f"{HERE}/comments/<int:comment>", lines.answer, name="minutes_answer"),
    ]
