"""An extract on the pages: sent, looked at, taken in or withdrawn, sent back in part, and taken back."""

from __future__ import annotations

import csv
import errno
import html
import io
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client

from tests.figures.extracts.extracts_sent import as_csv, offence
from tests.figures.extracts.extracts_sent import sending as sending_of
from tests.figures.extracts.tables_written import as_ods, as_xlsx
from tests.web.conftest import NOW
from throughline.figures.extracts.store import bringing_in, durable, rehearsing
from throughline.figures.extracts.store.durable import StoreBusy, StoreUnwritable, alone
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.figures.extracts.store.sent import forget_sent_before, keep_sent, sent
from throughline.web.access.models import Event, Partnership, Person
from throughline.web.extracts import actions
from throughline.web.extracts.actions import coming
from throughline.web.mail.chores import do_chores

pytestmark = pytest.mark.django_db
BRING_IN = "/hazelmere/extracts/bring-in"
ROWS = [
    offence(record="A1"),
    offence(record="A2", outcome="guilty"),
    offence(record="A3", outcome="guilty"),
    offence(record="A1"),
]
"""One sound row, two with a code that is not known, and one that was sent twice."""
MANY = [offence(record="A1"), *(offence(record=f"B{at}", outcome="guilty") for at in range(5))]
"""One sound row, and five with one code that is not known."""
SAID = {
    "contract": "offences", "supplier": "police", "starts": "2009-04-01", "ends": "2009-06-30",
    "received_on": "2010-01-15",
}  # fmt: skip


def send(client: Client, content: bytes, name: str = "june.csv", **said: Any) -> Any:
    """The page that follows on sending a file."""
    file = SimpleUploadedFile(name, content)
    return client.post(BRING_IN, {**SAID, **said, "file": file}, follow=True)


def text(rows: list[dict[str, str]] = ROWS) -> bytes:
    return as_csv(rows).encode()


def files_of(store: ExtractStore) -> set[Path]:
    """Every file of the store but the lock."""
    return {one for one in store.folder.rglob("*") if one.is_file() and one.name != ".lock"}


def test_a_file_is_looked_at_before_anything_counts(as_reader: Client, empty_store: ExtractStore) -> None:
    page = send(as_reader, text()).content.decode()
    assert "Of 4 rows, 1 would be taken in and 3 sent back. Nothing has changed yet." in page
    assert "The same record stands on another row. Keep one." in page
    assert empty_store.in_force().receipts == ()


def test_a_code_that_is_not_known_is_repeated_only_where_five_rows_have_it(
    as_reader: Client, empty_store: ExtractStore
) -> None:
    """Where a column has slipped, what stands in the place of a code is somebody's name."""
    slipped = [offence(record=f"C{at}", outcome=name) for at, name in enumerate(["Ashbourne", "Elmley"])]
    page = send(as_reader, text([*MANY, *slipped])).content.decode()
    assert "The code “guilty” is not known. In the profile, map it under [codes.outcome]" in page
    assert not any(name in page for name in ("Ashbourne", "Elmley"))
    assert "A code that few rows have is not known. In the profile, map it under [codes.outcome]" in page
    assert page.count("A code that few rows have") == 1
    few = send(as_reader, text(MANY[:5])).content.decode()
    assert "“guilty”" not in few


def test_a_heading_that_was_passed_over_is_shown_to_readers_alone(
    as_reader: Client, secretary: Person, as_person: Any, empty_store: ExtractStore
) -> None:
    """A file without headings has a person's row in their place."""
    headed = [offence(record="A1") | {"Ashbourne": "1"}]
    looked = send(as_reader, text(headed)).request["PATH_INFO"]
    as_reader.post(looked, {"take": "in"})
    (receipt,) = empty_store.receipts()
    address = f"/hazelmere/extracts/receipts/{receipt.id}"
    seen = {
        who: client.get(address).content.decode()
        for who, client in (("reader", as_reader), ("secretary", as_person(secretary)))
    }
    assert "Ashbourne" in seen["reader"]
    assert receipt.id in seen["secretary"]
    assert "Ashbourne" not in seen["secretary"]


