"""Who is never linked without a person: the pairs one by one, and the promise over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures.cohorts.records_told import Told, linked, prepare, told
from throughline.figures.cohorts.linking.decisions import LinkDecision
from throughline.figures.cohorts.linking.guards import GUARDED
from throughline.figures.cohorts.linking.model import CURRENT
from throughline.figures.extracts.engine import open_engine

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TWINS, FAMILY, SHARED = "twins", "parent and child", "one id, two people"
PAIRS = [
    ("the same record twice", {}, {}, None),
    ("another forename, the same surname, birth and home", {}, {"forename": "David", "pnc_id": None}, TWINS),
    ("twins of two sexes", {}, {"forename": "Dawn", "sex": "female", "pnc_id": None}, TWINS),
    ("a slip that no id explains could be a twin", {}, {"forename": "Danial", "pnc_id": None}, TWINS),
    ("a slip that one id explains", {}, {"forename": "Danial"}, None),
    ("one id and quite another forename", {}, {"forename": "David"}, TWINS),
    ("twins of whom one has moved", {}, {"forename": "David", "postcode": "ZB2 2BB", "pnc_id": None}, TWINS),
    ("twins whose names are one slip apart, and of whom one has moved", {}, {"forename": "Danielo", "postcode": "ZB2 2BB", "pnc_id": None}, TWINS),
    ("twins of whom nobody knows where one lives", {}, {"forename": "David", "postcode": None, "pnc_id": None}, TWINS),
    ("another surname is no twin's", {}, {"forename": "David", "surname": "Elmley", "pnc_id": None}, None),
    ("case, accents and hyphens are no other name", {}, {"forename": "DÁN-IEL", "pnc_id": None}, None),
    ("a forename that is not known is no other name", {}, {"forename": None, "pnc_id": None}, None),
    ("father and son of one name", {}, {"date_of_birth": "2004-05-02", "pnc_id": None}, FAMILY),
    ("father and son with one id", {}, {"date_of_birth": "2004-05-02"}, FAMILY),
    ("a son who has moved out", {}, {"date_of_birth": "2004-05-02", "postcode": "ZB2 2BB", "pnc_id": None}, FAMILY),
    ("fourteen years and a day are a generation", {}, {"date_of_birth": "1994-05-03", "pnc_id": None}, FAMILY),
    ("thirteen years are not", {}, {"date_of_birth": "1993-05-02", "pnc_id": None}, None),
    ("a son with another forename", {}, {"forename": "David", "date_of_birth": "2004-05-02", "pnc_id": None}, None),
    ("one id, another birth and another sex", {}, {"date_of_birth": "1985-11-30", "sex": "female"}, SHARED),
    ("one id, another birth and another name", {}, {"date_of_birth": "1985-11-30", "forename": "Colin", "surname": "Elmley"}, SHARED),
    ("one id, another sex and another name", {}, {"sex": "female", "forename": "Wendy", "surname": "Elmley"}, SHARED),
    ("one id and another birth alone", {}, {"date_of_birth": "1985-11-30"}, None),
    ("one id and another sex alone", {}, {"sex": "female"}, None),
    ("one id, a slip in the birth and another sex", {}, {"date_of_birth": "1980-05-03", "sex": "female"}, None),
    ("one id and a married name", {}, {"surname": "Elmley"}, None),
    ("one id written in two ways is one", {"pnc_id": "05/123456X"}, {"date_of_birth": "1985-11-30", "sex": "female"}, SHARED),
    ("what is no PNC id is not one id", {"pnc_id": "none"}, {"pnc_id": "none", "date_of_birth": "1985-11-30", "sex": "female"}, None),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBPyConnection]:
    with open_engine(threads=1) as opened:
        yield opened


def guard_of(engine: DuckDBPyConnection, one: Told, other: Told) -> object:
    prepare(engine, [one, other])
    ((found,),) = engine.execute(
        f"select {GUARDED} from compared l join compared r on l.record = 1 and r.record = 2"
    ).fetchall()
    return found


@pytest.mark.parametrize(("sentence", "one", "other", "guard"), PAIRS)
def test_a_pair_is_guarded(
    engine: DuckDBPyConnection,
    sentence: str,
    one: dict[str, str | None],
    other: dict[str, str | None],
    guard: str | None,
) -> None:
    first, second = told(**one), told(**(one | other))
    assert guard_of(engine, first, second) == guard, sentence
    assert guard_of(engine, second, first) == guard, f"{sentence}, the other way round"


NAMES = st.sampled_from(["Daniel", "Danielle", "Danny", "David", "Dan"])
BIRTHS = st.dates(date(1950, 1, 1), date(1990, 1, 1))
KEYS = st.sampled_from([None, "one PNC id", "one name and date of birth"])
WEIGHTS = st.floats(-50, 500)
HOMES = st.tuples(*[st.sampled_from([None, "ZA1 1AA", "ZA1 1AB", "ZB2 2BB"])] * 2)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def pair(engine: DuckDBPyConnection, left: int, right: int, key: str | None, weight: float) -> None:
    engine.execute(
        f"insert into pairs select {left}, {right}, ?, ?, {GUARDED} "
        f"from compared l join compared r on l.record = {left} and r.record = {right}",
        [key, weight],
    )


@QUICK
@given(
    names=st.lists(NAMES, min_size=2, max_size=2, unique=True),
    birth=BIRTHS,
    key=KEYS,
    weight=WEIGHTS,
    homes=HOMES,
)
def test_twins_are_never_linked_whatever_the_weight_or_key(
    engine: DuckDBPyConnection,
    names: list[str],
    birth: date,
    key: str | None,
    weight: float,
    homes: tuple[str | None, str | None],
) -> None:
    born = birth.isoformat()
    twins = [
        told(pnc_id=None, forename=name, date_of_birth=born, postcode=home)
        for name, home in zip(names, homes, strict=True)
    ]
    prepare(engine, twins)
    pair(engine, 1, 2, key, weight)
    people, summary = linked(engine)
    assert people == {1: 1, 2: 2}
    assert summary.waiting == 1


@QUICK
@given(birth=BIRTHS, years=st.integers(15, 60), key=KEYS, weight=WEIGHTS, one_id=st.booleans())
def test_father_and_son_are_never_linked_whatever_the_weight_or_key(
    engine: DuckDBPyConnection, birth: date, years: int, key: str | None, weight: float, one_id: bool
) -> None:
    son = birth + timedelta(days=years * 366)
    pnc_id = "2005/0123456X" if one_id else None
    prepare(engine, [told(pnc_id=pnc_id, date_of_birth=one.isoformat()) for one in (birth, son)])
    pair(engine, 1, 2, key, weight)
    assert linked(engine)[0] == {1: 1, 2: 2}


@QUICK
@given(weights=st.tuples(st.floats(8, 100), st.floats(8, 100)))
def test_twins_are_not_joined_through_a_record_between_them(
    engine: DuckDBPyConnection, weights: tuple[float, float]
) -> None:
    """The record between has no forename: it stays with the twin to whom it is linked more strongly."""
    between = told(pnc_id=None, forename=None)
    prepare(engine, [told(pnc_id=None), told(pnc_id=None, forename="David"), between])
    for twin, weight in enumerate(weights, start=1):
        pair(engine, twin, 3, None, weight)
    people, summary = linked(engine)
    nearer = 1 if weights[0] >= weights[1] else 2
    assert people == {1: 1, 2: 2, 3: nearer}
    assert summary.waiting == 1


def test_two_ids_are_not_joined_through_a_record_without_one(engine: DuckDBPyConnection) -> None:
    prepare(engine, [told(), told(pnc_id="2009/0000007A"), told(pnc_id=None)])
    for left, right, weight in ((1, 3, 20.0), (2, 3, 18.0)):
        pair(engine, left, right, None, weight)
    assert linked(engine)[0] == {1: 1, 2: 2, 3: 1}


def test_two_ids_that_the_model_links_directly_are_one_person(engine: DuckDBPyConnection) -> None:
    prepare(engine, [told(), told(pnc_id="2009/0000007A"), told(pnc_id=None)])
    for left, right, weight in ((1, 3, 20.0), (2, 3, 18.0), (1, 2, 12.0)):
        pair(engine, left, right, None, weight)
    assert set(linked(engine)[0].values()) == {1}


def decision(left: int, right: int, verdict: str) -> LinkDecision:
    at = datetime(2026, 3, 30, 9, tzinfo=UTC)
    return LinkDecision(1, left, right, verdict, "Sam Larch", at, "seen both files")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "verdict", "key", "weight", "other", "people"),
    [
        ("twins that a person finds to be one", "one person", None, -20.0, {"forename": "David", "pnc_id": None}, 1),
        ("two records of one id that a person keeps apart", "two people", "one PNC id", 60.0, {}, 2),
        ("a likely pair that a person keeps apart", "two people", None, 60.0, {"pnc_id": None}, 2),
        ("an unlikely pair that a person links", "one person", None, -20.0, {"surname": "Elmley", "pnc_id": None}, 1),
    ],
)  # fmt: skip
def test_a_decision_counts_over_key_weight_and_guard(
    engine: DuckDBPyConnection,
    sentence: str,
    verdict: str,
    key: str | None,
    weight: float,
    other: dict[str, str | None],
    people: int,
) -> None:
    prepare(engine, [told(), told(**other)])
    pair(engine, 1, 2, key, weight)
    found, summary = linked(engine, {(1, 2): decision(1, 2, verdict)})
    assert len(set(found.values())) == people, sentence
    assert summary.waiting == 0, "what is decided waits no longer"


def test_a_decision_about_two_records_that_no_pair_joins_counts_too(engine: DuckDBPyConnection) -> None:
    prepare(engine, [told(), told(forename="Wendy", surname="Elmley", pnc_id=None)])
    assert linked(engine, {(1, 2): decision(1, 2, "one person")})[0] == {1: 1, 2: 1}


def test_two_records_kept_apart_are_not_joined_through_a_third(engine: DuckDBPyConnection) -> None:
    prepare(engine, [told(pnc_id=None), told(pnc_id=None), told(pnc_id=None)])
    pair(engine, 1, 3, None, 9.0)
    pair(engine, 2, 3, None, 30.0)
    assert linked(engine, {(1, 2): decision(1, 2, "two people")})[0] == {1: 1, 2: 2, 3: 2}


def test_every_link_says_what_it_rests_on(engine: DuckDBPyConnection) -> None:
    prepare(engine, [told(), told(), told(pnc_id=None), told(pnc_id=None, surname="Elmley")])
    pair(engine, 1, 2, "one PNC id", 40.0)
    pair(engine, 2, 3, None, 11.5)
    linked(engine, {(1, 4): decision(1, 4, "one person")})
    links = engine.execute(
        "select left_record, right_record, cause, weight, model, decision from links"
    ).fetchall()
    assert links == [
        (1, 2, "one PNC id", 40.0, CURRENT, None),
        (1, 4, "decision", None, CURRENT, 1),
        (2, 3, "model", 11.5, CURRENT, None),
    ]


@pytest.mark.parametrize(
    ("sentence", "weight", "people"), [("at the threshold it links", 6.5, 1), ("below it waits", 6.49, 2)]
)
def test_a_weight_links_from_the_models_threshold(
    engine: DuckDBPyConnection, sentence: str, weight: float, people: int
) -> None:
    prepare(engine, [told(), told(pnc_id=None)])
    pair(engine, 1, 2, None, weight)
    found, summary = linked(engine)
    assert len(set(found.values())) == people, sentence
    assert (summary.waiting, summary.share_waiting) == ((0, 0.0) if people == 1 else (1, 1.0))
