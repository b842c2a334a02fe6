"""The page of what was found: hits with the words around them, and what they can be narrowed to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.papers.blocks import Table
from throughline.rules.short_forms import names_and_short_forms
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action, Decision
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.plan.queries import plan_of, version_on
from throughline.web.search.finding import BEGINS, ENDS, FACETS, MOST, Found, Hit, find
from throughline.web.search.models import SearchEntry
from throughline.web.search.seeing import entries_open_to
from throughline.words.typed_query import MOST_LETTERS, Part, parts_of, with_other_forms

KINDS: dict[str, Any] = {
    "body": gettext_lazy("Body"),
    "agency": gettext_lazy("Organisation"),
    "clause": gettext_lazy("Clause of the terms"),
    "objective": gettext_lazy("Objective of the plan"),
    "meeting": gettext_lazy("Meeting"),
    "item": gettext_lazy("Agenda item"),
    "paper": gettext_lazy("Paper"),
    "minute": gettext_lazy("Minute"),
    "decision": gettext_lazy("Decision"),
    "action": gettext_lazy("Action"),
    "voice": gettext_lazy("Who was heard"),
    "source": gettext_lazy("Behind the plan"),
    "risk": gettext_lazy("Risk or issue"),
    "service": gettext_lazy("Service"),
    "gap": gettext_lazy("Gap"),
    "indicator": gettext_lazy("Indicator"),
    "escalation": gettext_lazy("Escalation"),
    "inspection": gettext_lazy("Inspection or review"),
    "report": gettext_lazy("Report"),
    "exceptions": gettext_lazy("Exception report"),
}
FACET_WORDS: dict[str, tuple[Any, Any]] = {
    "kind": (gettext_lazy("What it is"), gettext_lazy("Anything")),
    "body": (gettext_lazy("Body"), gettext_lazy("Every body")),
    "organisation": (gettext_lazy("Organisation"), gettext_lazy("Every organisation")),
    "year": (gettext_lazy("Year"), gettext_lazy("Every year")),
    "state": (gettext_lazy("State"), gettext_lazy("Any state")),
}
STATES: dict[str, str] = {
    value: str(label)
    for states in (Meeting.State, Action.State, Paper.State, Decision.Authority)
    for value, label in states.choices
} | {"submitted": "received"}


@dataclass(frozen=True)
class Line:
    """One hit as the page shows it."""

    kind: str
    title: SafeString
    words: SafeString
    address: str
    body: str
    organisation: str
    day: date | None
    state: str


@dataclass(frozen=True)
class Facet:
    """One way to narrow what was found: its values, each with how many there are."""

    name: str
    words: str
    every: str
    chosen: str
    values: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the reader asked: the words, the values chosen, the last day and the page."""

    typed: str
    chosen: Mapping[str, str]
    until: date | None
    until_typed: str
    page: int

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words was asked."""
        return bool(self.until_typed or any(self.chosen.values()))

    @property
    def is_bad_day(self) -> bool:
        """Whether a last day was typed that is none."""
        return bool(self.until_typed) and self.until is None

    def query(self, **other: Any) -> str:
        """The query of an address that asks the same, but for what is given."""
        every = {"q": self.typed, **self.chosen, "until": self.until_typed, **other}
        return urlencode({name: value for name, value in every.items() if value})


@dataclass(frozen=True, kw_only=True)
class ResultsPage:
    """What was found for one reader."""

    asked: Asked
    lead: str
    added: tuple[str, ...]
    lines: tuple[Line, ...]
    facets: tuple[Facet, ...]
    count: int
    first: int

    @property
    def last(self) -> int:
        """The number of the last hit on the page."""
        return self.first + len(self.lines)

    @property
    def earlier(self) -> str:
        """The query of the page before, or nothing."""
        return self.asked.query(page=self.asked.page - 1) if self.asked.page > 1 else ""

    @property
    def later(self) -> str:
        """The query of the page after, or nothing."""
        return self.asked.query(page=self.asked.page + 1) if self.last < self.count else ""


def asked_of(query: Mapping[str, str]) -> Asked:
    """What the query of an address asks; what cannot be read is left out."""
    chosen = {name: query.get(name, "")[:60].replace("\x00", "") for name in FACETS}
    if not _is_year(chosen["year"]):
        chosen["year"] = ""
    page = query.get("page", "")
    return Asked(
        typed=query.get("q", "").replace("\x00", " ").strip()[:MOST_LETTERS],
        chosen=chosen,
        until=_day(query.get("until", "")),
        until_typed=query.get("until", "").strip()[:20],
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
    )


def _is_year(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) == 4 and typed > "0000"


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def results_page(partnership: Partnership, viewpoint: Viewpoint, query: Mapping[str, str]) -> ResultsPage:
    """What a reader finds on their day, twenty hits a page. Source: the design's rule on need to know."""
    asked = asked_of(query)
    parts, added = _parts(partnership, viewpoint.on, asked.typed)
    first = (asked.page - 1) * MOST
    found = find(
        parts, entries_open_to(viewpoint, partnership), chosen=asked.chosen, until=asked.until, first=first
    )
    return ResultsPage(
        asked=asked,
        lead=_lead(asked, parts, found),
        added=added,
        lines=tuple(_line(hit) for hit in found.hits),
        facets=_facets(found, asked) if found.facets else (),
        count=found.count,
        first=first,
    )


