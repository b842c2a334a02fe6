"""The database that reads extracts: it says how far it is, prints nothing, and is missed in a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from throughline.figures.extracts import engine as door
from throughline.figures.extracts.engine import EngineMissing, named, open_engine, quoted, watched


def test_where_the_database_is_not_installed_one_sentence_says_how_to_have_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(EngineMissing, match=r"Install it with: deploy/environment figures"):
        open_engine()


def test_a_query_under_way_is_heard_of_and_prints_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "EVERY", 0.01)
    heard: list[float] = []
    with open_engine(threads=1) as engine, watched(engine, heard.append):
        engine.execute("SELECT sum(hash(i)) FROM range(20_000_000) AS numbers(i)").fetchall()
    assert heard
    assert all(0 <= share <= 1 for share in heard)
    assert capfd.readouterr() == ("", "")


def test_what_does_not_fit_goes_to_the_folder_that_is_named(tmp_path: Path) -> None:
    with open_engine(memory="1GiB", threads=1, spill=tmp_path) as engine:
        (row,) = engine.execute(
            "SELECT current_setting('temp_directory'), current_setting('memory_limit')"
        ).fetchall()
    assert row == (str(tmp_path), "1.0 GiB")


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("an apostrophe", "O'Elm"),
        ("an end of the constant, and more", "'; DROP TABLE people; --"),
        ("quotation marks of both kinds", "\"'"),
    ],
)
def test_a_text_in_a_query_stays_a_text(sentence: str, text: str) -> None:
    with open_engine(threads=1) as engine:
        found = engine.execute(f"SELECT {quoted(text)} AS {named(text)}")
        assert (found.description[0][0], found.fetchall()) == (text, [(text,)]), sentence
