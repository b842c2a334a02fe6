"""plan import, export and lint: what they write, print and refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from throughline import cli
from throughline.cli import plan as commands
from throughline.universe.story import PARTNERSHIPS
from throughline.web.plan.models import PlanVersion

OWN = PARTNERSHIPS / "east-midlands-plan-2009-10.csv"
LEGACY = Path(__file__).parents[1] / "fixtures" / "plan" / "legacy_harbour.txt"
Ask = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("universe", "db")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command against the store of the tests; exit code, output, and what it said of the work."""
    monkeypatch.setattr(commands, "open_ready_store", lambda: None)

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "plan", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


def test_what_is_exported_is_what_was_accepted_to_the_letter(ask: Ask, tmp_path: Path) -> None:
    code, printed, said = ask("export", "east-midlands", "--out", tmp_path / "plan.csv")
    assert (code, printed) == (0, "")
    assert "The plan of 2009-10, version 1, is in" in said
    assert (tmp_path / "plan.csv").read_bytes() == OWN.read_bytes()


def test_an_import_is_a_version_of_its_year(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "changed.csv"
    file.write_bytes(OWN.read_bytes().replace(b"Directory produced", b"Directory printed"))
    code, printed, _said = ask("import", file, "east-midlands", "--json")
    told = json.loads(printed)
    assert (code, told["year"], told["version"]) == (0, "2009-10", 2)
    assert (told["priorities"], told["objectives"], told["questions"]) == (17, 56, [])
    assert PlanVersion.objects.get(plan__partnership__slug="east-midlands", number=2).text == file.read_text()


def test_a_dry_run_accepts_nothing_and_asks_its_questions(ask: Ask) -> None:
    code, printed, said = ask("import", LEGACY, "east-midlands", "--dry-run", "--json")
    told = json.loads(printed)
    assert (code, told["version"]) == (0, None)
    assert {"code", "place", "sentence"} == set(told["questions"][0])
    assert PlanVersion.objects.filter(plan__partnership__slug="east-midlands").count() == 1
    assert "Traceback" not in said


def test_a_file_with_open_questions_is_not_accepted(ask: Ask) -> None:
    code, printed, said = ask("import", LEGACY, "east-midlands", "--json")
    told = json.loads(printed)
    assert (code, told["version"]) == (1, None)
    assert told["questions"]
    assert "Nothing was accepted" in said
    assert "for a person. Mend the file at those places" in said
    assert PlanVersion.objects.filter(plan__partnership__slug="east-midlands").count() == 1


def test_plain_lines_say_the_kind_the_place_and_the_words(ask: Ask) -> None:
    code, printed, said = ask("import", LEGACY, "east-midlands", "--dry-run")
    heading, first, *_rest = printed.splitlines()
    assert (code, heading, first.split("\t")[0]) == (0, "Kind\tPlace\tWhat", "question")
    assert said.splitlines()[-1] == "Nothing was accepted."


def test_a_file_that_is_no_plan_is_refused_with_its_places(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "wish.csv"
    file.write_text("row,id\nwish,1\nobjective,\n")
    code, printed, said = ask("import", file, "east-midlands")
    assert (code, printed) == (1, "")
    assert [line.split(":")[0] for line in said.splitlines()] == ["cell A2", "cell B3"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("import", OWN, "east-midlands"), "says this already", id="the plan in force again"),
        pytest.param(("import", "no.csv", "east-midlands"), "There is no file no.csv", id="no such file"),
        pytest.param(("import", OWN, "nowhere"), "holds no partnership “nowhere”", id="no such partnership"),
        pytest.param(("export", "barnet", "--out", "x.csv"), "accept a plan first", id="no plan yet"),
        pytest.param(
            ("export", "east-midlands", "--year", "2030-31", "--out", "x.csv"), "one for 2009-10", id="no such year"
        ),
        pytest.param(("lint", "east-midlands", "--on", "soon"), "“soon” is not a day", id="no day"),
    ],
)  # fmt: skip
def test_a_bad_call_is_one_sentence(ask: Ask, arguments: tuple[object, ...], sentence: str) -> None:
    code, printed, said = ask(*arguments)
    assert (code, printed, len(said.strip().splitlines())) == (2, "", 1)
    assert sentence in said


@pytest.mark.parametrize("named", [OWN, "east-midlands"])
def test_the_linter_reads_a_file_or_the_plan_in_force(ask: Ask, named: object) -> None:
    code, printed, _said = ask("lint", named, "--json")
    found = json.loads(printed)
    assert code == 1
    assert {"code", "place", "message"} == set(found[0])
    assert ("milestone-undated", "2.5.10.m1") in {(one["code"], one["place"]) for one in found}
