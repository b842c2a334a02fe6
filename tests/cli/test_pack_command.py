"""`throughline pack`: the pack of a meeting from the store, without a server."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from throughline import cli

Ask = Callable[..., tuple[int, str, str]]
MEETING = ("barnet/rrdg", "--meeting", "2026-04-14")


@pytest.fixture
def ask(universe: None, db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command on the universe; the exit code, what it printed, and what it said about the work."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "pack", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


def test_a_pdf_is_written(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    code, printed, said = ask(*MEETING, "--out", str(out))
    assert (code, printed) == (0, "")
    assert out.read_bytes().startswith(b"%PDF-")
    assert "board pack, Tuesday 14 April 2026, 10am is in" in said


def test_a_word_file_is_written_with_both_papers(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "pack.docx"
    ask(*MEETING, "--out", str(out))
    words = zipfile.ZipFile(out).read("word/document.xml").decode()
    assert "Homes for people released without an address" in words
    assert "The panel since February" in words


def test_an_opendocument_file_is_written_with_both_papers(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "pack.odt"
    ask(*MEETING, "--out", str(out))
    words = zipfile.ZipFile(out).read("content.xml").decode()
    assert "Homes for people released without an address" in words
    assert "The panel since February" in words


def test_a_page_is_written_that_needs_no_server(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "pack.html"
    ask(*MEETING, "--out", str(out))
    page = out.read_text(encoding="utf-8")
    assert page.count('rel="stylesheet" href="data:text/css;base64,') == 2
    assert "http://" not in page.split("</head>")[0]
    assert "/static/" not in page


def test_json_says_what_was_written(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    _, printed, said = ask(*MEETING, "--out", str(out), "--json")
    told = json.loads(printed)
    assert list(told) == ["file", "bytes", "title", "marking", "computed_from"]
    assert told["bytes"] == out.stat().st_size
    assert told["marking"] == "OFFICIAL"
    assert said == ""


def test_the_pack_as_it_stood_on_another_day(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "pack.html"
    ask(*MEETING, "--on", "2026-03-20", "--out", str(out))
    page = out.read_text(encoding="utf-8")
    assert "Not yet in: Homes for people released without an address, The panel since February and " in page
    assert "on Friday 20 March 2026" in page


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (
            ["nowhere/rrdg", "--meeting", "2026-04-14"],
            "It holds barnet, east-midlands, llr, pan-dorset and west-mercia.",
        ),
        (["barnet/board", "--meeting", "2026-04-14"], "has no body “board”. Its bodies are rrdg and iom."),
        (["barnet", "--meeting", "2026-04-14"], "“barnet” names no body. Write the partnership and the body"),
        (
            ["barnet/rrdg", "--meeting", "2026-04-15"],
            "has no meeting on 15 April 2026. Its latest meetings are 2025-08-12",
        ),
        (["barnet/rrdg", "--meeting", "2026-04-14-2"], "has no sitting 2 on 14 April 2026."),
        (
            ["barnet/rrdg", "--meeting", "14 April"],
            "“14 April” is not a meeting's day. Write it as 2026-04-14.",
        ),
        (["west-mercia/crb", "--meeting", "2026-04-14"], "No meeting of it has been called."),
        ([*MEETING, "--on", "soon"], "“soon” is not a day. Write it as 2026-04-14."),
    ],
)
def test_what_is_not_there_is_one_sentence_that_lists_what_is(
    ask: Ask, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    out = tmp_path / "pack.pdf"
    code, printed, said = ask(*arguments, "--out", str(out))
    assert (code, printed) == (2, "")
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["pack.ods", "pack", "pack.txt"])
def test_another_form_is_refused_with_those_there_are(ask: Ask, tmp_path: Path, name: str) -> None:
    code, _, said = ask(*MEETING, "--out", str(tmp_path / name))
    assert code == 2
    assert "A pack is written as .pdf, .docx, .odt or .html." in said


def test_an_old_pack_stays_when_a_new_one_fails(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pack.pdf"
    out.write_bytes(b"the old pack")

    def fails(*_: object, **__: object) -> bytes:
        raise OSError("no space left on device")

    monkeypatch.setattr("throughline.cli.files.os.replace", fails)
    code, _, said = ask(*MEETING, "--out", str(out))
    assert code == 2
    assert "could not be written" in said
    assert out.read_bytes() == b"the old pack"
    assert [file.name for file in tmp_path.iterdir()] == ["pack.pdf"]


def test_the_same_store_gives_the_same_pack(ask: Ask, tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    ask(*MEETING, "--out", str(first))
    ask(*MEETING, "--out", str(second))
    assert first.read_bytes() == second.read_bytes()
