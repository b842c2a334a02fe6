"""The rows of an extract as they stand in its file, each with its number, for the database to read."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from throughline.figures.extracts.contracts import Contract
from throughline.figures.extracts.engine import named, quoted
from throughline.figures.extracts.store.extract_profiles import DELIMITERS, ExtractProfile, plain_key
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PIECE: Final = 1 << 20
SPARE: Final = 8
"""How many cells beyond the headings a row may have and still be told apart from a broken file."""


class ExtractUnreadable(Refused):
    """The file as a whole cannot be read as an extract of the contract."""


@dataclass(frozen=True)
class Looked:
    """What one pass over the bytes of a file told: their number, their hash and how a text is encoded."""

    size: int
    sha256: str
    is_parquet: bool
    encoding: str
    """Empty for what is no text."""
    quotation_marks: int
    """How many there are; an odd number of a text says that one is not closed."""


@dataclass(frozen=True)
class Raw:
    """Where the database finds the rows: row (from 1), extra, and a text for each column of the contract."""

    sql: str
    passed_over: tuple[str, ...]
    """The headings that the contract has no column for."""


def look_at(path: Path, tell: Callable[[float], None] = lambda share: None) -> Looked:
    """Read the bytes of a file once; ``tell`` hears the share that is done, from 0 to 1.

    Raises ExtractUnreadable where the file is empty, or a text that holds the byte nought.
    """
    size, digest = path.stat().st_size, sha256()
    decoder, is_utf8, has_nought, done = codecs.getincrementaldecoder("utf-8")(), True, False, 0
    marks = 0
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        while piece := file.read(PIECE):
            digest.update(piece)
            has_nought = has_nought or b"\x00" in piece
            is_utf8 = is_utf8 and _decodes(decoder, piece)
            marks += piece.count(b'"')
            done += len(piece)
            tell(done / size)
    if not size:
        raise ExtractUnreadable("The file is empty. Send it again.")
    if start == b"PAR1":
        return Looked(size, digest.hexdigest(), True, "", marks)
    if has_nought and start[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"PK"):
        raise ExtractUnreadable("The file is neither text nor Parquet. Send CSV, Parquet, XLSX or ODS.")
    ended = is_utf8 and _decodes(decoder, b"", final=True)
    return Looked(size, digest.hexdigest(), False, "utf-8-sig" if ended else "cp1252", marks)


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def refuse_open_quotation(looked: Looked) -> None:
    """Raises ExtractUnreadable where a quotation mark of a text is not closed.

    The database would take what follows for one cell and leave it out without a word.
    """
    if looked.quotation_marks % 2:
        raise ExtractUnreadable(
            "The file holds an odd number of quotation marks: one is not closed, and rows after it would be "
            "lost. Save the file again; nothing was taken in."
        )


def write_as_utf8(path: Path, encoding: str, into: Path) -> None:
    """Write a text again in UTF-8, piece by piece. Raises ExtractUnreadable where the encoding is another."""
    try:
        with (
            path.open(encoding=encoding, newline="") as read,
            into.open("w", encoding="utf-8", newline="") as out,
        ):
            while piece := read.read(PIECE):
                out.write(piece)
    except UnicodeError:
        raise ExtractUnreadable(
            f"A character of the file is not in {encoding}. "
            "Save it as UTF-8, or name its encoding in a profile."
        ) from None


def write_as_text(rows: Iterable[Sequence[str]], into: Path) -> None:
    """Write the rows of a workbook as a text with commas, for the database to read."""
    with into.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def text_rows(path: Path, contract: Contract, profile: ExtractProfile) -> Raw:
    """The rows of a text in UTF-8.

    Raises ExtractUnreadable where the headings are not the contract's, saying which are missing and new.
    """
    delimiter = profile.delimiter or _delimiter(path, contract, profile)
    headings, lines = _headings(path, delimiter, profile.heading_row)
    places, passed_over = _places(headings, contract, profile)
    cells = [f"c{at}" for at in range(len(headings))] + [f"x{at}" for at in range(SPARE)]
    columns = ", ".join(f"{quoted(cell)}: 'VARCHAR'" for cell in cells)
    extra = ", ".join(f"nullif(trim(x{at}), '')" for at in range(SPARE))
    sql = (
        f"SELECT row_number() OVER () + {profile.heading_row} AS row, coalesce({extra}) AS extra, "
        f"{_named_cells(contract, {name: f'c{at}' for name, at in places.items()})} "
        f"FROM read_csv({quoted(str(path))}, columns = {{{columns}}}, header = false, skip = {lines}, "
        f"delim = {quoted(delimiter)}, quote = '\"', escape = '\"', null_padding = true, "
        f"auto_detect = false, parallel = false)"
    )
    return Raw(sql, passed_over)


def parquet_rows(path: Path, contract: Contract, profile: ExtractProfile, engine: DuckDBPyConnection) -> Raw:
    """The rows of a Parquet file.

    Raises ExtractUnreadable where it is cut off, damaged, or has not the contract's columns.
    """
    source = f"read_parquet({quoted(str(path))}, file_row_number = true)"
    try:
        asked = engine.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {source}")
        headings = [str(row[0]) for row in asked.fetchall()]
    except Exception as fault:
        raise ExtractUnreadable(
            "The Parquet file is cut off or damaged. Ask for it again; nothing was taken in."
        ) from fault
    places, passed_over = _places(headings, contract, profile)
    cells = {name: f"CAST({named(headings[at])} AS VARCHAR)" for name, at in places.items()}
    texts = _named_cells(contract, cells)
    sql = f"SELECT file_row_number + 1 AS row, NULL::VARCHAR AS extra, {texts} FROM {source}"
    return Raw(sql, passed_over)


def most_rows_of(path: Path, engine: DuckDBPyConnection) -> int:
    """How many rows a file holds at most: as a Parquet file itself says, or the lines of a text.

    A broken Parquet file holds none; to read it tells what is wrong.
    """
    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            return sum(piece.count(b"\n") for piece in iter(lambda: file.read(PIECE), b""))
    source = quoted(str(path))
    groups = f"SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata({source})"
    try:
        told = engine.execute(
            f"SELECT greatest((SELECT max(num_rows) FROM parquet_file_metadata({source})), "
            f"(SELECT sum(row_group_num_rows) FROM ({groups})))"
        ).fetchone()
    except Exception:
        return 0
    return int(told[0] or 0) if told else 0


def _named_cells(contract: Contract, cells: Mapping[str, str]) -> str:
    return ", ".join(
        f"{cells.get(column.name, 'NULL::VARCHAR')} AS {named(column.name)}" for column in contract.columns
    )


def _first_records(path: Path, delimiter: str) -> Iterator[tuple[list[str], int]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        yield from ((record, reader.line_num) for record in reader)


def _headings(path: Path, delimiter: str, row: int) -> tuple[list[str], int]:
    """The headings, and how many lines of the file there are down to them."""
    try:
        for at, (record, lines) in enumerate(_first_records(path, delimiter), 1):
            if at == row:
                return [cell.strip() for cell in record], lines
    except csv.Error:
        raise ExtractUnreadable(
            "The row of headings has a quotation mark that is not closed. Correct it."
        ) from None
    raise ExtractUnreadable(f"There is no row {row}, which should hold the headings. Check the file.")


def _delimiter(path: Path, contract: Contract, profile: ExtractProfile) -> str:
    """The separator that finds most of the contract's columns."""

    def found(delimiter: str) -> int:
        headings, _ = _headings(path, delimiter, profile.heading_row)
        return sum(_column_of(heading, contract, profile) is not None for heading in headings)

    return max(DELIMITERS, key=found)


