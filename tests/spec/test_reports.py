"""Reports to parents: product.md, R14, 4.4 and page 30; the partnership file, section 7 (``via``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.obligations import Obligation, owed
from throughline.rules.reports import (
    FOLLOWS,
    FREEZES,
    ReportSeen,
    ReportStepRefused,
    Taken,
    days_late,
    last_day,
    made_on,
    obligations_grid,
    refuse_day,
    report_after,
    steps_allowed,
)
from throughline.rules.terms.reader import read
from throughline.words.periods import Period, halves, quarters, year_beginning

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
YEAR = year_beginning(2025)
TODAY = date(2026, 3, 30)
EXECUTIVE = True

WAYS = [
    ("a draft is cleared before anything else", "drafting", "clear", not EXECUTIVE, "cleared"),
    ("a draft cannot be sent", "drafting", "send", not EXECUTIVE, None),
    ("cleared, it goes straight to the parent where nobody stands between", "cleared", "send", not EXECUTIVE, "sent"),
    ("cleared, it goes to the group between where the terms name one", "cleared", "send-first", EXECUTIVE,
     "with-intermediate"),
    ("it cannot go past the group between", "cleared", "send", EXECUTIVE, None),
    ("it cannot go to a group that the terms do not name", "cleared", "send-first", not EXECUTIVE, None),
    ("with the group between, it cannot be sent to the parent yet", "with-intermediate", "send", EXECUTIVE, None),
    ("the group between passes it on", "with-intermediate", "pass-on", EXECUTIVE, "passed-on"),
    ("passed on, it is sent to the parent", "passed-on", "send", EXECUTIVE, "sent"),
    ("the group between may return it", "with-intermediate", "return", EXECUTIVE, "returned"),
    ("the parent receives it", "sent", "receive", not EXECUTIVE, "received"),
    ("the parent may accept it at once", "sent", "accept", not EXECUTIVE, "accepted"),
    ("received is not yet accepted", "received", "accept", not EXECUTIVE, "accepted"),
    ("the parent answers what it accepted", "accepted", "answer", not EXECUTIVE, "answered"),
    ("what is not received is not answered", "sent", "answer", not EXECUTIVE, None),
    ("a correction of a sent report begins again", "received", "correct", not EXECUTIVE, "drafting"),
    ("what was returned is corrected", "returned", "correct", EXECUTIVE, "drafting"),
    ("what was returned is not sent as it was", "returned", "send", EXECUTIVE, None),
    ("what was sent is not opened again without a new version", "sent", "reopen", not EXECUTIVE, None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "state", "step", "between", "then"), WAYS)
def test_what_may_follow_in_a_report(sentence, state, step, between, then) -> None:
    if then is None:
        with pytest.raises(ReportStepRefused, match="Nothing was changed"):
            report_after(state, step, has_intermediate=between, words="Because.")
    else:
        assert report_after(state, step, has_intermediate=between, words="Because.") == then
    assert (step in steps_allowed(state, has_intermediate=between)) is (then is not None)


@pytest.mark.parametrize("state", FOLLOWS)
@pytest.mark.parametrize("between", [True, False])
def test_from_every_state_something_may_follow(state, between) -> None:
    assert steps_allowed(state, has_intermediate=between)


@given(st.lists(st.integers(0, 20), max_size=30))
def test_with_a_group_between_the_parent_never_has_it_first(choices: list[int]) -> None:
    """Whatever is done in whatever order, each sending to the parent follows a passing on."""
    state, passed_on = "drafting", False
    for choice in choices:
        allowed = steps_allowed(state, has_intermediate=True)
        step = allowed[choice % len(allowed)]
        if step == "send":
            assert passed_on
        passed_on = step == "pass-on" or (passed_on and step not in ("correct", "return"))
        state = report_after(state, step, has_intermediate=True, words="Because.")


@pytest.mark.parametrize("step", ["return", "answer", "correct"])
def test_a_return_an_answer_and_a_correction_say_something(step) -> None:
    state = {"return": "sent", "answer": "accepted", "correct": "sent"}[step]
    with pytest.raises(ReportStepRefused, match="Say in a sentence"):
        report_after(state, step, has_intermediate=False, words="  ")


def test_words_are_frozen_when_they_leave_the_house() -> None:
    assert {"send", "send-first"} == FREEZES


@pytest.mark.parametrize(
    ("sentence", "on", "is_taken"),
    [
        ("the day of the last step", date(2025, 10, 14), True),
        ("today", TODAY, True),
        ("before the last step", date(2025, 10, 13), False),
        ("a day to come", date(2026, 3, 31), False),
    ],
)
def test_a_step_is_taken_from_the_last_step_until_today(sentence, on, is_taken) -> None:
    taken = [Taken("clear", date(2025, 10, 10)), Taken("send", date(2025, 10, 14))]
    if is_taken:
        refuse_day(taken, on, begun=date(2025, 10, 1), today=TODAY)
    else:
        with pytest.raises(ReportStepRefused, match="14 October 2025"):
            refuse_day(taken, on, begun=date(2025, 10, 1), today=TODAY)


SENT, RECEIVED = Taken("send", date(2025, 10, 14)), Taken("receive", date(2025, 10, 20))
ACCEPTED = Taken("accept", date(2025, 11, 4))


@pytest.mark.parametrize(
    ("sentence", "taken", "day"),
    [
        ("a report that was only sent is not made", [SENT], None),
        ("it is made when it is received", [SENT, RECEIVED], date(2025, 10, 20)),
        ("acceptance without a receipt counts too", [SENT, ACCEPTED], date(2025, 11, 4)),
        ("a later acceptance does not move the day", [SENT, RECEIVED, ACCEPTED], date(2025, 10, 20)),
    ],
)
def test_a_report_is_made_when_received(sentence, taken, day) -> None:
    assert made_on(taken) == day


@pytest.mark.parametrize(
    ("sentence", "due", "made", "late"),
    [
        ("no due day, never late", None, None, 0),
        ("made on its day", date(2025, 10, 20), date(2025, 10, 20), 0),
        ("made two days after", date(2025, 10, 18), date(2025, 10, 20), 2),
        ("not made, ten days after", date(2026, 3, 20), None, 10),
        ("not made and not due yet", date(2026, 4, 20), None, 0),
    ],
)
def test_how_late_a_report_is(sentence, due, made, late) -> None:
    assert days_late(due, made, TODAY) == late


def test_the_last_day_of_a_step() -> None:
    again = Taken("send", date(2025, 12, 1))
    assert last_day([SENT, RECEIVED, again], "send") == date(2025, 12, 1)
    assert last_day([RECEIVED], "send", "accept") is None


def dorset() -> tuple[Obligation, ...]:
    terms = read((PARTNERSHIPS / "pan-dorset.toml").read_text("utf-8"))
    found = owed(terms, "rrsg", YEAR.first, today=TODAY)
    return tuple(one for one in found if one.what == "progress-report")


def a_report(key: int, to: str, due: date, state: str, *taken: Taken, at: str = "") -> ReportSeen:
    return ReportSeen(
        key=key, at=at or dorset()[0].at, what="progress-report", to=to, due=due, state=state, taken=taken
    )


def test_where_the_terms_are_silent_no_date_is_made_up() -> None:
    rows = obligations_grid(dorset(), [], quarters(YEAR), today=TODAY)
    assert {row.to for row in rows} == {"dcjb", "dorset-csp", "bcp-csp"}
    for row in rows:
        assert row.cells == ((), (), (), ())
        assert [cell.state for cell in row.undated] == ["no date"]
        assert "regular" in row.undated[0].why


def test_one_text_to_three_parents_is_three_reports_on_three_days() -> None:
    reports = [
        a_report(1, "dcjb", date(2025, 10, 16), "accepted", SENT, RECEIVED, ACCEPTED),
        a_report(2, "dorset-csp", date(2025, 10, 30), "accepted", SENT, RECEIVED, ACCEPTED),
        a_report(3, "bcp-csp", date(2025, 11, 13), "sent", SENT),
    ]
    rows = obligations_grid(dorset(), reports, quarters(YEAR), today=TODAY)
    third = sorted((cell for row in rows for cell in row.cells[2]), key=lambda one: one.due)
    assert [(one.report, one.state, one.late_by) for one in third] == [
        (1, "accepted", 4),
        (2, "accepted", 0),
        (3, "sent", (TODAY - date(2025, 11, 13)).days),
    ]
    assert all(one.clause == ("role 9",) for one in third)


def llr() -> tuple[Obligation, ...]:
    terms = read((PARTNERSHIPS / "llr.toml").read_text("utf-8"))
    return tuple(one for one in owed(terms, "rrpb", YEAR.first, today=TODAY) if one.what == "report")


def test_a_report_answers_the_obligation_of_its_half() -> None:
    first, second = llr()
    assert (first.due, second.due) == (date(2025, 9, 30), date(2026, 3, 31))
    assert first.via == "spb-exec"
    made = a_report(7, "spb", date(2025, 6, 30), "received", RECEIVED, at=first.at)
    (row,) = obligations_grid([first, second], [made], halves(YEAR), today=TODAY)
    assert [[cell.report for cell in part] for part in row.cells] == [[7], [None]]
    assert [[cell.state for cell in part] for part in row.cells] == [["received"], ["owed"]]
    assert row.cells[0][0].via == "spb-exec"


def test_what_is_owed_and_past_its_day_is_late() -> None:
    (row,) = obligations_grid(llr(), [], halves(YEAR), today=TODAY)
    assert [cell.late_by for part in row.cells for cell in part] == [(TODAY - date(2025, 9, 30)).days, 0]


@given(st.lists(st.dates(YEAR.first, YEAR.last), max_size=8))
def test_every_report_of_the_year_stands_on_the_grid_once(days: list[date]) -> None:
    at = llr()[0].at
    reports = [a_report(n, "spb", day, "sent", at=at) for n, day in enumerate(days, 1)]
    rows = obligations_grid(llr(), reports, quarters(YEAR), today=TODAY)
    shown = [cell.report for row in rows for part in row.cells for cell in part if cell.report]
    assert sorted(shown) == [one.key for one in reports]


def test_a_report_of_another_year_is_not_shown() -> None:
    old = a_report(1, "dcjb", date(2024, 10, 16), "sent", SENT)
    parts = (Period(YEAR.first, YEAR.last),)
    (row, *_others) = obligations_grid(dorset(), [old], parts, today=TODAY)
    assert row.cells == ((),)
