"""Who comes to MAPPA meetings: the prison in person or by report, probation in person; rule R35."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.supervision.attendance import attended
from throughline.rules.supervision.mappa import MappaMeeting
from throughline.rules.supervision.share import Share
from throughline.words.periods import Period

QUARTER = Period(date(2009, 10, 1), date(2009, 12, 31))
DAY = date(2009, 11, 3)


def held(level: int = 2, on: date = DAY, **came: str) -> MappaMeeting:
    return MappaMeeting(on, level, attendance=came)


CAME = [
    ("the prison in person", "prison", held(prison="in person"), "1 of 1"),
    ("the prison by report", "prison", held(prison="by report"), "1 of 1"),
    ("the prison neither", "prison", held(prison="absent"), "0 of 1"),
    ("probation in person", "probation", held(probation="in person"), "1 of 1"),
    ("probation by report: the plan says so of prisons only", "probation", held(probation="by report"),
     "0 of 1"),
    ("asked, and nothing recorded", "probation", held(probation=""), "0 of 1"),
    ("not asked to come", "prison", held(probation="in person"), "no cases"),
    ("at level 3 as at level 2", "probation", held(3, probation="in person"), "1 of 1"),
    ("a meeting at level 1 is none of these", "probation", held(1, probation="in person"), "no cases"),
    ("a meeting of another quarter", "probation", held(on=date(2010, 1, 4), probation="absent"),
     "no cases"),
]  # fmt: skip


@pytest.mark.clause("C352", "C490", breaks="throughline.rules.supervision.attendance:attended")
@pytest.mark.parametrize(("sentence", "agency", "meeting", "counted"), CAME)
def test_an_organisation_that_had_to_come_came(
    sentence: str, agency: str, meeting: MappaMeeting, counted: str
) -> None:
    assert attended([meeting], agency=agency, quarter=QUARTER).words == counted, sentence


def test_each_level_is_counted_apart_where_it_is_asked_for() -> None:
    meetings = [held(2, probation="in person"), held(3, probation="absent"), held(3, probation="in person")]
    assert attended(meetings, agency="probation", quarter=QUARTER) == Share(2, 3)
    assert attended(meetings, agency="probation", quarter=QUARTER, levels=(3,)) == Share(1, 2)


def test_a_scheme_may_take_probations_report_too() -> None:
    meetings = [held(probation="by report")]
    assert attended(
        meetings, agency="probation", quarter=QUARTER, report_counts=("prison", "probation")
    ) == Share(1, 1)
