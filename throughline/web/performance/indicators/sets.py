"""The sets of indicators that boards read, and the rows of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import Http404

from throughline.figures.indicators.plan_file import BoardSet
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


def own_sets_first(sets: Iterable[BoardSet], bodies: frozenset[str]) -> tuple[BoardSet, ...]:
    """The sets with those of a reader's own bodies first, otherwise in the order of the file."""
    return tuple(sorted(sets, key=lambda one: one.body not in bodies))
