"""How right a linking is, where the truth is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Measured:
    """Pairs of records that were joined into one person, against the truth."""

    joined: int
    """Pairs that were joined, directly or through others."""
    right: int
    """Of those, the pairs that are of one person in truth."""
    possible: int
    """Pairs that are of one person in truth."""

    @property
    def precision(self) -> float:
        """The share of joined pairs that are right; 1 where none was joined."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """The share of possible pairs that were joined; 1 where none was possible."""
        return self.right / self.possible if self.possible else 1.0


def measured(engine: DuckDBPyConnection) -> Measured:
    """The table ``people`` against the table ``truth``, both of record and person: each pair joined."""
    joined, right = _pairs(engine, "people.person"), _pairs(engine, "people.person, truth.person")
    return Measured(joined, right, _pairs(engine, "truth.person"))


def _pairs(engine: DuckDBPyConnection, by: str) -> int:
    """How many pairs of records agree on these columns."""
    ((count,),) = engine.execute(f"""
        select coalesce(sum(records * (records - 1) // 2), 0)
        from (select count(*) as records from people join truth using (record) group by {by})
    """).fetchall()
    return int(count)
