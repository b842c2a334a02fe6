"""Answers that cannot stand together are named, each at its board and its answer."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.terms.answer_faults import answer_faults
from throughline.rules.terms.write import NewBody, NewMember, NewPartnership

DAY = date(2026, 4, 14)
COUNCIL, POLICE = NewMember("Council"), NewMember("Police")

ROWS = [
    ("a board alone is sound", [NewBody("Board", "board")], []),
    ("a line to somebody who sits is sound",
     [NewBody("Board", "board", (COUNCIL,), reports_to=("Council",))], []),
    ("a quorum of every seat is sound", [NewBody("Board", "board", (COUNCIL, POLICE), quorum=2)], []),
    ("a quorum of a board without seats is not known to fail", [NewBody("Board", "board", quorum=9)], []),
    ("one more than every seat cannot be met",
     [NewBody("Board", "board", (COUNCIL, POLICE), quorum=3)], [(0, "quorum")]),
    ("two seats of one organisation count once",
     [NewBody("Board", "board", (COUNCIL, COUNCIL), quorum=2, quorum_counts="organisations")], [(0, "quorum")]),
    ("a board that reports to itself", [NewBody("Board", "board", reports_to=("Board",))], [(0, "reports_to")]),
    ("the second of two boards is named",
     [NewBody("Board", "board"), NewBody("Panel", "group", reports_to=("Panel",))], [(1, "reports_to")]),
    ("two boards that report to one another",
     [NewBody("Board", "board", reports_to=("Panel",)), NewBody("Panel", "group", reports_to=("Board",))],
     [(0, "reports_to")]),
    ("two boards of one name", [NewBody("Board", "board"), NewBody("Board", "group")], [(1, "name")]),
    ("a board called as one who sits", [NewBody("Council", "board", (COUNCIL,))], [(0, "name")]),
]  # fmt: skip


@pytest.mark.parametrize(("bodies", "faults"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_cannot_stand_is_named_at_its_answer(
    bodies: list[NewBody], faults: list[tuple[int, str]]
) -> None:
    found = answer_faults(NewPartnership("east", "East", bodies=tuple(bodies)), on=DAY)
    assert [(one.board, one.answer) for one in found] == faults
