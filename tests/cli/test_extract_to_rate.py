"""From two extracts to a page: imported, linked, built, measured and released, by commands alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.figures.extracts.extracts_sent import as_csv
from tests.web.conftest import as_person, demonstration, partnership, person_with
from tests.web.performance.imports.conftest import as_analyst
from tests.web.performance.measured.conftest import police
from throughline import cli
from throughline.cli import figures_release
from throughline.figures.cohorts.linking.model import CURRENT
from throughline.web.access.models import Agency
from throughline.web.performance.models import Observation, StagedFile

__all__ = ["as_analyst", "as_person", "demonstration", "partnership", "person_with", "police"]
FINED, REOFFENDED = 40, 12
QUARTER = ("--from", "2009-01-01", "--to", "2009-03-31")
Ask = Callable[..., str]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command of figures on a store of its own, which ends well; what it printed."""

    def run(*arguments: str) -> str:
        told = ["throughline", "figures", *arguments, "--store", str(tmp_path / "store")]
        monkeypatch.setattr("sys.argv", told)
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        assert not end.value.code, heard.err
        return heard.out

    return run


def person(at: int) -> dict[str, str]:
    return {"pnc_id": f"2001/{at:07}A", "date_of_birth": f"19{60 + at % 30}-03-0{1 + at % 9}"}


def fine(at: int) -> dict[str, str]:
    days = {"offence_date": "2009-01-05", "proved_date": "2009-02-10"}
    said = {"outcome": "conviction", "offence_group": "theft", "disposal": "fine"}
    return {"record": f"F{at}", **person(at), **days, **said}


def reoffence(at: int) -> dict[str, str]:
    days = {"offence_date": "2009-09-01", "proved_date": "2010-02-01"}
    return fine(at) | {"record": f"R{at}", "disposal": "custody", **days}


@pytest.fixture
def built(ask: Ask, tmp_path: Path) -> None:
    """Forty are fined in a quarter; twelve offend again in a year and are convicted within the next half."""
    file = tmp_path / "sent.csv"
    for rows, starts, ends in (
        ([fine(at) for at in range(FINED)], "2009-01-01", "2009-12-31"),
        ([reoffence(at) for at in range(REOFFENDED)], "2010-01-01", "2010-09-30"),
    ):
        file.write_text(as_csv(rows))
        ask("import", str(file), "--contract", "offences", "--supplier", "police",
            "--starts", starts, "--ends", ends, "--received", "2010-12-01")  # fmt: skip
    ask("link")
    ask("build")


def test_from_two_extracts_to_a_rate(ask: Ask, built: None) -> None:
    counted = json.loads(ask("measure", *QUARTER, "--json"))
    (whole,) = counted["groups"]
    assert (whole["people"], whole["reoffenders"], whole["reoffences"]) == (FINED, REOFFENDED, REOFFENDED)
    assert len(counted["receipts"]) == 2