def test_it_is_taken_in_as_it_was_shown_and_the_copy_is_deleted(
    as_reader: Client, empty_store: ExtractStore, django_capture_on_commit_callbacks: Any
) -> None:
    looked = send(as_reader, text()).request["PATH_INFO"]
    with django_capture_on_commit_callbacks(execute=True):
        page = as_reader.post(looked, {"take": "in"}, follow=True).content.decode()
    (receipt,) = empty_store.receipts()
    assert (receipt.rows_read, receipt.rows_accepted) == (4, 1)
    assert receipt.id in page
    assert receipt.sha256 in page
    assert list((empty_store.folder / "sent").iterdir()) == []
    assert as_reader.get(looked).status_code == 404


def test_it_is_withdrawn_and_nothing_of_it_stays(as_reader: Client, empty_store: ExtractStore) -> None:
    looked = send(as_reader, text()).request["PATH_INFO"]
    as_reader.post(looked, {"withdraw": "yes"})
    assert files_of(empty_store) == set()


def test_what_was_looked_at_and_left_is_deleted_after_a_day(empty_store: ExtractStore) -> None:
    store, at = open_extract_store(empty_store.folder), datetime(2026, 3, 30, 9, tzinfo=UTC)
    old, new = (
        keep_sent(store, text(), ending="csv", sending=sending_of(), profile="", at=moment)
        for moment in (at - timedelta(hours=25), at - timedelta(hours=23))
    )
    assert forget_sent_before(store, at - timedelta(days=1)) == 1
    assert (old.file.exists(), new.file.exists()) == (False, True)
    assert sent(store, new.name) == new


def test_the_worker_deletes_it_too(
    empty_store: ExtractStore, partnership: Partnership, settings: Any
) -> None:
    store = open_extract_store(empty_store.folder)
    left = datetime.now(UTC) - timedelta(hours=25)
    keep_sent(store, text(), ending="csv", sending=sending_of(), profile="", at=left)
    assert do_chores(partnership)["sent extracts deleted"] == 1
    assert files_of(store) == set()
    settings.EXTRACTS = {}
    assert do_chores(partnership)["sent extracts deleted"] == 0


def test_a_file_that_was_half_kept_is_deleted_too(empty_store: ExtractStore) -> None:
    store = open_extract_store(empty_store.folder)
    half = store.folder / "sent" / "0a1b"
    half.mkdir(parents=True)
    (half / "file").write_bytes(text())
    moment = datetime(2026, 3, 30, tzinfo=UTC)
    os.utime(half, (moment.timestamp() - 1,) * 2)
    assert forget_sent_before(store, moment) == 1
    assert not half.exists()


def test_a_file_stays_while_it_is_being_written(empty_store: ExtractStore) -> None:
    store = open_extract_store(empty_store.folder)
    begun = store.folder / "sent" / "0a1b"
    begun.mkdir(parents=True)
    moment = datetime(2026, 3, 30, tzinfo=UTC)
    os.utime(begun, (moment.timestamp() + 1,) * 2)
    assert forget_sent_before(store, moment) == 0
    assert begun.exists()


def test_opening_the_form_deletes_nothing_and_sending_it_does(
    as_reader: Client, empty_store: ExtractStore
) -> None:
    left = open_extract_store(empty_store.folder).folder / "sent" / "0a1b"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    as_reader.get(BRING_IN)
    assert left.exists()
    as_reader.post(BRING_IN, {})
    assert not left.exists()


@pytest.mark.parametrize(
    ("content", "said", "sentence"),
    [
        pytest.param(
            text(), {"rows_announced": "5"}, "The file holds 4 rows and 5 were announced", id="fewer"
        ),
        pytest.param(text() + b'"A9', {}, "an odd number of quotation marks", id="cut off"),
        pytest.param(
            b"PAR1" + b"x" * 40, {"name": "a.parquet"}, "cut off or damaged", id="a broken Parquet file"
        ),
        pytest.param(text(ROWS[1:3]), {}, "None of the 2 rows can be taken in.", id="no sound row"),
        pytest.param(b"one,two\n1,2\n", {}, "record", id="other headings"),
    ],
)
def test_what_the_command_refuses_the_page_refuses_with_the_same_sentence(
    as_reader: Client, empty_store: ExtractStore, tmp_path: Path, content: bytes, said: Any, sentence: str
) -> None:
    page = send(as_reader, content, **said).content.decode()
    file, rows = tmp_path / "sent.csv", said.get("rows_announced")
    file.write_bytes(content)
    store = open_extract_store(tmp_path / "other")
    announced = sending_of(rows_announced=int(rows) if rows else None)
    with pytest.raises(Exception, match=sentence) as refused:
        bringing_in.bring_in(store, file, announced)
    assert str(refused.value) in html.unescape(page)
    assert "Take it in" not in page


