"""Indicators and targets as a partnership writes them down, read without losing a decimal."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from throughline.figures.indicators.model import Indicator, LagProfile, Target
from throughline.words.refusals import Refused

METHODS = ("percentage", "predicted", "fixed-group", "trajectory")
TEXT = ("id", "code", "name", "method", "polarity", "unit", "numerator")
OPTIONAL = (
    "denominator",
    "area",
    "definition",
    "objective",
    "exclusions",
    "baseline_period",
    "lagged",
    "counts_people",
    "rebased_on",
    "chosen_at_peak",
)
TABLES = ("target", "lag", "baseline", "published")
TARGET = ("value", "second", "second_name", "tolerance", "plan", "source")


class IndicatorUnreadable(Refused):
    """An entry of the indicators' file cannot be read."""


@dataclass(frozen=True)
class PlannedIndicator:
    """An indicator with its target, and the other numbers that the plan prints beside it."""

    indicator: Indicator
    target: Target | None
    published: Mapping[str, Fraction]


def read_indicators(text: str) -> tuple[PlannedIndicator, ...]:
    """The indicators of a file in TOML, in its order. Percentages are written as per cent.

    Raises IndicatorUnreadable, naming the entry and what to change.
    Source: rule R23 (targets are exact decimals); rule R29.
    """
    try:
        entries = tomllib.loads(text, parse_float=Fraction).get("indicator", [])
    except tomllib.TOMLDecodeError as fault:
        raise IndicatorUnreadable(f"The file is not TOML: {fault}. Correct that place.") from fault
    read: dict[str, PlannedIndicator] = {}
    for place, entry in enumerate(entries, start=1):
        one = _indicator(place, entry)
        if one.indicator.id in read:
            raise IndicatorUnreadable(f"Indicator {place} repeats the id {one.indicator.id}. Give another.")
        read[one.indicator.id] = one
    return tuple(read.values())


def _indicator(place: int, entry: Mapping[str, Any]) -> PlannedIndicator:
    named = f"Indicator {place} ({entry.get('id', 'without an id')})"
    _check(named, entry)
    shares = entry["method"] == "percentage"
    lag = entry.get("lag")
    indicator = Indicator(
        **{key: entry[key] for key in TEXT},
        **{key: entry[key] for key in OPTIONAL if key in entry},
        baseline=_number(entry.get("baseline"), shares),
        lag=LagProfile(lag["follow_up_months"], lag["proof_months"]) if lag else None,
    )
    published = {key: Fraction(value) for key, value in entry.get("published", {}).items()}
    return PlannedIndicator(indicator, _target(named, entry.get("target"), shares), published)


def _check(named: str, entry: Mapping[str, Any]) -> None:
    missing = [key for key in TEXT if not isinstance(entry.get(key), str)]
    if missing:
        raise IndicatorUnreadable(f"{named} has no {', '.join(missing)}. Write each as text.")
    unknown = sorted(set(entry) - {*TEXT, *OPTIONAL, *TABLES})
    if unknown:
        raise IndicatorUnreadable(f"{named} has {', '.join(unknown)}, which no indicator has. Take it out.")
    if entry["method"] not in METHODS:
        raise IndicatorUnreadable(f"{named} has the method {entry['method']}. Use {', '.join(METHODS)}.")
    if entry["polarity"] not in ("higher", "lower"):
        raise IndicatorUnreadable(f"{named} must say whether “higher” or “lower” is better.")


def _target(named: str, table: Mapping[str, Any] | None, shares: bool) -> Target | None:
    if table is None:
        return None
    unknown = sorted(set(table) - set(TARGET))
    if unknown or "value" not in table:
        fault = f"has {', '.join(unknown)}" if unknown else "has no value"
        raise IndicatorUnreadable(f"The target of {named} {fault}. Use {', '.join(TARGET)}.")
    plan, value = tuple(table.get("plan", ())), _number(table["value"], shares)
    if value is None or (plan and (list(plan) != sorted(plan) or plan[-1] != value)):
        raise IndicatorUnreadable(
            f"The plan of {named} must grow by quarter and end at its target of {table['value']}."
        )
    return Target(
        value=value,
        second=_number(table.get("second"), shares),
        second_name=table.get("second_name", ""),
        tolerance=_number(table.get("tolerance"), True),
        plan=plan,
        source=table.get("source", ""),
    )


def _number(value: int | Fraction | str | None, share: bool) -> Fraction | None:
    """A number of the file: in per cent for a share, unless written as a fraction such as "24/34"."""
    if value is None:
        return None
    if isinstance(value, str):
        return Fraction(value)
    return Fraction(value) / 100 if share else Fraction(value)
