"""The lists of the room: every record, what is due, practice found elsewhere, and who is left to hear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.voices import VoiceType, by_sector, reached
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.voices.kinds import kinds_of
from throughline.web.voices.models import Engagement
from throughline.web.voices.standing import (
    Owed,
    Standing,
    engagements_visible_to,
    standing_of,
    who,
    with_what_follows,
    year_starts,
)
from throughline.words.sectors import sector_name


@dataclass(frozen=True)
class VoiceLine:
    """One record in a list."""

    record: Engagement
    address: str
    kind: str
    who: str
    standing: Standing


@dataclass(frozen=True)
class VoicesPage:
    """Every record of one kind or of all, what is overdue first."""

    lead: str
    rows: tuple[VoiceLine, ...]
    kinds: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class DueLine:
    """One thing that a record owes, with the record."""

    owed: Owed
    title: str
    address: str


@dataclass(frozen=True)
class PracticeLine:
    """One practice found elsewhere: where, who brought it, and whether a decision took it up."""

    title: str
    address: str
    source: str
    pathway: str
    brought_by: str
    adopted: str
    on: date


@dataclass(frozen=True)
class PracticePage:
    """The library of practice, and how many each organisation brought."""

    lead: str
    rows: tuple[PracticeLine, ...]
    by_organisation: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ReachLine:
    """How far a record reaches whom it is to reach."""

    title: str
    address: str
    done: int
    of: int
    left: str
    sessions: str
    came: str
    hours: str


@dataclass(frozen=True)
class CoveragePage:
    """Which sectors were heard and how often, who is left to reach, and who champions each pathway."""

    lead: str
    sectors: tuple[tuple[str, int], ...]
    reach: tuple[ReachLine, ...]
    champions: tuple[tuple[str, str, str], ...]
    """Pathway, whoever champions it in words (nobody: empty), and the record's address."""


def address_of_voice(one: Engagement, slug: str) -> str:
    """The page of a record."""
    return reverse("voices:voice", kwargs={"partnership": slug, "heard": one.number})


def lines(partnership: Partnership, viewpoint: Viewpoint) -> tuple[VoiceLine, ...]:
    """Every record that a reader may see, what is overdue first, then the latest."""
    rows = with_what_follows(engagements_visible_to(viewpoint, partnership=partnership))
    return to_lines(rows, partnership, viewpoint)


def to_lines(
    rows: Iterable[Engagement], partnership: Partnership, viewpoint: Viewpoint
) -> tuple[VoiceLine, ...]:
    """Records with what follows on them as lines of a list, what is overdue first, then the latest."""
    kinds, starts = kinds_of(partnership), year_starts(partnership, viewpoint.on)
    made = [_line(one, kinds, starts, viewpoint.on, partnership.slug) for one in rows]
    made.sort(key=lambda one: one.record.held_from, reverse=True)
    return tuple(sorted(made, key=lambda one: one.standing.kind != "late"))


def _line(one: Engagement, kinds: Mapping[str, VoiceType], starts: date, on: date, slug: str) -> VoiceLine:
    kind = kinds[one.kind].name if one.kind in kinds else one.kind
    return VoiceLine(one, address_of_voice(one, slug), kind, who(one), standing_of(one, starts=starts, on=on))


def voices_page(partnership: Partnership, viewpoint: Viewpoint, *, kind: str = "") -> VoicesPage:
    """The list of records, of one kind where it is chosen."""
    found = lines(partnership, viewpoint)
    present = dict(sorted({(one.record.kind, one.kind) for one in found}, key=lambda one: one[1]))
    chosen = kind if kind in present else ""
    rows = tuple(one for one in found if not chosen or one.record.kind == chosen)
    return VoicesPage(lead_of_list(found), rows, tuple(present.items()), chosen)


def lead_of_list(found: tuple[VoiceLine, ...]) -> str:
    """How many were heard, what came of it and what is owed, in a sentence."""
    if not found:
        return _("Nobody’s voice is recorded yet.")
    said = ngettext("%(n)d record of who was heard.", "%(n)d records of who was heard.", len(found))
    late = sum(one.standing.kind == "late" for one in found)
    outcomes = sum(row.came_on is not None for one in found for row in one.record.outcomes.all())
    came = ngettext("%(n)d outcome has come of them", "%(n)d outcomes have come of them", outcomes)
    owes = ngettext("%(n)d record owes something overdue", "%(n)d records owe something overdue", late)
    return f"{said % {'n': len(found)}} {came % {'n': outcomes}}; {owes % {'n': late}}."


