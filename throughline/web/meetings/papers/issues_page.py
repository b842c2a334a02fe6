"""What the page of a pack's issues shows: whether it went out in time, what changed, who was sent it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.meetings.models import Meeting, PackIssue
from throughline.web.meetings.open_to import Readable, readable_by
from throughline.web.meetings.papers.dispatches import (
    WentOut,
    changes_between,
    contents_of,
    entitled_to,
    issues_of,
    titles_for,
    went_out,
)
from throughline.web.meetings.step_words import days_late_words
from throughline.web.site.jinja import long_date
from throughline.words.formats import list_words, time_words


@dataclass(frozen=True)
class IssueShown:
    """One issue: when it was made, what changed with it, and who was sent it."""

    number: int
    when: str
    way: str
    """By which way it went."""
    changes: tuple[str, ...]
    rows: tuple[list[Any], ...]


@dataclass(frozen=True)
class IssuesPage:
    """The issues of a meeting's pack, the latest first."""

    lead: str
    issues: tuple[IssueShown, ...]
    waiting: tuple[str, ...]
    """Those entitled to the latest issue who were not sent it."""
    next_changes: tuple[str, ...]
    """What would be new if it were issued now."""
    has_news: bool


def issues_page(meeting: Meeting, on: date) -> IssuesPage:
    """The issues as whoever runs the meeting sees them. Raises NoTermsYet."""
    issues, seen = issues_of(meeting), readable_by(meeting, None)
    now, entitled = contents_of(seen), entitled_to(meeting, on)
    latest = issues[-1] if issues else None
    sent = {row.person_id for row in latest.dispatches.all()} if latest else set()
    waiting = [one.words for one in entitled if latest and one.number not in sent]
    return IssuesPage(
        lead=_lead(went_out(meeting, on, entitled=entitled, issues=issues), latest),
        issues=tuple(
            _shown(one, before, seen)
            for before, one in reversed(list(zip((None, *issues), issues, strict=False)))
        ),
        waiting=tuple(waiting),
        next_changes=tuple(changes_between(latest.contents, now, titles_for(seen.items, seen.papers)))
        if latest
        else (),
        has_news=latest is None or latest.contents != now,
    )


def _lead(went: WentOut | None, latest: PackIssue | None) -> str:
    if latest is None:
        said = _("No issue has gone out yet.")
        return f"{said} {_('It is due %(day)s.') % {'day': long_date(went.due)}}" if went else said
    if went is None:
        return _("The terms give no day by which it is sent.")
    return sent_words(went)


def sent_words(went: WentOut) -> str:
    """Whether the rule was kept, in a sentence: in time, late by how much, or not yet. Source: rule R1."""
    clause = _(", terms %(clause)s") % {"clause": list_words(went.clause)} if went.clause else ""
    due = long_date(went.due)
    if went.kept.state == "in time":
        return _("Every reader was sent it by %(due)s: in time%(clause)s.") % {"due": due, "clause": clause}
    if went.kept.state == "not due yet":
        return _("Not every reader was sent it yet: it is due %(due)s%(clause)s.") % {
            "due": due,
            "clause": clause,
        }
    late = days_late_words(went.kept.working_days_late)
    said = _("It was due %(due)s and is %(late)s%(clause)s.") % {"due": due, "late": late, "clause": clause}
    if went.is_short_notice:
        return f"{said} {_('Notice of the meeting was short: no rule is broken.')}"
    return said


def _shown(issue: PackIssue, before: PackIssue | None, seen: Readable) -> IssueShown:
    titles = titles_for(seen.items, seen.papers)
    made = localtime(issue.made_at)
    return IssueShown(
        number=issue.number,
        when=f"{long_date(made.date())}, {time_words(made.time().replace(second=0, microsecond=0))}",
        way=str(issue.get_channel_display()),
        changes=tuple(changes_between(before.contents, issue.contents, titles)) if before else (),
        rows=tuple(
            [
                row.person.name,
                row.person.agency.name if row.person.agency else "",
                _left_out(len(row.leaves_out)),
                _moment(row.sent_at),
            ]
            for row in issue.dispatches.all()
        ),
    )


def _moment(moment: Any) -> str:
    local = localtime(moment)
    return f"{long_date(local.date())}, {time_words(local.time().replace(second=0, microsecond=0))}"


def _left_out(number: int) -> str:
    if not number:
        return _("Whole")
    said = ngettext("Without %(n)d item or paper", "Without %(n)d items and papers", number)
    return said % {"n": number}
