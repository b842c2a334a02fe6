"""Whether the chair may decide between meetings: rule R47; the partnership file, section 9."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.spec.barnet_room import BARNET
from throughline.rules.chairs_action import chair_may_act
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Body, Open, OutsideMeetings, Vote
from throughline.rules.terms.reader import read

DAY = date(2026, 3, 30)
GROUP = on(BARNET, DAY).body("rrdg")
PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"


def with_votes(*votes: Vote) -> Body:
    return replace(GROUP, vote=votes)


CHAIR = OutsideMeetings(how="chair")
ROWS = [
    # sentence, votes, matter, decision, may act, clause
    ("the terms let the chair act", [Vote(outside_meetings=CHAIR, clause=("4.9",))], "", "", True, ("4.9",)),
    ("the terms provide for an e-mail vote only", [Vote(outside_meetings=OutsideMeetings(how="email"))],
     "", "", False, ()),
    ("a rule for what is decided outside meetings", [Vote(for_=("outside-meetings",), outside_meetings=CHAIR)],
     "", "", True, ()),
    ("a rule for another matter", [Vote(for_=("membership",), outside_meetings=CHAIR)], "grants", "", False, ()),
    ("a rule for this matter", [Vote(for_=("grants",), outside_meetings=CHAIR)], "grants", "", True, ()),
    ("vague words allow nothing", [Vote(outside_meetings=Open(says="in urgent cases"))], "", "", False, ()),
    ("no vote at all", [], "", "", False, ()),
    ("the terms are silent and a decision allows it", [Vote()], "", "rrdg-2026-02-10/D2", True, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("votes", "matter", "decision", "may_act", "clause"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_whether_the_chair_may_act_between_meetings(
    votes: list[Vote], matter: str, decision: str, may_act: bool, clause: tuple[str, ...]
) -> None:
    right = chair_may_act(with_votes(*votes), matter=matter, decision=decision)
    assert (right.may_act, right.clause) == (may_act, clause)


def test_a_refusal_says_the_way_out() -> None:
    assert chair_may_act(GROUP).says == (
        "The terms of Reducing Re-offending Delivery Group do not provide for chair’s action, and no decision "
        "was named that allows it. Ask the next meeting, or adopt a reading."
    )


@pytest.mark.parametrize("name", ["barnet", "east-midlands", "llr", "pan-dorset", "west-mercia"])
def test_no_founding_document_provides_for_it(name: str) -> None:
    terms = on(read((PARTNERSHIPS / f"{name}.toml").read_text("utf-8")), DAY)
    assert not [body.id for body in terms.bodies if chair_may_act(body).may_act]
