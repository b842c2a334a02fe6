"""When an appointment ends because its holder stays away: the partnership file, section 7."""

from __future__ import annotations

import pytest

from throughline.rules.leaving import has_missed_too_many
from throughline.rules.terms.model import Leaving, Open

IN_A_ROW, OF_SIX = Leaving(id="absence", absences=3), Leaving(id="absence", absences=3, of_last=6)
ROWS = [
    ("three in a row", IN_A_ROW, "yes yes no no no", True),
    ("three, but not in a row", IN_A_ROW, "no no yes no", False),
    ("three in a row long ago", IN_A_ROW, "no no no yes", False),
    ("two meetings held, both missed", IN_A_ROW, "no no", False),
    ("three of the last six", OF_SIX, "no yes no yes no yes", True),
    ("three, one of them before the last six", OF_SIX, "no yes yes no yes yes no", False),
    ("no number in the terms", Leaving(id="absence", cause="resignation"), "no no no no", None),
    ("a number only in words", Leaving(id="absence", absences=Open(says="several")), "no no no no", None),
]


@pytest.mark.parametrize(("rule", "meetings", "result"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_how_many_meetings_somebody_may_miss(rule: Leaving, meetings: str, result: bool | None) -> None:
    assert has_missed_too_many(rule, [word == "yes" for word in meetings.split()]) is result
