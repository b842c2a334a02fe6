"""Whether a scheme can be evaluated: who counts, who is eligible, whose record is complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.cohorts.readiness import (
    COUNTED_ALREADY,
    INCOMPLETE,
    NO_DAY,
    NOT_FOLLOWED,
    NOT_TOLD,
    ONE_LETTER,
    OUTSIDE,
    UNKNOWN,
    YOUNG,
    Identity,
    Lack,
    Readiness,
    SchemeRecord,
    is_enough,
    readiness,
)
from throughline.words.periods import Period

SPRING = Period(date(2008, 4, 1), date(2008, 6, 30))
TODAY = date(2010, 1, 15)
BEGAN = date(2008, 4, 20)
WENDY = Identity(
    surname="Elmley",
    forename="Wendy",
    date_of_birth=date(1971, 11, 30),
    sex="female",
    pnc_id="1999/0000123K",
)


def row(at: int = 1, *, person: int | None = 1, **other: object) -> SchemeRecord:
    """A complete record of somebody who began in the spring, with some things otherwise."""
    told = replace(WENDY, **{name: other.pop(name) for name in list(other) if hasattr(WENDY, name)})  # type: ignore[arg-type]
    said: dict[str, object] = {"supplier": "probation", "started_on": BEGAN, "told": told}
    return SchemeRecord(record=f"P{at}", person=person, **(said | other))  # type: ignore[arg-type]


def of(*records: SchemeRecord, on: date = TODAY, **said: object) -> Readiness:
    return readiness(records, period=SPRING, on=on, **said)  # type: ignore[arg-type]


def left_out(found: Readiness) -> dict[str, int]:
    return {step.why: step.events for step in found.flow.left_out if step.events}


FLOWS = [
    ("one complete record is one person", [row()], {}, 1),
    ("two people are two", [row(1), row(2, person=2)], {}, 2),
    ("the first day of the period counts", [row(started_on=SPRING.first)], {}, 1),
    ("and the last", [row(started_on=SPRING.last)], {}, 1),
    ("the day before does not", [row(started_on=SPRING.first - timedelta(days=1))], {OUTSIDE: 1}, 0),
    ("nor does the day after", [row(started_on=SPRING.last + timedelta(days=1))], {OUTSIDE: 1}, 0),
    ("a person who comes twice counts once", [row(1), row(2)], {COUNTED_ALREADY: 1}, 1),
    (
        "records of nobody known are not one person",
        [row(1, person=None, sex=""), row(2, person=None, sex="")],
        {INCOMPLETE: 2},
        0,
    ),
    ("17 at the start is too young", [row(date_of_birth=date(1990, 4, 21))], {YOUNG: 1}, 0),
    ("18 on the day of the start is not", [row(date_of_birth=date(1990, 4, 20))], {}, 1),
    ("without a date of birth nobody is called young", [row(date_of_birth=None)], {INCOMPLETE: 1}, 0),
    ("a sex that is not known is lacking", [row(sex="unknown")], {INCOMPLETE: 1}, 0),
    ("a missing PNC id keeps nobody out", [row(pnc_id="")], {}, 1),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "records", "steps", "complete"), FLOWS)
def test_who_is_counted_and_who_is_not(
    sentence: str, records: list[SchemeRecord], steps: dict[str, int], complete: int
) -> None:
    found = of(*records)
    assert (left_out(found), found.flow.counted) == (steps, complete), sentence
    assert len(found.complete) == complete


@pytest.mark.parametrize(
    ("sentence", "on", "steps"),
    [
        ("on the day 18 months after the start the follow-up is over", date(2009, 10, 20), {}),
        ("the day before it is not", date(2009, 10, 19), {NOT_FOLLOWED: 1}),
    ],
)
def test_nobody_is_eligible_before_the_follow_up_is_over(
    sentence: str, on: date, steps: dict[str, int]
) -> None:
    assert left_out(of(row(), on=on)) == steps, sentence


def test_the_day_from_which_everybody_was_followed_is_that_of_the_periods_last_day() -> None:
    """30 June 2008 and 18 months, whoever began last: so the day tells of nobody."""
    assert of(row()).followed_from == date(2009, 12, 30)
    assert of(row(), on=date(2009, 12, 30)).is_followed
    assert not of(row(), on=date(2009, 12, 29)).is_followed


LACKING = [
    ("nothing is lacking", {}, ()),
    ("no surname", {"surname": ""}, (Lack("surname", NOT_TOLD),)),
    ("one letter is no surname", {"surname": "E"}, (Lack("surname", ONE_LETTER),)),
    ("nor is one letter with a stop", {"surname": "E."}, (Lack("surname", ONE_LETTER),)),
    ("two letters are a surname", {"surname": "Ng"}, ()),
    ("an initial is no forename", {"forename": "W"}, (Lack("forename", ONE_LETTER),)),
    ("no date of birth", {"date_of_birth": None}, (Lack("date of birth", NOT_TOLD),)),
    ("born on the day of the start", {"date_of_birth": BEGAN}, (Lack("date of birth", NO_DAY),)),
    ("born in the future", {"date_of_birth": date(2031, 1, 1)}, (Lack("date of birth", NO_DAY),)),
    ("no sex", {"sex": ""}, (Lack("sex", NOT_TOLD),)),
    ("an unknown sex", {"sex": "unknown"}, (Lack("sex", UNKNOWN),)),
    ("another sex is known", {"sex": "other"}, ()),
    ("several things", {"surname": "", "sex": ""}, (Lack("surname", NOT_TOLD), Lack("sex", NOT_TOLD))),
]


@pytest.mark.parametrize(("sentence", "other", "lacks"), LACKING)
def test_what_a_record_lacks_is_named_with_the_reason(
    sentence: str, other: dict[str, object], lacks: tuple[Lack, ...]
) -> None:
    (member,) = of(row(**other)).eligible
    assert (member.lacks, member.is_complete) == (lacks, not lacks), sentence


def test_a_pnc_id_of_the_wrong_form_is_none() -> None:
    (member,) = of(row(pnc_id="99/123K")).eligible
    assert (member.known.pnc_id, member.is_complete) == ("", True)


def test_what_one_record_lacks_a_later_one_of_the_same_person_tells() -> None:
    later = row(2, started_on=BEGAN + timedelta(days=30), supplier="prison")
    (member,) = of(later, row(1, sex="unknown", surname="E")).eligible
    assert (member.known, member.record.record) == (WENDY, "P1"), "the first record counts, completed"


OAK = replace(WENDY, surname="Oak")
ELSEWHERE = [
    ("another extract tells what the scheme's does not", {"surname": ""}, [WENDY], "Elmley"),
    ("the scheme's own word comes first", {}, [OAK], "Elmley"),
    ("where other extracts differ, nothing is taken", {"surname": ""}, [WENDY, OAK], ""),
    ("by capitals alone they do not differ", {"surname": ""}, [WENDY, replace(WENDY, surname="ELMLEY")], "lmley"),
    ("what is not sound does not make them differ", {"surname": ""}, [replace(WENDY, surname="E"), WENDY], "Elmley"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "own", "others", "surname"), ELSEWHERE)
def test_what_the_scheme_lacks_other_extracts_may_tell(
    sentence: str, own: dict[str, str], others: list[Identity], surname: str
) -> None:
    (member,) = of(row(**own), elsewhere={1: others}).eligible
    assert member.known.surname.lower().endswith(surname.lower()), sentence
    assert member.is_complete is bool(surname)


def test_who_is_complete_only_by_another_extract_is_known_as_such() -> None:
    elsewhere = {1: [WENDY], 2: [WENDY], 3: [WENDY]}
    found = of(row(1, sex=""), row(2, person=2), row(3, person=3, pnc_id=""), elsewhere=elsewhere)
    assert [one.is_filled for one in found.eligible] == [True, False, False], "a PNC id is not needed"


def test_a_record_of_nobody_known_is_not_completed() -> None:
    assert not of(row(person=None, sex=""), elsewhere={1: [WENDY]}).complete


def test_the_areas_of_complete_records_are_named_once() -> None:
    found = of(row(1, area="York"), row(2, person=2, area="Hull"), row(3, person=3, area="Ely", sex=""))
    assert found.areas == ("Hull", "York")


@pytest.mark.parametrize(("complete", "enough"), [(0, False), (59, False), (60, True), (61, True)])
def test_sixty_complete_records_are_enough(complete: int, enough: bool) -> None:
    assert is_enough(complete) is enough
    assert of(*(row(at, person=at) for at in range(complete))).is_ready is enough


SOME = st.builds(
    row,
    st.integers(1, 30),
    person=st.none() | st.integers(1, 12),
    sex=st.sampled_from(["female", "unknown", ""]),
    surname=st.sampled_from(["Elmley", "E", ""]),
    date_of_birth=st.sampled_from([None, date(1971, 11, 30), date(1995, 1, 1), date(2030, 1, 1)]),
    started_on=st.dates(date(2008, 3, 1), date(2008, 8, 1)),
)


@given(st.lists(SOME, max_size=20), st.dates(date(2009, 9, 1), date(2010, 3, 1)))
def test_the_counts_of_the_flow_add_up_to_the_people(records: list[SchemeRecord], on: date) -> None:
    found = of(*records, on=on)
    assert found.flow.began == len(records)
    assert found.flow.counted == len(found.complete)
    numbers = [one.record.person for one in found.eligible if one.record.person is not None]
    assert len(numbers) == len(set(numbers)), "nobody counts twice"


@given(st.lists(SOME, max_size=20))
def test_a_complete_person_more_never_makes_a_scheme_less_ready(records: list[SchemeRecord]) -> None:
    before, after = of(*records), of(*records, row(99, person=99))
    assert len(after.complete) == len(before.complete) + 1
    assert after.is_ready >= before.is_ready


@given(
    st.lists(SOME, max_size=12, unique_by=lambda one: one.record).flatmap(
        lambda rows: st.tuples(st.just(rows), st.permutations(rows))
    )
)
def test_the_order_of_records_changes_nothing(both: tuple[list[SchemeRecord], list[SchemeRecord]]) -> None:
    told, shuffled = both
    assert of(*told).flow == of(*shuffled).flow
