"""Whose consent is needed: the partnership file, section 7 (``approval``); rule R42."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.consent import consent_given
from throughline.rules.terms.model import Approval, Needs, Who
from throughline.rules.terms.reader import read

DORSET = read((Path(__file__).parents[2] / "partnerships" / "pan-dorset.toml").read_text("utf-8"))
WIDER_SHARING = next(one for one in DORSET.body("rrsg").approvals if one.what == "wider-sharing")

ROWS = [
    ("the board and the one owner", {"dcjb", "police"}, ["police"], "granted", ()),
    ("the owner alone", {"police"}, ["police"], "waiting", ("dcjb",)),
    ("the board alone", {"dcjb"}, ["police"], "waiting", ("police",)),
    ("nobody: silence is never consent", set(), ["police"], "waiting", ("police", "dcjb")),
    ("every owner is needed", {"dcjb", "police"}, ["police", "ph"], "waiting", ("ph",)),
    ("somebody who is not asked adds nothing", {"dcjb", "ccg"}, ["police"], "waiting", ("police",)),
]


@pytest.mark.parametrize(
    ("recorded", "owners", "answer", "missing"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_wider_sharing_in_dorset_needs_the_owner_and_the_board(
    recorded: set[str], owners: list[str], answer: str, missing: tuple[str, ...]
) -> None:
    found = consent_given(WIDER_SHARING, recorded, owners=owners)
    assert (found.answer, found.missing) == (answer, missing)


def test_without_a_known_owner_nothing_is_granted() -> None:
    assert consent_given(WIDER_SHARING, {"dcjb"}).answer == "not defined"


def test_where_the_terms_do_not_say_who_agrees_no_answer_is_invented() -> None:
    assert consent_given(Approval(what="joining"), {"a", "b"}).answer == "not defined"


def test_any_of_several_may_be_enough() -> None:
    approval = Approval(what="x", needs=Needs(any_of=(Who(is_=("a",)), Who(is_=("b",)))))
    assert consent_given(approval, {"b"}).answer == "granted"
    assert consent_given(approval, set()).missing == ("a", "b")


@given(st.sets(st.sampled_from(["dcjb", "police", "ph", "ccg"])), st.sampled_from(["dcjb", "police", "ph"]))
def test_one_more_consent_never_takes_a_grant_away(recorded: set[str], more: str) -> None:
    before = consent_given(WIDER_SHARING, recorded, owners=["police", "ph"])
    after = consent_given(WIDER_SHARING, {*recorded, more}, owners=["police", "ph"])
    assert after.answer == "granted" or before.answer != "granted"
