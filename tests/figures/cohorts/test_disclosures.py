"""What leaves the store about single persons is recorded before it leaves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from throughline.figures.cohorts.disclosures import NotDisclosed, disclose, read_disclosures
from throughline.figures.cohorts.readiness import Identity, SchemeRecord, readiness
from throughline.figures.cohorts.scheme_records import ReadScheme, Scheme
from throughline.figures.extracts.store.durable import StoreBusy, alone
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.words.periods import Period

SPRING = Period(date(2008, 4, 1), date(2008, 6, 30))
AT = datetime(2010, 1, 15, 9, 30, tzinfo=UTC)
SKILLS = Scheme(contract="programme-completions", name="Thinking Skills", area="York")
WENDY = Identity(surname="Elmley", forename="Wendy", date_of_birth=date(1971, 11, 30), sex="female")
SAID = {"by": "Sam Larch", "to": "Justice Data Lab", "why": "The scheme’s yearly evaluation"}


@pytest.fixture
def store(tmp_path: Path) -> ExtractStore:
    return open_extract_store(tmp_path / "store")


def people(complete: int) -> ReadScheme:
    rows = [
        SchemeRecord(
            supplier="probation", record=f"P{at}", person=at, told=WENDY, started_on=date(2008, 4, 20)
        )
        for at in range(complete)
    ]
    return ReadScheme(SKILLS, SPRING, readiness(rows, period=SPRING, on=AT.date()), ("R1",), 0)


def test_who_asked_for_how_many_for_whom_and_why_is_kept(store: ExtractStore) -> None:
    disclose(store, people(2), at=AT, **SAID)
    disclose(store, people(3), at=AT, **SAID | {"by": " Ada Rowan "})
    first, second = read_disclosures(store)
    assert (first.number, first.people, first.by, first.to, first.why, first.at) == (1, 2, *SAID.values(), AT)
    assert (first.scheme, first.area, first.starts, first.ends) == (
        "Thinking Skills",
        "York",
        SPRING.first,
        SPRING.last,
    )
    assert (second.number, second.people, second.by) == (2, 3, "Ada Rowan")


def test_nothing_that_is_kept_names_a_person_of_the_scheme(store: ExtractStore) -> None:
    disclose(store, people(2), at=AT, **SAID)
    kept = (store.folder / "disclosures.jsonl").read_text(encoding="utf-8")
    assert not any(word in kept for word in ("Elmley", "Wendy", "1971", "P0"))


def test_a_reason_of_several_lines_is_kept_as_it_was_given(store: ExtractStore) -> None:
    why = "One line.\nAnother.\N{LINE SEPARATOR}A third."
    disclose(store, people(1), at=AT, **SAID | {"why": why})
    disclose(store, people(1), at=AT, **SAID)
    assert [one.why for one in read_disclosures(store)] == [why, SAID["why"]]


@pytest.mark.parametrize("missing", ["by", "to", "why"])
def test_a_disclosure_without_who_to_whom_or_why_is_refused(store: ExtractStore, missing: str) -> None:
    with pytest.raises(NotDisclosed, match="Say who asks"):
        disclose(store, people(2), at=AT, **SAID | {missing: " "})
    assert read_disclosures(store) == ()


def test_where_nobody_is_complete_nothing_is_disclosed(store: ExtractStore) -> None:
    with pytest.raises(NotDisclosed, match="nothing to send"):
        disclose(store, people(0), at=AT, **SAID)
    assert read_disclosures(store) == ()


def test_what_cannot_be_recorded_is_not_disclosed(store: ExtractStore) -> None:
    with alone(store.folder), pytest.raises(StoreBusy):
        disclose(store, people(2), at=AT, **SAID)
