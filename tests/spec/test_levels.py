"""Police ranks in the titles of posts, and who comes below the level of a seat: a table each."""

from __future__ import annotations

import pytest

from tests.spec.ledger.test_terms_of_the_founding_five import printed
from tests.spec.terms.files import FOUNDING, founding
from throughline.rules.levels import POLICE_RANKS, is_below_level, police_rank

RANKS = [
    ("the rank alone", "Superintendent", "superintendent"),
    ("with its command", "Chief Superintendent, Local Policing", "chief superintendent"),
    ("with a branch before it", "Detective Chief Inspector", "chief inspector"),
    ("held for the time being", "Temporary Chief Superintendent", "chief superintendent"),
    ("as an id of the terms", "chief-superintendent", "chief superintendent"),
    ("not the shorter rank inside it", "Assistant Chief Constable", "assistant chief constable"),
    ("a post of another kind", "Assistant Chief Officer", None),
    ("no words", "", None),
]


@pytest.mark.parametrize(("title", "rank"), [row[1:] for row in RANKS], ids=[row[0] for row in RANKS])
def test_the_rank_that_a_title_names(title: str, rank: str | None) -> None:
    assert police_rank(title) == rank


BELOW = [
    ("the rank asked", "chief-superintendent", "Chief Superintendent", False),
    ("one rank lower", "chief-superintendent", "Superintendent", True),
    ("a higher rank", "chief-superintendent", "Assistant Chief Constable", False),
    ("a member of staff without a rank", "chief-superintendent", "Head of Partnerships", None),
    ("a level that is no rank", "senior", "Superintendent", None),
    ("no level asked", None, "Superintendent", None),
]  # fmt: skip


@pytest.mark.clause("C062", breaks="throughline.rules.levels:is_below_level")
@pytest.mark.parametrize(
    ("level", "post", "expected"), [row[1:] for row in BELOW], ids=[row[0] for row in BELOW]
)
def test_who_comes_below_the_level_of_a_seat(level: str | None, post: str, expected: bool | None) -> None:
    assert is_below_level(level, post) is expected


@pytest.mark.parametrize("higher", range(1, len(POLICE_RANKS)))
def test_every_rank_is_above_the_one_before_it_and_never_below_itself(higher: int) -> None:
    lower, rank = POLICE_RANKS[higher - 1 : higher + 1]
    assert is_below_level(rank, lower) is True
    assert is_below_level(lower, rank) is False
    assert is_below_level(rank, rank) is False


@pytest.mark.clause("C083", breaks="partnerships/west-mercia.toml#crb.seat.police-local")
@pytest.mark.clause("C083", breaks="throughline.papers.terms_in_sections:_seat")
def test_the_seat_of_local_policing_is_a_post_with_its_rank() -> None:
    said = [
        words for words, _ in printed(founding("west-mercia"), "crb", FOUNDING["west-mercia"])["Membership"]
    ]
    assert [words for words in said if "Local Policing" in words] == [
        "West Mercia Police, post Chief Superintendent, Local Policing, level chief superintendent."
    ]
