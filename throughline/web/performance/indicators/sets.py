"""The sets of indicators that boards read, and the rows of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import Http404

from throughline.figures.indicators.plan_file import LEVELS, BoardSet
from throughline.figures.scorecard import Scorecard, lead_sentence


def chosen_set(sets: Iterable[BoardSet], code: str) -> BoardSet | None:
    """The set of a code; None for every indicator, Http404 for a code that is none."""
    if not code:
        return None
    for one in sets:
        if one.id == code:
            return one
    raise Http404


def card_of_set(card: Scorecard, chosen: BoardSet | None) -> Scorecard:
    """The scorecard of a set, under its own sentence; the whole one where no set is chosen."""
    if chosen is None:
        return card
    rows = tuple(row for row in card.rows if row.judgement.indicator.id in chosen.indicators)
    return replace(card, rows=rows, lead=lead_sentence(rows))


def card_of_level(card: Scorecard, level: str) -> Scorecard:
    """The scorecard of what was set for the country, or here; the whole one where no level is asked.

    Http404 for a level that is none. Source: Barnet terms of reference, 2.3 (local and national indicators).
    """
    if not level:
        return card
    if level not in LEVELS:
        raise Http404
    rows = tuple(row for row in card.rows if row.judgement.indicator.level == level)
    return replace(card, rows=rows, lead=lead_sentence(rows))


def levels_of(card: Scorecard) -> tuple[str, ...]:
    """The levels that a scorecard's indicators have; none where the list says nothing of them."""
    found = {row.judgement.indicator.level for row in card.rows}
    return tuple(level for level in LEVELS if level in found)


def own_sets_first(sets: Iterable[BoardSet], bodies: frozenset[str]) -> tuple[BoardSet, ...]:
    """The sets with those of a reader's own bodies first, otherwise in the order of the file."""
    return tuple(sorted(sets, key=lambda one: one.body not in bodies))
