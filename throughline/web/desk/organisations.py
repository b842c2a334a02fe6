"""What each organisation promised a body and did over twelve months, side by side and one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.attending import Attended, attended
from throughline.rules.keeping import Period
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Agency
from throughline.web.decisions.models import Action, CascadeReceipt, ChaseRequest
from throughline.web.decisions.promises.half_life_page import OrganisationLine, compose, half_life_words
from throughline.web.governance.models import Body
from throughline.web.meetings.keeping.effectiveness import as_held, held_in
from throughline.web.meetings.keeping.evidence import Evidence, evidence_of
from throughline.web.meetings.keeping.judged import last_twelve_months
from throughline.web.meetings.keeping.words import period_words
from throughline.words.formats import day_words

Counts = Mapping[str, tuple[int, int]]
"""By the code of an organisation: how often it was asked, and how often it answered."""


@dataclass(frozen=True, kw_only=True)
class OrganisationRow:
    """One organisation beside the others, every number with what it is counted of."""

    code: str
    name: str
    given: int
    still_open: int
    late: int
    finishes: str
    in_person: str
    represented: str
    for_part: int
    updates: str
    cascades: str


@dataclass(frozen=True, kw_only=True)
class Organisations:
    """The organisations of a body side by side, by name."""

    lead: str
    rows: tuple[OrganisationRow, ...]
    period_words: str
    meetings: int
    terms_number: int


def organisations_of(body: Body, today: date) -> Organisations:
    """What each organisation of a body promised and did over the twelve months to a day. Raises NoTermsYet.

    They stand by name and are not ranked.
    """
    period = last_twelve_months(today)
    found = evidence_of(body, first=period.first, today=today)
    came = {one.organisation: one for one in _attended(found, period)}
    lines = _lines(body, period, today)
    asked, told = _asked(body, period), _told(body, period)
    names = names_in(found.written)
    codes = {*came, *lines, *asked, *told}
    rows = [_row(code, names.get(code, code), lines.get(code), came.get(code), asked, told) for code in codes]
    return Organisations(
        lead=_lead(rows),
        rows=tuple(sorted(rows, key=lambda row: row.name.casefold())),
        period_words=period_words(period),
        meetings=len(held_in(found, period)),
        terms_number=found.terms_number,
    )


def _attended(found: Evidence, period: Period) -> tuple[Attended, ...]:
    return attended(as_held(found, one) for one in held_in(found, period))


def _actions(body: Body, period: Period, today: date) -> Any:
    """Those raised in the period, and those of before that were open in it."""
    rows = Action.objects.filter(body=body, raised_on__lte=today)
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=period.first))


def _lines(body: Body, period: Period, today: date) -> dict[str, OrganisationLine]:
    groups: dict[str, list[Action]] = defaultdict(list)
    rows = _actions(body, period, today).select_related("owner_agency").prefetch_related("date_changes")
    for one in rows:
        groups[one.owner_agency.code].append(one)
    return {code: compose(group, today).every for code, group in groups.items()}


def _asked(body: Body, period: Period) -> dict[str, tuple[int, int]]:
    rows = ChaseRequest.objects.filter(
        action__body=body, round__sent_at__isnull=False, round__made_on__range=(period.first, period.last)
    )
    counted = rows.values_list("action__owner_agency__code").annotate(
        asked=Count("pk"), came=Count("answered_at")
    )
    return {code: (number, answered) for code, number, answered in counted.order_by()}


def _told(body: Body, period: Period) -> dict[str, tuple[int, int]]:
    rows = CascadeReceipt.objects.filter(
        cascade__decision__body=body, cascade__told_on__range=(period.first, period.last)
    )
    counted = rows.values_list("agency__code").annotate(
        told=Count("pk", distinct=True), came=Count("pk", distinct=True, filter=Q(answers__isnull=False))
    )
    return {code: (number, answered) for code, number, answered in counted.order_by()}


def _row(
    code: str, name: str, line: OrganisationLine | None, came: Attended | None, asked: Counts, told: Counts
) -> OrganisationRow:
    return OrganisationRow(
        code=code,
        name=name,
        given=line.given if line else 0,
        still_open=line.given - line.verified if line else 0,
        late=line.overdue if line else 0,
        finishes=half_life_words(line.half_life) if line else _("No action"),
        in_person=_of(came.in_person, came.places) if came else _("No filled seat"),
        represented=_of(came.represented, came.meetings) if came else _("No filled seat"),
        for_part=came.for_part if came else 0,
        updates=_answered(asked.get(code), _("Not asked")),
        cascades=_answered(told.get(code), _("Not told")),
    )


def _of(part: int, whole: int) -> str:
    return _("%(part)d of %(whole)d") % {"part": part, "whole": whole}


def _answered(counts: tuple[int, int] | None, none: str) -> str:
    return _of(counts[1], counts[0]) if counts else none


def _lead(rows: Sequence[OrganisationRow]) -> str:
    late = sum(row.late > 0 for row in rows)
    if not rows:
        return _("No organisation has a seat or an action here yet.")
    counted = ngettext("%(n)d organisation", "%(n)d organisations", len(rows)) % {"n": len(rows)}
    have = ngettext("%(n)d has a late action", "%(n)d have late actions", late) % {"n": late}
    return f"{counted}; {have if late else _('none has a late action')}."


@dataclass(frozen=True, kw_only=True)
class OneOrganisation:
    """What one organisation promised a body and did over twelve months."""

    row: OrganisationRow
    actions: tuple[dict[str, Any], ...]
    meetings: tuple[dict[str, str], ...]
    decisions: tuple[dict[str, str], ...]
    period_words: str


def one_organisation(body: Body, agency: Agency, today: date) -> OneOrganisation:
    """One organisation's promises, meetings and answers over twelve months. Raises NoTermsYet."""
    period = last_twelve_months(today)
    found = evidence_of(body, first=period.first, today=today)
    mine = _actions(body, period, today).filter(owner_agency=agency).prefetch_related("date_changes")
    actions = list(mine.order_by("number"))
    came = next((one for one in _attended(found, period) if one.organisation == agency.code), None)
    return OneOrganisation(
        row=_row(
            agency.code,
            agency.name,
            compose(_with(actions, agency), today).every if actions else None,
            came,
            _asked(body, period),
            _told(body, period),
        ),
        actions=tuple(_action(one) for one in actions),
        meetings=tuple(_meetings(found, period, agency.code)),
        decisions=tuple(_decisions(body, agency, period)),
        period_words=period_words(period),
    )


