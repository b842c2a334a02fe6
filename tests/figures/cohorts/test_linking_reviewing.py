"""One pair at a time for a person: which wait, and where two records agree by what the model weighs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.figures.cohorts.records_told import DANIEL
from tests.figures.extracts.extracts_sent import offence, send
from throughline.figures.cohorts.linking.keeping import NotLinkedYet, decide, link_extracts
from throughline.figures.cohorts.linking.reviewing import NoSuchPair, side_by_side, waiting_for_a_person
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
PEOPLE = [
    DANIEL | {"pnc_id": ""},
    DANIEL | {"pnc_id": "", "forename": "Danial"},
    DANIEL | {"pnc_id": "", "date_of_birth": "1951-11-23"},
    {**DANIEL, "pnc_id": "", "forename": "Ashford", "surname": "Daniel", "postcode": "ZA1 2BB"},
    {"pnc_id": "2009/0000007A", "forename": "Colin", "surname": "Elmley", "date_of_birth": "1980-02-05"},
]
"""Daniel, his twin, his father, Daniel with his names the wrong way round, and somebody else."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ExtractStore:
    made = open_extract_store(tmp_path_factory.mktemp("reviewing") / "store")
    rows = [offence(record=f"R{number}", **person) for number, person in enumerate(PEOPLE, start=1)]
    send(made, rows)
    link_extracts(made)
    return made


def agreements(store: ExtractStore, other: int) -> dict[str, str]:
    """How the first record and another agree, by column."""
    return {one.column: one.agreement for one in side_by_side(store, (1, other))}


@pytest.mark.parametrize(
    ("sentence", "other", "column", "agreement"),
    [
        ("a twin may have a forename that is one slip away", 2, "forename", "one slip"),
        ("and the same surname", 2, "surname", "alike"),
        ("no PNC id is no agreement", 2, "pnc_id", "not known"),
        ("a father is born in another year", 3, "date_of_birth", "anything else"),
        ("names the wrong way round are told as that", 4, "forename", "forename and surname change places"),
        ("one postal district", 4, "postcode", "of one district"),
        ("day and month the wrong way round, in one year", 5, "date_of_birth", "day and month change places"),
        ("what only one record tells cannot agree", 5, "sex", "not known"),
    ],
)
def test_records_agree_as_the_model_weighs_them(
    store: ExtractStore, sentence: str, other: int, column: str, agreement: str
) -> None:
    assert agreements(store, other)[column] == agreement, sentence


def test_each_record_stands_on_its_own_side(store: ExtractStore) -> None:
    told = {one.column: (one.left, one.right) for one in side_by_side(store, (1, 2))}
    assert told["forename"] == ("DANIEL", "DANIAL")
    assert told["pnc_id"] == ("", "")


def test_a_twin_and_a_father_wait_until_somebody_decides(store: ExtractStore) -> None:
    reasons = {one.pair: one.reason for one in waiting_for_a_person(store)}
    assert reasons[(1, 2)] == "twins"
    decide(store, (1, 2), "two people", by="Sam Larch", at=AT, why="Seen both files.")
    assert (1, 2) not in {one.pair for one in waiting_for_a_person(store)}
    decide(store, (1, 2), "taken back", by="Sam Larch", at=AT, why="Mistaken.")
    assert reasons == {one.pair: one.reason for one in waiting_for_a_person(store)}


@pytest.mark.parametrize("pair", [(1, 1), (1, 99), (98, 99)])
def test_what_is_no_pair_is_refused(store: ExtractStore, pair: tuple[int, int]) -> None:
    with pytest.raises(NoSuchPair):
        side_by_side(store, pair)


def test_before_the_first_linking_nothing_waits(tmp_path: Path) -> None:
    with pytest.raises(NotLinkedYet, match="Link first"):
        waiting_for_a_person(open_extract_store(tmp_path / "store"))