def due_page(partnership: Partnership, viewpoint: Viewpoint) -> tuple[DueLine, ...]:
    """What every record owes, by its day: what is overdue and what is still to come."""
    return tuple(
        sorted(
            (
                DueLine(owed, one.record.title, one.address)
                for one in lines(partnership, viewpoint)
                for owed in one.standing.owed
            ),
            key=lambda one: (one.owed.by, one.title),
        )
    )


def practice_page(partnership: Partnership, viewpoint: Viewpoint) -> PracticePage:
    """The library of practice found elsewhere, the latest first, and how many each organisation brought."""
    names = pathways_of(partnership, viewpoint.on)
    rows = engagements_visible_to(viewpoint, partnership=partnership).filter(kind="practice-note")
    found = tuple(
        PracticeLine(
            one.title,
            address_of_voice(one, partnership.slug),
            one.source,
            names.get(one.pathway, one.pathway),
            one.lead_agency.name if one.lead_agency else "",
            one.decision.number if one.decision else "",
            one.held_from,
        )
        for one in rows.order_by("-held_from", "-number")
    )
    counts: dict[str, int] = {}
    for line in found:
        brought = line.brought_by or _("No organisation named")
        counts[brought] = counts.get(brought, 0) + 1
    taken_up = sum(bool(one.adopted) for one in found)
    said = ngettext("%(n)d practice from elsewhere", "%(n)d practices from elsewhere", len(found))
    lead = f"{said % {'n': len(found)}}, {_('%(n)d taken up by a decision') % {'n': taken_up}}."
    return PracticePage(lead, found, tuple(sorted(counts.items())))


def coverage_page(partnership: Partnership, viewpoint: Viewpoint) -> CoveragePage:
    """Who was heard by sector, who is left to reach, and which pathway has a champion."""
    on = viewpoint.on
    rows = list(with_what_follows(engagements_visible_to(viewpoint, partnership=partnership)))
    counts = by_sector(sectors_heard(one) for one in rows)
    silent = [sector_name(code) for code, count in counts.items() if not count]
    lead = (
        _("No record hears: %(sectors)s.") % {"sectors": ", ".join(silent)}
        if silent
        else _("Every sector was heard at least once.")
    )
    return CoveragePage(
        lead,
        tuple((sector_name(code), count) for code, count in counts.items()),
        tuple(_reach(one, on, partnership.slug) for one in rows if one.to_reach.all() or one.sessions),
        _champions(rows, pathways_of(partnership, on), on, partnership.slug),
    )


def sectors_heard(one: Engagement) -> set[str]:
    """The sectors of the organisations and of the groups that were heard."""
    own = {row.agency.sector for row in one.heard_now if row.agency.sector}  # type: ignore[attr-defined]
    return own | set(one.sectors)


def _reach(one: Engagement, on: date, slug: str) -> ReachLine:
    rows = list(one.to_reach.all())
    found = reached({row.name: row.reached_on for row in rows}, on=on)
    hours = sum(row.hours or 0 for row in rows) or one.hours or 0
    return ReachLine(
        one.title, address_of_voice(one, slug), found.done, found.of, "; ".join(found.left),
        str(one.sessions or ""), str(one.came or ""), str(hours or ""),
    )  # fmt: skip


def _champions(
    rows: list[Engagement], names: Mapping[str, str], on: date, slug: str
) -> tuple[tuple[str, str, str], ...]:
    now = {
        one.pathway: one
        for one in rows
        if one.kind == "champion" and not (one.ended_on and one.ended_on <= on)
    }
    return tuple(
        (name, _champion(now[code]), address_of_voice(now[code], slug)) if code in now else (name, "", "")
        for code, name in names.items()
    )


def _champion(one: Engagement) -> str:
    led = [one.lead.name if one.lead else "", one.lead_agency.name if one.lead_agency else ""]
    return ", ".join(filter(None, led)) or one.title


def pathways_of(partnership: Partnership, on: date) -> Mapping[str, str]:
    """The partnership's pathways by their ids."""
    try:
        return {path.id: path.name for path in terms_on(partnership, on).pathways}
    except NoTermsYet:
        return {}
