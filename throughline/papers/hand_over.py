"""The hand-over of a seat: what whoever takes it needs to know, on one page of A4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import Block, Bullets, Document, Facts, Heading, Lead, Paragraph, Text
from throughline.words.formats import plural

MOST_PURPOSES, MOST_PEOPLE, MOST_DATES, MOST_ACTIONS, MOST_DECISIONS, MOST_TERMS = 3, 10, 3, 3, 3, 5
"""How much of each part fits on the page; what is left out is counted."""
LONGEST = 80
"""How many letters of a purpose, an action or a decision fit on a line."""


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """What is known of a seat and its body on a day; days in words, nothing longer than it is."""

    body: str
    organisation: str
    post: str
    holder: str
    """Who sits there now; empty where the seat is vacant."""
    on_words: str
    reports_to: str
    decides: str
    """How many make a quorum, and how it votes."""
    purposes: tuple[str, ...] = ()
    people: tuple[tuple[str, str, str], ...] = ()
    """Who is who: post, organisation and name."""
    dates: tuple[str, ...] = ()
    actions: tuple[tuple[str, str], ...] = ()
    """The organisation's open actions: words and due day."""
    decisions: tuple[tuple[str, str], ...] = ()
    """The last decisions: number and words."""
    terms: tuple[tuple[str, str], ...] = ()
    """What the board's own short words stand for."""


def hand_over(shown: HandOver, *, marking: str, computed_from: str, fictional: bool = False) -> Document:
    """The hand-over as a paper that fits one page of A4.

    Source: product, section 5.5 (hand-over page for a new member); rule R17.
    """
    return Document(
        title=f"{shown.body}: hand-over, {shown.organisation}",
        blocks=tuple(_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        fictional=fictional,
    )


def _blocks(shown: HandOver) -> Iterator[Block]:
    yield Heading(f"{shown.body}: hand-over")
    yield Lead(_in_short(shown))
    yield Facts(
        (
            ("Seat", f"{shown.post}, {shown.organisation}"),
            ("Reports to", shown.reports_to or "Nobody by its terms"),
            ("How it decides", shown.decides),
            ("Next dates", "; ".join(shown.dates[:MOST_DATES]) or "No meeting is called"),
        )
    )
    yield Heading("What the board is for", 2)
    yield _listed(tuple(map(_short, shown.purposes)), MOST_PURPOSES, "The terms do not say.")
    yield Heading("Who is who", 2)
    yield _listed(_by_organisation(shown.people), MOST_PEOPLE, "Nobody is recorded yet.")
    yield Heading("Open actions of the organisation", 2)
    actions = tuple(f"{_short(words)} Due {due}." for words, due in shown.actions)
    yield _listed(actions, MOST_ACTIONS, "It owns no open action.")
    yield Heading("Last decisions", 2)
    decisions = tuple(f"{number}: {_short(words)}" for number, words in shown.decisions)
    yield _listed(decisions, MOST_DECISIONS, "None is recorded.")
    if shown.terms:
        yield Heading("The board’s own short words", 2)
        yield Paragraph(_glossary(shown.terms))


def _in_short(shown: HandOver) -> str:
    sits = f"{shown.holder} sits here" if shown.holder else "The seat is vacant"
    first = f"; next date {shown.dates[0]}" if shown.dates else ""
    return (
        f"{sits} on {shown.on_words}; {plural(len(shown.actions), 'action')} of the organisation open{first}."
    )


def _by_organisation(people: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    """A line for each organisation: who comes from it, with the posts and offices of each."""
    found: dict[str, dict[str, list[str]]] = {}
    for post, organisation, name in people:
        found.setdefault(organisation, {}).setdefault(name, []).append(post)
    return tuple(
        f"{organisation or 'No organisation'}: "
        + ", ".join(f"{name} ({', '.join(posts)})" for name, posts in who.items())
        for organisation, who in found.items()
    )


def _listed(words: tuple[str, ...], most: int, empty: str) -> Block:
    if not words:
        return Paragraph(empty, quiet=True)
    shown: list[Text] = list(words[:most])
    if len(words) > most:
        shown.append(f"And {len(words) - most} more.")
    return Bullets(tuple(shown))


def _short(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _glossary(terms: tuple[tuple[str, str], ...]) -> str:
    shown = "; ".join(f"{short}: {words}" for short, words in terms[:MOST_TERMS])
    left = len(terms) - MOST_TERMS
    return f"{shown}; and {left} more in the plan." if left > 0 else f"{shown}."
