"""Bringing an extract into the store, whole or not at all, and taking one back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from throughline.figures.extracts.contracts import Contract, contract_named
from throughline.figures.extracts.engine import open_engine
from throughline.figures.extracts.store.checking import Counted, check, is_checked
from throughline.figures.extracts.store.durable import alone, keep, put, staging
from throughline.figures.extracts.store.extract_profiles import ExtractProfile
from throughline.figures.extracts.store.keeping import INCOMING, ExtractStore, with_one_more, without
from throughline.figures.extracts.store.raw_rows import (
    Looked,
    Raw,
    look_at,
    parquet_rows,
    refuse_open_quotation,
    text_rows,
    write_as_text,
    write_as_utf8,
)
from throughline.figures.extracts.store.receipts import ExtractReceipt, Sending, due_on, receipt_id
from throughline.figures.extracts.store.row_checks import checked_rows
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Tell = Callable[[str, float], None]
"""Hears the step that is under way, and the share of all the work that is done, from 0 to 1."""
READING: Final = "Reading the bytes"
CHECKING: Final = "Checking the rows"
CONTINUING: Final = "Continuing with the rows that were checked before"
KEEPING: Final = "Keeping what was taken in"
MEMORY: Final = "768MiB"
"""What the database takes of memory; the whole import stays below 1 GiB, whatever its size."""


class ExtractNotTaken(Refused):
    """The extract was read, and something about it as a whole keeps it out; nothing was changed."""


class NotInForce(Refused):
    """The extract does not count, so it cannot be taken back."""


@dataclass(frozen=True)
class BroughtIn:
    """The receipt of an extract, and whether the store held it already."""

    receipt: ExtractReceipt
    is_known: bool


def no_telling(step: str, share: float) -> None:
    """Tell nobody how far the work is."""


def bring_in(
    store: ExtractStore,
    file: Path,
    sending: Sending,
    *,
    profile: ExtractProfile | None = None,
    rows: Iterable[Sequence[str]] | None = None,
    tell: Tell = no_telling,
) -> BroughtIn:
    """Take an extract into the store, with a receipt and the rows that were rejected; whole or not at all.

    ``rows`` are the rows of a workbook, which the door has opened. The same bytes, read the same way, change
    nothing. Where the same import was stopped, rows that were all checked are taken up, and not checked anew.
    An extract for the same supplier and period takes the place of the earlier one, which is kept.
    Raises ExtractUnreadable or ExtractNotTaken, with nothing changed, StoreFull and StoreBusy.
    Source: rule R30; product, section 3.5 and section 7 (30: an import that trusts).
    """
    contract = contract_named(sending.contract)
    read_as = profile or ExtractProfile(name="as published", contract=contract.name)
    with alone(store.folder):
        looked = look_at(file, lambda share: tell(READING, share / 4))
        name = receipt_id(looked.sha256, sending, read_as.fingerprint)
        held = store.in_force()
        if name in held.receipts:
            return BroughtIn(store.receipt(name), True)
        replaced = _replaced(store, sending)
        _refuse_reused_version(store, read_as)
        with staging(store.folder / INCOMING, taken_up=name) as folder:
            source = _source(file, looked, read_as, folder, rows)
            taken = _Taking(store, contract, read_as, folder, tell)
            receipt = taken.take(
                source, looked, replace(sending, due_on=_due(sending, contract)), name, replaced
            )
        store.bring_into_force(with_one_more(held, name, replaced))
    tell(KEEPING, 1)
    return BroughtIn(receipt, False)


def receipt_of(file: Path, sending: Sending, profile: ExtractProfile | None) -> str:
    """The name that the receipt of an extract has once it is brought in. Raises ExtractUnreadable."""
    read_as = profile or ExtractProfile(name="as published", contract=sending.contract)
    return receipt_id(look_at(file).sha256, sending, read_as.fingerprint)


def undo(store: ExtractStore, name: str, *, on: date) -> ExtractReceipt:
    """Take back an extract; the one that it replaced counts again. Nothing is deleted.

    ``name`` is the receipt's, or how it begins. Raises NoSuchReceipt, NotInForce and StoreBusy.
    """
    with alone(store.folder):
        receipt, held = store.receipt(name), store.in_force()
        if receipt.id not in held.receipts:
            raise NotInForce(f"The extract {receipt.id[:12]} does not count now. Nothing was changed.")
        store.bring_into_force(without(held, receipt, on))
    return receipt


def _due(sending: Sending, contract: Contract) -> date | None:
    return sending.due_on or due_on(contract, sending.period.ends)


def _replaced(store: ExtractStore, sending: Sending) -> str | None:
    """The extract for the same period that counts now. Raises ExtractNotTaken where periods only overlap."""
    replaced = None
    for held in store.receipts():
        other = held.sending
        if (other.contract, other.supplier) != (sending.contract, sending.supplier):
            continue
        if other.period == sending.period:
            replaced = held.id
        elif other.period.starts <= sending.period.ends and sending.period.starts <= other.period.ends:
            raise ExtractNotTaken(
                f"The period overlaps that of the extract {held.id[:12]}, from {other.period.starts} to "
                f"{other.period.ends}. Give the same period to replace it, or undo that one first."
            )
    return replaced


def _refuse_reused_version(store: ExtractStore, profile: ExtractProfile) -> None:
    for held in store.receipts():
        same = (held.profile, held.profile_version) == (profile.name, profile.version)
        if (
            same
            and held.sending.contract == profile.contract
            and held.profile_fingerprint != profile.fingerprint
        ):
            raise ExtractNotTaken(
                f"Version {profile.version} of the profile {profile.name} read another extract with other "
                "settings. Raise its version."
            )


def _source(
    file: Path, looked: Looked, profile: ExtractProfile, folder: Path, rows: Iterable[Sequence[str]] | None
) -> Path:
    """The file that the database can read: the extract's own, or its text again in UTF-8."""
    own = folder / "rows.csv"
    if rows is not None:
        write_as_text(rows, own)
        return own
    encoding = profile.encoding or looked.encoding
    if looked.is_parquet:
        return file
    refuse_open_quotation(looked)
    if looked.encoding == "utf-8-sig" and not profile.encoding:
        return file
    write_as_utf8(file, encoding, own)
    return own


