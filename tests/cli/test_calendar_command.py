"""`throughline calendar`: a year from a file or from the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from throughline import cli

FILES = Path(__file__).parents[2] / "partnerships"
BARNET = str(FILES / "barnet.toml")
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


def test_a_pipe_gets_a_line_a_day_in_order(ask: Ask) -> None:
    code, printed, said = ask("calendar", BARNET, "--year", "2026")
    lines = printed.splitlines()
    assert code == 0
    assert lines[0].split("\t") == ["Day", "What", "Body", "Time", "Why"]
    assert [line.split("\t")[0] for line in lines[1:]] == sorted(line.split("\t")[0] for line in lines[1:])
    assert len(lines) == 1 + 18 + 66
    assert "18 meetings and 66 deadlines." in said


def test_one_body_of_a_file(ask: Ask) -> None:
    _, printed, _ = ask("calendar", f"{BARNET}/rrdg", "--year", "2026")
    assert len(printed.splitlines()) == 1 + 6 + 18


def test_the_year_of_a_day(ask: Ask) -> None:
    _, printed, _ = ask("calendar", f"{BARNET}/rrdg", "--on", "2027-03-31", "--json")
    assert json.loads(printed)["starts"] == "2026-04-01"


def test_the_documented_shape_in_json(ask: Ask) -> None:
    _, printed, _ = ask("calendar", BARNET, "--year", "2026", "--json")
    year = json.loads(printed)
    assert list(year) == ["name", "starts", "ends", "meetings", "deadlines", "bodies", "warnings"]
    assert {
        "body": "iom", "kind": "ordinary", "day": "2026-05-06", "time": "14:00", "state": "proposed",
        "notes": ["the pattern of dates is not in the terms"],
    } in year["meetings"]  # fmt: skip
    agenda = next(
        one for one in year["deadlines"] if (one["meeting"], one["what"]) == ("2026-05-06", "agenda")
    )
    assert agenda == {
        "body": "iom", "what": "agenda", "due": "2026-04-28", "meeting": "2026-05-06", "owed_by": "",
        "to": "the members", "why": "5 working days before the meeting; Early May bank holiday does not count",
        "strength": "must", "clause": ["A1 4.7"], "warnings": [],
    }  # fmt: skip
    assert [(one["body"], one["wanted"], one["planned"]) for one in year["bodies"]] == [
        ("rrdg", 6, 6),
        ("iom", 12, 12),
    ]


def test_the_year_as_a_calendar_file(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "barnet.ics"
    code, printed, said = ask("calendar", BARNET, "--year", "2026", "--ics", str(out))
    events = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert (code, printed) == (0, "")
    assert len({str(event["UID"]) for event in events}) == 18 + 66
    assert "18 meetings and 66 deadlines are in" in said


def test_where_there_is_no_pattern_the_windows_are_said(ask: Ask) -> None:
    _, printed, said = ask("calendar", str(FILES / "pan-dorset.toml"), "--year", "2026")
    assert printed.splitlines() == ["Day\tWhat\tBody\tTime\tWhy"]
    assert "no meeting yet in 1 April 2026 to 30 June 2026" in said


def test_from_the_store_called_meetings_are_called(universe: None, db: None, ask: Ask) -> None:
    _, printed, _ = ask("calendar", "barnet/rrdg", "--year", "2026", "--json")
    states = {one["day"]: one["state"] for one in json.loads(printed)["meetings"]}
    assert (states["2026-04-14"], states["2026-06-09"]) == ("called", "proposed")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([f"{BARNET}/board"], "has no body “board”. Its bodies are rrdg and iom."),
        ([f"{BARNET}x.toml"], "There is no file"),
        ([BARNET, "--on", "tomorrow"], "“tomorrow” is not a day. Write it as 2026-04-14."),
        ([BARNET, "--ics", "/no/such/folder/a.ics"], "There is no folder /no/such/folder."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_two(
    ask: Ask, arguments: list[str], sentence: str
) -> None:
    code, printed, said = ask("calendar", *arguments)
    assert (code, printed) == (2, "")
    assert sentence in said
    assert len(said.strip().splitlines()) == 1


def test_a_file_that_is_no_partnership_names_its_first_error(ask: Ask, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('schema = "throughline/partnership@1"\nid = "a"\nname = \n', encoding="utf-8")
    code, _, said = ask("calendar", str(broken))
    assert code == 2
    assert "line 3" in said


def test_an_unknown_partnership_lists_those_there_are(universe: None, db: None, ask: Ask) -> None:
    code, _, said = ask("calendar", "nowhere")
    assert code == 2
    assert "It holds barnet, east-midlands, llr, pan-dorset and west-mercia." in said


BEYOND = [
    ("no year at all", ["--year", "0"], "begins in 0 cannot"),
    ("a year before Christ", ["--year", "-3"], "begins in -3 cannot"),
    ("a year of five figures", ["--year", "99999"], "begins in 99999 cannot"),
    ("before working days are known", ["--on", "2009-02-01"], "begins in 2008 cannot"),
    ("the first day there is", ["--on", "0001-01-01"], "begins in 1 cannot"),
    ("the last day there is", ["--on", "9999-12-31"], "begins in 9999 cannot"),
]


@pytest.mark.parametrize(("asked", "sentence"), [row[1:] for row in BEYOND], ids=[row[0] for row in BEYOND])
def test_a_year_beyond_working_days_is_refused_in_one_sentence(
    ask: Ask, asked: list[str], sentence: str
) -> None:
    code, printed, said = ask("calendar", BARNET, *asked)
    assert (code, printed) == (2, "")
    assert sentence in said
    assert "Give a year from 2009 to 2100." in said


@pytest.mark.parametrize("year", ["2009", "2100"])
def test_the_first_and_the_last_year_are_worked_out(ask: Ask, year: str) -> None:
    code, printed, _ = ask("calendar", f"{BARNET}/rrdg", "--year", year)
    assert (code, len(printed.splitlines()) > 1) == (0, True)
