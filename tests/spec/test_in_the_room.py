"""The room at every minute, against a count by brute force; rules R6 to R10."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.room_oracle import BOARDS, Board, Line, Vote, is_tie, listed_at, minute_of, what_became
from throughline.rules.circle import Circle, Present
from throughline.rules.in_the_room import (
    Chosen,
    Expected,
    Log,
    OutFor,
    Pause,
    at_the_repeat,
    electors_here,
    quorum_lost_at,
    room_at,
    rows_at,
    would_lose_quorum,
    would_make_quorum,
)
from throughline.rules.quorum import Stay
from throughline.rules.seats import Appointment, circle_on
from throughline.rules.terms.reader import read
from throughline.rules.voting import Ballot, CastingVote, VoteRefused, decide

DAY = date(2026, 4, 14)
TEN = datetime(2026, 4, 14, 10, tzinfo=UTC)
LAST = 20
RESULT = {"true": "yes", "false": "no", "not defined": "no rule"}


def clock(minute: int) -> datetime:
    """A minute of the meeting as an instant."""
    return TEN + timedelta(minutes=minute)


@cache
def circle_for(board: Board) -> Circle:
    """The board of the oracle as the rules have it, on the day of the meeting."""
    appointed = [
        Appointment(body=board.body, seat=seat, person=f"holder of {seat}", from_=date(2021, 7, 1))
        for seat in board.filled
    ]
    circle = circle_on(read(board.terms), board.body, DAY, appointments=appointed)
    return at_the_repeat(circle) if board.is_repeat else circle


def log_of(board: Board, lines: list[Line]) -> Log:
    """The oracle's log as the rules take it: stays and other times with a beginning and an end."""
    stays: dict[str, list[Stay]] = {}
    out: list[OutFor] = []
    chosen: list[Chosen] = []
    pauses: list[Pause] = []
    item, asks = "", set()
    organisation = {one.seat: one.organisation for one in board.places}
    for line in lines:
        at = clock(line.minute)
        if line.what == "arrives":
            row = Present(
                person=line.person, seat=line.seat, organisation=organisation[line.seat],
                as_="deputy" if line.deputy else "member", remote=line.remote,
            )  # fmt: skip
            stays.setdefault(line.person, []).append(Stay(row=row, arrived=at))
        elif line.what == "leaves":
            was = stays[line.person].pop()
            stays[line.person].append(Stay(row=was.row, arrived=was.arrived, left=at))
        elif line.what == "is chosen":
            chosen.append(Chosen(person=line.person, since=at))
        elif line.what == "adjourns":
            pauses.append(Pause(since=at))
        elif line.what == "resumes":
            pauses.append(Pause(since=pauses.pop().since, until=at))
        if line.what == "steps out for":
            asks.add((line.item, line.person))
        elif line.what == "comes back for":
            asks.discard((line.item, line.person))
        elif line.what == "item":
            item = line.item
        wanted = {person for one, person in asks if one == item}
        running = {one.person for one in out if one.until is None}
        out = [
            OutFor(person=one.person, since=one.since, until=at)
            if one.until is None and one.person not in wanted
            else one
            for one in out
        ]
        out += [OutFor(person=person, since=at) for person in sorted(wanted - running)]
    every = tuple(stay for own in stays.values() for stay in own)
    return Log(stays=every, out=tuple(out), chosen=tuple(chosen), pauses=tuple(pauses))


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Board, list[Line]]:
    """A board and a log that a secretary could have written: nobody leaves who is not there."""
    board = draw(st.sampled_from(BOARDS))
    lines: list[Line] = []
    here: dict[str, str] = {}
    is_paused = False
    minute = 0
    for _ in range(draw(st.integers(0, 18))):
        minute = min(LAST, minute + draw(st.integers(0, 3)))
        free = [one.seat for one in board.places if one.seat not in here.values()]
        may = ["item", *(["arrives"] * 4 if free else []), "resumes" if is_paused else "adjourns"]
        may += ["leaves", "steps out for", "comes back for", "is chosen"] if here else []
        what = draw(st.sampled_from(may))
        person = draw(st.sampled_from(sorted(here))) if here else ""
        if what == "arrives":
            seat = draw(st.sampled_from(free))
            deputy, remote = draw(st.booleans()), draw(st.booleans())
            person = f"{seat}{'’s deputy' if deputy else ''}"
            here[person] = seat
            lines.append(Line(minute, what, person, seat, deputy=deputy, remote=remote))
            continue
        if what == "leaves":
            del here[person]
        is_paused = {"adjourns": True, "resumes": False}.get(what, is_paused)
        lines.append(Line(minute, what, person, item=draw(st.sampled_from("ab"))))
    return board, lines


