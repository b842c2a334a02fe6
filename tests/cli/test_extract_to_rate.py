"""From two extracts to a rate: imported, linked, built and measured, by commands alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.figures.extracts.extracts_sent import as_csv
from throughline import cli

FINED, REOFFENDED = 40, 12
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


def test_from_two_extracts_to_a_rate(ask: Ask, tmp_path: Path) -> None:
    """Forty are fined in a quarter; twelve offend again within a year and are convicted within the next half."""
    file = tmp_path / "sent.csv"
    for rows, starts, ends in (
        ([fine(at) for at in range(FINED)], "2009-01-01", "2009-03-31"),
        ([reoffence(at) for at in range(REOFFENDED)], "2010-01-01", "2010-03-31"),
    ):
        file.write_text(as_csv(rows))
        ask("import", str(file), "--contract", "offences", "--supplier", "police",
            "--starts", starts, "--ends", ends, "--received", "2010-12-01")  # fmt: skip
    ask("link")
    ask("build")
    counted = json.loads(ask("measure", "--from", "2009-01-01", "--to", "2009-03-31", "--json"))
    (whole,) = counted["groups"]
    assert (whole["people"], whole["reoffenders"], whole["reoffences"]) == (FINED, REOFFENDED, REOFFENDED)
    assert len(counted["receipts"]) == 2
