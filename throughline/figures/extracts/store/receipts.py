"""The receipt of an extract: what came, from whom, for when, when it was due, and what was taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from throughline.figures.extracts.arrivals import owed_by
from throughline.figures.extracts.contracts import Contract
from throughline.figures.extracts.returns import Window
from throughline.words.working_days import working_days_between


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What the one who brings an extract in says of it."""

    contract: str
    supplier: str
    period: Window
    received_on: date
    due_on: date | None = None
    rows_announced: int | None = None
    """How many rows the supplier says that it holds."""


@dataclass(frozen=True, kw_only=True)
class ExtractReceipt:
    """Proof of one extract: what came in, and what was and was not taken in of it."""

    id: str
    sending: Sending
    sha256: str
    size: int
    """In bytes."""
    profile: str
    profile_version: int
    profile_fingerprint: str
    rows_read: int
    rows_accepted: int
    rejected_by_column: Mapping[str, int]
    """How many reasons there are for each column."""
    passed_over: tuple[str, ...]
    """The headings that the contract has no column for."""
    replaces: str | None
    """The receipt of the extract for the same period that this one corrects."""

    @property
    def rows_rejected(self) -> int:
        """How many rows were not taken in."""
        return self.rows_read - self.rows_accepted

    @property
    def working_days_late(self) -> int | None:
        """How many working days after it was due it came: nought in time, None where nothing says when."""
        due, came = self.sending.due_on, self.sending.received_on
        if due is None:
            return None
        return working_days_between(due, came) if came > due else 0

    def as_plain(self) -> dict[str, Any]:
        """The receipt as texts, numbers, lists and mappings alone, to keep it as JSON."""
        plain = asdict(self)
        sending = plain.pop("sending")
        period = sending.pop("period")
        plain["passed_over"] = list(self.passed_over)
        return {**sending, "starts": period["starts"], "ends": period["ends"], **plain}


def receipt_from(plain: Mapping[str, Any]) -> ExtractReceipt:
    """The receipt that was kept as JSON. Raises KeyError or ValueError where something of it is missing."""
    sending = Sending(
        contract=plain["contract"],
        supplier=plain["supplier"],
        period=Window(date.fromisoformat(plain["starts"]), date.fromisoformat(plain["ends"])),
        received_on=date.fromisoformat(plain["received_on"]),
        due_on=date.fromisoformat(plain["due_on"]) if plain["due_on"] else None,
        rows_announced=plain["rows_announced"],
    )
    own = ("id", "sha256", "size", "profile", "profile_version", "profile_fingerprint")
    counted = ("rows_read", "rows_accepted", "rejected_by_column", "replaces")
    told = {name: plain[name] for name in (*own, *counted)}
    return ExtractReceipt(sending=sending, passed_over=tuple(plain["passed_over"]), **told)


def due_on(contract: Contract, ends: date) -> date | None:
    """The last day on which an extract for a period that ends so may come, or None where no statute says.

    Source: Crime and Disorder (Prescribed Information) Regulations 2007 (SI 2007/1831), regulation 3.
    """
    return None if contract.months_after is None else owed_by(ends, contract.months_after)


def receipt_id(content: str, sending: Sending, profile_fingerprint: str) -> str:
    """The name of a receipt: the same bytes, read the same way, for the same supplier and period have one.

    ``content`` is the SHA-256 of the bytes. Who receives them again on another day gets the same.
    """
    said = (content, sending.contract, sending.supplier, sending.period.starts, sending.period.ends)
    return sha256("\n".join(map(str, (*said, profile_fingerprint))).encode()).hexdigest()
