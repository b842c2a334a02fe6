"""What areas may choose from, which areas choose, and how many each: refused where the file says otherwise."""

from datetime import date
from pathlib import Path

import pytest

from throughline.figures.indicators.catalogue import (
    CatalogueUnreadable,
    SelectionRefused,
    chosen_by_area,
    read_catalogue,
    refuse_selections,
)
from throughline.figures.indicators.plan_file import IndicatorUnreadable, read_indicator_file
from throughline.figures.indicators.selections import read_selections

TEXT = (Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml").read_text(
    encoding="utf-8"
)
MODULE = "throughline.figures.indicators.catalogue"
ON = date(2009, 7, 1)
ENTRY = {
    "code": "NI 1",
    "name": "One",
    "version": "2008",
    "definition": "Ones",
    "unit": "people",
    "polarity": "higher",
    "source": "a handbook",
}
WITHDRAWN = ENTRY | {"code": "NI 2", "withdrawn_on": date(2009, 4, 1)}
REPLACED = ENTRY | {"code": "NI 3", "withdrawn_on": date(2009, 4, 1)}
FOLLOWING = ENTRY | {"code": "NI 3", "version": "2009"}
MANY = [ENTRY | {"code": f"NI {number}"} for number in range(100, 136)]
WHOLE = {
    "catalogue": [ENTRY, WITHDRAWN, REPLACED, FOLLOWING, *MANY],
    "area": [
        {"name": "Shire", "tier": "county"},
        {"name": "Hundred", "tier": "district", "inside": "Shire"},
        {"name": "Borough", "tier": "county"},
    ],
    "agreement": {"most": 35, "tiers": ["county"], "source": "an agreement"},
}


def chosen(*codes, areas=("Shire",)):
    return read_selections(
        [{"code": code, "name": code, "source": "a plan", "areas": list(areas)} for code in codes]
    )


def codes(number):
    return [one["code"] for one in MANY[:number]]


@pytest.mark.clause("C320", breaks=f"{MODULE}:refuse_selections")
def test_an_area_may_choose_35_targets_and_not_36():
    catalogue = read_catalogue(WHOLE)
    allowed, one_more = chosen(*codes(35)), chosen(*codes(36))
    with pytest.raises(
        SelectionRefused, match=r"Shire chose 36 targets, and an area may have 35\. Take out 1"
    ):
        refuse_selections(catalogue, one_more, ON)
    assert [len(each) for each in chosen_by_area(catalogue, allowed).values()] == [35, 0]
    refuse_selections(catalogue, allowed, ON)
    refuse_selections(catalogue, (*allowed, *chosen("NI 1", areas=["Borough"])), ON)


@pytest.mark.clause("C320", breaks=f"{MODULE}:CatalogueEntry.is_withdrawn")
@pytest.mark.parametrize(
    ("sentence", "code", "on", "version"),
    [
        ("before its last day a code can be chosen", "NI 2", date(2009, 3, 31), "2008"),
        ("from the day of withdrawal it cannot", "NI 2", date(2009, 4, 1), None),
        ("a later version takes the place of one withdrawn", "NI 3", date(2009, 4, 1), "2009"),
        ("a code that was never withdrawn", "NI 1", date(2020, 1, 1), "2008"),
        ("a code that is none", "NI 9", ON, None),
    ],
)
def test_each_code_has_its_version_and_its_withdrawal(sentence, code, on, version):
    found = read_catalogue(WHOLE).current(code, on)
    assert (found.version if found else None) == version, sentence


@pytest.mark.parametrize(
    ("sentence", "selections", "refusal"),
    [
        ("a withdrawn code", chosen("NI 2"), "NI 2 was withdrawn from 1 April 2009 on"),
        ("a code outside the catalogue", chosen("NI 9"), "the catalogue has no such code"),
        ("an area of a tier that does not choose", chosen("NI 1", areas=["Hundred"]), "Hundred is no area"),
        ("a place that is no area of the file", chosen("NI 1", areas=["Elsewhere"]), "Elsewhere is no area"),
    ],
)
def test_what_may_not_be_chosen_is_refused(sentence, selections, refusal):
    with pytest.raises(SelectionRefused, match=refusal):
        refuse_selections(read_catalogue(WHOLE), selections, ON)


def test_a_file_that_says_nothing_of_a_catalogue_refuses_nothing():
    refuse_selections(read_catalogue({}), chosen("NI 9", areas=["Anywhere"]), ON)


@pytest.mark.clause("C321", breaks=f"{MODULE}:chosen_by_area")
def test_every_top_tier_area_of_the_region_has_its_own_choice():
    listed = read_indicator_file(TEXT)
    assert {one.name: one.tier for one in listed.catalogue.areas if not one.inside} == {
        "East Midlands": "region"
    }
    assert chosen_by_area(listed.catalogue, listed.selections) == {
        "Derby": ("NI 18",),
        "Derbyshire": ("NI 18",),
        "Leicester": ("NI 18", "NI 19"),
        "Leicestershire": ("NI 18", "NI 19"),
        "Lincolnshire": ("NI 30",),
        "Northamptonshire": ("NI 19", "NI 30"),
        "Nottingham": ("NI 18",),
        "Nottinghamshire": ("NI 18",),
        "Rutland": (),
    }


@pytest.mark.clause("C323", breaks=f"{MODULE}:read_catalogue")
def test_the_rate_of_serious_violence_has_a_definition_a_unit_and_a_way():
    entry = read_indicator_file(TEXT).catalogue.current("NI 15", ON)
    assert entry is not None
    assert (entry.name, entry.unit, entry.polarity) == ("Serious violent crime rate", "offences", "lower")
    assert "most serious violence" in entry.definition


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"catalogue": [ENTRY | {"version": ""}]}, "Catalogue entry 1 has no version"),
        ({"catalogue": [ENTRY, ENTRY]}, "NI 1, version 2008, stands twice"),
        ({"catalogue": [ENTRY | {"polarity": "up"}]}, "“higher” or “lower”"),
        ({"catalogue": [ENTRY | {"withdrawn_on": "2009"}]}, "is not a day"),
        ({"catalogue": [ENTRY | {"colour": "red"}]}, "has colour"),
        ({"catalogue": {}}, "once for each"),
        ({"area": [{"name": "A", "tier": "county", "inside": "B"}]}, "A lies in B, which is no area"),
        ({"area": [{"name": "A"}]}, "Area 1 has no tier"),
        ({"area": [{"name": "A", "tier": "county"}] * 2}, "The area A stands twice"),
        ({"agreement": {"most": 0, "tiers": ["county"], "source": "x"}}, "a whole number above zero"),
        ({"agreement": {"most": 35, "tiers": [], "source": "x"}}, "a list of texts"),
        ({"agreement": {"most": 35, "tiers": ["county"]}}, "has no source"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(change, sentence):
    with pytest.raises(CatalogueUnreadable, match=sentence):
        read_catalogue(WHOLE | change)


def test_an_indicator_is_of_a_known_level():
    with pytest.raises(IndicatorUnreadable, match=r"level of .* is one of local, national"):
        read_indicator_file(TEXT.replace('level = "national"', 'level = "galactic"', 1))
