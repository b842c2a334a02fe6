"""The states of an escalation and the way it may not take: rule R44; Pan-Dorset terms, role 9."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.escalation_states import (
    ASKED_OF_EACH,
    ESCALATION_FOLLOWS,
    OPEN,
    Asked,
    CircularEscalation,
    EscalationStepRefused,
    NobodyToAsk,
    boards_above,
    check_route,
    escalation_after,
    state_of_all,
)
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Terms
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
DAY = date(2026, 3, 30)


def founding(name: str) -> Terms:
    return on(read((PARTNERSHIPS / f"{name}.toml").read_text("utf-8")), DAY)


PATHS = [
    ("the whole way, about an organisation that replies",
     True, ["sign", "reply", "send", "acknowledge", "answer", "close"], "closed"),
    ("no reply came in time", True, ["sign", "send"], "sent"),
    ("about nobody, it is ready once it is signed", False, ["sign"], "ready"),
    ("answered without an acknowledgement", False, ["sign", "send", "answer"], "answered"),
    ("the board sends it back", False, ["sign", "send", "acknowledge", "return"], "returned"),
    ("the answer does not answer the ask", False, ["sign", "send", "answer", "return"], "returned"),
    ("taken back before it is sent", True, ["sign", "withdraw"], "withdrawn"),
]  # fmt: skip


@pytest.mark.parametrize(("about", "steps", "state"), [r[1:] for r in PATHS], ids=[r[0] for r in PATHS])
def test_how_an_escalation_goes(about: bool, steps: list[str], state: str) -> None:
    found = "prepared"
    for step in steps:
        found = escalation_after(found, step, about_an_organisation=about)  # type: ignore[arg-type, assignment]
    assert found == state


REFUSED = [
    ("nothing is sent that no chair has signed", "prepared", "send", "waits for the chair"),
    ("nobody replies to what nobody has signed", "prepared", "reply", "waits for the chair"),
    ("what was sent is not taken back", "sent", "withdraw", "is sent"),
    ("nothing is closed before it is answered", "acknowledged", "close", "not yet answered"),
    ("a reply comes before it is sent, not after", "sent", "reply", "is sent"),
    ("what is closed stays closed", "closed", "answer", "is closed"),
    ("what was returned is not answered afterwards", "returned", "answer", "was returned"),
]


@pytest.mark.parametrize(("state", "step", "word"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_a_state_does_not_allow(state: str, step: str, word: str) -> None:
    with pytest.raises(EscalationStepRefused, match=word):
        escalation_after(state, step)  # type: ignore[arg-type]


def test_every_open_state_has_a_way_to_an_end() -> None:
    ends = {state for state, follows in ESCALATION_FOLLOWS.items() if not follows}
    assert ends == {"closed", "returned", "withdrawn"}
    assert set(OPEN) == set(ESCALATION_FOLLOWS) - ends


SEVERAL = [
    ("one of two has only received it", ["answered", "sent"], "sent"),
    ("both acknowledged, one answered", ["answered", "acknowledged"], "acknowledged"),
    ("all answered", ["answered", "answered", "answered"], "answered"),
]


@pytest.mark.parametrize(("states", "whole"), [r[1:] for r in SEVERAL], ids=[r[0] for r in SEVERAL])
def test_an_ask_of_several_boards_is_as_far_as_the_last_of_them(states: list[str], whole: str) -> None:
    assert state_of_all(states) == whole  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(ASKED_OF_EACH), min_size=1), st.sampled_from(ASKED_OF_EACH))
def test_one_more_board_never_brings_the_whole_further(states: list[str], more: str) -> None:
    order = ASKED_OF_EACH.index
    assert order(state_of_all([*states, more])) <= order(state_of_all(states))  # type: ignore[arg-type]


ROUTES = [
    # sentence, file, source, to, earlier, refused with
    ("Pan-Dorset asks its three parents at once", "pan-dorset", "rrsg", ["dcjb", "dorset-csp", "bcp-csp"], [], ""),
    ("the regional board asks the national one", "east-midlands", "emrrp", ["nrrpb"], [], ""),
    ("an organisation asks the board it sits on", "east-midlands", "jcp", ["emrrp"], [], ""),
    ("a body asks itself", "east-midlands", "emrrp", ["emrrp"], [], "to itself"),
    ("a board asks one that answers to it", "barnet", "rrdg", ["iom"], [], "by the terms"),
    ("and one that answers to it by another", "barnet", "scpb", ["iom"], [], "by the terms"),
    ("one of several goes downward", "east-midlands", "treatment-care", ["nrrpb", "idts"], [], "by the terms"),
    ("nobody is asked", "east-midlands", "emrrp", [], [], "at least one board"),
    ("somebody whom the terms do not know", "east-midlands", "emrrp", ["parish"], [], "at least one board"),
    ("back to the one who raised the same matter",
     "east-midlands", "tsf-reference", ["ppo-steering"], [Asked(number=1, source="ppo-steering", to=("tsf-reference",))],
     "the same matter"),
    ("back to the first of three",
     "east-midlands", "idts", ["ppo-steering"],
     [Asked(number=1, source="ppo-steering", to=("tsf-reference",)),
      Asked(number=2, source="tsf-reference", to=("idts",))], "the same matter"),
    ("onward to a third is no circle",
     "east-midlands", "tsf-reference", ["idts"], [Asked(number=1, source="ppo-steering", to=("tsf-reference",))], ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "source", "to", "earlier", "word"), [r[1:] for r in ROUTES], ids=[r[0] for r in ROUTES]
)
def test_which_way_an_escalation_may_go(
    file: str, source: str, to: list[str], earlier: list[Asked], word: str
) -> None:
    terms = founding(file)
    if not word:
        check_route(terms, source=source, to=to, earlier=earlier)
        return
    with pytest.raises((CircularEscalation, NobodyToAsk), match=word):
        check_route(terms, source=source, to=to, earlier=earlier)


def test_no_two_bodies_may_each_escalate_the_same_matter_to_the_other() -> None:
    terms = founding("east-midlands")
    codes = [one.id for one in terms.bodies]
    for one, other in product(codes, codes):
        before = Asked(number=1, source=one, to=(other,))
        with pytest.raises(CircularEscalation):
            check_route(terms, source=other, to=[one], earlier=[before])


def test_the_boards_above_come_from_the_lines_of_the_terms() -> None:
    assert boards_above(founding("pan-dorset"), "rrsg") == ("dcjb", "dorset-csp", "bcp-csp")
