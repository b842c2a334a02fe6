"""Mapping profiles of extracts: what they may say, and the sentence for what they may not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from throughline.figures.extracts.contracts import contract_named
from throughline.figures.extracts.store.extract_profiles import (
    ExtractProfileRefused,
    extract_profile_from,
)

OFFENCES = contract_named("offences")
PLAIN: dict[str, Any] = {
    "format": 1,
    "name": "Force system",
    "version": 3,
    "contract": "offences",
    "headings": {"Crime No": "record"},
    "codes": {"outcome": {"G": "conviction"}},
    "date_order": "dmy",
    "encoding": "cp1252",
    "delimiter": ";",
}


def test_a_profile_is_read_as_it_is_written() -> None:
    profile = extract_profile_from(PLAIN, OFFENCES)
    assert (profile.name, profile.version, profile.date_order) == ("Force system", 3, "dmy")
    assert profile.headings == {"Crime No": "record"}
    assert profile.codes == {"outcome": {"G": "conviction"}}


@pytest.mark.parametrize(
    ("sentence", "other", "said"),
    [
        ("the form of the file is declared", {"format": 2}, "does not say format = 1"),
        ("a setting that is none", {"colour": "red"}, "no setting “colour”"),
        ("a name that is no text", {"name": 3}, "name of the profile is not text"),
        ("a version counts from one", {"version": 0}, "version of the profile is not a whole number"),
        ("a profile is of one contract", {"contract": "youth"}, "for the contract youth, not for offences"),
        ("a column that is none", {"headings": {"x": "shoe"}}, "mapped to shoe, which is no column"),
        ("headings that are a list", {"headings": ["record"]}, "headings of the profile is not a table"),
        ("codes of a column without", {"codes": {"area": {"N": "x"}}}, "area is no column of codes"),
        ("a code that the contract has not", {"codes": {"outcome": {"G": "guilty"}}}, "mapped to “guilty”"),
        ("an order of days that is none", {"date_order": "dym"}, "“dym” is no order of a day"),
        ("an encoding that is none", {"encoding": "klingon"}, "“klingon” is no encoding known here"),
        ("a packing is no encoding", {"encoding": "zlib_codec"}, "“zlib_codec” is no encoding known here"),
        ("a cipher is no encoding", {"encoding": "rot13"}, "“rot13” is no encoding known here"),
        ("a name with the byte nought", {"encoding": "a\x00"}, "is no encoding known here"),
        ("addresses of the web are no extract", {"encoding": "punycode"}, "is no encoding known here"),
        ("a delimiter that is none", {"delimiter": "#"}, "The delimiter is none of"),
        ("what stands for nothing is a list", {"empty": "none"}, "empty of the profile is not a list"),
    ],
)
def test_what_a_profile_may_not_say(sentence: str, other: dict[str, Any], said: str) -> None:
    with pytest.raises(ExtractProfileRefused, match=said):
        extract_profile_from(PLAIN | other, OFFENCES)


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf-8-sig", "utf-16", "latin-1", "windows-1252", ""])
def test_an_encoding_is_known_by_each_of_its_names(encoding: str) -> None:
    assert extract_profile_from(PLAIN | {"encoding": encoding}, OFFENCES).encoding == encoding


@pytest.mark.parametrize("missing", ["name", "version", "contract"])
def test_what_a_profile_must_say(missing: str) -> None:
    plain = {name: value for name, value in PLAIN.items() if name != missing}
    with pytest.raises(ExtractProfileRefused, match=f"does not say {missing}"):
        extract_profile_from(plain, OFFENCES)


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("another heading", {"headings": {"Crime number": "record"}}),
        ("another code", {"codes": {"outcome": {"G": "caution"}}}),
        ("another version", {"version": 4}),
    ],
)
def test_two_profiles_that_differ_have_two_fingerprints(sentence: str, other: dict[str, Any]) -> None:
    first, second = (extract_profile_from(one, OFFENCES) for one in (PLAIN, PLAIN | other))
    assert first.fingerprint != second.fingerprint, sentence


def test_the_profile_of_the_how_to_is_one() -> None:
    page = Path(__file__).parents[3] / "docs" / "how-to" / "bring-in-an-extract.md"
    written = re.search(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    profile = extract_profile_from(tomllib.loads(written[1]), OFFENCES)
    assert profile.codes == {"outcome": {"G": "conviction"}}
    assert profile.empty == ("#N/A", "NULL", "-")
