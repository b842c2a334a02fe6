"""serve, audit and doctor: what they refuse, and what they say."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from throughline import cli
from throughline.cli import doctor, site, store
from throughline.papers.lettering import FOLDER as FONTS
from throughline.web.access import audit
from throughline.web.access.actions import (
    InvitationRefused,
    StoreAlreadyStarted,
    accept_invitation,
    create_partnership,
    start_store,
)
from throughline.web.access.audit_guard import unguards
from throughline.web.access.models import Event, Partnership
from throughline.web.site.kinds import FixedDayRefused
from throughline.web.site.models import Store

AT = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
LATER = ("access", "9999_from_a_newer_version")
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command here; the exit code, what it printed, and what it said about the work."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


@pytest.fixture
def trail(db: None, settings: object, tmp_path: Path) -> None:
    """Three events, and a place for a checkpoint."""
    settings.AUDIT_CHECKPOINT = tmp_path / "checkpoint.json"  # type: ignore[attr-defined]
    for number in (1, 2, 3):
        audit.record_event(by=None, at=AT, what="paper read", thing=f"paper:{number}")


def spoil(statement: str) -> None:
    """Change the trail behind the guard's back."""
    with connection.cursor() as cursor:
        for taken_away in unguards(connection.vendor):
            cursor.execute(taken_away)
        cursor.execute(statement)


def test_a_trail_that_holds_is_counted(trail: None, ask: Ask) -> None:
    code, printed, _ = ask("audit", "verify")
    assert (code, printed) == (
        0,
        "The audit trail holds: 3 rows, each following from the one before it.\n",
    )


def test_the_first_bad_row_is_named(trail: None, ask: Ask) -> None:
    spoil("UPDATE access_event SET what = 'nothing' WHERE number >= 2")
    code, printed, _ = ask("audit", "verify")
    assert (code, printed) == (1, "Audit row 2: was changed after it was written.\n")


def test_a_program_reads_whether_the_trail_holds(trail: None, ask: Ask) -> None:
    code, printed, _ = ask("audit", "verify", "--json")
    assert (code, json.loads(printed)) == (0, {"holds": True, "rows": 3, "fault": None})
    spoil("UPDATE access_event SET what = 'nothing' WHERE number >= 2")
    code, printed, _ = ask("audit", "verify", "--json")
    fault = {"number": 2, "what": "was changed after it was written."}
    assert (code, json.loads(printed)) == (1, {"holds": False, "rows": 3, "fault": fault})


def test_a_trail_cut_short_after_it_was_signed_is_noticed(trail: None, ask: Ask) -> None:
    assert ask("audit", "sign")[0] == 0
    spoil("DELETE FROM access_event WHERE number = 3")
    code, printed, _ = ask("audit", "verify")
    assert (code, printed) == (1, "Audit row 3: is missing; the signed checkpoint reached row 3.\n")


def test_a_trail_that_does_not_hold_is_not_signed(trail: None, ask: Ask, settings: object) -> None:
    spoil("UPDATE access_event SET what = 'nothing' WHERE number = 1")
    code, printed, _ = ask("audit", "sign")
    assert code == 1
    assert printed == "Audit row 1: was changed after it was written. Nothing was signed.\n"
    assert not settings.AUDIT_CHECKPOINT.exists()  # type: ignore[attr-defined]


@pytest.fixture
def newer(db: None) -> Iterator[MigrationRecorder]:
    """A store whose tables a newer version has changed."""
    recorder = MigrationRecorder(connection)
    recorder.record_applied(*LATER)
    yield recorder
    recorder.record_unapplied(*LATER)


def test_a_newer_store_is_not_read(newer: MigrationRecorder, ask: Ask) -> None:
    code, printed, said = ask("audit", "verify")
    assert (code, printed) == (2, "")
    assert said == (
        "The store was changed by a newer version of Throughline (access 9999_from_a_newer_version). "
        "Use that version, or another store. Nothing was changed.\n"
    )


