"""Calling a meeting or a year of them, moving and cancelling one, and recording that it was held."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings import actions, forms, queries
from throughline.web.meetings.asking import (
    address_of,
    body_or_404,
    form_page,
    meeting_or_404,
    saved,
    who_asks,
)
from throughline.web.meetings.calling.year_to_call import year_to_call
from throughline.web.site.jinja import long_date
from throughline.web.site.today import now, today


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Call a meeting on a day; the calendar's button fills the form for a proposed one."""
    found = body_or_404(partnership, body)
    kinds, seats = queries.kinds_and_seats(found, today(partnership))
    form = forms.CallOneMeeting(
        request.POST or None, kinds=kinds, seats=seats, initial={"held_on": request.GET.get("on", "")}
    )
    return form_page(
        request,
        form,
        lambda: actions.call_meeting(
            body=found, by=who_asks(request), at=now(partnership), **form.cleaned_data
        ),
        _("The meeting of %(day)s is called.") % {"day": long_date(_day(form))} if form.is_valid() else "",
        record=None,
        template="meetings/call.html",
        shown={"body": found},
        to=address_of,
    )


def _day(form: Any) -> Any:
    return form.cleaned_data["held_on"]


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def call_year(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Look at the days that the terms propose for a year, and call every one not yet called."""
    found = body_or_404(partnership, body)
    asked = request.POST.get("year") or request.GET.get("year", "")
    page = year_to_call(found, today(partnership), year=asked)
    form = forms.CallYear(request.POST or None, initial={"year": page.starts.year})
    if form.is_valid():
        act = lambda: actions.call_year(  # noqa: E731 - what is tried, and may be refused
            body=found,
            planned=page.to_call,
            place=form.cleaned_data["place"],
            by=who_asks(request),
            at=now(partnership),
        )
        made = saved(request, form, act, "")
        if made is not None:
            messages.info(request, _called(len(made)))
            calendar = reverse("meetings:calendar", kwargs={"partnership": partnership.slug})
            return redirect(f"{calendar}?year={page.starts.year}&body={found.code}")
    return render(request, "meetings/call_year.html", {"form": form, "body": found, "page": page})


def _called(number: int) -> str:
    if not number:
        return _("Nothing was left to call.")
    said = ngettext("%(n)d meeting is called.", "%(n)d meetings are called.", number)
    return said % {"n": number}


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Move a meeting to another day, time or place."""
    found = meeting_or_404(partnership, body, meeting)
    stands = {one: getattr(found, one) for one in ("held_on", "starts_at", "place", "version")}
    form = forms.MoveMeeting(request.POST or None, initial=stands)
    return form_page(
        request,
        form,
        lambda: actions.move_meeting(
            meeting=found,
            expected_version=form.cleaned_data.pop("version"),
            by=who_asks(request),
            at=now(partnership),
            **form.cleaned_data,
        ),
        _("The meeting is moved. Its deadlines have moved with it."),
        record=found,
        template="meetings/change.html",
        shown={"meeting": found},
        to=address_of,
    )


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Cancel a meeting with a reason."""
    found = meeting_or_404(partnership, body, meeting)
    form = forms.CancelMeeting(request.POST or None, initial={"version": found.version})
    return form_page(
        request,
        form,
        lambda: actions.cancel_meeting(
            meeting=found,
            because=form.cleaned_data["because"],
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The meeting is cancelled. Calendars that follow it will say so."),
        record=found,
        template="meetings/cancel.html",
        shown={"meeting": found},
    )


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record that a meeting was held."""
    found = meeting_or_404(partnership, body, meeting)
    form = forms.VersionOnly(request.POST or None, initial={"version": found.version})
    return form_page(
        request,
        form,
        lambda: actions.close_meeting(
            meeting=found,
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The meeting is recorded as held."),
        record=found,
        template="meetings/held.html",
        shown={"meeting": found},
    )