@pytest.mark.clause("C247", breaks="throughline.rules.in_the_room:rows_at")
@settings(max_examples=100, deadline=None)
@given(meetings())
def test_every_minute_of_every_meeting_stands_as_a_count_by_hand_has_it(
    meeting: tuple[Board, list[Line]],
) -> None:
    board, lines = meeting
    circle, log = circle_for(board), log_of(board, lines)
    for minute in range(LAST + 2):
        by_hand = minute_of(board, lines, minute)
        room = room_at(circle, log, clock(minute), meeting_number=board.meeting_number)
        where = f"{board.name}, minute {minute}"
        assert {row.person for row in room.inside} == by_hand.people, where
        assert set(room.quorum.organisations) == by_hand.organisations, where
        assert RESULT[room.quorum.result] == by_hand.enough, where
        assert room.quorum.authority == by_hand.worth, where
        assert room.is_paused == by_hand.paused, where
        if by_hand.otherwise is not None:
            other = next(counted for _, counted in room.quorum.reckoning.otherwise)
            assert RESULT[other.result] == by_hand.otherwise, where
        how = "presides" if by_hand.presiding[0] == "chosen" else by_hand.presiding[0]
        assert (room.presiding.how, set(room.presiding.people)) == (how, set(by_hand.presiding[1])), where
        voices = {one.id for one in electors_here(circle, room.rows)}
        assert voices == by_hand.electors, where


@settings(max_examples=80, deadline=None)
@given(meetings(), st.data())
def test_since_when_the_quorum_stands_is_the_first_minute_of_its_run(
    meeting: tuple[Board, list[Line]], data: st.DataObject
) -> None:
    board, lines = meeting
    circle, log = circle_for(board), log_of(board, lines)
    minute = data.draw(st.integers(0, LAST))
    since = room_at(circle, log, clock(minute)).since
    first = min((line.minute for line in lines if line.what == "arrives"), default=LAST + 1)
    if first > minute:
        assert since is None
        return
    run = minute
    now = minute_of(board, lines, minute).enough
    while run > first and minute_of(board, lines, run - 1).enough == now:
        run -= 1
    assert since == clock(run)


@settings(max_examples=80, deadline=None)
@given(meetings(), st.data())
def test_none_to_spare_names_exactly_those_whose_leaving_ends_the_quorum(
    meeting: tuple[Board, list[Line]], data: st.DataObject
) -> None:
    board, lines = meeting
    minute = data.draw(st.integers(0, LAST))
    rows = rows_at(log_of(board, lines), clock(minute))
    place = {one.seat: one for one in board.places}
    gone = set()
    for organisation in {row.organisation for row in rows}:
        leave = [
            Line(minute, "leaves", row.person)
            for row in rows
            if place[row.seat or ""].organisation == organisation
        ]
        upto = [line for line in lines if line.minute <= minute]
        was, after = minute_of(board, lines, minute), minute_of(board, [*upto, *leave], minute)
        if was.enough == "yes" and after.enough == "no" and organisation in was.organisations:
            gone.add(organisation)
    assert set(would_lose_quorum(circle_for(board), rows)) == gone


CHOICES = st.sampled_from(["for", "against", "abstain"])


