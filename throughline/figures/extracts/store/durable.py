"""Files that are there whole or not at all, whatever stops the program or the disk."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from throughline.words.refusals import Refused


class StoreFull(Refused):
    """The disk does not hold what is to be written."""


class StoreUnwritable(Refused):
    """The program may not write where the store lies."""


class StoreBusy(Refused):
    """Another command is writing to the store."""


@contextmanager
def told_when_unwritable() -> Iterator[None]:
    """Turn what the machine says of a place that cannot be written into a sentence.

    Raises StoreFull where the disk is full, and StoreUnwritable otherwise.
    """
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StoreFull(
                f"The store could not be written: {fault.strerror}. Make room; nothing was changed."
            ) from fault
        raise StoreUnwritable(
            f"The store cannot be written: {fault.strerror}. Ask whoever runs this machine to let the "
            "program write there; nothing was changed."
        ) from fault


@told_when_unwritable()
def put(path: Path, content: bytes) -> None:
    """Write a whole file: a new one takes the place of the old when it is complete and on the disk.

    Raises StoreFull and StoreUnwritable.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        keep(staged, path)
    finally:
        staged.unlink(missing_ok=True)


def keep(staged: Path, path: Path) -> None:
    """Give a complete file its place, in one step, once its bytes are on the disk."""
    synchronise(staged)
    os.replace(staged, path)
    synchronise(path.parent)


def point(link: Path, target: str) -> None:
    """Have a link point to another folder, in one step."""
    staged = link.with_name(f".{link.name}.next")
    staged.unlink(missing_ok=True)
    staged.symlink_to(target)
    os.replace(staged, link)
    synchronise(link.parent)


def synchronise(path: Path) -> None:
    """Wait until what was written to a file or a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who writes to a store; a killed program leaves no lock behind.

    Raises StoreBusy and StoreUnwritable.
    """
    with told_when_unwritable():
        lock = (folder / ".lock").open("w")
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreBusy(
                "Another command is writing to this store. Try again when it has ended."
            ) from None
        yield


@contextmanager
def staging(place: Path, *, taken_up: str = "") -> Iterator[Path]:
    """A folder for what is not yet complete; what a killed program left there is cleared away first.

    What was left under the name ``taken_up`` is given again, whether the program was killed or stopped.
    Raises StoreFull where the disk does not take what is written.
    """
    for left in place.iterdir():
        if left.name != taken_up:
            shutil.rmtree(left)
    folder = place / taken_up if taken_up else Path(tempfile.mkdtemp(dir=place))
    folder.mkdir(mode=0o700, exist_ok=True)
    is_kept = False
    try:
        yield folder
    except OSError as fault:
        raise StoreFull(
            f"The store could not be written: {fault.strerror}. Make room; nothing was changed."
        ) from fault
    except (KeyboardInterrupt, SystemExit):
        is_kept = bool(taken_up)
        raise
    finally:
        if not is_kept:
            shutil.rmtree(folder, ignore_errors=True)
