"""What parents decided, beside what each organisation made of it; the days of parents; who was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.cascades.page import CascadeRow, cascade_rows
from throughline.web.decisions.models import Decision
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.governance.standing import RUN_MEETINGS, codes_readable_by
from throughline.web.reports.models import Briefing, ParentDecision, RecipientDate
from throughline.web.reports.permits import KEEP_REPORTS
from throughline.words.formats import day_words

LATEST = 60
"""How many decisions a list to choose from offers."""


@dataclass(frozen=True)
class ReceivedRow:
    """One decision of a parent, and how far it has come in this body's organisations."""

    number: int
    parent: str
    words: str
    decided_on: str
    carried_by: str
    carried_address: str
    address: str
    cells: tuple[CascadeRow | None, ...]
    outstanding: int


@dataclass(frozen=True)
class FromParentsPage:
    """Every decision that a body received, organisations beside decisions."""

    lead: str
    organisations: tuple[str, ...]
    rows: tuple[ReceivedRow, ...]
    may_keep: bool


@dataclass(frozen=True)
class ParentDecisionPage:
    """One decision of a parent: its words, what it asks, what the body made of it."""

    decision: ParentDecision
    parent: str
    carried_address: str
    cascade_address: str
    start_address: str
    rows: tuple[CascadeRow, ...]
    may_keep: bool
    choices: tuple[tuple[str, str], ...]


def from_parents_page(body: Body, viewpoint: Viewpoint) -> FromParentsPage:
    """What a body received from its parents, the latest first, in a fixed number of queries.

    Source: rule R45; Pan-Dorset terms, role 8.
    """
    found = list(ParentDecision.objects.filter(body=body).select_related("carried_by__body__partnership"))
    names, calendar = _names(body.partnership, viewpoint)
    known = _readable(viewpoint, body, found)
    cells = cascade_rows(known, viewpoint, calendar=calendar) if known else ()
    organisations = dict(sorted(((one.code, one.organisation) for one in cells), key=lambda pair: pair[1]))
    by_place = {(one.code, one.number): one for one in cells}
    rows = tuple(
        _row(one, known, names, [by_place.get((code, _carried(one))) for code in organisations], body)
        for one in reversed(found)
    )
    return FromParentsPage(
        lead=_lead(rows),
        organisations=tuple(organisations.values()),
        rows=rows,
        may_keep=holds_permit(KEEP_REPORTS, viewpoint),
    )


def _carried(one: ParentDecision) -> str:
    return one.carried_by.number if one.carried_by else ""


def _readable(viewpoint: Viewpoint, body: Body, found: Iterable[ParentDecision]) -> list[Decision]:
    """The decisions by which they were carried on, as far as the reader may know of them."""
    if body.code not in codes_readable_by(viewpoint):
        return []
    carried = [one.carried_by_id for one in found if one.carried_by_id]
    rows = decisions_readable_by(viewpoint, partnership=body.partnership, body=body.code)
    return list(rows.filter(pk__in=carried).select_related("body__partnership"))


def _row(
    one: ParentDecision,
    known: Iterable[Decision],
    names: dict[str, str],
    cells: list[CascadeRow | None],
    body: Body,
) -> ReceivedRow:
    carried = next((own for own in known if own.pk == one.carried_by_id), None)
    return ReceivedRow(
        number=one.number,
        parent=names.get(one.parent, one.parent),
        words=one.words,
        decided_on=day_words(one.decided_on),
        carried_by=carried.number if carried else "",
        carried_address=address_of(carried) if carried else "",
        address=reverse("reports:parent_decision", kwargs=_parts(body) | {"parent_decision": one.number}),
        cells=tuple(cells),
        outstanding=sum(cell is not None and cell.is_outstanding for cell in cells),
    )


def _parts(body: Body) -> dict[str, object]:
    return {"partnership": body.partnership.slug, "body": body.code}


