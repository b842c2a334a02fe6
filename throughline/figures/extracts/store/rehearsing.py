"""What would become of an extract if it were brought in; the store stays as it is."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from throughline.figures.extracts.store.bringing_in import bring_in
from throughline.figures.extracts.store.durable import told_when_unwritable
from throughline.figures.extracts.store.extract_profiles import ExtractProfile
from throughline.figures.extracts.store.keeping import CURRENT, ExtractStore, open_extract_store
from throughline.figures.extracts.store.receipts import ExtractReceipt, Sending
from throughline.figures.extracts.store.row_checks import UNKNOWN_CODE
from throughline.figures.extracts.store.sent import REHEARSAL

OTHER_ROW: Final = re.compile(r"\b([Rr])ow \d+")
CODE: Final = re.compile(".*".join(map(re.escape, UNKNOWN_CODE)), re.DOTALL)
FEWEST_ROWS: Final = 5
"""A code that fewer rows have is not repeated: where a column has slipped it is somebody's name."""

FEW_HAVE_IT: Final = "A code that few rows have is not known."


@dataclass(frozen=True)
class Reason:
    """Why rows would be sent back: the column, the sentence, and how many rows.

    The sentence has the number of no row, and a code that is not known only where several rows have it.
    """

    column: str
    sentence: str
    rows: int


@dataclass(frozen=True)
class Rehearsal:
    """What bringing an extract in would give."""

    receipt: ExtractReceipt
    is_known: bool
    reasons: tuple[Reason, ...]
    """The commonest first."""


def rehearse(
    store: ExtractStore,
    file: Path,
    sending: Sending,
    *,
    profile: ExtractProfile | None = None,
    rows: Iterable[Sequence[str]] | None = None,
) -> Rehearsal:
    """Bring an extract into a store that holds the same receipts and is thrown away afterwards.

    It is refused just as ``bring_in`` refuses it, with the same sentences. Raises what that raises.
    """
    with told_when_unwritable():
        place = TemporaryDirectory(dir=store.folder, prefix=REHEARSAL)
    with place as folder:
        aside = open_extract_store(Path(folder))
        shutil.copytree(store.folder / "receipts", aside.folder / "receipts", dirs_exist_ok=True)
        if (store.folder / CURRENT).exists():
            shutil.copy(store.folder / CURRENT, aside.folder / CURRENT)
        found = bring_in(aside, file, sending, profile=profile, rows=rows)
        reasons = () if found.is_known else _reasons(aside.rejections_file(found.receipt.id))
    return Rehearsal(found.receipt, found.is_known, reasons)


def _reasons(file: Path) -> tuple[Reason, ...]:
    with file.open(encoding="utf-8", newline="") as opened:
        told = Counter(
            (row["column"], OTHER_ROW.sub(_another, row["reason"])) for row in csv.DictReader(opened)
        )
    repeated: Counter[tuple[str, str]] = Counter()
    for (column, sentence), rows in told.items():
        repeated[column, sentence if rows >= FEWEST_ROWS else CODE.sub(FEW_HAVE_IT, sentence)] += rows
    return tuple(Reason(column, sentence, rows) for (column, sentence), rows in repeated.most_common())


def _another(found: re.Match[str]) -> str:
    return "Another row" if found[1] == "R" else "another row"
