"""What the terms ask of each member, and who may commit their organisation: a table each."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spec.terms.files import FOUNDING, founding
from throughline.rules.terms import on, read
from throughline.rules.undertakings import Asked, asked_of_members, may_commit

AUTHORITY = ["can-decide", "can-act", "can-commit-resource"]
ASKED = [
    ("the delivery group: seven promises and no authority", "barnet", "rrdg",
     ["4.4", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6"], []),
    ("the strategy group: two promises, and a level able to decide, act and commit", "pan-dorset", "rrsg",
     ["intro 3", "confidentiality"], AUTHORITY),
    ("a board whose terms ask nothing of its members", "west-mercia", "crb", [], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "body", "promises", "authority"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED]
)
def test_what_the_terms_ask_of_each_member(
    name: str, body: str, promises: list[str], authority: list[str]
) -> None:
    asked = asked_of_members(on(founding(name), FOUNDING[name]), body)
    assert [one.what for one in asked if not one.is_authority] == promises
    assert [one.what for one in asked if one.is_authority] == authority


def test_a_promise_of_somebody_else_is_not_asked_of_members() -> None:
    text = founding("barnet").text.replace(
        'id = "5.5", kind = "undertaking", who = "members"', 'id = "5.5", kind = "undertaking", who = "chair"'
    )
    terms = on(read(text), date(2026, 9, 1))
    assert "5.5" not in [one.what for one in asked_of_members(terms, "rrdg")]


PROMISE = Asked(what="5.1", words="Carries out the actions given to them.")
DECIDE, ACT = (Asked(what=word, words=word, is_authority=True) for word in AUTHORITY[:2])
COMMITS = [
    ("the terms ask no authority: nothing is said", [PROMISE], {"5.1"}, None),
    ("nothing declared", [DECIDE, ACT], set(), False),
    ("one of two declared", [DECIDE, ACT], {"can-decide"}, False),
    ("both declared, though a promise is open", [PROMISE, DECIDE, ACT], {"can-decide", "can-act"}, True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"), [row[1:] for row in COMMITS], ids=[row[0] for row in COMMITS]
)
def test_whoever_declared_every_authority_may_commit(
    asked: list[Asked], accepted: set[str], expected: bool | None
) -> None:
    assert may_commit(asked, accepted) is expected