def _lead(rows: tuple[ReceivedRow, ...]) -> str:
    if not rows:
        return _("No decision of a parent is recorded yet.")
    waiting = sum(not one.carried_by for one in rows)
    answers = sum(one.outstanding for one in rows)
    said = ngettext(
        "%(n)d decision of a parent is recorded.", "%(n)d decisions of parents are recorded.", len(rows)
    ) % {"n": len(rows)}
    if waiting:
        said += " " + ngettext("%(n)d waits to be carried on.", "%(n)d wait to be carried on.", waiting) % {
            "n": waiting
        }
    if answers:
        said += " " + ngettext(
            "%(n)d answer of an organisation is outstanding.",
            "%(n)d answers of organisations are outstanding.",
            answers,
        ) % {"n": answers}
    return said


def received_numbered(partnership: Partnership, body: str, number: int) -> ParentDecision | None:
    """The decision of a parent with that number, addressed to that body."""
    rows = ParentDecision.objects.filter(partnership=partnership, body__code=body, number=number)
    return rows.select_related("body__partnership", "carried_by__body__partnership").first()


def parent_decision_page(found: ParentDecision, viewpoint: Viewpoint) -> ParentDecisionPage:
    """One decision of a parent, and where each organisation stands with what followed."""
    names, calendar = _names(found.partnership, viewpoint)
    known = _readable(viewpoint, found.body, [found])
    carried = known[0] if known else None
    rows = cascade_rows(known, viewpoint, calendar=calendar) if known else ()
    may_start = carried is not None and not rows and holds_permit(RUN_MEETINGS, viewpoint)
    may_keep = holds_permit(KEEP_REPORTS, viewpoint)
    return ParentDecisionPage(
        decision=found,
        parent=names.get(found.parent, found.parent),
        carried_address=address_of(carried) if carried else "",
        cascade_address=address_of(carried, "cascade") if carried and rows else "",
        start_address=address_of(carried, "start_cascade") if carried and may_start else "",
        rows=rows,
        may_keep=may_keep,
        choices=_choices(found, viewpoint) if may_keep and found.carried_by_id is None else (),
    )


def _choices(found: ParentDecision, viewpoint: Viewpoint) -> tuple[tuple[str, str], ...]:
    """The decisions of the body, made since, that could carry it on."""
    if found.body.code not in codes_readable_by(viewpoint):
        return ()
    rows = decisions_readable_by(viewpoint, partnership=found.partnership, body=found.body.code)
    since = rows.filter(decided_on__gte=found.received_on).exclude(authority=Decision.Authority.RECOMMENDED)
    return tuple((str(one.pk), f"{one.number}: {one.text}"[:110]) for one in since[:LATEST])


def decision_chosen(found: ParentDecision, viewpoint: Viewpoint, key: str) -> Decision | None:
    """The decision of a choice, among those that the reader may choose."""
    if key not in {value for value, _words in _choices(found, viewpoint)}:
        return None
    return Decision.objects.filter(pk=int(key), body=found.body).select_related("body__partnership").first()


def _names(partnership: Partnership, viewpoint: Viewpoint) -> tuple[dict[str, str], str]:
    try:
        terms = terms_on(partnership, viewpoint.on)
    except NoTermsYet:
        return {}, ""
    return names_in(terms), terms.calendar.working_days


def days_of_parents(partnership: Partnership, viewpoint: Viewpoint) -> list[tuple[RecipientDate, str]]:
    """The parents' dates that stand, each with what its parent is called."""
    names, _calendar = _names(partnership, viewpoint)
    rows = RecipientDate.objects.filter(partnership=partnership, withdrawn_at=None)
    return [(one, names.get(one.recipient, one.recipient)) for one in rows]


def outside_parents(partnership: Partnership, viewpoint: Viewpoint) -> list[tuple[str, str]]:
    """Every outside body that the terms name, by id and name."""
    try:
        terms = terms_on(partnership, viewpoint.on)
    except NoTermsYet:
        return []
    outside = [(one.id, one.name) for one in terms.externals]
    return outside + [(one.id, one.name) for one in terms.bodies]


def date_numbered(partnership: Partnership, number: int) -> RecipientDate | None:
    """One date of a parent that stands."""
    return RecipientDate.objects.filter(partnership=partnership, pk=number, withdrawn_at=None).first()


def briefings_of(body: Body) -> list[tuple[Briefing, int]]:
    """Who was told of what, the latest first, and after how many days."""
    rows = Briefing.objects.filter(body=body).select_related("by")
    return [(one, (one.told_on - one.happened_on).days) for one in rows]
