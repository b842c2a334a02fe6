"""Whether somebody is among those the terms name: the partnership file, section 3.1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from throughline.rules.circle import Circle, Holder, Present
from throughline.rules.seats import circle_on
from throughline.rules.terms.model import Office, Span, Who
from throughline.rules.terms.reader import read
from throughline.rules.who import holds_office, is_among
from throughline.words.dates import toml_date

TERMS = read("""
schema = "throughline/partnership@1"
id = "t"
name = "T"
agency = [
  { id = "council", name = "The Council", sector = "council" },
  { id = "safety", name = "Community Safety", sector = "council", employer = "council" },
  { id = "old", name = "The Old Trust", sector = "probation", until = 2020-12-31, becomes = "new" },
  { id = "new", name = "The New Service", sector = "probation", from = 2021-01-01 },
  { id = "police", name = "Police", sector = "police" },
  { id = "charity", name = "A charity", sector = "voluntary" },
]
external = [{ id = "csp", name = "The CSP" }]
set = [
  { id = "justice", name = "Justice", of = ["old", "police"] },
  { id = "wider", name = "Wider", of = ["justice", "csp"] },
]
[[body]]
id = "board"
name = "The board"
kind = "board"
seat = [
  { id = "safety", agency = "safety", post = "Head of Safety", level = "strategic" },
  { id = "probation", agency = "old", class = "statutory" },
  { id = "police", agency = "police", post = "Superintendent", class = "statutory", as = "non-voting" },
  { id = "csp", body = "csp" },
  { id = "project", agency = "charity", as = "in-attendance" },
]
office = [
  { id = "chair", held_by = "safety" },
  { id = "host", held_by = { agency_of = "chair" } },
  { id = "champion" },
]
""")
DAY = date(2026, 4, 14)
BOARD = circle_on(TERMS, "board", DAY, holders=[
    Holder(office="champion", body="board", person="police person", organisation="police"),
    Holder(office="chair", body="elsewhere", person="csp person"),
])  # fmt: skip
ROOM = {
    held.seat: Present(person=f"{held.seat} person", seat=held.seat, organisation=held.organisation)
    for held in BOARD.seats
}
ROOM["referrer"] = Present(person="referrer person", organisation="charity", as_="referrer")

WORDS = [
    ("members", Who(is_=("members",)), {"safety", "probation", "police", "csp"}),
    ("voters leave out non-voting seats", Who(is_=("voters",)), {"safety", "probation", "csp"}),
    ("attendees", Who(is_=("attendees",)), {"project"}),
    ("everyone", Who(is_=("everyone",)), set(ROOM)),
    ("each agency with a seat",
     Who(is_=("each-agency",)), {"safety", "probation", "police", "csp", "project"}),
    ("the referrer", Who(is_=("referrer",)), {"referrer"}),
    ("the public are nobody in the room", Who(is_=("public",)), set()),
    ("an office, by its terms", Who(is_=("chair",)), {"safety"}),
    ("an office, by its recorded holder", Who(is_=("champion",)), {"police"}),
    ("a class of seats", Who(is_=("statutory",)), {"probation", "police"}),
    ("an organisation, which comes before a seat of the same name", Who(is_=("police",)), {"police"}),
    ("an organisation that ended stands for its successor", Who(is_=("old",)), {"probation"}),
    ("an outside body that holds a seat", Who(is_=("csp",)), {"csp"}),
    ("a set, its members as they stand", Who(is_=("justice",)), {"probation", "police"}),
    ("a set within a set", Who(is_=("wider",)), {"probation", "police", "csp"}),
    ("any of several words", Who(is_=("police", "csp")), {"police", "csp"}),
    ("a post, of the seat", Who(post=("head of safety",)), {"safety"}),
    ("a sector, of the organisation", Who(sector=("probation",)), {"probation"}),
    ("an employer, for its own staff too", Who(employer=("council",)), {"safety"}),
    ("a level declared for the seat", Who(level=("strategic",)), {"safety"}),
    ("a seat", Who(seat=("csp",)), {"csp"}),
    ("an office of another body", Who(office="chair", of="elsewhere"), {"csp"}),
    ("an office of another body, nobody recorded", Who(office="chair", of="unknown"), set()),
    ("colleagues of the chair", Who(agency_of="chair"), {"safety"}),
    ("colleagues of a recorded holder", Who(agency_of="champion"), {"police"}),
    ("all keys together", Who(is_=("voters",), sector=("probation",)), {"probation"}),
    ("except", Who(is_=("members",), except_=Who(is_=("police",))), {"safety", "probation", "csp"}),
    ("any of several whos, with another key", Who(any_of=(Who(is_=("police",)), Who(employer=("council",))),
     post=("Superintendent",)), {"police"}),
]  # fmt: skip


@pytest.mark.parametrize(("who", "seats"), [w[1:] for w in WORDS], ids=[w[0] for w in WORDS])
def test_who_the_terms_mean(who: Who, seats: set[str]) -> None:
    assert {seat for seat, row in ROOM.items() if is_among(row, who, BOARD)} == seats


@pytest.mark.parametrize(
    ("word", "circle", "seats"),
    [
        ("owner", Circle(terms=BOARD.terms, body=BOARD.body, day=DAY, owners=("police",)), {"police"}),
        ("lead", Circle(terms=BOARD.terms, body=BOARD.body, day=DAY, leads=("new",)), {"probation"}),
        ("owner", BOARD, set()),
    ],
    ids=["the owner of the information", "whoever leads the matter", "no owner known"],
)
def test_words_that_depend_on_the_matter_in_hand(word: str, circle: Circle, seats: set[str]) -> None:
    assert {seat for seat, row in ROOM.items() if is_among(row, Who(is_=(word,)), circle)} == seats


def test_an_office_held_by_the_agency_of_the_chair_follows_the_chair() -> None:
    assert holds_office(ROOM["safety"], "host", BOARD)
    moved = Holder(office="chair", body="board", person="csp person", organisation="csp")
    circle = circle_on(TERMS, "board", DAY, holders=[moved])
    assert holds_office(ROOM["csp"], "host", circle)
    assert not holds_office(ROOM["safety"], "host", circle)


def test_before_the_trust_ended_it_stands_for_itself() -> None:
    then = circle_on(TERMS, "board", date(2020, 12, 31))
    row = Present(person="probation person", seat="probation", organisation="old")
    assert is_among(row, Who(is_=("old",)), then)
    assert not is_among(row, Who(is_=("new",)), then)


def chaired(**rules: object) -> Circle:
    """The board with another rule for its chair."""
    chair = Office(id="chair", **rules)  # type: ignore[arg-type]
    others = tuple(office for office in BOARD.body.offices if office.id != "chair")
    return replace(BOARD, body=replace(BOARD.body, offices=(chair, *others)))


CHAIRS = [
    ("a sector", {"held_by": Who(sector=("probation",))}, {"probation"}),
    ("an employer", {"held_by": Who(employer=("council",))}, {"safety"}),
    ("a class of seats", {"held_by": Who(is_=("statutory",))}, {"probation", "police"}),
    ("any of several", {"held_by": Who(any_of=(Who(is_=("police",)), Who(seat=("csp",))))},
     {"police", "csp"}),
    ("whose turn it is", {"rotates": (Who(is_=("police",)), Who(is_=("csp",))), "every": Span(100, "years"),
     "from_": toml_date(DAY)}, {"police"}),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "seats"), [c[1:] for c in CHAIRS], ids=[c[0] for c in CHAIRS])
def test_colleagues_of_a_chair_that_the_terms_give_to(rules: dict[str, object], seats: set[str]) -> None:
    circle = chaired(**rules)
    found = {seat for seat, row in ROOM.items() if is_among(row, Who(agency_of="chair"), circle)}
    assert found == seats


def test_an_office_that_rotates_is_held_by_those_whose_turn_it_is() -> None:
    circle = chaired(**dict(CHAIRS[-1][1]))
    assert [seat for seat, row in ROOM.items() if is_among(row, Who(is_=("chair",)), circle)] == ["police"]
