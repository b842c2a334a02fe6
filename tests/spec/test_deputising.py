"""How often a deputy may come for one seat: the partnership file, section 7 (``deputy``)."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from tests.spec.barnet_room import BARNET
from throughline.rules.deputising import deputised_too_often, deputy_allowed, deputy_concerns
from throughline.rules.terms.model import Deputy, Open, Rate

MARCH, APRIL, MAY, JULY = date(2026, 3, 30), date(2026, 4, 1), date(2026, 5, 5), date(2026, 7, 1)
ROWS = [
    ("once a year, the first time", 1, "year", (APRIL,), APRIL, False),
    ("once a year, a second time", 1, "year", (APRIL, MAY), MAY, True),
    ("once a year, the last in another of the partnership's years", 1, "year", (MARCH, APRIL), APRIL, False),
    ("once a quarter, twice in one", 1, "quarter", (APRIL, MAY), MAY, True),
    ("once a quarter, once in each", 1, "quarter", (MAY, JULY), JULY, False),
    ("once a month", 1, "month", (MARCH, APRIL), APRIL, False),
    ("once a week, Monday and Wednesday of one", 1, "week", (MARCH, APRIL), APRIL, True),
    ("twice a year, and a later time not counted yet", 2, "year", (APRIL, MAY, JULY), MAY, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "per", "deputised", "day", "is_too_often"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_how_often_a_deputy_may_come(
    times: int,
    per: Literal["week", "month", "quarter", "year"],
    deputised: tuple[date, ...],
    day: date,
    is_too_often: bool,
) -> None:
    rule = Deputy(at_most=Rate(times, per))
    assert deputised_too_often(BARNET, rule, deputised, day) is is_too_often


@pytest.mark.parametrize(
    "rule",
    [None, Deputy(allowed=True), Deputy(at_most=Open(says="seldom"))],
    ids=["no word on deputies", "no word on how often", "a limit only in words"],
)
def test_no_limit_is_invented(rule: Deputy | None) -> None:
    assert deputised_too_often(BARNET, rule, (APRIL, MAY, JULY), JULY) is None


BRIEFED = Deputy(allowed=True, must_be=("nominated", "briefed"))
CONCERNS = [
    # what is said, nominated, briefed, earlier meetings by deputy, how many concerns, a word of the last
    ("nominated and briefed, all is well", True, True, (), 0, ""),
    ("not briefed", True, False, (), 1, "briefed"),
    ("neither", False, False, (), 2, "briefed"),
    ("the third running", True, True, (True, True), 1, "third meeting running"),
    ("the member came in between", True, True, (True, False), 0, ""),
    ("two, then the member, then two", True, True, (False, True, True), 1, "third meeting running"),
    ("only the second running", True, True, (True,), 0, ""),
]


@pytest.mark.parametrize(
    ("nominated", "briefed", "before", "count", "word"),
    [r[1:] for r in CONCERNS],
    ids=[r[0] for r in CONCERNS],
)
def test_what_is_said_of_a_deputy_is_advice(
    nominated: bool, briefed: bool, before: tuple[bool, ...], count: int, word: str
) -> None:
    days = (MARCH, APRIL, MAY)
    said = deputy_concerns(
        BARNET,
        BRIEFED,
        is_nominated=nominated,
        is_briefed=briefed,
        came=tuple(zip(days, before, strict=False)),
        day=JULY,
    )
    assert len(said) == count
    assert word in " ".join(said[-1:])


def test_too_often_is_said_by_the_limit_of_the_terms() -> None:
    rule = Deputy(allowed=True, at_most=Rate(1, "year"))
    said = deputy_concerns(
        BARNET, rule, is_nominated=True, is_briefed=True, came=((APRIL, True), (MAY, False)), day=JULY
    )
    assert said == ("A deputy comes for this seat more often than the terms allow.",)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [(None, True), (Deputy(), True), (Deputy(allowed=True), True), (Deputy(allowed=False), False)],
    ids=["no word", "not said", "allowed", "not allowed"],
)
def test_deputies_may_come_unless_the_terms_say_no(rule: Deputy | None, allowed: bool) -> None:
    assert deputy_allowed(rule) is allowed


@pytest.mark.clause("C277", breaks="partnerships/barnet.toml#iom.deputy")
@pytest.mark.clause("C277", breaks="throughline.rules.deputising:deputy_concerns")
@pytest.mark.parametrize("body", ["rrdg", "iom"], ids=["the delivery group", "its panel"])
@pytest.mark.parametrize(
    ("is_nominated", "is_briefed", "count"),
    [
        pytest.param(True, True, 0, id="a nominated, briefed colleague"),
        pytest.param(False, True, 1, id="nobody nominated them"),
        pytest.param(True, False, 1, id="not briefed"),
        pytest.param(False, False, 2, id="neither"),
    ],
)
def test_the_panel_asks_of_a_substitute_what_its_parent_group_asks(
    body: str, is_nominated: bool, is_briefed: bool, count: int
) -> None:
    rules = BARNET.body(body).deputy
    said = deputy_concerns(
        BARNET,
        rules[-1] if rules else None,
        is_nominated=is_nominated,
        is_briefed=is_briefed,
        came=(),
        day=JULY,
    )
    assert len(said) == count
