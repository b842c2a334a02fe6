"""The folder in which extracts are kept: what is in force, and how one step changes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from throughline.figures.extracts.store.durable import put
from throughline.figures.extracts.store.receipts import ExtractReceipt, receipt_from
from throughline.words.refusals import Refused

VERSION: Final = 1
CURRENT: Final = "current.json"
INCOMING: Final = "incoming"
FOLDERS: Final = ("receipts", "extracts", "rejections", INCOMING, "builds")


class StoreUnreadable(Refused):
    """The folder is no store of extracts, or one of another version of the program."""


class NoSuchReceipt(Refused):
    """The store has no receipt of that name, or more than one begins so."""


@dataclass(frozen=True)
class Undone:
    """That an extract was taken back on a day."""

    receipt: str
    on: date


@dataclass(frozen=True)
class InForce:
    """Which extracts count, by the names of their receipts in the order of coming, and which were undone."""

    receipts: tuple[str, ...] = ()
    undone: tuple[Undone, ...] = ()


@dataclass(frozen=True)
class ExtractStore:
    """A store of extracts, by its folder."""

    folder: Path

    def receipt_file(self, receipt: str) -> Path:
        """Where a receipt is kept."""
        return self.folder / "receipts" / f"{receipt}.json"

    def extract_file(self, contract: str, receipt: str) -> Path:
        """Where the rows are kept that were taken in."""
        return self.folder / "extracts" / contract / f"{receipt}.parquet"

    def rejections_file(self, receipt: str) -> Path:
        """Where the rows are listed that were not taken in: row, record, column, reason."""
        return self.folder / "rejections" / f"{receipt}.csv"

    def in_force(self) -> InForce:
        """Which extracts count now. Raises StoreUnreadable."""
        try:
            plain = json.loads((self.folder / CURRENT).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return InForce()
        except ValueError:
            raise StoreUnreadable(
                f"{CURRENT} of {self.folder} is damaged. Bring it back from a backup."
            ) from None
        if plain.get("version") != VERSION:
            raise StoreUnreadable(
                f"The store {self.folder} was written by another version. Use that version."
            )
        undone = tuple(Undone(one["receipt"], date.fromisoformat(one["on"])) for one in plain["undone"])
        return InForce(tuple(plain["receipts"]), undone)

    def bring_into_force(self, wanted: InForce) -> None:
        """Change which extracts count, in one step; whatever was written before does not count until then."""
        plain = {
            "version": VERSION,
            "receipts": wanted.receipts,
            "undone": [{"receipt": one.receipt, "on": one.on.isoformat()} for one in wanted.undone],
        }
        put(self.folder / CURRENT, json.dumps(plain, indent=2).encode())

    def receipt(self, name: str) -> ExtractReceipt:
        """The receipt whose name begins so, whether or not it counts. Raises NoSuchReceipt."""
        found = sorted((self.folder / "receipts").glob(f"{name}*.json")) if name.isalnum() else []
        if len(found) != 1:
            raise NoSuchReceipt(
                f"{'No' if not found else 'More than one'} receipt begins with “{name}”. "
                "See their names with: throughline figures receipts"
            )
        return receipt_from(json.loads(found[0].read_text(encoding="utf-8")))

    def receipts(self) -> Iterator[ExtractReceipt]:
        """The receipts of the extracts that count, in the order of coming."""
        return (self.receipt(name) for name in self.in_force().receipts)


def open_extract_store(folder: Path) -> ExtractStore:
    """The store in a folder, which is made where it is missing. Raises StoreUnreadable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what stands in it is for nobody else's eyes
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as fault:
        raise StoreUnreadable(
            f"The store {folder} cannot be used: {fault.strerror}. Name another folder."
        ) from fault
    store = ExtractStore(folder)
    store.in_force()
    return store


def with_one_more(held: InForce, receipt: str, replaces: str | None) -> InForce:
    """What counts once an extract came, in the place of the one that it replaces."""
    kept = tuple(one for one in held.receipts if one not in (receipt, replaces))
    undone = tuple(one for one in held.undone if one.receipt != receipt)
    return InForce((*kept, receipt), undone)


def without(held: InForce, taken_back: ExtractReceipt, on: date) -> InForce:
    """What counts once an extract is taken back: the one that it replaced counts again, unless undone too."""
    before, was_undone = taken_back.replaces, {one.receipt for one in held.undone}
    again = (before,) if before and before not in was_undone else ()
    kept = tuple(one for one in held.receipts if one != taken_back.id)
    return InForce((*kept, *again), (*held.undone, Undone(taken_back.id, on)))
