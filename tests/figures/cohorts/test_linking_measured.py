"""Linking measured where the truth is known: 1,000 made-up records against 20,000."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from throughline.figures.cohorts.linking.learning import (
    AUTOMATIC_FROM,
    INCOMING,
    REVIEW_FROM,
    SEED,
    STANDING,
    learn,
)
from throughline.figures.cohorts.linking.linking import Linked, find_pairs, link, prepare
from throughline.figures.cohorts.linking.measuring import Measured, measured
from throughline.figures.cohorts.linking.model import CURRENT, GIVEN, RULES, saved_model, untrained
from throughline.figures.cohorts.linking.records import compared_sql
from throughline.figures.extracts.engine import open_engine
from throughline.figures.made_up.extracts import two_extracts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FIRST, SECOND = 20_000, 1_000


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBPyConnection]:
    """The pairs of two extracts, found: the second against the first, and within itself."""
    with open_engine(threads=2) as opened:
        told = pa.concat_tables(two_extracts(FIRST, SECOND, chance=np.random.default_rng(12)))
        opened.register("told", told)
        opened.execute("create table truth as select record, person from told")
        compared = compared_sql("told", also="record")
        prepare(
            opened,
            standing=f"{compared} where record < {FIRST}",
            incoming=f"{compared} where record >= {FIRST}",
        )
        find_pairs(opened, saved_model())
        yield opened


@pytest.fixture(scope="module")
def found(engine: DuckDBPyConnection) -> tuple[Linked, Measured]:
    return link(engine, saved_model(), {}), measured(engine)


def test_automatic_links_are_right_and_find_most_people(found: tuple[Linked, Measured]) -> None:
    assert found[1].possible == 900, "nine in ten of the second extract are in the first"
    assert found[1].precision >= 0.9995
    assert found[1].recall >= 0.90


def test_few_of_the_incoming_records_wait(found: tuple[Linked, Measured]) -> None:
    assert 0 < found[0].share_waiting <= 0.02


def test_every_record_has_a_person_and_most_of_the_second_extract_are_in_the_first(
    found: tuple[Linked, Measured],
) -> None:
    assert found[0].records == FIRST + SECOND
    assert FIRST + 100 <= found[0].people <= FIRST + 190
    assert set(found[0].links) == {"one PNC id", "one name and date of birth", "model"}


def test_linking_the_same_records_again_gives_the_same_people(engine: DuckDBPyConnection) -> None:
    again = []
    for _ in range(2):
        link(engine, saved_model(), {})
        again.append(engine.execute("select record, person from people order by record").fetchall())
    assert again[0] == again[1]


def test_no_pair_that_is_guarded_is_linked(
    engine: DuckDBPyConnection, found: tuple[Linked, Measured]
) -> None:
    guarded = engine.execute("select count(*) from pairs where guard is not null").fetchall()
    linked = engine.execute(
        "select count(*) from links join pairs using (left_record, right_record) where guard is not null"
    ).fetchall()
    assert guarded[0][0] > 0
    assert linked == [(0,)]


def test_the_model_that_nothing_reaches_leaves_the_keys(engine: DuckDBPyConnection) -> None:
    summary = link(engine, replace(saved_model(), automatic_from=1_000.0), {})
    assert set(summary.links) == {"one PNC id", "one name and date of birth"}


def test_the_saved_model_weighs_what_the_program_says_and_says_how_it_was_made() -> None:
    saved, wanted = saved_model(), untrained()
    assert saved.version == CURRENT
    assert (saved.automatic_from, saved.review_from) == (AUTOMATIC_FROM, REVIEW_FROM)
    assert {name: saved.made[name] for name in ("standing", "incoming", "seed")} == {
        "standing": STANDING, "incoming": INCOMING, "seed": SEED,
    }  # fmt: skip
    assert [_conditions(one) for one in saved.settings["comparisons"]] == [
        _conditions(one) for one in wanted["comparisons"]
    ]
    assert saved.rules == list(RULES)
    assert saved.made["given"] == GIVEN


@pytest.mark.parametrize("version", ["1", CURRENT])
def test_every_model_that_was_ever_saved_can_be_read(version: str) -> None:
    """And its rules find every pair that a key may link."""
    saved = saved_model(version)
    assert saved.version == version
    assert {"l.pnc_id = r.pnc_id", "l.surname = r.surname and l.date_of_birth = r.date_of_birth"} <= set(
        saved.rules
    )


@pytest.mark.parametrize(
    ("column", "label", "chance"),
    [(column, label, chance) for column, labels in GIVEN.items() for label, chance in labels.items()],
)
def test_chances_that_made_up_people_cannot_teach_are_those_that_were_given(
    column: str, label: str, chance: dict[str, float]
) -> None:
    (found,) = (one for one in saved_model().comparisons if one["output_column_name"] == column)
    (level,) = (one for one in found["comparison_levels"] if one["label_for_charts"] == label)
    assert {name: level[name] for name in chance} == chance


def _conditions(comparison: dict[str, object]) -> list[object]:
    return [level["sql_condition"] for level in comparison["comparison_levels"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "comparison", saved_model().settings["comparisons"], ids=lambda one: one["output_column_name"]
)
def test_what_was_learnt_are_chances_and_likeness_speaks_for_one_person(
    comparison: dict[str, object],
) -> None:
    levels = [one for one in comparison["comparison_levels"] if not one.get("is_null_level")]  # type: ignore[attr-defined]
    for chance in ("m_probability", "u_probability"):
        assert sum(one[chance] for one in levels) == pytest.approx(1, abs=1e-6)
    (alike,), other = [one for one in levels if one["label_for_charts"] == "alike"], levels[-1]
    assert alike["m_probability"] > alike["u_probability"]
    assert other["m_probability"] < other["u_probability"]


def test_a_model_is_learnt_anew_from_the_same_made_up_people() -> None:
    """A tenth as many people teach nearly the same: what is common differs by less than a twentieth."""
    made = learn(standing=15_000, incoming=5_000, pairs=2e5)
    for new, old in zip(made.settings["comparisons"], saved_model().settings["comparisons"], strict=True):
        for one, other in zip(new["comparison_levels"], old["comparison_levels"], strict=True):
            if other.get("m_probability", 0) > 0.5:
                assert one["m_probability"] == pytest.approx(other["m_probability"], rel=0.05)