def _column_of(heading: str, contract: Contract, profile: ExtractProfile) -> str | None:
    mapped = {plain_key(theirs): ours for theirs, ours in profile.headings.items()}
    key = plain_key(heading)
    own = (one.name for one in contract.columns if key in (one.name, plain_key(one.title)))
    return mapped.get(key) or next(own, None)


def _places(
    headings: Sequence[str], contract: Contract, profile: ExtractProfile
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each column of the contract stands, and the headings that are none."""
    places: dict[str, int] = {}
    passed_over = []
    for at, heading in enumerate(headings):
        column = _column_of(heading, contract, profile)
        if column is None:
            passed_over += [heading] if heading else []
        elif column in places:
            raise ExtractUnreadable(
                f"Two headings hold {column}: “{headings[places[column]]}” and “{heading}”. Keep one."
            )
        else:
            places[column] = at
    _refuse_other_headings(places, passed_over, contract)
    return places, tuple(passed_over)


def _refuse_other_headings(places: Mapping[str, int], passed_over: Sequence[str], contract: Contract) -> None:
    if contract.takes_only_these and passed_over:
        raise ExtractUnreadable(
            f"{contract.title} holds {', '.join(one.name for one in contract.columns)} and nothing else: "
            f"other columns could tell who was concerned. Take out: {', '.join(passed_over)}."
        )
    missing = [one.name for one in contract.columns if one.required and one.name not in places]
    if missing:
        new = f" New in the file: {', '.join(passed_over)}." if passed_over else ""
        raise ExtractUnreadable(
            f"The file has no column {', '.join(missing)}.{new} "
            "Map the headings of the supplier in a profile."
        )
