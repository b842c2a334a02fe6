"""How this room's records are put into words, and the pages of tables that they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.figures.measures.release import is_small
from throughline.papers.blocks import Table
from throughline.rules.provision import Amount, Gap, GapVerdict
from throughline.web.access.models import Partnership
from throughline.web.provision.models import Provision
from throughline.web.site.jinja import long_date
from throughline.words.cohorts import cohort_name
from throughline.words.formats import number_words

Cell = str | Mapping[str, Any]
Ways = tuple[tuple[str, str], ...]
VERDICTS: Mapping[GapVerdict, tuple[str, Any]] = {
    "not-assessed": ("undated", gettext_lazy("Nobody has counted the need")),
    "no-service": ("late", gettext_lazy("No service")),
    "gap": ("slipping", gettext_lazy("Not enough")),
    "not-known": ("no news", gettext_lazy("Not known")),
    "met": ("complete", gettext_lazy("Enough")),
}
"""How a gap is shown: the shape of a status, and its words."""


@dataclass(frozen=True)
class Tab:
    """One table of a page, or what stands in place of it; a column is words, or (words, "n") for numbers."""

    caption: str
    columns: tuple[Any, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    note: str = ""

    def as_table(self) -> Table:
        """The same as a table of a file."""
        names = tuple(one if isinstance(one, str) else one[0] for one in self.columns)
        numeric = tuple(place for place, one in enumerate(self.columns) if not isinstance(one, str))
        rows = tuple(tuple(_plain(cell) for cell in row) for row in self.rows)
        return Table(self.caption, names, rows, numeric=numeric, empty=self.empty)


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return ": ".join(part for part in (str(cell["words"]), str(cell.get("note", ""))) if part)


@dataclass(frozen=True)
class Filter:
    """One choice that narrows a page, without script."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A page of tables: its heading, the sentence that answers, what may be done, and its files."""

    title: str
    lead: str
    tabs: tuple[Tab, ...]
    caption: str = ""
    ways: Ways = ()
    """What may be done here: words and address."""
    facts: tuple[tuple[str, str], ...] = ()
    """A summary list: what, and what it is."""
    files: Ways = ()
    notes: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True)
class Words:
    """The names that a partnership gives to codes, read once for a page."""

    partnership: Partnership
    pathways: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=dict)

    def pathway(self, code: str) -> str:
        """The name of a pathway."""
        return self.pathways.get(code, code)

    def place(self, code: str) -> str:
        """The name of a place."""
        return self.places.get(code, code)

    def address(self, route: str, **parts: Any) -> str:
        """The address of a route of this room."""
        return reverse(f"provision:{route}", kwargs={"partnership": self.partnership.slug, **parts})


def cohorts_words(cohorts: Iterable[str]) -> str:
    """Whom something is for, in words."""
    return ", ".join(cohort_name(one) for one in cohorts) or cohort_name("")


def is_hidden(size: int | None) -> bool:
    """Whether a number of people is too small to show. Source: rule R31."""
    return size is not None and is_small(size)


def amount_words(amount: Amount, *, hides: bool) -> str:
    """A number with its unit; what may not be shown is hidden, and what nobody knows is said so.

    One word stands for every hidden number: were small ones told apart, they could be worked out.
    """
    if hides:
        return _("Hidden")
    return _amount(amount)


def capacity_words(row: Provision) -> str:
    """What a service can take: a number of places, which tells of nobody, so it is never hidden."""
    return _amount(Amount(row.capacity, row.unit, row.per))  # type: ignore[arg-type]


def _amount(amount: Amount) -> str:
    if amount.number is None:
        return _("Not known")
    number = number_words(amount.number)
    if amount.unit == "places":
        return _("%(number)s places") % {"number": number}
    said = {
        "month": _("%(number)s people a month"),
        "quarter": _("%(number)s people a quarter"),
        "year": _("%(number)s people a year"),
    }
    return said[amount.per] % {"number": number}


def gap_words(gap: Gap, *, hides: bool) -> str:
    """What is left, as far as it is known; hidden where the need is."""
    if gap.at_most is None:
        return _("Not known")
    if hides:
        return _("Hidden")
    if gap.at_most == 0:
        return _("None")
    if gap.unknown:
        return _("Up to %(number)s") % {"number": number_words(gap.at_most)}
    return number_words(gap.at_most)


def days_words(first: date, last: date | None) -> str:
    """From when until when."""
    if last is None:
        return _("From %(first)s") % {"first": long_date(first)}
    return _("%(first)s to %(last)s") % {"first": long_date(first), "last": long_date(last)}


def money_words(pounds: int | None) -> str:
    """Whole pounds, or nothing."""
    return "" if pounds is None else f"£{number_words(pounds)}"
