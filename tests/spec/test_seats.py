"""Who sits: the partnership file, sections 5, 7 and 8; rule R13."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.spec.barnet_room import BARNET, group_on, panel_on
from throughline.rules.circle import Circle, Holder
from throughline.rules.seats import (
    Appointment,
    circle_on,
    electorate,
    electorate_in_words,
    is_ex_officio,
    is_of_a_sector,
    membership_met,
    to_be_confirmed,
    vacant_seats,
)
from throughline.rules.terms.check import check
from throughline.rules.terms.model import Leaf, Membership, Terms
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
DAY = date(2026, 4, 14)


def founding(name: str) -> Terms:
    return read((PARTNERSHIPS / f"{name}.toml").read_text("utf-8"))


def appointed(*seats: str, until: date | None = None, body: str = "rrdg") -> list[Appointment]:
    return [
        Appointment(body=body, seat=seat, person=f"{seat} holder", from_=date(2025, 4, 1), until=until)
        for seat in seats
    ]


@pytest.mark.clause("C271", breaks="throughline.rules.seats:to_be_confirmed")
def test_nine_posts_of_the_panel_and_one_of_the_group_are_to_be_confirmed() -> None:
    assert len(to_be_confirmed(panel_on(DAY))) == 9
    assert [held.seat for held in to_be_confirmed(group_on(DAY))] == ["dwp"]


@pytest.mark.clause("C239", breaks="partnerships/barnet.toml#rrdg.seat.dwp.post")
def test_a_seat_whose_post_is_not_named_stays_vacant_within_its_organisation() -> None:
    circle = circle_on(BARNET, "rrdg", DAY, appointments=appointed("dwp", "ph-cm"))
    filled = {held.seat for held in circle.seats if held.is_filled}
    assert filled == {"ph-cm"}
    dwp = next(one for one in vacant_seats(circle) if one.seat == "dwp")
    assert (dwp.organisation, dwp.why) == ("dwp", "post to be confirmed")


def test_days_vacant_run_from_the_end_of_the_last_appointment() -> None:
    ended = appointed("ph-cm", until=date(2026, 4, 4))
    circle = circle_on(BARNET, "rrdg", DAY, appointments=ended)
    vacant = next(one for one in vacant_seats(circle, ended) if one.seat == "ph-cm")
    assert (vacant.why, vacant.since, vacant.days) == ("nobody appointed", date(2026, 4, 5), 9)


def test_a_seat_never_filled_is_vacant_since_the_terms_began() -> None:
    vacant = next(one for one in vacant_seats(group_on(DAY)) if one.seat == "ph-cm")
    assert (vacant.since, vacant.clause) == (date(2014, 1, 1), ("3.1",))


@pytest.mark.parametrize(
    ("appointment", "is_filled"),
    [
        (Appointment(body="rrdg", seat="ph-cm", person="Yarrow", from_=DAY), True),
        (Appointment(body="rrdg", seat="ph-cm", person="Yarrow", from_=date(2026, 4, 15)), False),
        (Appointment(body="rrdg", seat="ph-cm", person="Yarrow", from_=date(2020, 1, 1), until=DAY), True),
        (Appointment(body="rrdg", seat="ph-cm", person="Yarrow", from_=DAY, is_confirmed=False), False),
        (Appointment(body="iom", seat="ph-cm", person="Yarrow", from_=DAY), False),
    ],
    ids=["from today", "from tomorrow", "until today", "not confirmed", "to a seat of another body"],
)
def test_which_appointments_fill_a_seat(appointment: Appointment, is_filled: bool) -> None:
    circle = circle_on(BARNET, "rrdg", DAY, appointments=[appointment])
    assert any(held.is_filled for held in circle.seats) == is_filled


@pytest.mark.clause("C057", breaks="throughline.rules.seats:_follows")
def test_an_ex_officio_seat_follows_whoever_holds_the_office_elsewhere() -> None:
    terms = founding("llr")
    body = terms.bodies[0].id
    seat = next(one for one in terms.bodies[0].seats if is_ex_officio(one))

    def holder_with(person: str) -> list[str | None]:
        holder = Holder(office=str(seat.office), body=str(seat.of), person=person)
        circle = circle_on(terms, body, date(2013, 9, 2), holders=[holder])
        return [held.person for held in circle.seats if held.seat == seat.id]

    assert holder_with("Alder") == ["Alder"]
    assert holder_with("Briar") == ["Briar"]
    nobody = next(
        one for one in vacant_seats(circle_on(terms, body, date(2013, 9, 2))) if one.seat == seat.id
    )
    assert nobody.why.startswith("no chair of ")


CLASS_OF_SEATS = """
schema = "throughline/partnership@1"
id = "t"
name = "T"
external = [{ id = "north", name = "North CSP" }, { id = "south", name = "South CSP" }]
set = [{ id = "csps", name = "The CSPs", of = ["north", "south"] }]
[[body]]
id = "board"
name = "The board"
kind = "board"
seat = [{ id = "csp-chairs", one_per = "csps", office = "chair" }]
"""


@pytest.mark.clause("C085", breaks="throughline.rules.seats:_follows")
def test_a_class_of_seats_takes_the_chair_of_each_body_in_the_class() -> None:
    holders = [
        Holder(office="chair", body="north", person="Alder"),
        Holder(office="chair", body="south", person="Briar"),
    ]
    circle = circle_on(read(CLASS_OF_SEATS), "board", DAY, holders=holders)
    assert [(held.seat, held.person) for held in circle.seats] == [
        ("csp-chairs/north", "Alder"),
        ("csp-chairs/south", "Briar"),
    ]


def test_a_seat_may_follow_a_seat_of_another_body() -> None:
    terms = read(
        CLASS_OF_SEATS.replace(
            'seat = [{ id = "csp-chairs", one_per = "csps", office = "chair" }]',
            'seat = [{ id = "mine", same_as = "theirs", of = "above" }]\n'
            '[[body]]\nid = "above"\nname = "Above"\nkind = "board"\n'
            'seat = [{ id = "theirs", body = "north" }]',
        )
    )
    there = appointed("theirs", body="above")
    circle = circle_on(terms, "board", DAY, appointments=there)
    assert [(held.seat, held.person, held.organisation) for held in circle.seats] == [
        ("mine", "theirs holder", "north")
    ]


def full_group(day: date = DAY) -> Circle:
    seats = [held.seat for held in group_on(day).seats]
    return circle_on(BARNET, "rrdg", day, appointments=[
        replace(one, from_=date(2014, 1, 1)) for one in appointed(*seats)
    ])  # fmt: skip


def test_the_electorate_is_each_organisation_with_a_filled_seat_once() -> None:
    assert electorate(full_group()) == ("barnet-homes", "cst", "ph", "police", "ps", "yot")
    assert electorate(full_group(date(2016, 5, 10))) == (
        "barnet-homes", "crc", "cst", "nps", "ph", "police", "yot",
    )  # fmt: skip


def test_terms_without_a_vote_have_no_electorate() -> None:
    circle = full_group()
    assert electorate(replace(circle, body=replace(circle.body, vote=()))) == ()


@pytest.mark.parametrize(
    ("at_least", "result"), [(6, "true"), (7, "false")], ids=["as many as are appointed", "one more"]
)
def test_a_test_of_membership_counts_those_appointed(at_least: int, result: str) -> None:
    rule = Membership(test=Leaf(count="organisations", at_least=at_least))
    circle = full_group()
    assert membership_met(replace(circle, body=replace(circle.body, membership=(rule,)))).result == result
    assert membership_met(circle).result == "not defined"


def test_the_electorate_in_words() -> None:
    circle = full_group()
    assert electorate_in_words(circle) == (
        "6 voices: Barnet Homes, Community Safety Team, Public Health, Barnet Police, "
        "Probation Service, Youth Offending / Family Focus."
    )
    silent = replace(circle, body=replace(circle.body, vote=()))
    assert electorate_in_words(silent) == "The terms have no vote."
    assert electorate_in_words(group_on(DAY)).startswith("No voices:")


WOUND_UP = """
schema = "throughline/partnership@1"
id = "t"
name = "T"
agency = [
  { id = "trust", name = "The trust", until = 2021-01-01, becomes = ["north", "south"] },
  { id = "north", name = "North" },
  { id = "south", name = "South" },
]
[[body]]
id = "board"
name = "Board"
kind = "board"
seat = [{ id = "trust", agency = "trust" }]
[[reading]]
question = "Who takes the trust's seat?"
settles = "agency.trust.becomes"
value = "south"
decided = "2022-03-01/D1"
from = 2022-03-01
"""


@pytest.mark.parametrize(
    ("day", "organisation"),
    [(date(2022, 2, 28), None), (date(2022, 3, 1), "south")],
    ids=["vacant until the board decides", "the board has decided"],
)
def test_a_decided_successor_takes_over_seat_and_counting(day: date, organisation: str | None) -> None:
    terms = read(WOUND_UP)
    circle = circle_on(terms, "board", day)
    assert [held.organisation for held in circle.seats] == [organisation]
    assert circle.standing("trust") == organisation
    (ended,) = [found for found in check(terms, on=day) if found.code == "L-agency-ended"]
    assert ("passes to South" in ended.message) == (organisation == "south")


@pytest.mark.parametrize(
    ("name", "body", "seat", "expected"),
    [
        pytest.param("llr", "rrpb", "voluntary", True, id="one representative of the voluntary sector"),
        pytest.param("pan-dorset", "rrsg", "housing", True, id="housing, chosen among the councils"),
        pytest.param("llr", "rrpb", "opcc", False, id="the seat of one organisation"),
        pytest.param("llr", "rrpb", "iom-chair", False, id="whoever chairs elsewhere"),
    ],
)
def test_a_seat_of_a_sector_speaks_for_several_organisations(
    name: str, body: str, seat: str, expected: bool
) -> None:
    [entry] = [one for one in founding(name).body(body).seats if one.id == seat]
    assert is_of_a_sector(entry) is expected
