"""One record of who was heard: what it says, what was found, what came of it, and what is still owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.intervals import wilson
from throughline.rules.voices import TimeDue, VoiceType, asked_state
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Decision
from throughline.web.governance.standing import codes_readable_by
from throughline.web.plan.queries import objectives_closed_to, shown_code
from throughline.web.site.jinja import long_date
from throughline.web.voices.kinds import kinds_of
from throughline.web.voices.lists import pathways_of
from throughline.web.voices.models import Citation, Engagement, Nomination, Outcome
from throughline.web.voices.permits import RECORD_VOICES
from throughline.web.voices.standing import (
    Standing,
    engagements_visible_to,
    reached_of,
    standing_of,
    times_in_year,
    who,
    with_what_follows,
    year_starts,
)
from throughline.web.voices.words import field_words
from throughline.words.sectors import sector_name


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome: how it stands, whose it is, what it came of and which objectives rest on it."""

    outcome: Outcome
    kind: str
    state: str
    owners: str
    cited: tuple[tuple[Citation, str], ...]
    decision_address: str


@dataclass(frozen=True)
class AskedLine:
    """One organisation that was asked to name somebody, and its answer."""

    nomination: Nomination
    kind: str
    state: str
    answer: str
    may_answer: bool


@dataclass(frozen=True)
class VoicePage:
    """A record with all that follows on it, for one reader."""

    record: Engagement
    kind: VoiceType
    lead: str
    standing: Standing
    facts: tuple[tuple[str, str], ...]
    decision_address: str
    objective: str
    """The number of the objective that it is for, where the reader may read it."""
    share: str
    parts: str
    outcomes: tuple[OutcomeLine, ...]
    times: tuple[TimeDue, ...]
    asked: tuple[AskedLine, ...]
    edits: tuple[tuple[Any, str], ...]
    may_record: bool


def record_or_404(partnership: Partnership, viewpoint: Viewpoint, number: int) -> Engagement:
    """The record of a number that a reader may see, alone: what a form needs besides, it reads itself."""
    rows = engagements_visible_to(viewpoint, partnership=partnership).select_related("partnership")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def voice_or_404(partnership: Partnership, viewpoint: Viewpoint, number: int) -> Engagement:
    """The record of a number that a reader may see, with what follows on it."""
    rows = engagements_visible_to(viewpoint, partnership=partnership)
    cited = Prefetch(
        "citations",
        Citation.objects.filter(withdrawn_on=None).select_related("objective__plan"),
        to_attr="cited_now",
    )
    outcomes = Outcome.objects.select_related("decision__body__partnership", "action", "finding")
    outcomes = outcomes.order_by("number").prefetch_related("owners__agency", cited)
    whole = with_what_follows(rows, "findings", "edits", "sunset_changes__decision", outcomes=outcomes)
    found = whole.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def voice_page(found: Engagement, partnership: Partnership, viewpoint: Viewpoint) -> VoicePage:
    """One record as a reader sees it on their day."""
    on, kinds = viewpoint.on, kinds_of(partnership)
    kind = kinds.get(found.kind, VoiceType(found.kind, found.kind, frozenset()))
    starts, readable = year_starts(partnership, on), codes_readable_by(viewpoint)
    names = pathways_of(partnership, on)
    may_record, closed = holds_permit(RECORD_VOICES, viewpoint), objectives_closed_to(viewpoint)
    return VoicePage(
        record=found,
        kind=kind,
        lead=_lead(found),
        standing=standing_of(found, starts=starts, on=on),
        facts=tuple(_facts(found, names, on)),
        decision_address=_address(found.decision, readable),
        objective=shown_code(found.objective, closed),
        share=_share(found),
        parts=_parts(found, on),
        outcomes=tuple(_outcome(one, on, readable, partnership.slug, closed) for one in found.outcomes.all()),
        times=times_in_year(found, starts, on),
        asked=tuple(_asked(one, viewpoint, may_record) for one in found.nominations.all()),
        edits=tuple((one, ", ".join(field_words(name) for name in one.was)) for one in found.edits.all()),
        may_record=may_record,
    )


