"""Indicators and targets as a partnership writes them down, read without losing a decimal."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from throughline.figures.indicators.aims import Aim, read_aims
from throughline.figures.indicators.catalogue import Catalogue, read_catalogue
from throughline.figures.indicators.model import (
    Arrival,
    DefinitionVersion,
    Indicator,
    LagProfile,
    Target,
)
from throughline.figures.indicators.national_targets import NationalTarget, read_national_targets
from throughline.figures.indicators.selections import Selection, read_selections
from throughline.figures.measures.versions import VERSIONS
from throughline.rules.supervision.limits import DUTIES, DayLimit
from throughline.rules.supervision.mappa_counts import CategoryRule
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
    "owner",
    "supplier",
    "disclosure",
    "level",
    "counted_at",
    "measure",
)
LISTS = ("legacy_codes", "comparators")
TABLES = ("target", "lag", "baseline", "published", "arrival", "definitions", *LISTS)
EVERY = ("month", "quarter", "year")
LEVELS = ("local", "national")
DISCLOSURES = ("none", "suppress-1-4", "suppress-7-round-5")
TARGET = ("value", "second", "second_name", "tolerance", "plan", "source")
LAG = ("follow_up_months", "proof_months")
CATEGORY_RULE = ("category", "words", "version", "from", "source")
LIMIT = ("duty", "from", "source")
KINDS: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys(("lagged", "counts_people", "chosen_at_peak"), (bool, "true or false")),
    **dict.fromkeys(("target", "lag", "published", "arrival"), (dict, "a table")),
    **dict.fromkeys(("definitions", *LISTS), (list, "a list")),
    "rebased_on": (date, "a day such as 2009-04-01"),
}
"""What a value must be where it is not text."""
DECIMAL = re.compile(r"-?[0-9]{1,12}\.[0-9]{1,12}")
FRACTION = re.compile(r"[0-9]{1,9}/[1-9][0-9]{0,8}")


class IndicatorUnreadable(Refused):
    """An entry of the indicators' file cannot be read."""


@dataclass(frozen=True)
class PlannedIndicator:
    """An indicator with its target, and the other numbers that the plan prints beside it."""

    indicator: Indicator
    target: Target | None
    published: Mapping[str, Fraction]


@dataclass(frozen=True)
class BoardSet:
    """The indicators that one body reads, in its order, by their ids."""

    id: str
    name: str
    body: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorFile:
    """All that a partnership writes down of its figures: indicators, sets for its boards, limits in days."""

    indicators: tuple[PlannedIndicator, ...]
    sets: tuple[BoardSet, ...]
    day_limits: tuple[DayLimit, ...]
    selections: tuple[Selection, ...] = ()
    """Which areas chose which indicator."""
    catalogue: Catalogue = field(default_factory=Catalogue)
    """What could be chosen, by which areas, and how many each."""
    national_targets: tuple[NationalTarget, ...] = ()
    aims: tuple[Aim, ...] = ()
    category_rules: tuple[CategoryRule, ...] = ()
    """Whom each category of public protection takes in, version by version."""


def read_indicators(text: str) -> tuple[PlannedIndicator, ...]:
    """The indicators of a file in TOML, in its order. Percentages are written as per cent.

    Raises IndicatorUnreadable, naming the entry and what to change.
    Source: rule R23 (targets are exact decimals); rule R29.
    """
    return read_indicator_file(text).indicators


def read_indicator_file(text: str) -> IndicatorFile:
    """The indicators of a file in TOML with the sets of its boards and its limits in days, in its order.

    Raises IndicatorUnreadable, SelectionUnreadable, CatalogueUnreadable, NationalTargetUnreadable
    or AimUnreadable, naming the entry and what to change.
    Source: rules R23, R29 and R32 to R37 (day limits are dated settings).
    """
    try:
        whole = tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as fault:
        raise IndicatorUnreadable(f"The file is not TOML: {fault}. Correct that place.") from fault
    indicators = _indicators(whole.get("indicator"))
    known = {one.indicator.id for one in indicators}
    codes = {one.indicator.code for one in indicators}
    selections = read_selections(whole.get("selection", []))
    return IndicatorFile(
        indicators,
        tuple(_set(place, entry, known) for place, entry in enumerate(_entries(whole, "set"), start=1)),
        _day_limits(_entries(whole, "day_limit")),
        selections,
        read_catalogue(whole),
        read_national_targets(
            whole.get("national_target", []), codes | {chosen.code for chosen in selections}
        ),
        read_aims(whole.get("aim", []), codes),
        tuple(_category_rule(at, one) for at, one in enumerate(_entries(whole, "category_rule"), start=1)),
    )


