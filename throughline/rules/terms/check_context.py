"""What every part of the checker works from: the file, the day, and the terms of that day.

Source: the partnership file, section 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from throughline.rules.terms.in_force import in_force, on
from throughline.rules.terms.model import Body, Entry, Finding, Open, Terms, Version, first_day, last_day
from throughline.rules.terms.readings import with_readings
from throughline.rules.terms.tables import BODY, DUTY, OF_A_BODY, OF_THE_FILE, OFFICE, Table

Level = Literal["E", "S", "L"]


@dataclass(frozen=True)
class Checked:
    """The terms as written, with the readings of the day applied, and as they hold on the day."""

    written: Terms
    settled: Terms
    now: Terms
    day: date

    @classmethod
    def on_day(cls, terms: Terms, day: date) -> Checked:
        """Apply the readings of a day and pick what is in force."""
        return cls(terms, with_readings(terms, day), on(terms, day), day)

    def standing(self) -> Iterator[tuple[Table, Body | None, Any]]:
        """Every entry that has not ended, in force or still to come, with its table and body."""
        for table in OF_THE_FILE.values():
            for entry in getattr(self.settled, table.attribute):
                if table is not BODY and not ended(entry, self.day):
                    yield table, None, entry
        for body in self.bodies():
            yield BODY, body, body
            for table in OF_A_BODY.values():
                for entry in getattr(body, table.attribute):
                    if not ended(entry, self.day):
                        yield table, body, entry

    def bodies(self) -> tuple[Body, ...]:
        """The bodies that have not ended, with everything the file holds of them."""
        return tuple(body for body in self.settled.bodies if not ended(body, self.day))

    def versions(self, body: Body) -> tuple[Version, ...]:
        """The document of a body that is in force, or those whose date is not settled."""
        undated = tuple(version for version in body.versions if isinstance(version.from_, Open))
        return in_force(body.versions, self.day) or undated

    def adopted(self, body: Body) -> date | None:
        """The first day of the version in force, if the file dates it."""
        return max(filter(None, map(first_day, in_force(body.versions, self.day))), default=None)


def ended(entry: Entry, day: date) -> bool:
    """Whether an entry was over before a day. Source: the partnership file, section 5."""
    last = last_day(entry)
    return last is not None and last < day


def noun(table: Table, entry: Any) -> str:
    """What stands for a rule in the code of a finding. Source: the partnership file, section 12."""
    if table is OFFICE:
        return str(entry.id)
    return str(entry.id or entry.what) if table is DUTY else table.name


def finding(
    level: Level, code: str, entry: Entry, message: str, *, key: str = "", clause: tuple[str, ...] = ()
) -> Finding:
    """A finding at an entry, or at one key of it. Source: the partnership file, section 12."""
    at = f"{entry.at}.{key}" if key else entry.at
    return Finding(level, f"{level}-{code}", at, clause or entry.clause, entry.line, message)
