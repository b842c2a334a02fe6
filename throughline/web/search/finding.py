"""One question to the entries, the same on either engine: what a reader may find, ranked, counted, quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

from throughline.web.search.models import SearchEntry
from throughline.words.typed_query import Part

MOST = 20
"""How many hits stand on a page."""
FACETS = ("kind", "body", "organisation", "year", "state")
BEGINS, ENDS = "\ue000", "\ue001"
_MARKUP, _AS_LETTERLESS = "<>&", "\ue002\ue003\ue004"
"""Signs that PostgreSQL would read as a tag and leave out of a quotation, and what stands for them there."""
"""Letters of nobody's writing, put around the words found, so that the words themselves stay words."""


@dataclass(frozen=True)
class Hit:
    """One thing found: its entry, and its title and the words around what was found, with their marks."""

    entry: SearchEntry
    title: str
    words: str


@dataclass(frozen=True)
class Found:
    """What a reader found: how many, the hits of one page, and how many of each value of each facet."""

    count: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    names: Mapping[str, Mapping[str, str]]
    """What the bodies and the organisations among the facets are called, by their codes."""


@dataclass(frozen=True)
class Group:
    """How many entries share a value of every facet."""

    values: Mapping[str, str]
    names: Mapping[str, str]
    number: int


def find(
    parts: Sequence[Part],
    open_to: Q,
    *,
    chosen: Mapping[str, str],
    until: date | None = None,
    first: int = 0,
    most: int | None = MOST,
) -> Found:
    """What answers every part of a question among the entries that a reader may find, titles first.

    ``chosen`` narrows by facet; a facet counts what the others leave. ``until`` leaves out what is
    dated later. Three queries; two where nothing is found.
    """
    if not parts:
        return Found(0, (), {}, {})
    rows = _matching(parts, open_to, until)
    groups = _groups(rows)
    count = sum(one.number for one in groups if _is_chosen(one.values, chosen))
    facets = {name: _counted(groups, name, chosen) for name in FACETS}
    names = {name: {one.values[name]: one.names[name] for one in groups} for name in ("body", "organisation")}
    hits = tuple(_hits(_narrowed(rows, chosen), parts, first, most)) if count else ()
    return Found(count, hits, facets, names)


def _matching(parts: Sequence[Part], open_to: Q, until: date | None) -> QuerySet[SearchEntry]:
    rows = SearchEntry.objects.filter(open_to)
    if until is not None:
        rows = rows.filter(Q(day__isnull=True) | Q(day__lte=until))
    if connection.vendor == "postgresql":
        return rows.extra(
            where=["search_searchentry.words @@ to_tsquery('search_plain', %s)"], params=[_tsquery(parts)]
        )
    return rows.extra(
        tables=["search_words"],
        where=["search_words.rowid = search_searchentry.id", "search_words MATCH %s"],
        params=[_fts5(parts)],
    )


def _groups(rows: QuerySet[SearchEntry]) -> list[Group]:
    """How many entries share each combination of facets, with the names of its body and organisation."""
    counted = (
        rows.annotate(year=ExtractYear("day"))
        .order_by()
        .values_list("kind", "body__code", "agency__code", "year", "state", "body__name", "agency__name")
        .annotate(number=Count("pk"))
    )
    return [
        Group(
            dict(zip(FACETS, (kind, body or "", agency or "", str(year or ""), state), strict=True)),
            {"body": body_name or "", "organisation": agency_name or ""},
            number,
        )
        for kind, body, agency, year, state, body_name, agency_name, number in counted
    ]


def _is_chosen(values: Mapping[str, str], chosen: Mapping[str, str], *, but: str = "") -> bool:
    return all(values[name] == chosen[name] for name in FACETS if name != but and chosen.get(name))


