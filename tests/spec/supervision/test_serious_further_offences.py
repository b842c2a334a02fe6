"""Serious further offences: notified and reviewed in time, and how good the reviews are; rule R37."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.supervision.limits import DayLimit
from throughline.rules.supervision.serious_further_offences import (
    FurtherOffence,
    rated_satisfactory,
    sent_in_time,
    stages,
    without_deadline,
)
from throughline.rules.supervision.share import Share
from throughline.words.periods import Period

QUARTER = Period(date(2009, 10, 1), date(2009, 12, 31))
CHARGED = date(2009, 10, 1)
TEN, SIXTY = CHARGED + timedelta(days=10), CHARGED + timedelta(days=60)
LIMITS = (
    DayLimit("sfo-notification", 10, date(2009, 4, 1), "a circular"),
    DayLimit("sfo-review", 60, date(2009, 4, 1), "a circular"),
)


def offence(
    notified: date | None = None, reviewed: date | None = None, charged: date = CHARGED, **more: object
) -> FurtherOffence:
    return FurtherOffence("S-01", charged, notified, reviewed, **more)  # type: ignore[arg-type]


SENT = [
    ("both sent on the day they were due", offence(TEN, SIXTY), "1 of 1", "1 of 1", "2 of 2"),
    ("the notification a day late", offence(TEN + timedelta(days=1), SIXTY), "0 of 1", "1 of 1",
     "1 of 2"),
    ("the review never sent: it was due all the same", offence(TEN), "1 of 1", "0 of 1", "1 of 2"),
    ("a review sent after the quarter was late", offence(TEN, date(2010, 1, 20)), "1 of 1", "0 of 1",
     "1 of 2"),
    ("charged in December, the review is due in the next quarter", offence(charged=date(2009, 12, 10)),
     "0 of 1", "no cases", "0 of 1"),
    ("what was due before the quarter is not of it", offence(charged=date(2009, 6, 1)), "no cases",
     "no cases", "no cases"),
    ("before any limit there is no deadline", offence(charged=date(2009, 3, 31)), "no cases", "no cases",
     "no cases"),
]  # fmt: skip


@pytest.mark.clause("C516", breaks="throughline.rules.supervision.serious_further_offences:sent_in_time")
@pytest.mark.parametrize(("sentence", "case", "notified", "reviewed", "both"), SENT)
def test_notifications_and_reviews_are_sent_by_their_day(
    sentence: str, case: FurtherOffence, notified: str, reviewed: str, both: str
) -> None:
    asked = {"limits": LIMITS, "quarter": QUARTER}
    assert sent_in_time([case], stage="notification", **asked).words == notified, sentence  # type: ignore[arg-type]
    assert sent_in_time([case], stage="review", **asked).words == reviewed, sentence  # type: ignore[arg-type]
    assert sent_in_time([case], **asked).words == both, sentence  # type: ignore[arg-type]


UNSET = [
    ("no limit at all: neither has a deadline", (), 2),
    ("a limit for notifications only", LIMITS[:1], 1),
    ("both set", LIMITS, 0),
]


@pytest.mark.parametrize(("sentence", "limits", "without"), UNSET)
def test_where_no_limit_is_set_there_is_no_deadline_and_nothing_is_in_time(
    sentence: str, limits: tuple[DayLimit, ...], without: int
) -> None:
    case = offence(TEN, SIXTY)
    assert without_deadline([case], limits=limits, quarter=QUARTER) == without, sentence
    assert sent_in_time([case], limits=limits, quarter=QUARTER) == Share(2 - without, 2 - without), sentence


def test_the_limit_is_the_one_in_force_on_the_day_of_the_charge() -> None:
    later = DayLimit("sfo-notification", 5, date(2009, 11, 1), "a later circular")
    old, new = offence(), offence(charged=date(2009, 11, 1))
    assert [stages(one, (*LIMITS, later))[0].due_on for one in (old, new)] == [TEN, date(2009, 11, 6)]


@pytest.mark.clause(
    "C360", breaks="throughline.rules.supervision.serious_further_offences:Stage.is_in_time_on"
)
def test_each_stage_says_when_it_was_due_and_whether_it_was_in_time() -> None:
    notification, review = stages(offence(TEN), LIMITS)
    assert (notification.due_on, notification.sent_on, review.due_on, review.sent_on) == (
        TEN,
        TEN,
        SIXTY,
        None,
    )
    assert notification.is_in_time_on(SIXTY) is True
    assert review.is_in_time_on(SIXTY) is None
    assert review.is_in_time_on(SIXTY + timedelta(days=1)) is False


RATED = [
    ("satisfactory", "1 of 1"), ("good", "1 of 1"), ("outstanding", "1 of 1"),
    ("requires improvement", "0 of 1"), ("inadequate", "0 of 1"), ("unsatisfactory", "0 of 1"),
    ("", "no cases"),
]  # fmt: skip


@pytest.mark.clause(
    "C515", breaks="throughline.rules.supervision.serious_further_offences:rated_satisfactory"
)
@pytest.mark.parametrize(("rating", "counted"), RATED)
def test_quality_is_satisfactory_or_better_of_all_that_were_rated(rating: str, counted: str) -> None:
    case = offence(TEN, SIXTY, rating=rating, rated_on=date(2009, 12, 15) if rating else None)
    assert rated_satisfactory([case], quarter=QUARTER).words == counted


def test_a_rating_counts_in_the_quarter_in_which_it_was_given() -> None:
    case = offence(TEN, SIXTY, rating="good", rated_on=date(2010, 1, 4))
    assert rated_satisfactory([case], quarter=QUARTER) == Share(0, 0)


days = st.integers(0, 200).map(lambda number: date(2009, 8, 1) + timedelta(days=number))


@given(days, st.none() | days, st.none() | days)
def test_together_is_the_sum_of_the_two_stages(
    charged: date, notified: date | None, reviewed: date | None
) -> None:
    cases = [offence(notified, reviewed, charged)]
    apart = [
        sent_in_time(cases, limits=LIMITS, quarter=QUARTER, stage=stage)
        for stage in ("notification", "review")
    ]
    assert sent_in_time(cases, limits=LIMITS, quarter=QUARTER) == apart[0] + apart[1]
    assert all(one.met <= one.of <= 1 for one in apart)
