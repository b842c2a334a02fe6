"""What the list of a board's decisions shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.decisions.models import Decision
from throughline.web.decisions.queries import decisions_of
from throughline.web.governance.models import Body


@dataclass(frozen=True)
class DecisionLine:
    """One decision with what it is worth and what became of it."""

    number: str
    decided_on: date
    text: str
    standing: str
    note: str
    """What it ratifies, or what ratified it, or that it waits."""


@dataclass(frozen=True)
class DecisionsPage:
    """A board's decisions, the latest first."""

    lead: str
    rows: tuple[DecisionLine, ...]


def decisions_page(body: Body, on: date) -> DecisionsPage:
    """The decisions that a board had made by a day, in two queries. Source: rule R8."""
    found = decisions_of(body).filter(decided_on__lte=on)
    rows = tuple(_line(one) for one in found.select_related("ratifies").prefetch_related("ratified_by"))
    waiting = sum(row.note == _waits() for row in rows)
    return DecisionsPage(lead=_lead(len(rows), waiting), rows=rows)


def _lead(number: int, waiting: int) -> str:
    if not number:
        return _("No decision is recorded yet.")
    said = ngettext("%(n)d decision.", "%(n)d decisions.", number) % {"n": number}
    if not waiting:
        return f"{said} {_('None waits to be ratified.')}"
    waits = ngettext("%(n)d waits to be ratified.", "%(n)d wait to be ratified.", waiting)
    return f"{said} {waits % {'n': waiting}}"


def _line(one: Decision) -> DecisionLine:
    words = str(one.get_authority_display())
    return DecisionLine(
        number=one.number,
        decided_on=one.decided_on,
        text=one.text,
        standing=words[:1].upper() + words[1:],
        note=_became(one),
    )


def _became(one: Decision) -> str:
    by = [later.number for later in one.ratified_by.all()]
    if by:
        return _("Ratified by %(number)s") % {"number": by[0]}
    if one.ratifies is not None:
        return _("Ratifies %(number)s") % {"number": one.ratifies.number}
    return _waits() if one.authority == Decision.Authority.RECOMMENDED else ""


def _waits() -> str:
    return _("Waits to be ratified")
