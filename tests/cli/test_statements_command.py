"""`throughline statements`: the papers on data protection from the store, without a server."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from throughline import cli

Ask = Callable[..., tuple[int, str, str]]
NAMES = ["impact-assessment-draft", "record-of-processing-draft"]


@pytest.fixture
def ask(universe: None, db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs the command on the universe; the exit code, what it printed, and what it said about the work."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "statements", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


def test_both_papers_are_written_for_word(ask: Ask, tmp_path: Path) -> None:
    code, printed, _said = ask("--into", str(tmp_path))
    assert code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"{name}.docx" for name in NAMES]
    assert printed.count("a draft") == 2
    words = zipfile.ZipFile(tmp_path / f"{NAMES[1]}.docx").read("word/document.xml").decode()
    assert "Barnet Homes" in words


@pytest.mark.parametrize(
    ("form", "begins"), [("pdf", b"%PDF-"), ("odt", b"PK"), ("html", b"<!DOCTYPE html>")]
)
def test_other_forms(ask: Ask, tmp_path: Path, form: str, begins: bytes) -> None:
    _code, printed, _said = ask("--into", str(tmp_path), "--form", form, "--json")
    files = json.loads(printed)["files"]
    assert [Path(file).name for file in files] == [f"{name}.{form}" for name in NAMES]
    assert all(Path(file).read_bytes().startswith(begins) for file in files)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--form", "xls"), "“xls” is no form of a statement. Choose pdf, docx, odt or html."),
        (("--into", "nowhere"), "There is no folder nowhere. Make it first, or choose another place."),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    ask: Ask, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    code, printed, said = ask("--into", str(tmp_path), *words)
    assert (code, printed, said.strip()) == (2, "", sentence)
    assert list(tmp_path.iterdir()) == []
