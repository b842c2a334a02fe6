"""The commands of linking: what they print, what they refuse, and that a decision counts and can go back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.figures.extracts.extracts_sent import SUMMER, offence, send
from throughline import cli
from throughline.figures.extracts.store.keeping import open_extract_store

Ask = Callable[..., tuple[int, str, str]]
JSON_PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "json.md"
DANIEL = {"forename": "Daniel", "surname": "Ashford", "sex": "male"}
WENDY = {"forename": "Wendy", "surname": "Elmley", "sex": "female", "date_of_birth": "1971-11-30"}


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command of figures on a store with two people who were given one id; code, output, words."""
    store = open_extract_store(tmp_path / "store")
    send(store, [offence(**DANIEL)])
    send(store, [offence(**WENDY)], period=SUMMER)

    def run(*arguments: str) -> tuple[int, str, str]:
        own = () if arguments[0] == "made-up" else ("--store", str(store.folder))
        monkeypatch.setattr("sys.argv", ["throughline", "figures", *arguments, *own])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


def words_of_the_page(command: str) -> set[str]:
    text = JSON_PAGE.read_text(encoding="utf-8")
    found = re.search(rf"^## `throughline {command} .*?$(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found, command
    return set(re.findall(r"`([a-z_]+)`", found[1]))


def test_linking_is_told_in_sentences_and_in_json_with_the_keys_of_the_page(ask: Ask) -> None:
    code, _, said = ask("link")
    assert code == 0
    assert "2 different records of 2 people." in said
    assert "1 pair waiting for a person" in said
    answered = json.loads(ask("link", "--json")[1])
    assert (answered["records"], answered["people"], answered["waiting"]) == (2, 2, 1)
    assert set(answered) == words_of_the_page("figures link")


def test_a_pair_is_reviewed_decided_and_taken_back(ask: Ask) -> None:
    ask("link")
    _, printed, _ = ask("review")
    assert [cell for cell in printed.splitlines()[1].split("\t") if cell] == [
        "1 2", "1", "05/123456X", "DANIEL", "ASHFORD", "1980-05-02", "M", "one id, two people",
    ]  # fmt: skip
    people = []
    for verdict in ("one-person", "take-back"):
        code, _, said = ask("decide", "2", "1", verdict, "--by", "Sam Larch", "--why", "One file, two hands.")
        assert (code, "records 1 and 2" in said) == (0, True)
        people.append(json.loads(ask("link", "--json")[1])["people"])
    assert people == [1, 2]
    assert {key for pair in json.loads(ask("review", "--json")[1]) for key in pair} == words_of_the_page(
        "figures review"
    )


def test_where_nothing_waits_that_is_said(ask: Ask) -> None:
    ask("link")
    ask("decide", "1", "2", "two-people", "--by", "Sam Larch", "--why", "Two dates of birth.")
    ask("link")
    assert ask("review")[1:] == ("", "No pair waits for a decision.\n")


REFUSED = [
    ("review before anything was linked", ["review"], "Link first: throughline figures link"),
    ("a verdict that is none", ["decide", "1", "2", "maybe", "--by", "Sam Larch", "--why", "so"], "“maybe” cannot"),
    ("a decision before anything was linked", ["decide", "1", "2", "one-person", "--by", "Sam Larch", "--why", "so"], "Link first"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "arguments", "said"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(
    ask: Ask, sentence: str, arguments: list[str], said: str
) -> None:
    code, printed, heard = ask(*arguments)
    assert (code, printed) == (2, ""), sentence
    assert said in heard


def test_a_nation_is_written_into_an_empty_folder_and_nowhere_else(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "nation"
    wanted = ("made-up", str(folder), "--people", "50", "--offences", "200")
    assert "is no empty folder" in ask(*wanted)[2]
    folder.mkdir()
    assert ask(*wanted)[::2] == (0, "50 people and 200 offences are written. Nobody is real.\n")
    assert pq.read_metadata(folder / "offences.parquet").num_rows == 200
    assert ask(*wanted)[0] == 2, "a folder that holds something is left alone"


def test_a_nation_whose_offences_cannot_be_shared_out_is_refused(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "nation"
    folder.mkdir()
    code, _, said = ask("made-up", str(folder), "--people", "50", "--offences", "20")
    assert code == 2
    assert "one to 4,000 offences a person" in said
    assert list(folder.glob("*.parquet")) == []
