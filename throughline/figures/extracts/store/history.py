"""Every extract that ever came into a store, and whether it counts now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.extracts.store.receipts import ExtractReceipt


@dataclass(frozen=True)
class CameIn:
    """An extract that came, and what became of it."""

    receipt: ExtractReceipt
    counts: bool
    undone_on: date | None
    """The day on which it was taken back; None where it was not, or came again since."""
    replaced_by: str | None
    """The receipt of the extract that counts in its place."""


def came_in(store: ExtractStore) -> tuple[CameIn, ...]:
    """Every extract, the latest to come first; none where nothing was brought in yet.

    Raises StoreUnreadable.
    """
    held = store.in_force()
    undone = {one.receipt: one.on for one in held.undone}
    names = sorted(file.stem for file in (store.folder / "receipts").glob("*.json"))
    receipts = [store.receipt(name) for name in names]
    corrected = {one.replaces: one.id for one in receipts if one.replaces and one.id in held.receipts}
    places = {name: place for place, name in enumerate(held.receipts)}
    receipts.sort(key=lambda one: (one.sending.received_on, places.get(one.id, -1), one.id), reverse=True)
    return tuple(CameIn(one, one.id in places, undone.get(one.id), corrected.get(one.id)) for one in receipts)
