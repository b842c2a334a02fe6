"""Counts of areas added up to larger ones, and judged at both"""

import csv
from fractions import Fraction
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.indicators.model import Change
from throughline.figures.indicators.percentage import percent
from throughline.figures.indicators.predicted import actual_against_predicted
from throughline.figures.measures.geography import AreaCounts, rolled_up

with (Path(__file__).parent / "reference" / "ni143_accommodation_2009.csv").open(newline="") as handle:
    *ROWS, NATION = list(csv.DictReader(handle))
HOMES = {row["probation_area"]: AreaCounts(int(row["settled"]), int(row["ended"])) for row in ROWS}
EAST_MIDLANDS = ("Derbyshire", "Leicestershire", "Lincolnshire", "Northamptonshire", "Nottinghamshire")
REGION = {area: "East Midlands" if area in EAST_MIDLANDS else "elsewhere" for area in HOMES}

AUTHORITIES = {
    "Derby": AreaCounts(268, 3884, 294), "Derbyshire": AreaCounts(498, 7397, 551),
    "Leicester": AreaCounts(561, 6494, 570), "Leicestershire": AreaCounts(402, 4919, 391),
    "Nottingham": AreaCounts(911, 6874, 840), "Nottinghamshire": AreaCounts(866, 7504, 890),
}  # fmt: skip
PROBATION = {
    "Derby": "Derbyshire probation", "Derbyshire": "Derbyshire probation",
    "Leicester": "Leicestershire probation", "Leicestershire": "Leicestershire probation",
    "Nottingham": "Nottinghamshire probation", "Nottinghamshire": "Nottinghamshire probation",
}  # fmt: skip
ADDS_UP = "throughline.figures.measures.geography:rolled_up"


@pytest.mark.clause("C347", breaks=ADDS_UP)
def test_a_region_has_the_counts_of_its_areas_and_not_the_mean_of_their_rates() -> None:
    """450, 437, 199, 275 and 536 settled homes are 1,897 of 2,279; the mean of five rates is another number"""
    found = rolled_up(HOMES, REGION)["East Midlands"].counts
    assert (found.x, found.n) == (1897, 2279)
    assert percent(Fraction(found.x, found.n)) == "83.2%"
    assert percent(fmean(HOMES[area].x / HOMES[area].n for area in EAST_MIDLANDS)) == "83.1%"


@pytest.mark.clause("C347", breaks=ADDS_UP)
def test_regions_add_up_to_the_printed_nation() -> None:
    regions = {name: each.counts for name, each in rolled_up(HOMES, REGION).items()}
    nation = rolled_up(regions, dict.fromkeys(regions, "England and Wales"))["England and Wales"].counts
    assert (nation.x, nation.n) == (int(NATION["settled"]), int(NATION["ended"]))


@pytest.mark.clause("C415", breaks="throughline.figures.indicators.predicted:actual_against_predicted")
@pytest.mark.parametrize(
    ("sentence", "area", "change"),
    [
        ("of two authorities one fell by more than chance", "Derby", Change.NO_RELIABLE_CHANGE),
        ("and the other one did", "Derbyshire", Change.IMPROVED),
        ("together 766 against 845: fewer than chance allows", "Derbyshire probation", Change.IMPROVED),
        ("963 against 961", "Leicestershire probation", Change.NO_RELIABLE_CHANGE),
        ("more than chance in the city alone", "Nottingham", Change.WORSE),
        ("1,777 against 1,730 may be chance", "Nottinghamshire probation", Change.NO_RELIABLE_CHANGE),
    ],
)
def test_reoffending_is_judged_by_authority_and_by_probation_area(
    sentence: str, area: str, change: Change
) -> None:
    larger = {name: each.counts for name, each in rolled_up(AUTHORITIES, PROBATION).items()}
    counts = {**AUTHORITIES, **larger}[area]
    found = actual_against_predicted(counts.n, counts.x, counts.expected)
    assert found.change is change, sentence
    assert found.sentence.endswith("chance allows.")


@pytest.mark.parametrize(
    ("sentence", "counts", "missing"),
    [
        ("an area that was not counted", {"Derby": AreaCounts(3, 9)}, ("Derbyshire",)),
        ("an area whose figure is a gap", {"Derby": AreaCounts(3, 9), "Derbyshire": None}, ("Derbyshire",)),
        ("neither", {}, ("Derby", "Derbyshire")),
    ],
)
def test_a_gap_is_not_zero(sentence: str, counts: dict, missing: tuple[str, ...]) -> None:
    within = {"Derby": "Derbyshire probation", "Derbyshire": "Derbyshire probation"}
    found = rolled_up(counts, within)["Derbyshire probation"]
    assert (found.counts, found.missing) == (None, missing), sentence


def test_expected_numbers_add_up_only_where_every_area_has_one() -> None:
    counts = {"Derby": AreaCounts(3, 90, 4.5), "Derbyshire": AreaCounts(5, 90)}
    within = dict.fromkeys(counts, "Derbyshire probation")
    assert rolled_up(counts, within)["Derbyshire probation"].counts == AreaCounts(8, 180, None)


def test_an_area_that_lies_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="Rutland lies in no larger area"):
        rolled_up({"Rutland": AreaCounts(1, 2)}, {})


counted = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.dictionaries(st.integers(0, 40).map(str), counted, min_size=2, max_size=20), st.integers(1, 5))
def test_it_is_the_same_whether_added_up_at_once_or_by_regions(counts: dict, regions: int) -> None:
    areas = {name: AreaCounts(*each) for name, each in counts.items()}
    by_region = rolled_up(areas, {name: f"region {int(name) % regions}" for name in areas})
    whole = rolled_up(
        {name: each.counts for name, each in by_region.items()}, dict.fromkeys(by_region, "all")
    )
    assert whole == rolled_up(areas, dict.fromkeys(areas, "all"))
