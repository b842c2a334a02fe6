"""The check of a whole file at once gives what a plain reading of its rows one by one gives, reasons and all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.figures.extracts.extracts_sent import RECEIVED, accepted, as_csv, offence, rejections, sending
from tests.figures.extracts.plain_reading import CODES, COLUMNS, DAYS, read_plainly
from throughline.figures.extracts.engine import open_engine, quoted
from throughline.figures.extracts.store.bringing_in import bring_in
from throughline.figures.extracts.store.extract_profiles import ExtractProfile
from throughline.figures.extracts.store.keeping import open_extract_store

DAYS_WRITTEN = (
    "2009-04-20", "2009-4-20", "2009-02-30", "2009-04-20 23:59", "2009-04-20T10:00:00Z", "20/04/2009",
    "04-20-2009", "20-APR-2009", "20 Feb 2009", "2010-01-15", "2010-01-16", "1899-12-31", "1900-01-01", "never",
    "infinity", "epoch", "-009-04-20", "20090420", "2009/04/20", "12009-04-2", "0001-01-01", "2008-02-29",
)  # fmt: skip
BLANK = ("", " ", "\t", "\u00a0", "\ufeff", "\n")
WRITTEN: dict[str, tuple[str, ...]] = {
    "record": ("A", "B", "C", "D", "E", "F", "=1+1", "Ash Elm", "a b", "ä", ""),
    "pnc_id": (
        "2005/0123456X", "05/123456X", "05/123456x", "06/1A", "11/1A", " 2005 /0123456X", "12345", "2005/X", "",
    ),
    "forename": ("Ash", "Größe", ""),
    "surname": ("Elm", "", "O'Rowan"),
    "postcode": ("ZA1 1AA", ""),
    "area": ("Derby", "Ash\nand Elm", "", "NULL", "null", "--", "-"),
    **dict.fromkeys(DAYS, DAYS_WRITTEN),
    **{name: (*codes, codes[0].upper(), "G", "x" * 25, "“") for name, codes in CODES.items()},
}  # fmt: skip
SOUND = offence(forename="Ash", surname="Elm")


@st.composite
def rows_written(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows of which each has a few odd cells, with odd blanks around them; some are wholly empty."""
    rows = []
    for at in range(draw(st.integers(1, 24))):
        row = SOUND | {"record": f"R{at}"}
        for name in draw(st.lists(st.sampled_from(COLUMNS), max_size=5, unique=True)):
            cell = draw(st.sampled_from((*WRITTEN[name], "", "#N/A")))
            row[name] = draw(st.sampled_from(BLANK)) + cell + draw(st.sampled_from(BLANK))
        rows.append(dict.fromkeys(row, "") if draw(st.integers(0, 15)) == 0 else row)
    return rows


def as_parquet(text: Path, into: Path) -> Path:
    """The same cells as texts in Parquet."""
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in COLUMNS)
    with open_engine(threads=1) as engine:
        source = (
            f"read_csv({quoted(str(text))}, header = true, columns = {{{columns}}}, auto_detect = false, "
            "delim = ',', quote = '\"', escape = '\"', nullstr = '\x01', parallel = false)"
        )
        engine.execute(f"COPY (FROM {source}) TO {quoted(str(into))} (FORMAT parquet)")
    return into


@settings(max_examples=8, deadline=None)
@given(rows=rows_written(), order=st.sampled_from(("ymd", "dmy")), in_parquet=st.booleans())
@example(
    rows=[offence(record="R1"), offence(record="R1", date_of_birth="1990-01-01")],
    order="ymd",
    in_parquet=False,
)
def test_a_file_read_at_once_is_read_as_row_by_row(
    rows: list[dict[str, str]], order: str, in_parquet: bool
) -> None:
    whole = [
        {name: row.get(name, "") for name in COLUMNS} for row in (*rows, offence(record="Z9", pnc_id="99/9Q"))
    ]
    wanted = read_plainly(whole, received_on=RECEIVED, order=order, first=1 if in_parquet else 2)
    with TemporaryDirectory() as name:
        store = open_extract_store(Path(name) / "store")
        file = Path(name) / "sent.csv"
        file.write_text(as_csv(whole), encoding="utf-8", newline="")
        if in_parquet:
            file = as_parquet(file, Path(name) / "sent.parquet")
        profile = ExtractProfile(name="Force", contract="offences", date_order=order)
        receipt = bring_in(store, file, sending(), profile=profile).receipt
        taken = accepted(store, receipt, f"row, {', '.join(COLUMNS)}")
        back = rejections(store, receipt)
    assert [(row, *held.values()) for row, held in wanted.taken.items()] == sorted(taken)
    assert sorted(wanted.sent_back) == sorted(back)
    assert [int(row) for row, *_ in back] == sorted(int(row) for row, *_ in back)
    assert receipt.rows_read == receipt.rows_accepted + len({row for row, *_ in back})