@pytest.mark.clause("C248", breaks="throughline.rules.in_the_room:electors_here")
@settings(max_examples=100, deadline=None)
@given(meetings(), st.data())
def test_a_vote_at_any_minute_ends_as_a_count_by_hand_has_it(
    meeting: tuple[Board, list[Line]], data: st.DataObject
) -> None:
    board, lines = meeting
    minute = data.draw(st.integers(0, LAST))
    circle, log = circle_for(board), log_of(board, lines)
    room = room_at(circle, log, clock(minute), meeting_number=board.meeting_number)
    voices = electors_here(circle, room.rows)
    said = {one.id: data.draw(CHOICES) for one in voices if data.draw(st.booleans())}
    ballots = [Ballot(person=one.people[0], choice=said[one.id]) for one in voices if one.id in said]
    by_hand = minute_of(board, lines, minute)
    listed = listed_at(board, lines, minute)
    vote = Vote("a", dict(said))
    assert decide(circle, room.rows, ballots).verdict == what_became(board, by_hand, listed, vote)
    casting = data.draw(st.sampled_from(["for", "against"]))
    chair = room.presiding.person
    second = CastingVote(person=chair or "nobody", choice=casting)
    if chair and board.casting and is_tie(said):
        found = decide(circle, room.rows, ballots, presiding=chair, casting=second)
        assert found.verdict == what_became(board, by_hand, listed, vote, casting)
    else:
        with pytest.raises(VoteRefused):
            decide(circle, room.rows, ballots, presiding=chair, casting=second)


BARNET = BOARDS[0]


def barnet(*lines: Line) -> tuple[Circle, tuple[Present, ...]]:
    """Barnet's group at minute 40 of a log."""
    return circle_for(BARNET), rows_at(log_of(BARNET, list(lines)), clock(40))


def four() -> Iterator[Line]:
    """Four organisations from the beginning."""
    for seat in ("cst-head", "nps-aco", "pol-supt", "homes-mgr"):
        yield Line(0, "arrives", seat, seat)


@pytest.mark.parametrize(
    ("lines", "lost", "made"),
    [
        ((), {"cst", "ps", "police", "barnet-homes"}, set()),
        ((Line(5, "arrives", "ph-cm", "ph-cm"),), set(), set()),
        ((Line(40, "leaves", "homes-mgr"),), set(), {"dwp", "yot-head"}),
        ((Line(30, "leaves", "homes-mgr"), Line(40, "leaves", "pol-supt")), set(), set()),
    ],
    ids=[
        "four of four: any one who leaves ends it",
        "five of four: one to spare",
        "three of four: any new organisation makes it, a colleague of one here does not",
        "two of four: nobody alone makes it",
    ],
)
def test_the_room_looks_ahead(lines: tuple[Line, ...], lost: set[str], made: set[str]) -> None:
    circle, rows = barnet(*four(), *lines)
    absent = [
        Expected(row=Present(person=seat, seat=seat, organisation=whose))
        for seat, whose in (("dwp", "dwp"), ("yot-head", "yot"), ("cst-mgr", "cst"))
    ]
    assert set(would_lose_quorum(circle, rows)) == lost
    assert {one.row.person for one in would_make_quorum(circle, rows, absent)} == made


def test_when_the_quorum_ends_follows_from_who_said_when_they_leave() -> None:
    circle, rows = barnet(*four(), Line(5, "arrives", "ph-cm", "ph-cm"))
    by = {row.person: row for row in rows}
    early = Expected(row=by["ph-cm"], leaves=clock(50))
    late = Expected(row=by["homes-mgr"], leaves=clock(60))
    assert quorum_lost_at(circle, rows, [late, early]) == (clock(60), by["homes-mgr"])
    assert quorum_lost_at(circle, rows, [early]) is None


@pytest.mark.clause("C274", breaks="throughline.rules.in_the_room:presiding_at")
@pytest.mark.parametrize(
    ("lines", "presides", "then"),
    [
        ((), ("cst-head",), ("pol-supt",)),
        ((Line(9, "item", item="a"), Line(9, "steps out for", "cst-head", item="a")),
         ("pol-supt",), ("homes-mgr", "nps-aco")),
        ((Line(9, "is chosen", "nps-aco"),), ("nps-aco",), ("cst-head",)),
        ((Line(9, "is chosen", "nps-aco"), Line(12, "leaves", "nps-aco")), ("cst-head",), ("pol-supt",)),
    ],
    ids=[
        "the chair’s organisation, then the vice-chair’s",
        "out of the room for an interest, the chair does not preside over that item",
        "whoever was chosen presides",
        "when whoever was chosen has left, the order of the terms holds again",
    ],
)  # fmt: skip
def test_who_presides_and_who_is_next(
    lines: tuple[Line, ...], presides: tuple[str, ...], then: tuple[str, ...]
) -> None:
    circle, log = circle_for(BARNET), log_of(BARNET, [*four(), *lines])
    room = room_at(circle, log, clock(40))
    assert (room.presiding.people, room.next_to_preside.people) == (presides, then)
