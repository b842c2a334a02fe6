"""The lists of an evaluation: people to send to the Justice Data Lab, and records to complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from throughline.figures.cohorts.readiness import Member, Readiness
from throughline.papers.blocks import Table
from throughline.papers.open_sheet import open_sheet
from throughline.papers.spreadsheet import comma_separated, workbook

MARKING: Final = "OFFICIAL-SENSITIVE"
DATA_LAB_COLUMNS: Final = (
    "Surname",
    "Forename",
    "Date of birth",
    "Gender",
    "PNC ID",
    "Index date",
    "Conviction date",
    "Intervention start date",
    "Intervention end date",
    "Area",
    "Record",
)
"""The first four and one of the three dates up to the start are what the Data Lab cannot do without."""
SHEETS: Final[dict[str, tuple[Callable[[Table], bytes], str]]] = {
    "csv": (lambda table: comma_separated(table, marking=MARKING).encode(), "text/csv"),
    "xlsx": (
        lambda table: workbook([table], marking=MARKING, computed_from=""),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "ods": (
        lambda table: open_sheet([table], marking=MARKING, computed_from=""),
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
}
"""By the end of the file's name: what makes it, and its media type."""


def people_to_send(complete: Iterable[Member]) -> Table:
    """A row for each person whose record is complete, with what the Justice Data Lab finds people by.

    Source: Ministry of Justice, Justice Data Lab user journey (2013): surname, forename, date of birth,
    gender, and one of index date, conviction date and intervention start date; the others are our own.
    """
    return Table(
        "People to send to the Justice Data Lab", DATA_LAB_COLUMNS, tuple(_row(one) for one in complete)
    )


def records_to_complete(found: Readiness) -> Table:
    """What each supplier's records lack, by the supplier's own number, so that nobody is named.

    Source: product, section 3.5 (rejections that the supplier can be sent).
    """
    lines = sorted(
        (one.record.supplier, one.record.record, lack.identifier, lack.why)
        for one in found.incomplete
        for lack in one.lacks
    )
    return Table("Records to complete", ("Supplier", "Record", "What is lacking", "Why"), tuple(lines))


def _row(member: Member) -> tuple[str, ...]:
    known, record = member.known, member.record
    return (
        known.surname,
        known.forename,
        _day(known.date_of_birth),
        known.sex,
        known.pnc_id,
        _day(record.index_date),
        _day(record.convicted_on),
        _day(record.started_on),
        _day(record.ended_on),
        record.area,
        record.record,
    )


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
