"""Recording what happened in the room: who came, what was decided, and who is to act."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.decisions.settling import open_to_settling, settling_of
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings import actions, queries
from throughline.web.meetings.asking import address_of, meeting_or_404, saved, who_asks
from throughline.web.meetings.room import forms as room_forms
from throughline.web.meetings.room.attendance import circle_of, quorum_by_who_came, who_came
from throughline.web.site.today import now


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Tick who is here, seat by seat, or who came in their place."""
    found = meeting_or_404(partnership, body, meeting)
    circle, came = circle_of(found), who_came(found)
    seats = room_forms.seats_at_the_table(found, circle, came)
    form = room_forms.WhoCame(request.POST or None, seats=seats, initial={"version": found.version})
    if form.is_valid():
        done = saved(
            request,
            form,
            lambda: actions.set_attendance(
                meeting=found,
                came=form.came(),
                expected_version=form.cleaned_data["version"],
                by=who_asks(request),
                at=now(partnership),
            ),
            _("Who came is recorded."),
            found,
        )
        if done:
            return redirect(address_of(found))
    quorum = quorum_by_who_came(circle, came)
    shown = {"form": form, "meeting": found, "seats": seats, "quorum": quorum}
    return render(request, "meetings/attendance.html", shown)


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record what the meeting decided; what it is worth follows from who came."""
    found = meeting_or_404(partnership, body, meeting)
    waiting = open_to_settling(found.body, found.held_on)
    asked = {"version": found.version, "settles": request.GET.get("settles", "")}
    form = room_forms.DecisionMade(request.POST or None, waiting=waiting, initial=asked)
    if form.is_valid():
        typed = form.cleaned_data
        done = saved(
            request,
            form,
            lambda: actions.decide_at_meeting(
                meeting=found,
                text=typed["text"],
                settles=settling_of(typed.get("settles", ""), waiting),
                expected_version=typed["version"],
                by=who_asks(request),
                at=now(partnership),
            ),
            _("The decision is recorded."),
            found,
        )
        if done:
            return redirect("decisions:decisions", partnership=partnership.slug, body=body)
    return render(request, "meetings/decide.html", {"form": form, "meeting": found, "quorum": _quorum(found)})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record who promised to do what by when; the next meeting's papers day where no day is given."""
    found = meeting_or_404(partnership, body, meeting)
    agencies, people = queries.who_may_write(partnership, found.held_on)
    proposed = queries.next_papers_due(found)
    form = room_forms.ActionPromised(
        request.POST or None,
        agencies=[(one.code, one.name) for one in agencies],
        people=[(str(one.pk), f"{one.name}, {one.agency}") for one in people],
        proposed=proposed,
        initial={"version": found.version},
    )
    if form.is_valid():
        typed = form.cleaned_data
        done = saved(
            request,
            form,
            lambda: actions.assign_at_meeting(
                meeting=found,
                text=typed["text"],
                owner_agency=next(one for one in agencies if one.code == typed["owner_agency"]),
                owner=next((one for one in people if str(one.pk) == typed["owner"]), None),
                due=typed["due"],
                expected_version=typed["version"],
                by=who_asks(request),
                at=now(partnership),
            ),
            _("The action is recorded."),
            found,
        )
        if done:
            return redirect(address_of(found))
    return render(request, "meetings/assign.html", {"form": form, "meeting": found, "proposed": proposed})


def _quorum(meeting: Any) -> str:
    return quorum_by_who_came(circle_of(meeting), who_came(meeting))
