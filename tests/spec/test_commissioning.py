"""Work that a body asks of another: rule R46; LLR terms, ToR 5 and 6; Pan-Dorset terms, role 0."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from throughline.rules.commissioning import (
    COMMISSION_FOLLOWS,
    CommissionStepRefused,
    commission_after,
    remit_of,
)
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Terms
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
DAY = date(2026, 3, 30)


def founding(name: str) -> Terms:
    return on(read((PARTNERSHIPS / f"{name}.toml").read_text("utf-8")), DAY)


ROWS = [
    # sentence, file, body, recipient, clause, result, a word of why
    ("LLR commissions of the body its line names, under a clause", "llr", "rrpb", "cjdacg", "ToR 2",
     "inside", "ToR 2"),
    ("LLR names whom it commissions, so nobody else", "llr", "rrpb", "spb", "ToR 2", "outside", "whom"),
    ("Pan-Dorset, under its scope of the whole local system", "pan-dorset", "rrsg", "nps", "role 0",
     "inside", "role 0"),
    ("Pan-Dorset, a single type of offence is out of scope", "pan-dorset", "rrsg", "nps", "role 0b",
     "outside", "No clause"),
    ("Barnet, no clause was named", "barnet", "rrdg", "barnet-homes", "", "outside", "No clause"),
    ("Barnet, under its power to give out tasks", "barnet", "rrdg", "barnet-homes", "2.4", "inside", "2.4"),
    ("Barnet, an undertaking of members gives no remit", "barnet", "rrdg", "barnet-homes", "5.1",
     "outside", "No clause"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "body", "recipient", "under", "result", "word"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_whether_work_lies_inside_the_remit(
    file: str, body: str, recipient: str, under: str, result: str, word: str
) -> None:
    terms = founding(file)
    found = remit_of(terms, terms.body(body), recipient=recipient, under=under)
    assert found.result == result
    assert word in found.why


def test_terms_without_a_clause_of_remit_state_none_and_none_is_applied() -> None:
    terms = founding("barnet")
    body = replace(terms.body("rrdg"), clauses=())
    assert remit_of(terms, body, recipient="barnet-homes").result == "not-stated"


def test_what_bounds_the_remit_is_shown_to_whoever_commissions() -> None:
    terms = founding("pan-dorset")
    bounds = remit_of(terms, terms.body("rrsg"), recipient="nps", under="role 0").bounds
    assert [one.id for one in bounds] == ["role 0", "role 0b", "decide 1"]


PATHS = [
    ("accepted, delivered and closed", ["accept", "deliver", "close"], "closed"),
    ("refused", ["refuse"], "refused"),
]
REFUSED = [
    ("nothing is delivered before it is accepted", "asked", "deliver", "waits to be accepted"),
    ("what is accepted is not refused afterwards", "accepted", "refuse", "is accepted"),
    ("what is refused is not accepted afterwards", "refused", "accept", "was refused"),
    ("nothing is closed before it is delivered", "accepted", "close", "not yet delivered"),
    ("what is closed stays closed", "closed", "deliver", "is closed"),
]


@pytest.mark.parametrize(("steps", "state"), [r[1:] for r in PATHS], ids=[r[0] for r in PATHS])
def test_how_a_commission_goes(steps: list[str], state: str) -> None:
    found = "asked"
    for step in steps:
        found = commission_after(found, step)  # type: ignore[arg-type]
    assert found == state


@pytest.mark.parametrize(("state", "step", "word"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_a_step_out_of_order_is_refused_in_a_sentence(state: str, step: str, word: str) -> None:
    with pytest.raises(CommissionStepRefused, match=word):
        commission_after(state, step, number="Commission 4")  # type: ignore[arg-type]


def test_every_state_of_a_commission_is_reached() -> None:
    assert {to for steps in COMMISSION_FOLLOWS.values() for to in steps.values()} | {"asked"} == set(
        COMMISSION_FOLLOWS
    )
