"""What people say of an indicator: notes at a day, commentary, and breaks in its series."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.decisions.models import Decision
from throughline.web.performance.models import Annotation, Commentary, Indicator, SeriesBreak
from throughline.words.refusals import Refused

MOST_OF_NOTE = 300
MOST_OF_COMMENTARY = 1200


class NoteRefused(Refused):
    """A note or a commentary is empty or too long, or is of no indicator."""


class BreakRefused(Refused):
    """A series cannot be broken so: without a reason, twice on a day, or by no decision."""


@transaction.atomic
def annotate(
    *, partnership: Partnership, indicator: str, on: date, words: str, by: User | None, at: datetime
) -> Annotation:
    """Write a note on an indicator's line at a day.

    Raises NoteRefused where nothing is written, or more than 300 signs, or the indicator is none.
    """
    found = _indicator(partnership, indicator)
    made = Annotation.objects.create(
        indicator=found, on=on, words=_sound(words, MOST_OF_NOTE), written_by=by, written_at=at
    )
    record_event(
        by=by,
        at=at,
        what="indicator annotated",
        thing=made,
        partnership=partnership,
        detail={"indicator": indicator, "on": str(on)},
    )
    return made


@transaction.atomic
def withdraw_annotation(*, annotation: Annotation, by: User | None, at: datetime) -> Annotation:
    """Take a note back; it stays on record and is shown no more. Raises NoteRefused if it is back already."""
    kept = (
        Annotation.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=annotation.pk)
    )
    if kept.withdrawn_at is not None:
        raise NoteRefused(_("This note was taken back already. Nothing was changed."))
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    record_event(
        by=by,
        at=at,
        what="indicator annotation withdrawn",
        thing=kept,
        partnership=kept.indicator.partnership,
        detail={"indicator": kept.indicator.code, "on": str(kept.on)},
    )
    return kept


@transaction.atomic
def write_commentary(
    *, partnership: Partnership, indicator: str, period_ends: date, words: str, by: User | None, at: datetime
) -> Commentary:
    """Say what is behind a verdict of the period that ends on a day; later words follow, none is replaced.

    Raises NoteRefused where nothing is written, or more than 1,200 signs, or the indicator is none.
    """
    found = _indicator(partnership, indicator)
    made = Commentary.objects.create(
        indicator=found,
        period_ends=period_ends,
        words=_sound(words, MOST_OF_COMMENTARY),
        written_by=by,
        written_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="commentary written",
        thing=made,
        partnership=partnership,
        detail={"indicator": indicator, "period_ends": str(period_ends)},
    )
    return made


@transaction.atomic
def record_break(
    *,
    partnership: Partnership,
    indicator: str,
    on: date,
    kind: str,
    reason: str,
    by: User | None,
    at: datetime,
    decision: str = "",
) -> SeriesBreak:
    """Record that an indicator's figures before and after a day are not one series, and why.

    A board that only wants to judge from here on names its decision by the number of the register. Raises
    BreakRefused for a kind that is none, no reason, a second break of a day, or a decision that is not there.
    Source: rule R27 (re-base only at a recorded break or by decision).
    """
    found = _indicator(partnership, indicator)
    if kind not in SeriesBreak.Kind.values:
        raise BreakRefused(_("Say why the series is broken: choose one of the four kinds."))
    if not reason.strip():
        raise BreakRefused(
            _("Write why the figures before and after are not one series. Nothing was changed.")
        )
    if SeriesBreak.objects.filter(indicator=found, on=on).exists():
        raise BreakRefused(_("The series is broken on that day already. Nothing was changed."))
    made = SeriesBreak.objects.create(
        indicator=found,
        on=on,
        kind=kind,
        decision=_decision(partnership, kind, decision.strip()),
        reason=reason.strip()[:MOST_OF_NOTE],
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="series broken",
        thing=made,
        partnership=partnership,
        detail={"indicator": indicator, "on": str(on), "kind": kind},
    )
    return made


def _decision(partnership: Partnership, kind: str, number: str) -> Decision | None:
    if not number:
        if kind == SeriesBreak.Kind.DECISION:
            raise BreakRefused(
                _("Limits start anew only at a break of the record or by a decision. Give its number.")
            )
        return None
    found = Decision.objects.filter(body__partnership=partnership, number=number).first()
    if found is None:
        raise BreakRefused(
            _("The register has no decision %(number)s. Nothing was changed.") % {"number": number}
        )
    return found


def _indicator(partnership: Partnership, code: str) -> Indicator:
    found = Indicator.objects.filter(partnership=partnership, code=code).first()
    if found is None:
        raise NoteRefused(_("“%(code)s” is no indicator here. Nothing was changed.") % {"code": code})
    return found


def _sound(words: str, most: int) -> str:
    said = words.strip()
    if not said:
        raise NoteRefused(_("Write what is to be said. Nothing was changed."))
    if len(said) > most:
        raise NoteRefused(
            _("That is %(length)d signs, and there is room for %(most)d. Say it shorter.")
            % {"length": len(said), "most": most}
        )
    return said
