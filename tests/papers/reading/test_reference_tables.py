"""The published tables that the project holds, read from their bytes through a profile."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from throughline.figures.extracts.figures import FigureKey, Numbers
from throughline.figures.extracts.profiles import Profile, Series
from throughline.figures.extracts.published import read_published
from throughline.figures.extracts.returns import Window
from throughline.papers.reading import read_sheets

REFERENCE = Path(__file__).parents[2] / "figures" / "reference"
HOUSING = "ni143_accommodation_2009.csv"
REOFFENDING = "moj_proven_reoffending_2000_2008.csv"
APRIL_TO_JULY = Window(date(2009, 4, 1), date(2009, 7, 31))


def rows_of(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read(name, profile, known, **given):
    sheets = read_sheets((REFERENCE / name).read_bytes(), name).sheets
    return read_published(sheets, profile, known_indicators=known, **given)


def test_settled_accommodation_of_every_area_with_the_printed_percentages():
    """42 areas and the national row; every printed percentage is that of its counts."""
    profile = Profile(
        name="Settled accommodation, Hansard",
        roles={
            "probation area": "area",
            "settled": "numerator",
            "ended": "denominator",
            "published percent": "rate",
            "target percent": "ignored",
        },
        totals="discrete",
        indicator="ni143",
    )
    staged = read(HOUSING, profile, ("ni143",), covers=APRIL_TO_JULY)
    printed = {
        row["probation_area"]: Numbers(int(row["settled"]), int(row["ended"])) for row in rows_of(HOUSING)
    }
    assert {one.key.area: one.numbers for one in staged.figures} == printed
    assert (staged.rows_read, staged.rejections, staged.remarks) == (43, (), ())
    areas = [one.numbers for one in staged.figures if one.key.area != "National total"]
    assert len(areas) == 42
    total = printed["National total"]
    assert (sum(one.numerator for one in areas), sum(one.denominator for one in areas)) == total[:2]


def reoffending(measure, unit, every):
    passed_over = [Series(label, "") for label in ("OGRS4", "adjusted", "frequency")]
    return Profile(
        name=f"Proven reoffending, {measure} measure, {unit}",
        roles={
            "measure": "only", "temporal unit": "only", "date": "period", "group": "group",
            "rate": "indicator", "value": "value",
        },
        totals="discrete",
        only={"measure": measure, "temporal unit": unit},
        series=(
            Series("reoffenders", "proven", "numerator"),
            Series("cohort", "proven", "denominator"),
            Series("binary", "proven", "rate"),
            Series("reoffences", "reoffences"),
            *passed_over,
        ),
        every=every,
        named_by="first-day",
        everyone="All",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "unit", "every", "periods", "gaps"),
    [
        ("new", "3-monthly", "quarter", 32, 4),
        ("new", "annual", "year", 7, 0),
        ("old", "annual", "year", 8, 0),
    ],
)
def test_the_ministrys_series_is_read_whole_and_its_empty_quarters_stay_gaps(
    measure, unit, every, periods, gaps
):
    """Cohorts and reoffenders of adults, young people and all; printed rates are those of the counts."""
    staged = read(REOFFENDING, reoffending(measure, unit, every), ("proven", "reoffences"))
    counts = {
        (row["group"].replace("All", ""), date.fromisoformat(row["date"]), row["rate"]): int(row["value"])
        for row in rows_of(REOFFENDING)
        if (row["measure"], row["temporal_unit"]) == (measure, unit)
        and row["rate"] in ("cohort", "reoffenders", "reoffences")
        and row["value"]
    }
    proven = {one.key: one.numbers for one in staged.figures if one.key.indicator == "proven"}
    assert len(proven) == 3 * periods
    for key, numbers in proven.items():
        printed = (counts[key.group, key.starts, "reoffenders"], counts[key.group, key.starts, "cohort"])
        assert numbers[:2] == printed
    others = [one for one in staged.figures if one.key.indicator == "reoffences"]
    assert all(one.numbers == Numbers(counts[one.key.group, one.key.starts, "reoffences"]) for one in others)
    series = {row["rate"] for row in rows_of(REOFFENDING) if row["measure"] == measure} & {"reoffences"}
    assert len(others) == (3 * periods if series else 0)
    assert (staged.rejections, staged.remarks) == ((), ())
    assert len(staged.not_available) == 3 * gaps * (2 if series else 1)


def test_a_quarter_runs_from_the_day_that_names_it():
    staged = read(REOFFENDING, reoffending("new", "3-monthly", "quarter"), ("proven", "reoffences"))
    first = next(one for one in staged.figures if one.key.group == "Adult")
    key = FigureKey("proven", "", "Adult", date(2000, 1, 1), date(2000, 3, 31))
    assert first.key in (key, key._replace(indicator="reoffences"))
    assert min(one.key.starts for one in staged.figures) == date(2000, 1, 1)
    assert max(one.key.ends for one in staged.figures) == date(2008, 12, 31)
