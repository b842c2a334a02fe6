"""Which pairs are weighed, and that they weigh what the library that linking learns with would give them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from tests.figures.cohorts.records_told import DANIEL, linked
from throughline.figures.cohorts.linking import blocking, linking
from throughline.figures.cohorts.linking.blocking import MOST_ALIKE, find_candidates
from throughline.figures.cohorts.linking.keys import MOST_WITH_ONE_ID
from throughline.figures.cohorts.linking.linking import find_pairs
from throughline.figures.cohorts.linking.model import COUNTED, SavedModel, saved_model
from throughline.figures.cohorts.linking.records import compared_sql
from throughline.figures.cohorts.linking.weighing import FREQUENCIES, bound_of, count_frequencies, weight_of
from throughline.figures.extracts.engine import open_engine
from throughline.figures.made_up.extracts import two_extracts
from throughline.figures.made_up.records import Slips

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FIRST, SECOND = 6_000, 2_000
MANY_SLIPS = Slips(
    forename=0.2, surname=0.2, day_and_month_swapped=0.1, wrong_digit_of_birth=0.1, wrong_sex=0.1
)
Weights = dict[tuple[int, int], float]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBPyConnection]:
    with open_engine(threads=1) as opened:
        yield opened


@pytest.fixture(scope="module", params=["1", "2"])
def model(request: pytest.FixtureRequest) -> SavedModel:
    return saved_model(request.param)


@pytest.fixture(scope="module")
def weighed(engine: DuckDBPyConnection, model: SavedModel) -> tuple[Weights, Weights]:
    """What each candidate weighs, and what it cannot exceed; no crowd is passed over."""
    extracts = pa.concat_tables(
        two_extracts(FIRST, SECOND, chance=np.random.default_rng(5), slips=MANY_SLIPS)
    )
    engine.register("told_of", extracts)
    compared = compared_sql("told_of", also="record")
    linking.prepare(
        engine,
        standing=f"{compared} where record < {FIRST}",
        incoming=f"{compared} where record >= {FIRST}",
    )
    count_frequencies(engine, model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "MOST_ALIKE", FIRST + SECOND)
        find_candidates(engine, model)
    rows = engine.execute(f"""
        select left_record, right_record, {weight_of(model, among=FIRST + SECOND)},
            {bound_of(model, among=FIRST + SECOND)}
        from candidates join compared l on l.record = left_record join compared r on r.record = right_record
        {FREQUENCIES}
    """).fetchall()
    return {(a, b): weight for a, b, weight, _ in rows}, {(a, b): bound for a, b, _, bound in rows}


def test_a_pair_weighs_what_splink_gives_it(
    engine: DuckDBPyConnection, model: SavedModel, weighed: tuple[Weights, Weights]
) -> None:
    """The library finds its own pairs by the model's rules; those that touch the second extract are ours."""
    from splink import DuckDBAPI, Linker

    engine.execute("create or replace table both_extracts as from compared")
    database = DuckDBAPI(engine)
    settings = model.settings | {"probability_two_random_records_match": 1 / 100_000}
    linker = Linker(database.register("both_extracts"), settings, log_level=None, validate_settings=False)
    for name in COUNTED:
        frequencies = f"select {name}, frequency as tf_{name} from f_{name}"
        engine.execute(f"create or replace table lookup_of_{name} as {frequencies}")
        linker.table_management.register_term_frequency_lookup(database.register(f"lookup_of_{name}"), name)
    found = linker.inference.predict(threshold_match_weight=-1_000, warning_mode="never")
    theirs = engine.execute(f"""
        select least(record_l, record_r), greatest(record_l, record_r), match_weight
        from {found.physical_name} where greatest(record_l, record_r) >= {FIRST}
    """).fetchall()
    ours, _ = weighed
    assert len(ours) > SECOND / 2, "there are pairs to compare"
    assert ours == pytest.approx({(a, b): weight for a, b, weight in theirs}, abs=1e-9)


def test_no_pair_weighs_more_than_its_bound(model: SavedModel, weighed: tuple[Weights, Weights]) -> None:
    weights, bounds = weighed
    assert all(bounds[pair] >= weight - 1e-9 for pair, weight in weights.items())
    assert any(bound < model.review_from for bound in bounds.values()), "the bound leaves pairs out"


def crowd(engine: DuckDBPyConnection, count: int, **told: str) -> None:
    """So many incoming records of Daniel, but for what is told as SQL over their numbers n from 0."""
    columns = ", ".join(f"{told.get(name, repr(value))} as {name}" for name, value in DANIEL.items())
    engine.execute(
        f"create or replace table crowded as select n + 1 as record, {columns} from range({count}) t(n)"
    )
    compared = compared_sql("crowded", also="record")
    linking.prepare(engine, standing=f"{compared} where false", incoming=compared)


def some_name(of: str) -> str:
    """SQL of a name made of letters, another for each value."""
    return f"translate(left(md5(({of})::varchar), 9), '0123456789', 'ghijklmnop')"


@pytest.mark.parametrize(
    ("sentence", "count", "pairs"),
    [
        ("as many as may be one family", MOST_ALIKE, MOST_ALIKE * (MOST_ALIKE - 1) // 2),
        ("a crowd is paired with nobody", MOST_ALIKE + 1, 0),
    ],
)
def test_what_a_crowd_agrees_on_is_no_reason_to_look(
    engine: DuckDBPyConnection, sentence: str, count: int, pairs: int
) -> None:
    crowd(engine, count, pnc_id="null", forename=some_name("n"))
    find_candidates(engine, saved_model())
    assert engine.execute("select count(*) from candidates").fetchall() == [(pairs,)], sentence


def test_an_id_that_was_typed_to_fill_the_field_joins_nobody(engine: DuckDBPyConnection) -> None:
    """5,000 people of one id, two by two of one forename and birth, which with the id would link them."""
    crowd(
        engine,
        5_000,
        pnc_id="'99/9999999X'",
        forename=some_name("n // 2"),
        surname=some_name("n + 10000"),
        date_of_birth="date '1960-02-01' + (n // 2 * 7)::integer",
        postcode="null",
    )
    find_pairs(engine, saved_model())
    people, _ = linked(engine)
    assert len(set(people.values())) == 5_000


@pytest.mark.parametrize(
    ("sentence", "count", "pairs"),
    [
        ("as many as one person may have", MOST_WITH_ONE_ID, MOST_WITH_ONE_ID * (MOST_WITH_ONE_ID - 1) // 2),
        ("more than one person has", MOST_WITH_ONE_ID + 1, 0),
    ],
)
def test_an_id_links_so_many_records(
    engine: DuckDBPyConnection, sentence: str, count: int, pairs: int
) -> None:
    crowd(engine, count, surname=some_name("n"), date_of_birth="date '1960-02-01' + (n * 800)::integer")
    find_pairs(engine, saved_model())
    found = engine.execute("select count(*) from pairs where key = 'one PNC id'").fetchall()
    assert found == [(pairs,)], sentence