def _with(actions: Sequence[Action], agency: Agency) -> Sequence[Action]:
    for one in actions:
        one.owner_agency = agency
    return actions


def _action(one: Action) -> dict[str, Any]:
    moved = len(one.date_changes.all())
    said = [_("first due %(day)s") % {"day": day_words(one.first_due)}]
    if moved:
        said.append(ngettext("moved once", "moved %(n)d times", moved) % {"n": moved})
    if one.closed_on:
        said.append(_("closed %(day)s") % {"day": day_words(one.closed_on)})
    words = one.get_state_display()
    return {
        "number": one.number,
        "text": one.text,
        "note": ", ".join(said),
        "state": words[:1].upper() + words[1:],
    }


def _meetings(found: Evidence, period: Period, code: str) -> Any:
    for meeting in held_in(found, period):
        held = as_held(found, meeting)
        seats = {seat for seat, of in held.seats.items() if of == code}
        if not seats:
            continue
        came = [one for one in held.came if one.seat in seats]
        members = sum(one.is_member for one in came)
        words = _("Nobody came") if not came else _("By deputy") if not members else _("In person")
        yield {"words": day_words(meeting.held_on), "note": words}


def _decisions(body: Body, agency: Agency, period: Period) -> Any:
    rows = CascadeReceipt.objects.filter(
        agency=agency,
        cascade__decision__body=body,
        cascade__told_on__range=(period.first, period.last),
    ).select_related("cascade__decision")
    for one in rows.prefetch_related("answers").order_by("cascade__told_on", "pk"):
        answers = [answer.get_says_display() for answer in one.answers.all()]
        last = answers[-1] if answers else _("no answer")
        yield {"words": one.cascade.decision.number, "note": f"{last[:1].upper()}{last[1:]}"}
