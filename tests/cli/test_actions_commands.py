"""`throughline actions list` and `half-life`: open actions and how long they take, also for programs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from throughline import cli

Ask = Callable[..., tuple[int, str]]


@pytest.fixture
def ask(universe: None, db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command on the store of the tests; the exit code and what it printed."""
    monkeypatch.setattr("throughline.cli.actions.open_ready_store", lambda: None)

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "actions", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return int(end.value.code or 0), capsys.readouterr().out

    return run


def test_the_longest_overdue_comes_first_and_keeps_its_first_day(ask: Ask) -> None:
    code, printed = ask("list", "barnet", "--json")
    said = json.loads(printed)
    assert (code, said["on"]) == (0, "2026-03-30")
    first, second = said["actions"][:2]
    assert (first["number"], first["overdue_days"], first["slips"]) == (2, 61, 0)
    assert (second["number"], second["first_due"], second["due"]) == (1, "2025-09-30", "2026-02-24")
    assert (second["slips"], second["drift_days"], second["needs_a_decision"]) == (2, 147, True)


def test_a_pipe_gets_a_line_an_action_with_who_owns_it(ask: Ask) -> None:
    lines = ask("list", "barnet")[1].splitlines()
    assert lines[0].split("\t") == ["Action", "Who", "First due", "Due", "Moved", "Overdue", "Decide"]
    assert "Department for Work and Pensions" in next(line for line in lines if line.startswith("5 "))


def test_an_earlier_day_shows_what_was_open_then(ask: Ask) -> None:
    said = json.loads(ask("list", "barnet", "--on", "2025-09-01", "--json")[1])
    by_number = {one["number"]: one for one in said["actions"]}
    assert sorted(by_number) == [1, 2, 3, 7]
    assert (by_number[1]["due"], by_number[1]["slips"], by_number[1]["state"]) == (
        "2025-09-30",
        0,
        "accepted",
    )


def test_half_lives_are_said_only_where_there_are_enough(ask: Ask) -> None:
    said = json.loads(ask("half-life", "barnet", "--json")[1])
    every, *rest = said["rows"]
    assert (every["given"], every["verified"], every["verdict"]) == (12, 5, "not yet half")
    assert {one["verdict"] for one in rest} == {"too few"}
    assert sum(one["given"] for one in rest) == 12
