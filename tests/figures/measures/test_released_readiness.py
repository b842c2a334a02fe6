"""A scheme's readiness as it may be shown: what is lacking, how many more it takes, and nobody given away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.cohorts.readiness import (
    COMPLETE,
    INCOMPLETE,
    NOT_FOLLOWED,
    OUTSIDE,
    RECORDS,
    YOUNG,
    Identity,
    SchemeRecord,
    readiness,
)
from throughline.figures.cohorts.scheme_records import ReadScheme, Scheme
from throughline.figures.measures.release import HIDDEN_IN_TABLE, is_small
from throughline.figures.measures.released_readiness import ReleasedReadiness, release_readiness
from throughline.words.periods import Period

SPRING = Period(date(2008, 4, 1), date(2008, 6, 30))
TODAY = date(2009, 12, 1)
SKILLS = Scheme(contract="programme-completions", name="Thinking Skills")
ADULT, CHILD = date(1971, 11, 30), date(1995, 1, 1)
IN_TIME, TOO_SOON, BEFORE = date(2008, 4, 20), date(2008, 6, 15), date(2008, 3, 1)


def row(at: int, **other: object) -> SchemeRecord:
    said: dict[str, object] = {
        "sex": "female",
        "born": ADULT,
        "began": IN_TIME,
        "by": "probation",
        "pnc": "",
    } | other
    told = Identity(
        surname="Elmley", forename="Wendy", sex=str(said["sex"]), date_of_birth=said["born"], pnc_id=str(said["pnc"])  # type: ignore[arg-type]
    )  # fmt: skip
    return SchemeRecord(
        supplier=str(said["by"]), record=f"P{at}", person=at, told=told, started_on=said["began"], area="York"  # type: ignore[arg-type]
    )  # fmt: skip


def shown(rows: Sequence[SchemeRecord]) -> ReleasedReadiness:
    found = readiness(rows, period=SPRING, on=TODAY)
    return release_readiness(ReadScheme(SKILLS, SPRING, found, ("R1",), 0))


def scheme(complete: int = 0, **others: int) -> list[SchemeRecord]:
    """So many complete records, and so many of each other kind."""
    kinds: dict[str, dict[str, object]] = {
        "outside": {"began": BEFORE},
        "young": {"born": CHILD},
        "too_soon": {"began": TOO_SOON},
        "no_sex": {"sex": ""},
        "no_birth": {"born": None},
        "no_sex_from_prison": {"sex": "", "by": "prison"},
    }
    wanted = [
        *({} for _ in range(complete)),
        *(kinds[name] for name, many in others.items() for _ in range(many)),
    ]
    return [row(at, **kind) for at, kind in enumerate(wanted)]


COUNTERS = [
    ("47 complete records are 13 too few", 47, "47", 13, False),
    ("60 are enough", 60, "60", 0, True),
    ("so are more", 75, "75", 0, True),
    ("none at all is said", 0, "0", 60, False),
    ("few are hidden, and so is how many more", 3, HIDDEN_IN_TABLE, None, False),
]


@pytest.mark.parametrize(("sentence", "complete", "words", "needed", "ready"), COUNTERS)
def test_the_counter(sentence: str, complete: int, words: str, needed: int | None, ready: bool) -> None:
    found = shown(scheme(complete, no_sex=9))
    assert found.complete.words == words, sentence
    assert (found.needed, found.is_ready) == (needed, ready)


def test_every_step_is_told_with_its_count() -> None:
    found = shown(scheme(47, outside=8, young=6, too_soon=5, no_sex=9))
    told = {step.why: step.events.value for step in found.steps}
    assert [told[why] for why in (YOUNG, NOT_FOLLOWED, INCOMPLETE, COMPLETE)] == [6, 5, 9, 47]
    assert told[RECORDS] == 67


def test_records_outside_the_period_are_not_told_of() -> None:
    """60 complete and one that lacks a sex: were 8 others and 69 in all told for another period, it would follow."""
    found = shown(scheme(60, outside=8, no_sex=1))
    assert [step.events.value for step in found.steps if step.why in (RECORDS, INCOMPLETE)] == [None, None]
    assert OUTSIDE not in {step.why for step in found.steps}


def test_what_is_lacking_is_told_by_supplier_each_person_once() -> None:
    found = shown(scheme(47, no_sex=9, no_birth=7, no_sex_from_prison=6))
    assert found.suppliers == ("prison", "probation")
    told = {one.lacks: ([cell.value for cell in one.people], one.everyone.value) for one in found.lacks}
    assert told == {("date of birth",): ([0, 7], 7), ("sex",): ([6, 9], 15)}


def test_where_nothing_is_lacking_there_is_nothing_to_tell() -> None:
    assert shown(scheme(61)).lacks == ()


def test_where_the_number_of_incomplete_records_is_hidden_so_is_what_they_lack() -> None:
    """Ten lack a sex and two are too young: were the ten told, the two would follow from the whole."""
    found = shown(scheme(47, young=2, no_sex=10))
    told = {step.why: step.events.value for step in found.steps}
    assert (told[YOUNG], told[INCOMPLETE], told[COMPLETE]) == (None, None, 47)
    assert (found.lacks, found.suppliers) == ((), ())


def test_as_many_rows_as_people_give_nobody_away() -> None:
    """Four ways to lack something, and a number that is hidden because it is one to four: one person each."""
    found = shown(scheme(47, young=6, no_sex=1, no_birth=1, no_sex_from_prison=2))
    assert next(step.events.value for step in found.steps if step.why == INCOMPLETE) is None
    assert (found.lacks, found.suppliers) == ((), ())


def test_how_many_have_no_pnc_id_is_told_unless_few_have_or_have_not() -> None:
    with_id = [row(at, pnc="1999/0000123K") for at in range(40)]
    assert shown([*with_id, *(row(100 + at) for at in range(10))]).without_pnc_id.words == "10 of 50"
    assert shown([*with_id, *(row(100 + at) for at in range(2))]).without_pnc_id.x is None


def test_how_many_are_complete_by_other_extracts_is_told() -> None:
    rows = [*scheme(40), *(row(100 + at, sex="") for at in range(10))]
    elsewhere = {100 + at: [Identity(sex="female")] for at in range(10)}
    found = readiness(rows, period=SPRING, on=TODAY, elsewhere=elsewhere)
    assert release_readiness(ReadScheme(SKILLS, SPRING, found, ("R1",), 0)).filled.words == "10 of 50"


KINDS = ("outside", "young", "too_soon", "no_sex", "no_birth", "no_sex_from_prison")


@given(st.integers(0, 70), st.fixed_dictionaries({kind: st.integers(0, 12) for kind in KINDS}))
def test_no_small_count_is_ever_shown_nor_left_alone_beside_its_sum(
    complete: int, others: dict[str, int]
) -> None:
    found = shown(scheme(complete, **others))
    cells = [step.events.value for step in found.steps]
    cells += [cell.value for one in found.lacks for cell in (*one.people, one.everyone)]
    assert not any(is_small(value) for value in cells if value is not None)
    hidden = [step for step in found.steps if step.events.value is None]
    assert len(hidden) != 1, "one hidden step would follow from the others"
    if not is_small(complete):
        assert found.complete.value == complete
