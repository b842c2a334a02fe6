"""figures import: a known table is taken in when asked; everything else waits or is refused in a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.web.universe import HOMES
from throughline import cli
from throughline.cli import figure_files as commands
from throughline.universe.story import morning
from throughline.web.access.models import Agency
from throughline.web.performance import actions
from throughline.web.performance.models import Observation, StagedFile

Ask = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("universe", "db")
HELD = date(2010, 1, 14)
TABLE = "Area,Quarter,Settled,Ended\nAsh,Q1 2009-10,57,80\nElm,Q1 2009-10,90,50\n"


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs the command against the store of the tests; exit code, output, and what it said of the work."""
    monkeypatch.setattr(commands, "open_ready_store", lambda: None)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "figures", "import", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Where the table is."""
    (tmp_path / "homes.csv").write_text(TABLE)
    return str(tmp_path / "homes.csv")


@pytest.fixture
def known() -> None:
    """A profile that knows the headings of the table."""
    supplier = Agency.objects.filter(partnership__slug="east-midlands")[0]
    at = {"by": None, "at": morning(HELD)}
    staged = actions.stage_file(supplier=supplier, name="first.csv", content=(TABLE + "\n").encode(), **at)
    actions.map_file(staged=staged, profile=HOMES, is_saved=True, **at)
    actions.withdraw_file(staged=staged, **at)


def figures() -> list[tuple[str, int]]:
    return list(Observation.objects.filter(area__in=("Ash", "Elm")).values_list("area", "numerator"))


def test_a_known_table_is_accepted_and_what_is_unsound_has_its_place(
    ask: Ask, table: str, known: None
) -> None:
    code, printed, said = ask(table, "east-midlands", "--supplier", "noms-probation", "--accept", "--json")
    told = json.loads(printed)
    assert (code, told["new"], told["receipt"]) == (0, 1, "2010-01-15/1")
    assert [one["place"] for one in told["rejections"]] == ["cell C3"]
    assert "Accepted with receipt 2010-01-15/1." in said
    assert figures() == [("Ash", 57)]


def test_without_being_asked_to_accept_it_waits(ask: Ask, table: str, known: None) -> None:
    code, _printed, said = ask(table, "east-midlands", "--supplier", "noms-probation")
    assert (code, figures()) == (0, [])
    assert "1 new, 0 revised, 0 known already, 1 not taken in." in said
    assert StagedFile.objects.get(name="homes.csv").state == "mapped"


def test_a_table_that_no_profile_knows_waits_for_its_columns(ask: Ask, table: str) -> None:
    code, _printed, said = ask(table, "east-midlands", "--supplier", "noms-probation", "--accept")
    assert (code, figures()) == (1, [])
    assert "Say what its columns are under Data arrivals." in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param(("--supplier", "nobody"), "has no organisation “nobody”", id="a supplier that is none"),
        pytest.param(
            ("--supplier", "noms-probation", "--status", "late"),
            "“late” is not final",
            id="a status that is none",
        ),
    ],
)
def test_what_cannot_be_sent_is_refused_in_a_sentence(
    ask: Ask, table: str, options: tuple[str, ...], sentence: str
) -> None:
    code, _printed, said = ask(table, "east-midlands", *options)
    assert (code, StagedFile.objects.filter(name="homes.csv").count()) == (2, 0)
    assert sentence in said
