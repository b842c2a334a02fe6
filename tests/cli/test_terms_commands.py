"""check, load, new and map: what they print, what they refuse, and their exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from throughline import cli
from throughline.cli import beginning, naming, terms
from throughline.rules.terms.model import Leaf, Span
from throughline.rules.terms.reader import read
from throughline.web.access.models import Partnership

FILES = Path(__file__).parents[2] / "partnerships"
BARNET = str(FILES / "barnet.toml")
Ask = Callable[..., tuple[int, str, str]]

ANSWERS = """
name = "East Shire Partnership"
area = ["East Shire"]
[[board]]
name = "Reoffending Board"
members = ["East Shire Council, Head of Community Safety", "East Shire Police"]
every = { months = 3 }
quorum = 2
quorum_counts = "organisations"
chair = "East Shire Police"
reports_to = ["Community Safety Partnership"]
"""


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
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answers(here: Path, text: str = ANSWERS, name: str = "answers.toml") -> str:
    (here / name).write_text(text, encoding="utf-8")
    return name


CODES = [
    ("a file whose terms contradict themselves ends with 1", [BARNET], 1),
    ("a file that is only silent ends with 0", [str(FILES / "east-midlands.toml")], 0),
    ("one bad file of two is enough for 1", [str(FILES / "east-midlands.toml"), BARNET], 1),
]


@pytest.mark.parametrize(("files", "code"), [row[1:] for row in CODES], ids=[row[0] for row in CODES])
def test_check_ends_with_one_where_the_terms_cannot_be_adopted(ask: Ask, files: list[str], code: int) -> None:
    assert ask("check", *files, "--on", "2026-09-01")[0] == code


def test_check_prints_a_line_for_each_finding_with_its_place(ask: Ask) -> None:
    _, printed, said = ask("check", BARNET, "--on", "2026-09-01")
    heading, *rows = printed.splitlines()
    assert heading.split("\t") == ["File", "Line", "Level", "Code", "Clause", "What", "Where"]
    empty = next(row.split("\t") for row in rows if "E-appendix-empty" in row)
    line = next(n for n, text in enumerate(Path(BARNET).read_text().splitlines(), 1) if '"A2"' in text)
    assert empty[:5] == [BARNET, str(line), "error", "E-appendix-empty", "A2"]
    assert f"{sum(row.split(chr(9))[2] == 'silent' for row in rows)} silent" in said


def test_check_as_json_names_the_file_and_nothing_else_is_printed(ask: Ask) -> None:
    code, printed, said = ask("check", BARNET, "--on", "2026-09-01", "--json")
    rows = json.loads(printed)
    assert code == 1
    assert said == ""
    assert {tuple(row) for row in rows} == {("file", "level", "code", "at", "clause", "line", "message")}
    assert {row["file"] for row in rows} == {BARNET}


def test_check_goes_by_the_day_it_is_given(ask: Ask) -> None:
    def places(day: str) -> set[str]:
        rows = json.loads(ask("check", BARNET, "--on", day, "--json")[1])
        return {row["at"] for row in rows if row["code"] == "L-meets-proposed"}

    assert places("2026-04-13") - places("2026-04-14") == {"rrdg.meets.ordinary.every"}


def test_check_reports_every_error_of_form_with_its_line(ask: Ask, here: Path) -> None:
    (here / "bad.toml").write_text('schema = "throughline/partnership@1"\nid = "X x"\ncolour = 1\n')
    code, printed, _ = ask("check", "bad.toml", "--json")
    assert code == 1
    assert {(row["code"], row["line"]) for row in json.loads(printed)} >= {
        ("E-unknown-key", 3),
        ("E-bad-value", 2),
    }


REFUSED = [
    ("check of a file that is not there", ["check", "nowhere.toml"], "There is no file nowhere.toml."),
    ("check on a day that is none", ["check", BARNET, "--on", "soon"], "“soon” is not a day."),
    ("a map of a file that is not there", ["map", "nowhere.toml"], "There is no file nowhere.toml."),
    ("a map around a board that is not there", ["map", f"{BARNET}/nobody"], "Its bodies are rrdg and iom."),
    ("new without a terminal or answers", ["new", "x"], "Give the answers in a file"),
    (
        "new with answers that are not there",
        ["new", "x", "--answers", "no.toml"],
        "There is no file no.toml.",
    ),
]


@pytest.mark.parametrize(
    ("arguments", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_bad_call_is_refused_in_one_sentence(
    ask: Ask, here: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    code, printed, said = ask(*arguments)
    assert (code, printed) == (2, "")
    assert sentence in said
    assert list(here.iterdir()) == []


def test_new_writes_a_file_that_says_what_was_answered(ask: Ask, here: Path) -> None:
    code, printed, _ = ask("new", "east-shire", "--answers", answers(here))
    begun = read((here / "east-shire.toml").read_text(encoding="utf-8"))
    (board,) = begun.bodies
    assert (code, printed) == (0, "")
    assert (begun.id, begun.name, begun.area) == ("east-shire", "East Shire Partnership", ("East Shire",))
    assert [seat.post for seat in board.seats] == [("Head of Community Safety",), None]
    assert (board.meets[0].every, board.quorum[0].test) == (
        Span(3, "months"),
        Leaf(count="organisations", at_least=2),
    )
    assert ask("check", "east-shire.toml", "--on", "2026-04-01")[0] == 0


def test_new_takes_the_same_answers_as_json(ask: Ask, here: Path) -> None:
    import tomllib

    same = answers(here, json.dumps(tomllib.loads(ANSWERS)), "answers.json")
    ask("new", "east-shire", "--answers", same, "--out", "a.toml")
    ask("new", "east-shire", "--answers", answers(here), "--out", "b.toml")
    assert (here / "a.toml").read_text() == (here / "b.toml").read_text()


def test_new_never_writes_over_a_file(ask: Ask, here: Path) -> None:
    (here / "east-shire.toml").write_text("mine")
    code, _, said = ask("new", "east-shire", "--answers", answers(here))
    assert code == 2
    assert "was not changed" in said
    assert (here / "east-shire.toml").read_text() == "mine"


BAD_ANSWERS = [
    ("a key that is not asked for", 'colour = "blue"\n' + ANSWERS, "“colour” is not a key here"),
    ("no name", ANSWERS.replace('name = "East Shire Partnership"', ""), "“name” is missing"),
    ("a quorum in words", ANSWERS.replace("quorum = 2", 'quorum = "two"'), "“quorum” is a whole number"),
    ("a quorum of heads", ANSWERS.replace('"organisations"', '"heads"'), "not “heads”"),
    ("an interval in words", ANSWERS.replace("{ months = 3 }", "{ moons = 3 }"), "every: "),
    (
        "a chair who does not sit",
        ANSWERS.replace('chair = "East Shire Police"', 'chair = "Fire"'),
        "Fire chairs",
    ),
    (
        "a board that reports to itself",
        ANSWERS.replace("Community Safety Partnership", "Reoffending Board"),
        "Board 1, reports_to: Reoffending Board cannot report to itself.",
    ),
    ("a quorum above the seats", ANSWERS.replace("quorum = 2", "quorum = 9"), "A quorum of 9 cannot be met"),
    (
        "a kind that is none",
        ANSWERS.replace('name = "Reoffending Board"', 'name = "R"\nkind = "club"'),
        "club",
    ),
    ("no TOML", "name = ", "cannot be read"),
]


@pytest.mark.parametrize(
    ("text", "sentence"), [row[1:] for row in BAD_ANSWERS], ids=[row[0] for row in BAD_ANSWERS]
)
def test_answers_that_cannot_stand_are_refused_and_nothing_is_written(
    ask: Ask, here: Path, text: str, sentence: str
) -> None:
    code, _, said = ask("new", "east-shire", "--answers", answers(here, text))
    assert code == 2
    assert sentence in said
    assert not (here / "east-shire.toml").exists()


def test_new_asks_on_a_terminal_and_keeps_an_empty_answer_as_silence(
    ask: Ask, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["East Shire", "", "Board", "Council, Head", "Police", "", "", "2", "", "", "", ""])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(beginning.typer, "prompt", lambda *told, **how: next(typed))
    assert ask("new", "east-shire")[0] == 0
    (board,) = read((here / "east-shire.toml").read_text()).bodies
    assert [seat.id for seat in board.seats] == ["council", "police"]
    assert (board.quorum[0].test, board.meets, board.offices, board.lines) == (Leaf(at_least=2), (), (), ())


def test_map_prints_each_line_and_says_what_is_missing(ask: Ask) -> None:
    code, printed, said = ask("map", BARNET, "--on", "2026-04-01")
    assert code == 0
    assert printed.splitlines() == [
        "Body\tLine\tTo",
        "Reducing Re-offending Delivery Group\treports to\tBarnet Safer Communities Partnership Board",
        "IOM Case Work Panel\treports to\tReducing Re-offending Delivery Group",
    ]
    assert "Appendix 2" in said


def test_map_as_json_has_its_documented_shape(ask: Ask) -> None:
    found = json.loads(ask("map", BARNET, "--on", "2026-04-01", "--json")[1])
    assert tuple(found) == ("title", "on", "bodies", "lines", "gaps")
    assert {tuple(one) for one in found["bodies"]} == {("id", "name")}
    assert {tuple(one) for one in found["lines"]} == {("from", "to", "kind", "one_sided", "note")}
    assert ("rrdg", "scpb", "reporting") in {(one["from"], one["to"], one["kind"]) for one in found["lines"]}


def test_map_writes_a_drawing_around_the_board_that_is_named(ask: Ask, here: Path) -> None:
    ask("map", BARNET, "--svg", "group.svg")
    code, printed, _ = ask("map", f"{BARNET}/iom", "--svg", "panel.svg")
    assert (code, printed) == (0, "")
    assert (here / "panel.svg").read_text().startswith("<svg")
    assert (here / "panel.svg").read_text() != (here / "group.svg").read_text()


@pytest.fixture
def store(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store of the tests, which stands open already."""
    monkeypatch.setattr(terms, "open_store", lambda *, url=None: None)
    monkeypatch.setattr(naming, "open_ready_store", lambda: None)
    monkeypatch.setattr(terms, "prepare_store", lambda: None)


