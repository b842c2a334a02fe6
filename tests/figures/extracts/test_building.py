"""Histories built from extracts: who did what when, what begins a follow-up, and what ends one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.figures.extracts.extracts_sent import RECEIVED, SUMMER, offence, rows_of, send
from throughline.figures.extracts.engine import open_engine, quoted
from throughline.figures.extracts.store import building
from throughline.figures.extracts.store.bringing_in import undo
from throughline.figures.extracts.store.building import (
    NothingToBuild,
    NotLinked,
    build,
    is_current,
    latest_build,
)
from throughline.figures.extracts.store.histories import AGES
from throughline.figures.extracts.store.keeping import ExtractStore, StoreUnreadable
from throughline.figures.extracts.store.packed import opened_packed
from throughline.figures.measures.versions import ADULTS, CHILDREN

WHO = {"pnc_id": "2005/0123456X", "date_of_birth": "1980-05-02"}
OTHER = {"pnc_id": "2006/0654321Y", "date_of_birth": "1992-06-01"}
ORDER = {
    "record": "P1",
    **WHO,
    "order_type": "community-order",
    "started_on": "2009-06-01",
    "ended_on": "2009-06-29",
    "ended_because": "completed",
}
RUNS = {"ended_on": "", "ended_because": ""}
RELEASE = {"record": "L1", **WHO, "prison": "Elm", "released_on": "2009-06-15", "release_type": "licence"}
YOUNG = {
    "record": "Y1",
    **OTHER,
    "given_on": "2009-05-31",
    "disposal": "referral-order",
    "offence_group": "theft",
}
BACK = {"record": "R1", **WHO, "prison": "Elm", "received_on": "2009-08-01", "status": "recall"}


def built(store: ExtractStore, file: str, columns: str) -> list[tuple[object, ...]]:
    return rows_of(store.folder / f"{file}.parquet", columns)


def test_offences_are_in_the_order_of_person_and_day(store: ExtractStore) -> None:
    """One person for each PNC id; an offence that nothing has proved has no day of proof."""
    send(
        store,
        [
            offence(record="3", offence_date="2009-05-01", proved_date="", outcome=""),
            offence(record="1", **OTHER),
            offence(record="2"),
        ],
    )
    build(store)
    assert built(store, "offences", "person, offence_date, proved_date, outcome") == [
        (1, date(2009, 4, 20), date(2009, 6, 1), "conviction"),
        (1, date(2009, 5, 1), None, None),
        (2, date(2009, 4, 20), date(2009, 6, 1), "conviction"),
    ]


@pytest.mark.parametrize(
    ("sentence", "contract", "row", "event"),
    [
        (
            "a fine begins a follow-up on the day of proof",
            "offences",
            offence(),
            (date(2009, 6, 1), "court-order"),
        ),
        ("a sentence of custody begins none", "offences", offence(disposal="custody"), None),
        ("nor does a conviction of which nothing is said", "offences", offence(disposal=""), None),
        (
            "a caution begins one",
            "offences",
            offence(outcome="caution", disposal="caution"),
            (date(2009, 6, 1), "caution"),
        ),
        ("what is not proved begins none", "offences", offence(proved_date="", outcome=""), None),
        ("an order begins one", "probation-caseload", ORDER, (date(2009, 6, 1), "court-order")),
        ("a licence is begun by its release", "probation-caseload", ORDER | {"order_type": "licence"}, None),
        ("a release begins one", "prison-releases", RELEASE, (date(2009, 6, 15), "custody-release")),
        ("an outcome of a young person begins one", "youth", YOUNG, (date(2009, 5, 31), "court-order")),
        (
            "a young person's caution begins one",
            "youth",
            YOUNG | {"disposal": "youth-caution"},
            (date(2009, 5, 31), "caution"),
        ),
        ("a reception into prison begins none", "prison", BACK, None),
    ],
)
def test_what_begins_a_follow_up(
    store: ExtractStore,
    sentence: str,
    contract: str,
    row: dict[str, str],
    event: tuple[date, str] | None,
) -> None:
    send(store, [row], contract=contract)
    build(store)
    wanted = [] if event is None else [event]
    assert built(store, "index_events", "index_date, disposal") == wanted, sentence


@pytest.mark.parametrize(
    ("sentence", "contract", "row", "ending"),
    [
        (
            "a death",
            "probation-caseload",
            ORDER | {"ended_on": "2009-07-01", "ended_because": "death"},
            (date(2009, 7, 1), "death"),
        ),
        (
            "a deportation",
            "probation-caseload",
            ORDER | {"ended_on": "2009-07-01", "ended_because": "deportation"},
            (date(2009, 7, 1), "deportation"),
        ),
        (
            "a recall from a licence",
            "probation-caseload",
            ORDER | {"ended_on": "2009-07-01", "ended_because": "recalled"},
            (date(2009, 7, 1), "recall"),
        ),
        ("a recall that prison records", "prison", BACK, (date(2009, 8, 1), "recall")),
        (
            "an order that ran its course ends nothing",
            "probation-caseload",
            ORDER | {"ended_on": "2009-07-01", "ended_because": "completed"},
            None,
        ),
        ("remand is no recall", "prison", BACK | {"status": "remand"}, None),
    ],
)
def test_what_ends_a_follow_up(
    store: ExtractStore,
    sentence: str,
    contract: str,
    row: dict[str, str],
    ending: tuple[date, str] | None,
) -> None:
    send(store, [row], contract=contract)
    build(store)
    assert built(store, "endings", '"on", kind') == ([] if ending is None else [ending]), sentence


@pytest.mark.parametrize(
    ("sentence", "order", "days"),
    [
        ("an order that runs", RUNS, [date(2009, 6, 30)]),
        ("a licence", RUNS | {"order_type": "licence"}, [date(2009, 6, 30)]),
        ("begun on that day", RUNS | {"started_on": "2009-06-30"}, [date(2009, 6, 30)]),
        ("that day is its last", {"ended_on": "2009-06-30"}, [date(2009, 6, 30)]),
        ("ended the day before", {"ended_on": "2009-06-29"}, []),
        ("of earlier quarters no extract tells", RUNS | {"started_on": "2008-01-01"}, [date(2009, 6, 30)]),
        ("nor of later ones", {"ended_on": "2009-12-31"}, [date(2009, 6, 30)]),
    ],
)
def test_who_is_on_the_caseload_on_the_last_day_of_a_quarter(
    store: ExtractStore, sentence: str, order: dict[str, str], days: list[date]
) -> None:
    """The extract tells of April to June 2009."""
    send(store, [ORDER | order], contract="probation-caseload")
    build(store)
    assert days_on_the_caseload(store) == days, sentence


def days_on_the_caseload(store: ExtractStore) -> list[object]:
    events = built(store, "index_events", "disposal, index_date")
    return [day for disposal, day in events if disposal == "caseload"]


@pytest.mark.parametrize(
    ("sentence", "later", "days"),
    [
        ("it runs on", RUNS, [date(2009, 6, 30), date(2009, 9, 30)]),
        ("it ended in summer", {"ended_on": "2009-08-01"}, [date(2009, 6, 30)]),
        ("it had ended in June, as is now known", {"ended_on": "2009-06-15"}, []),
    ],
)
def test_a_later_extract_tells_how_an_order_went_on(
    store: ExtractStore, sentence: str, later: dict[str, str], days: list[date]
) -> None:
    send(store, [ORDER | RUNS], contract="probation-caseload")
    send(store, [ORDER | later], contract="probation-caseload", period=SUMMER)
    build(store)
    assert days_on_the_caseload(store) == days, sentence


def test_what_one_supplier_tells_of_a_quarter_says_nothing_of_another_suppliers_orders(
    store: ExtractStore,
) -> None:
    send(store, [ORDER | RUNS], contract="probation-caseload")
    theirs = ORDER | RUNS | OTHER | {"record": "T1"}
    send(store, [theirs], contract="probation-caseload", supplier="other-trust", period=SUMMER)
    build(store)
    assert days_on_the_caseload(store) == [date(2009, 6, 30), date(2009, 9, 30)]
    assert built(store, "index_events", "person, index_date")[-1] == (2, date(2009, 9, 30))


def test_a_person_under_two_orders_is_on_the_caseload_once(store: ExtractStore) -> None:
    send(store, [ORDER | RUNS, ORDER | RUNS | {"record": "P2"}], contract="probation-caseload")
    build(store)
    assert days_on_the_caseload(store) == [date(2009, 6, 30)]


def test_a_store_built_before_the_caseload_was_told_is_built_again(
    store: ExtractStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(building, "HISTORIES", 1)
        send(store, [ORDER], contract="probation-caseload")
        earlier = build(store)
    assert not is_current(store)
    assert build(store).id != earlier.id
    assert is_current(store)


def test_ages_on_the_day_are_told_in_the_bands_that_measures_count() -> None:
    assert tuple(f"{low}-{high}" for low, high in AGES) == (*CHILDREN, *ADULTS[:-1])
    assert ADULTS[-1] == "50+"


def test_two_extracts_that_tell_of_one_event_make_one_with_what_both_know(store: ExtractStore) -> None:
    send(store, [offence(area="Ash", sex="")])
    send(
        store, [ORDER | {"area": "Elm", "sex": "female", "risk_score": "0.25"}], contract="probation-caseload"
    )
    build(store)
    assert built(store, "index_events", "disposal, area, sex, risk_score") == [
        ("court-order", "Ash", "female", 0.25)
    ]


@pytest.mark.parametrize(
    ("sentence", "born", "band"),
    [
        ("the day before a birthday", "1988-06-02", "18-20"),
        ("on a birthday", "1988-06-01", "21-24"),
        ("born on a leap day, a birthday in a common year", "1984-02-29", "25-29"),
        ("fifty", "1959-06-01", "50+"),
        ("nobody knows", "", None),
    ],
)
def test_the_age_on_the_day_of_the_event(
    store: ExtractStore, sentence: str, born: str, band: str | None
) -> None:
    send(store, [offence(date_of_birth=born)])
    build(store)
    assert built(store, "index_events", "age_band") == [(band,)], sentence


@pytest.mark.parametrize(
    ("earlier", "band"), [(0, "0"), (1, "1-2"), (2, "1-2"), (3, "3-6"), (7, "7-10"), (11, "11+")]
)
def test_how_many_offences_were_proved_before_the_event(store: ExtractStore, earlier: int, band: str) -> None:
    """Neither the one that the event is about, nor those proved on that day or not at all, count."""
    before = [
        offence(record=f"E{at}", offence_date="2008-01-01", proved_date="2009-05-31", disposal="custody")
        for at in range(earlier)
    ]
    beside = offence(record="B", disposal="custody")
    unproved = offence(record="U", proved_date="", outcome="")
    send(store, [offence(), beside, unproved, *before])
    build(store)
    assert built(store, "index_events", "previous_band") == [(band,)]


def test_an_offence_sent_again_for_a_later_period_counts_as_last_told(store: ExtractStore) -> None:
    send(store, [offence(proved_date="", outcome=""), offence(record="A2")])
    send(store, [offence(proved_date="2009-07-20")], period=SUMMER)
    build(store)
    assert built(store, "offences", "proved_date") == [(date(2009, 6, 1),), (date(2009, 7, 20),)]


def test_rows_of_nobody_known_are_left_out_and_counted(store: ExtractStore) -> None:
    nameless = offence(record="N1", pnc_id="", forename="Ash", surname="Elm")
    send(store, [offence(), nameless])
    made = build(store)
    assert (made.rows["offences"], made.left_out, made.linked_by) == (1, {"offences": 1}, "PNC id")


def test_two_extracts_that_give_one_pnc_id_two_dates_of_birth_are_of_nobody_known(
    store: ExtractStore,
) -> None:
    """Whose offences they are is for linking, and for a person who decides."""
    send(store, [offence(), offence(record="B1", **OTHER)])
    send(store, [ORDER | {"date_of_birth": "1990-01-01"}], contract="probation-caseload")
    made = build(store)
    assert made.left_out == {"offences": 1, "probation-caseload": 1}
    assert built(store, "index_events", "index_date, age_band") == [(date(2009, 6, 1), "15-17")]


def linked(store: ExtractStore, rows: list[tuple[str, int, int]]) -> None:
    """What linking writes: for each row of an extract, the person."""
    values = ", ".join(f"({quoted(extract)}, {row}, {person})" for extract, row, person in rows)
    with open_engine(threads=1) as engine:
        engine.execute(
            f"COPY (FROM (VALUES {values}) AS known(extract, row, person)) "
            f"TO {quoted(str(store.folder / 'people.parquet'))} (FORMAT parquet)"
        )


def test_persons_are_those_that_linking_found(store: ExtractStore) -> None:
    nameless = offence(record="N1", pnc_id="", forename="Ash", surname="Elm")
    receipt = send(store, [offence(), nameless]).receipt
    linked(store, [(receipt.id, 2, 77), (receipt.id, 3, 77)])
    made = build(store)
    assert built(store, "offences", "person") == [(77,), (77,)]
    assert (made.left_out, made.linked_by) == ({}, "linking")


def test_an_extract_that_came_after_linking_is_not_left_out_in_silence(store: ExtractStore) -> None:
    receipt = send(store, [offence()]).receipt
    linked(store, [(receipt.id, 2, 77)])
    send(store, [ORDER], contract="probation-caseload")
    with pytest.raises(NotLinked, match="Link them again"):
        build(store)


def test_a_build_says_whether_it_is_of_what_counts_now(store: ExtractStore) -> None:
    receipt = send(store, [offence()]).receipt
    assert not is_current(store)
    build(store)
    assert is_current(store)
    other = send(store, [ORDER], contract="probation-caseload").receipt
    assert not is_current(store)
    undo(store, other.id, on=RECEIVED)
    assert is_current(store)
    assert latest_build(store).receipts == (receipt.id,)


def test_a_build_of_the_same_extracts_is_not_made_twice(store: ExtractStore) -> None:
    send(store, [offence()])
    first = build(store)
    place = (store.folder / "offences.parquet").resolve()
    written = place.stat().st_mtime_ns
    assert build(store) == first
    assert place.stat().st_mtime_ns == written


@pytest.mark.parametrize(
    ("sentence", "contract", "row", "is_packed"),
    [
        ("a court's outcome is an offence and begins a follow-up", "offences", offence(), True),
        ("an order alone has no offence", "probation-caseload", ORDER, False),
    ],
)
def test_a_build_is_packed_where_it_holds_offences(store, sentence, contract, row, is_packed) -> None:
    send(store, [row], contract=contract)
    made = build(store)
    with opened_packed(store.folder / "offences.parquet") as packed:
        assert (made.packed > 0) == (packed is not None) == is_packed


def test_an_extract_that_tells_of_no_offence_builds_nothing(store: ExtractStore) -> None:
    with pytest.raises(NothingToBuild, match="Import one first"):
        build(store)


def test_a_file_that_no_build_wrote_is_not_overwritten(store: ExtractStore) -> None:
    send(store, [offence()])
    (store.folder / "offences.parquet").write_bytes(b"made otherwise")
    with pytest.raises(StoreUnreadable, match="was not built from extracts"):
        build(store)
    assert (store.folder / "offences.parquet").read_bytes() == b"made otherwise"