@pytest.mark.django_db
def test_from_two_extracts_to_the_page_that_shows_the_rate_with_its_receipts(
    ask: Ask, built: None, police: Agency, as_analyst: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Twelve of forty are 30 per cent, final: both extracts are named, and so is the model of linking."""
    monkeypatch.setattr(figures_release, "open_ready_store", lambda: None)
    into = ("--into", "hazelmere", "--indicator", "all", "--accept")
    told = json.loads(ask("release", *QUARTER, "--to-file", str(tmp_path / "r.json"), *into, "--json"))
    assert (told["status"], told["linked_by"], told["linking_model"]) == ("final", "linking", CURRENT)
    page = as_analyst.get("/hazelmere/indicators/all").content.decode()
    receipts = [one["id"][:12] for one in json.loads(ask("receipts", "--json"))]
    for words in ("30%", "1 January 2009 to 31 March 2009", "30 September 2010", *receipts):
        assert words in page, words
    assert len(receipts) == 2
    assert json.loads((tmp_path / "r.json").read_bytes()) == told
    assert Observation.objects.count() == 1


@pytest.mark.django_db
def test_nothing_of_single_persons_is_in_the_file_or_in_the_site(
    ask: Ask, built: None, police: Agency, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither the ids nor the days of birth of the forty are in a release or in what the site keeps of it."""
    monkeypatch.setattr(figures_release, "open_ready_store", lambda: None)
    file = tmp_path / "r.json"
    ask("release", *QUARTER, "--to-file", str(file), "--into", "hazelmere", "--indicator", "all", "--accept")
    kept = file.read_text() + json.dumps(StagedFile.objects.get().settings)
    for at in range(FINED):
        assert not any(told in kept for told in person(at).values())


SPRING, SUMMER = ("2009-04-01", "2009-06-30"), ("2009-07-01", "2009-09-30")
AUTUMN_ON = ("2009-10-01", "2010-12-31")


def bring(ask: Ask, rows: list[dict[str, str]], contract: str, days: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "sent.csv"
    file.write_text(as_csv(rows))
    ask("import", str(file), "--contract", contract, "--supplier", contract,
        "--starts", days[0], "--ends", days[1], "--received", "2011-02-01")  # fmt: skip


def proved(at: int, record: str, committed: str, proved_on: str, born: str) -> dict[str, str]:
    days = {"offence_date": committed, "proved_date": proved_on, "date_of_birth": born}
    return fine(at) | {"record": f"{record}{at}", "disposal": "custody", **days}


def on_order(at: int, kind: str = "community-order", born: str = "1980-05-02") -> dict[str, str]:
    days = {"date_of_birth": born, "started_on": "2009-05-01"}
    return {"record": f"O{at}", **person(at), "order_type": kind, **days}


def test_from_the_caseload_to_ni_18(ask: Ask, tmp_path: Path) -> None:
    """Forty adults are on the caseload at the end of June and of September 2009, five young people as well.

    In July ten of them offend twice and are convicted by 30 December, five more a day too late; in October
    six offend, three months after June, and within three of September.
    """
    adult = "1980-05-02"
    orders = [on_order(at) for at in range(40)]
    orders += [on_order(at, "youth-order", "1993-05-02") for at in range(40, 45)]
    for days in (SPRING, SUMMER):
        bring(ask, orders, "probation-caseload", days, tmp_path)
    july = [proved(at, each, "2009-07-15", "2009-12-30", adult) for at in range(10) for each in "AB"]
    late = [proved(at, "C", "2009-07-15", "2009-12-31", adult) for at in range(10, 15)]
    october = [proved(at, "D", "2009-10-10", "2010-01-05", adult) for at in range(20, 26)]
    bring(ask, [*july, *late, *october], "offences", AUTUMN_ON, tmp_path)
    ask("build")
    counted = json.loads(
        ask("measure", "ni-18-local", "--from", SPRING[0], "--to", SUMMER[1], "--by", "window", "--json")
    )
    found = [[each[name] for name in ("people", "reoffenders", "reoffences")] for each in counted["groups"]]
    assert found == [[40, 10, 20], [40, 6, 6], [80, 16, 26]]
    assert (counted["headline"], counted["groups"][-1]["rate"]) == ("rate", 20.0)
    assert [step["events"] for step in counted["flow"]] == [130, 40, 10, 0, 0, 80]


def test_from_youth_outcomes_to_ni_19(ask: Ask, tmp_path: Path) -> None:
    """Forty of 15 are given an order, and five of 18; eight of the young offend twice, five are proved late."""
    outcome = {"given_on": "2009-05-10", "disposal": "referral-order", "offence_group": "theft"}
    given = [
        {
            "record": f"Y{at}",
            **person(at),
            **outcome,
            "date_of_birth": "1991-01-02" if at >= 40 else "1994-01-02",
        }
        for at in range(45)
    ]
    bring(ask, given, "youth", SPRING, tmp_path)
    young = "1994-01-02"
    again = [proved(at, each, "2010-05-10", "2010-08-10", young) for at in range(8) for each in "AB"]
    late = [proved(at, "C", "2010-05-10", "2010-08-11", young) for at in range(10, 15)]
    bring(ask, [*again, *late], "offences", AUTUMN_ON, tmp_path)
    ask("build")
    counted = json.loads(ask("measure", "ni-19", "--from", SPRING[0], "--to", SPRING[1], "--json"))
    (young_people,) = counted["groups"]
    found = [young_people[name] for name in ("people", "reoffenders", "reoffences", "for_each_person")]
    assert found == [40, 8, 16, 0.4]
    assert counted["headline"] == "for_each_person"
    assert counted["proved_by"] == "2010-09-30"
