"""An import or a build that is killed, or meets a full disk: the store is as before or as after."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date

import pytest

from tests.figures.extracts.extracts_sent import (
    RECEIVED,
    as_csv,
    everything_kept,
    offence,
    send,
    sending,
)
from throughline.figures.cohorts.linking.keeping import link_extracts
from throughline.figures.extracts.store import building, durable
from throughline.figures.extracts.store.bringing_in import CONTINUING, bring_in, undo
from throughline.figures.extracts.store.building import build, latest_build
from throughline.figures.extracts.store.durable import StoreFull
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store

FIRST = [offence()]
SECOND = [offence(), offence(record="B1", pnc_id="2006/0654321Y")]
OF_AN_IMPORT = 16
"""Its checked rows and their stamp, its rows, its rejections, its receipt and what counts: each is written, put
in its place, and made to last."""
OF_A_BUILD = 11
"""Its summary, its five files and folders, its place, and the link to it."""


class Killed(BaseException):
    """Stands for a program that is stopped: nothing of ours catches it."""


@pytest.fixture
def killed_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Callable[[], int]]:
    """Stops the program at its n-th change to a file, of which none is cleared away; returns how many were made."""

    def arm(step: int) -> Callable[[], int]:
        made: list[str] = []

        def counted(name: str, real: Callable[..., None]) -> Callable[..., None]:
            def change(*arguments: object, **options: object) -> None:
                made.append(name)
                if len(made) == step:
                    raise Killed
                real(*arguments, **options)

            return change

        monkeypatch.setattr(durable.os, "replace", counted("replace", os.replace))
        monkeypatch.setattr(durable.os, "fsync", counted("fsync", os.fsync))
        monkeypatch.setattr(durable.shutil, "rmtree", lambda *_, **__: None)
        return lambda: len(made)

    return arm


def readable(store: ExtractStore) -> dict[str, bytes]:
    """What the store holds, opened anew; every extract that counts has its receipt, rows and rejections."""
    opened = open_extract_store(store.folder)
    held = everything_kept(opened)
    assert len(held) == 3 * len(opened.in_force().receipts) + (store.folder / "current.json").exists()
    return held


@pytest.mark.parametrize("step", range(1, OF_AN_IMPORT + 1))
def test_an_import_that_is_killed_leaves_the_store_as_before_or_as_after(
    store: ExtractStore,
    killed_at: Callable[[int], Callable[[], int]],
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    """And the same import, made again, completes it."""
    send(store, FIRST)
    before = readable(store)
    made = killed_at(step)
    with pytest.raises(Killed):
        send(store, SECOND)
    assert made() == step
    monkeypatch.undo()
    left = readable(store)
    send(store, SECOND)
    after = readable(store)
    assert before != after
    assert left in (before, after)


@pytest.mark.parametrize("step", range(1, 4))
def test_an_undoing_that_is_killed_leaves_the_store_as_before_or_as_after(
    store: ExtractStore,
    killed_at: Callable[[int], Callable[[], int]],
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    receipt = send(store, FIRST).receipt
    before = readable(store)
    killed_at(step)
    with pytest.raises(Killed):
        undo(store, receipt.id, on=RECEIVED)
    monkeypatch.undo()
    assert readable(store) == before or store.in_force().receipts == ()


def built_files(store: ExtractStore) -> dict[str, bytes]:
    return {name: (store.folder / f"{name}.parquet").read_bytes() for name in building.BUILT}


@pytest.mark.parametrize("step", range(1, OF_A_BUILD + 1))
def test_a_build_that_is_killed_leaves_all_of_the_earlier_or_all_of_the_later(
    store: ExtractStore,
    killed_at: Callable[[int], Callable[[], int]],
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    send(store, FIRST)
    build(store)
    before = built_files(store)
    send(store, SECOND)
    killed_at(step)
    with suppress(Killed):
        build(store)
    monkeypatch.undo()
    left = built_files(store)
    build(store)
    after = built_files(store)
    assert before != after
    assert left in (before, after)


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file can grow beyond a number of bytes, as on a disk that fills."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 100, 1000])
def test_a_disk_that_fills_keeps_the_store_as_it_was(store: ExtractStore, size: int) -> None:
    send(store, FIRST)
    before = readable(store)
    file = store.folder.parent / "sent"
    file.write_text(as_csv([offence(record=f"R{at}") for at in range(300)]))
    with pytest.raises(StoreFull, match="could not be written"), disk_of(size):
        bring_in(store, file, sending())
    assert readable(store) == before


KILL = """
import os, signal, sys
from pathlib import Path
from tests.figures.extracts.extracts_sent import sending
from throughline.figures.extracts.store.bringing_in import bring_in
from throughline.figures.extracts.store.keeping import open_extract_store
folder, file, share = sys.argv[1:]
def tell(step, done):
    if done >= float(share):
        os.kill(os.getpid(), signal.SIGKILL)
