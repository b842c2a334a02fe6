"""An import or a build that is killed, or meets a full disk: the store is as before or as after."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.figures.extracts.extracts_sent import (
    RECEIVED,
    as_csv,
    everything_kept,
    offence,
    send,
    sending,
)
from throughline.figures.extracts.store import building, durable
from throughline.figures.extracts.store.bringing_in import bring_in, undo
from throughline.figures.extracts.store.building import build, latest_build
from throughline.figures.extracts.store.durable import StoreFull
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store

FIRST = [offence()]
SECOND = [offence(), offence(record="B1", pnc_id="2006/0654321Y")]
OF_AN_IMPORT = 12
"""Its rows, its rejections, its receipt and what counts: each is written, put in its place, and made to last."""
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
