"""Of which indicators the verdict changed since the period before: those are worth a commentary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from throughline.figures.indicators.judge import judge
from throughline.figures.indicators.model import Observation, known_on
from throughline.figures.scorecard import Scorecard


def changed_verdicts(card: Scorecard, figures: Mapping[str, Sequence[Observation]]) -> Mapping[str, str]:
    """The verdict of the period before, in words, of each indicator whose verdict has changed since, by id.

    An indicator of one period had no verdict before, so none has changed.
    Source: product, page 24 (commentary only where a verdict changed).
    """
    found = {}
    for row in card.rows:
        now = row.judgement
        known = known_on(figures.get(now.indicator.id, ()), card.on)
        if len(known) < 2:
            continue
        before = judge(now.indicator, now.target, known[:-1], on=card.on)
        if before.change is not now.change:
            found[now.indicator.id] = before.change.value
    return found
