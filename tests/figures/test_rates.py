"""Rates of proven reoffending: every row of the Ministry of Justice's own table, quarters and years."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.reference_cases import cases, near
from throughline.figures.measures.rates import (
    BASELINE_2011,
    CohortCounts,
    adjusted_rate,
    pooled_score,
    pooled_year,
    reoffending_rates,
)

TABLE = Path(__file__).parent / "reference" / "moj_proven_reoffending_2000_2008.csv"
COUNTS = ("cohort", "reoffenders", "reoffences")
EMPTY = {f"2001-{month}-01" for month in ("01", "04", "07", "10")}


def read_table():
    """The published rows by measure, kind of period, group and day; a cell without a value is left out."""
    found = defaultdict(dict)
    with TABLE.open(newline="") as file:
        for row in csv.DictReader(file):
            key = (row["measure"], row["temporal_unit"], row["group"], row["date"])
            found[key] |= {row["rate"]: float(row["value"])} if row["value"] else {}
    return dict(found)


ROWS = read_table()
WITH_VALUES = {key: row for key, row in ROWS.items() if row}


def counts_of(row):
    return CohortCounts(*(int(row[name]) for name in COUNTS))


def quarters_of(group, first):
    year = int(first[:4])
    days = [f"{year}-04-01", f"{year}-07-01", f"{year}-10-01", f"{year + 1}-01-01"]
    rows = [ROWS.get(("new", "3-monthly", group, day)) for day in days]
    return [row or None for row in rows]


def of(measure, unit):
    chosen = [key for key in WITH_VALUES if key[:2] == (measure, unit)]
    assert chosen
    return [pytest.param(key, id=" ".join(key[2:])) for key in chosen]


def test_the_table_holds_every_published_number_and_only_2001_is_empty():
    new = 7 + 5 + 5  # adults have a mean score and an adjusted rate as well
    old = 5 + 5 + 5
    assert sum(len(row) for row in ROWS.values()) == (32 + 7) * new + 8 * old
    assert {key[3] for key, row in ROWS.items() if not row} == EMPTY


@pytest.mark.parametrize("key", of("new", "3-monthly") + of("new", "annual"))
def test_a_cohort_of_the_new_measure_gives_its_published_rates(key):
    row = WITH_VALUES[key]
    found = reoffending_rates(counts_of(row))
    assert found.binary == pytest.approx(row["binary"], abs=6e-9)
    assert found.frequency == pytest.approx(row["frequency"], abs=6e-10)
    if "adjusted" in row:
        assert adjusted_rate(found.binary, row["OGRS4"]) == pytest.approx(row["adjusted"], abs=2e-8)


@pytest.mark.parametrize("key", of("old", "annual"))
def test_a_cohort_of_the_old_measure_gives_its_published_rates_to_the_one_decimal_printed(key):
    row = WITH_VALUES[key]
    found = reoffending_rates(counts_of(row))
    assert found.binary == pytest.approx(row["binary"], abs=0.05)
    assert found.frequency == pytest.approx(row["frequency"], abs=0.05)


@pytest.mark.parametrize("key", [one for one in of("new", "annual") if one.values[0][3] < "2008"])
def test_a_year_is_its_four_quarters_pooled(key):
    row, quarters = WITH_VALUES[key], quarters_of(*key[2:])
    year = pooled_year([counts_of(each) for each in quarters])
    assert year == counts_of(row)
    if "OGRS4" in row:
        scores = pooled_score(
            [each["OGRS4"] for each in quarters], [int(each["cohort"]) for each in quarters]
        )
        assert scores == pytest.approx(row["OGRS4"], abs=7e-9)
        assert adjusted_rate(reoffending_rates(year).binary, scores) == pytest.approx(
            row["adjusted"], abs=2e-8
        )


@pytest.mark.parametrize("group", ["Adult", "Juvenile", "All"])
def test_the_year_2008_is_no_sum_as_its_last_quarter_is_not_in_the_table(group):
    quarters = quarters_of(group, "2008-04-01")
    assert quarters[3] is None
    assert pooled_year([counts_of(each) if each else None for each in quarters]) is None


@pytest.mark.parametrize("group", ["Adult", "Juvenile", "All"])
def test_the_empty_quarters_of_2001_are_gaps(group):
    quarters = quarters_of(group, "2000-04-01")
    assert [row is None for row in quarters] == [False, False, False, True]
    assert pooled_year([counts_of(row) if row else None for row in quarters]) is None


def test_the_mean_of_four_rates_is_not_the_year():
    off = {}
    for key in WITH_VALUES:
        quarters = quarters_of(*key[2:]) if key[:2] == ("new", "annual") else [None]
        if all(quarters):
            simple = sum(reoffending_rates(counts_of(each)).binary for each in quarters) / 4
            off[key] = abs(simple - WITH_VALUES[key]["binary"])
    assert max(off.values()) > 0.01


@pytest.mark.parametrize("case", cases("moj_quarter_rates"))
def test_a_quarter_of_2014_gives_its_published_rates(case):
    found = reoffending_rates(CohortCounts(**case["inputs"]))
    assert [found.binary, found.frequency] == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("moj_annual_pooled"))
def test_a_year_of_2013_is_pooled_as_published(case):
    year = pooled_year([CohortCounts(*quarter) for quarter in case["inputs"]["quarters"]])
    rates = reoffending_rates(year)
    found = [year.cohort, year.reoffenders, year.reoffences, rates.binary, rates.frequency]
    assert found == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("moj_ogrs4_adjusted_rate"))
def test_a_rate_is_adjusted_as_published(case):
    given = case["inputs"]
    found = adjusted_rate(given["binary"], given["mean_ogrs4"], given["baseline_mean_ogrs4"])
    assert [found] == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("moj_ogrs4_baseline_2011"))
def test_the_baseline_is_the_pooled_mean_of_2011(case):
    found = pooled_score(case["inputs"]["mean_ogrs4"], case["inputs"]["cohort"])
    assert [found] == [near(case)(each) for each in case["expected"]]
    assert near(case)(case["expected"][0]) == BASELINE_2011


@pytest.mark.parametrize(
    ("counts", "binary", "frequency", "for_each_person", "shown", "says"),
    [
        ((40, 10, 25), 25.0, 2.5, 0.625, True, "ten of forty, twenty-five times"),
        ((30, 0, 0), 0.0, None, 0.0, True, "nobody reoffended: no frequency"),
        ((0, 0, 0), None, None, None, False, "nobody in the cohort: no rate, and not zero"),
        ((29, 29, 29), 100.0, 1.0, 1.0, False, "under thirty people a share is not shown"),
    ],
)
def test_rates_of_small_cohorts(counts, binary, frequency, for_each_person, shown, says):
    found = reoffending_rates(CohortCounts(*counts))
    assert (found.binary, found.frequency, found.for_each_person) == (binary, frequency, for_each_person), (
        says
    )
    assert found.may_be_shown is shown, says


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((10, 11, 11), "11 of 10"),
        ((10, -1, 0), "-1 of 10"),
        ((10, 5, 4), "4 reoffences do not fit 5"),
        ((10, 0, 3), "3 reoffences do not fit 0"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, says):
    with pytest.raises(ValueError, match=says):
        CohortCounts(*counts)


def test_a_year_of_three_quarters_is_refused():
    with pytest.raises(ValueError, match="four quarters, not 3"):
        pooled_year([CohortCounts(1, 0, 0)] * 3)


@st.composite
def cohorts(draw):
    people = draw(st.integers(1, 5000))
    again = draw(st.integers(0, people))
    return CohortCounts(people, again, again + (draw(st.integers(0, 9000)) if again else 0))


@given(st.lists(cohorts(), min_size=4, max_size=4))
def test_a_pooled_rate_lies_between_the_lowest_and_the_highest_quarter(quarters):
    rates = [reoffending_rates(each).binary for each in quarters]
    year = reoffending_rates(pooled_year(quarters)).binary
    assert min(rates) - 1e-9 <= year <= max(rates) + 1e-9
