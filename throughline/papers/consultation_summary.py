"""What was said about a plan and what was done about it, as a page and a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Lead,
    Link,
    Paragraph,
    Quiet,
    Table,
    Text,
)
from throughline.words.formats import plural


@dataclass(frozen=True)
class Said:
    """One finding: its number and theme, what was said, whether it dissents, and what was done."""

    number: str
    theme: str
    words: str
    is_dissent: bool
    done: str
    objective: str = ""
    address: str = ""
    """The page of the objective it led to, where there is one."""


@dataclass(frozen=True)
class Asked:
    """One time of asking: whom, how, when, how many answered, and what they said."""

    title: str
    who: str
    method: str
    when: str
    counts: tuple[tuple[str, str], ...]
    """Pairs of how many and what of: "71" and "written answers"."""
    said: tuple[Said, ...]


def consultation_summary(
    title: str,
    asked: tuple[Asked, ...],
    *,
    marking: str,
    computed_from: str,
    version: str = "",
    fictional: bool = False,
) -> Document:
    """The summary of every consultation on a plan. Source: product.md, section 3.4."""
    return Document(
        title=title,
        blocks=tuple(_blocks(title, asked)),
        marking=marking,
        computed_from=computed_from,
        version=version,
        fictional=fictional,
    )


def _blocks(title: str, asked: tuple[Asked, ...]) -> Iterator[Block]:
    yield Heading(title)
    said = [one for each in asked for one in each.said]
    open_ones = sum(not one.done for one in said)
    if not asked:
        yield Lead("Nobody has been asked about this plan yet.")
        return
    waits = f"{plural(open_ones, 'finding')} still to be answered" if open_ones else "every finding answered"
    yield Lead(f"{plural(len(said), 'finding')}, {sum(one.is_dissent for one in said)} of dissent; {waits}.")
    for number, each in enumerate(asked, start=1):
        yield Heading(each.title, level=2, id=f"consultation-{number}")
        yield Paragraph(f"Asked: {each.who}. How: {each.method}. When: {each.when}.")
        if each.counts:
            yield Facts(tuple((words, count) for count, words in each.counts))
        yield Table(
            caption=f"You said, we did: {each.title}",
            columns=("You said", "We did"),
            rows=tuple((_words(one), _done(one)) for one in each.said),
            widths=(55, 45),
            empty="Nothing that was said is written down yet.",
        )


def _words(one: Said) -> Text:
    kind = f"{one.theme}, dissent" if one.is_dissent else one.theme
    return (f"{one.number}. {one.words}", Quiet(kind))


def _done(one: Said) -> Text:
    words = one.done or "Not answered yet."
    if not one.objective:
        return words
    return (f"{words} ", Link(f"Objective {one.objective}", one.address))
