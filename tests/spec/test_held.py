"""Whether a meeting counts as held, and who may call one: the partnership file, section 7; rule R4."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.spec.barnet_room import group_on, room
from throughline.rules.circle import Circle
from throughline.rules.held import may_call, was_held
from throughline.rules.terms.model import Leaf, Meets, Open, Who

GROUP = group_on(date(2016, 5, 10))
FOUR = ("cst-head", "nps-aco", "pol-supt", "homes-mgr")
POLICE_THERE = Leaf(count="people", who=Who(is_=("police",)), at_least=1)


def meeting_by(*, quorum: bool = True, **rules: object) -> Circle:
    """The delivery group with another rule for its ordinary meetings."""
    body = replace(GROUP.body, meets=(Meets(**rules),))  # type: ignore[arg-type]
    return replace(GROUP, body=body if quorum else replace(body, quorum=()))


HELD = [
    ("with its quorum", meeting_by(), FOUR, True),
    ("without it", meeting_by(), FOUR[:3], False),
    ("where the terms have no quorum", meeting_by(quorum=False), FOUR[:1], True),
    ("with its quorum and those who must be there", meeting_by(attended_by=POLICE_THERE), FOUR, True),
    ("with its quorum, without somebody who must be there", meeting_by(attended_by=POLICE_THERE),
     ("cst-head", "nps-aco", "dwp", "homes-mgr"), False),
    ("who must be there is not settled", meeting_by(attended_by=Open(says="key partners")), FOUR, True),
]  # fmt: skip


@pytest.mark.parametrize(("circle", "here", "counts"), [h[1:] for h in HELD], ids=[h[0] for h in HELD])
def test_a_meeting_counts_as_held(circle: Circle, here: tuple[str, ...], counts: bool) -> None:
    assert was_held(circle, room(circle, *here)).counts is counts


THREE = Leaf(count="people", at_least=3)
CALLS = [
    ("the terms are silent: the chair", meeting_by(), ("cst-head",), True),
    ("the terms are silent: nobody else", meeting_by(), FOUR[1:], False),
    ("whoever the terms name", meeting_by(called_by=Who(is_=("police",))), ("pol-supt",), True),
    ("and not the chair where they name others", meeting_by(called_by=Who(is_=("police",))),
     ("cst-head",), False),
    ("three who ask", meeting_by(called_by=THREE), FOUR[1:], True),
    ("two who ask", meeting_by(called_by=THREE), FOUR[2:], False),
    ("words alone", meeting_by(called_by=Open(says="members")), FOUR, None),
    ("a number only in words", meeting_by(called_by=Leaf(count="people", at_least=Open(says="several"))),
     FOUR, None),
]  # fmt: skip


@pytest.mark.parametrize(("circle", "asking", "may"), [c[1:] for c in CALLS], ids=[c[0] for c in CALLS])
def test_who_may_call_a_meeting(circle: Circle, asking: tuple[str, ...], may: bool | None) -> None:
    assert may_call(circle, room(circle, *asking)) is may
