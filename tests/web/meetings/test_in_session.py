"""What is done in the room, through the actions: against a count by hand, and where it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.spec.room_oracle import BOARDS, Line, Rooms, Vote, is_tie, listed_at, minute_of, what_became
from tests.web.conftest import NOW
from throughline.rules.in_the_room import electors_here
from throughline.rules.voting import VoteRefused
from throughline.web.access.models import Agency, Event, Person
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.models import AgendaItem, Attendance, Meeting, Minute, Motion, Stay
from throughline.web.meetings.room.presence import in_the_room
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused

TEN = datetime.fromisoformat("2026-04-14T10:00:00+01:00")
SEATS = ("cst-head", "cst-mgr", "nps-aco", "crc-aco", "pol-supt", "pol-dci", "homes-mgr", "ph-cm", "yot-head")


def clock(minute: int) -> datetime:
    """A minute of the meeting as an instant."""
    return TEN + timedelta(minutes=minute)


@pytest.fixture
def april(group: Body) -> Meeting:
    """The group's meeting of 14 April, opened at ten."""
    meeting = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    return actions.open_session(meeting=meeting, expected_version=meeting.version, by=None, at=TEN)


@pytest.fixture
def item(april: Meeting) -> AgendaItem:
    """The first item, in hand."""
    return actions.take_item(item=april.items.order_by("position")[0], by=None, at=clock(0))


def person(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def here(meeting: Meeting, *names: str, minute: int = 0, **more: Any) -> None:
    """Record that some members arrive for their seats."""
    for name in names:
        actions.arrive(
            meeting=meeting, person=person(name), seat=SEAT_OF[name], by=None, at=clock(minute), **more
        )


SEAT_OF = {
    "Jo Hazel": "cst-head", "Priya Hawthorn": "cst-mgr", "Owen Teasel": "nps-aco", "Dee Bramble": "pol-supt",
    "Tom Alder": "pol-dci", "Ruth Campion": "homes-mgr", "Lena Yarrow": "ph-cm", "Kofi Linden": "yot-head",
}  # fmt: skip
FOUR = ("Jo Hazel", "Owen Teasel", "Dee Bramble", "Ruth Campion")


def row(meeting: Meeting, name: str) -> Attendance:
    return meeting.attendances.get(person__name=name)


def away(meeting: Meeting, name: str, minute: int) -> None:
    actions.leave(meeting=meeting, attendance=row(meeting, name), by=None, at=clock(minute))


def _chairs(room: Rooms) -> tuple[str, set[str]]:
    """Jo Hazel is appointed to the chair; in her absence the senior police officer, then an election."""
    people = {one.person for one in room}
    police = [one for one in ("Dee Bramble", "Tom Alder") if one in people]
    first = ["Jo Hazel"] if "Jo Hazel" in people else police
    return ("presides", {first[0]}) if first else ("those present elect", people)


BARNET = replace(BOARDS[0], chairs=_chairs)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "arrive",
                "arrive",
                "arrive",
                "leave",
                "out",
                "back",
                "choose",
                "item",
                "decide",
                "vote",
                "pause",
            ]
        ),
        st.integers(0, 7),
        st.integers(0, 2),
        st.lists(st.sampled_from(["for", "against", "abstain", ""]), min_size=8, max_size=8),
        st.sampled_from(["", "for", "against"]),
    ),
    max_size=22,
)


@pytest.mark.clause("C247", breaks="throughline.rules.in_the_room:rows_at")
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_random_meetings_stand_at_every_minute_as_a_count_by_hand_has_it(
    barnet: object, group: Body, steps: list[Any]
) -> None:
    """Arrivals, departures, interests, choices, decisions, votes, adjournments and the close."""
    with transaction.atomic():
        _play(group, steps)
        transaction.set_rollback(True)