def test_a_newer_store_is_not_prepared(newer: MigrationRecorder) -> None:
    newer.record_unapplied("sessions", "0001_initial")
    with pytest.raises(store.StoreNotReady, match="newer version"):
        store.prepare_store()
    assert ("sessions", "0001_initial") not in newer.applied_migrations()
    newer.record_applied("sessions", "0001_initial")


def test_an_older_store_says_what_to_run(db: None, ask: Ask) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("sessions", "0001_initial")
    code, _, said = ask("audit", "verify")
    recorder.record_applied("sessions", "0001_initial")
    assert (code, said) == (
        2,
        "This store has not been prepared. Run “throughline serve” or “throughline load” once.\n",
    )


def test_a_port_in_use_is_one_sentence_and_makes_no_store(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", f"sqlite:///{tmp_path}/new/store.sqlite3")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, printed, said = ask("serve", "--port", str(port))
    assert (code, printed) == (2, "")
    assert said == (
        f"Port {port} is in use. Stop what runs there, or choose another port, such as: "
        f"throughline serve --port {port + 1}\n"
    )
    assert not (tmp_path / "new").exists()


def test_an_address_of_another_machine_is_one_sentence(ask: Ask) -> None:
    code, _, said = ask("serve", "--host", "192.0.2.1", "--port", "8000")
    assert (code, said) == (2, "The address 192.0.2.1 is not one of this machine's. Use --host 127.0.0.1.\n")


def _code_in(said: str) -> str:
    found = re.fullmatch(r"Nobody runs this site yet\. .* http://localhost:8000/start runs it: (\S+)\n", said)
    assert found, said
    return found[1]


def test_the_printed_code_makes_the_first_administrator_and_only_the_last_one_does(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    site._begin_real(8000)
    first = _code_in(capsys.readouterr().err)
    site._begin_real(8000)
    second = _code_in(capsys.readouterr().err)
    ada = {
        "password": "a long enough password",
        "email": "ada@example.org",
        "name": "Ada Rowan",
        "at": _now(),
    }
    with pytest.raises(InvitationRefused):
        accept_invitation(code=first, **ada)
    accept_invitation(code=second, **ada)
    site._begin_real(8000)
    assert capsys.readouterr().err == ""


def _now() -> datetime:
    return datetime.now(UTC)


def test_a_real_store_refuses_to_stand_still(db: None, settings: object) -> None:
    settings.FIXED_TODAY = date(2026, 3, 30)  # type: ignore[attr-defined]
    with pytest.raises(FixedDayRefused, match="Unset THROUGHLINE_TODAY"):
        site._begin_real(8000)
    assert not Store.objects.exists()


@pytest.mark.parametrize("holds", [0, 1], ids=["empty", "with a partnership"])
def test_a_real_store_never_becomes_a_demonstration(db: None, holds: int) -> None:
    start_store(kind=Store.Kind.REAL, by=None, at=AT)
    if holds:
        create_partnership(slug="hazelmere", name="Hazelmere Partnership", by=None, at=AT)
    with pytest.raises(StoreAlreadyStarted, match="stays so"):
        site._begin_demonstration()
    assert Partnership.objects.count() == holds
    assert Event.objects.count() == 1 + holds


def test_a_store_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_connection: object) -> None:
        raise DatabaseError("connection refused\nIs the server running?")

    monkeypatch.setattr("django.db.migrations.loader.MigrationLoader", silent)
    with pytest.raises(store.StoreNotReady, match=r"^The store does not answer: connection refused\. Check"):
        store.store_differences()


PLACES = [
    pytest.param((), None, "store", id="nothing yet: a command looks for a real store"),
    pytest.param(("demonstration",), None, "demonstration", id="a demonstration alone is the one meant"),
    pytest.param(("store", "demonstration"), None, "store", id="the real store comes first"),
    pytest.param(("store",), True, "demonstration", id="a demonstration asked for is kept apart"),
    pytest.param(("demonstration",), False, "store", id="a real store asked for is kept apart"),
]


@pytest.mark.parametrize("there, asked, found", PLACES)
def test_where_a_store_is_looked_for(
    there: tuple[str, ...], asked: bool | None, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THROUGHLINE_DATABASE_URL")
    for kind in there:
        (tmp_path / "var" / kind).mkdir(parents=True)
        (tmp_path / "var" / kind / "throughline.sqlite3").touch()
    assert store.store_address(demonstration=asked) == f"sqlite:///var/{found}/throughline.sqlite3"


@pytest.mark.parametrize(
    "there, says",
    [
        pytest.param((), False, id="nothing yet"),
        pytest.param(("store",), False, id="a real store alone"),
        pytest.param(("demonstration",), False, id="a demonstration alone"),
        pytest.param(("store", "demonstration"), True, id="both: which of them is read is said"),
    ],
)
def test_a_command_says_which_of_two_stores_it_reads(
    there: tuple[str, ...], says: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THROUGHLINE_DATABASE_URL")
    for kind in there:
        (tmp_path / "var" / kind).mkdir(parents=True)
        (tmp_path / "var" / kind / "throughline.sqlite3").touch()
    sentence = (
        "This reads the real store, var/store/throughline.sqlite3, and not the demonstration beside it. For the "
        "demonstration set THROUGHLINE_DATABASE_URL=sqlite:///var/demonstration/throughline.sqlite3"
    )
    assert store.two_stores() == (sentence if says else "")
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", "sqlite:///var/demonstration/throughline.sqlite3")
    assert store.two_stores() == ""


def test_the_sentence_is_on_the_error_stream_and_not_for_a_store_that_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(store, "two_stores", lambda: "This reads the real store.")
    named = os.environ["THROUGHLINE_DATABASE_URL"]
    store.open_store(url=named)
    assert capsys.readouterr().err == ""
    store.open_store()
    heard = capsys.readouterr()
    assert (heard.out, heard.err) == ("", "This reads the real store.\n")


def test_the_environment_says_where_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", "postgres://localhost/throughline")
    assert store.store_address(demonstration=True) == "postgres://localhost/throughline"


HEALTHS = [
    pytest.param(doctor.tables((), ()), True, "As this version wants them.", id="tables of this version"),
    pytest.param(
        doctor.tables(("site 0001_initial",), ()),
        False,
        "1 changes are missing. Run “throughline serve” once.",
        id="tables of an older version",
    ),
    pytest.param(
        doctor.tables((), ("site 0002_more",)),
        False,
        "The store is from a newer version (site 0002_more). Use that version.",
        id="tables of a newer version",
    ),
    pytest.param(
        doctor.today(date(2026, 3, 30), is_demonstration=True), True, "Stands still on 2026-03-30.",
        id="a demonstration may stand still",
    ),
    pytest.param(
        doctor.today(date(2026, 3, 30), is_demonstration=False),
        False,
        "THROUGHLINE_TODAY is set, and a real store refuses it. Unset it.",
        id="a real store may not",
    ),
    pytest.param(
        doctor.disk_space(Path("/store"), 499_000_000),
        False,
        "499 MB are free for /store. At least 500 MB are needed: make room on that disk.",
        id="a disk that is nearly full",
    ),
    pytest.param(
        doctor.disk_space(Path("/store"), 500_000_000), True, "500 MB are free for /store.", id="just enough room"
    ),
    pytest.param(doctor.fonts(FONTS), True, "4 fonts for papers.", id="the fonts that come with the program"),
    pytest.param(
        doctor.fonts(Path("/nowhere")),
        False,
        "LiberationSans-Regular.ttf is missing from /nowhere. Install Throughline again.",
        id="a folder without fonts",
    ),
]  # fmt: skip


@pytest.mark.parametrize("found, well, sentence", HEALTHS)
def test_what_the_doctor_says(found: doctor.Health, well: bool, sentence: str) -> None:
    assert (found.well, found.sentence) == (well, sentence)