def _entries(whole: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    entries = whole.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise IndicatorUnreadable(f"{kind} is written [[{kind}]], once for each. Correct it.")
    return entries


def _set(place: int, entry: Mapping[str, Any], known: Collection[str]) -> BoardSet:
    named = f"Set {place} ({entry.get('id', 'without an id')})"
    texts = [entry.get(key) for key in ("id", "name", "body")]
    listed = entry.get("indicators")
    if set(entry) != {"id", "name", "body", "indicators"} or not all(isinstance(one, str) for one in texts):
        raise IndicatorUnreadable(f"{named} needs id, name, body and indicators, and nothing else.")
    if missing := sorted(set(_words(named, "indicators", listed)) - set(known)):
        raise IndicatorUnreadable(f"{named} lists {missing[0]}, which is no indicator of the file.")
    return BoardSet(entry["id"], entry["name"], entry["body"], tuple(entry["indicators"]))


def _category_rule(place: int, entry: Mapping[str, Any]) -> CategoryRule:
    texts = [entry.get(key) for key in ("words", "version", "source")]
    sound = set(entry) == {*CATEGORY_RULE} and all(isinstance(one, str) and one for one in texts)
    if not sound or entry["category"] not in (1, 2, 3) or not isinstance(entry["from"], date):
        raise IndicatorUnreadable(
            f"Category rule {place} needs category (1, 2 or 3), words, version, from (a day) and source."
        )
    return CategoryRule(entry["category"], entry["words"], entry["version"], entry["from"], entry["source"])


def _day_limits(entries: list[Mapping[str, Any]]) -> tuple[DayLimit, ...]:
    read: dict[tuple[str, date], DayLimit] = {}
    for place, entry in enumerate(entries, start=1):
        one = _day_limit(place, entry)
        if (one.duty, one.from_on) in read:
            raise IndicatorUnreadable(
                f"Day limit {place} is a second one of {one.duty} from one day. Keep one."
            )
        read[one.duty, one.from_on] = one
    return tuple(read.values())


def _day_limit(place: int, entry: Mapping[str, Any]) -> DayLimit:
    length = entry.get("days", entry.get("months"))
    if {*entry} not in ({*LIMIT, "days"}, {*LIMIT, "months"}) or type(length) is not int:
        raise IndicatorUnreadable(
            f"Day limit {place} needs duty, days or months (a whole number), from and source."
        )
    if entry["duty"] not in DUTIES:
        raise IndicatorUnreadable(f"The duty of day limit {place} is one of {', '.join(DUTIES)}.")
    if not isinstance(entry["from"], date) or length < 1:
        raise IndicatorUnreadable(f"Day limit {place} needs a day such as 2009-04-01, and at least one day.")
    return DayLimit(
        str(entry["duty"]), entry.get("days", 0), entry["from"], str(entry["source"]), entry.get("months", 0)
    )


def _indicators(entries: Any) -> tuple[PlannedIndicator, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise IndicatorUnreadable("The file has no [[indicator]]. Write one for each indicator.")
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
    indicator = Indicator(
        **{key: entry[key] for key in TEXT},
        **{"lagged": "measure" in entry} | {key: entry[key] for key in OPTIONAL if key in entry},
        baseline=_number(named, entry.get("baseline"), shares),
        lag=_lag(named, entry),
        arrival=_arrival(named, entry.get("arrival")),
        definitions=_definitions(named, entry.get("definitions", [])),
        **_lists(named, entry),
    )
    published = {key: _printed(named, value) for key, value in entry.get("published", {}).items()}
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
    for key in entry.keys() - {*TEXT, "baseline"}:
        kind, words = KINDS.get(key, (str, "text"))
        if not isinstance(entry[key], kind):
            raise IndicatorUnreadable(f"{key} of {named} is not {words}. Correct it.")
    if entry.get("disclosure", "none") not in DISCLOSURES:
        raise IndicatorUnreadable(f"disclosure of {named} is one of {', '.join(DISCLOSURES)}.")
    if entry.get("level", "local") not in LEVELS:
        raise IndicatorUnreadable(f"level of {named} is one of {', '.join(LEVELS)}.")
    lag = entry.get("lag")
    if lag is not None and not (set(lag) == set(LAG) and all(type(months) is int for months in lag.values())):
        raise IndicatorUnreadable(f"lag of {named} needs {' and '.join(LAG)}, each a number of months.")


def _lag(named: str, entry: Mapping[str, Any]) -> LagProfile | None:
    """The months of follow-up and of proof: as written, or as the measure has them, and never two ways."""
    written, lag = entry.get("lag"), None
    if "measure" in entry:
        if entry["measure"] not in VERSIONS:
            raise IndicatorUnreadable(f"measure of {named} is one of {', '.join(sorted(VERSIONS))}.")
        rule = VERSIONS[entry["measure"]].rule
        lag = LagProfile(rule.follow_up_months, rule.proof_months)
    if written is None:
        return lag
    said = LagProfile(*(written[part] for part in LAG))
    if lag not in (None, said):
        raise IndicatorUnreadable(f"lag of {named} is not that of its measure. Take it out, or correct one.")
    return said


def _arrival(named: str, table: Mapping[str, Any] | None) -> Arrival | None:
    if table is None:
        return None
    known = {"every", "months_after", "source"}
    if set(table) - known or table.get("every") not in EVERY or type(table.get("months_after")) is not int:
        raise IndicatorUnreadable(
            f"arrival of {named} needs every ({', '.join(EVERY)}) and months_after, a whole number."
        )
    return Arrival(table["every"], table["months_after"], str(table.get("source", "")))


def _definitions(named: str, entries: list[Any]) -> tuple[DefinitionVersion, ...]:
    read = []
    for entry in entries:
        sound = isinstance(entry, dict) and not set(entry) - {"from", "words", "source"}
        if not sound or not isinstance(entry.get("from"), date) or not isinstance(entry.get("words"), str):
            raise IndicatorUnreadable(f"Each of the definitions of {named} needs from (a day) and words.")
        read.append(DefinitionVersion(entry["from"], entry["words"], str(entry.get("source", ""))))
    days = [one.from_on for one in read]
    if days != sorted(set(days)):
        raise IndicatorUnreadable(f"The definitions of {named} must stand in order of time, one a day.")
    return tuple(read)


def _lists(named: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _words(named, key, entry[key]) for key in LISTS if key in entry}


def _words(named: str, key: str, listed: Any) -> tuple[str, ...]:
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise IndicatorUnreadable(f"{key} of {named} is not a list of texts. Correct it.")
    return tuple(listed)


def _target(named: str, table: Mapping[str, Any] | None, shares: bool) -> Target | None:
    if table is None:
        return None
    unknown = sorted(set(table) - set(TARGET))
    if unknown or "value" not in table:
        fault = f"has {', '.join(unknown)}" if unknown else "has no value"
        raise IndicatorUnreadable(f"The target of {named} {fault}. Use {', '.join(TARGET)}.")
    plan, value = _plan(named, table.get("plan", [])), _printed(named, table["value"], shares)
    if plan and (list(plan) != sorted(plan) or plan[-1] != value):
        raise IndicatorUnreadable(
            f"The plan of {named} must grow by quarter and end at its target of {table['value']}."
        )
    return Target(
        value=value,
        second=_number(named, table.get("second"), shares),
        second_name=str(table.get("second_name", "")),
        tolerance=_number(named, table.get("tolerance"), True),
        plan=plan,
        source=str(table.get("source", "")),
    )


def _plan(named: str, totals: Any) -> tuple[int, ...]:
    whole = isinstance(totals, list) and all(type(total) is int for total in totals)
    if not whole or len(totals) not in (0, 4):
        raise IndicatorUnreadable(
            f"The plan of {named} needs four whole numbers, one for the end of each quarter."
        )
    return tuple(totals)


def _number(named: str, value: Any, share: bool) -> Fraction | None:
    return None if value is None else _printed(named, value, share)


def _printed(named: str, value: Any, share: bool = False) -> Fraction:
    """A number of the file: in per cent for a share, unless written as a fraction such as "24/34"."""
    if isinstance(value, str) and FRACTION.fullmatch(value):
        return Fraction(value)
    if type(value) is int or isinstance(value, Fraction):
        return Fraction(value) / 100 if share else Fraction(value)
    raise IndicatorUnreadable(
        f'“{value}” in {named} is no number. Write digits such as 65.5, or a fraction such as "24/34".'
    )


def _exact(written: str) -> Fraction:
    """A decimal of the file, as it is written."""
    if not DECIMAL.fullmatch(written):
        raise IndicatorUnreadable(f"“{written}” is no number to judge by. Write digits such as 65.5.")
    return Fraction(written)
