"""A made-up nation: its size is exact, its families are there, its truth is known, and it is the same again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from throughline.figures.made_up.nation import Nation, parts_of, write_nation
from throughline.figures.made_up.offending import MOST_OF_ONE_PERSON, offences_of
from throughline.figures.made_up.people import People, people_from
from throughline.figures.made_up.records import NONE, Slips, pnc_ids, postcodes, records_of
from throughline.figures.made_up.sendings import SUPPLIERS

SMALL = Nation(people=3_000, offences=20_000, seed=7)
PNC_ID = r"(?:19|20)[0-9]{2}/[0-9]{7}[A-Z]"


@pytest.fixture(scope="module")
def people() -> People:
    return people_from(100, 8_000, homes=2_000, chance=np.random.default_rng(3))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation")
    write_nation(SMALL, folder, at_a_time=1_000)
    return folder


def neighbours(people: People) -> tuple[np.ndarray, np.ndarray]:
    first = np.arange(0, len(people) - 1, 2)
    same_home = (people.home[first] == people.home[first + 1]) & (
        people.surname[first] == people.surname[first + 1]
    )
    return first[same_home], first[same_home] + 1


def sent(folder: Path, contract: str) -> list[dict[str, object]]:
    return pq.read_table(folder / f"{contract}.parquet").to_pylist()


def test_everybody_is_written_once_and_every_offence_is_somebodys(written: Path) -> None:
    people, records = (pq.read_table(written / "truth" / f"{name}.parquet") for name in ("people", "records"))
    assert people["person"].to_pylist() == list(range(3_000))
    offences = [row for row in records.to_pylist() if row["contract"] == "offences"]
    assert {row["person"] for row in offences} == set(range(3_000))
    assert len(sent(written, "offences")) == len(offences) == 20_000


@pytest.mark.parametrize("contract", sorted(SUPPLIERS))
def test_every_row_is_numbered_once_in_its_extract_and_is_of_a_person_of_the_truth(
    written: Path, contract: str
) -> None:
    rows = [row["record"] for row in sent(written, contract)]
    truth = pq.read_table(written / "truth" / "records.parquet").to_pylist()
    whose = {row["record"]: row["person"] for row in truth if row["contract"] == contract}
    assert len(rows) == len(set(rows)) > 0
    assert set(rows) == set(whose)
    assert set(whose.values()) <= set(range(3_000))


def test_nothing_is_proved_before_it_was_done_and_what_is_not_proved_has_no_outcome(written: Path) -> None:
    rows = sent(written, "offences")
    assert all(row["proved_date"] is None or row["proved_date"] >= row["offence_date"] for row in rows)
    assert all((row["proved_date"] is None) == (row["outcome"] is None) for row in rows)
    assert {row["outcome"] for row in rows} == {"conviction", "caution", None}


def test_a_supplier_writes_the_same_of_a_person_in_all_that_it_sends(written: Path) -> None:
    truth = pq.read_table(written / "truth" / "records.parquet").to_pylist()
    whose = {(row["contract"], row["record"]): row["person"] for row in truth}
    told: dict[int, set[object]] = {}
    for contract in ("probation-caseload", "accommodation", "employment"):
        for row in sent(written, contract):
            who = tuple(row[name] for name in ("pnc_id", "forename", "surname", "date_of_birth", "sex"))
            told.setdefault(whose[contract, row["record"]], set()).add(who)
    assert max(map(len, told.values())) == 1


def test_two_suppliers_write_differently_of_some(written: Path) -> None:
    truth = pq.read_table(written / "truth" / "records.parquet").to_pylist()
    whose = {(row["contract"], row["record"]): row["person"] for row in truth}
    births = {
        contract: {whose[contract, row["record"]]: row["date_of_birth"] for row in sent(written, contract)}
        for contract in ("offences", "youth")
    }
    both = set(births["offences"]) & set(births["youth"])
    other = sum(births["offences"][one] != births["youth"][one] for one in both)
    assert 0 < other < 0.06 * len(both), "a slip of the hand in about 12 of 1,000 records of each"


def test_the_same_seed_gives_the_same_nation_and_another_seed_another() -> None:
    def rows(nation: Nation) -> list[pa.Table]:
        return [one.rows for part in parts_of(nation, at_a_time=1_500) for one in part.sent.values()]

    once = rows(SMALL)
    assert once == rows(SMALL)
    assert once[0] != rows(Nation(people=3_000, offences=20_000, seed=8))[0]


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    def stopped(people: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_nation(SMALL, tmp_path, at_a_time=1_000, told=stopped)
    assert not list(tmp_path.rglob("*.parquet"))


def test_how_far_it_has_come_is_told_after_each_part(tmp_path: Path) -> None:
    told: list[int] = []
    write_nation(SMALL, tmp_path, at_a_time=1_300, told=told.append)
    assert told == [1_300, 2_600, 3_000]


def test_a_few_people_have_far_more_offences_than_most(people: People) -> None:
    offences = offences_of(people, 40_000, chance=np.random.default_rng(1))
    counts = np.bincount(np.asarray(offences["person"]) - 100)
    assert counts.sum() == 40_000
    assert counts.min() == 1
    assert np.median(counts) <= 3
    assert 200 < counts.max() <= MOST_OF_ONE_PERSON


@pytest.mark.parametrize(
    ("sentence", "total"),
    [("somebody would have none", 9), ("somebody would have more than the most", 40_001)],
)
def test_offences_that_cannot_be_shared_out_are_refused(sentence: str, total: int) -> None:
    ten = people_from(0, 10, homes=10, chance=np.random.default_rng(1))
    with pytest.raises(ValueError, match="10 people"):
        offences_of(ten, total, chance=np.random.default_rng(1))


def test_everybody_may_have_the_most() -> None:
    ten = people_from(0, 10, homes=10, chance=np.random.default_rng(1))
    offences = offences_of(ten, 10 * MOST_OF_ONE_PERSON, chance=np.random.default_rng(1))
    assert np.bincount(np.asarray(offences["person"])).tolist() == [MOST_OF_ONE_PERSON] * 10


def test_twins_share_surname_birth_and_home_and_never_a_forename(people: People) -> None:
    first, second = neighbours(people)
    twins = people.birth[first] == people.birth[second]
    assert 30 < twins.sum() < 95, "about 15 in a thousand pairs of neighbours"
    assert (people.forename[first[twins]] != people.forename[second[twins]]).all()


def test_fathers_and_sons_share_name_and_home_and_lie_a_generation_apart(people: People) -> None:
    first, second = neighbours(people)
    one_name = people.forename[first] == people.forename[second]
    years = (people.birth[second] - people.birth[first]).astype(int)[one_name] / 365
    assert one_name.sum() > 20
    assert (years >= 17).all()
    assert (years <= 40).all()
    assert people.is_man[first[one_name]].all()


def test_two_people_at_random_share_a_whole_name_about_once_in_100_000_pairs(people: People) -> None:
    names = people.forename * 100_000 + people.surname
    counts = np.unique(names, return_counts=True)[1]
    alike = (counts * (counts - 1)).sum() / (len(people) * (len(people) - 1))
    assert 0.5e-5 < alike < 2e-5


def test_without_slips_a_record_is_the_truth(people: People) -> None:
    once, again = (
        records_of(people, first=0, homes=2_000, chance=np.random.default_rng(seed), slips=NONE)
        for seed in (1, 2)
    )
    assert once == again
    assert sum(column.null_count for column in once.columns) == 0


SLIPS = [
    ("a number is left out", Slips(*(1.0, *[0.0] * 9)), "pnc_id"),
    ("a second number is opened", Slips(*(0.0, 1.0, *[0.0] * 8)), "pnc_id"),
    ("a letter of the forename is wrong", Slips(*([0.0] * 2 + [1.0] + [0.0] * 7)), "forename"),
    ("a letter of the surname is wrong", Slips(*([0.0] * 3 + [1.0] + [0.0] * 6)), "surname"),
    ("a day is wrong", Slips(*([0.0] * 6 + [1.0] + [0.0] * 3)), "date_of_birth"),
    ("somebody has moved", Slips(*([0.0] * 7 + [1.0] + [0.0] * 2)), "postcode"),
    ("the postcode is left out", Slips(*([0.0] * 8 + [1.0, 0.0])), "postcode"),
    ("the sex is wrong", Slips(*([0.0] * 9 + [1.0])), "sex"),
]


@pytest.mark.parametrize(("sentence", "slips", "column"), SLIPS)
def test_a_slip_changes_its_own_column_and_no_other(
    people: People, sentence: str, slips: Slips, column: str
) -> None:
    def written(how: Slips) -> pa.Table:
        return records_of(people, first=0, homes=2_000, chance=np.random.default_rng(5), slips=how)

    truth, slipped = written(NONE), written(slips)
    changed = {
        name: sum(a != b for a, b in zip(truth[name].to_pylist(), slipped[name].to_pylist(), strict=True))
        for name in truth.column_names
    }
    assert changed[column] > 0.9 * len(people), sentence
    assert [name for name, count in changed.items() if count and name != column] == []


def test_a_swapped_birthday_keeps_its_year(people: People) -> None:
    def births(how: Slips) -> list[object]:
        table = records_of(people, first=0, homes=2_000, chance=np.random.default_rng(5), slips=how)
        return table["date_of_birth"].to_pylist()

    pairs = list(zip(births(NONE), births(Slips(*([0.0] * 5 + [1.0] + [0.0] * 4))), strict=True))
    assert all(
        (a.year, a.month, a.day) in {(b.year, b.day, b.month), (b.year, b.month, b.day)} for a, b in pairs
    )
    assert all((a.day, a.month) == (b.month, b.day) for a, b in pairs if a.day <= 12)


def test_pnc_ids_have_their_shape_and_are_nobody_elses() -> None:
    import re

    ids = pnc_ids(np.arange(50_000) * 240)
    assert len(set(ids)) == 50_000
    assert all(re.fullmatch(PNC_ID, one) for one in ids)


def test_every_address_has_a_postcode_of_its_own() -> None:
    found = postcodes(np.arange(20_000))
    assert len(set(found)) == 20_000
    assert found[0] == "ZA1 1AA"
