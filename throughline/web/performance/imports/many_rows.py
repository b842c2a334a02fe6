"""Figures written by the ten thousand: one prepared statement, five times as fast as one object a row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection

from throughline.web.performance.models import Observation

AT_ONCE = 5_000
"""Rows that are handed to the store together."""


class FigureRow(NamedTuple):
    """The columns of a figure as the store names them; the store's own constraints still hold."""

    indicator_id: int
    receipt_id: int
    line: int
    starts: date
    ends: date
    area: str
    group: str
    numerator: int
    denominator: int | None
    expected: str
    status: str
    published_on: date | None


def write_figures(rows: Iterable[FigureRow]) -> None:
    """Write figures in the transaction of whoever calls. Raises IntegrityError for one that cannot be."""
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(name) for name in FigureRow._fields)
    places = ", ".join("%s" for _name in FigureRow._fields)
    table = quoted(Observation._meta.db_table)
    day_of = connection.ops.adapt_datefield_value
    values = [
        (*row[:3], day_of(row.starts), day_of(row.ends), *row[5:11], day_of(row.published_on)) for row in rows
    ]
    with connection.cursor() as cursor:
        for first in range(0, len(values), AT_ONCE):
            cursor.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 - names of our own columns
                values[first : first + AT_ONCE],
            )
