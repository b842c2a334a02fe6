"""scorecard: what it prints of a day, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from throughline import cli
from throughline.cli import figures as commands

Ask = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("universe", "db")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs the command against the store of the tests; exit code, output, and what it said of the work."""
    monkeypatch.setattr(commands, "open_ready_store", lambda: None)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "scorecard", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


def test_plain_lines_begin_with_what_needs_the_board(ask: Ask) -> None:
    code, printed, said = ask("east-midlands")
    heading, first, *rest = printed.splitlines()
    assert (code, len(rest) + 1) == (0, 31)
    assert heading.split("\t")[:3] == ["Group", "Indicator", "Verdict"]
    assert first.split("\t")[:5] == [
        "Needs the board", "NI 18 reoffending, Nottingham", "Worse", "Off target", "911",
    ]  # fmt: skip
    assert said.startswith("Talk about two of 31 indicators.")


def test_json_has_the_shape_that_the_help_tells(ask: Ask) -> None:
    _code, printed, _said = ask("east-midlands", "--json")
    told = json.loads(printed)
    assert list(told) == ["on", "lead", "rows"]
    assert set(told["rows"][0]) == {
        "group", "id", "code", "name", "verdict", "position", "value", "target", "period", "age", "recent",
        "method", "sentence", "receipts",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "value"),
    [("2009-07-20", "14"), ("2009-10-07", "35"), ("2010-01-04", "49")],
)
def test_a_day_knows_only_what_had_come_by_then(ask: Ask, day: str, value: str) -> None:
    _code, printed, _said = ask("east-midlands", "--on", day, "--json")
    rows = {row["id"]: row for row in json.loads(printed)["rows"]}
    assert rows["sotp-community"]["value"] == value


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("barnet",), "keeps no indicators", id="no indicators"),
        pytest.param(("nowhere",), "holds no partnership", id="no such partnership"),
        pytest.param(("east-midlands", "--on", "2010-13-01"), "is not a day", id="no day"),
        pytest.param(
            ("east-midlands", "--on", "2009-01-01"), "keeps no indicators", id="before there were any"
        ),
    ],
)
def test_a_bad_call_is_one_sentence(ask: Ask, arguments: tuple[str, ...], sentence: str) -> None:
    code, printed, said = ask(*arguments)
    assert (code, printed, len(said.strip().splitlines())) == (2, "", 1)
    assert sentence in said