@pytest.mark.usefixtures("store")
def test_load_keeps_a_file_as_it_was_found_and_map_finds_it(ask: Ask) -> None:
    assert ask("load", BARNET)[0] == 0
    assert Partnership.objects.get().slug == "barnet"
    assert ask("map", "barnet", "--on", "2026-04-01")[1] == ask("map", BARNET, "--on", "2026-04-01")[1]


@pytest.mark.usefixtures("store")
def test_load_of_a_file_twice_is_refused(ask: Ask) -> None:
    ask("load", BARNET)
    code, _, said = ask("load", BARNET)
    assert code == 2
    assert "is loaded already" in said


@pytest.mark.usefixtures("store")
def test_load_of_a_file_with_errors_of_form_changes_nothing_and_says_each(ask: Ask, here: Path) -> None:
    (here / "bad.toml").write_text('schema = "throughline/partnership@1"\nid = "x"\nname = "X"\ncolour = 1\n')
    code, _, said = ask("load", "bad.toml")
    assert code == 2
    assert "bad.toml, line 4: “colour” is not a key here" in said
    assert not Partnership.objects.exists()


@pytest.mark.usefixtures("store")
def test_a_map_of_a_partnership_the_store_does_not_hold_names_those_it_does(ask: Ask) -> None:
    ask("load", BARNET)
    code, _, said = ask("map", "west-shire")
    assert code == 2
    assert "It holds barnet." in said


BROKEN = [
    ("a value left out", "schema = 1\nid = \n", "Mend line 2, then check again."),
    ("a file cut off", 'schema = "x"\nbody = [\n  { id =', "Finish what is left open in or above line 3,"),
]


@pytest.mark.parametrize(("text", "mend"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_check_says_how_to_mend_what_the_parser_refuses(ask: Ask, here: Path, text: str, mend: str) -> None:
    code, printed, said = ask("check", answers(here, text))
    assert code == 1
    assert mend in printed
    assert "1 file: 1 error, 0 silent" in said


def test_check_counts_errors_in_words_of_their_number(ask: Ask) -> None:
    assert "2 errors, " in ask("check", BARNET, "--on", "2026-09-01")[2]