def _lead(found: Engagement) -> str:
    heard, findings = who(found), len(found.findings.all())
    came = sum(one.came_on is not None for one in found.outcomes.all())
    said = (
        ngettext("%(n)d finding", "%(n)d findings", findings) % {"n": findings},
        ngettext("%(n)d outcome that came about", "%(n)d outcomes that came about", came) % {"n": came},
    )
    counted = _("%(findings)s, %(outcomes)s.") % {"findings": said[0], "outcomes": said[1]}
    return f"{_('Heard: %(who)s.') % {'who': heard}} {counted}" if heard else counted


def _facts(found: Engagement, names: Any, on: date) -> Iterator[tuple[str, str]]:
    days = long_date(found.held_from)
    if found.held_until:
        days = _("%(first)s to %(last)s") % {"first": days, "last": long_date(found.held_until)}
    yield _("When"), days
    sectors = {row.agency.sector for row in found.heard_now if row.agency.sector}  # type: ignore[attr-defined]
    sectors |= set(found.sectors)
    if sectors:
        yield _("Sectors heard"), ", ".join(sorted(sector_name(one) for one in sectors))
    for name in WORDED:
        value = getattr(found, name)
        if value not in (None, ""):
            yield field_words(name), str(value)
    if found.pathway:
        yield field_words("pathway"), names.get(found.pathway, found.pathway)
    led = [found.lead.name if found.lead else "", found.lead_agency.name if found.lead_agency else ""]
    if any(led):
        yield _("Led by"), ", ".join(filter(None, led))
    if found.parent:
        yield field_words("parent"), found.parent.name
    if found.sunset:
        yield field_words("sunset"), long_date(found.sunset)
    if reached := reached_of(found, on):
        yield _("Reached"), reached


WORDED = (
    "community", "method", "place", "audience", "speakers", "source", "invited", "came", "responses",
    "agreed", "sessions", "hours", "times", "asked_by",
)  # fmt: skip
"""The fields that are shown as they were written."""


def _share(found: Engagement) -> str:
    """The share of those who answered that said yes, with its interval. Source: Wilson 1927."""
    if not found.responses or found.agreed is None:
        return ""
    limits = wilson(found.agreed, found.responses)
    return _(
        "%(share)d%% of %(n)d who answered said yes (95%% interval %(low)d%% to %(high)d%%, Wilson)."
    ) % {
        "share": round(100 * found.agreed / found.responses),
        "n": found.responses,
        "low": round(100 * limits.lower),
        "high": round(100 * limits.upper),
    }


def _parts(found: Engagement, on: date) -> str:
    """How many parts of a record are done: that it was held, and each outcome it is to have."""
    outcomes = list(found.outcomes.all())
    if not any(one.due for one in outcomes):
        return ""
    last = found.held_until or found.held_from
    done = sum(one.came_on is not None and one.came_on <= on for one in outcomes) + (last <= on)
    return _("%(done)d of %(of)d parts done, counting that it was held.") % {
        "done": done,
        "of": len(outcomes) + 1,
    }


def _outcome(
    one: Outcome, on: date, readable: frozenset[str], slug: str, closed: frozenset[tuple[int, str]]
) -> OutcomeLine:
    if one.came_on:
        kind, state = "complete", _("Came about")
    elif one.due and one.due < on:
        kind, state = "late", _("Overdue")
    else:
        kind, state = "on course", _("To come")
    cited = tuple(
        (row, reverse("voices:objective", kwargs={"partnership": slug, "cited": row.objective.code}))
        for row in one.cited_now  # type: ignore[attr-defined]
        if shown_code(row.objective, closed)
    )
    owners = ", ".join(row.agency.name for row in one.owners.all())
    return OutcomeLine(one, kind, state, owners, cited, _address(one.decision, readable))


def _asked(one: Nomination, viewpoint: Viewpoint, may_record: bool) -> AskedLine:
    state = asked_state(one.due, answered_on=one.answered_on, on=viewpoint.on)
    kind, words = {
        "answered": ("complete", _("Answered")),
        "waiting": ("no news", _("Waiting")),
        "overdue": ("late", _("Overdue")),
    }[state]
    answer = one.post if one.answer == Nomination.Answer.NAMED else one.words
    person = viewpoint.person
    is_theirs = person is not None and person.agency_id == one.agency_id
    return AskedLine(one, kind, words, answer, state != "answered" and (may_record or is_theirs))


def _address(decision: Decision | None, readable: frozenset[str]) -> str:
    return address_of(decision) if decision is not None and decision.body.code in readable else ""
