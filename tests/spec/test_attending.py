"""Who came: rule R12, in person by seat and represented by organisation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from throughline.rules.attending import Attended, HeldMeeting, Seen, attended

SEATS = {"chief": "police", "deputy-chief": "police", "homes": "housing"}
BEGAN, ENDED = datetime(2026, 2, 10, 10, tzinfo=UTC), datetime(2026, 2, 10, 12, tzinfo=UTC)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 2, 10, hour, minute, tzinfo=UTC)


def police(seat: str = "chief", *, is_member: bool = True, left: datetime | None = None) -> Seen:
    return Seen(seat=seat, organisation="police", is_member=is_member, left=left)


ROWS = [
    # sentence, who came, represented, for part of it, in person of two places
    ("nobody came", [], 0, 0, 0),
    ("one member of two represents the organisation", [police()], 1, 0, 1),
    ("both members came in person", [police(), police("deputy-chief")], 1, 0, 2),
    ("a deputy represents it and nobody came in person", [police(is_member=False)], 1, 0, 0),
    ("gone at half past ten of two hours is a part", [police(left=at(10, 30))], 1, 1, 1),
    ("gone a minute later counts in full", [police(left=at(10, 31))], 1, 0, 1),
    ("one who stays outweighs one who leaves", [police(left=at(10, 5)), police("deputy-chief")], 1, 0, 2),
    ("somebody in attendance brings no organisation", [police("")], 0, 0, 0),
]


@pytest.mark.clause("C245", breaks="throughline.rules.attending:_with")
@pytest.mark.parametrize(
    ("came", "represented", "part", "in_person"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_one_meeting(came: list[Seen], represented: int, part: int, in_person: int) -> None:
    found = attended([HeldMeeting(seats=SEATS, came=came, began=BEGAN, ended=ENDED)])
    assert found[1] == Attended(
        organisation="police",
        meetings=1,
        represented=represented,
        for_part=part,
        places=2,
        in_person=in_person,
    )


def test_organisations_stand_by_name_and_each_has_its_own_meetings() -> None:
    later = HeldMeeting(seats={"homes": "housing"}, came=())
    found = attended([HeldMeeting(seats=SEATS, came=[police()]), later])
    assert [(one.organisation, one.meetings) for one in found] == [("housing", 2), ("police", 1)]


def test_without_times_nobody_left_early() -> None:
    found = attended([HeldMeeting(seats=SEATS, came=[police(left=at(10, 1))])])
    assert found[1].for_part == 0