def _play(group: Body, steps: list[Any]) -> None:
    meeting = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    actions.open_session(meeting=meeting, expected_version=meeting.version, by=None, at=TEN)
    items = list(meeting.items.order_by("position")[:2])
    names, minutes = list(SEAT_OF), count(0)
    lines: list[Line] = []
    inside: set[str] = set()
    hand = items[0]
    actions.take_item(item=hand, by=None, at=TEN)
    lines.append(Line(0, "item", item=str(hand.pk)))
    for what, who, gap, said, casting in steps:
        minute = next(minutes) + gap
        minutes = count(minute)
        name, at = names[who], clock(minute)
        if what == "arrive" and name not in inside:
            here(meeting, name, minute=minute)
            inside.add(name)
            lines.append(Line(minute, "arrives", name, SEAT_OF[name]))
        elif what == "leave" and name in inside:
            away(meeting, name, minute)
            inside.discard(name)
            lines.append(Line(minute, "leaves", name))
        elif what == "out" and name in inside:
            actions.declare_interest(
                item=hand, attendance=row(meeting, name), leaves_the_room=True, by=None, at=at
            )
            lines.append(Line(minute, "steps out for", name, item=str(hand.pk)))
        elif what == "back":
            for interest in hand.interests.filter(attendance__person__name=name):
                actions.withdraw_interest(interest=interest, by=None, at=at)
            lines.append(Line(minute, "comes back for", name, item=str(hand.pk)))
        elif what == "choose" and name in minute_of(BARNET, lines, minute).people:
            actions.choose_presiding(
                meeting=meeting, attendance=row(meeting, name), because="agreed", by=None, at=at
            )
            lines.append(Line(minute, "is chosen", name))
        elif what == "item":
            hand = actions.take_item(item=items[who % 2], by=None, at=at)
            lines.append(Line(minute, "item", item=str(hand.pk)))
        elif what == "pause":
            actions.adjourn(meeting=meeting, because="a short break", by=None, at=at)
            actions.resume(meeting=meeting, expected_version=meeting.version, by=None, at=at)
            hand = actions.take_item(item=hand, by=None, at=at)
        elif what == "decide" and inside:
            _decides_as_by_hand(hand, lines, minute)
        elif what == "vote" and inside:
            _votes_as_by_hand(hand, lines, minute, said, casting)
    last = next(minutes) + 1
    meeting.refresh_from_db()
    actions.close_session(meeting=meeting, expected_version=meeting.version, by=None, at=clock(last))
    _stands_as_by_hand(meeting, lines, last)


def _stands_as_by_hand(meeting: Meeting, lines: list[Line], last: int) -> None:
    """Minutes before the last take of each item: an item taken twice keeps its last times alone."""
    taken = [line.minute for line in lines if line.what == "item"]
    pairs = {line.item for line in lines if line.what == "item"}
    once = len(taken) == len(pairs)
    steps_out = any(line.what == "steps out for" for line in lines)
    for minute in range(last) if once or not steps_out else ():
        room = in_the_room(meeting, clock(minute)).room
        by_hand = minute_of(BARNET, lines, minute)
        assert {one.person for one in room.inside} == by_hand.people, minute
        assert set(room.quorum.organisations) == by_hand.organisations, minute
        assert room.quorum.authority == by_hand.worth, minute
        assert set(room.presiding.people) == set(by_hand.presiding[1]), minute


def _decides_as_by_hand(hand: AgendaItem, lines: list[Line], minute: int) -> None:
    once = f"{minute}-{Decision.objects.count()}"
    made = actions.decide_in_room(item=hand, text="A thing.", once=once, by=None, at=clock(minute))
    again = actions.decide_in_room(item=hand, text="A thing.", once=once, by=None, at=clock(minute))
    by_hand = minute_of(BARNET, lines, minute)
    assert (made.authority, made.pk) == (by_hand.worth, again.pk)
    assert made.stood["number"] == len(by_hand.organisations)


