"""Which offences are reoffences: committed in the follow-up, and proved in time."""

from datetime import date, timedelta

import pytest

from tests.figures.made_up_store import Event, Offence, store_of
from throughline.figures.cohorts.rule import NoSuchWindow
from throughline.figures.extracts.store.packing import pack
from throughline.figures.measures import following, scan
from throughline.figures.measures.scan import TooLittleMemory, count_by_scan, piece_of
from throughline.figures.measures.versions import (
    NI_18_LOCAL,
    NI_19,
    PROVEN_REOFFENDING,
    NoSuchMeasure,
    version_named,
)

INDEX = date(2009, 1, 1)
QUARTER = (INDEX, date(2009, 3, 31))
SOON = date(2009, 2, 1)


def offence(committed, proved=SOON, outcome="conviction"):
    return Offence(1, committed, proved, outcome)


def after(days):
    return INDEX + timedelta(days=days)


@pytest.mark.parametrize(
    ("sentence", "offences", "reoffences"),
    [
        ("none", [], 0),
        ("on the day after the index date", [offence(after(1))], 1),
        ("on the index date itself: it is not after it", [offence(INDEX)], 0),
        ("before the index date, though proved after", [offence(after(-1), after(30))], 0),
        ("on the last day of twelve months", [offence(date(2010, 1, 1))], 1),
        ("a day later", [offence(date(2010, 1, 2), date(2010, 1, 2))], 0),
        ("proved on the last day of eighteen months", [offence(SOON, date(2010, 7, 1))], 1),
        ("proved a day later: 547 days", [offence(SOON, after(547))], 0),
        ("never proved", [offence(SOON, None, None)], 0),
        ("proved by caution", [offence(SOON, after(40), "caution")], 1),
        ("two of one day are two", [offence(SOON, after(40)), offence(SOON, after(40))], 2),
        (
            "a late proof hides no other offence of the day",
            [offence(SOON, after(600)), offence(SOON, after(40))],
            1,
        ),
    ],
)
def test_what_is_a_reoffence(tmp_path, count, sentence, offences, reoffences):
    store = store_of(tmp_path, offences, [Event(1, INDEX)])
    assert count(store, PROVEN_REOFFENDING, *QUARTER).reoffences.tolist() == [reoffences]


@pytest.mark.parametrize(
    ("sentence", "proved", "reoffences"),
    [("548 days", 548, 1), ("549 days", 549, 0), ("547 days", 547, 1)],
)
def test_eighteen_months_are_as_many_days_as_the_calendar_makes_them(
    tmp_path, count, sentence, proved, reoffences
):
    """From 30 August 2010 they end on 29 February 2012, 548 days later: there is no 30 February."""
    index = date(2010, 8, 30)
    store = store_of(
        tmp_path, [Offence(1, index + timedelta(1), index + timedelta(proved))], [Event(1, index)]
    )
    found = count(store, PROVEN_REOFFENDING, date(2010, 7, 1), date(2010, 9, 30))
    assert found.reoffences.tolist() == [reoffences]


@pytest.mark.parametrize(
    ("sentence", "committed", "proved", "outcome", "reoffences"),
    [
        ("within three months, convicted within six", date(2009, 6, 30), date(2009, 9, 30), "conviction", 1),
        ("committed a day too late", date(2009, 7, 1), date(2009, 7, 2), "conviction", 0),
        ("convicted a day too late", date(2009, 4, 1), date(2009, 10, 1), "conviction", 0),
        ("a caution does not count here", date(2009, 4, 1), date(2009, 4, 2), "caution", 0),
    ],
)
def test_ni_18_follows_for_three_months_and_wants_a_conviction(
    tmp_path, count, sentence, committed, proved, outcome, reoffences
):
    store = store_of(
        tmp_path, [Offence(1, committed, proved, outcome)], [Event(1, date(2009, 3, 31), "caseload")]
    )
    assert count(store, NI_18_LOCAL, *QUARTER).reoffences.tolist() == [reoffences]


@pytest.mark.parametrize(
    ("sentence", "committed", "proved", "reoffences"),
    [
        ("on the last day of three months", date(2009, 12, 30), date(2010, 1, 4), 1),
        ("a day later: a month from the 30th ends on a 30th", date(2009, 12, 31), date(2010, 1, 4), 0),
        ("convicted on the last day of six months", date(2009, 10, 1), date(2010, 3, 30), 1),
        ("and a day later", date(2009, 10, 1), date(2010, 3, 31), 0),
    ],
)
def test_the_months_of_ni_18_are_counted_from_the_day_of_the_snapshot(
    tmp_path, count, sentence, committed, proved, reoffences
):
    snapshot = Event(1, date(2009, 9, 30), "caseload")
    store = store_of(tmp_path, [Offence(1, committed, proved)], [snapshot])
    found = count(store, NI_18_LOCAL, date(2009, 7, 1), date(2009, 9, 30))
    assert found.reoffences.tolist() == [reoffences]


