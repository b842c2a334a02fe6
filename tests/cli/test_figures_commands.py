"""The commands of the store of extracts: what they print, what they refuse, and what they leave behind."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odfdo import Cell, Document, Row, Table

from tests.figures.extracts.extracts_sent import as_csv, offence
from throughline import cli
from throughline.cli import figures_store

Ask = Callable[..., tuple[int, str, str]]
SPRING = ("--starts", "2009-04-01", "--ends", "2009-06-30", "--received", "2010-01-15")
POLICE = ("--contract", "offences", "--supplier", "police", *SPRING)
SECOND = offence(record="B1", pnc_id="2006/0654321Y")
JSON_PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "json.md"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command of figures on a store of its own; exit code, output, and what it said of the work."""

    def run(*arguments: str) -> tuple[int, str, str]:
        own = () if arguments[0] == "contract" else ("--store", str(tmp_path / "store"))
        monkeypatch.setattr("sys.argv", ["throughline", "figures", *arguments, *own])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


@pytest.fixture
def sent(tmp_path: Path) -> str:
    """Where an extract of two rows is, of which one is unsound."""
    file = tmp_path / "june.csv"
    file.write_text(as_csv([SECOND, offence(outcome="G")]))
    return str(file)


def receipt_in(said: str) -> str:
    found = re.search(r"Receipt ([0-9a-f]{12}):", said)
    assert found, said
    return found[1]


def test_an_extract_is_taken_in_listed_sent_back_and_taken_back(ask: Ask, sent: str, tmp_path: Path) -> None:
    code, _, said = ask("import", sent, *POLICE)
    name = receipt_in(said)
    assert (code, "1 of 2 rows taken in." in said, "1 row not taken in." in said) == (0, True, True)
    _, listed, _ = ask("receipts")
    assert listed.splitlines()[1].split("\t")[:3] == [name, "offences", "police"]
    out = tmp_path / "back.csv"
    assert ask("rejections", name, "--to", str(out))[0] == 0
    (row,) = csv.DictReader(io.StringIO(out.read_text()))
    assert (row["row"], row["record"], row["column"]) == ("3", "A1", "outcome")
    assert "no longer counts" in ask("undo", name)[2]
    assert len(ask("receipts")[1].splitlines()) == 1


def test_the_same_bytes_again_say_so(ask: Ask, sent: str) -> None:
    name = receipt_in(ask("import", sent, *POLICE)[2])
    code, _, said = ask("import", sent, *POLICE)
    assert (code, said) == (0, f"These bytes came before, with receipt {name}. Nothing was changed.\n")


def test_a_correction_says_which_it_replaces_and_undoing_it_which_counts_again(
    ask: Ask, sent: str, tmp_path: Path
) -> None:
    first = receipt_in(ask("import", sent, *POLICE)[2])
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(as_csv([SECOND, offence()]))
    said = ask("import", str(corrected), *POLICE)[2]
    assert f"It takes the place of {first}." in said
    assert f"The one before it, {first}, counts again." in ask("undo", receipt_in(said))[2]


def test_a_profile_maps_what_the_supplier_writes(ask: Ask, sent: str, tmp_path: Path) -> None:
    profile = tmp_path / "force.toml"
    profile.write_text(
        'format = 1\nname = "Force"\nversion = 1\ncontract = "offences"\n[codes.outcome]\nG = "conviction"\n'
    )
    said = ask("import", sent, *POLICE, "--profile", str(profile))[2]
    assert "2 of 2 rows taken in." in said