def _votes_as_by_hand(
    hand: AgendaItem, lines: list[Line], minute: int, said: list[str], casting: str
) -> None:
    at = clock(minute)
    motion = actions.put_motion(item=hand, text="A thing.", by=None, at=at)
    found = in_the_room(hand.meeting, at)
    ballots: dict[str, str] = {}
    for elector, says in zip(electors_here(found.circle, found.room.rows), said, strict=False):
        if says:
            ballots[elector.id] = says
            voter = found.row_of(elector.people[0])
            actions.cast_vote(motion=motion, attendance=voter, says=says, by=None, at=at)
            actions.cast_vote(motion=motion, attendance=voter, says=says, by=None, at=at)
    assert motion.votes.count() == len(ballots)
    by_hand = minute_of(BARNET, lines, minute)
    if casting and not (is_tie(ballots) and found.room.presiding.person):
        with pytest.raises(VoteRefused), transaction.atomic():
            actions.close_motion(motion=motion, casting=casting, by=None, at=at)
        casting = ""
    actions.close_motion(motion=motion, casting=casting, by=None, at=at)
    became = what_became(BARNET, by_hand, listed_at(BARNET, lines, minute), Vote("", ballots), casting)
    assert motion.state == {"carried": Motion.State.CARRIED, "falls": Motion.State.FELL}[became]
    assert (motion.decision is not None) == (became == "carried")
    if motion.decision is not None:
        assert motion.decision.authority == by_hand.worth


def test_housing_leaves_at_10_40_and_a_decision_at_10_45_is_a_recommendation(
    april: Meeting, item: AgendaItem
) -> None:
    here(april, *FOUR)
    before = actions.decide_in_room(item=item, text="Before.", once="a", by=None, at=clock(39))
    away(april, "Ruth Campion", 40)
    after = actions.decide_in_room(item=item, text="After.", once="b", by=None, at=clock(45))
    assert (before.authority, after.authority) == ("made", "recommended")
    assert (after.decided_at, after.stood["number"], after.stood["needed"]) == (clock(45), 3, 4)
    here(april, "Ruth Campion", minute=50)
    restored = actions.decide_in_room(item=item, text="Back.", once="c", by=None, at=clock(51))
    assert restored.authority == "made", "rejoining restores the quorum"
    before.refresh_from_db()
    assert before.authority == "made", "decisions before the loss stand"
    assert Stay.objects.filter(attendance=row(april, "Ruth Campion")).count() == 2


def test_the_recommendation_stands_first_on_the_next_agenda(april: Meeting, item: AgendaItem) -> None:
    from throughline.web.meetings.calling.planning import agenda_proposed

    here(april, *FOUR[:3])
    actions.decide_in_room(item=item, text="Two flats are let.", once="a", by=None, at=clock(5))
    later = actions.call_meeting(body=april.body, held_on=date(2026, 6, 9), by=None, at=clock(90))
    codes = [line.title for line in agenda_proposed(later, papers={})]
    assert any("Two flats are let." in title for title in codes)
    first = next(title for title in codes if "ratify" in title.lower() or "Two flats" in title)
    assert "Two flats are let." in first


