"""Secret keys that live beside the store and never in it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def key_beside(folder: Path, name: str) -> str:
    """The key in `folder/name`, made on first use and readable by its owner only.

    Raises OSError where the folder cannot be written.
    """
    place = folder / name
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_once(place, secrets.token_urlsafe(64))
    return place.read_text(encoding="ascii").strip()


def _write_once(place: Path, key: str) -> None:
    """Write the key whole, or leave the key that another worker wrote first."""
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    try:
        os.link(draft, place)
    except FileExistsError:
        return
    finally:
        draft.unlink()
