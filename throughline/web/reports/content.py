"""What a section of a report holds: a sentence, and lines that each say which record they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of a section: its cells, the record that it came from, and that record's page."""

    cells: tuple[str, ...]
    came_from: str
    address: str = ""


@dataclass(frozen=True)
class Content:
    """One section as it was composed from records; nothing in it was typed for the report."""

    lead: str
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """The section as plain values, which is how a sent report keeps it."""
        return {
            "lead": self.lead,
            "columns": list(self.columns),
            "lines": [
                {"cells": list(one.cells), "from": one.came_from, "address": one.address}
                for one in self.lines
            ],
        }

    @classmethod
    def from_record(cls, kept: Mapping[str, Any]) -> Content:
        """The section from its plain values."""
        return cls(
            kept.get("lead", ""),
            tuple(kept.get("columns", ())),
            tuple(Line(tuple(one["cells"]), one["from"], one["address"]) for one in kept.get("lines", ())),
        )