@pytest.mark.parametrize(("made", "ending"), [(as_xlsx, "xlsx"), (as_ods, "ods")], ids=["xlsx", "ods"])
def test_a_workbook_is_read_as_its_one_sheet(
    as_reader: Client, empty_store: ExtractStore, made: Any, ending: str
) -> None:
    content = made(list(csv.reader(io.StringIO(as_csv(ROWS)))))
    page = send(as_reader, content, f"june.{ending}").content.decode()
    assert "Of 4 rows" in page


def test_a_file_that_came_before_changes_nothing(as_reader: Client, empty_store: ExtractStore) -> None:
    store = open_extract_store(empty_store.folder)
    first = as_reader.post(send(as_reader, text()).request["PATH_INFO"], {"take": "in"}, follow=True)
    assert "The extract is taken in." in first.content.decode()
    page = send(as_reader, text()).content.decode()
    assert "These bytes came before. To take them in again would change nothing." in page
    assert len(store.in_force().receipts) == 1


def test_a_correction_names_what_it_replaces_and_undoing_it_brings_that_back(
    as_reader: Client, empty_store: ExtractStore
) -> None:
    as_reader.post(send(as_reader, text()).request["PATH_INFO"], {"take": "in"})
    (first,) = empty_store.in_force().receipts
    looked = send(as_reader, text([offence(record="A1"), offence(record="B2")]))
    assert f"It would take the place of the extract {first[:12]}" in looked.content.decode()
    as_reader.post(looked.request["PATH_INFO"], {"take": "in"})
    (second,) = empty_store.in_force().receipts
    assert second != first
    undo = f"/hazelmere/extracts/receipts/{second}/undo"
    assert "Say why the extract is taken back." in as_reader.post(undo, {"why": ""}).content.decode()
    as_reader.post(undo, {"why": "The supplier sent last year's rows."})
    assert empty_store.in_force().receipts == (first,)
    (event,) = Event.objects.filter(what="extract taken back")
    assert event.reason == "The supplier sent last year's rows."
    assert as_reader.get(undo).status_code == 404


def test_a_profile_maps_the_suppliers_words(as_reader: Client, empty_store: ExtractStore) -> None:
    profile = (
        'format = 1\nname = "Force records"\nversion = 1\ncontract = "offences"\n'
        '[codes.outcome]\n"guilty" = "conviction"\n'
    )
    page = send(as_reader, text(), profile=SimpleUploadedFile("force.toml", profile.encode()))
    assert "Of 4 rows, 3 would be taken in and 1 sent back." in page.content.decode()


def test_a_profile_that_is_none_is_refused_and_nothing_is_kept(
    as_reader: Client, empty_store: ExtractStore
) -> None:
    page = send(as_reader, text(), profile=SimpleUploadedFile("force.toml", b"format = 1"))
    assert "The profile does not say name. Declare it." in page.content.decode()
    assert files_of(empty_store) == set()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"contract": ""}, "Choose what it holds."),
        ({"supplier": "nobody"}, "Select a valid choice."),
        ({"starts": "2009-07-01"}, "The last day is before the first."),
        ({"received_on": "soon"}, "This is no day."),
        ({"rows_announced": "0"}, "Write a number of 1 or more."),
        ({"name": "june.docx"}, "The file is none of CSV, Parquet, XLSX and ODS."),
    ],
)
def test_a_form_that_is_wrong_keeps_nothing(
    as_reader: Client, empty_store: ExtractStore, said: dict[str, str], sentence: str
) -> None:
    assert sentence in send(as_reader, text(), **said).content.decode()
    assert files_of(empty_store) == set()


