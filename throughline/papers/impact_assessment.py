"""The data protection impact assessment, drafted from what is known; every judgement is left open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import Block, Bullets, Document, Heading, Lead, Paragraph, Table
from throughline.papers.record_of_processing import (
    MARKING,
    UNSAID,
    Processing,
    open_questions,
    what_is_processed,
)
from throughline.words.formats import plural


@dataclass(frozen=True)
class Risk:
    """What may happen to people, what the software does about it, and what it leaves to the owner."""

    what: str
    done: str
    left: str


RISKS = (
    Risk(
        "Somebody reads what they may not",
        "Each page, list, count and paper asks what the reader's offices and seats open on the day.",
        "Keep seats and offices true; tell the secretary on the day somebody leaves.",
    ),
    Risk(
        "An account is taken over",
        "Long passwords, growing waits after failures, a second step, sessions that end.",
        "Whether everybody must use a second step.",
    ),
    Risk(
        "An e-mail reaches the wrong person",
        "An e-mail holds a reference and a link; a text that names anybody is refused.",
        "Whose addresses are recorded, and whether they are their own.",
    ),
    Risk(
        "A link to answer by is passed on",
        "It opens one action to answer for, works once and ends; the secretary accepts the answer or not.",
        "For how many days a link works.",
    ),
    Risk(
        "A record is changed or lost unnoticed",
        "Each act leaves a row in a chain that shows a change; backups are drilled every week as installed.",
        "Keep signed checkpoints and copies of backups elsewhere.",
    ),
    Risk(
        "Somebody writes of a person under supervision in a paper or a minute",
        "The pages say not to; items can be opened to named readers only.",
        "Tell writers; read papers before they go out. The software cannot see it.",
    ),
    Risk(
        "Data is kept for longer than it is needed",
        "Each table says for how long; one whole partnership can be exported and deleted.",
        "Erase what has reached its end: nothing does so by itself.",
    ),
    Risk(
        "A backup is read by somebody else",
        "A backup is readable by its owner only and does not hold the keys; keys of second steps are locked.",
        "Where backups go, and whether their disk is encrypted.",
    ),
)


def impact_assessment(known: Processing) -> Document:
    """The assessment as a paper, marked as a draft on every page; it judges no risk for the owner.

    Source: UK GDPR, article 35(7).
    """
    return Document(
        title="Data protection impact assessment",
        blocks=tuple(_blocks(known)),
        marking=MARKING,
        computed_from=f"the settings and the tables of {known.address}, on {known.on_words}",
        version=f"DRAFT of {known.on_words}",
        fictional=known.fictional,
    )


def questions_of_assessment(known: Processing) -> tuple[str, ...]:
    """What the owner must decide for the assessment, besides what the record of processing asks."""
    return (
        *open_questions(known),
        "Is an assessment required, and who says so?",
        "Who was asked for their view: members, their organisations, the data protection officer?",
        "How likely and how severe is each risk below, and is what remains acceptable?",
        "Who signs, and when is this read again?",
    )


def _blocks(known: Processing) -> Iterator[Block]:
    asked = questions_of_assessment(known)
    yield Heading("Data protection impact assessment")
    yield Lead(
        f"A draft under article 35: {plural(len(RISKS), 'risk')} to judge and "
        f"{plural(len(asked), 'question')} for the owner to answer."
    )
    yield Heading("What the owner must decide", 2)
    yield Bullets(asked, numbered=True)
    yield from what_is_processed(known)
    yield Heading("Whether it is necessary and in proportion", 2)
    yield Paragraph(
        f"Lawful basis: {known.lawful_basis or UNSAID}. The software keeps no reason for an apology, no "
        "content of an interest declared, no name in the audit trail, and no address of a link."
    )
    yield Heading("Risks", 2)
    yield Table(
        "Risks",
        ("Risk", "What the software does", "What is left to the owner", "How likely and how severe"),
        tuple((one.what, one.done, one.left, UNSAID) for one in RISKS),
        widths=(23, 30, 27, 20),
    )
    yield Heading("What protects the data", 2)
    yield Bullets(known.measures)
    yield Heading("What does not hold yet", 2)
    yield Bullets(known.not_yet)
    yield Heading("Signed", 2)
    yield Table(
        "Signed",
        ("What", "By whom", "When"),
        tuple(
            (what, UNSAID, UNSAID)
            for what in ("Measures approved", "Remaining risk accepted", "Advice of the officer taken")
        ),
    )
