"""The command that makes a store to look at: it is whole, and it never stands among other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from throughline import cli
from throughline.figures.cohorts.linking.reviewing import waiting_for_a_person
from throughline.figures.extracts.store.building import is_current
from throughline.figures.extracts.store.keeping import ExtractStore


def ask(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["throughline", "figures", "example", str(folder)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(end.value.code or 0)


def test_an_example_is_linked_and_built_and_says_how_to_see_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path / "store", monkeypatch) == 0
    assert (
        f"THROUGHLINE_EXTRACTS=barnet={tmp_path / 'store'} throughline serve --demo"
        in capsys.readouterr().err
    )
    store = ExtractStore(tmp_path / "store")
    assert is_current(store)
    assert waiting_for_a_person(store)


def test_a_folder_with_something_in_it_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("A letter.")
    assert ask(tmp_path, monkeypatch) != 0
    assert f"{tmp_path} is not empty." in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]
