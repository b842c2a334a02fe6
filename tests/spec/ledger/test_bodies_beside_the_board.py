"""What the founding documents say of bodies around a board, and what the map and the printed terms make of it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spec.ledger.test_terms_of_the_founding_five import printed
from tests.spec.terms.files import FOUNDING, founding
from throughline.papers.map_of_terms import map_of_terms
from throughline.rules.circle import Present
from throughline.rules.governance_map import MapNode, governance_map
from throughline.rules.presence import Act, countable
from throughline.rules.seats import Appointment, circle_on
from throughline.rules.terms import on


def node(name: str, word: str) -> MapNode:
    drawn = governance_map(on(founding(name), FOUNDING[name]))
    return next(one for one in drawn.nodes if one.id == word)


def note(name: str, word: str) -> str:
    """What stands under a name on the map as it is drawn."""
    terms = on(founding(name), FOUNDING[name])
    return next(one.note for one in map_of_terms(terms, on_words="").bodies if one.id == word)


@pytest.mark.clause("C029", breaks="throughline.rules.governance_map:_nodes")
@pytest.mark.parametrize(
    ("child", "kind"),
    [("spb-exec", "outside body"), ("spb-themes", "class")],
    ids=["executive", "theme groups"],
)
def test_executive_and_theme_groups_are_children_of_the_parent_board(child: str, kind: str) -> None:
    assert (node("llr", child).kind, node("llr", child).part_of) == (kind, "Strategic Partnership Board")
    assert node("llr", "spb").part_of == ""
    assert "part of Strategic Partnership Board" in note("llr", child)


@pytest.mark.clause("C029", breaks="throughline.rules.governance_map:_relation")
def test_reporting_liaison_and_commissioning_are_one_kind_of_line_each() -> None:
    drawn = governance_map(on(founding("llr"), FOUNDING["llr"]))
    ends = {style: {line.to for line in drawn.in_style(style)} for style in ("reporting", "commissioning")}
    assert ends == {"reporting": {"spb"}, "commissioning": {"cjdacg"}}
    assert "spb-themes" in {line.to for line in drawn.in_style("liaison")}


@pytest.mark.clause("C128", breaks="throughline.rules.governance_map:_nodes")
@pytest.mark.parametrize(
    ("parent", "places"),
    [
        ("dcjb", ("Dorset", "Bournemouth, Christchurch and Poole")),
        ("dorset-csp", ("Dorset",)),
        ("bcp-csp", ("Bournemouth, Christchurch and Poole",)),
    ],
)
def test_each_parent_of_the_group_has_its_area(parent: str, places: tuple[str, ...]) -> None:
    assert node("pan-dorset", parent).area == places


@pytest.mark.clause("C128", breaks="throughline.papers.map_of_terms:_about")
def test_the_area_of_a_parent_stands_under_its_name() -> None:
    assert note("pan-dorset", "dorset-csp") == "for Dorset"


@pytest.mark.clause("C319", breaks="partnerships/east-midlands.toml#external.lcjbs")
@pytest.mark.clause("C319", breaks="throughline.papers.map_of_terms:_about")
def test_a_body_outside_the_file_is_described_by_its_role_and_stands_on_the_map_without_a_line() -> None:
    assert node("east-midlands", "lcjbs").kind == "outside body"
    assert note("east-midlands", "lcjbs") == (
        "direction on reoffending at county level, and better links with the crime and disorder partnerships"
    )


@pytest.mark.clause("C348", breaks="partnerships/east-midlands.toml#mappa.seat.prisons")
def test_prisons_probation_and_police_are_the_responsible_authority_and_nobody_else() -> None:
    said = [
        words
        for words, _ in printed(founding("east-midlands"), "mappa", FOUNDING["east-midlands"])["Membership"]
    ]
    responsible = [words for words in said if "responsible-authority" in words]
    assert [words.partition(",")[0] for words in responsible] == [
        "Prisons of the East Midlands",
        "Probation boards and trusts of the East Midlands",
        "Police forces of the East Midlands",
    ]


@pytest.mark.clause("C348", breaks="partnerships/east-midlands.toml#mappa.seat.duty")
def test_agencies_with_a_duty_to_co_operate_stand_apart_from_the_responsible_authority() -> None:
    seats = {one.id: one.class_ for one in founding("east-midlands").body("mappa").seats}
    assert seats["duty"] == ("duty-to-cooperate",)
    assert [id_ for id_, class_ in seats.items() if "duty-to-cooperate" in class_] == ["duty"]


@pytest.mark.clause("C373", breaks="partnerships/east-midlands.toml#emrrp.seat.police")
@pytest.mark.clause("C373", breaks="throughline.papers.terms_in_sections:_seat")
def test_a_seat_says_what_its_holder_does_elsewhere() -> None:
    said = [
        words
        for words, _ in printed(founding("east-midlands"), "emrrp", FOUNDING["east-midlands"])["Membership"]
    ]
    assert [words for words in said if "national lead on reoffending" in words] == [
        "Nottinghamshire Police, post Chief Constable, also national lead on reoffending for the chief officers."
    ]


@pytest.mark.clause("C376", breaks="partnerships/east-midlands.toml#olass.office.chair")
@pytest.mark.clause("C376", breaks="throughline.rules.chairs_elsewhere:chairs_elsewhere")
def test_the_skills_director_s_seat_is_linked_with_the_board_that_they_chair() -> None:
    said = [
        words
        for words, _ in printed(founding("east-midlands"), "emrrp", FOUNDING["east-midlands"])["Membership"]
    ]
    [skills] = [words for words in said if "Regional Skills Development Director" in words]
    assert "also chairs Regional Offender Learning and Skills Service Board" in skills


@pytest.mark.clause(
    "C389", breaks="partnerships/east-midlands.toml#health-board.line.linked-with:prison-health"
)
@pytest.mark.clause(
    "C389", breaks="partnerships/east-midlands.toml#health-board.line.linked-with:mental-health-commissioning"
)
def test_the_offender_health_board_has_two_related_bodies() -> None:
    drawn = governance_map(on(founding("east-midlands"), FOUNDING["east-midlands"]))
    linked = {line.to for line in drawn.lines if line.from_ == "health-board"}
    assert linked == {"prison-health", "mental-health-commissioning"}


@pytest.mark.clause("C389", breaks="partnerships/east-midlands.toml#health-board.seat.sha")
@pytest.mark.clause("C389", breaks="partnerships/east-midlands.toml#health-board.office.chair")
@pytest.mark.clause("C389", breaks="partnerships/east-midlands.toml#health-board.meets")
def test_the_offender_health_board_has_its_seats_its_chair_and_its_quarterly_meeting() -> None:
    said = printed(founding("east-midlands"), "health-board", FOUNDING["east-midlands"])
    assert any(words.startswith("NHS East Midlands") for words, _ in said["Membership"])
    [pct] = [words for words, _ in said["Membership"] if "Primary Care Trust" in words]
    assert "Chief Executive" in pct
    assert [words for words, _ in said["Chair and other offices"]] == ["Chair: seat pct."]
    assert [words for words, _ in said["Meetings"]] == ["Ordinary meetings: every 3 months."]


@pytest.mark.clause("C222", breaks="partnerships/barnet.toml#rrdg.clause.preamble")
@pytest.mark.clause("C222", breaks="partnerships/barnet.toml#rrdg.clause.preamble b")
def test_the_delivery_group_answers_for_two_things() -> None:
    said = printed(founding("barnet"), "rrdg", FOUNDING["barnet"])["Function"]
    assert [words for words, source in said if source.startswith("preamble")] == [
        "Oversees and delivers the strategic objectives.",
        "Answers for how well the IOM scheme performs.",
    ]


@pytest.mark.clause("C070", breaks="partnerships/llr.toml#rrpb.seat.projects")
@pytest.mark.clause("C070", breaks="throughline.papers.terms_in_sections:_programmes")
def test_project_leads_attend_for_their_projects() -> None:
    said = [words for words, _ in printed(founding("llr"), "rrpb", FOUNDING["llr"])["Membership"]]
    [leads] = [words for words in said if words.startswith("Project-leads")]
    assert "as in-attendance" in leads
    assert leads.endswith(
        "for Scoping the move between services from 16 to 24 and Offender health and disabilities."
    )


@pytest.mark.clause("C070", breaks="throughline.rules.presence:_may_count")
@pytest.mark.parametrize("act", ["count", "vote"])
def test_a_project_lead_in_the_room_is_neither_counted_nor_asked_for_a_vote(act: Act) -> None:
    day = date(2013, 6, 3)
    seats = (("projects/1", "Lead"), ("opcc", "Member"))
    sat = [Appointment(body="rrpb", seat=seat, person=person, from_=day) for seat, person in seats]
    circle = circle_on(founding("llr"), "rrpb", day, appointments=sat)
    rows = [Present(person=person, seat=seat, organisation="opcc") for seat, person in seats]
    assert [row.person for row in countable(rows, circle, act=act)] == ["Member"]
