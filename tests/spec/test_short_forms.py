"""A name is written in full or short: the terms' aliases and codes, and ids that are its initials."""

from __future__ import annotations

from pathlib import Path

import pytest

from throughline.rules.short_forms import is_initials_of, names_and_short_forms
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"


@pytest.mark.parametrize(
    ("code", "name", "answer"),
    [
        pytest.param("dwp", "Department for Work and Pensions", True, id="initials without small words"),
        pytest.param("rrdg", "Reducing Re-offending Delivery Group", True, id="a hyphen joins two words"),
        pytest.param("rrodg", "Reducing Re-offending Delivery Group", True, id="a hyphen parts two words"),
        pytest.param("moj", "Ministry of Justice", True, id="initials with small words"),
        pytest.param("lbb", "London Borough of Barnet", True, id="capitals do not count"),
        pytest.param("dwp", "Work and Pensions", False, id="a letter without its word"),
        pytest.param("police", "Barnet Police", False, id="a word of the name is no short form"),
        pytest.param("p", "Police", False, id="one letter is no short form"),
        pytest.param("x", "", False, id="no name has none"),
    ],
)
def test_a_code_is_the_initials_of_a_name(code: str, name: str, answer: bool) -> None:
    assert is_initials_of(code, name) is answer


@pytest.mark.parametrize(
    ("file", "name", "short"),
    [
        pytest.param("barnet", "Department for Work and Pensions", "DWP", id="an id of initials"),
        pytest.param("barnet", "Department for Work and Pensions", "Jobcentre Plus", id="an alias"),
        pytest.param("barnet", "Reducing Re-offending Delivery Group", "RRDG", id="a body"),
        pytest.param("east-midlands", "Government Office for the East Midlands", "GOEM", id="a short alias"),
        pytest.param("east-midlands", "Accommodation and support", "ACCM", id="the code of a pathway"),
    ],
)
def test_a_partnerships_names_have_their_short_forms(file: str, name: str, short: str) -> None:
    terms = read((PARTNERSHIPS / f"{file}.toml").read_text(encoding="utf-8"))
    forms = {one[0]: one[1:] for one in names_and_short_forms(terms)}
    assert short in forms[name]


def test_a_name_written_in_one_way_is_left_out() -> None:
    terms = read((PARTNERSHIPS / "barnet.toml").read_text(encoding="utf-8"))
    assert "Barnet Homes" in {one.name for one in terms.agencies}
    assert "Barnet Homes" not in {one[0] for one in names_and_short_forms(terms)}
