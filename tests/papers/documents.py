"""Papers for tests: a strategy for any paper, and a pack with one of each thing."""

from __future__ import annotations

from hypothesis import strategies as st

from throughline.papers.agenda import Agenda, AgendaLine, LatePaper
from throughline.papers.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    Cover,
    Document,
    Drawing,
    Facts,
    Heading,
    Lead,
    Link,
    PageBreak,
    Paragraph,
    Quiet,
    Section,
    Status,
    Strong,
    Table,
    plain,
    walk,
)
from throughline.papers.board_pack import (
    ActionToDecide,
    BoardPack,
    CommissionedPaper,
    DecisionToRatify,
    ExceptionReported,
    ForwardItem,
)
from throughline.papers.governance_map import GovernanceMap, MapBody, MapLine
from throughline.papers.plan_table import ObjectiveLine, PlanPriority, PlanTable
from throughline.papers.shapes import SHAPES
from throughline.words.markings import read_marking

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" viewBox="0 0 100 40">'
    '<rect x="1" y="1" width="98" height="38" fill="#0e5a66"/>'
    '<text x="5" y="25" font-family="Arial" font-size="12" fill="#ffffff">Inside</text></svg>'
)

LETTERS = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789ŵŷéÉ£'\"#$@*_`<>&\\[]{}()~^=+-/%|;:,.!?"
words = st.text(LETTERS, min_size=1, max_size=12)
phrase = st.lists(words, min_size=1, max_size=6).map(" ".join)
status = st.builds(Status, st.sampled_from(sorted(SHAPES)), phrase)
inline = st.one_of(
    phrase, st.builds(Strong, phrase), st.builds(Quiet, phrase), status, st.builds(Link, phrase, phrase)
)
text = st.one_of(phrase, st.lists(inline, min_size=1, max_size=4).map(tuple))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = tuple(draw(st.lists(phrase, min_size=1, max_size=4)))
    row = st.tuples(*(text for _ in columns))
    rows = tuple(draw(st.lists(row, max_size=4)))
    return Table(
        draw(phrase),
        columns,
        rows,
        numeric=(len(columns) - 1,) if draw(st.booleans()) else (),
        row_headers=draw(st.booleans()),
        show_caption=draw(st.booleans()),
    )


leaf = st.one_of(
    st.builds(Heading, phrase, st.integers(1, 6)),
    st.builds(Lead, text),
    st.builds(Paragraph, text, st.booleans()),
    st.builds(Bullets, st.lists(text, max_size=4).map(tuple), st.booleans()),
    tables(),
    st.builds(Facts, st.lists(st.tuples(phrase, text), max_size=3).map(tuple)),
    st.builds(Callout, phrase, text, st.sampled_from(["decide", "note", "warning"])),
    st.builds(Drawing, st.just(SVG), phrase, phrase, st.none() | tables(), st.booleans()),
    st.just(PageBreak()),
)
sections: st.SearchStrategy[Block] = st.recursive(
    leaf, lambda inner: st.builds(Section, phrase, st.lists(inner, max_size=3).map(tuple)), max_leaves=4
)
fronts = st.one_of(
    st.just(()),
    st.just((Contents("Contents", 3),)),
    st.builds(lambda cover: (cover, Contents("Contents", 2)), st.builds(Cover, phrase, phrase, phrase, text)),
)
documents = st.builds(
    lambda title, front, blocks, fictional, landscape: Document(
        title,
        (*front, *blocks),
        "OFFICIAL-SENSITIVE",
        "terms of 7 April 2026",
        version="Version 1",
        fictional=fictional,
        landscape=landscape,
    ),
    phrase,
    fronts,
    st.lists(sections, max_size=6).map(tuple),
    st.booleans(),
    st.booleans(),
)


def words_of(document: Document) -> set[str]:
    """Every word that a reader of the paper must find in it."""
    said: list[str] = []
    for block in walk(document.blocks):
        said.extend(_said(block))
    return {word for one in said for word in one.split()}


