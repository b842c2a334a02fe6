"""Whether a pack went to everybody who was entitled to it: rule R1."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.kept import was_kept
from throughline.rules.sent_out import sent_out

DUE = date(2026, 3, 27)
EARLY, LATE = date(2026, 3, 26), date(2026, 3, 31)
OLD, NEW = date(2025, 4, 1), date(2026, 3, 30)
ROWS = [
    # what is said, entitled since, sent on, the day all had it, missing, later joiners
    ("all on one day", {"ash": OLD, "elm": OLD}, {"ash": EARLY, "elm": EARLY}, EARLY, (), ()),
    ("the last of them counts", {"ash": OLD, "elm": OLD}, {"ash": EARLY, "elm": LATE}, LATE, (), ()),
    ("one was not sent it", {"ash": OLD, "elm": OLD}, {"ash": EARLY}, None, ("elm",), ()),
    ("a later joiner is listed, and no breach", {"ash": OLD, "elm": NEW}, {"ash": EARLY}, EARLY, (), ("elm",)),
    ("whoever joined on the due day was entitled", {"ash": OLD, "elm": DUE}, {"ash": EARLY}, None, ("elm",), ()),
    ("whoever was sent it without being entitled does not count", {"ash": OLD}, {"ash": EARLY, "oak": LATE},
     EARLY, (), ()),
    ("nobody is entitled", {}, {}, None, (), ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entitled", "sent", "on", "missing", "joiners"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_when_everybody_entitled_had_it(
    entitled: dict[str, date],
    sent: dict[str, date],
    on: date | None,
    missing: tuple[str, ...],
    joiners: tuple[str, ...],
) -> None:
    found = sent_out(due=DUE, entitled=entitled, sent=sent)
    assert (found.on, found.missing, found.later_joiners) == (on, missing, joiners)


def test_the_rule_is_late_by_the_working_days_until_the_last_reader_had_it() -> None:
    found = sent_out(due=DUE, entitled={"ash": OLD, "elm": OLD}, sent={"ash": EARLY, "elm": LATE})
    kept = was_kept(due=DUE, sent=found.on, today=LATE)
    # Friday 27 March to Tuesday 31 March: Monday and Tuesday
    assert (kept.state, kept.working_days_late, kept.is_breach) == ("late", 2, True)
