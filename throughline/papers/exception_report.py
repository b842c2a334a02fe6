"""The exception report of one quarter: only what is off track, why, and what brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Lead,
    Paragraph,
    Strong,
    Table,
    Text,
)
from throughline.words.formats import plural

NOT_WRITTEN = "Not written yet."


@dataclass(frozen=True)
class ExceptionLine:
    """One line off track: number, words, who leads it, the rules that chose it, what people wrote."""

    number: str
    words: str
    lead: str
    chosen_because: tuple[str, ...]
    """Each rule with its evidence, a sentence each."""
    cause: str
    recovery: str
    ask: str = ""
    owner: str = ""
    note: str = ""
    """Such as: no longer chosen since a day."""


@dataclass(frozen=True)
class TakenOut:
    """A line that a rule chose and people took out, with their reason."""

    number: str
    words: str
    because: str


@dataclass(frozen=True)
class ExceptionReport:
    """A report with its lines; days and quarters in words."""

    number: int
    body: str
    quarter: str
    drafted_on: str
    lines: tuple[ExceptionLine, ...]
    looked_at: tuple[tuple[str, int], ...]
    """What was looked at and how many of each."""
    taken_out: tuple[TakenOut, ...] = ()
    thresholds: str = ""

    @property
    def title(self) -> str:
        """What the report is called."""
        return f"Exception report, {self.quarter}"

    @property
    def asks(self) -> tuple[str, ...]:
        """What is asked of the board."""
        return tuple(one.ask for one in self.lines if one.ask)

    @property
    def looked_at_words(self) -> str:
        """How many of each were looked at, in a sentence."""
        said = [f"{count:,} {what}" for what, count in self.looked_at if count]
        return f"Looked at: {', '.join(said)}." if said else "There was nothing to look at."

    @property
    def lead(self) -> str:
        """The one sentence that matters."""
        if not self.lines:
            return "Nothing met a rule for an exception. A nil report is a valid report."
        asks = len(self.asks)
        wanted = f"{plural(asks, 'ask')} of the board" if asks else "Nothing is asked of the board"
        return f"{plural(len(self.lines), 'line')} off track. {wanted}."


def exception_report(
    shown: ExceptionReport, *, marking: str, computed_from: str, version: str = "", fictional: bool = False
) -> Document:
    """The report as a paper that stands alone."""
    return Document(
        title=shown.title,
        blocks=(Heading(shown.title), Paragraph(f"To {shown.body}.", quiet=True), *_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        version=version,
        fictional=fictional,
    )


def _blocks(shown: ExceptionReport) -> Iterator[Block]:
    yield Lead(shown.lead)
    yield Facts(
        (
            ("Quarter", shown.quarter),
            ("Lines off track", str(len(shown.lines))),
            ("Asks of the board", str(len(shown.asks))),
        )
    )
    for one in shown.lines:
        yield Heading(f"{one.number} {one.words}", 2)
        yield Table("Why, and what brings it back", ("Part", "Report"), tuple(_rows(one)), widths=(24, 76))
        if one.ask:
            yield Callout("Asked of the board", one.ask, "decide")
    if shown.taken_out:
        rows = tuple((one.number, one.words, one.because) for one in shown.taken_out)
        yield Heading("Chosen by a rule and taken out", 2)
        yield Table("Chosen by a rule and taken out", ("Number", "Line", "Why"), rows, widths=(16, 44, 40))
    yield Heading("What was looked at", 2)
    yield Paragraph(shown.looked_at_words)
    yield Paragraph(
        f"Lines are chosen by rule, as on {shown.drafted_on}. Thresholds: {shown.thresholds}.", quiet=True
    )


def _rows(one: ExceptionLine) -> Iterator[tuple[Text, ...]]:
    yield ("Chosen because", " ".join(one.chosen_because) or one.note)
    if one.lead:
        yield ("Lead", one.lead)
    yield ("Cause", one.cause or NOT_WRITTEN)
    yield ("Recovery", Strong(one.recovery) if one.recovery else NOT_WRITTEN)
    if one.owner:
        yield ("Owner of the recovery", one.owner)
    if one.note and one.chosen_because:
        yield ("Since then", one.note)


def as_text(shown: ExceptionReport) -> str:
    """The report's words as a paper of a meeting keeps them, in Markdown."""
    return "\n\n".join(_paragraphs(shown)) + "\n"


def _paragraphs(shown: ExceptionReport) -> Iterator[str]:
    yield shown.lead
    for one in shown.lines:
        yield f"## {_plain(one.number)} {_plain(one.words)}"
        for part, words in _rows(one):
            said = words.text if isinstance(words, Strong) else str(words)
            yield f"**{part}**: {_plain(said)}"
        if one.ask:
            yield f"**Asked of the board**: {_plain(one.ask)}"
    if shown.taken_out:
        yield "## Chosen by a rule and taken out"
        yield "\n".join(
            f"- {_plain(f'{one.number} {one.words}')}: {_plain(one.because)}" for one in shown.taken_out
        )
    yield "## What was looked at"
    yield shown.looked_at_words
    yield f"Lines are chosen by rule, as on {shown.drafted_on}. Thresholds: {_plain(shown.thresholds)}."


def _plain(words: str) -> str:
    """Words on one line in which no sign means anything but itself."""
    joined = " ".join(words.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in joined)
