"""Tables of needs and of services, as people keep them in a spreadsheet: rows of cells become values.

Source: product.md, page 29; bad input: one sentence with the place and the mend, nothing lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar, cast

from throughline.rules.plan.cells import Cell, Place, Problem, Row
from throughline.rules.provision import TIMES_A_YEAR, Amount, NeedUnit, Per
from throughline.words.cohorts import COHORTS
from throughline.words.formats import list_words
from throughline.words.refusals import Refused
from throughline.words.sectors import SECTORS

NEED_COLUMNS: Final = (
    "pathway", "place", "cohort", "size", "unit", "per", "true of", "evidence", "assessed on",
)  # fmt: skip
SERVICE_COLUMNS: Final = (
    "name", "pathway", "place", "provider", "sector", "cohorts", "capacity", "unit", "per", "cost",
    "cost year", "funder", "commissioner", "procurement", "eligibility", "requires", "from", "until",
)  # fmt: skip
_NEEDED: Final = {
    NEED_COLUMNS: ("pathway", "place", "size", "evidence", "assessed on"),
    SERVICE_COLUMNS: ("name", "pathway", "place", "provider", "capacity", "from"),
}
UNKNOWN: Final = ("", "unknown", "not known")
"""What stands under size or capacity where nobody knows."""
UNITS: Final = ("people", "places")

Made = TypeVar("Made")


class RowsRefused(Refused):
    """The table cannot be taken; every problem is kept with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, kw_only=True)
class NeedRow:
    """One need as a row told it; ``place`` and ``pathway`` are codes."""

    pathway: str
    place: str
    cohort: str
    size: Amount
    true_of: tuple[str, ...]
    evidence: str
    assessed_on: date


@dataclass(frozen=True, kw_only=True)
class ProvisionRow:
    """One service as a row told it; ``place`` and ``pathway`` are codes, ``provider`` its name as written."""

    name: str
    pathway: str
    place: str
    provider: str
    sector: str
    cohorts: tuple[str, ...]
    capacity: Amount
    cost: int | None
    cost_year: str
    funder: str
    commissioner: str
    procurement: str
    eligibility: str
    requires: tuple[str, ...]
    from_on: date
    until_on: date | None


@dataclass
class _Cells:
    """The cells of one row by column, and what was found wrong with them."""

    cells: Mapping[str, Cell]
    where: Place
    problems: list[Problem]

    def words(self, column: str) -> str:
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""

    def needed(self, column: str) -> str:
        found = self.words(column)
        if not found:
            self.wrong(column, f"Nothing stands under “{column}”. Fill it in.")
        return found

    def one_of(self, column: str, known: Mapping[str, str], default: str | None = None) -> str:
        found = self.words(column)
        if not found and default is not None:
            return default
        if found.lower() not in known:
            choices = list_words(sorted(set(known.values())), joining="or")
            self.wrong(column, f"“{found}” is not known under “{column}”. Write {choices}.")
            return ""
        return known[found.lower()]

    def several(self, column: str, known: Mapping[str, str] | None = None) -> tuple[str, ...]:
        parts = [part.strip() for part in self.words(column).split(";") if part.strip()]
        if known is None:
            return tuple(sorted({part.lower() for part in parts}))
        for part in parts:
            if part.lower() not in known:
                choices = list_words(sorted(set(known.values())), joining="or")
                self.wrong(column, f"“{part}” is not known under “{column}”. Write {choices}.")
        return tuple(sorted({known[part.lower()] for part in parts if part.lower() in known}))

    def number(self, column: str) -> int | None:
        found = self.words(column).replace(",", "").removeprefix("£")
        if found.lower() in UNKNOWN:
            return None
        if found.isascii() and found.isdigit() and len(found) < 10:
            return int(found)
        self.wrong(column, f"“{found}” is no whole number. Write figures alone, or “unknown”.")
        return None

    def day(self, column: str, *, is_needed: bool) -> date | None:
        found = self.words(column)
        if not found and not is_needed:
            return None
        try:
            return date.fromisoformat(found[:10] if len(found) > 10 and found[10] in " T" else found)
        except ValueError:
            self.wrong(column, f"“{found}” under “{column}” is no day. Write it as 2009-10-31.")
            return None

    def amount(self, column: str) -> Amount:
        unit = self.one_of("unit", {one: one for one in UNITS}, "people")
        per = self.one_of("per", {one: one for one in TIMES_A_YEAR}, "year")
        return Amount(self.number(column), cast("NeedUnit", unit), cast("Per", per))

    def wrong(self, column: str, sentence: str) -> None:
        cell = self.cells.get(column)
        self.problems.append(Problem(cell.place if cell else self.where, sentence))


