"""The commands that measure: what came in as extracts leaves as rates, and nothing small leaves at all."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pypdf import PdfReader

from tests.cli.test_figures_commands import JSON_PAGE
from tests.figures.extracts.extracts_sent import as_csv, offence
from tests.figures.on_spark import ON_SPARK
from throughline import cli
from throughline.cli import figures_measure
from throughline.figures.measures.counted import CountedCohort

Ask = Callable[..., tuple[int, str, str]]
COHORT = ("--from", "2009-01-01", "--to", "2009-03-31")
SENT = ("--contract", "offences", "--supplier", "police", "--starts", "2009-01-01", "--ends", "2009-12-31")
DERBY, LEICESTER, OADBY = 40, 60, 50
"""How many people of each area were cautioned in January."""
AGAIN = {"Derby": 10, "Leicester": 30, "Oadby": 2}
"""How many of them were convicted in June of what they did in May, twice each."""


def rows_sent() -> list[dict[str, str]]:
    found = []
    number = 0
    for area, people in (("Derby", DERBY), ("Leicester", LEICESTER), ("Oadby", OADBY)):
        for person in range(people):
            number += 1
            same = {"pnc_id": f"2001/{number:07}A", "area": area}
            found.append(told(f"A{number}", "2009-01-02", "2009-01-09", "caution", same))
            if person < AGAIN[area]:
                for again in "BC":
                    found.append(told(f"{again}{number}", "2009-05-02", "2009-06-09", "conviction", same))
    return found


def told(record: str, committed: str, proved: str, outcome: str, same: dict[str, str]) -> dict[str, str]:
    disposal = "caution" if outcome == "caution" else "fine"
    dates = {"offence_date": committed, "proved_date": proved}
    return offence(record=record, outcome=outcome, disposal=disposal, **dates, **same)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("measured")
    (folder / "year.csv").write_text(as_csv(rows_sent()))
    for words in (["import", str(folder / "year.csv"), *SENT], ["build"]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["throughline", "figures", *words, "--store", str(folder / "store")])
            with pytest.raises(SystemExit) as end:
                cli.main()
        assert not end.value.code
    return folder / "store"


@pytest.fixture
def ask(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    def run(*words: str) -> tuple[int, str, str]:
        own = () if words[0] == "definition" or "--store" in words else ("--store", str(store))
        monkeypatch.setattr("sys.argv", ["throughline", "figures", *words, *own])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


@pytest.mark.parametrize("way", ["scan", "definition", pytest.param("spark", marks=ON_SPARK)])
def test_rates_of_areas_are_printed_and_small_numbers_are_not(ask: Ask, way: str) -> None:
    code, printed, said = ask("measure", *COHORT, "--by", "area", "--way", way)
    table = {line.split("\t")[0]: line.split("\t")[1:] for line in printed.splitlines()}
    assert code == 0
    assert table["Area"][:4] == ["People", "Reoffenders", "Reoffences", "Rate"]
    assert table["Everyone"][:5] == ["150", "42", "84", "28.0%", "2.00"]
    assert table["Oadby"][1:3] == ["hidden", "hidden"]
    assert "42 of 150 people reoffended: 28.0%." in said
    assert "Proved by: 30 September 2010" in said
    assert "Status: final" in said


def test_several_cohorts_added_up_say_that_a_person_may_be_in_each(ask: Ask) -> None:
    said = ask("measure", "--from", "2009-01-01", "--to", "2009-06-30", "--baseline", "33.73")[2]
    assert "A person may be counted in each of the 2 cohorts." in said
    assert "Adjusted to: a mean score of 33.73%" in said
    alone = ask("measure", *COHORT)[2]
    assert "in each of" not in alone
    assert "Adjusted to" not in alone


def test_who_was_not_counted_is_said(ask: Ask) -> None:
    said = ask("measure", *COHORT)[2]
    assert "Index events: 150" in said
    assert "People counted: 150" in said


def test_the_json_has_the_same_numbers_with_their_receipts(ask: Ask) -> None:
    found = json.loads(ask("measure", *COHORT, "--json")[1])
    [everyone] = found["groups"]
    assert (everyone["people"], everyone["reoffenders"], everyone["rate"]) == (150, 42, 28.0)
    assert len(found["receipts"]) == 1
    assert found["cohort"] == {"first": "2009-01-01", "last": "2009-03-31"}


def keys_in(answer: Any) -> set[str]:
    parts = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ()
    return {*(answer if isinstance(answer, dict) else ()), *(key for part in parts for key in keys_in(part))}


def test_the_page_of_json_shapes_has_its_keys(ask: Ask) -> None:
    page = JSON_PAGE.read_text(encoding="utf-8")
    chapter = re.search(r"^## `throughline figures measure.*?$(.*?)(?=^## |\Z)", page, re.M | re.S)
    assert chapter
    keys = keys_in(json.loads(ask("measure", *COHORT, "--json")[1]))
    assert keys <= set(re.findall(r"`([a-z_]+)`", chapter[1]))


def test_the_paper_says_the_rate_and_the_days_it_rests_on(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "rates.pdf"
    assert ask("measure", *COHORT, "--by", "area", "--out", str(out))[0] == 0
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    assert "42 of 150 people reoffended: 28.0%." in text
    assert "1 January 2009 to 31 March 2009 (2009 Q1)" in text
    assert "Index events" in text


@pytest.mark.parametrize(
    ("sentence", "words", "what"),
    [
        ("an unknown measure", ["recidivism", *COHORT], "There is no measure “recidivism”"),
        ("days that are no quarter", ["--from", "2009-01-01", "--to", "2009-03-30"], "ends no window"),
        ("a day that is none", ["--from", "January", "--to", "2009-03-31"], "is not a day"),
        ("before the time for proof has passed", [*COHORT, "--on", "2010-09-29"], "from 30 September 2010"),
        ("an unknown split", [*COHORT, "--by", "shoe"], "cannot be split by “shoe”"),
        ("an unknown way", [*COHORT, "--way", "guess"], "Choose scan, definition or spark."),
        (
            "a Spark elsewhere, for another way",
            [*COHORT, "--master", "spark://elm:7077"],
            "it means nothing to the way “scan”",
        ),
        (
            "less memory than Spark starts with",
            [*COHORT, "--way", "spark", "--memory", "511"],
            "Spark needs 512 MiB to start",
        ),
        ("an unknown profile", [*COHORT, "--profile", "all"], "“all” is no profile"),
        ("a paper that is not made", [*COHORT, "--out", "rates.txt"], "pdf, docx or odt"),
        ("hardly any memory", [*COHORT, "--memory", "1", "--threads", "2"], "needs 2 MiB with 2 threads"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_a_sentence(
    ask: Ask, sentence: str, words: list[str], what: str
) -> None:
    code, printed, said = ask("measure", *words)
    assert (code, printed) == (2, "")
    assert what in said


def test_a_store_that_was_not_built_says_how(ask: Ask, tmp_path: Path) -> None:
    code, _, said = ask("measure", *COHORT, "--store", str(tmp_path / "empty"))
    assert (code, "throughline figures build" in said) == (2, True)


def test_how_soon_people_reoffend_is_printed(ask: Ask) -> None:
    """All 42 did so on one day, 113 days after 9 January."""
    _, printed, said = ask("time-to-reoffend", *COHORT)
    table = dict(line.split("\t", 1) for line in printed.splitlines())
    assert (table["91"], table["122"], table["366"]) == ("0\t0.0%", "42\t28.0%", "42\t28.0%")
    assert "stays in the share's whole" in said


@pytest.mark.parametrize(
    ("dialect", "what"), [("duckdb", "INTERVAL 18 MONTH"), ("spark", "INTERVAL '18' MONTH")]
)
def test_the_definition_is_printed(ask: Ask, dialect: str, what: str) -> None:
    assert what in ask("definition", "--dialect", dialect)[1]


@pytest.mark.parametrize(
    ("sentence", "words", "ways", "agreed"),
    [
        ("without Spark", [], ["scan", "definition"], "Scan and definition counted the same people"),
        pytest.param(
            "with Spark",
            ["--spark"],
            ["scan", "definition", "spark"],
            "Scan, definition and spark counted the same people",
            marks=ON_SPARK,
        ),
    ],
)
def test_the_ways_are_timed_and_agree(
    ask: Ask, sentence: str, words: list[str], ways: list[str], agreed: str
) -> None:
    code, printed, said = ask("bench", *COHORT, *words)
    assert [line.split("\t")[0] for line in printed.splitlines()] == ["Way", *ways]
    assert (code, agreed in said) == (0, True)


@pytest.mark.parametrize(
    ("sentence", "spark", "what"),
    [
        ("no Spark", None, "Install it with: deploy/environment spark"),
        ("no Java", ModuleType("pyspark"), "Install it with: apt-get install default-jre-headless"),
    ],
)
def test_what_spark_needs_is_named(
    ask: Ask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sentence: str,
    spark: ModuleType | None,
    what: str,
) -> None:
    sql = ModuleType("pyspark.sql")
    sql.SparkSession = None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyspark", spark)
    monkeypatch.setitem(sys.modules, "pyspark.sql", spark and sql)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    code, printed, said = ask("measure", *COHORT, "--way", "spark")
    assert (code, printed, what in said) == (2, "", True)


def test_a_difference_between_the_ways_is_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    right = figures_measure.count_by_scan

    def wrong(*asked: Any, **limits: Any) -> CountedCohort:
        found = right(*asked, **limits)
        return CountedCohort(found.members, found.reoffences + 1, found.first, found.flow)

    monkeypatch.setitem(figures_measure.WAYS, "scan", wrong)
    code, _, said = ask("bench", *COHORT)
    assert (code, "count differently" in said) == (2, True)
