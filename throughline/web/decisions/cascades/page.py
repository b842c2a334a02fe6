"""Where organisations stand with the decisions they were told of: one decision, or all beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.cascade import MAY_FOLLOW, Answered, CascadeStanding, acknowledge_by, cascade_standing
from throughline.web.access.models import Agency, Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Cascade, CascadeReceipt, Decision
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.decisions.register.words import answer_status, late_words
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on
from throughline.web.governance.standing import codes_of_seats
from throughline.words.formats import day_words


@dataclass(frozen=True)
class CascadeRow:
    """One organisation and one decision: where it stands, what it said last, and where it answers."""

    organisation: str
    code: str
    number: str
    kind: str
    words: str
    due: date | None
    said: str
    reason: str
    late: str
    address: str
    is_outstanding: bool
    may_answer: bool


@dataclass(frozen=True)
class CascadePage:
    """One decision in every organisation that was told of it."""

    decision: Decision
    address: str
    told_on: date
    acknowledge_by: date
    effective_from: date | None
    lead: str
    rows: tuple[CascadeRow, ...]


@dataclass(frozen=True)
class MatrixColumn:
    """One decision of the matrix."""

    number: str
    text: str
    address: str


@dataclass(frozen=True)
class Matrix:
    """Organisations down, decisions across; a cell is None where an organisation was not told."""

    lead: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[tuple[str, tuple[CascadeRow | None, ...]], ...]
    outstanding: tuple[CascadeRow, ...]


def cascade_rows(
    decisions: Iterable[Decision], viewpoint: Viewpoint, *, calendar: str
) -> tuple[CascadeRow, ...]:
    """Where every organisation stands with each of some decisions, in one query for any number."""
    known = {one.pk: one for one in decisions}
    rows = CascadeReceipt.objects.filter(cascade__decision__in=known).order_by(
        "agency__name", "-cascade__told_on", "pk", "answers__pk"
    )
    told = rows.values(
        "pk", "cascade__decision", "cascade__told_on", "cascade__effective_from", "agency",
        code=F("agency__code"), name=F("agency__name"), says=F("answers__says"),
        said_on=F("answers__said_on"), reason=F("answers__reason"), is_on_behalf=F("answers__is_on_behalf"),
    )  # fmt: skip
    return tuple(
        _row(known, [dict(one) for one in group], viewpoint, calendar)
        for _pk, group in groupby(told, lambda one: one["pk"])
    )


def standing_of(receipt: CascadeReceipt, *, on: date, calendar: str) -> CascadeStanding:
    """Where one organisation stands on a day. Source: rule R45."""
    return cascade_standing(
        [Answered(says=one.says, on=one.said_on) for one in receipt.answers.all()],  # type: ignore[arg-type]
        told_on=receipt.cascade.told_on,
        effective_from=receipt.cascade.effective_from,
        on=on,
        calendar=calendar,
    )


def _row(
    known: Mapping[int, Decision], told: list[dict[str, Any]], viewpoint: Viewpoint, calendar: str
) -> CascadeRow:
    """The row of one organisation, from what it was told of and each answer that it gave."""
    first = told[0]
    decision = known[first["cascade__decision"]]
    given = [one for one in told if one["says"] is not None and one["said_on"] <= viewpoint.on]
    standing = cascade_standing(
        [Answered(says=one["says"], on=one["said_on"]) for one in given],
        told_on=first["cascade__told_on"],
        effective_from=first["cascade__effective_from"],
        on=viewpoint.on,
        calendar=calendar,
    )
    kind, words = answer_status(standing)
    return CascadeRow(
        organisation=first["name"],
        code=first["code"],
        number=decision.number,
        kind=kind,
        words=words,
        due=standing.due,
        said=_said(given[-1]) if given else "",
        reason=given[-1]["reason"] if given else "",
        late=late_words(standing),
        address=address_of(decision, "answer_cascade", agency=first["code"]),
        is_outstanding=standing.owed != "nothing",
        may_answer=bool(MAY_FOLLOW[standing.state]) and _may_answer(decision, first["agency"], viewpoint),
    )


def _may_answer(decision: Decision, agency: int, viewpoint: Viewpoint) -> bool:
    body = decision.body.code
    if any(one.office == "secretary" and one.body_code in ("", body) for one in viewpoint.offices):
        return True
    person = viewpoint.person
    if person is None or person.agency_id != agency:
        return False
    return body in codes_of_seats(person, viewpoint.on)


def _said(answer: Mapping[str, Any]) -> str:
    day = day_words(answer["said_on"])
    return _("%(day)s, written down by the secretary") % {"day": day} if answer["is_on_behalf"] else day


def cascade_page(decision: Decision, viewpoint: Viewpoint) -> CascadePage | None:
    """One decision in every organisation that was told of it, or None where none was."""
    cascade = Cascade.objects.filter(decision=decision).first()
    if cascade is None:
        return None
    calendar = terms_on(decision.body.partnership, viewpoint.on).calendar.working_days
    rows = cascade_rows([decision], viewpoint, calendar=calendar)
    return CascadePage(
        decision=decision,
        address=address_of(decision),
        told_on=cascade.told_on,
        acknowledge_by=acknowledge_by(cascade.told_on, calendar=calendar),
        effective_from=cascade.effective_from,
        lead=_lead(rows),
        rows=rows,
    )


def _lead(rows: Sequence[CascadeRow]) -> str:
    owed = sum(one.is_outstanding for one in rows)
    late = sum(one.kind == "late" for one in rows)
    told = ngettext("%(n)d organisation was told.", "%(n)d organisations were told.", len(rows))
    said = told % {"n": len(rows)}
    if not owed:
        return f"{said} {_('None has anything outstanding.')}"
    waits = ngettext("%(n)d has something outstanding", "%(n)d have something outstanding", owed)
    if not late:
        return f"{said} {waits % {'n': owed}}, {_('none of it late')}."
    return f"{said} {waits % {'n': owed}}, {_('%(n)d late') % {'n': late}}."


def matrix(partnership: Partnership, viewpoint: Viewpoint) -> Matrix:
    """Every decision that organisations were told of, the latest first, beside every organisation told."""
    decisions = decisions_readable_by(viewpoint, partnership=partnership).filter(cascade__isnull=False)
    told = list(decisions.select_related("body__partnership").order_by("-cascade__told_on", "-pk"))
    calendar = terms_on(partnership, viewpoint.on).calendar.working_days if told else ""
    rows = cascade_rows(told, viewpoint, calendar=calendar)
    cells = {(one.code, one.number): one for one in rows}
    names = dict(sorted(((one.code, one.organisation) for one in rows), key=lambda pair: pair[1]))
    outstanding = [one for one in rows if one.is_outstanding]
    return Matrix(
        lead=_matrix_lead(len(told), len(outstanding), sum(one.kind == "late" for one in outstanding)),
        columns=tuple(MatrixColumn(one.number, one.text, address_of(one, "cascade")) for one in told),
        rows=tuple(
            (name, tuple(cells.get((code, one.number)) for one in told)) for code, name in names.items()
        ),
        outstanding=tuple(sorted(outstanding, key=lambda one: (one.kind != "late", one.due or date.max))),
    )


def _matrix_lead(decisions: int, outstanding: int, late: int) -> str:
    if not decisions:
        return _("Organisations were told of no decision yet.")
    said = ngettext(
        "Organisations were told of %(n)d decision.", "Organisations were told of %(n)d decisions.", decisions
    ) % {"n": decisions}
    if not outstanding:
        return f"{said} {_('No answer is outstanding.')}"
    waits = ngettext("%(n)d answer is outstanding", "%(n)d answers are outstanding", outstanding)
    return f"{said} {waits % {'n': outstanding}}, {_('%(n)d late') % {'n': late}}."


def organisations_at_the_table(body: Body, day: date) -> tuple[Agency, ...]:
    """The organisations with a seat on a body that day, by name: whom a decision of it reaches."""
    codes = {held.organisation for held in seated_on(body, day).circle.seats if held.organisation}
    return tuple(Agency.objects.filter(partnership=body.partnership, code__in=codes).order_by("name"))


def receipt_of(decision: Decision, agency: str) -> CascadeReceipt | None:
    """What one organisation was told of a decision, if it was."""
    rows = CascadeReceipt.objects.filter(cascade__decision=decision, agency__code=agency)
    return rows.select_related("agency", "cascade__decision__body__partnership").first()