@pytest.mark.parametrize(
    ("sentence", "committed", "proved", "outcome", "reoffences"),
    [
        ("on the last day of twelve months", date(2010, 1, 1), date(2010, 1, 2), "conviction", 1),
        ("a day later", date(2010, 1, 2), date(2010, 1, 2), "conviction", 0),
        ("proved on the last day of fifteen months", SOON, date(2010, 4, 1), "conviction", 1),
        ("proved a day later", SOON, date(2010, 4, 2), "conviction", 0),
        ("a caution counts", SOON, date(2009, 3, 1), "caution", 1),
    ],
)
def test_ni_19_follows_for_twelve_months_and_waits_three_more(
    tmp_path, count, sentence, committed, proved, outcome, reoffences
):
    store = store_of(tmp_path, [Offence(1, committed, proved, outcome)], [Event(1, INDEX, age_band="15-17")])
    assert count(store, NI_19, *QUARTER).reoffences.tolist() == [reoffences]


@pytest.mark.parametrize(
    ("sentence", "version", "disposal", "age", "people"),
    [
        ("NI 19 counts children", NI_19, "court-order", "10-14", 1),
        ("and those of 17", NI_19, "caution", "15-17", 1),
        ("and nobody of 18", NI_19, "court-order", "18-20", 0),
        ("nor of an age that nobody knows", NI_19, "court-order", None, 0),
        ("NI 18 counts those of 18", NI_18_LOCAL, "caseload", "18-20", 1),
        ("and the oldest", NI_18_LOCAL, "caseload", "50+", 1),
        ("and nobody younger", NI_18_LOCAL, "caseload", "15-17", 0),
        ("nor of an age that nobody knows", NI_18_LOCAL, "caseload", None, 0),
        ("proven reoffending counts every age", PROVEN_REOFFENDING, "caution", "10-14", 1),
        ("and those whose age nobody knows", PROVEN_REOFFENDING, "caution", None, 1),
    ],
)
def test_which_ages_count(tmp_path, count, sentence, version, disposal, age, people):
    store = store_of(tmp_path, [], [Event(1, INDEX, disposal, age_band=age)])
    assert len(count(store, version, *QUARTER)) == people


@pytest.fixture
def busy(tmp_path):
    """A person with 4,000 offences between two people with few, in row groups that cut through them."""
    many = [Offence(2, after(day % 500), after(day % 700)) for day in range(4_000)]
    few = [Offence(person, after(5), after(9)) for person in (1, 3)]
    return store_of(tmp_path, [*few, *many], [Event(person, INDEX) for person in (1, 2, 3)], row_group=333)


@pytest.mark.parametrize(("sentence", "packed"), [("by the Parquet", False), ("by the packed form", True)])
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_person_with_four_thousand_offences_is_counted_whole(busy, sentence, packed, threads, monkeypatch):
    if packed:
        assert pack(busy.folder) > 0
        monkeypatch.setattr(scan, "PIECE", 64)
    found = count_by_scan(busy, PROVEN_REOFFENDING, *QUARTER, threads=threads)
    right = sum(1 <= day % 500 <= 365 and day % 700 <= 546 for day in range(4_000))
    assert found.reoffences.tolist() == [1, right, 1]


def test_the_people_are_counted_alike_in_many_small_blocks(busy, monkeypatch):
    whole = count_by_scan(busy, PROVEN_REOFFENDING, *QUARTER).reoffences.tolist()
    monkeypatch.setattr(scan, "LARGEST_PIECE", 7)
    monkeypatch.setattr(following, "ROWS_AT_ONCE", 7)
    assert count_by_scan(busy, PROVEN_REOFFENDING, *QUARTER).reoffences.tolist() == whole


@pytest.mark.parametrize(
    ("sentence", "memory", "held", "threads", "rows"),
    [
        ("without a limit, a million rows", None, 10**12, 2, 2**20),
        ("with much memory no more", 2**40, 0, 1, 2**20),
        ("what is left is shared by the threads", 80 * 100_000 * 2 + 5, 0, 2, 100_000),
        ("less what the people take", 80 * 100_000 + 500, 500, 1, 100_000),
    ],
)
def test_how_many_offences_are_held_at_once(sentence, memory, held, threads, rows):
    assert piece_of(memory, held=held, threads=threads) == rows


def test_too_little_memory_is_refused_with_how_much_is_needed(busy):
    with pytest.raises(TooLittleMemory, match="needs 2 MiB with 2 threads"):
        count_by_scan(busy, PROVEN_REOFFENDING, *QUARTER, threads=2, memory=1_000_000)


def test_days_that_are_no_quarter_are_refused(busy, count):
    with pytest.raises(NoSuchWindow, match="ends no window"):
        count(busy, PROVEN_REOFFENDING, INDEX, date(2009, 3, 30))


def test_a_measure_that_nobody_defined_is_refused():
    with pytest.raises(NoSuchMeasure, match="There are ni-18-local, ni-19, proven-reoffending"):
        version_named("recidivism")