def test_the_list_to_send_back_is_the_commands_own_and_is_audited(
    as_reader: Client, store: ExtractStore
) -> None:
    receipt = next(one for one in store.receipts() if one.rows_rejected)
    answer = as_reader.get(f"/hazelmere/extracts/receipts/{receipt.id}/rejections.csv")
    assert answer.content == store.rejections_file(receipt.id).read_bytes()
    (event,) = Event.objects.filter(what="rejections handed out")
    assert event.detail == {"supplier": "police", "rows": 4}


def test_what_a_killed_look_left_is_deleted_after_a_day(empty_store: ExtractStore) -> None:
    store = open_extract_store(empty_store.folder)
    old, new = store.folder / ".rehearsal-a", store.folder / ".rehearsal-b"
    for folder in (old, new):
        folder.mkdir()
        (folder / "rows.csv").write_bytes(text())
    yesterday = datetime(2026, 3, 29, tzinfo=UTC)
    os.utime(old, (yesterday.timestamp() - 1,) * 2)
    assert forget_sent_before(store, yesterday) == 1
    assert (old.exists(), new.exists()) == (False, True)


def refuses(**told: Any) -> None:
    raise DatabaseError("disk I/O error")


def test_an_extract_that_cannot_be_audited_is_not_taken_in(
    partnership: Partnership, reader: Person, empty_store: ExtractStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep(partnership, reader)
    monkeypatch.setattr(coming, "record_event", refuses)
    with pytest.raises(DatabaseError):
        actions.take_in(partnership=partnership, sent=kept, by=reader.user, at=NOW)
    assert empty_store.in_force().receipts == ()


def keep(partnership: Partnership, reader: Person) -> Any:
    return actions.keep_extract(
        partnership=partnership, content=text(), ending="csv", sending=sending_of(), profile="",
        by=reader.user, at=NOW,
    )  # fmt: skip


def test_an_event_whose_extract_cannot_be_taken_in_is_not_kept(
    partnership: Partnership, reader: Person, empty_store: ExtractStore
) -> None:
    kept = keep(partnership, reader)
    with alone(empty_store.folder), pytest.raises(StoreBusy):
        actions.take_in(partnership=partnership, sent=kept, by=reader.user, at=NOW)
    assert not Event.objects.filter(what="extract taken in").exists()


def test_a_store_that_cannot_be_written_is_told_in_a_sentence(
    as_reader: Client, empty_store: ExtractStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = send(as_reader, text()).request["PATH_INFO"]
    (empty_store.folder / ".lock").mkdir()
    said = "The store cannot be written"
    assert said in as_reader.post(looked, {"take": "in"}).content.decode(), "to take it in"
    monkeypatch.setattr(rehearsing, "TemporaryDirectory", is_read_only)
    assert said in as_reader.get(looked).content.decode(), "to look at it"
    monkeypatch.setattr(durable.tempfile, "mkstemp", is_read_only)
    assert said in send(as_reader, text()).content.decode(), "to keep it"
    monkeypatch.setattr(Path, "mkdir", is_read_only)
    with pytest.raises(StoreUnwritable, match="Read-only file system"):
        keep_sent(empty_store, text(), ending="csv", sending=sending_of(), profile="", at=NOW)
    assert empty_store.in_force().receipts == ()


def is_read_only(*_given: Any, **_named: Any) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def many_rows(rows: int) -> bytes:
    """A Parquet file whose rows are all alike, and so take next to no room."""
    table, out = pyarrow.table({"record": pyarrow.repeat(pyarrow.scalar("A1"), rows)}), io.BytesIO()
    pyarrow.parquet.write_table(table, out, row_group_size=200_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(many_rows(1_000_001), "june.parquet", id="Parquet"),
        pytest.param(b"record\n" + b"A\n" * 1_000_000, "june.csv", id="text"),
    ],
)
def test_a_small_file_of_very_many_rows_is_referred_to_the_command(
    as_reader: Client, empty_store: ExtractStore, content: bytes, name: str
) -> None:
    page = send(as_reader, content, name).content.decode()
    assert "The file has 1,000,001 rows, and the pages take 1,000,000 at most." in page
    assert "The command “throughline figures import” takes an extract of any size." in page
    assert files_of(empty_store) == set()


def test_a_file_of_as_many_rows_as_the_pages_take_is_kept(
    as_reader: Client, empty_store: ExtractStore
) -> None:
    page = send(as_reader, many_rows(1_000_000), "june.parquet").content.decode()
    assert "the pages take" not in page
    assert files_of(empty_store) != set()


def test_the_list_says_which_extracts_the_audit_trail_does_not_tell_of(
    as_reader: Client, partnership: Partnership, reader: Person, empty_store: ExtractStore
) -> None:
    came, back = "Brought in by the command, so not in", "Taken back by the command, so not in"
    taken = actions.take_in(
        partnership=partnership, sent=keep(partnership, reader), by=reader.user, at=NOW
    ).receipt.id
    assert trails(as_reader, came, back) == (0, 0)
    bringing_in.undo(empty_store, taken, on=NOW.date())
    assert trails(as_reader, came, back) == (0, 1)
    later = actions.take_in(
        partnership=partnership, sent=keep(partnership, reader), by=reader.user, at=NOW
    ).receipt.id
    actions.undo_extract(
        partnership=partnership, name=later, why="Last year's rows.", on=NOW.date(), by=reader.user, at=NOW
    )
    assert trails(as_reader, came, back) == (0, 0)
    file = empty_store.folder.parent / "other.csv"
    file.write_bytes(text([offence(record="B1")]))
    bringing_in.bring_in(empty_store, file, sending_of())
    assert trails(as_reader, came, back) == (1, 0)


def trails(client: Client, *said: str) -> tuple[int, ...]:
    page = client.get("/hazelmere/extracts").content.decode()
    return tuple(page.count(one) for one in said)


def test_a_large_file_never_lies_in_a_temporary_folder(
    as_reader: Client, empty_store: ExtractStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_given: Any, **_named: Any) -> None:
        raise AssertionError("a temporary file was made of what was sent")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", opened)
    rows = [offence(record=f"A{number}") for number in range(45_000)]
    assert len(text(rows)) > 3_000_000
    assert "Of 45,000 rows, 45,000 would be taken in" in send(as_reader, text(rows)).content.decode()


def test_a_file_beyond_the_limit_is_referred_to_the_command(
    as_reader: Client, empty_store: ExtractStore, settings: Any
) -> None:
    settings.UPLOAD_LIMIT = 1_000
    answer = as_reader.post(BRING_IN, {**SAID, "file": SimpleUploadedFile("june.csv", b"x" * 2_000)})
    assert answer.status_code == 413
    assert "The command “throughline figures import” takes an extract of any size." in answer.content.decode()


def test_where_nothing_came_yet_the_page_says_what_an_extract_is(
    as_reader: Client, as_secretary: Client, empty_store: ExtractStore
) -> None:
    page = as_reader.get("/hazelmere/extracts").content.decode()
    assert "No extract counts yet." in page
    assert f'href="{BRING_IN}"' in page
    seen = as_secretary.get("/hazelmere/extracts").content.decode()
    assert "Only whoever is appointed to read extracts may bring one in." in seen
    assert not empty_store.folder.exists(), "looking makes no store"


def test_the_list_tells_what_came_late_and_what_follows(as_secretary: Client, store: ExtractStore) -> None:
    page = as_secretary.get("/hazelmere/extracts").content.decode()
    assert "9 extracts count." in page
    assert "5 working days late: due 12 January 2026" in page
    assert "Hazelmere Police" in page
    assert "What measures read is built from just these extracts." in page
    bringing_in.undo(store, store.in_force().receipts[0], on=NOW.date())
    page = as_secretary.get("/hazelmere/extracts").content.decode()
    assert "Taken back on 30 March 2026" in page
    assert "What measures read is built from other extracts than these." in page


def test_a_store_that_is_damaged_is_told_in_a_sentence(as_secretary: Client, store: ExtractStore) -> None:
    (store.folder / "current.json").write_text("{", encoding="utf-8")
    page = as_secretary.get("/hazelmere/extracts").content.decode()
    assert "current.json" in page
    assert "Bring it back from a backup." in page


def test_without_the_engine_the_list_says_how_to_get_it(
    as_secretary: Client, store: ExtractStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    page = as_secretary.get("/hazelmere/extracts").content.decode()
    assert "Install it with: deploy/environment figures" in page
    assert "9 extracts count." in page
