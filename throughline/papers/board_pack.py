"""The board pack: one document, one run of page numbers, and nothing in it only to be noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from throughline.figures.scorecard import Scorecard
from throughline.papers.agenda import Agenda, agenda_blocks
from throughline.papers.blocks import (
    Block,
    Callout,
    Contents,
    Cover,
    Document,
    Heading,
    Lead,
    Paragraph,
    Section,
    Status,
    Strong,
    Table,
    Text,
)
from throughline.papers.from_markdown import from_markdown
from throughline.papers.governance_map import GovernanceMap, drawing, key
from throughline.papers.plan_table import PlanTable, plan_blocks
from throughline.papers.scorecard import scorecard_blocks
from throughline.words.formats import plural
from throughline.words.markings import Marking, highest


@dataclass(frozen=True)
class ActionToDecide:
    """An action that cannot go on without the board; dates in words."""

    number: str
    title: str
    owner: str
    first_due: str
    now_due: str
    state: Status
    owner_says: str
    rule: str
    """Why it comes to the board."""
    decide: str
    """What to decide between: "move to 26 February, name another owner, or cancel"."""


@dataclass(frozen=True)
class ActionArising:
    """An open action that comes up at the meeting because the terms take actions at each; dates in words."""

    number: str
    title: str
    owner: str
    now_due: str
    state: Status


@dataclass(frozen=True)
class ExceptionReported:
    """Something outside the plan that the rules bring to the board."""

    title: str
    chosen_by: str
    cause: str
    recovery: str
    ask: str


@dataclass(frozen=True)
class DecisionToRatify:
    """A decision made without a quorum, or between meetings, that waits for the board."""

    number: str
    words: str
    made_on: str
    why: str


@dataclass(frozen=True)
class CommissionedPaper:
    """A paper that someone wrote for this meeting, in Markdown or as blocks."""

    id: str
    title: str
    author: str
    purpose: str
    """"for decision", "for discussion"."""
    marking: Marking
    words: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class ForwardItem:
    """Business planned for a later meeting."""

    meeting: str
    business: str
    from_whom: str = ""


@dataclass(frozen=True)
class BoardPack:
    """Everything that one meeting needs; dates in words. ``lead`` is the one sentence that matters."""

    agenda: Agenda
    lead: str
    marking: Marking
    """The marking of what the site itself adds; the pack carries the highest of this and the papers'."""
    sent: str
    version: str
    computed_from: str
    actions: tuple[ActionToDecide, ...] = ()
    arising: tuple[ActionArising, ...] | None = None
    """Every open action, where the terms take actions at each meeting."""
    scorecard: Scorecard | None = None
    charts: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    """The charts of indicators by id; those of indicators that need the board are shown."""
    exceptions: tuple[ExceptionReported, ...] = ()
    ratifications: tuple[DecisionToRatify, ...] = ()
    papers: tuple[CommissionedPaper, ...] = ()
    plan: PlanTable | None = None
    forward: tuple[ForwardItem, ...] = ()
    map: GovernanceMap | None = None
    changes: tuple[str, ...] = ()
    """What has changed since the version before, a sentence each."""
    fictional: bool = False


def board_pack(pack: BoardPack) -> Document:
    """The whole pack under the highest marking of its contents.

    Raises ``MarkingsDiffer`` if the papers carry markings of two schemes.
    Source: West Mercia Crime Reduction Board terms (marking); rule: highest of contents.
    """
    marking = highest([pack.marking, *(paper.marking for paper in pack.papers)])
    parts = [
        _part("Agenda", agenda_blocks(pack.agenda)),
        _part("Actions needing a decision", _actions(pack.actions)),
        *_matters_arising(pack.arising),
        _part("Exceptions", _exceptions(pack.exceptions), starts_page=bool(pack.exceptions)),
        _part(
            "Decisions awaiting ratification",
            _ratifications(pack.ratifications),
            starts_page=bool(pack.ratifications),
        ),
        *([_part("Scorecard", scorecard_blocks(pack.scorecard, pack.charts))] if pack.scorecard else []),
        *(_paper(number, paper) for number, paper in enumerate(pack.papers, 1)),
        *([_part("Plan", plan_blocks(pack.plan))] if pack.plan else []),
        _part("Forward plan", (_forward(pack.forward),)),
        *([_part("Governance map", _map(pack.map))] if pack.map else []),
    ]
    return Document(
        title=f"{pack.agenda.body}: board pack, {pack.agenda.held_on}",
        blocks=(_cover(pack, marking), Contents("Contents"), *_changes(pack), *parts),
        marking=marking.text,
        computed_from=pack.computed_from,
        version=pack.version,
        fictional=pack.fictional,
    )


