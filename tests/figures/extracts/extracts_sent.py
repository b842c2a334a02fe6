"""Extracts as suppliers send them, for the tests of the store."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from throughline.figures.extracts.engine import open_engine, quoted
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.bringing_in import BroughtIn, bring_in
from throughline.figures.extracts.store.extract_profiles import ExtractProfile
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.extracts.store.receipts import ExtractReceipt, Sending

RECEIVED = date(2010, 1, 15)
SPRING = Window(date(2009, 4, 1), date(2009, 6, 30))
SUMMER = Window(date(2009, 7, 1), date(2009, 9, 30))
SOUND = {
    "record": "A1",
    "pnc_id": "2005/0123456X",
    "date_of_birth": "1980-05-02",
    "offence_date": "2009-04-20",
    "proved_date": "2009-06-01",
    "outcome": "conviction",
    "offence_group": "theft",
    "disposal": "fine",
}
"""A row of an extract of offences with nothing wrong."""


def offence(**other: str) -> dict[str, str]:
    """The sound row with some cells that say something else."""
    return SOUND | other


def as_csv(rows: Sequence[Mapping[str, str]], *, delimiter: str = ",") -> str:
    """Rows as a text with their headings."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([row.get(name, "") for name in headings] for row in rows)
    return out.getvalue()


def sending(contract: str = "offences", **other: object) -> Sending:
    """What is said of an extract that the police sent for the spring of 2009."""
    said: dict[str, object] = {
        "contract": contract,
        "supplier": "police",
        "period": SPRING,
        "received_on": RECEIVED,
    }
    return Sending(**(said | other))  # type: ignore[arg-type]


def send(
    store: ExtractStore,
    content: str | bytes | Sequence[Mapping[str, str]],
    *,
    profile: ExtractProfile | None = None,
    contract: str = "offences",
    **said: object,
) -> BroughtIn:
    """Bring an extract into a store from its bytes, its text or its rows."""
    if not isinstance(content, str | bytes):
        content = as_csv(content)
    file = store.folder.parent / "sent"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return bring_in(store, file, sending(contract, **said), profile=profile)


def rows_of(file: Path, columns: str = "*") -> list[tuple[object, ...]]:
    """The rows of a Parquet file."""
    with open_engine(threads=1) as engine:
        return engine.execute(f"SELECT {columns} FROM read_parquet({quoted(str(file))})").fetchall()


def accepted(
    store: ExtractStore, receipt: ExtractReceipt, columns: str = "record"
) -> list[tuple[object, ...]]:
    """The rows that were taken in of an extract."""
    return rows_of(store.extract_file(receipt.sending.contract, receipt.id), columns)


def rejections(store: ExtractStore, receipt: ExtractReceipt) -> list[tuple[str, str, str, str]]:
    """What the supplier is told of the rows not taken in: row, record, column, reason."""
    with store.rejections_file(receipt.id).open(encoding="utf-8", newline="") as file:
        return [(row["row"], row["record"], row["column"], row["reason"]) for row in csv.DictReader(file)]


def everything_kept(store: ExtractStore) -> dict[str, bytes]:
    """Every file of a store that counts or leads to one that does, and its bytes."""
    counted = {"current.json": store.folder / "current.json"}
    for receipt in store.receipts():
        contract = receipt.sending.contract
        counted |= {
            f"{receipt.id} receipt": store.receipt_file(receipt.id),
            f"{receipt.id} rows": store.extract_file(contract, receipt.id),
            f"{receipt.id} rejections": store.rejections_file(receipt.id),
        }
    return {name: file.read_bytes() for name, file in counted.items() if file.exists()}