def read_needs(
    rows: Sequence[Row], *, pathways: Mapping[str, str], places: Mapping[str, str], on: date
) -> tuple[NeedRow, ...]:
    """The needs of a table with a heading row; names are told from either, code or name, in any case.

    ``pathways`` and ``places`` lead from every writing in lower case to the code; ``on`` is today.
    Raises RowsRefused with every problem and its place.
    Source: product.md, page 29.
    """

    def need(cells: _Cells) -> NeedRow | None:
        day = cells.day("assessed on", is_needed=True)
        if day is not None and day > on:
            cells.wrong("assessed on", "This day has not come yet. Give today or an earlier day.")
        found = NeedRow(
            pathway=cells.one_of("pathway", pathways),
            place=cells.one_of("place", places),
            cohort=cells.one_of("cohort", _COHORTS, ""),
            size=cells.amount("size"),
            true_of=cells.several("true of"),
            evidence=cells.needed("evidence"),
            assessed_on=day or on,
        )
        return found

    return _read(rows, NEED_COLUMNS, need)


def read_services(
    rows: Sequence[Row], *, pathways: Mapping[str, str], places: Mapping[str, str]
) -> tuple[ProvisionRow, ...]:
    """The services of a table with a heading row, as read_needs reads one of needs.

    Raises RowsRefused with every problem and its place. Source: product.md, page 29.
    """

    def offered(cells: _Cells) -> ProvisionRow | None:
        first, last = cells.day("from", is_needed=True), cells.day("until", is_needed=False)
        if first and last and last < first:
            cells.wrong("until", "It ends before it begins. Correct one of the two days.")
        cost, year = cells.number("cost"), cells.words("cost year")
        if cost is not None and not year:
            cells.wrong("cost year", "The cost has no year. Write one, such as 2009-10.")
        found = ProvisionRow(
            name=cells.needed("name"),
            pathway=cells.one_of("pathway", pathways),
            place=cells.one_of("place", places),
            provider=cells.needed("provider"),
            sector=cells.one_of("sector", {one: one for one in SECTORS}, ""),
            cohorts=cells.several("cohorts", _COHORTS),
            capacity=cells.amount("capacity"),
            cost=cost,
            cost_year=year,
            funder=cells.words("funder"),
            commissioner=cells.words("commissioner"),
            procurement=cells.words("procurement"),
            eligibility=cells.words("eligibility"),
            requires=cells.several("requires"),
            from_on=first or date.min,
            until_on=last,
        )
        return found

    return _read(rows, SERVICE_COLUMNS, offered)


_COHORTS: Final = {code: code for code in COHORTS} | {name.lower(): code for code, name in COHORTS.items()}


def _read(rows: Sequence[Row], columns: tuple[str, ...], make: Callable[[_Cells], Any]) -> tuple[Any, ...]:
    filled = [row for row in rows if any(cell.text.strip() for cell in row)]
    if not filled:
        raise RowsRefused(
            [Problem(Place("", 1), f"The table is empty. Its heading row is {_said(columns)}.")]
        )
    heading = {cell.text.strip().lower(): place for place, cell in enumerate(filled[0])}
    problems = list(_of_heading(filled[0], heading, columns))
    if problems:
        raise RowsRefused(problems)
    made = []
    for row in filled[1:]:
        by_column = {name: row[place] for name, place in heading.items() if place < len(row)}
        where = Place(row[0].place.sheet, row[0].place.row)
        made.append(make(_Cells(by_column, where, problems)))
    if not made:
        problems.append(Problem(filled[0][0].place, "No row follows the heading row. Add one."))
    if problems:
        raise RowsRefused(problems)
    return tuple(made)


def _of_heading(row: Row, heading: Mapping[str, int], columns: tuple[str, ...]) -> Iterator[Problem]:
    missing = [one for one in _NEEDED[columns] if one not in heading]
    if missing:
        wanted = list_words([f"“{one}”" for one in missing])
        yield Problem(row[0].place, f"The heading row lacks {wanted}. It may hold {_said(columns)}.")
    for cell in row:
        if cell.text.strip() and cell.text.strip().lower() not in columns:
            yield Problem(cell.place, f"“{cell.text.strip()}” is no column. Use {_said(columns)}.")


def _said(columns: tuple[str, ...]) -> str:
    return list_words([f"“{one}”" for one in columns])
