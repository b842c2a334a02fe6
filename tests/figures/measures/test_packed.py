"""The packed form of a build is read only where it is whole and of the files beside it; else the Parquet is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.figures.made_up_store import Event, Offence, store_of
from throughline.figures.cohorts.selecting import Endings
from throughline.figures.extracts.store.keeping import StoreUnreadable
from throughline.figures.extracts.store.packed import FORM, opened_packed
from throughline.figures.extracts.store.packing import pack
from throughline.figures.measures import scan
from throughline.figures.measures.counted import Store
from throughline.figures.measures.scan import count_by_scan
from throughline.figures.measures.versions import PROVEN_REOFFENDING

QUARTER = date(2009, 1, 1), date(2009, 3, 31)
EVENTS = [Event(1, date(2009, 1, 10)), Event(2, date(2009, 2, 10)), Event(4, date(2009, 3, 31))]
OFFENCES = [
    Offence(1, date(2009, 1, 10), date(2009, 1, 20)),
    Offence(1, date(2009, 5, 1), date(2009, 6, 1)),
    Offence(1, date(2010, 1, 10), date(2010, 7, 10)),
    Offence(2, date(2009, 6, 1), None),
    Offence(3, date(2009, 4, 1), date(2009, 4, 2)),
    Offence(4, date(2009, 4, 1), date(2009, 4, 2), "caution"),
]
COUNTED = [2, 0, 1]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = store_of(tmp_path, OFFENCES, EVENTS)
    assert pack(tmp_path) > 0
    return made


def is_read(store: Store) -> bool:
    with opened_packed(store.offences) as packed:
        return packed is not None


def reoffences(store: Store) -> list[int]:
    return count_by_scan(store, PROVEN_REOFFENDING, *QUARTER).reoffences.tolist()


def other_offences(folder: Path) -> None:
    at = (folder / "offences.parquet").stat().st_mtime_ns
    store_of(folder, [*OFFENCES, Offence(4, date(2009, 4, 5), date(2009, 4, 6))], EVENTS)
    os.utime(folder / "offences.parquet", ns=(at, at))


def other_bytes_of_one_length(folder: Path) -> None:
    file = folder / "index_events.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut(name: str) -> Callable[[Path], None]:
    def shorter(folder: Path) -> None:
        file = folder / "packed" / name
        os.truncate(file, file.stat().st_size - 1)

    return shorter


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "packed" / name).unlink()


def written(content: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "packed" / "packed.json").write_text(content)

    return write


def of_a_later_form(folder: Path) -> None:
    file = folder / "packed" / "packed.json"
    file.write_text(file.read_text().replace(f'"form": {FORM}', f'"form": {FORM + 1}'))


@pytest.mark.parametrize(
    "sentence, spoil",
    [
        ("it is missing", lambda folder: shutil.rmtree(folder / "packed")),
        ("its description is missing", without("packed.json")),
        ("its description is cut short", cut("packed.json")),
        ("its description is of nothing", written("{}")),
        ("its description is a list", written("[]")),
        ("it is of a later form", of_a_later_form),
        ("a column is missing", without("events.ends")),
        ("a column is cut short", cut("offences.proved")),
        ("the offences are others, written at the same time", other_offences),
    ],
)
def test_the_parquet_is_read_where(store, sentence, spoil):
    spoil(store.folder)
    assert not is_read(store)
    assert reoffences(store) == ([2, 0, 2] if spoil is other_offences else COUNTED)


def test_it_is_not_read_where_other_bytes_have_the_same_length(store):
    other_bytes_of_one_length(store.folder)
    assert not is_read(store)


def test_it_is_read_where_it_is_whole(store):
    os.rename(store.folder / "packed" / "offences.day", store.folder / "day")
    assert not is_read(store)
    os.rename(store.folder / "day", store.folder / "packed" / "offences.day")
    assert is_read(store)
    assert reoffences(store) == COUNTED


def test_it_is_read_in_a_copy_of_the_store(store, tmp_path):
    copy = shutil.copytree(store.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    os.utime(copy / "offences.parquet", ns=(1, 1))
    assert is_read(Store(copy))


def test_it_is_read_through_the_links_of_a_store(store, tmp_path):
    (tmp_path / "linked").mkdir()
    for name in ("offences", "index_events"):
        (tmp_path / "linked" / f"{name}.parquet").symlink_to(store.folder / f"{name}.parquet")
    assert is_read(Store(tmp_path / "linked"))


@pytest.mark.parametrize("packed", [True, False])
def test_one_build_is_read_though_another_takes_its_place_meanwhile(store, tmp_path, monkeypatch, packed):
    others, linked = tmp_path / "others", tmp_path / "linked"
    others.mkdir()
    linked.symlink_to(store.folder)
    other_offences(store_of(others, OFFENCES, EVENTS).folder)
    pack(others)
    assert count_by_scan(Store(others), PROVEN_REOFFENDING, *QUARTER).reoffences.tolist() == [2, 0, 2]
    endings_of = scan.read_endings

    def meanwhile(path: Path) -> Endings:
        linked.unlink()
        linked.symlink_to(others)
        return endings_of(path)

    monkeypatch.setattr(scan, "read_endings", meanwhile)
    found = count_by_scan(Store(linked), PROVEN_REOFFENDING, *QUARTER, packed=packed)
    assert found.reoffences.tolist() == COUNTED


def test_what_was_opened_is_read_to_the_end_though_the_build_is_cleared_away(store):
    with opened_packed(store.offences) as packed:
        shutil.rmtree(store.folder / "packed")
        assert len(packed["offences.day"].read(0, len(OFFENCES))) == len(OFFENCES)


def test_a_column_cut_short_while_it_is_read_is_told_of(store):
    with opened_packed(store.offences) as packed:
        cut("offences.day")(store.folder)
        with pytest.raises(StoreUnreadable, match="Build it again"):
            packed["offences.day"].read(0, len(OFFENCES))


@pytest.mark.parametrize(
    "sentence, offences, events",
    [
        ("index events lie in no order of person", OFFENCES, EVENTS[::-1]),
        ("index events of one person lie in no order of day", OFFENCES, [Event(1, date(2009, 2, 1)), EVENTS[0]]),
        ("there are no offences", [], EVENTS),
        ("there are no index events", OFFENCES, []),
        ("a column has more words than a code can tell", OFFENCES, [Event(1, date(2009, 1, 1), area=str(at)) for at in range(2**15)]),
    ],
)  # fmt: skip
def test_none_is_written_where(tmp_path, sentence, offences, events):
    store_of(tmp_path, offences, events, row_group=2 if len(events) < 10 else 70_000)
    assert pack(tmp_path) == 0
    assert not (tmp_path / "packed").exists()


def test_areas_of_more_than_a_byte_tells_are_told_apart(tmp_path):
    events = [Event(at, date(2009, 1, 1), area=f"Area {300 - at}") for at in range(300)]
    store = store_of(tmp_path, OFFENCES, events)
    assert pack(tmp_path) > 0
    counted = count_by_scan(store, PROVEN_REOFFENDING, *QUARTER)
    assert counted.members.words["area"].listed() == [event.area for event in events]


def test_the_bytes_told_are_those_on_the_disk(tmp_path):
    store_of(tmp_path, OFFENCES, EVENTS)
    told = pack(tmp_path)
    assert told == sum(file.stat().st_size for file in (tmp_path / "packed").iterdir())
