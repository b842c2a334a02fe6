"""Linking the extracts of a store: ids that stay, decisions that count, and a store that is never half linked."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from tests.figures.extracts.extracts_sent import SUMMER, offence, rows_of, send
from throughline.figures.cohorts.linking import keeping
from throughline.figures.cohorts.linking.decisions import LinkDecision, NotDecided, written
from throughline.figures.cohorts.linking.keeping import (
    NothingToLink,
    NotLinkedYet,
    decide,
    latest_summary,
    link_extracts,
    linked_file,
    read_decisions,
    waiting_pairs,
)
from throughline.figures.cohorts.linking.model import saved_model
from throughline.figures.extracts.engine import open_engine
from throughline.figures.extracts.store.bringing_in import undo
from throughline.figures.extracts.store.building import build
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.figures.made_up.extracts import two_extracts

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
DANIEL = {
    "pnc_id": "2005/0123456X", "forename": "Daniel", "surname": "Ashford", "date_of_birth": "1980-05-02",
    "sex": "male",
}  # fmt: skip
SAME, NO_ID = DANIEL, DANIEL | {"pnc_id": ""}
DAVID = NO_ID | {"forename": "David"}
COLIN = {
    "pnc_id": "2009/0000007A", "forename": "Colin", "surname": "Elmley", "date_of_birth": "1975-01-30",
    "sex": "male",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> ExtractStore:
    return open_extract_store(tmp_path / "store")


def rows(*people: dict[str, str]) -> list[dict[str, str]]:
    """An offence of each."""
    return [offence(record=f"R{number}", **person) for number, person in enumerate(people, start=1)]


def persons(store: ExtractStore, extract: str) -> dict[int, int]:
    """The person of each row of an extract that has one."""
    found = rows_of(store.folder / "people.parquet", "extract, row, person")
    return {row: person for name, row, person in found if name == extract}  # type: ignore[misc]


def test_rows_with_one_id_are_one_person_and_the_build_reads_it(store: ExtractStore) -> None:
    extract = send(store, rows(DANIEL, COLIN, SAME)).receipt.id
    summary = link_extracts(store)
    first, second, third = (persons(store, extract)[row] for row in sorted(persons(store, extract)))
    assert first == third != second
    assert (summary.records, summary.people) == (2, 2), "three rows tell of two people in two spellings"
    assert build(store).linked_by == "linking"


def test_a_later_extract_finds_the_person_again_under_the_same_number(store: ExtractStore) -> None:
    spring = send(store, rows(DANIEL, COLIN)).receipt.id
    link_extracts(store)
    before = persons(store, spring)
    summer = send(store, rows(COLIN, NO_ID), period=SUMMER).receipt.id
    summary = link_extracts(store)
    assert persons(store, spring) == before
    assert list(persons(store, summer).values()) == [max(before.values()), min(before.values())]
    assert summary.links == {"one name and date of birth": 1}


def test_a_row_that_tells_of_nobody_has_no_person(store: ExtractStore) -> None:
    nobody = {"pnc_id": "", "forename": "", "surname": "Ashford", "date_of_birth": "1980-05-02"}
    extract = send(store, rows(DANIEL, nobody)).receipt.id
    link_extracts(store)
    assert len(persons(store, extract)) == 1


def test_an_extract_that_is_taken_back_leaves_the_others_as_they_were(store: ExtractStore) -> None:
    spring = send(store, rows(DANIEL, COLIN)).receipt.id
    summer = send(store, rows(NO_ID), period=SUMMER).receipt.id
    link_extracts(store)
    before = persons(store, spring)
    undo(store, summer, on=AT.date())
    summary = link_extracts(store)
    assert persons(store, spring) == before
    assert persons(store, summer) == {}
    assert (summary.records, summary.links) == (2, {})


def test_an_extract_that_comes_back_is_linked_again(store: ExtractStore) -> None:
    send(store, rows(DANIEL))
    summer = send(store, rows(NO_ID), period=SUMMER).receipt.id
    link_extracts(store)
    before = persons(store, summer)
    undo(store, summer, on=AT.date())
    link_extracts(store)
    send(store, rows(NO_ID), period=SUMMER)
    link_extracts(store)
    assert persons(store, summer) == before


def test_what_a_person_decides_counts_from_the_next_linking_until_it_is_taken_back(
    store: ExtractStore,
) -> None:
    extract = send(store, rows(DANIEL, DAVID)).receipt.id
    counts = []
    for verdict in ("one person", "taken back", "two people", "taken back"):
        link_extracts(store)
        decide(store, (1, 2), verdict, by="Sam Larch", at=AT, why="Seen both files.")  # type: ignore[arg-type]
        link_extracts(store)
        counts.append(len(set(persons(store, extract).values())))
    assert counts == [1, 2, 2, 2]
    assert [(one.number, one.by) for one in read_decisions(store)] == [(n, "Sam Larch") for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_a_decision_that_an_earlier_version_wrote_with_an_end_of_line_in_it_is_read(
    store: ExtractStore, end: str
) -> None:
    why = f"Seen both{end}files."
    earlier = LinkDecision(1, 1, 2, "two people", "Sam Larch", AT, why)
    (store.folder / keeping.DECISIONS).write_text(written(earlier), encoding="utf-8")
    assert [one.why for one in read_decisions(store)] == [why]
    send(store, rows(DANIEL, DAVID))
    assert link_extracts(store).people == 2


def test_a_reader_who_began_before_records_were_linked_again_reads_on_where_they_began(
    store: ExtractStore,
) -> None:
    send(store, rows(DANIEL, DAVID))
    link_extracts(store)
    began = [linked_file(store, name) for name in ("records", "people")]
    send(store, rows(COLIN), period=SUMMER)
    link_extracts(store)
    with open_engine(threads=1) as engine:
        read = [engine.execute(f"select count(*) from {one}").fetchall() for one in began]
    assert read == [[(2,)], [(2,)]]
    link_extracts(store)
    assert len(list((store.folder / "linkings").iterdir())) == 2, "no more than one earlier linking stays"


def test_names_that_were_linked_are_for_their_owner_alone_in_a_folder_that_all_may_open(
    tmp_path: Path,
) -> None:
    (tmp_path / "store").mkdir(mode=0o755)
    store = open_extract_store(tmp_path / "store")
    send(store, rows(DANIEL))
    link_extracts(store)
    folders = [store.folder / "linkings", (store.folder / "linked").resolve()]
    assert [stat.S_IMODE(one.stat().st_mode) for one in folders] == [0o700, 0o700]


def test_a_decision_about_a_record_that_is_not_there_is_refused(store: ExtractStore) -> None:
    send(store, rows(DANIEL))
    with pytest.raises(NotLinkedYet, match="throughline figures link"):
        decide(store, (1, 2), "one person", by="Sam Larch", at=AT, why="Seen both files.")
    link_extracts(store)
    with pytest.raises(NotDecided, match="no record 2"):
        decide(store, (1, 2), "one person", by="Sam Larch", at=AT, why="Seen both files.")
    assert read_decisions(store) == ()


def test_one_id_for_two_people_waits_with_what_each_record_tells(store: ExtractStore) -> None:
    """Each in an extract of its own, as within one extract such rows are rejected."""
    other = COLIN | {"pnc_id": DANIEL["pnc_id"]}
    send(store, rows(DANIEL))
    send(store, rows(other), period=SUMMER)
    assert link_extracts(store).people == 2
    (one,) = waiting_pairs(store, most=10)
    assert (one.left, one.right, one.reason) == (1, 2, "one id, two people")
    assert one.told == (
        ("05/123456X", "DANIEL", "ASHFORD", "1980-05-02", "M", ""),
        ("05/123456X", "COLIN", "ELMLEY", "1975-01-30", "M", ""),
    )


def test_nothing_to_link_and_nothing_linked_are_said(store: ExtractStore) -> None:
    with pytest.raises(NothingToLink, match="Import one first"):
        link_extracts(store)
    with pytest.raises(NotLinkedYet):
        waiting_pairs(store, most=1)
    assert latest_summary(store) is None


class Stopped(Exception):
    """The program is stopped here."""


def stop_at(step: int) -> object:
    seen = []

    def tell(name: str, share: float) -> None:
        seen.append(name)
        if len(seen) == step:
            raise Stopped

    return tell


@pytest.mark.parametrize("step", [2, 3])
def test_linking_that_is_stopped_leaves_the_people_that_were_there(store: ExtractStore, step: int) -> None:
    spring = send(store, rows(DANIEL, COLIN)).receipt.id
    link_extracts(store)
    before = persons(store, spring)
    send(store, rows(NO_ID), period=SUMMER)
    with pytest.raises(Stopped):
        link_extracts(store, tell=stop_at(step))  # type: ignore[arg-type]
    assert persons(store, spring) == before
    assert link_extracts(store).records == 3


def test_linking_that_is_stopped_as_it_is_published_can_be_done_again(
    store: ExtractStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = send(store, rows(DANIEL, COLIN)).receipt.id
    link_extracts(store)
    before = persons(store, extract)
    send(store, rows(NO_ID), period=SUMMER)

    def stopped(link: Path, target: str) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "point", stopped)
        with pytest.raises(Stopped):
            link_extracts(store)
    assert persons(store, extract) == before
    assert link_extracts(store).records == 3
    kept = sorted(one.name for one in (store.folder / "linkings").iterdir())
    assert kept == ["000001", "000003"], "the one that was read until now and the new one"


def made_up() -> list[list[dict[str, str]]]:
    """Two made-up extracts as suppliers would write them."""
    return [
        rows(
            *(
                {
                    "pnc_id": one["pnc_id"] or "", "forename": one["forename"], "surname": one["surname"],
                    "date_of_birth": one["date_of_birth"].isoformat(),
                    "sex": {"M": "male", "F": "female"}[one["sex"]],
                }
                for one in table.to_pylist()
            )
        )
        for table in two_extracts(300, 100, chance=np.random.default_rng(4))
    ]  # fmt: skip


def test_linking_step_by_step_gives_the_people_that_linking_at_once_gives(
    store: ExtractStore, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    at_once = open_extract_store(tmp_path / "other" / "store")
    for place, extract in enumerate(made_up()):
        period = {"period": SUMMER} if place else {}
        send(store, extract, **period)
        step_by_step = link_extracts(store)
        send(at_once, extract, **period)
    together = link_extracts(at_once)
    people = [
        sorted(rows_of(one.folder / "people.parquet", "extract, row, person")) for one in (store, at_once)
    ]
    assert people[0] == people[1]
    assert (step_by_step.people, step_by_step.links) == (together.people, together.links)
    assert together.people < len(people[0]) - 60, "most of the second extract are in the first"


def test_another_version_of_the_model_weighs_everything_anew(store: ExtractStore) -> None:
    send(store, rows(DANIEL, COLIN))
    link_extracts(store)
    again = link_extracts(store, model=replace(saved_model(), version="another"))
    assert (again.model, again.records) == ("another", 2)
    assert {row[0] for row in rows_of(store.folder / "linked" / "links.parquet", "model")} <= {"another"}
