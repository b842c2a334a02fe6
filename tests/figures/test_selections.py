"""Which areas chose which indicator, by when, and how many in the country, each with its source."""

from fractions import Fraction
from pathlib import Path

import pytest

from throughline.figures.indicators.plan_file import read_indicator_file
from throughline.figures.indicators.selections import SelectionUnreadable, read_selections

TEXT = (Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml").read_text(
    encoding="utf-8"
)
READS = "throughline.figures.indicators.selections:read_selections"
SIX = ("Derby", "Derbyshire", "Leicester", "Leicestershire", "Nottingham", "Nottinghamshire")


def chosen():
    return {one.code: one for one in read_indicator_file(TEXT).selections}


@pytest.mark.clause("C322", breaks=READS)
@pytest.mark.parametrize(("code", "nationally"), [("NI 18", 25), ("NI 19", 49)])
def test_how_many_areas_of_the_country_chose_it_is_a_fact_with_its_source(code, nationally):
    found = chosen()[code]
    assert (found.nationally, found.nationally_of) == (nationally, 152)
    assert found.national_share == Fraction(nationally, 152)
    assert found.source.startswith("East Midlands plan 2009-10")


@pytest.mark.clause("C332", breaks=READS)
def test_six_of_nine_areas_chose_ni_18_each_with_its_target_by_2011():
    found = chosen()["NI 18"]
    assert (found.areas, found.share, found.by_year) == (SIX, Fraction(6, 9), 2011)
    planned = {each.indicator.area: each for each in read_indicator_file(TEXT).indicators if each.target}
    targets = {area: int(planned[area].target.value) for area in found.areas}
    assert targets == dict(zip(SIX, (261, 506, 524, 353, 784, 832), strict=True))


@pytest.mark.clause("C341", breaks=READS)
def test_ni_19_was_chosen_by_three_areas():
    found = chosen()["NI 19"]
    assert (found.areas, found.share) == (("Leicester", "Leicestershire", "Northamptonshire"), Fraction(3, 9))


@pytest.mark.clause("C330", breaks=READS)
def test_ni_143_is_in_the_list_and_a_local_measure_only():
    found = chosen()["NI 143"]
    assert (found.is_local_only, found.areas, found.share) == (True, (), None)
    assert {one.code: one.is_local_only for one in chosen().values() if one.is_local_only} == {"NI 143": True}
    listed = next(
        each.indicator for each in read_indicator_file(TEXT).indicators if each.indicator.id == "ni143"
    )
    assert (listed.code, listed.polarity, listed.unit) == ("NI 143", "higher", "people")
    assert listed.definitions[0].source


GOOD = {"code": "NI 1", "name": "One", "source": "a plan"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": ""}, "has no code"),
        ({"source": 3}, "has no source"),
        ({"colour": "red"}, "has colour, which no selection has"),
        ({"areas": "Derby"}, "is no list of names, each once"),
        ({"areas": ["Derby", "Derby"]}, "is no list of names, each once"),
        ({"areas": ["Derby", "Leicester"], "of": 1}, "names 2 areas of 1"),
        ({"of": 0}, "of of .* is no whole number above zero"),
        ({"by_year": "2011"}, "by_year of .* is no whole number"),
        ({"nationally": 5, "nationally_of": 4}, "says 5 of 4"),
        ({"local_only": "yes"}, "is not true or false"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_with_its_place(change, sentence):
    with pytest.raises(SelectionUnreadable, match=sentence) as refusal:
        read_selections([GOOD, GOOD | change])
    assert "Selection 2 (" in str(refusal.value)


def test_selections_are_written_as_entries():
    with pytest.raises(SelectionUnreadable, match="once for each"):
        read_indicator_file('selection = "NI 18"\n[[indicator]]\n' + MINIMAL)


MINIMAL = """id = "x"
code = "X"
name = "X"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "some"
"""