def _counted(groups: Sequence[Group], facet: str, chosen: Mapping[str, str]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for one in groups:
        if one.values[facet] and _is_chosen(one.values, chosen, but=facet):
            found[one.values[facet]] += one.number
    return dict(found)


def _narrowed(rows: QuerySet[SearchEntry], chosen: Mapping[str, str]) -> QuerySet[SearchEntry]:
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("body"):
        rows = rows.filter(body__code=chosen["body"])
    if chosen.get("organisation"):
        rows = rows.filter(agency__code=chosen["organisation"])
    if chosen.get("year"):
        rows = rows.filter(day__year=int(chosen["year"]))
    return rows.filter(state=chosen["state"]) if chosen.get("state") else rows


def _hits(rows: QuerySet[SearchEntry], parts: Sequence[Part], first: int, most: int | None) -> Iterator[Hit]:
    """One page of the rows, quoted only once it is known which they are.

    Those with some of the words in their title come first, then the latest: an order that what the
    reader may not find has no part in, as it has in the usual weights of rare words.
    """
    is_postgresql = connection.vendor == "postgresql"
    in_title = _IN_TITLE["postgresql" if is_postgresql else "sqlite"]
    titled = _tsquery_of_titles(parts) if is_postgresql else _fts5_of_titles(parts)
    ranked = rows.extra(  # noqa: S610 - fixed words of SQL; what was typed is a parameter
        select={"in_title": in_title}, select_params=[titled]
    ).order_by("-in_title", F("day").desc(nulls_last=True), "-pk")
    keys = list(ranked.values_list("pk", flat=True)[first : first + most if most else None])
    quotes = (
        {
            "found_title": _HEADLINE.format(column="title", options="HighlightAll=true"),
            "found_words": _HEADLINE.format(
                column="text", options="MaxWords=32, MinWords=12, MaxFragments=1"
            ),
        }
        if is_postgresql
        else {
            "found_title": "highlight(search_words, 0, %s, %s)",
            "found_words": "snippet(search_words, 1, %s, %s, '…', 32)",
        }
    )
    marks = [_tsquery(parts)] * 2 if is_postgresql else [BEGINS, ENDS] * 2
    quoted = rows.filter(pk__in=keys).extra(select=quotes, select_params=marks)  # noqa: S610 - as above
    by_key: dict[int, Any] = {one.pk: one for one in quoted.select_related("body", "agency").order_by()}
    for key in keys:
        if one := by_key.get(key):
            yield Hit(one, one.found_title, one.found_words)


_HEADLINE = (
    "translate(ts_headline('search_plain', "
    f"translate(search_searchentry.{{column}}, '{_MARKUP}', '{_AS_LETTERLESS}'), "
    f"to_tsquery('search_plain', %s), 'StartSel={BEGINS}, StopSel={ENDS}, {{options}}'), "
    f"'{_AS_LETTERLESS}', '{_MARKUP}')"
)


_IN_TITLE = {
    "sqlite": "search_words.rowid IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)",
    "postgresql": "search_searchentry.words @@ to_tsquery('search_plain', %s)",
}


def _fts5(parts: Sequence[Part]) -> str:
    """A question as FTS5 reads it; every word stands in quotation marks, so none is an operator."""
    return " AND ".join(map(_fts5_part, parts))


def _fts5_of_titles(parts: Sequence[Part]) -> str:
    return f"title : ({' OR '.join(map(_fts5_part, parts))})"


def _fts5_part(part: Part) -> str:
    star = "*" if part.is_beginning else ""
    return "(" + " OR ".join(f'"{" ".join(phrase)}"{star}' for phrase in part.phrases) + ")"


def _tsquery(parts: Sequence[Part]) -> str:
    """A question as PostgreSQL reads it; its words are letters and digits alone."""
    return " & ".join(_tsquery_part(part, "") for part in parts)


def _tsquery_of_titles(parts: Sequence[Part]) -> str:
    return " | ".join(_tsquery_part(part, "A") for part in parts)


def _tsquery_part(part: Part, weight: str) -> str:
    """One part, in titles alone where they are asked for by their weight."""
    marks = ("*" if part.is_beginning else "") + weight
    end = f":{marks}" if marks else ""
    phrases = (" <-> ".join(f"'{word}'{end}" for word in phrase) for phrase in part.phrases)
    return "(" + " | ".join(f"({phrase})" for phrase in phrases) + ")"