WRONG = [
    ("a vote by somebody who has left", actions.MayNotVote,
     "Ruth Campion left at 10:40 and cannot vote. Record that they are back first. Nothing was changed.",
     lambda w: (away(w.meeting, "Ruth Campion", 40),
                actions.cast_vote(motion=w.motion, attendance=row(w.meeting, "Ruth Campion"), says="for",
                                  by=None, at=clock(41)))),
    ("a vote by somebody out for an interest", actions.MayNotVote,
     "Ruth Campion is out of the room for an interest in this item and takes no part in the vote.",
     lambda w: (actions.declare_interest(item=w.item, attendance=row(w.meeting, "Ruth Campion"),
                                         leaves_the_room=True, by=None, at=clock(3)),
                actions.cast_vote(motion=w.motion, attendance=row(w.meeting, "Ruth Campion"), says="for",
                                  by=None, at=clock(4)))),
    ("a second, other vote of one organisation", actions.MayNotVote,
     "Barnet Police has one voice and was recorded “for” at 10:02. Take that vote back first.",
     lambda w: (here(w.meeting, "Tom Alder"),
                actions.cast_vote(motion=w.motion, attendance=row(w.meeting, "Dee Bramble"), says="for",
                                  by=None, at=clock(2)),
                actions.cast_vote(motion=w.motion, attendance=row(w.meeting, "Tom Alder"), says="against",
                                  by=None, at=clock(3)))),
    ("a vote after the vote was closed", actions.VoteOver, "The vote on motion 1 was closed at 10:03: fell.",
     lambda w: (actions.close_motion(motion=w.motion, by=None, at=clock(3)),
                actions.cast_vote(motion=w.motion, attendance=row(w.meeting, "Dee Bramble"), says="for",
                                  by=None, at=clock(4)))),
    ("a casting vote without a tie", VoteRefused, "only when the votes are equal",
     lambda w: actions.close_motion(motion=w.motion, casting="for", by=None, at=clock(3))),
    ("a deputy for two seats", actions.HereForAnotherSeat,
     "Nia Bracken came for Department for Work and Pensions (seat dwp). A person comes to a meeting for one seat",
     lambda w: (actions.arrive(meeting=w.meeting, person=person("Nia Bracken"), seat="dwp", by=None, at=clock(2)),
                actions.arrive(meeting=w.meeting, person=person("Nia Bracken"), seat="pol-dci", by=None,
                               at=clock(3)))),
    ("a deputy for a seat whose member is here", actions.SeatTaken,
     "Dee Bramble has been here for Barnet Police (seat pol-supt) since 10:00. Record that they leave first.",
     lambda w: actions.arrive(meeting=w.meeting, person=person("Nia Bracken"), seat="pol-supt", by=None,
                              at=clock(2))),
    ("a seat that the body has not", actions.NoSuchSeat, "has no seat “moon”",
     lambda w: actions.arrive(meeting=w.meeting, person=person("Nia Bracken"), seat="moon", by=None, at=clock(2))),
    ("a decision under an item that is not in hand", actions.ItemNotInHand, "Item 2 is not in hand.",
     lambda w: actions.decide_in_room(item=w.other, text="A.", once="x", by=None, at=clock(2))),
    ("the next item while a vote is open", actions.VoteOpen, "has been open since 10:01",
     lambda w: actions.take_item(item=w.other, by=None, at=clock(2))),
    ("a close while a vote is open", actions.VoteOpen, "Close the vote or withdraw the motion first.",
     lambda w: actions.close_session(meeting=w.meeting, expected_version=fresh(w.meeting), by=None, at=clock(2))),
    ("somebody chosen to preside who is not here", actions.NotHere, "Lena Yarrow is not in the room",
     lambda w: (here(w.meeting, "Lena Yarrow"), away(w.meeting, "Lena Yarrow", 1),
                actions.choose_presiding(meeting=w.meeting, attendance=row(w.meeting, "Lena Yarrow"),
                                         because="x", by=None, at=clock(2)))),
    ("a choice without a reason", actions.NoReasonGiven, "Say why they preside",
     lambda w: actions.choose_presiding(meeting=w.meeting, attendance=row(w.meeting, "Dee Bramble"), because=" ",
                                        by=None, at=clock(2))),
    ("abandoning a meeting that has its quorum", actions.HasItsQuorum, "this one may decide",
     lambda w: actions.abandon(meeting=w.meeting, expected_version=fresh(w.meeting), by=None, at=clock(2))),
    ("an adjournment to a day that has passed", actions.NotItsDay, "13 April 2026 has passed",
     lambda w: (actions.withdraw_motion(motion=w.motion, by=None, at=clock(2)),
                actions.adjourn(meeting=w.meeting, because="x", resumes_on=date(2026, 4, 13), by=None,
                                at=clock(3)))),
    ("a list of who came over arrivals by the minute", actions.KeptByTheMinute, "minute by minute",
     lambda w: (actions.withdraw_motion(motion=w.motion, by=None, at=clock(2)),
                actions.close_session(meeting=w.meeting, expected_version=fresh(w.meeting), by=None, at=clock(3)),
                actions.set_attendance(meeting=w.meeting, came=[], expected_version=fresh(w.meeting), by=None,
                                       at=clock(4)))),
    ("a decision after somebody closed the meeting", actions.NotInThisState,
     "The meeting of 14 April 2026 is “held”: it cannot have decisions recorded in the room.",
     lambda w: (actions.withdraw_motion(motion=w.motion, by=None, at=clock(2)),
                actions.close_session(meeting=w.meeting, expected_version=fresh(w.meeting), by=None, at=clock(3)),
                actions.decide_in_room(item=w.item, text="A.", once="x", by=None, at=clock(4)))),
    ("a close that saw an earlier room", EditedSince, "Someone else changed this after you opened it.",
     lambda w: actions.close_session(meeting=w.meeting, expected_version=1, by=None, at=clock(3))),
]  # fmt: skip


