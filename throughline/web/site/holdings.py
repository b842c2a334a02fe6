"""What each table of the store holds of people, why, and for how long; the same as the rule book prints."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "privacy.csv"
NOTHING = "no personal data"


@dataclass(frozen=True)
class Holding:
    """One table: its name, the kind of data with what it holds, why it is held and how long."""

    table: str
    kind: str
    holds: str
    why: str
    how_long: str

    @property
    def in_words(self) -> str:
        """The table as a reader sees it: meetings.MinutesRecipient is “meetings: minutes recipient”."""
        room, _, name = self.table.partition(".")
        return f"{room}: {re.sub(r'(?<=[a-z])(?=[A-Z])', ' ', name).lower()}"

    @property
    def is_personal(self) -> bool:
        """Whether it holds anything of a person, be it only a number."""
        return self.kind != NOTHING


@cache
def holdings() -> tuple[Holding, ...]:
    """Every table, in the order of the rule book."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_read(row) for row in csv.DictReader(file))


def _read(row: dict[str, str]) -> Holding:
    kind, _, holds = row["kind"].partition(":")
    return Holding(row["model"], kind.strip(), holds.strip(), row["why it is held"], row["how long"])
