"""The ledger of clauses: which passing test shows which clause of the founding documents.

A test claims with ``@pytest.mark.clause("C089", breaks="throughline.rules.quorum:is_quorate")``:
the clauses it shows, and the function or the entry of a file without which it would fail.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.clauses.grounds import Groundless, find

ROOT = Path(__file__).parents[2]
CLAUSES = ROOT / "docs" / "rulebook" / "clauses.csv"


@dataclass(frozen=True)
class Claim:
    """One test's word that it shows some clauses, and the one thing it rests on."""

    test: str
    clauses: tuple[str, ...]
    breaks: str


@cache
def known_clauses() -> dict[str, dict[str, str]]:
    """The clauses of the five founding documents, by id."""
    with CLAUSES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def claims_of(item: pytest.Item) -> Iterator[Claim]:
    """The claims a test makes: by its function for all its rows, or by one row alone."""
    of_function = list(getattr(getattr(item, "function", None), "pytestmark", []))
    for mark in item.iter_markers("clause"):
        by_row = mark not in of_function and mark in item.own_markers
        test = item.nodeid if by_row else item.nodeid.split("[")[0]
        grounds = mark.kwargs.get("breaks", ())
        for ground in (grounds,) if isinstance(grounds, str) else tuple(grounds):
            yield Claim(test, tuple(mark.args), ground)


def faults_of(item: pytest.Item) -> Iterator[str]:
    """What is wrong with a test's claims, a sentence each."""
    for mark in item.iter_markers("clause"):
        if not mark.args:
            yield "a claim names no clause"
        if set(mark.kwargs) != {"breaks"} or not mark.kwargs["breaks"]:
            yield "a claim says with breaks=... what it rests on, and nothing else"
        yield from (f"there is no clause {word}" for word in mark.args if word not in known_clauses())
    for claim in claims_of(item):
        fault = fault_of_ground(claim.breaks)
        if fault:
            yield fault


@cache
def fault_of_ground(written: str) -> str:
    """Why a ground cannot be found, or nothing."""
    try:
        find(ROOT, written)
    except Groundless as groundless:
        return str(groundless)
    return ""


class Ledger:
    """Gathers the claims of a run, refuses those that cannot be true, and writes down those that passed."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.claims: set[Claim] = set()
        self.outcomes: dict[str, list[bool]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            item.user_properties.extend(("claim", json.dumps(asdict(claim))) for claim in claims_of(item))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """A claim that cannot be true fails its test."""
        faults = [] if self.config.getoption("--claims-unchecked") else list(faults_of(item))
        if faults:
            pytest.fail(f"A false claim: {'; '.join(faults)}.", pytrace=False)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == "claim":
                said = json.loads(str(value))
                claim = Claim(said["test"], tuple(said["clauses"]), said["breaks"])
                self.claims.add(claim)
                if report.when == "call" or report.failed:
                    self.outcomes.setdefault(claim.test, []).append(report.passed)

    def passed(self) -> list[Claim]:
        """The claims whose every row passed."""
        return sorted(
            (
                claim
                for claim in self.claims
                if self.outcomes.get(claim.test) and all(self.outcomes[claim.test])
            ),
            key=lambda claim: (claim.clauses, claim.test, claim.breaks),
        )

    def pytest_sessionfinish(self) -> None:
        where = self.config.getoption("--claims")
        if where and not hasattr(self.config, "workerinput"):
            file = Path(str(where))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                json.dumps([asdict(claim) for claim in self.passed()], indent=1), encoding="utf-8"
            )
