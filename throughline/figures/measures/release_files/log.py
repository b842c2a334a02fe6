"""The store's own log of releases: what was shown of each cohort, so that later figures are held to it."""

from __future__ import annotations

import json
from typing import Any, Final

from throughline.figures.extracts.store.durable import put
from throughline.figures.extracts.store.keeping import ExtractStore, StoreUnreadable
from throughline.figures.measures.release_files.writing import checksum_of

FOLDER: Final = "releases"


def releases_kept(store: ExtractStore) -> tuple[dict[str, Any], ...]:
    """Every release that the store has made, as plain values, in order.

    Raises StoreUnreadable where one is damaged: without it nobody knows what was shown.
    Source: figures, section 1 (disclosure: across two successive publications).
    """
    return tuple(_read(store, name) for name in _names(store))


def keep_release(store: ExtractStore, content: bytes) -> None:
    """Add a release to the log, durably, before anybody is given it."""
    folder = store.folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    put(folder / f"{len(_names(store)) + 1:06}.json", content)


def _names(store: ExtractStore) -> list[str]:
    names = sorted(one.name for one in (store.folder / FOLDER).glob("*.json"))
    if names != [f"{at:06}.json" for at in range(1, len(names) + 1)]:
        raise StoreUnreadable(
            f"A release is missing from the log of {store.folder}. Bring it back from a backup."
        )
    return names


def _read(store: ExtractStore, name: str) -> dict[str, Any]:
    try:
        plain: dict[str, Any] = json.loads((store.folder / FOLDER / name).read_text(encoding="utf-8"))
        sound = checksum_of(plain) == plain["checksum"]
    except (ValueError, KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise StoreUnreadable(
            f"The release {name} in the log of {store.folder} is damaged. Bring it back from a backup."
        )
    return plain