def found_as_table(partnership: Partnership, viewpoint: Viewpoint, query: Mapping[str, str]) -> Table:
    """Everything that a reader finds, a row each, for a spreadsheet; the same limits as the page's."""
    asked = asked_of(query)
    parts, _added = _parts(partnership, viewpoint.on, asked.typed)
    open_to = entries_open_to(viewpoint, partnership)
    found = find(parts, open_to, chosen=asked.chosen, until=asked.until, most=None)
    columns = tuple(map(str, (_("What it is"), _("Title"), _("Words"), _("Body"), _("Day"), _("Address"))))
    rows = tuple(
        (
            str(KINDS[hit.entry.kind]), _bare(hit.title), _bare(hit.words), _body_name(hit.entry),
            hit.entry.day.isoformat() if hit.entry.day else "", hit.entry.address,
        )
        for hit in found.hits
    )  # fmt: skip
    return Table(_("What was found"), columns, rows, empty=_("Nothing was found."))


def _parts(partnership: Partnership, on: date, typed: str) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    parts = parts_of(typed)
    return with_other_forms(parts, _names(partnership, on)) if parts else ((), ())


def _names(partnership: Partnership, on: date) -> list[Sequence[str]]:
    """The names of the terms with their short forms, and what the plan's glossary explains."""
    found: list[Sequence[str]] = []
    with suppress(NoTermsYet):
        found += names_and_short_forms(terms_on(partnership, on))
    version = version_on(partnership, on)
    if version is not None:
        found += [(words, short) for short, words in plan_of(version).glossary.items()]
    return found


def _lead(asked: Asked, parts: Sequence[Part], found: Found) -> str:
    if not asked.typed:
        return _("Type what you look for: words, a name or its short form, or a phrase in quotation marks.")
    if not parts:
        return _("There is no word in what you typed. Type at least one letter or digit.")
    if not found.count:
        return _("Nothing that you may read has these words.")
    said = ngettext("%(n)d thing has these words.", "%(n)d things have these words.", found.count)
    return said % {"n": found.count}


def _line(hit: Hit) -> Line:
    entry = hit.entry
    return Line(
        kind=str(KINDS[entry.kind]),
        title=_marked(hit.title),
        words=_marked(hit.words),
        address=entry.address,
        body=_body_name(entry),
        organisation=entry.agency.name
        if entry.agency and entry.kind != SearchEntry.Kind.ORGANISATION
        else "",
        day=entry.day,
        state=STATES.get(entry.state, entry.state),
    )


def _body_name(entry: SearchEntry) -> str:
    return entry.body.name if entry.body and entry.kind != SearchEntry.Kind.BODY else ""


def _marked(words: str) -> SafeString:
    """Words with what was found marked; everything but the two marks is escaped."""
    plain = " ".join(re.sub(r"(?m)^#+ ", "", words).split())
    return mark_safe(escape(plain).replace(BEGINS, "<mark>").replace(ENDS, "</mark>"))  # noqa: S308


def _bare(words: str) -> str:
    return words.replace(BEGINS, "").replace(ENDS, "")


def _facets(found: Found, asked: Asked) -> tuple[Facet, ...]:
    words: dict[str, Mapping[str, Any]] = {
        "kind": KINDS,
        "body": found.names["body"],
        "organisation": found.names["organisation"],
        "year": {},
        "state": STATES,
    }
    return tuple(
        _facet(name, found.facets[name], words[name], asked.chosen[name])
        for name in FACETS
        if len(found.facets[name]) > 1 or asked.chosen[name]
    )


def _facet(name: str, counts: Mapping[str, int], words: Mapping[str, Any], chosen: str) -> Facet:
    known = {value: str(words.get(value, value)) for value in {*counts, *([chosen] if chosen else [])}}
    values = sorted(known.items(), key=lambda pair: pair[1], reverse=name == "year")
    label, every = FACET_WORDS[name]
    return Facet(
        name, str(label), str(every), chosen,
        tuple((value, said[:1].upper() + said[1:], counts.get(value, 0)) for value, said in values),
    )  # fmt: skip
