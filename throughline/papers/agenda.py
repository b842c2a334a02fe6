"""The agenda of a meeting: what is asked, how long it takes and which paper goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.papers.blocks import Block, Document, Facts, Heading, Lead, Link, Quiet, Strong, Table, Text
from throughline.words.formats import plural


@dataclass(frozen=True)
class AgendaLine:
    """One item: its number, its business and what the meeting is asked to do."""

    number: str
    business: str
    asked: str
    minutes: int | None = None
    note: str = ""
    paper: str = ""
    """The title of its paper, if it has one."""
    paper_part: str = ""
    """The id of the paper's part of the pack."""

    @property
    def decides(self) -> bool:
        """Whether the meeting is asked to decide."""
        return self.asked.lower().startswith("decide")


@dataclass(frozen=True)
class LatePaper:
    """A paper that came after the day the terms ask for; this is said, and is no breach."""

    title: str
    owed_by: str
    due: str
    state: str
    """"Received 3 working days late", or "not received"."""


@dataclass(frozen=True)
class Agenda:
    """The agenda of one meeting; dates and places in words."""

    body: str
    held_on: str
    place: str
    lines: tuple[AgendaLine, ...]
    late_papers: tuple[LatePaper, ...] = ()
    quorum: str = "Not defined in the terms. None is assumed."


def agenda(shown: Agenda, *, marking: str, computed_from: str, version: str = "") -> Document:
    """The agenda as a paper that stands alone."""
    facts = Facts((("When", shown.held_on), ("Where", shown.place), ("Quorum", shown.quorum)))
    return Document(
        title=f"{shown.body}: agenda, {shown.held_on}",
        blocks=(Heading(f"{shown.body}: agenda"), facts, *agenda_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        version=version,
    )


def agenda_blocks(shown: Agenda) -> tuple[Block, ...]:
    """The lead sentence, the items, and the papers that are late."""
    late: tuple[Block, ...] = ()
    if shown.late_papers:
        late = (
            Heading("Late papers", 2),
            Table(
                "Late papers",
                ("Paper", "From", "Was due", "State"),
                tuple((one.title, one.owed_by, one.due, one.state) for one in shown.late_papers),
            ),
        )
    return (Lead(_in_short(shown)), _items(shown), *late)


def _in_short(shown: Agenda) -> str:
    decisions = sum(line.decides for line in shown.lines)
    minutes = sum(line.minutes or 0 for line in shown.lines)
    timed = f" {plural(minutes, 'minute')} in all." if minutes else ""
    asked = f"{plural(decisions, 'decision')} asked of the meeting." if decisions else "No decision is asked."
    return f"{plural(len(shown.lines), 'item')}.{timed} {asked}"


def _items(shown: Agenda) -> Table:
    timed = any(line.minutes is not None for line in shown.lines)
    columns = ("Item", "Business", "Asked of you", "Paper", *(("Minutes",) if timed else ()))
    return Table(
        caption="Items",
        columns=columns,
        rows=tuple(_row(line, timed=timed) for line in shown.lines),
        numeric=(4,) if timed else (),
        widths=(7, 38, 18, 26, 9) if timed else (7, 42, 20, 31),
        empty="No items yet. Standing items come from the terms of reference.",
    )


def _row(line: AgendaLine, *, timed: bool) -> tuple[Text, ...]:
    business: Text = (line.business, Quiet(line.note)) if line.note else line.business
    asked: Text = Strong(line.asked) if line.decides else line.asked
    paper: Text = Link(line.paper, f"#{line.paper_part}") if line.paper_part else line.paper
    minutes = ("" if line.minutes is None else str(line.minutes),) if timed else ()
    return (line.number, business, asked, paper, *minutes)