def fresh(meeting: Meeting) -> int:
    meeting.refresh_from_db()
    return meeting.version


@pytest.mark.parametrize(
    ("refusal", "sentence", "act"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG]
)
def test_what_cannot_be_is_refused_and_the_refusal_says_why(
    april: Meeting, item: AgendaItem, refusal: type[Refused], sentence: str, act: Any
) -> None:
    here(april, *FOUR)
    motion = actions.put_motion(item=item, text="A thing.", by=None, at=clock(1))
    other = april.items.order_by("position")[1]
    world = SimpleNamespace(meeting=april, item=item, motion=motion, other=other)
    with pytest.raises(refusal) as said, transaction.atomic():
        act(world)
    assert sentence in str(said.value)


def test_a_decision_before_any_arrival_is_refused(april: Meeting, item: AgendaItem) -> None:
    with pytest.raises(actions.NoArrivals, match="Nobody is recorded as having arrived"):
        actions.decide_in_room(item=item, text="Too early.", once="a", by=None, at=clock(1))
    assert not Decision.objects.filter(text="Too early.").exists()


def test_a_meeting_is_opened_on_its_day_alone(group: Body) -> None:
    meeting = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    with pytest.raises(actions.NotItsDay, match="14 April 2026"):
        actions.open_session(meeting=meeting, expected_version=meeting.version, by=None, at=NOW)


def test_pressing_twice_changes_nothing_twice(april: Meeting, item: AgendaItem) -> None:
    def press() -> None:
        here(april, *FOUR, minute=1)
        actions.take_item(item=item, by=None, at=clock(2))
        actions.note_in_room(item=item, text="A note.", once="n", by=None, at=clock(2))
        motion = actions.put_motion(item=item, text="A motion.", once="m", by=None, at=clock(3))
        voter = row(april, "Dee Bramble")
        actions.cast_vote(motion=motion, attendance=voter, says="for", by=None, at=clock(3))
        actions.assign_in_room(
            item=item, text="A promise.", owner_agency=Agency.objects.get(code="ph", partnership__slug="barnet"),
            owner=None, due=date(2026, 5, 1), once="p", by=None, at=clock(4),
        )  # fmt: skip

    press()
    events = Event.objects.count()
    press()
    assert Event.objects.count() == events
    assert Stay.objects.filter(attendance__meeting=april).count() == 4
    assert (april.minute_lines.count(), item.motions.count()) == (2, 1)
    away(april, "Dee Bramble", 6)
    away(april, "Dee Bramble", 7)
    assert row(april, "Dee Bramble").stays.get().left_at == clock(6)


@pytest.mark.clause("C248", breaks="throughline.rules.voting:_decided")
def test_a_vote_is_counted_and_its_result_becomes_a_decision_in_the_minutes(
    april: Meeting, item: AgendaItem
) -> None:
    here(april, *FOUR)
    motion = actions.put_motion(item=item, text="Let two flats.", by=None, at=clock(1))
    for name, says in zip(FOUR, ("for", "for", "against", "abstain"), strict=True):
        actions.cast_vote(motion=motion, attendance=row(april, name), says=says, by=None, at=clock(2))
    actions.close_motion(motion=motion, by=None, at=clock(3))
    assert (motion.state, motion.decision.authority) == ("carried", "made")
    counted = motion.counted
    assert (counted["for"], counted["against"], counted["abstaining"]) == (
        ["cst", "ps"], ["police"], ["barnet-homes"],
    )  # fmt: skip
    assert Minute.objects.get(decision=motion.decision).text == "Let two flats."