def _cover(pack: BoardPack, marking: Marking) -> Cover:
    papers = plural(len(pack.papers), "paper")
    return Cover(
        organisation=pack.agenda.body,
        title="Board pack",
        subtitle=pack.agenda.held_on,
        lead=pack.lead,
        facts=(
            ("Where", pack.agenda.place),
            ("Sent", pack.sent),
            ("Quorum", pack.agenda.quorum),
            ("Marking", f"{marking.text}: the highest of the pack and its {papers}"),
            ("Version", pack.version),
        ),
    )


def _part(title: str, blocks: tuple[Block, ...], *, starts_page: bool = True) -> Section:
    return Section(title, blocks, starts_page=starts_page)


def _changes(pack: BoardPack) -> tuple[Block, ...]:
    if not pack.changes:
        return ()
    rows = tuple((change,) for change in pack.changes)
    return (Table("Changed since the last version", ("Change",), rows, show_caption=True),)


def _actions(actions: tuple[ActionToDecide, ...]) -> tuple[Block, ...]:
    if not actions:
        return (Paragraph("None recorded. No action needs the board."),)
    blocks: list[Block] = [Lead(f"{plural(len(actions), 'action')} cannot go on without the board.")]
    for action in actions:
        title = f"Action {action.number}: {action.title}"
        record: tuple[tuple[Text, ...], ...] = (
            ("Owner", action.owner),
            ("First due", action.first_due),
            ("Now due", action.now_due),
            ("State", action.state),
            ("Owner says", action.owner_says),
            ("Rule", action.rule),
        )
        blocks += [
            Heading(title, 2),
            Table(title, ("What", "On record"), record, widths=(24, 76)),
            Callout("Decide", action.decide, "decide"),
        ]
    return tuple(blocks)


def _matters_arising(actions: tuple[ActionArising, ...] | None) -> tuple[Section, ...]:
    if actions is None:
        return ()
    blocks = _arising(actions) if actions else (Paragraph("No action is open."),)
    return (_part("Matters arising", blocks, starts_page=False),)


def _arising(actions: tuple[ActionArising, ...]) -> tuple[Block, ...]:
    rows = tuple((one.number, one.title, one.owner, one.now_due, one.state) for one in actions)
    columns = ("Number", "Action", "Owner", "Due", "State")
    return (Table("Matters arising: every open action", columns, rows, widths=(9, 41, 20, 15, 15)),)


def _exceptions(exceptions: tuple[ExceptionReported, ...]) -> tuple[Block, ...]:
    if not exceptions:
        return (Paragraph("None recorded. A nil report is a valid report."),)
    blocks: list[Block] = [Lead(f"{plural(len(exceptions), 'item')} met the rules for an exception.")]
    for exception in exceptions:
        report: tuple[tuple[Text, ...], ...] = (
            ("Chosen by", exception.chosen_by),
            ("Cause", exception.cause),
            ("Recovery", exception.recovery),
            ("Ask", Strong(exception.ask)),
        )
        blocks += [
            Heading(exception.title, 2),
            Table(exception.title, ("Part", "Report"), report, widths=(24, 76)),
        ]
    return tuple(blocks)


def _ratifications(decisions: tuple[DecisionToRatify, ...]) -> tuple[Block, ...]:
    if not decisions:
        return (Paragraph("None recorded."),)
    rows = tuple((one.number, one.words, one.made_on, one.why) for one in decisions)
    columns = ("Number", "Decision", "Made on", "Why it waits")
    ask = Callout("Decide", "ratify each decision, change it or set it aside.", "decide")
    return (Table("Decisions awaiting ratification", columns, rows, widths=(12, 44, 18, 26)), ask)


def _paper(number: int, paper: CommissionedPaper) -> Section:
    facts = Paragraph(f"From {paper.author}. Marking: {paper.marking.text}.", quiet=True)
    body = paper.blocks or from_markdown(paper.words)
    return Section(
        paper.title,
        (facts, *body),
        id=paper.id,
        kicker=f"Paper {number}, {paper.purpose}",
    )


def _forward(items: tuple[ForwardItem, ...]) -> Table:
    return Table(
        "Forward plan",
        ("Meeting", "Business", "From"),
        tuple((item.meeting, item.business, item.from_whom) for item in items),
        widths=(32, 42, 26),
        empty="Nothing is planned for later meetings yet.",
    )


def _map(shown: GovernanceMap) -> tuple[Block, ...]:
    return (*key(shown), drawing(shown), *(Paragraph(gap) for gap in shown.gaps))
