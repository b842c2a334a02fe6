"""How a record of who was heard stands on a day: what it still owes, said in one word and one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.voices import (
    AskedState,
    TimeDue,
    asked_state,
    next_time,
    reached,
    sunset_state,
    times_of_year,
)
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.voices.models import Engagement, HeardFrom, Nomination, Outcome
from throughline.words.formats import day_words
from throughline.words.periods import year_holding


@dataclass(frozen=True)
class Owed:
    """One thing that a record owes: what, by when, and how that stands; ``kind`` is a kind of status."""

    words: str
    by: date
    kind: str
    state: str


@dataclass(frozen=True)
class Standing:
    """How a record stands: a kind of status with its words, and everything it owes by its day."""

    kind: str
    words: str
    owed: tuple[Owed, ...]


def engagements_visible_to(viewpoint: Viewpoint, *, partnership: Partnership) -> QuerySet[Engagement]:
    """The records that a reader may see: all that have begun, for whoever enters the partnership."""
    if not viewpoint.has_standing:
        return Engagement.objects.none()
    rows = Engagement.objects.filter(partnership=partnership, held_from__lte=viewpoint.on)
    return rows.select_related("lead_agency", "lead", "parent", "decision__body__partnership", "objective")


def with_what_follows(
    rows: QuerySet[Engagement], *more: str, outcomes: QuerySet[Outcome] | None = None
) -> QuerySet[Engagement]:
    """Records with all that their standing is read from: six more queries for any number of them.

    ``more`` are other rows that are wanted too, and ``outcomes`` what is wanted with each outcome.
    """
    heard = HeardFrom.objects.filter(until_version=None).select_related("agency")
    asked = Nomination.objects.select_related("agency").order_by("agency__name")
    return rows.prefetch_related(
        "times_held",
        "to_reach",
        Prefetch("nominations", asked),
        Prefetch("outcomes", Outcome.objects.order_by("number") if outcomes is None else outcomes),
        Prefetch("heard", heard, to_attr="heard_now"),
        *more,
    )


def year_starts(partnership: Partnership, on: date) -> date:
    """The first day of the partnership's year that holds a day; 1 April where it has no terms."""
    try:
        begins = terms_on(partnership, on).calendar.year_starts
    except NoTermsYet:
        return year_holding(on).first
    return year_holding(on, begins).first


def times_in_year(one: Engagement, starts: date, on: date) -> tuple[TimeDue, ...]:
    """The times of a record's year; none where it does not come round or has ended."""
    if not one.times or (one.ended_on and one.ended_on <= on):
        return ()
    held = [row.held_on for row in one.times_held.all()]
    return times_of_year(one.times, starts, held, begun=one.held_from, on=on)


def standing_of(one: Engagement, *, starts: date, on: date) -> Standing:
    """How a record stands on a day of the year that begins on ``starts``. Source: rules R15 and R49."""
    owed = tuple(sorted(_owed(one, starts, on), key=lambda each: (each.kind != "late", each.by)))
    if one.ended_on and one.ended_on <= on:
        return Standing("complete", _("Ended"), owed)
    late = [each for each in owed if each.kind == "late"]
    if late:
        said = ngettext("%(n)d overdue", "%(n)d overdue", len(late)) % {"n": len(late)}
        return Standing("late", said, owed)
    if owed:
        return Standing("on course", _("Next by %(day)s") % {"day": day_words(owed[0].by, translate=_)}, owed)
    return Standing("complete", _("Nothing due"), owed)


def _owed(one: Engagement, starts: date, on: date) -> Iterator[Owed]:
    yield from _times(one, starts, on)
    state = sunset_state(one.sunset, ended_on=one.ended_on, on=on)
    if one.sunset and state == "overdue":
        yield Owed(_("To be extended or ended by a decision"), one.sunset, "late", _("Past its last day"))
    elif one.sunset and state == "running":
        yield Owed(_("Ends, unless a decision extends it"), one.sunset, "on course", _("Running"))
    for row in one.outcomes.all():
        if row.came_on is None and row.due:
            words = _("Outcome %(number)d: %(words)s") % {"number": row.number, "words": row.words}
            yield _by(words, row.due, is_late=row.due < on, waits=_("To come"))
    for asked, due, count in _asked(one, on):
        words = ngettext(
            "%(n)d organisation is to name somebody", "%(n)d organisations are to name somebody", count
        )
        yield _by(words % {"n": count}, due, is_late=asked == "overdue", waits=_("Waiting"))


def _by(words: str, due: date, *, is_late: bool, waits: str) -> Owed:
    return Owed(words, due, "late" if is_late else "on course", _("Overdue") if is_late else waits)


def _times(one: Engagement, starts: date, on: date) -> Iterator[Owed]:
    found = times_in_year(one, starts, on)
    for each in found:
        if each.state == "missed":
            yield Owed(_("A time that was not held"), each.by, "late", _("Missed"))
        elif each.state == "due":
            yield Owed(_("The next time to be held"), each.by, "on course", _("Due"))
    if found and not any(each.state == "due" for each in found) and one.times:
        held = [row.held_on for row in one.times_held.all()]
        following = next_time(one.times, starts, held, begun=one.held_from, on=on)
        yield Owed(_("The next time to be held"), following.by, "on course", _("Due"))


def _asked(one: Engagement, on: date) -> Iterator[tuple[AskedState, date, int]]:
    counts: dict[tuple[AskedState, date], int] = {}
    for row in one.nominations.all():
        state = asked_state(row.due, answered_on=row.answered_on, on=on)
        if state != "answered":
            counts[state, row.due] = counts.get((state, row.due), 0) + 1
    for (state, due), count in sorted(counts.items()):
        yield state, due, count


def reached_of(one: Engagement, on: date) -> str:
    """How many of those to be reached are, in words; nothing where nobody is named."""
    found = reached({row.name: row.reached_on for row in one.to_reach.all()}, on=on)
    return _("%(done)d of %(of)d reached") % {"done": found.done, "of": found.of} if found.of else ""


def who(one: Engagement) -> str:
    """Who was heard: organisations and groups in words."""
    names = [row.agency.name for row in one.heard_now]  # type: ignore[attr-defined]
    return ", ".join([*names, *([one.groups] if one.groups else [])])