bring_in(open_extract_store(Path(folder)), Path(file), sending(), tell=tell)
"""
AFTER_THE_CHECK = 0.75


def killed_after(share: float, store: ExtractStore, rows: list[dict[str, str]]) -> None:
    """A program of its own imports the rows and is killed when so much of its work is done."""
    file = store.folder.parent / "sent"
    file.write_text(as_csv(rows))
    done = subprocess.run([sys.executable, "-c", KILL, str(store.folder), str(file), str(share)], check=False)
    assert done.returncode == -signal.SIGKILL


def steps_of(store: ExtractStore) -> list[str]:
    """The steps that an import of the file beside the store tells of."""
    told: list[str] = []
    bring_in(store, store.folder.parent / "sent", sending(), tell=lambda step, share: told.append(step))
    return told


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    store = open_extract_store(tmp_path_factory.mktemp("unbroken") / "store")
    send(store, MANY)
    return readable(store)


MANY = [
    offence(record=f"R{at}", pnc_id=f"2001/{at}A", outcome="G" if at % 7 == 3 else "caution")
    for at in range(300)
]


@pytest.mark.parametrize(
    ("sentence", "share", "continues"),
    [
        ("before anything was checked", 0.0, False),
        ("when the check begins", 0.25, False),
        ("when all rows were checked", AFTER_THE_CHECK, True),
        ("when what was taken in is put in its place", 0.9, True),
    ],
)
def test_an_import_that_was_killed_continues_and_ends_as_an_unbroken_one(
    store: ExtractStore, unbroken: dict[str, bytes], sentence: str, share: float, continues: bool
) -> None:
    killed_after(share, store, MANY)
    assert readable(store) == {}
    assert (CONTINUING in steps_of(store)) == continues, sentence
    assert readable(store) == unbroken
    assert not list((store.folder / "incoming").iterdir())


def test_what_was_checked_of_another_file_is_thrown_away(
    store: ExtractStore, unbroken: dict[str, bytes]
) -> None:
    killed_after(AFTER_THE_CHECK, store, SECOND)
    (store.folder.parent / "sent").write_text(as_csv(MANY))
    assert CONTINUING not in steps_of(store)
    assert readable(store) == unbroken


def test_what_another_version_had_checked_is_thrown_away(
    store: ExtractStore, unbroken: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version asks another query, or has another database."""
    killed_after(AFTER_THE_CHECK, store, MANY)
    monkeypatch.setattr("duckdb.__version__", "0.0")
    assert CONTINUING not in steps_of(store)
    assert readable(store) == unbroken


@pytest.mark.parametrize("received", [date(2010, 1, 16)])
def test_what_was_checked_for_another_day_is_thrown_away(store: ExtractStore, received: date) -> None:
    """A day to come is none any more on the next."""
    rows = [offence(), offence(record="B1", offence_date="2010-01-16", proved_date="", outcome="")]
    killed_after(AFTER_THE_CHECK, store, rows)
    assert send(store, rows, received_on=received).receipt.rows_accepted == 2


def test_an_import_that_is_stopped_by_hand_continues(store: ExtractStore, unbroken: dict[str, bytes]) -> None:
    def stop(step: str, share: float) -> None:
        if share >= AFTER_THE_CHECK:
            raise KeyboardInterrupt

    file = store.folder.parent / "sent"
    file.write_text(as_csv(MANY))
    with pytest.raises(KeyboardInterrupt):
        bring_in(store, file, sending(), tell=stop)
    assert CONTINUING in steps_of(store)
    assert readable(store) == unbroken


@pytest.mark.parametrize("size", [0, 100, 1000])
@pytest.mark.parametrize("command", [build, link_extracts])
def test_a_disk_that_fills_keeps_what_was_built_and_linked_before(
    store: ExtractStore, command: Callable[[ExtractStore], object], size: int
) -> None:
    send(store, FIRST)
    command(store)
    before = {file.name: file.read_bytes() for file in store.folder.glob("*.parquet")}
    send(store, MANY)
    with pytest.raises(StoreFull, match="could not be written"), disk_of(size):
        command(store)
    assert {file.name: file.read_bytes() for file in store.folder.glob("*.parquet")} == before != {}


def test_a_disk_that_fills_leaves_nothing_to_take_up(store: ExtractStore) -> None:
    file = store.folder.parent / "sent"
    file.write_text(as_csv(MANY))
    with pytest.raises(StoreFull), disk_of(1000):
        bring_in(store, file, sending())
    assert not list((store.folder / "incoming").iterdir())


def test_what_a_killed_import_left_is_cleared_away_by_the_next(store: ExtractStore) -> None:
    left = store.folder / "incoming" / "left"
    left.mkdir()
    (left / "checked.parquet").write_bytes(b"PAR1")
    send(store, FIRST)
    assert not left.exists()


def test_no_build_is_there_before_the_first(store: ExtractStore) -> None:
    send(store, FIRST)
    assert latest_build(store) is None
    made = build(store)
    assert latest_build(store) == made
    shutil.rmtree(store.folder / "builds")
    assert latest_build(store) is None
