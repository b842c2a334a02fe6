"""Bringing an extract in: its receipt, the same bytes again, a correction, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tests.figures.extracts.extracts_sent import (
    RECEIVED,
    SPRING,
    SUMMER,
    accepted,
    as_csv,
    everything_kept,
    offence,
    rejections,
    send,
    sending,
)
from throughline.figures.extracts.engine import open_engine, quoted
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.bringing_in import (
    ExtractNotTaken,
    NotInForce,
    bring_in,
    undo,
)
from throughline.figures.extracts.store.durable import StoreBusy, alone
from throughline.figures.extracts.store.extract_profiles import ExtractProfile
from throughline.figures.extracts.store.keeping import (
    ExtractStore,
    NoSuchReceipt,
    StoreUnreadable,
    open_extract_store,
)
from throughline.figures.extracts.store.raw_rows import ExtractUnreadable
from throughline.words.refusals import Refused

SECOND = offence(record="B1", pnc_id="2006/0654321Y")
TWO = [offence(), SECOND]
LATER = date(2010, 2, 1)


def test_a_receipt_says_what_came_from_whom_for_when_and_what_became_of_it(store: ExtractStore) -> None:
    text = as_csv([offence(), offence(record="B1", outcome="G"), SECOND | {"shoe": "9"}])
    receipt = send(store, text, due_on=date(2010, 1, 13)).receipt
    assert receipt.sha256 == sha256(text.encode()).hexdigest()
    assert receipt.size == len(text.encode())
    assert receipt.sending.supplier == "police"
    assert (receipt.sending.period, receipt.sending.received_on) == (SPRING, RECEIVED)
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected) == (3, 2, 1)
    assert receipt.working_days_late == 2
    assert receipt.passed_over == ("shoe",)
    assert store.receipt(receipt.id) == receipt


@pytest.mark.parametrize(
    ("sentence", "due", "late"),
    [
        ("on the day on which it was due", RECEIVED, 0),
        ("before it was due", date(2010, 3, 31), 0),
        ("a weekend after it was due", date(2010, 1, 8), 5),
        ("nothing says when it was due", None, None),
    ],
)
def test_how_late_an_extract_came(
    store: ExtractStore, sentence: str, due: date | None, late: int | None
) -> None:
    assert send(store, TWO, due_on=due).receipt.working_days_late == late, sentence


def test_what_is_shared_by_statute_is_due_when_the_statute_says(store: ExtractStore) -> None:
    incident = {
        "record": "1",
        "kind": "crime",
        "category": "burglary",
        "happened_on": "2009-05-01",
        "place": "E05000001",
    }
    receipt = send(store, [incident], contract="depersonalised-incidents").receipt
    assert receipt.sending.due_on == date(2009, 9, 30)
    assert accepted(store, receipt) == [("1",)]


def test_the_same_bytes_again_change_nothing(store: ExtractStore) -> None:
    first = send(store, TWO)
    before = everything_kept(store)
    again = send(store, TWO, received_on=LATER)
    assert (first.is_known, again.is_known) == (False, True)
    assert again.receipt == first.receipt
    assert everything_kept(store) == before


def test_a_corrected_extract_takes_the_place_of_the_earlier_which_is_kept(store: ExtractStore) -> None:
    first = send(store, TWO).receipt
    second = send(store, [offence()], received_on=LATER).receipt
    assert second.replaces == first.id
    assert store.in_force().receipts == (second.id,)
    assert accepted(store, first) == [("A1",), ("B1",)]


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("another supplier", {"supplier": "prison"}),
        ("another period", {"period": SUMMER}),
    ],
)
def test_extracts_that_stand_beside_each_other(
    store: ExtractStore, sentence: str, other: dict[str, object]
) -> None:
    first, second = send(store, TWO).receipt, send(store, TWO, **other).receipt
    assert store.in_force().receipts == (first.id, second.id), sentence
    assert second.replaces is None


def test_undoing_a_correction_has_the_earlier_extract_count_again(store: ExtractStore) -> None:
    first = send(store, TWO).receipt
    second = send(store, [offence()]).receipt
    assert undo(store, second.id[:12], on=LATER) == second
    assert store.in_force().receipts == (first.id,)
    assert [(one.receipt, one.on) for one in store.in_force().undone] == [(second.id, LATER)]


def test_what_was_undone_counts_again_when_it_comes_again(store: ExtractStore) -> None:
    """And it is what an undone correction of it gives way to."""
    first = send(store, TWO).receipt
    undo(store, first.id, on=LATER)
    assert store.in_force().receipts == ()
    assert not send(store, TWO).is_known
    second = send(store, [offence()]).receipt
    undo(store, second.id, on=LATER)
    assert store.in_force().receipts == (first.id,)


def test_what_does_not_count_is_not_taken_back(store: ExtractStore) -> None:
    first = send(store, TWO).receipt
    send(store, [offence()])
    with pytest.raises(NotInForce, match="does not count now"):
        undo(store, first.id, on=LATER)


@pytest.mark.parametrize(
    ("sentence", "name", "said"),
    [
        ("a name that no receipt has", "nothing", "No receipt begins with"),
        ("what every receipt begins with", "", "No receipt begins with"),
        ("a way out of the folder", "../current", "No receipt begins with"),
    ],
)
def test_a_receipt_that_is_not_there(store: ExtractStore, sentence: str, name: str, said: str) -> None:
    send(store, TWO)
    with pytest.raises(NoSuchReceipt, match=said):
        undo(store, name, on=LATER)


def test_a_new_code_of_a_supplier_is_mapped_in_the_next_version_of_the_profile(store: ExtractStore) -> None:
    """The same bytes, read with it, take the place of what was taken in before."""
    rows = [offence(outcome="G"), SECOND]
    before = send(store, rows, profile=ExtractProfile(name="Force", contract="offences")).receipt
    assert "“G” is not known" in rejections(store, before)[0][3]
    mapped = ExtractProfile(
        name="Force", contract="offences", version=2, codes={"outcome": {"G": "conviction"}}
    )
    after = send(store, rows, profile=mapped).receipt
    assert (after.replaces, after.profile_version) == (before.id, 2)
    assert accepted(store, after, "record, outcome") == [("A1", "conviction"), ("B1", "conviction")]


NO_HEADING = as_csv([{"record": "A1", "offence_date": "2009-04-20", "crime": "theft"}])
INCIDENT = as_csv([{"record": "1", "kind": "crime", "category": "x", "happened_on": "2009-05-01",
                    "place": "E05000001", "surname": "Elm"}])  # fmt: skip
CHANGED = ExtractProfile(name="Force", contract="offences", date_order="dmy")


@pytest.mark.parametrize(
    ("sentence", "content", "options", "refusal", "said"),
    [
        ("an empty file", b"", {}, ExtractUnreadable, "The file is empty"),
        ("a picture", b"\x89PNG\x00\x00", {}, ExtractUnreadable, "neither text nor Parquet"),
        ("headings alone", as_csv(TWO).splitlines()[0], {}, ExtractNotTaken, "no row below"),
        ("a heading is missing", NO_HEADING, {}, ExtractUnreadable, "no column offence_group. New in the file: crime"),
        ("a heading twice", "record,Record\n1,2\n", {}, ExtractUnreadable, "Two headings hold record"),
        ("a quotation mark that is not closed", as_csv(TWO) + '"A9,', {}, ExtractUnreadable, "one is not closed"),
        ("marks that do not pair up", as_csv(TWO) + '"A"9,"\n', {}, ExtractUnreadable, "one is not closed"),
        ("marks in the middle", as_csv(TWO) + '"A"9",x"\n', {}, ExtractUnreadable, "Line 4 of the file cannot"),
        ("fewer rows than were announced", as_csv(TWO), {"rows_announced": 3}, ExtractNotTaken, "2 rows and 3 were"),
        ("no row is sound", as_csv([offence(outcome="G")]), {}, ExtractNotTaken, "None of the 1 rows can be taken"),
        ("a Parquet file that is cut off", b"PAR1" + b"\x15\x00" * 40, {}, ExtractUnreadable, "cut off or damaged"),
        (
            "a column that tells who was concerned, where none may",
            INCIDENT,
            {"contract": "depersonalised-incidents"},
            ExtractUnreadable,
            "Take out: surname",
        ),
        (
            "a period that only overlaps",
            as_csv(TWO),
            {"period": Window(date(2009, 6, 1), date(2009, 8, 31))},
            ExtractNotTaken,
            "overlaps that of the extract",
        ),
        (
            "a profile that changed and kept its version",
            as_csv(TWO),
            {"profile": CHANGED, "supplier": "prison"},
            ExtractNotTaken,
            "Raise its version",
        ),
    ],
)  # fmt: skip
def test_an_extract_that_is_refused_as_a_whole_changes_nothing(
    store: ExtractStore,
    sentence: str,
    content: str | bytes,
    options: dict[str, object],
    refusal: type[Refused],
    said: str,
) -> None:
    send(store, [SECOND], profile=ExtractProfile(name="Force", contract="offences"))
    before = everything_kept(store)
    with pytest.raises(refusal, match=said):
        send(store, content, **options)  # type: ignore[arg-type]
    assert everything_kept(store) == before, sentence
    assert not list((store.folder / "incoming").iterdir())


def in_parquet(text: str, folder: Path) -> bytes:
    """A text with commas again as Parquet, its days as days."""
    (folder / "sent.csv").write_text(text)
    out = folder / "sent.parquet"
    with open_engine(threads=1) as engine:
        source = f"read_csv({quoted(str(folder / 'sent.csv'))}, header = true)"
        engine.execute(f"COPY (FROM {source}) TO {quoted(str(out))} (FORMAT parquet)")
    return out.read_bytes()


NAMED = [offence(surname="Maçon"), offence(record="B1", pnc_id="", forename="Ash", surname="Größe")]
WAYS: list[tuple[str, Callable[[Path], bytes], ExtractProfile | None]] = [
    ("UTF-8", lambda folder: as_csv(NAMED).encode(), None),
    ("UTF-8 with a mark", lambda folder: as_csv(NAMED).encode("utf-8-sig"), None),
    ("the older encoding of Windows", lambda folder: as_csv(NAMED).encode("cp1252"), None),
    (
        "an encoding that the profile names",
        lambda folder: as_csv(NAMED).encode("cp850"),
        ExtractProfile(name="Old system", contract="offences", encoding="cp850"),
    ),
    ("semicolons", lambda folder: as_csv(NAMED, delimiter=";").encode(), None),
    ("tabs", lambda folder: as_csv(NAMED, delimiter="\t").encode(), None),
    ("the line ends of Windows", lambda folder: as_csv(NAMED).replace("\n", "\r\n").encode(), None),
    ("Parquet", lambda folder: in_parquet(as_csv(NAMED), folder), None),
    (
        "headings of the supplier's own, below a line",
        lambda folder: ("Extract of June\n" + as_csv(NAMED).replace("record", "Crime No")).encode(),
        ExtractProfile(name="Force", contract="offences", heading_row=2, headings={"crime no": "record"}),
    ),
]


@pytest.mark.parametrize(("sentence", "written", "profile"), WAYS, ids=[way[0] for way in WAYS])
def test_one_extract_in_many_forms_gives_the_same_rows(
    store: ExtractStore,
    tmp_path: Path,
    sentence: str,
    written: Callable[[Path], bytes],
    profile: ExtractProfile | None,
) -> None:
    receipt = send(store, written(tmp_path), profile=profile).receipt
    assert accepted(store, receipt, "record, surname, offence_date") == [
        ("A1", "Maçon", date(2009, 4, 20)),
        ("B1", "Größe", date(2009, 4, 20)),
    ], sentence


def test_a_parquet_file_cut_off_is_refused(store: ExtractStore, tmp_path: Path) -> None:
    whole = in_parquet(as_csv(NAMED), tmp_path)
    with pytest.raises(ExtractUnreadable, match="cut off or damaged"):
        send(store, whole[: len(whole) // 2])
    assert store.in_force().receipts == ()


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_a_parquet_file_that_is_damaged_inside_is_refused(
    store: ExtractStore, tmp_path: Path, share: float
) -> None:
    """Its end, which says what it holds, is whole; some of its rows are not."""
    rows = [offence(record=f"R{at}", pnc_id=f"2001/{at}A", surname=f"Elm{at * 7919}") for at in range(3_000)]
    whole = in_parquet(as_csv(rows), tmp_path)
    at = int(len(whole) * share)
    with pytest.raises(ExtractUnreadable, match="cut off"):
        send(store, whole[:at] + bytes(2_000) + whole[at + 2_000 :])
    assert store.in_force().receipts == ()


def test_the_rows_of_a_workbook_are_read_and_its_bytes_are_on_the_receipt(
    store: ExtractStore, tmp_path: Path
) -> None:
    file = tmp_path / "offences.ods"
    file.write_bytes(b"PK the bytes of a workbook")
    rows = [list(SECOND), list(SECOND.values()), ["", ""]]
    receipt = bring_in(store, file, sending(), rows=rows).receipt
    assert receipt.sha256 == sha256(file.read_bytes()).hexdigest()
    assert (receipt.rows_read, accepted(store, receipt)) == (1, [("B1",)])


def test_a_line_that_was_cut_off_is_sent_back(store: ExtractStore) -> None:
    text = as_csv([SECOND, offence()])
    receipt = send(store, text[: text.index("theft", text.index("A1")) + 3]).receipt
    assert [one[:3] for one in rejections(store, receipt)] == [("3", "A1", "offence_group")]
    assert accepted(store, receipt) == [("B1",)]


def test_a_row_with_more_cells_than_headings_is_sent_back(store: ExtractStore) -> None:
    receipt = send(store, as_csv([SECOND, offence()]).rstrip("\n") + ",more\n").receipt
    assert [one[:3] for one in rejections(store, receipt)] == [("3", "A1", "")]
    assert accepted(store, receipt) == [("B1",)]


def test_a_cell_may_hold_a_line_end_and_the_rows_keep_their_numbers(store: ExtractStore) -> None:
    rows = [SECOND | {"area": "Ash\nand Elm, “both”"}, offence(outcome="G")]
    receipt = send(store, rows).receipt
    assert [one[:2] for one in rejections(store, receipt)] == [("3", "A1")]
    assert accepted(store, receipt, "area") == [("Ash\nand Elm, “both”",)]


def test_two_commands_do_not_write_at_once(store: ExtractStore) -> None:
    with alone(store.folder), pytest.raises(StoreBusy, match="Another command is writing"):
        send(store, TWO)


@pytest.mark.parametrize(
    ("sentence", "content", "said"),
    [
        ("damaged", "{", "is damaged"),
        ("of another version", '{"version": 2}', "written by another version"),
    ],
)
def test_a_store_that_cannot_be_read_is_refused(
    store: ExtractStore, sentence: str, content: str, said: str
) -> None:
    (store.folder / "current.json").write_text(content)
    with pytest.raises(StoreUnreadable, match=said):
        open_extract_store(store.folder)
