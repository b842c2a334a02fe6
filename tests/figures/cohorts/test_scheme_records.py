"""The records of a scheme, read from the extracts of a store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.figures.cohorts.people_told import people_told
from tests.figures.extracts.extracts_sent import SPRING, SUMMER, offence, send
from throughline.figures.cohorts.linking.keeping import NotLinkedYet
from throughline.figures.cohorts.readiness import Identity
from throughline.figures.cohorts.scheme_records import (
    NoSuchScheme,
    NothingOfSchemes,
    ReadScheme,
    Scheme,
    read_scheme,
    scheme_names,
)
from throughline.figures.extracts.store.building import NotLinked
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.words.periods import Period

PERIOD = Period(SPRING.starts, SPRING.ends)
SKILLS = Scheme(contract="programme-completions", name="Thinking Skills")
LATER = date(2011, 6, 1)
WENDY = {"forename": "Wendy", "surname": "Elmley", "date_of_birth": "1971-11-30", "sex": "female"}
COLIN = {"pnc_id": "2009/0000007A", "forename": "", "surname": "", "date_of_birth": "", "sex": ""}
COLIN_NAMED = {"forename": "Colin", "surname": "Ashford", "date_of_birth": "1975-01-30", "sex": "male"}


@pytest.fixture
def store(tmp_path: Path) -> ExtractStore:
    return open_extract_store(tmp_path / "store")


def course(at: int, person: dict[str, str], **other: str) -> dict[str, str]:
    """A row of somebody who began the programme in the spring of 2009, and completed it."""
    days = {"started_on": "2009-04-20", "ended_on": "2009-06-20", "result": "completed"}
    return {
        "record": f"T{at}",
        "programme": SKILLS.name,
        "area": "York",
        "pnc_id": "",
        **person,
        **days,
    } | other


def order(at: int, person: dict[str, str], **other: str) -> dict[str, str]:
    said = {"record": f"C{at}", "order_type": "community-order", "started_on": "2009-04-02", "area": "Hull"}
    return said | {"pnc_id": "", **person} | other


def programmes(store: ExtractStore, *rows: dict[str, str], **said: object) -> str:
    return send(store, list(rows), contract="programme-completions", supplier="probation", **said).receipt.id


def read(store: ExtractStore, scheme: Scheme = SKILLS, on: date = LATER) -> ReadScheme:
    return read_scheme(store, scheme, period=PERIOD, on=on)


def test_the_rows_of_a_programme_are_read_with_who_sent_them(store: ExtractStore) -> None:
    receipt = programmes(store, course(1, WENDY), course(2, WENDY, programme="Another"))
    people_told(store)
    found = read(store)
    (member,) = found.readiness.complete
    assert (member.record.supplier, member.record.record, member.record.area) == ("probation", "T1", "York")
    assert (member.record.started_on, member.record.ended_on) == (date(2009, 4, 20), date(2009, 6, 20))
    assert member.known == Identity(
        surname="Elmley", forename="Wendy", date_of_birth=date(1971, 11, 30), sex="female"
    )
    assert (found.readiness.flow.began, found.receipts) == (1, (receipt,))


def test_what_a_row_lacks_another_extract_of_the_same_person_tells(store: ExtractStore) -> None:
    programmes(store, course(1, COLIN))
    people_told(store)
    assert read(store).readiness.complete == ()
    known = COLIN | COLIN_NAMED
    send(store, [order(1, known)], contract="probation-caseload", supplier="probation")
    people_told(store)
    (member,) = read(store).readiness.complete
    assert (member.known.surname, member.known.sex) == ("Ashford", "male")
    assert member.record.index_date == date(2009, 4, 2), "the order began before the programme"


def test_the_last_conviction_and_the_last_sentence_up_to_the_start_are_found(store: ExtractStore) -> None:
    known = COLIN | COLIN_NAMED
    programmes(store, course(1, known))
    days = [("2009-01-05", "2009-02-10"), ("2009-01-06", "2009-03-11"), ("2009-01-07", "2009-04-21")]
    rows = [
        offence(record=f"O{at}", **known, offence_date=done, proved_date=proved)
        for at, (done, proved) in enumerate(days)
    ]
    send(store, [*rows, offence(record="O9", **known, proved_date="2009-04-20", outcome="caution")])
    release = {
        "record": "R1",
        **known,
        "prison": "Hull",
        "released_on": "2009-04-01",
        "release_type": "licence",
    }
    send(store, [release], contract="prison-releases", supplier="prison")
    people_told(store)
    (member,) = read(store).readiness.complete
    assert member.record.convicted_on == date(2009, 3, 11), (
        "neither the caution nor what came after the start"
    )
    assert member.record.index_date == date(2009, 4, 1)


def test_a_person_of_two_extracts_counts_once(store: ExtractStore) -> None:
    programmes(store, course(1, WENDY))
    programmes(store, course(2, WENDY, started_on="2009-04-25"), period=SUMMER)
    people_told(store)
    found = read(store).readiness
    assert (found.flow.began, found.flow.counted) == (2, 1)


def test_an_order_and_an_area_can_be_asked_for(store: ExtractStore) -> None:
    send(
        store,
        [order(1, WENDY), order(2, COLIN | COLIN_NAMED, area="York"), order(3, WENDY, order_type="licence")],
        contract="probation-caseload",
    )
    people_told(store)
    orders = Scheme(contract="probation-caseload", name="community-order")
    assert read(store, orders).readiness.flow.began == 2
    inside = Scheme(contract="probation-caseload", name="community-order", area="York")
    assert [one.record.record for one in read(store, inside).readiness.complete] == ["C2"]


def test_the_schemes_that_rows_name_are_listed(store: ExtractStore) -> None:
    assert scheme_names(store) == ()
    programmes(store, course(1, WENDY), course(2, COLIN, programme="Building Choices"))
    send(store, [order(1, WENDY)], contract="probation-caseload")
    assert [one.name for one in scheme_names(store)] == ["Building Choices", SKILLS.name, "community-order"]


def test_rows_that_were_sent_back_are_told_of(store: ExtractStore) -> None:
    nobody = {"forename": "", "surname": "Ashford", "date_of_birth": ""}
    programmes(store, course(1, WENDY), course(2, nobody))
    people_told(store)
    assert read(store).rows_sent_back == 1


def test_what_cannot_be_read_is_refused_in_a_sentence(store: ExtractStore) -> None:
    with pytest.raises(NothingOfSchemes, match="Import one first"):
        read(store)
    programmes(store, course(1, WENDY))
    with pytest.raises(NotLinkedYet, match="Link first"):
        read(store)
    people_told(store)
    with pytest.raises(NoSuchScheme, match="The rows name Thinking Skills; check the words"):
        read(store, Scheme(contract="programme-completions", name="Thinking"))
    send(store, [offence(**WENDY)])
    with pytest.raises(NotLinked, match="Link them again"):
        read(store)