@dataclass(frozen=True)
class _Taking:
    """One extract on its way into the store."""

    store: ExtractStore
    contract: Contract
    profile: ExtractProfile
    folder: Path
    tell: Tell

    def take(
        self, source: Path, looked: Looked, sending: Sending, name: str, replaced: str | None
    ) -> ExtractReceipt:
        """Check the rows, and give their files their places; they do not count until the store says so."""
        with open_engine(memory=MEMORY, spill=self.folder) as engine:
            raw = self._raw(source, looked, engine)
            query = checked_rows(raw, self.contract, self.profile, sending.received_on)
            step = CONTINUING if is_checked(self.folder, query) else CHECKING
            self.tell(step, 0.25)
            counted = check(
                engine,
                query,
                self.contract,
                into=self.folder,
                tell=lambda share: self.tell(step, 0.25 + share / 2),
            )
        _refuse_as_a_whole(counted, sending)
        self.tell(KEEPING, 0.9)
        receipt = self._receipt(looked, sending, name, replaced, counted, raw)
        rows = self.store.extract_file(self.contract.name, name)
        rows.parent.mkdir(exist_ok=True)
        keep(counted.accepted, rows)
        keep(counted.rejections, self.store.rejections_file(name))
        put(self.store.receipt_file(name), json.dumps(receipt.as_plain(), indent=2, default=str).encode())
        return receipt

    def _raw(self, source: Path, looked: Looked, engine: DuckDBPyConnection) -> Raw:
        if looked.is_parquet:
            return parquet_rows(source, self.contract, self.profile, engine)
        return text_rows(source, self.contract, self.profile)

    def _receipt(
        self, looked: Looked, sending: Sending, name: str, replaced: str | None, counted: Counted, raw: Raw
    ) -> ExtractReceipt:
        return ExtractReceipt(
            id=name,
            sending=sending,
            sha256=looked.sha256,
            size=looked.size,
            profile=self.profile.name,
            profile_version=self.profile.version,
            profile_fingerprint=self.profile.fingerprint,
            rows_read=counted.rows_read,
            rows_accepted=counted.rows_accepted,
            rejected_by_column=counted.rejected_by_column,
            passed_over=raw.passed_over,
            replaces=replaced,
        )


def _refuse_as_a_whole(counted: Counted, sending: Sending) -> None:
    announced = sending.rows_announced
    if announced is not None and announced != counted.rows_read:
        raise ExtractNotTaken(
            f"The file holds {counted.rows_read:,} rows and {announced:,} were announced: part of it may be "
            "missing. Ask for it again; nothing was taken in."
        )
    if not counted.rows_read:
        raise ExtractNotTaken("There is no row below the headings. Nothing was taken in.")
    if not counted.rows_accepted:
        raise ExtractNotTaken(
            f"None of the {counted.rows_read:,} rows can be taken in. {counted.first} Nothing was changed."
        )