def _said(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Lead | Paragraph):
        return [plain_parts(block.text)]
    if isinstance(block, Bullets):
        return [plain_parts(item) for item in block.items]
    if isinstance(block, Table):
        cells = [plain_parts(cell) for row in block.rows for cell in row]
        return [*block.columns, *cells] if block.rows else []
    if isinstance(block, Facts):
        return [words for name, value in block.pairs for words in (name, plain_parts(value))]
    if isinstance(block, Callout):
        return [block.title, plain_parts(block.text)]
    if isinstance(block, Drawing):
        return [block.title, *(_said(block.twin) if block.twin else [])]
    if isinstance(block, Section | Contents):
        return [block.title]
    if isinstance(block, Cover):
        return [block.organisation, block.title, block.subtitle, plain_parts(block.lead)]
    return []


def plain_parts(said: object) -> str:
    """The words of each part, held apart: parts that touch are not one word of the reader's."""
    return " ".join(plain(part) if not isinstance(part, Quiet) else part.text for part in _parts(said))


def _parts(said: object) -> tuple[object, ...]:
    return said if isinstance(said, tuple) else (said,)


MAP = GovernanceMap(
    "Governance map",
    "12 January 2010",
    (
        MapBody("board", "Partnership Board", own=True),
        MapBody("national", "National Programme Board"),
        MapBody("health", "Offender Health Board"),
        MapBody("faith", "Third Sector and Faith Group"),
        MapBody("prisons", "Prisons", note="17"),
        MapBody("marac", "Strategic MARAC board"),
    ),
    (
        MapLine("board", "national", "reporting", one_sided=True),
        MapLine("health", "board", "reporting"),
        MapLine("faith", "board", "liaison", note="from October 2009"),
        MapLine("board", "prisons", "commissioning"),
        MapLine("board", "marac", "unclassified"),
    ),
    ("Two pathways have no standing group.",),
)


def objective(number: str, kind: str, word: str, moved: str = "October 2009") -> ObjectiveLine:
    return ObjectiveLine(
        number, f"Objective {number}", "Treatment Agency", "October 2009", moved, Status(kind, word)
    )


PLAN = PlanTable(
    "Plan 2009-10",
    "12 January 2010",
    (
        PlanPriority(
            "Drugs and alcohol",
            (
                objective("2.5.8", "late", "Late 196 days", "May 2010"),
                objective("2.5.9", "on-course", "On course"),
            ),
        ),
    ),
)

AGENDA = Agenda(
    "East Midlands Reducing Re-offending Partnership Board",
    "Tuesday 12 January 2010, 10am",
    "Leicester, and by telephone",
    (
        AgendaLine("1", "Apologies, deputies and interests", "Note", 5),
        AgendaLine("2", "Homes for people leaving prison", "Decide", 20, paper="Homes", paper_part="homes"),
    ),
    (LatePaper("Homes", "Housing lead", "5 January 2010", "received 1 working day late"),),
)


def pack(**changes: object) -> BoardPack:
    """A pack with one of each thing, for the meeting of 12 January 2010."""
    given: dict[str, object] = {
        "agenda": AGENDA,
        "lead": "One decision and one exception. Nothing else needs the board's time.",
        "marking": read_marking("OFFICIAL"),
        "sent": "Tuesday 5 January 2010, 5 working days before",
        "version": "Version 1, 5 January 2010",
        "computed_from": "the terms of 2009, plan version 3 and returns to 4 January 2010",
        "actions": (
            ActionToDecide(
                "47",
                "one referral route into private rented homes",
                "Kofi Medlar, communities office",
                "18 September 2009",
                "31 December 2009",
                Status("late", "Overdue 12 days"),
                "Two landlords withdrew. A third has signed.",
                "A fourth move is the board's to decide",
                "move to 26 February, name another owner, or cancel.",
            ),
        ),
        "exceptions": (
            ExceptionReported(
                "Nottingham: more reoffenders than predicted",
                "Verdict worse: 911 against 840 predicted",
                "Short sentences released without a plan",
                "A pilot from February",
                "Name two officers each",
            ),
        ),
        "ratifications": (DecisionToRatify("D12", "Accept the terms", "10 November 2009", "No quorum"),),
        "papers": (
            CommissionedPaper(
                "homes",
                "Homes for people leaving prison",
                "Housing lead",
                "for decision",
                read_marking("OFFICIAL-SENSITIVE"),
                "# Homes\n\n## What we ask\n\nAgree **one** route.\n\n- first\n- second\n",
            ),
        ),
        "plan": PLAN,
        "forward": (ForwardItem("9 March 2010", "Annual plan", "Plan owner"),),
        "map": MAP,
        "fictional": True,
    }
    return BoardPack(**(given | changes))  # type: ignore[arg-type]
