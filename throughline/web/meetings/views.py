"""The calendar, the workspace of one meeting, and its agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughline.web.access.permits import ENTER, PUBLIC, permit
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings import actions, forms, planning, queries
from throughline.web.meetings.asking import address_of, body_or_404, meeting_or_404, saved, who_asks
from throughline.web.meetings.calendars import calendar_page
from throughline.web.meetings.feeds import feed_of_body
from throughline.web.meetings.workspace import workspace
from throughline.web.site.jinja import long_date
from throughline.web.site.today import now, today


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def calendar(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The year of every body: called and proposed meetings, and what is due around them."""
    page = calendar_page(
        partnership,
        request.viewpoint,  # type: ignore[attr-defined]
        year=request.GET.get("year", ""),
        body=request.GET.get("body", ""),
    )
    return render(request, "meetings/calendar.html", {"page": page})


@permit(READ_BODY)
@require_POST
def link(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """A new calendar address for this reader, shown once."""
    found = body_or_404(partnership, body)
    secret = actions.make_calendar_link(
        person=request.viewpoint.person,  # type: ignore[attr-defined]
        body=found,
        with_deadlines=request.POST.get("deadlines") == "yes",
        by=who_asks(request),
        at=now(partnership),
    )
    path = reverse("meetings:feed", kwargs={"partnership": partnership.slug, "secret": secret})
    context = {"body": found, "address": request.build_absolute_uri(path)}
    return render(request, "meetings/calendar_link.html", context)


@permit(PUBLIC)
@require_GET
def feed(request: HttpRequest, partnership: Any, secret: str) -> HttpResponse:
    """The calendar that a secret address opens, as long as its person may read the body's papers."""
    found = queries.calendar_link(secret)
    if found is None or found.body.partnership_id != partnership.pk:
        raise Http404
    content = feed_of_body(found.body, host=request.get_host(), with_deadlines=found.with_deadlines)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Call a meeting on a day; the calendar's button fills the form for a proposed one."""
    found = body_or_404(partnership, body)
    form = forms.CallMeeting(request.POST or None, initial={"held_on": request.GET.get("on", "")})
    if form.is_valid():
        made = saved(
            request,
            form,
            lambda: actions.call_meeting(
                body=found, by=who_asks(request), at=now(partnership), **form.cleaned_data
            ),
            _("The meeting of %(day)s is called.") % {"day": long_date(form.cleaned_data["held_on"])},
        )
        if made:
            return redirect(address_of(made))
    return render(request, "meetings/call.html", {"form": form, "body": found})


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD"])
def meeting(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The workspace of a meeting."""
    found = meeting_or_404(partnership, body, meeting)
    page = workspace(found, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "meetings/meeting.html", {"page": page, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Put the agenda in order: fill it from the terms, move, time, add, remove."""
    found = meeting_or_404(partnership, body, meeting)
    lines = planning.agenda_as_kept(found)
    papers = queries.papers_readable_by(found, None)
    form = forms.Agenda(
        request.POST or None,
        lines=lines,
        papers=papers,
        initial={"version": found.version, "asks": "discuss"},
    )
    if form.is_valid() and _keep_agenda(request, found, form):
        return redirect(address_of(found, "agenda"))
    return render(request, "meetings/agenda.html", {"form": form, "meeting": found, "lines": lines})


def _keep_agenda(request: HttpRequest, meeting: Any, form: forms.Agenda) -> bool:
    wanted, _sign, code = request.POST.get("do", "save").partition(":")
    typed = form.typed()
    if wanted == "add" and not form.cleaned_data["title"]:
        form.add_error("title", _("Give the item a title."))
        return False
    changes: dict[str, Callable[[], tuple[Any, ...]]] = {
        "fill": lambda: planning.filled_from_terms(meeting),
        "up": lambda: planning.moved(typed, code, -1),
        "down": lambda: planning.moved(typed, code, 1),
        "remove": lambda: tuple(line for line in typed if line.code != code),
        "add": lambda: planning.with_item_added(
            typed, title=form.cleaned_data["title"], asks=form.cleaned_data["asks"] or "discuss"
        ),
    }
    act = lambda: actions.set_agenda(  # noqa: E731 - what is tried, and may be refused
        meeting=meeting,
        lines=changes.get(wanted, lambda: typed)(),
        expected_version=form.cleaned_data["version"],
        by=who_asks(request),
        at=now(meeting.body.partnership),
    )
    return bool(saved(request, form, act, _("The agenda is saved."), meeting))


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Read the agenda once more, then publish it."""
    found = meeting_or_404(partnership, body, meeting)
    form = forms.VersionOnly(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        done = saved(
            request,
            form,
            lambda: actions.publish_agenda(
                meeting=found,
                expected_version=form.cleaned_data["version"],
                by=who_asks(request),
                at=now(partnership),
            ),
            _("The agenda is published."),
            found,
        )
        if done:
            return redirect(address_of(found))
    return render(
        request, "meetings/publish.html", {"form": form, "meeting": found, "items": found.items.all()}
    )


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record that a meeting was held."""
    found = meeting_or_404(partnership, body, meeting)
    form = forms.VersionOnly(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        done = saved(
            request,
            form,
            lambda: actions.close_meeting(
                meeting=found,
                expected_version=form.cleaned_data["version"],
                by=who_asks(request),
                at=now(partnership),
            ),
            _("The meeting is recorded as held."),
            found,
        )
        if done:
            return redirect(address_of(found))
    return render(request, "meetings/held.html", {"form": form, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record the day the minutes went out."""
    found = meeting_or_404(partnership, body, meeting)
    stands = {"sent_on": found.minutes_sent_on or today(partnership), "version": found.version}
    form = forms.MinutesSent(
        request.POST or None, held_on=found.held_on, today=today(partnership), initial=stands
    )
    if form.is_valid():
        done = saved(
            request,
            form,
            lambda: actions.record_minutes_sent(
                meeting=found,
                sent_on=form.cleaned_data["sent_on"],
                expected_version=form.cleaned_data["version"],
                by=who_asks(request),
                at=now(partnership),
            ),
            _("The day the minutes went out is recorded."),
            found,
        )
        if done:
            return redirect(address_of(found))
    return render(request, "meetings/minutes.html", {"form": form, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Move a meeting to another day, time or place."""
    found = meeting_or_404(partnership, body, meeting)
    stands = {
        "held_on": found.held_on,
        "starts_at": found.starts_at,
        "place": found.place,
        "version": found.version,
    }
    form = forms.MoveMeeting(request.POST or None, initial=stands)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        version = typed.pop("version")
        done = saved(
            request,
            form,
            lambda: actions.move_meeting(
                meeting=found, expected_version=version, by=who_asks(request), at=now(partnership), **typed
            ),
            _("The meeting is moved. Its deadlines have moved with it."),
            found,
        )
        if done:
            return redirect(address_of(done))
    return render(request, "meetings/change.html", {"form": form, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Cancel a meeting with a reason."""
    found = meeting_or_404(partnership, body, meeting)
    form = forms.CancelMeeting(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        done = saved(
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
            found,
        )
        if done:
            return redirect(address_of(found))
    return render(request, "meetings/cancel.html", {"form": form, "meeting": found})
