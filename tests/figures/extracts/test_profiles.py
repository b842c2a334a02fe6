"""Mapping profiles: declared once, kept as JSON, found again by fingerprint, and refused when at odds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.extracts.profiles import (
    HeadingsChanged,
    Profile,
    ProfileRefused,
    Series,
    profile_from,
    recognise,
    refuse_changed,
)
from throughline.figures.extracts.tables import Sheet, find_tables

ROLES = {"area": "area", "quarter": "period", "reoffenders": "numerator", "offenders": "denominator"}


def settings(**changed):
    return {"name": "Returns", "roles": ROLES, "totals": "discrete", "indicator": "ni18"} | changed


def table_of(*headings):
    (found,) = find_tables([Sheet("A", [list(headings), ["Derby", "2009-10 Q1", *"12345"][: len(headings)]])])
    return found


def test_a_profile_kept_as_json_comes_back_the_same():
    profile = Profile(
        **settings(indicator="", roles={"area": "area", "men": "value", "kind": "only"}, every="quarter"),
        series=(Series("men", "ni18", "numerator"),),
        only={"kind": "adult"},
        not_available=("~",),
        commas=False,
        encoding="cp1252",
        delimiter=";",
    )
    assert profile_from(json.loads(json.dumps(profile.as_plain()))) == profile


@pytest.mark.parametrize(
    ("sentence", "changed", "says"),
    [
        ("no declaration of totals", {"totals": None}, "totals of the profile is not text"),
        ("another word for totals", {"totals": "running"}, "choose one of discrete, cumulative"),
        ("totals without a length", {"totals": "cumulative"}, "say month or quarter"),
        ("an unknown role", {"roles": {"area": "place"}}, "“place” is not the role of “area”"),
        ("no column of figures", {"roles": {"area": "area"}}, "No heading is said to hold a figure"),
        (
            "two columns of areas",
            {"roles": ROLES | {"county": "area"}},
            "Two headings are said to hold the area",
        ),
        ("no indicator", {"indicator": ""}, "Nothing says which indicator is counted"),
        ("two ways to the indicator", {"sheet_names": "indicator"}, "The indicator is named twice"),
        (
            "a first day alone",
            {"roles": ROLES | {"quarter": "starts"}},
            "in two that hold the first and last",
        ),
        ("periods twice", {"roles": ROLES | {"(period) men": "value"}}, "in the headings and in a column"),
        ("a column of kinds without the word", {"roles": ROLES | {"kind": "only"}}, "names each heading"),
        ("a word for no column", {"only": {"kind": "adult"}}, "names each heading"),
        ("no name", {"name": " "}, "has no name"),
        ("another date order", {"date_order": "year-first"}, "choose one of day-first, month-first"),
        ("a year that starts on no day", {"year_starts": "13-01"}, "is not a month and day"),
        ("a setting that is none", {"colour": "red"}, "has no setting colour"),
        ("a text for a flag", {"commas": "yes"}, "commas of the profile is not true or false"),
        ("a list for roles", {"roles": ["area"]}, "roles of the profile is not a mapping"),
        ("a number for a role", {"roles": {"area": 1}}, "holds something that is not text"),
        (
            "a series without an indicator",
            {"series": [{"label": "men"}]},
            "has a label, an indicator and a part",
        ),
        (
            "another part",
            {"series": [{"label": "m", "indicator": "i", "part": "share"}]},
            "is not the part of “m”",
        ),
    ],
)
def test_settings_at_odds_are_refused(sentence, changed, says):
    with pytest.raises(ProfileRefused, match=says):
        profile_from(settings(**changed))


@pytest.mark.parametrize("missing", ["name", "roles", "totals"])
def test_what_must_be_declared_is_asked_for_by_its_name(missing):
    given_settings = {key: value for key, value in settings().items() if key != missing}
    with pytest.raises(ProfileRefused, match=f"does not say {missing}"):
        profile_from(given_settings)


def test_a_table_is_recognised_by_its_headings_though_its_columns_moved():
    older, newer = Profile(**settings()), Profile(**settings(name="Returns, again"))
    other = Profile(**settings(roles={"prison": "area", "deaths": "numerator"}))
    moved = table_of("Offenders", "QUARTER", "Reoffenders [note 1]", "Area")
    assert recognise(moved, [older, newer, other]) is newer
    assert recognise(moved, [other]) is None


def test_a_table_whose_headings_changed_is_refused_with_what_is_missing_and_new():
    changed = table_of("Area", "Quarter", "People who reoffended", "Offenders")
    assert recognise(changed, [Profile(**settings())]) is None
    with pytest.raises(HeadingsChanged) as refusal:
        refuse_changed(changed, Profile(**settings()))
    assert "Missing: “reoffenders”. New: “people who reoffended”." in str(refusal.value)


def test_a_table_with_the_headings_of_the_profile_is_not_refused():
    refuse_changed(table_of("Area", "Quarter", "Offenders", "Reoffenders"), Profile(**settings()))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
        max_leaves=4,
    ),
    st.sampled_from(sorted(Profile(**settings()).as_plain())),
)
def test_whatever_stands_in_a_kept_profile_is_read_or_refused_and_nothing_else(value, name):
    kept = Profile(**settings()).as_plain() | {name: value}
    try:
        profile = profile_from(kept)
    except ProfileRefused:
        return
    assert profile_from(profile.as_plain()) == profile
