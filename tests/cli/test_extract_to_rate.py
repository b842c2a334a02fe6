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
