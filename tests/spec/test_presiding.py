"""Who presides: the partnership file, section 10; rule R9."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.barnet_room import group_on, panel_on, room
from throughline.rules.circle import Circle, Holder
from throughline.rules.presiding import presiding_order, who_presides
from throughline.rules.rotation import turn
from throughline.rules.seats import Appointment, circle_on
from throughline.rules.terms.model import Deputy, Office, Open, Span, Who
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
DAY = date(2016, 5, 10)
GROUP, PANEL = group_on(DAY), panel_on(DAY)

WORKED = [
    ("group: one from community safety, and police", GROUP,
     ("cst-mgr", "pol-supt"), "presides", {"cst-mgr"}),
    ("group: both police officers, no community safety", GROUP,
     ("pol-dci", "pol-supt", "nps-aco"), "presides", {"pol-supt"}),
    ("group: one police officer, no community safety", GROUP,
     ("pol-dci", "nps-aco"), "presides", {"pol-dci"}),
    ("group: both from community safety, without ranks", GROUP,
     ("cst-head", "cst-mgr"), "they choose", {"cst-head", "cst-mgr"}),
    ("group: probation, its company, housing, work and pensions", GROUP,
     ("nps-aco", "crc-aco", "homes-mgr", "dwp"), "those present elect",
     {"nps-aco", "crc-aco", "homes-mgr", "dwp"}),
    ("panel: both probation bodies", PANEL, ("nps", "crc", "pol-di"), "they choose", {"nps", "crc"}),
    ("panel: police inspector and council officer", PANEL, ("pol-di", "cst-po"), "presides", {"pol-di"}),
    ("panel: council officers alone, without ranks", PANEL,
     ("cst-po", "social"), "they choose", {"cst-po", "social"}),
    ("panel: neither probation, police nor council", PANEL, ("vs", "prison"), "those present elect",
     {"vs", "prison"}),
]  # fmt: skip


@pytest.mark.clause("C274", breaks="throughline.rules.presiding:_in_absence")
@pytest.mark.parametrize(
    ("circle", "present", "how", "people"), [row[1:] for row in WORKED], ids=[row[0] for row in WORKED]
)
def test_who_presides_in_barnet(circle: Circle, present: tuple[str, ...], how: str, people: set[str]) -> None:
    found = who_presides(circle, room(circle, *present))
    assert (found.how, set(found.people)) == (how, people)


@pytest.mark.clause("C242", breaks="partnerships/barnet.toml#rrdg.office.chair")
def test_an_organisation_holds_the_chair_through_whichever_member_came() -> None:
    for member in ("cst-head", "cst-mgr"):
        assert who_presides(GROUP, room(GROUP, member, "pol-supt", "nps-aco")).person == member


@pytest.mark.clause("C273", breaks="partnerships/barnet.toml#iom.office.chair")
def test_probation_chairs_the_panel_also_after_its_two_bodies_became_one() -> None:
    later = panel_on(date(2022, 1, 5))
    assert who_presides(later, room(later, "nps", "pol-di")).person == "nps"


def test_the_panels_other_reading_of_its_fall_back_is_shown() -> None:
    found = who_presides(PANEL, room(PANEL, "pol-di", "cst-po"))
    (other,) = found.otherwise
    assert (other.how, set(other.people)) == ("they choose", {"pol-di", "cst-po"})
    assert who_presides(PANEL, room(PANEL, "pol-di")).otherwise == ()


def test_silence_leaves_an_advisory_for_the_minutes() -> None:
    found = who_presides(GROUP, room(GROUP, "nps-aco", "homes-mgr"))
    assert found.person is None
    assert (
        found.advisory
        == "The terms are silent on who presides: those present elect, and the reason is recorded."
    )
    assert found.clause == ("4.2",)


def test_a_deputy_fills_the_seat_and_not_the_chair_unless_the_terms_say_so() -> None:
    here = room(GROUP, "cst-head by deputy", "pol-supt")
    assert who_presides(GROUP, here).person == "pol-supt"
    rule = Deputy(allowed=True, may=("count", "vote", "preside"))
    generous = replace(GROUP, body=replace(GROUP.body, deputy=(rule,)))
    assert who_presides(generous, here).person == "cst-head"


def test_a_recorded_holder_comes_before_the_words_of_the_terms() -> None:
    holder = Holder(office="chair", person="homes-mgr", body="rrdg", organisation="barnet-homes")
    circle = replace(GROUP, holders=(holder,))
    assert who_presides(circle, room(circle, "homes-mgr", "cst-head")).person == "homes-mgr"
    assert who_presides(circle, room(circle, "cst-head", "pol-supt")).person == "pol-supt"


def chaired(**rules: object) -> Circle:
    """The delivery group with another rule for its chair."""
    chair = Office(id="chair", **rules)  # type: ignore[arg-type]
    others = tuple(office for office in GROUP.body.offices if office.id != "chair")
    return replace(GROUP, body=replace(GROUP.body, offices=(chair, *others)))


POLICE = Who(is_=("police",))
ABSENCE = [
    ("the senior of those named", Who(is_=("police",), choose="senior"), "presides", {"pol-supt"}),
    ("those named choose among themselves", Who(is_=("police",), choose="present"),
     "they choose", {"pol-supt", "pol-dci"}),
    ("the chair names one", Who(is_=("police",), choose="chair"), "the chair names", {"pol-supt", "pol-dci"}),
    ("only when there is no chair, and there is one", Who(is_=("police",), when="vacant"),
     "those present elect", {"pol-supt", "pol-dci", "nps-aco"}),
    ("only when the chair is away, and it is", Who(is_=("police",), when="absent"), "presides", {"pol-supt"}),
]  # fmt: skip


@pytest.mark.parametrize(("who", "how", "people"), [a[1:] for a in ABSENCE], ids=[a[0] for a in ABSENCE])
def test_the_order_in_absence_says_who_picks(who: Who, how: str, people: set[str]) -> None:
    circle = chaired(held_by=Who(is_=("cst",)), in_absence=(who,))
    found = who_presides(circle, room(circle, "pol-supt", "pol-dci", "nps-aco"))
    assert (found.how, set(found.people)) == (how, people)


def test_when_nobody_holds_the_chair_only_the_entries_for_a_vacancy_apply() -> None:
    order = (Who(is_=("nps",), when="absent"), Who(is_=("police",), when="vacant"))
    vacant = chaired(in_absence=order)
    assert who_presides(vacant, room(vacant, "nps-aco", "pol-supt")).person == "pol-supt"
    held = replace(vacant, holders=(Holder(office="chair", person="Moss", body="rrdg"),))
    assert who_presides(held, room(held, "nps-aco", "pol-supt")).person == "nps-aco"


@pytest.mark.clause("C368", breaks="throughline.rules.presiding:_among")
def test_joint_chairs_agree_which_of_them_presides_and_either_may_alone() -> None:
    joint = chaired(held_by=Who(is_=("nps", "police")), joint=True)
    both = who_presides(joint, room(joint, "nps-aco", "pol-supt"))
    assert (both.how, set(both.people)) == ("jointly", {"nps-aco", "pol-supt"})
    assert who_presides(joint, room(joint, "nps-aco", "cst-head")).person == "nps-aco"


ROTATION = Office(
    id="chair", rotates=(Who(is_=("police",)), Who(is_=("nps",)), Who(is_=("cst",))), every=Span(1, "years")
)


@pytest.mark.parametrize(
    ("day", "whose"),
    [
        (date(2014, 1, 1), "police"),
        (date(2014, 12, 31), "police"),
        (date(2015, 1, 1), "nps"),
        (date(2016, 5, 10), "cst"),
        (date(2017, 1, 1), "police"),
    ],
    ids=["the first day", "the last day of a turn", "the second turn", "the third", "round again"],
)
def test_an_office_that_rotates_goes_by_the_day(day: date, whose: str) -> None:
    who = turn(ROTATION, starts=date(2014, 1, 1), day=day)
    assert who == Who(is_=(whose,))


def test_the_turn_of_the_day_presides() -> None:
    circle = chaired(rotates=ROTATION.rotates, every=ROTATION.every)
    assert who_presides(circle, room(circle, "cst-head", "pol-supt")).person == "cst-head"


def test_an_office_that_rotates_by_meeting_needs_the_meetings_number() -> None:
    by_meeting = replace(ROTATION, every=Span(1, "meetings"))
    assert turn(by_meeting, starts=DAY, day=DAY, meeting_number=4) == Who(is_=("nps",))
    assert turn(by_meeting, starts=DAY, day=DAY) is None


def test_two_statements_that_disagree_leave_nobody_to_preside_by_rule() -> None:
    terms = read((PARTNERSHIPS / "west-mercia.toml").read_text("utf-8"))
    circle = circle_on(terms, terms.bodies[0].id, date(2026, 9, 1))
    found = who_presides(circle, room(circle, circle.seats[0].seat, circle.seats[1].seat))
    assert (found.how, found.people) == ("needs a reading", ())


@pytest.mark.parametrize(
    ("day", "how"),
    [(date(2014, 3, 31), "presides"), (date(2014, 4, 10), "those present elect")],
    ids=["in the chair's year", "after it: the terms are silent"],
)
def test_the_leicestershire_chair_is_held_for_its_year_alone(day: date, how: str) -> None:
    terms = read((PARTNERSHIPS / "llr.toml").read_text("utf-8"))
    body = terms.bodies[0]
    probation = next(seat.id for seat in body.seats if seat.agency and "probation" in seat.id)
    appointed = Appointment(body=body.id, seat=probation, person="Rowan", from_=date(2013, 4, 1))
    circle = circle_on(terms, body.id, day, appointments=[appointed])
    assert who_presides(circle, room(circle, f"Rowan as {probation}", "rutland")).how == how


def test_a_holder_left_in_words_alone_needs_a_reading() -> None:
    circle = chaired(held_by=Open(says="a senior officer"))
    assert who_presides(circle, room(circle, "cst-head")).how == "needs a reading"


@given(st.permutations([held.seat for held in GROUP.seats]), st.integers(0, len(GROUP.seats)))
def test_the_order_in_which_people_arrive_never_matters(order: list[str], many: int) -> None:
    present = order[:many]
    one, other = (who_presides(GROUP, room(GROUP, *seats)) for seats in (present, sorted(present)))
    assert one == other


ORDERS = [
    ("the group", GROUP, (
        "Community Safety Team",
        "the vice-chair: Barnet Police, the most senior of them",
        "then the terms are silent: those present elect, and the reason is recorded",
    )),
    ("the panel, whose vice-chair is not named", PANEL, (
        "sector probation",
        "the vice-chair: whoever is appointed vice-chair; nobody is recorded",
        "Barnet Police, the most senior of them",
        "staff of London Borough of Barnet, the most senior of them",
        "then the terms are silent: those present elect, and the reason is recorded",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("circle", "order"), [o[1:] for o in ORDERS], ids=[o[0] for o in ORDERS])
def test_the_order_of_presiding_in_words(circle: Circle, order: tuple[str, ...]) -> None:
    assert presiding_order(circle) == order


def test_a_vice_chair_that_rotates_by_meeting_presides_in_its_turn() -> None:
    vice = Office(id="vice-chair", rotates=ROTATION.rotates, every=Span(1, "meetings"))
    circle = chaired(held_by=Who(is_=("dwp",)), in_absence=(Who(is_=("vice-chair",)),))
    chair = next(office for office in circle.body.offices if office.id == "chair")
    circle = replace(circle, body=replace(circle.body, offices=(chair, vice)))
    here = room(circle, "pol-supt", "nps-aco")
    assert [who_presides(circle, here, meeting_number=n).person for n in (0, 1)] == ["pol-supt", "nps-aco"]


def test_the_order_in_absence_may_say_how_one_of_several_vice_chairs_is_picked() -> None:
    order = (Who(is_=("vice-chair",), choose="present"),)
    circle = chaired(held_by=Who(is_=("dwp",)), in_absence=order)
    assert who_presides(circle, room(circle, "pol-supt", "pol-dci")).how == "they choose"


def test_another_reading_of_who_is_chair_is_shown_where_it_gives_somebody_else() -> None:
    circle = chaired(held_by=Open(says="police", proposed=POLICE, alternatives=(Who(is_=("nps",)),)))
    found = who_presides(circle, room(circle, "pol-supt", "nps-aco"))
    assert (found.person, [other.person for other in found.otherwise]) == ("pol-supt", ["nps-aco"])
    assert who_presides(circle, room(circle, "cst-head")).otherwise == ()


def test_a_rotation_left_in_words_alone_needs_a_reading() -> None:
    circle = chaired(rotates=Open(says="each partner in turn"), every=Span(1, "years"))
    assert who_presides(circle, room(circle, "cst-head")).how == "needs a reading"


def test_a_rotation_counts_from_the_first_version_however_many_came_after() -> None:
    terms = read("""
schema = "throughline/partnership@1"
id = "t"
name = "T"
agency = [{ id = "a", name = "A" }, { id = "b", name = "B" }]
[[body]]
id = "board"
name = "Board"
kind = "board"
version = [{ from = 2020-01-01 }, { from = 2021-06-01 }]
seat = [{ id = "a", agency = "a" }, { id = "b", agency = "b" }]
office = [{ id = "chair", rotates = ["a", "b"], every = { years = 1 } }]
""")
    circle = circle_on(terms, "board", date(2022, 3, 1))
    assert who_presides(circle, room(circle, "a", "b")).person == "a"