def as_workbook(rows: list[dict[str, str]], path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    book.save(path)
    return path


def as_open_document(rows: list[dict[str, str]], path: Path) -> Path:
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Offences")
    for cells in (list(rows[0]), *(list(row.values()) for row in rows)):
        line = Row()
        for cell in cells:
            line.append_cell(Cell(cell))
        table.append_row(line)
    document.body.append(table)
    document.save(path)
    return path


@pytest.mark.parametrize(
    ("written", "name"), [(as_workbook, "offences.xlsx"), (as_open_document, "offences.ods")]
)
def test_a_workbook_is_read_as_its_rows(
    ask: Ask, tmp_path: Path, written: Callable[[list[dict[str, str]], Path], Path], name: str
) -> None:
    said = ask("import", str(written([SECOND, offence()], tmp_path / name)), *POLICE)[2]
    assert "2 of 2 rows taken in." in said


def test_what_is_built_is_told_and_whether_it_is_current(ask: Ask, sent: str) -> None:
    ask("import", sent, *POLICE)
    assert "Nothing is built from them yet" in ask("receipts")[2]
    assert "1 offences, 1 index events, 0 endings." in ask("build")[2]
    assert "is built from just these extracts" in ask("receipts")[2]


@pytest.mark.parametrize(
    ("sentence", "arguments", "said"),
    [
        ("nobody sent it", ("--contract", "offences", *SPRING), "Say who sent it"),
        ("neither a table nor an extract", ("--supplier", "police"), "Name either a partnership"),
        ("both a table and an extract", ("barnet", *POLICE), "Name either a partnership"),
        ("a contract that is none", ("--contract", "x", "--supplier", "p", *SPRING), "no contract “x”"),
        ("no period", ("--contract", "offences", "--supplier", "p"), "Say which period it covers"),
        (
            "a period that ends before it starts",
            (*POLICE, "--ends", "2009-03-31"),
            "before it starts",
        ),
        ("a day that is none", (*POLICE, "--due", "soon"), "“soon” is not a day"),
        ("fewer rows than were announced", (*POLICE, "--rows", "3"), "2 rows and 3 were announced"),
        ("a profile that is not there", (*POLICE, "--profile", "none.toml"), "There is no file none.toml"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_a_sentence(
    ask: Ask, sent: str, sentence: str, arguments: tuple[str, ...], said: str
) -> None:
    code, printed, heard = ask("import", sent, *arguments)
    assert (code, printed) == (2, ""), sentence
    assert said in heard
    assert len(ask("receipts")[1].splitlines()) == 1


def test_a_file_that_is_not_there_is_refused(ask: Ask) -> None:
    assert ask("import", "none.csv", *POLICE)[::2] == (
        2,
        "There is no file none.csv. Check the name and the folder.\n",
    )


def test_a_contract_is_printed_as_it_is_published_or_listed(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "offences.json"
    assert ask("contract", "offences", "--to", str(out))[0] == 0
    assert json.loads(out.read_text()) == json.loads(ask("contract", "offences")[1])
    assert json.loads(out.read_text())["url"] == "offences.csv"
    assert "prison-releases\tReleases from prison" in ask("contract")[1]


def keys_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, dict):
        yield from answer
    elif isinstance(answer, list):
        for one in answer:
            yield from keys_in(one)


@pytest.mark.parametrize("command", ["import FILE --contract", "receipts", "build"])
def test_the_page_of_json_has_the_keys_of(ask: Ask, sent: str, command: str) -> None:
    answered = {"import FILE --contract": ask("import", sent, *POLICE, "--json")[1]}
    answered["receipts"] = ask("receipts", "--json")[1]
    answered["build"] = ask("build", "--json")[1]
    page = JSON_PAGE.read_text(encoding="utf-8")
    chapter = re.search(rf"^## `throughline figures {command}.*?$(.*?)(?=^## |\Z)", page, re.M | re.S)
    assert chapter, command
    keys = set(keys_in(json.loads(answered[command])))
    assert keys
    assert keys <= set(re.findall(r"`([a-z_0-9]+)`", chapter[1]))


def test_the_store_stands_beside_the_sites_own_where_none_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    monkeypatch.setattr(figures_store, "open_store", lambda: None)
    settings.STORE_FOLDER = tmp_path
    assert figures_store.store_at(None).folder == tmp_path / "figures"
