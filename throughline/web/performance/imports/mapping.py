"""What the columns of a table are: what a person is asked, what is guessed, and the profile that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from throughline.figures.extracts.profiles import Profile, profile_from
from throughline.figures.extracts.tables import FoundTable, heading_key
from throughline.figures.indicators.plan_file import PlannedIndicator

Choices = list[tuple[str, str]]

SHOWN_CELLS = 3
"""How many cells of a column show what stands in it."""
MOST_WORDS = 60
"""How many words of a column of indicators are asked about."""
PASSED_OVER = "-"
"""What is chosen for a word whose rows are left out without a word."""
GUESSES = {
    "area": ("area", "local authority", "region", "probation area", "police force", "force"),
    "group": ("group", "age band", "age", "sex", "ethnicity", "offence group"),
    "period": ("period", "quarter", "month", "year", "cohort"),
    "starts": ("starts", "from", "first day", "period start", "period starts"),
    "ends": ("ends", "to", "last day", "period end", "period ends"),
    "indicator": ("indicator", "measure", "indicator code"),
    "numerator": ("numerator", "count", "number"),
    "denominator": ("denominator", "total", "out of", "cohort size"),
    "expected": ("expected", "predicted", "expected number"),
    "rate": ("rate", "percent", "percentage", "%"),
}
"""What a column is taken for until a person says otherwise, by its heading."""


@dataclass(frozen=True)
class Column:
    """One heading of the table, as it is asked about."""

    key: str
    words: str
    field: str
    samples: str
    chosen: str


@dataclass(frozen=True)
class Word:
    """One word of the column of indicators that no indicator is called."""

    words: str
    field: str
    chosen: str


def named(planned: PlannedIndicator) -> str:
    """An indicator by its code and name; the code alone once where the name begins with it."""
    code, name = planned.indicator.code, planned.indicator.name
    return name if name.startswith(code) else f"{code}, {name}"


def part_choices(planned: Mapping[str, PlannedIndicator]) -> Choices:
    """What a column may hold: a part of what a figure is of, a number, or one indicator's number."""
    choices = [
        ("ignored", _("Not read")),
        ("area", _("Area")),
        ("group", _("Group of people")),
        ("period", _("Period")),
        ("starts", _("First day of the period")),
        ("ends", _("Last day of the period")),
        ("indicator", _("Which indicator it is")),
        ("numerator", _("Counted (numerator)")),
        ("denominator", _("Counted from (denominator)")),
        ("expected", _("Expected number")),
        ("rate", _("Printed rate: compared, not taken in")),
    ]
    for code, one in planned.items():
        name = {"name": named(one)}
        choices.append((f"{code}:numerator", _("%(name)s: counted") % name))
        if one.indicator.method in ("percentage", "predicted"):
            choices.append((f"{code}:denominator", _("%(name)s: counted from") % name))
    return choices


def columns_of(table: FoundTable, given: Mapping[str, Any], before: Profile | None) -> list[Column]:
    """Each heading with what was chosen for it: now, in the profile before, or by its words."""
    first = {one.key: at for at, one in reversed(list(enumerate(table.headings)))}
    asked = []
    for place, key in enumerate(table.keys):
        field = f"column-{place}"
        cells = dict.fromkeys(line.cells[first[key]] for line in table.lines[:40])
        samples = [cell for cell in cells if cell][:SHOWN_CELLS]
        chosen = given.get(field) or _chosen_before(before, key) or _guess(key)
        asked.append(Column(key, table.headings[first[key]].words, field, " · ".join(samples), chosen))
    return asked


def words_of(
    table: FoundTable,
    columns: Sequence[Column],
    planned: Mapping[str, PlannedIndicator],
    given: Mapping[str, Any],
) -> list[Word]:
    """The words of the column of indicators that are no id of the list, each with its likely indicator."""
    column = next((one for one in columns if one.chosen == "indicator"), None)
    if column is None:
        return []
    at = next(place for place, one in enumerate(table.headings) if one.key == column.key)
    written = [word for word in dict.fromkeys(line.cells[at] for line in table.lines) if word]
    names = _names(planned)
    unknown = [word for word in written if word not in planned][:MOST_WORDS]
    return [
        Word(word, f"word-{place}", given.get(f"word-{place}", names.get(heading_key(word), "")))
        for place, word in enumerate(unknown)
    ]


def profile_of(settings: Mapping[str, Any], columns: Sequence[Column], words: Sequence[Word]) -> Profile:
    """The profile that the answers make. Raises ProfileRefused, naming what is missing or at odds."""
    roles, series = {}, [_as_series(one) for one in words if one.chosen]
    for one in columns:
        indicator, _colon, part = one.chosen.rpartition(":")
        roles[one.key] = "value" if indicator else one.chosen
        if indicator:
            series.append({"label": one.key, "indicator": indicator, "part": part})
    return profile_from({**settings, "roles": roles, "series": series})


def _as_series(word: Word) -> dict[str, str]:
    return {"label": word.words, "indicator": "" if word.chosen == PASSED_OVER else word.chosen}


def _chosen_before(before: Profile | None, key: str) -> str:
    if before is None or key not in before.roles:
        return ""
    own = next((one for one in before.series if one.label == key), None)
    return f"{own.indicator}:{own.part or 'numerator'}" if own else before.roles[key]


def _guess(key: str) -> str:
    return next((role for role, words in GUESSES.items() if key in words), "ignored")


def _names(planned: Mapping[str, PlannedIndicator]) -> dict[str, str]:
    """Every indicator by its code, name and former codes."""
    return {
        heading_key(name): code
        for code, one in planned.items()
        for name in (one.indicator.code, one.indicator.name, *one.indicator.legacy_codes)
    }
