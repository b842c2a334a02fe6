"""Cases under public protection arrangements as a board is told of them: counts, days and shares, no names."""

from datetime import date

import pytest

from throughline.rules.supervision.mappa import LevelPeriod, MappaCase
from throughline.rules.supervision.mappa_counts import (
    CHECKS,
    CategoryRule,
    Notifications,
    by_age_and_level,
    by_category_and_level,
    checked,
    notifications,
    rules_on,
)
from throughline.words.periods import Period

MODULE = "throughline.rules.supervision.mappa_counts"
ON = date(2009, 12, 31)
QUARTER = Period(date(2009, 10, 1), ON, "Q3")


def case(number, *, category=2, level=2, since=date(2009, 4, 1), until=None, **told):
    periods = (LevelPeriod(level, since, until),) if level else ()
    return MappaCase(f"M-{number}", periods, category=category, **told)


@pytest.mark.clause("C349", breaks=f"{MODULE}:by_category_and_level")
def test_cases_are_counted_by_category_and_by_the_level_of_that_day():
    cases = [
        case(1),
        case(2),
        case(3, category=1, level=3),
        case(4, category=None),
        case(5, level=None),
        case(6, until=ON),
        case(7, since=date(2010, 1, 1)),
    ]
    assert by_category_and_level(cases, ON) == {(2, 2): 2, (1, 3): 1, (0, 2): 1}


@pytest.mark.clause("C355", breaks=f"{MODULE}:by_age_and_level")
def test_a_case_counts_in_the_age_group_told_last():
    young, adult = (date(2009, 4, 1), "under 18"), (date(2009, 12, 1), "18 and over")
    cases = [case(1, ages=(young,)), case(2, ages=(young, adult)), case(3, ages=(adult,), level=3), case(4)]
    assert by_age_and_level(cases, ON) == {
        ("under 18", 2): 1,
        ("18 and over", 2): 1,
        ("18 and over", 3): 1,
        ("", 2): 1,
    }
    assert by_age_and_level(cases, date(2009, 11, 30)) == {("under 18", 2): 2, ("", 3): 1, ("", 2): 1}


TOLD = {"identified_on": date(2009, 10, 5)}


@pytest.mark.clause("C353", breaks=f"{MODULE}:notifications")
@pytest.mark.parametrize(
    ("sentence", "told", "found"),
    [
        ("nobody was identified", [{}], Notifications(0, 0, None)),
        ("identified and not yet told", [TOLD], Notifications(1, 0, None)),
        ("told on the same day", [TOLD | {"notified_on": date(2009, 10, 5)}], Notifications(1, 1, 0)),
        (
            "the days are those in the middle",
            [TOLD | {"notified_on": date(2009, 10, day)} for day in (6, 8, 30)],
            Notifications(3, 3, 3),
        ),
        ("one of another quarter is not counted", [{"identified_on": date(2009, 9, 30)}], Notifications(0, 0, None)),
        (
            "one told after the quarter is still told",
            [TOLD | {"notified_on": date(2010, 1, 4)}],
            Notifications(1, 1, 91),
        ),
    ],
)  # fmt: skip
def test_how_many_prisons_identified_and_how_long_partners_waited(sentence, told, found):
    assert notifications([case(at, **each) for at, each in enumerate(told)], QUARTER) == found, sentence


@pytest.mark.clause("C350", breaks=f"{MODULE}:checked")
def test_the_checklist_is_told_as_a_share_of_category_2():
    risk = (date(2009, 11, 2), "risk assessment")
    later = (date(2010, 1, 2), "risk assessment")
    cases = [case(1, checks=(risk,)), case(2, checks=(later,)), case(3, category=1, checks=(risk,)), case(4)]
    found = checked(cases, ON)
    assert tuple(found) == CHECKS
    assert {check: (share.met, share.of) for check, share in found.items()} == {
        "national standards": (0, 3),
        "risk assessment": (1, 3),
        "accredited programme": (0, 3),
        "approved premises": (0, 3),
    }


def rule(version, since, category=2):
    return CategoryRule(category, "18 and over, 12 months or more", version, since, "guidance")


@pytest.mark.clause("C349", breaks=f"{MODULE}:rules_on")
def test_the_rule_of_a_category_is_the_version_in_force():
    first, second, other = (
        rule("2007", date(2007, 1, 1)),
        rule("2009", date(2009, 4, 1)),
        rule("1", date(2008, 1, 1), 1),
    )
    assert rules_on([second, first, other], date(2009, 3, 31)) == (other, first)
    assert rules_on([second, first, other], date(2009, 4, 1)) == (other, second)
