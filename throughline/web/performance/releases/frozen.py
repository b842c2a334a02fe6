"""What a scorecard for the public holds: released values alone, frozen on the day that it is composed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from throughline.figures.indicators.percentage import percent
from throughline.figures.indicators.plan_file import BoardSet, read_indicator_file
from throughline.figures.measures.release import is_small
from throughline.figures.scorecard import Row, lead_sentence
from throughline.web.access.models import Partnership
from throughline.web.performance.queries import list_on, received_scorecard

TOO_NEAR = "hidden, too near the number published before"
KEPT_BACK = "The number is hidden: beside the one published before, it would show how few people changed."


@dataclass(frozen=True)
class PublishedFigure:
    """The numbers behind one row that was published, and the days that they are of."""

    starts: date
    ends: date
    count: int | None
    whole: int | None


Published = Mapping[str, Sequence[PublishedFigure]]
"""What was published of each indicator, by its id."""


def sets_on(partnership: Partnership, day: date) -> tuple[BoardSet, ...]:
    """The sets of indicators that boards read, as they were in use on a day."""
    kept = list_on(partnership, day)
    return _sets(kept.digest, kept.text) if kept else ()


@lru_cache(maxsize=32)
def _sets(digest: str, text: str) -> tuple[BoardSet, ...]:
    return read_indicator_file(text).sets


def contents_on(
    partnership: Partnership, day: date, set_code: str, before: Published
) -> dict[str, Any] | None:
    """The scorecard of a day as the public may read it; None where there is none, or no such set.

    ``before`` holds what was ever published: no number may show, beside one of those, how few people changed.
    Source: rule R31; disclosure across two successive publications (figures, section 1).
    """
    received = received_scorecard(partnership, day)
    chosen = {each.id: each for each in sets_on(partnership, day)}.get(set_code)
    if received is None or (set_code and chosen is None):
        return None
    rows = _of_set(received.card.rows, chosen)
    return {
        "on": day.isoformat(),
        "list": received.list_number,
        "set": chosen.name if chosen else "",
        "lead": lead_sentence(rows),
        "rows": [_row(row, before.get(row.judgement.indicator.id, ())) for row in rows],
    }


def _of_set(rows: Iterable[Row], chosen: BoardSet | None) -> list[Row]:
    return [row for row in rows if chosen is None or row.judgement.indicator.id in chosen.indicators]


def _row(row: Row, before: Iterable[PublishedFigure]) -> dict[str, Any]:
    judged, latest = row.judgement, row.judgement.latest
    shown = {
        "id": judged.indicator.id,
        "code": judged.indicator.code,
        "name": judged.indicator.name,
        "group": row.group.value,
        "verdict": row.verdict,
        "position": row.position,
        "value": row.value,
        "target": row.target,
        "limits": _limits(row),
        "period": row.period,
        "age": row.age,
        "sentence": judged.sentence,
        "method": judged.method,
        "warnings": list(judged.warnings),
        "receipts": list(row.receipts),
        "starts": latest.start.isoformat() if latest else "",
        "ends": latest.end.isoformat() if latest else "",
        "count": latest.numerator if latest else None,
        "whole": latest.denominator if latest else None,
        "people": judged.indicator.counts_people,
    }
    if latest is None or not judged.indicator.counts_people:
        return shown
    figure = PublishedFigure(latest.start, latest.end, latest.numerator, latest.denominator)
    if any(_is_too_near(figure, one) for one in before):
        return shown | _hidden(TOO_NEAR, KEPT_BACK)
    return shown


def _hidden(value: str, sentence: str) -> dict[str, Any]:
    return {
        "value": value,
        "sentence": sentence,
        "position": "",
        "limits": "",
        "count": None,
        "whole": None,
    }


def _is_too_near(now: PublishedFigure, before: PublishedFigure) -> bool:
    """Days that overlap, and a count or a whole that differs by a small number of people."""
    overlap = before.starts <= now.ends and now.starts <= before.ends
    pairs = ((now.count, before.count), (now.whole, before.whole))
    return overlap and any(
        one is not None and other is not None and is_small(abs(one - other)) for one, other in pairs
    )


def _limits(row: Row) -> str:
    """The limits of chance round the value, in its own unit."""
    interval = row.judgement.interval
    if interval is None or not row.value:
        return ""
    if row.judgement.indicator.method == "percentage":
        return f"{percent(Fraction(interval.lower))} to {percent(Fraction(interval.upper))}"
    if row.judgement.indicator.method == "predicted":
        return f"{interval.lower:.2f} to {interval.upper:.2f} times the number predicted"
    return f"{interval.lower:,.0f} to {interval.upper:,.0f}"


def published_figures(every: Iterable[Mapping[str, Any]]) -> Published:
    """The numbers that published scorecards showed, by the indicator's id; from their contents."""
    found: defaultdict[str, list[PublishedFigure]] = defaultdict(list)
    for contents in every:
        for row in contents["rows"]:
            if figure := _figure(row):
                found[row["id"]].append(figure)
    return found


def _figure(row: Mapping[str, Any]) -> PublishedFigure | None:
    if row["count"] is None:
        return None
    starts, ends = date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])
    return PublishedFigure(starts, ends, row["count"], row["whole"])


def too_near(contents: Mapping[str, Any], before: Published) -> tuple[str, ...]:
    """The names of rows about people whose number, beside one published, would show how few changed."""
    return tuple(
        row["name"]
        for row in contents["rows"]
        if row["people"]
        and (now := _figure(row)) is not None
        and any(_is_too_near(now, one) for one in before.get(row["id"], ()))
    )


def digest_of(*, version: int, title: str, words: str, licence: str, contents: Mapping[str, Any]) -> str:
    """The fingerprint of all that the public would read, and of the edit that made it.

    Words that were changed and changed back have another, so that no approval comes back with them.
    """
    whole = {"version": version, "title": title, "words": words, "licence": licence, "contents": contents}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
