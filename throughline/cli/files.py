"""The files that commands read and write; nothing half-written is ever left behind."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from throughline.words.refusals import Refused

LARGEST = 5_000_000
"""The largest file a command reads, in bytes."""


class NoSuchFile(Refused):
    """The named file is not there, is a folder, or may not be read."""


class NotADay(Refused):
    """What was written after ``--on`` or ``--meeting`` is not a calendar day."""


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises NoSuchFile with what to do."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise NoSuchFile(
                f"{path} holds {size:,} bytes; the most that is read is {LARGEST:,}. Nothing was read."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise NoSuchFile(f"There is no file {path}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise NoSuchFile(f"{path} is a folder. Name a file inside it.") from None
    except PermissionError:
        raise NoSuchFile(f"{path} may not be read by this user. Change its permissions.") from None


def write_file(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: a new file takes the place of the old only when it is complete."""
    folder = path.parent
    if not folder.is_dir():
        raise NoSuchFile(f"There is no folder {folder}. Make it first, or choose another place.")
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise NoSuchFile(f"{path} could not be written: {error.strerror}. Nothing was changed.") from error


def write_new_file(path: Path, content: bytes) -> None:
    """Write a whole file or nothing, for its owner alone; one that is there already stays as it is.

    Raises NoSuchFile, with nothing written.
    """
    refuse_existing(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.link(temporary, path)
    except OSError as error:
        raise NoSuchFile(f"{path} could not be written: {error.strerror}. Nothing was changed.") from error
    finally:
        Path(temporary).unlink()


def refuse_existing(path: Path) -> None:
    """Raise NoSuchFile where a file of that name is there already, or its folder is not."""
    if path.exists():
        raise NoSuchFile(f"{path} is there already and is left as it is. Choose another name.")
    if not path.parent.is_dir():
        raise NoSuchFile(f"There is no folder {path.parent}. Make it first, or choose another place.")


def day_of(text: str | None, *, otherwise: date) -> date:
    """The day written as 2026-04-14, or the one to use when none was given. Raises NotADay."""
    if text is None:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADay(f"“{text}” is not a day. Write it as 2026-04-14.") from None
