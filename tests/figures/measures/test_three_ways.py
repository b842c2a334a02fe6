"""Proven reoffending is counted alike by the definition, the scan, the packed form and a plain reading.

The definition is counted on DuckDB and on Spark.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures.made_up_store import Ending, Event, Offence, Reading, plainly_counted, store_of
from tests.figures.on_spark import ON_SPARK
from throughline.figures.cohorts import packed_events
from throughline.figures.cohorts.follow_up import NEVER, day_of_number
from throughline.figures.cohorts.index_events import DESCRIBED_BY
from throughline.figures.extracts.store.packing import pack
from throughline.figures.measures import following, scan
from throughline.figures.measures.counted import CountedCohort
from throughline.figures.measures.definition import count_by_definition
from throughline.figures.measures.on_spark import count_by_spark
from throughline.figures.measures.scan import count_by_scan
from throughline.figures.measures.versions import VERSIONS

LISTED = ("custody-release", "court-order", "caution")
BOTH = ("conviction", "caution")
READINGS = {
    "proven-reoffending": Reading(LISTED, 3, 12, 18, BOTH),
    "reoffending-rolling-year": Reading(LISTED, 12, 12, 18, BOTH),
    "ni-18-local": Reading(("caseload",), 3, 3, 6, ("conviction",), ("18-20", "25-29", "50+")),
    "ni-19": Reading(LISTED, 3, 12, 15, BOTH, ("10-14", "15-17")),
}
FIRST, LAST = date(2008, 1, 1), date(2008, 12, 31)
"""A year with a leap day, so that twelve months after it is the last of February."""

AROUND_PROOF = (0, 1, 364, 365, 366, 455, 456, 457, 458, 545, 546, 547, 548, 549, 550, 600)
AGES = ("10-14", "15-17", "18-20", "25-29", "50+", None)
index_days = st.one_of(
    st.sampled_from([date(2008, 2, 29), date(2008, 3, 31), date(2008, 8, 31), date(2007, 12, 31)]),
    st.dates(date(2007, 12, 1), date(2009, 1, 31)),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Offence], list[Event], list[Ending]]:
    """People with a few events and offences each, most of them near a day that decides."""
    offences: list[Offence] = []
    events: list[Event] = []
    endings: list[Ending] = []
    person = draw(st.integers(-(2**40), 2**62))
    for _ in range(draw(st.integers(1, 4))):
        person += draw(st.integers(1, 3))
        days = draw(st.lists(index_days, min_size=1, max_size=4))
        for day in days:
            disposal = draw(st.sampled_from([*LISTED, "caseload", "fine", None]))
            words = {
                "area": draw(st.sampled_from(["Derby", "Leicester", None])),
                "age_band": draw(st.sampled_from(AGES)),
                "sex": draw(st.sampled_from(["female", "male", None])),
                "risk_score": draw(st.sampled_from([0.25, 0.5, None])),
            }
            events.extend([Event(person, day, disposal, **words)] * draw(st.integers(1, 2)))
            for _ in range(draw(st.integers(0, 4))):
                committed = day + timedelta(days=draw(st.integers(-40, 40) | st.sampled_from(AROUND_PROOF)))
                proved = draw(st.none() | st.sampled_from(AROUND_PROOF))
                outcome = draw(st.sampled_from([*BOTH, None]))
                proved_on = None if proved is None else day + timedelta(days=proved)
                offences.extend([Offence(person, committed, proved_on, outcome)] * draw(st.integers(1, 2)))
        if draw(st.booleans()):
            kind = draw(st.sampled_from(["death", "deportation", "recall"]))
            endings.append(Ending(person, draw(index_days), kind))
    return offences, draw(st.permutations(events)), endings


def as_lines(counted: CountedCohort) -> list[tuple[object, ...]]:
    members = counted.members
    words = [members.words[name].listed() for name in DESCRIBED_BY]
    risk = [None if score != score else float(score) for score in members.risk]
    return [
        (int(person), day_of_number(int(day)), *described, score, int(often), None if at == NEVER else day_of_number(int(at)))
        for person, day, *described, score, often, at in zip(
            members.person, members.day, *words, risk, counted.reoffences, counted.first, strict=True
        )
    ]  # fmt: skip


def as_read(plain: list[tuple[Event, int, date | None]]) -> list[tuple[object, ...]]:
    return [
        (
            one.person,
            one.index_date,
            *(getattr(one, name) for name in DESCRIBED_BY),
            one.risk_score,
            often,
            at,
        )
        for one, often, at in plain
    ]


@pytest.mark.parametrize("code", sorted(VERSIONS))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.integers(1, 3), st.sampled_from([1, 2, 7, 1_000]))
def test_three_ways_give_the_same_people_and_reoffences(code, history, threads, row_group):
    with TemporaryDirectory() as folder:
        store = store_of(Path(folder), *history, row_group=row_group)
        version = VERSIONS[code]
        plain = as_read(plainly_counted(READINGS[code], FIRST, LAST, *history))
        assert as_lines(count_by_definition(store, version, FIRST, LAST, threads=1)) == plain
        found = count_by_scan(store, version, FIRST, LAST, threads=threads)
        assert as_lines(found) == plain
        assert found.flow.counted == len(plain)


@pytest.fixture(scope="module")
def many_histories():
    """So many histories as one, each of people of its own: Spark takes as long for one as for all."""
    drawn = []

    @settings(max_examples=150)
    @given(histories())
    def draw(history):
        drawn.append(history)

    draw()
    known: dict[tuple[int, int], int] = {}

    def renumbered(lines, place):
        return [
            replace(line, person=known.setdefault((place, line.person), len(known))) for line in lines
        ]  # fmt: skip

    parts = [[renumbered(lines, place) for lines in history] for place, history in enumerate(drawn)]
    return tuple([line for part in parts for line in part[kind]] for kind in range(3))


@pytest.mark.parametrize("code", [pytest.param(code, marks=ON_SPARK) for code in sorted(VERSIONS)])
@pytest.mark.parametrize(
    "endings", [pytest.param(True, id="some left"), pytest.param(False, id="no endings")]
)
def test_spark_gives_the_same_people_and_reoffences(tmp_path, many_histories, code, endings):
    offences, events, left = many_histories
    kept = left if endings else []
    store = store_of(tmp_path, offences, events, kept)
    if not endings:
        store.endings.unlink()
    version = VERSIONS[code]
    plain = as_read(plainly_counted(READINGS[code], FIRST, LAST, offences, events, kept))
    assert len(plain) > 10
    found = count_by_spark(store, version, FIRST, LAST)
    assert as_lines(found) == plain
    same = count_by_definition(store, version, FIRST, LAST, threads=1)
    assert columns_of(found) == columns_of(same)


def columns_of(counted: CountedCohort) -> list[tuple[object, ...]]:
    """Every column byte for byte, with its type, and the words behind its places."""
    members = counted.members
    columns = [members.person, members.day, members.risk, counted.reoffences, counted.first]
    words = [members.words[name] for name in DESCRIBED_BY]
    return [(one.dtype, one.tobytes()) for one in columns] + [
        (one.words, one.places.dtype, one.places.tobytes()) for one in words
    ]


@pytest.mark.parametrize("code", sorted(VERSIONS))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.integers(1, 3), st.sampled_from([1, 2, 7, 1_000]), st.sampled_from([1, 2, 5, 1_000]))
def test_the_packed_form_gives_them_too_whatever_the_pieces(code, history, threads, row_group, piece):
    offences, events, endings = history
    events = sorted(events, key=lambda one: (one.person, one.index_date))
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        store = store_of(Path(folder), offences, events, endings, row_group=row_group)
        assert (pack(Path(folder)) > 0) == bool(offences)
        patch.setattr(scan, "PIECE", piece)
        patch.setattr(packed_events, "ROWS_AT_A_TIME", piece)
        patch.setattr(following, "ROWS_AT_ONCE", piece)
        found = count_by_scan(store, VERSIONS[code], FIRST, LAST, threads=threads)
        assert as_lines(found) == as_read(plainly_counted(READINGS[code], FIRST, LAST, *history))
        by_parquet = count_by_scan(store, VERSIONS[code], FIRST, LAST, threads=threads, packed=False)
        assert found.flow == by_parquet.flow
