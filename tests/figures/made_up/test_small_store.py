"""The small store that the demonstration shows: it is whole, and holds one of each thing to be seen."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from throughline.figures.cohorts.linking.keeping import waiting_pairs
from throughline.figures.extracts.contracts import contract_named, contract_names
from throughline.figures.extracts.store.building import is_current, latest_build
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.universe.small_store import (
    COMPLETE,
    LACKING,
    ON_THE_SCHEME,
    REJECTED,
    SCHEME,
    SCHEME_YEAR,
    small_store,
)

WANTED_BY_THE_LAB = ("forename", "surname", "date_of_birth", "sex", "started_on")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ExtractStore:
    began = time.perf_counter()
    made = small_store(tmp_path_factory.mktemp("small") / "store")
    print(f"made in {time.perf_counter() - began:.2f} s")
    return made


def test_every_contract_of_persons_has_come(store: ExtractStore) -> None:
    came = {one.sending.contract for one in store.receipts()}
    assert came == {name for name in contract_names() if contract_named(name).is_of_persons}


def test_one_extract_came_late_and_it_has_the_rows_that_were_sent_back(store: ExtractStore) -> None:
    late = [one for one in store.receipts() if one.working_days_late]
    assert [(one.sending.contract, one.working_days_late) for one in late] == [("offences", 5)]
    sent_back = {one.id: one.rows_rejected for one in store.receipts() if one.rows_rejected}
    assert sent_back == {late[0].id: REJECTED}
    assert set(late[0].rejected_by_column) == {"record", "offence_date", "proved_date", "offence_group"}


def test_the_histories_are_built_from_linked_persons(store: ExtractStore) -> None:
    made = latest_build(store)
    assert made is not None
    assert made.linked_by == "linking"
    assert is_current(store)
    assert min(made.rows.values()) > 0


def test_pairs_wait_for_a_person_twins_among_them(store: ExtractStore) -> None:
    waiting = waiting_pairs(store, most=100)
    assert len(waiting) >= 5
    assert {"twins", "parent and child"} & {pair.reason for pair in waiting}


def test_of_61_on_a_programme_47_have_complete_records(store: ExtractStore) -> None:
    (receipt,) = (one for one in store.receipts() if one.sending.contract == "programme-completions")
    rows = pq.read_table(store.extract_file("programme-completions", receipt.id)).to_pylist()
    of_the_year = [
        row
        for row in rows
        if row["programme"] == SCHEME and SCHEME_YEAR.starts <= row["started_on"] <= SCHEME_YEAR.ends
    ]
    lacking = Counter(name for row in of_the_year for name in WANTED_BY_THE_LAB if row[name] is None)
    assert len(of_the_year) == ON_THE_SCHEME
    assert lacking == dict(LACKING)
    assert sum(all(row[name] for name in WANTED_BY_THE_LAB) for row in of_the_year) == COMPLETE


def test_nobody_on_the_programme_is_two_people_or_half_of_one(store: ExtractStore) -> None:
    people = pq.read_table(store.folder / "people.parquet").to_pylist()
    (receipt,) = (one for one in store.receipts() if one.sending.contract == "programme-completions")
    persons = [row["person"] for row in people if row["extract"] == receipt.id]
    assert len(persons) == len(set(persons)) == ON_THE_SCHEME


def test_the_same_store_comes_again(store: ExtractStore, tmp_path: Path) -> None:
    again = small_store(tmp_path / "again")
    assert [one.id for one in again.receipts()] == [one.id for one in store.receipts()]
    assert waiting_pairs(again, most=100) == waiting_pairs(store, most=100)
