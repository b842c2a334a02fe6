"""Terms as a paper: the other chairs of whoever holds a seat, and diagrams that a document left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.spec.terms.files import FOUNDING, founding
from throughline.papers.agenda import Agenda, LatePaper, agenda_blocks
from throughline.papers.blocks import Drawing, Table
from throughline.papers.governance_map import drawing
from throughline.papers.map_of_terms import map_of_terms
from throughline.papers.terms_in_sections import terms_in_sections
from throughline.rules.chairs_elsewhere import chairs_elsewhere
from throughline.rules.kept import was_kept
from throughline.rules.terms import check, on

DAY = FOUNDING["east-midlands"]


def membership(**changes: object) -> list[str]:
    terms = on(replace(founding("east-midlands"), **changes), DAY)
    [section] = [one for one in terms_in_sections(terms, "emrrp").sections if one.title == "Membership"]
    return [clause.words for clause in section.clauses]


@pytest.mark.parametrize(
    ("post", "said", "body"),
    [
        pytest.param("post Chief Executive, also chairs Regional Offender Health Board.", "Nottingham City", "health-board",
                     marks=pytest.mark.clause("C374", breaks="partnerships/east-midlands.toml#emrrp.seat.pct")),
        pytest.param("post Regional Manager, also chairs Regional Treatment and Care Meeting.", "National Treatment Agency",
                     "treatment-care",
                     marks=pytest.mark.clause("C375", breaks="partnerships/east-midlands.toml#emrrp.seat.nta")),
        pytest.param("post Chief Executive, also chairs Regional Interventions Group.", "Leicestershire and Rutland", "interventions",
                     marks=pytest.mark.clause("C377", breaks="partnerships/east-midlands.toml#emrrp.seat.probation")),
        pytest.param("chairs Regional Alcohol Harm Reduction Board and Regional PPO Steering Group by one reading.",
                     "Government Office", "ppo-steering",
                     marks=pytest.mark.clause("C372", breaks="partnerships/east-midlands.toml#emrrp.seat.goem-ssc")),
    ],
)  # fmt: skip
def test_a_seat_says_which_other_bodies_its_holder_chairs(post: str, said: str, body: str) -> None:
    [words] = [one for one in membership() if one.startswith(said)]
    assert words.endswith(post)
    bodies = tuple(one for one in founding("east-midlands").bodies if one.id != body)
    name = founding("east-midlands").body(body).name
    assert not any(name in one for one in membership(bodies=bodies))


@pytest.mark.clause("C374", "C375", "C377", breaks="throughline.rules.chairs_elsewhere:chairs_elsewhere")
@pytest.mark.parametrize(
    ("sentence", "seat", "bodies"),
    [
        ("the same post of the same organisation", "pct", [("health-board", True)]),
        ("under one of two readings of who chairs", "goem-ssc", [("alcohol-board", False), ("ppo-steering", False)]),
        ("a post printed in two writings, both of them given", "skills", [("olass", True)]),
        ("somebody who chairs nothing else", "yjb", []),
        ("whoever chairs this very body", "dom", []),
    ],
)  # fmt: skip
def test_the_other_chairs_of_a_post(sentence: str, seat: str, bodies: list[tuple[str, bool]]) -> None:
    terms = on(founding("east-midlands"), DAY)
    [entry] = [one for one in terms.body("emrrp").seats if one.id == seat]
    found = [(one.body, one.is_settled) for one in chairs_elsewhere(terms, "emrrp", entry)]
    assert found == bodies, sentence


@pytest.mark.clause("C288", breaks="partnerships/barnet.toml#rrdg.clause.A2")
@pytest.mark.clause("C288", breaks="throughline.papers.map_of_terms:map_of_terms")
def test_the_missing_diagram_is_noted_and_one_is_drawn_from_the_lines() -> None:
    barnet = founding("barnet")
    [missing] = [one for one in check(barnet, on=date(2026, 9, 1)) if one.code == "E-appendix-empty"]
    assert missing.at == "rrdg.clause.A2"
    shown = map_of_terms(on(barnet, date(2026, 9, 1)), own="rrdg", on_words="1 September 2026")
    drawn = drawing(shown)
    assert isinstance(drawn, Drawing)
    for word in ("Delivery", "Panel", "Partnership"):
        assert word in drawn.svg


@pytest.mark.clause("C251", breaks="throughline.rules.kept:was_kept")
@pytest.mark.clause("C251", breaks="throughline.papers.agenda:agenda_blocks")
@pytest.mark.clause("C251", breaks="partnerships/barnet.toml#rrdg.duty.papers.strength")
def test_papers_that_come_late_are_said_and_listed_and_break_no_rule() -> None:
    duties = {one.what: str(one.strength or "firm") for one in founding("barnet").body("rrdg").duties}
    due, sent = date(2026, 4, 1), date(2026, 4, 8)
    kept = {
        what: was_kept(due=due, sent=sent, today=sent, strength=duties[what]) for what in ("agenda", "papers")
    }
    assert {what: (one.state, one.is_breach) for what, one in kept.items()} == {
        "agenda": ("late", True),
        "papers": ("late", False),
    }
    late = LatePaper("Housing", "Barnet Homes", "Wednesday 1 April 2026", "Received 3 working days late")
    shown = Agenda(body="Group", held_on="Tuesday 14 April 2026", place="", lines=(), late_papers=(late,))
    [listed] = [
        block for block in agenda_blocks(shown) if isinstance(block, Table) and block.caption == "Late papers"
    ]
    assert listed.rows == (
        ("Housing", "Barnet Homes", "Wednesday 1 April 2026", "Received 3 working days late"),
    )
    assert kept["papers"].working_days_late == 3
