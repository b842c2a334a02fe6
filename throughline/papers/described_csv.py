"""What the columns of a CSV file mean, for a program: metadata of CSV on the Web."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from throughline.papers.blocks import Table, plain
from throughline.papers.spreadsheet import NUMBER, disarmed

CONTEXT: Final = "http://www.w3.org/ns/csvw"


def description(
    table: Table, *, url: str, marking: str, source: str, licence: str = "", notes: Sequence[str] = ()
) -> str:
    """The metadata of a table that ``comma_separated`` writes, as JSON.

    A column of figures is a decimal, and every word that stands in it for a figure is named as no figure.
    Source: W3C, Metadata Vocabulary for Tabular Data (2015), sections 5.3 to 5.6.
    """
    columns = [*table.columns, "Marking"]
    names = _names(columns)
    described: dict[str, Any] = {
        "@context": [CONTEXT, {"@language": "en"}],
        "url": url,
        "dc:title": table.caption,
        "dc:source": source,
        "rdfs:comment": [f"Marking: {marking}", *notes],
        "dialect": {"header": True, "encoding": "utf-8", "delimiter": ",", "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [_column(table, place, names[place], title) for place, title in enumerate(columns)]
        },
    }
    if licence:
        described["dc:license"] = licence
    return json.dumps(described, ensure_ascii=False, indent=2)


def _column(table: Table, place: int, name: str, title: str) -> dict[str, Any]:
    column: dict[str, Any] = {"name": name, "titles": disarmed(title)}
    if place not in table.numeric:
        return {**column, "datatype": "string"}
    said = {plain(row[place]) for row in table.rows}
    missing = sorted(disarmed(words) for words in said if not NUMBER.fullmatch(words))
    kind = {"base": "decimal", "format": {"decimalChar": ".", "groupChar": ","}}
    return {**column, "datatype": kind, "null": missing or [""]}


def _names(titles: Sequence[str]) -> list[str]:
    """A name for each column that a program may use: lower-case, and each once."""
    taken: list[str] = []
    for title in titles:
        base = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or "column"
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}_{count}"
        taken.append(name)
    return taken
