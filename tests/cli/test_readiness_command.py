"""The command that says whether a scheme can be evaluated, and writes its lists."""

from __future__ import annotations

import csv
import json
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.figures.cohorts.people_told import people_told
from tests.figures.extracts.extracts_sent import send
from throughline import cli
from throughline.figures.cohorts.disclosures import read_disclosures
from throughline.figures.extracts.store.keeping import open_extract_store

Ask = Callable[..., tuple[int, str, str]]
JSON_PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "json.md"
PERIOD = ("--from", "2009-04-01", "--to", "2009-06-30")
ASKED = ("readiness", "--programme", "Thinking Skills", *PERIOD, "--on", "2011-06-01")
WHO = ("--by", "Sam Larch", "--recipient", "Justice Data Lab", "--why", "The yearly evaluation")
COMPLETE, LACKING = 47, 8


def somebody(at: int, **other: str) -> dict[str, str]:
    born = {"forename": "Wendy", "surname": "Elmley", "date_of_birth": f"19{60 + at % 30}-03-0{1 + at % 9}"}
    said = {
        "record": f"T{at}",
        "pnc_id": f"2001/{at:07}A",
        "sex": "female",
        **born,
        "programme": "Thinking Skills",
    }
    return said | {"started_on": "2009-04-20", "ended_on": "2009-06-20", "result": "completed"} | other


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command of figures on a store with 47 complete records of a programme and 8 without a surname."""
    store = open_extract_store(tmp_path / "store")
    rows = [somebody(at, surname="" if at >= COMPLETE else "Elmley") for at in range(COMPLETE + LACKING)]
    send(store, rows, contract="programme-completions", supplier="probation")
    people_told(store)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "figures", *arguments, "--store", str(store.folder)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


def test_the_flow_and_how_many_more_it_takes_are_told(ask: Ask) -> None:
    code, printed, said = ask(*ASKED)
    assert code == 0
    assert "Records of people who began in the period\t55" in printed
    assert "surname\t8\t8" in printed
    assert "47 of 60: 13 more complete records are needed." in said
    assert "a fall follows without any help" in said
    assert "Elmley" not in printed + said


def test_the_answer_for_a_program_has_the_keys_of_the_page(ask: Ask) -> None:
    told = json.loads(ask(*ASKED, "--json")[1])
    assert (told["complete"], told["needed"], told["ready"]) == (47, 13, False)
    assert told["lacks"] == [{"lacks": ["surname"], "suppliers": {"probation": 8}, "people": 8}]
    text = JSON_PAGE.read_text(encoding="utf-8")
    page = re.search(r"^## `throughline figures readiness .*?$(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert page
    keys = {
        *told,
        *(key for step in told["steps"] for key in step),
        *(key for one in told["lacks"] for key in one),
    }
    assert keys == set(re.findall(r"`([a-z_]+)`", page[1]))


def test_a_follow_up_that_is_not_over_is_told_with_the_day(ask: Ask) -> None:
    _code, printed, said = ask(*ASKED[:-1], "2010-11-01")
    assert "It is from 30 December 2010 on." in said
    assert "The follow-up is not over yet" in printed


def test_the_list_for_suppliers_names_their_records_and_nobody(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "missing.csv"
    code, _printed, said = ask(*ASKED, "--missing", str(file))
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert (code, len(rows)) == (0, LACKING)
    assert {(row["Supplier"], row["What is lacking"], row["Why"]) for row in rows} == {
        ("probation", "surname", "not told")
    }
    assert {row["Record"] for row in rows} == {f"T{at}" for at in range(COMPLETE, COMPLETE + LACKING)}
    assert "It names nobody." in said


def test_the_people_are_written_for_their_owner_alone_and_the_store_says_to_whom(
    ask: Ask, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    code, _printed, said = ask(*ASKED, "--template", str(file), *WHO)
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert (code, len(rows), rows[0]["Surname"]) == (0, COMPLETE, "Elmley")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (made,) = read_disclosures(open_extract_store(tmp_path / "store"))
    assert (made.by, made.to, made.why, made.people) == (
        "Sam Larch",
        "Justice Data Lab",
        "The yearly evaluation",
        47,
    )
    assert "names, dates of birth and PNC ids of 47 people" in said


REFUSED = [
    ("no scheme", ("readiness", *PERIOD), "Name one scheme"),
    ("two schemes", (*ASKED, "--order", "community-order"), "Name one scheme"),
    ("a scheme of no row", ("readiness", "--programme", "Nothing", *PERIOD), "The rows name Thinking Skills"),
    ("a period that ends first", (*ASKED[:3], "--from", "2009-06-01", "--to", "2009-04-01"), "before it starts"),
    ("no order has come", ("readiness", "--order", "community-order", *PERIOD), "Import one first"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "arguments", "said"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(
    ask: Ask, sentence: str, arguments: tuple[str, ...], said: str
) -> None:
    code, printed, heard = ask(*arguments)
    assert (code, printed) == (2, ""), sentence
    assert said in heard


def test_names_do_not_leave_without_who_to_whom_and_why(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    assert "Say who asks" in ask(*ASKED, "--template", str(file), *WHO[:4])[2]
    assert not file.exists()


def test_a_file_that_is_there_is_left_as_it_is_and_nothing_is_disclosed(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("mine", encoding="utf-8")
    assert "is left as it is" in ask(*ASKED, "--template", str(file), *WHO)[2]
    assert "is left as it is" in ask(*ASKED, "--missing", str(file))[2]
    assert file.read_text(encoding="utf-8") == "mine"
    assert read_disclosures(open_extract_store(tmp_path / "store")) == ()


def test_a_form_that_is_no_list_is_refused_before_anything_is_disclosed(ask: Ask, tmp_path: Path) -> None:
    assert (
        "A list is written as csv, xlsx or ods" in ask(*ASKED, "--template", str(tmp_path / "a.pdf"), *WHO)[2]
    )
    assert read_disclosures(open_extract_store(tmp_path / "store")) == ()
