"""What the page of a file that waits shows: counts first, then what is revised, not taken in, and new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.extracts.figures import Numbers
from throughline.web.performance.imports.differences import Differences, Kept, differences_of
from throughline.web.performance.imports.mapping import named
from throughline.web.performance.models import StagedFile
from throughline.web.performance.queries import planned_indicators
from throughline.words.formats import days_words, number_words

MOST_SHOWN = 60
"""Rows of a table that the page lists before it only counts them."""


@dataclass(frozen=True)
class Part:
    """Some rows of the preview, and how many more there are."""

    rows: tuple[tuple[str, ...], ...]
    more: int


@dataclass(frozen=True)
class Preview:
    """Everything that the page shows; nothing of it is done before it is accepted."""

    digest: str
    lead: str
    facts: tuple[tuple[int, str], ...]
    can_be_accepted: bool
    revised: Part
    added: Part
    rejections: Part
    remarks: Part
    indicators: tuple[tuple[str, int], ...]
    """Each indicator that would change, and by how many figures."""
    areas: tuple[str, ...]
    new_areas: tuple[str, ...]
    notes: tuple[str, ...]


def preview_page(staged: StagedFile, day: date) -> Preview:
    """What accepting a file on a day would change. Raises what reading the file raises."""
    found = differences_of(staged, day)
    planned = planned_indicators(staged.partnership, day)
    names = {code: named(one) for code, one in planned.items()}
    changed = [*found.added, *(one for one, _before in found.revised), *found.confirmed]
    return Preview(
        digest=found.digest,
        lead=_lead(found),
        facts=_facts(found),
        can_be_accepted=found.is_something,
        revised=_part(
            [
                (*_of(one, names), _figure(before), _figure(one.figure.numbers))
                for one, before in found.revised
            ]
        ),
        added=_part([(*_of(one, names), _figure(one.figure.numbers)) for one in found.added]),
        rejections=_part([(str(one.place), one.reason) for one in found.rejections]),
        remarks=_part([(str(one.place), one.sentence) for one in found.remarks]),
        indicators=_by_indicator(changed, names),
        areas=found.areas,
        new_areas=found.new_areas,
        notes=found.notes,
    )


def _part(rows: Sequence[tuple[str, ...]]) -> Part:
    return Part(tuple(rows[:MOST_SHOWN]), max(0, len(rows) - MOST_SHOWN))


def _of(kept: Kept, names: dict[str, str]) -> tuple[str, str, str]:
    key = kept.figure.key
    whose = ", ".join(part for part in (key.area, key.group) if part)
    return names[key.indicator], whose or _("its own area"), days_words(key.starts, key.ends)


def _figure(numbers: Numbers) -> str:
    if numbers.denominator is None:
        return number_words(numbers.numerator)
    if numbers.denominator == 0:
        return _("no cases")
    return _("%(part)s of %(whole)s") % {
        "part": number_words(numbers.numerator),
        "whole": number_words(numbers.denominator),
    }


def _by_indicator(changed: Iterable[Kept], names: dict[str, str]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for one in changed:
        counts[one.figure.key.indicator] = counts.get(one.figure.key.indicator, 0) + 1
    return tuple((names[code], count) for code, count in sorted(counts.items()))


def _facts(found: Differences) -> tuple[tuple[int, str], ...]:
    return (
        (len(found.added), _("new")),
        (len(found.revised), _("revised")),
        (len(found.unchanged) + len(found.confirmed), _("known already")),
        (len(found.rejections), _("not taken in")),
        (found.not_available, _("without a figure")),
    )


def _lead(found: Differences) -> str:
    if not found.kept and not found.rejections:
        return _("No figure stands in the columns that were said. Say otherwise what its columns are.")
    if not found.kept:
        return _("No figure of this file can be taken in. Each reason stands below with its place.")
    if not found.is_something:
        return _("Every figure of this file counts already. There is nothing to accept.")
    if found.revised:
        said = ngettext(
            "Accepting it would revise %(num)d figure that counts today.",
            "Accepting it would revise %(num)d figures that count today.",
            len(found.revised),
        )
        return said % {"num": len(found.revised)} + " " + _("Nothing of the file counts until then.")
    if found.added:
        said = ngettext(
            "Accepting it would bring in %(num)d figure and revise none.",
            "Accepting it would bring in %(num)d figures and revise none.",
            len(found.added),
        )
        return said % {"num": len(found.added)} + " " + _("Nothing of the file counts until then.")
    return _("Accepting it would change no number: figures that were provisional become final.")
