"""Whoever comes for a seat brings its organisation, and the seat is missed when it is empty or gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.spec.terms.files import founding
from throughline.rules.circle import Circle, Holder, Present
from throughline.rules.presiding import who_presides
from throughline.rules.quorum import is_quorate
from throughline.rules.seats import Appointment, circle_on, vacant_seats
from throughline.rules.terms import check, read
from throughline.rules.terms.model import Terms, in_use
from throughline.rules.who import holds_office

DAYS = {
    "llr": date(2013, 6, 3),
    "west-mercia": date(2016, 5, 10),
    "pan-dorset": date(2020, 9, 1),
    "barnet": date(2016, 5, 10),
    "east-midlands": date(2010, 1, 15),
}


def seat(clause: str, name: str, body: str, seat: str, organisation: str, post: str | None = None) -> object:
    return pytest.param(
        name, body, seat, organisation, post, id=f"{clause}: {body} {seat}",
        marks=pytest.mark.clause(clause, breaks=f"partnerships/{name}.toml#{body}.seat.{seat}"),
    )  # fmt: skip


SEATS = [
    seat("C061", "llr", "rrpb", "rutland", "rutland"),
    seat("C064", "llr", "rrpb", "hmp-leicester", "hmp-leicester", "Governor"),
    seat("C066", "llr", "rrpb", "mental-health", "lpt"),
    seat("C069", "llr", "rrpb", "jcp", "jcp"),
    seat("C081", "west-mercia", "crb", "hewell", "hewell", "Governor, reducing reoffending"),
    seat("C082", "west-mercia", "crb", "police-iom", "police", "Strategic IOM Co-ordinator"),
    seat("C088", "west-mercia", "crb", "opcc-commissioning", "opcc", "Head of Commissioning"),
    seat("C089", "west-mercia", "crb", "opcc-cjm", "opcc", "Criminal Justice Manager"),
    seat("C166", "pan-dorset", "rrsg", "nps", "nps"),
    seat("C168", "pan-dorset", "rrsg", "police", "police"),
    seat("C169", "pan-dorset", "rrsg", "opcc", "opcc"),
    seat("C171", "pan-dorset", "rrsg", "prisons", "prisons"),
    seat("C174", "pan-dorset", "rrsg", "ph", "ph"),
    seat("C175", "pan-dorset", "rrsg", "dhc", "dhc"),
    seat("C233", "barnet", "rrdg", "nps-aco", "nps", "Assistant Chief Officer"),
    seat("C236", "barnet", "rrdg", "homes-mgr", "barnet-homes", "Housing Services Manager"),
    seat("C237", "barnet", "rrdg", "ph-cm", "ph", "Commissioning Manager, Substance Misuse"),
    seat("C267", "barnet", "iom", "pol-di", "police", "Detective Inspector"),
    seat("C269", "barnet", "iom", "cst-po", "cst", "Community Safety Project Officer"),
    seat("C270", "barnet", "iom", "homes", "barnet-homes", "Head of Housing"),
    seat("C378", "east-midlands", "emrrp", "yjb", "yjb", "Head of Region"),
    seat("C379", "east-midlands", "emrrp", "jcp", "jcp", "Regional Drugs Strategic Lead"),
]


def circle(name: str, body: str, terms: Terms | None = None) -> Circle:
    return circle_on(terms or founding(name), body, DAYS[name])


def without_seat(name: str, body: str, seat: str) -> Terms:
    terms = founding(name)
    own = terms.body(body)
    kept = replace(own, seats=tuple(each for each in own.seats if each.id != seat))
    return replace(terms, bodies=tuple(kept if each is own else each for each in terms.bodies))


@pytest.mark.parametrize(("name", "body", "seat", "organisation", "post"), SEATS)
def test_whoever_comes_for_a_seat_brings_its_organisation(
    name: str, body: str, seat: str, organisation: str, post: str | None
) -> None:
    here = circle(name, body)
    [held] = [one for one in here.seats if one.seat == seat]
    assert (held.organisation, in_use(held.entry.post)) == (organisation, (post,) if post else None)
    coming = [Present(person="Juniper", seat=seat, organisation=held.organisation)]
    assert is_quorate(here, coming).organisations == (organisation,)
    assert is_quorate(circle(name, body, without_seat(name, body, seat)), coming).organisations == ()


@pytest.mark.parametrize(("name", "body", "seat", "organisation", "post"), SEATS)
def test_a_seat_that_nobody_fills_is_missed_until_somebody_does(
    name: str, body: str, seat: str, organisation: str, post: str | None
) -> None:
    assert (seat, "nobody appointed") in {(one.seat, one.why) for one in vacant_seats(circle(name, body))}
    appointed = Appointment(body=body, seat=seat, person="Juniper", from_=DAYS[name])
    filled = circle_on(founding(name), body, DAYS[name], appointments=[appointed])
    assert seat not in {one.seat for one in vacant_seats(filled)}


@pytest.mark.parametrize(
    ("seat", "fourth"),
    [
        pytest.param("nps-aco", "nps", id="probation"),
        pytest.param("homes-mgr", "barnet-homes", id="the housing provider"),
        pytest.param("ph-cm", "ph", id="public health"),
        pytest.param("dwp", "dwp", id="the department, whose post is not named yet"),
    ],
)
def test_the_fourth_organisation_makes_barnets_quorum_and_without_its_seat_there_is_none(
    seat: str, fourth: str
) -> None:
    three = (("cst-head", "cst"), ("pol-supt", "police"), ("yot-head", "yot"))
    coming = [Present(person=at, seat=at, organisation=whose) for at, whose in (*three, (seat, fourth))]
    assert is_quorate(circle("barnet", "rrdg"), coming).result == "true"
    assert (
        is_quorate(circle("barnet", "rrdg", without_seat("barnet", "rrdg", seat)), coming).result == "false"
    )


@pytest.mark.clause("C063", breaks="partnerships/llr.toml#rrpb.seat.district")
@pytest.mark.clause("C063", breaks="throughline.rules.seats:vacant_seats")
def test_of_seven_districts_the_one_without_anybody_is_named() -> None:
    seven = [one.seat for one in circle("llr", "rrpb").seats if one.seat.startswith("district/")]
    assert len(seven) == 7
    sent = [
        Appointment(body="rrpb", seat=each, person=each, from_=DAYS["llr"])
        for each in seven
        if each != "district/melton"
    ]
    board = circle_on(founding("llr"), "rrpb", DAYS["llr"], appointments=sent)
    empty = [(one.seat, one.organisation) for one in vacant_seats(board) if one.seat.startswith("district/")]
    assert empty == [("district/melton", "melton")]


@pytest.mark.clause("C067", breaks="partnerships/llr.toml#rrpb.seat.drugs-alcohol")
def test_a_seat_may_be_a_post_and_a_sector_without_an_organisation() -> None:
    [held] = [one for one in circle("llr", "rrpb").seats if one.seat == "drugs-alcohol"]
    assert (held.organisation, in_use(held.entry.post)) == (
        None,
        ("Criminal Justice Alcohol and Drug Commissioner",),
    )
    filled = circle_on(
        founding("llr"), "rrpb", DAYS["llr"],
        appointments=[
            Appointment(body="rrpb", seat="drugs-alcohol", person="Sorrel", from_=DAYS["llr"], organisation="city")
        ],
    )  # fmt: skip
    [held] = [one for one in filled.seats if one.seat == "drugs-alcohol"]
    assert (held.person, held.organisation, held.is_filled) == ("Sorrel", "city", True)


@pytest.mark.clause("C080", breaks="partnerships/west-mercia.toml#crb.seat.crc")
@pytest.mark.parametrize("post", ["Chief Executive", "Area Assistant Chief Officer"])
def test_either_of_two_posts_may_come_for_one_seat(post: str) -> None:
    board = circle("west-mercia", "crb")
    [held] = [one for one in board.seats if one.seat == "crc"]
    assert post in (in_use(held.entry.post) or ())
    coming = [Present(person="Rowan", seat="crc", organisation="crc", post=post)]
    assert is_quorate(board, coming).organisations == ("crc",)
    [said] = [
        each
        for each in check(founding("west-mercia"), on=DAYS["west-mercia"])
        if each.code == "L-alternative-post"
    ]
    assert said.message.startswith("any of 2 posts may fill it")
    assert post in said.message


@pytest.mark.clause("C087", breaks="partnerships/west-mercia.toml#crb.seat.health")
@pytest.mark.clause("C087", breaks="throughline.rules.seats:_follows")
def test_the_seat_for_health_follows_the_chair_of_the_health_group() -> None:
    for holder in ("Bryony", "Clover"):
        board = circle_on(
            founding("west-mercia"), "crb", DAYS["west-mercia"],
            holders=[Holder(office="chair", person=holder, body="health-group", organisation="nhs")],
        )  # fmt: skip
        [held] = [one for one in board.seats if one.seat == "health"]
        assert (held.person, held.organisation) == (holder, "nhs")


@pytest.mark.clause("C173", breaks="partnerships/pan-dorset.toml#rrsg.seat.housing")
def test_the_seats_for_housing_may_be_filled_by_several_councils() -> None:
    sent = [
        Appointment(body="rrsg", seat=f"housing/{number}", person=person, from_=DAYS["pan-dorset"], organisation=council)
        for number, person, council in ((1, "Hazel", "north council"), (2, "Alder", "south council"))
    ]  # fmt: skip
    group = circle_on(
        founding("pan-dorset"), "rrsg", DAYS["pan-dorset"], appointments=sent, chosen={"rrsg.seat.housing": 2}
    )
    housing = [(one.organisation, one.person) for one in group.seats if one.seat.startswith("housing")]
    assert housing == [("north council", "Hazel"), ("south council", "Alder")]


@pytest.mark.clause("C289", breaks="throughline.rules.seats:Appointment.runs_on")
@pytest.mark.parametrize(
    ("day", "holder"),
    [
        (date(2014, 3, 31), None),
        (date(2014, 4, 1), "Tamarisk"),
        (date(2014, 12, 31), "Tamarisk"),
        (date(2015, 1, 1), "Teasel"),
    ],
)
def test_who_held_a_seat_is_known_for_each_day_and_the_seat_stays(day: date, holder: str | None) -> None:
    held = [
        Appointment(body="rrdg", seat="ph-cm", person="Tamarisk", from_=date(2014, 4, 1), until=date(2014, 12, 31)),
        Appointment(body="rrdg", seat="ph-cm", person="Teasel", from_=date(2015, 1, 1)),
    ]  # fmt: skip
    group = circle_on(founding("barnet"), "rrdg", day, appointments=held)
    [seat] = [one for one in group.seats if one.seat == "ph-cm"]
    assert (seat.person, seat.organisation) == (holder, "ph")


@pytest.mark.clause("C046", breaks="partnerships/llr.toml#rrpb.office.host")
@pytest.mark.clause("C046", breaks="throughline.rules.who:_is_colleague")
def test_the_trust_is_host_while_its_chair_is_and_stays_so_for_those_days() -> None:
    of_the_trust = Present(person="Betony", seat="probation", organisation="lrpt")
    of_the_city = Present(person="Campion", seat="city-yos", organisation="city")
    chaired, afterwards = DAYS["llr"], date(2014, 4, 10)
    board = circle_on(founding("llr"), "rrpb", chaired)
    assert [holds_office(row, "host", board) for row in (of_the_trust, of_the_city)] == [True, False]
    assert not holds_office(of_the_trust, "host", circle_on(founding("llr"), "rrpb", afterwards))


@pytest.mark.clause("C076", breaks="throughline.rules.who:_posts")
def test_by_the_reading_that_the_chief_executive_chairs_whoever_holds_the_post_presides() -> None:
    text = founding("west-mercia").text
    decided = (
        text
        + 'value = { is = "opcc", post = "Chief Executive" }\ndecided = "crb-2016-01-12/D1"\nfrom = 2016-01-12\n'
    )
    board = circle_on(read(decided), "crb", DAYS["west-mercia"])
    here = [
        Present(person="Yarrow", seat="opcc-cjm", organisation="opcc", post="Chief Executive"),
        Present(person="Sedge", seat="opcc-commissioning", organisation="opcc", post="Head of Commissioning"),
        Present(
            person="Mallow", seat="dpcc", organisation="opcc", post="Deputy Police and Crime Commissioner"
        ),
    ]
    assert who_presides(board, here).person == "Yarrow"


@pytest.mark.clause("C155", breaks="throughline.rules.who:_is_colleague")
@pytest.mark.clause("C155", breaks="partnerships/pan-dorset.toml#rrsg.office.chair")
def test_by_the_reading_that_the_agency_that_chairs_gives_support_its_people_are_the_secretariat() -> None:
    text = founding("pan-dorset").text
    decided = text + 'value = { agency_of = "chair" }\ndecided = "rrsg-2020-09-01/D1"\nfrom = 2020-09-01\n'
    group = circle_on(read(decided), "rrsg", DAYS["pan-dorset"])
    youth = Present(person="Fern", seat="yos", organisation="yos")
    police = Present(person="Nettle", seat="police", organisation="police")
    assert [holds_office(row, "secretariat", group) for row in (youth, police)] == [True, False]
    moved = text.replace('held_by = "yos"', 'held_by = "police"') + decided.removeprefix(text)
    group = circle_on(read(moved), "rrsg", DAYS["pan-dorset"])
    assert [holds_office(row, "secretariat", group) for row in (youth, police)] == [False, True]


@pytest.mark.clause("C170", breaks="partnerships/pan-dorset.toml#rrsg.office.chair")
@pytest.mark.clause("C170", breaks="throughline.rules.presiding:_holding")
def test_the_chair_is_an_organisation_and_a_person_recorded_for_it_fills_it() -> None:
    here = [Present(person=name, seat="yos", organisation="yos") for name in ("Fern", "Heather")]
    text = founding("pan-dorset").text
    until = read(text.replace('held_by = "yos"', 'held_by = "yos"\nfrom = 2020-06-01\nuntil = 2020-12-31'))
    holders = [Holder(office="chair", person="Heather", body="rrsg", organisation="yos")]
    recorded = circle_on(until, "rrsg", DAYS["pan-dorset"], holders=holders)
    assert who_presides(recorded, here).person == "Heather"
    assert who_presides(circle_on(until, "rrsg", DAYS["pan-dorset"]), here).how == "they choose"
    assert who_presides(circle_on(until, "rrsg", date(2021, 1, 1)), here).how == "those present elect"


@pytest.mark.clause("C371", breaks="partnerships/east-midlands.toml#emrrp.office.chair")
def test_the_director_of_offender_management_has_a_seat_and_chairs() -> None:
    board = circle("east-midlands", "emrrp")
    here = [
        Present(person="Burnet", seat="dom", organisation="noms-dom", post="Director of Offender Management"),
        Present(person="Vetch", seat="police", organisation="notts-police"),
    ]
    assert who_presides(board, here).person == "Burnet"
    assert who_presides(board, here[1:]).how == "those present elect"