@pytest.mark.parametrize(("casting", "became"), [("for", "carried"), ("against", "fell"), ("", "fell")])
def test_on_a_tie_the_person_presiding_may_use_a_second_vote(
    april: Meeting, item: AgendaItem, casting: str, became: str
) -> None:
    here(april, *FOUR)
    motion = actions.put_motion(item=item, text="Let two flats.", by=None, at=clock(1))
    for name, says in zip(FOUR, ("for", "for", "against", "against"), strict=True):
        actions.cast_vote(motion=motion, attendance=row(april, name), says=says, by=None, at=clock(2))
    actions.close_motion(motion=motion, casting=casting, by=None, at=clock(3))
    assert (motion.state, motion.casting) == (became, casting)


def test_who_voted_and_left_before_the_count_is_not_counted(april: Meeting, item: AgendaItem) -> None:
    here(april, *FOUR)
    motion = actions.put_motion(item=item, text="Let two flats.", by=None, at=clock(1))
    for name, says in (("Ruth Campion", "for"), ("Dee Bramble", "against")):
        actions.cast_vote(motion=motion, attendance=row(april, name), says=says, by=None, at=clock(2))
    away(april, "Ruth Campion", 3)
    actions.close_motion(motion=motion, by=None, at=clock(4))
    assert (motion.state, motion.counted["for"]) == ("fell", [])


def test_no_quorum_all_morning_may_end_in_abandoning_and_who_came_stays(april: Meeting) -> None:
    here(april, *FOUR[:2])
    actions.abandon(meeting=april, expected_version=fresh(april), by=None, at=clock(20))
    assert (april.state, april.closed_at, april.attendances.count()) == ("abandoned", clock(20), 2)


def test_adjourned_to_another_day_everybody_has_left_and_it_goes_on_then(
    april: Meeting, item: AgendaItem
) -> None:
    here(april, *FOUR)
    actions.adjourn(meeting=april, because="fire alarm", resumes_on=date(2026, 4, 21), by=None, at=clock(30))
    assert not Stay.objects.filter(attendance__meeting=april, left_at=None).exists()
    with pytest.raises(actions.NotItsDay, match="21 April 2026"):
        actions.resume(meeting=april, expected_version=april.version, by=None, at=clock(60))
    week = clock(7 * 24 * 60)
    actions.resume(meeting=april, expected_version=april.version, by=None, at=week)
    actions.take_item(item=item, by=None, at=week)
    for name in FOUR:
        actions.arrive(meeting=april, person=person(name), seat=SEAT_OF[name], by=None, at=week)
    made = actions.decide_in_room(item=item, text="On the second day.", once="z", by=None, at=week)
    assert (made.decided_on, made.authority) == (date(2026, 4, 21), "made")


def test_a_decision_recorded_afterwards_is_worth_what_its_minute_was(
    april: Meeting, item: AgendaItem
) -> None:
    here(april, *FOUR)
    away(april, "Ruth Campion", 40)
    actions.close_session(meeting=april, expected_version=fresh(april), by=None, at=clock(60))
    worth = {
        minute: actions.decide_at_meeting(
            meeting=april, text="Late.", decided_at=clock(minute) if minute else None,
            expected_version=fresh(april), by=None, at=clock(90),
        ).authority
        for minute in (39, 45, 0)
    }  # fmt: skip
    assert worth == {39: "made", 45: "recommended", 0: "recommended"}


def test_every_act_in_the_room_leaves_its_event_without_a_name(april: Meeting, item: AgendaItem) -> None:
    here(april, *FOUR)
    actions.declare_interest(
        item=item, attendance=row(april, "Ruth Campion"), leaves_the_room=False, by=None, at=clock(2)
    )
    away(april, "Ruth Campion", 5)
    told = Event.objects.order_by("-pk")[:6]
    assert [one.what for one in told][:2] == ["left", "interest declared"]
    assert not any(word in str(one.detail) for one in told for name in FOUR for word in name.split())
