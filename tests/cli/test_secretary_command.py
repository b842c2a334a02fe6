"""throughline partnership secretary: the code that lets a first secretary in, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from throughline import cli
from throughline.cli import secretaries
from throughline.web.access.actions import accept_invitation, create_partnership, start_store
from throughline.web.access.models import OfficeHeld, Partnership, Person

AT = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
NAMED = ("--name", "Ada Rowan", "--email", "ada@h.example")
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs the command here; the exit code, what it printed, and what it said about the work."""
    monkeypatch.setattr(secretaries, "open_ready_store", lambda: None)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "partnership", "secretary", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


@pytest.fixture
def hazelmere(db: None) -> Partnership:
    """A partnership as the command line loads one: nobody is in it."""
    start_store(kind="real", by=None, at=AT)
    return create_partnership(slug="hazelmere", name="Hazelmere", by=None, at=AT)


def test_the_printed_code_lets_the_secretary_in(ask: Ask, hazelmere: Partnership) -> None:
    code, printed, _ = ask("hazelmere", *NAMED)
    assert code == 0
    user = accept_invitation(code=printed.strip(), password="rowan hedge lantern", at=datetime.now(UTC))
    assert OfficeHeld.objects.get(person__user=user).office == "secretary"


def test_programs_read_the_code_as_json(ask: Ask, hazelmere: Partnership) -> None:
    _, printed, _ = ask("hazelmere", *NAMED, "--json")
    assert sorted(json.loads(printed)) == ["code", "partnership"]


def test_a_second_one_is_refused_in_one_sentence(ask: Ask, hazelmere: Partnership) -> None:
    ask("hazelmere", *NAMED)
    code, printed, said = ask("hazelmere", "--name", "Bo Tansy", "--email", "bo@h.example")
    assert (code, printed) == (2, "")
    assert "Hazelmere has or had a secretary, who gives the office on. Nothing was changed." in said
    assert Person.objects.count() == 1


def test_a_partnership_that_is_not_there_is_refused(ask: Ask, hazelmere: Partnership) -> None:
    code, _, said = ask("nowhere", *NAMED)
    assert code == 2
    assert "holds no partnership “nowhere”" in said
