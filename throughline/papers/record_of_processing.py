"""The record of processing, drafted from what is known; what only the owner can say is asked, not guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import Block, Bullets, Document, Facts, Heading, Lead, Paragraph, Table
from throughline.words.formats import plural

MARKING = "DRAFT, OFFICIAL"
"""Stands on every page: nobody takes a draft for the owner's word."""
UNSAID = "To be stated by the owner"


@dataclass(frozen=True)
class HeldTable:
    """One table of the store: its name, what it holds of people, why, and for how long."""

    table: str
    what: str
    why: str
    how_long: str


@dataclass(frozen=True)
class Together:
    """A partnership whose records the site holds, with its organisations by name."""

    name: str
    organisations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Processing:
    """What settings and tables say of a site; what is not said is empty."""

    address: str
    owner: str
    contact: tuple[str, ...]
    lawful_basis: str
    partnerships: tuple[Together, ...]
    held: tuple[HeldTable, ...]
    """Only tables that hold something of people."""
    mail: str
    """Where messages go, in a sentence."""
    measures: tuple[str, ...]
    """What protects the data, a sentence each."""
    not_yet: tuple[str, ...]
    """What does not protect them yet, a sentence each."""
    on_words: str
    fictional: bool = False


def open_questions(known: Processing) -> tuple[str, ...]:
    """What the owner must decide before the record is theirs; never answered by the software.

    Source: UK GDPR, articles 5, 6, 26, 28, 30, 35 and 37.
    """
    asked = []
    if not known.owner:
        asked.append("Which organisation is the controller of this site?")
    if not known.contact:
        asked.append("Where do people write about their data?")
    if not known.lawful_basis:
        asked.append("On which lawful basis of article 6 is the data of officials processed?")
    return (
        *asked,
        "Who is the data protection officer, and how are they reached?",
        "Are the organisations of a partnership joint controllers, and where does their arrangement stand?",
        "Who hosts the server and its backups, by which contract, and in which country?",
        "How long are backups kept, and who may read them? As installed: one an hour, 72 of them.",
        "Who reviews the periods below, and who erases what has reached its end?",
    )


def record_of_processing(known: Processing) -> Document:
    """The record of processing activities as a paper, marked as a draft on every page.

    Source: UK GDPR, article 30(1).
    """
    return Document(
        title="Record of processing activities",
        blocks=tuple(_blocks(known)),
        marking=MARKING,
        computed_from=f"the settings and the tables of {known.address}, on {known.on_words}",
        version=f"DRAFT of {known.on_words}",
        fictional=known.fictional,
    )


def _blocks(known: Processing) -> Iterator[Block]:
    asked = open_questions(known)
    yield Heading("Record of processing activities")
    yield Lead(f"A draft under article 30: {plural(len(asked), 'question')} for the owner to answer.")
    yield Facts(
        (
            ("Controller", known.owner or UNSAID),
            ("Contact", ", ".join(known.contact) or UNSAID),
            ("Lawful basis", known.lawful_basis or UNSAID),
            ("Site", known.address),
        )
    )
    yield Heading("What the owner must decide", 2)
    yield Bullets(asked, numbered=True)
    yield from what_is_processed(known)
    yield Heading("Security", 2)
    yield Bullets(known.measures)
    yield Heading("What does not hold yet", 3)
    yield Bullets(known.not_yet)


def what_is_processed(known: Processing) -> Iterator[Block]:
    """The headings of article 30 that the tables can fill: purposes, people, data, recipients, periods."""
    yield Heading("Purposes", 2)
    yield Paragraph(
        "To run the boards of a partnership by their own terms: who sits where, what was decided, "
        "who promised what, and who did what and when."
    )
    yield Heading("Whose data", 2)
    yield Paragraph(
        "Officials, members and deputies of boards, and whoever runs the site. There is no place for "
        "the name of a person under supervision."
    )
    yield Heading("Data, why it is held and for how long", 2)
    yield Table(
        "Data, why it is held and for how long",
        ("Table", "What it holds", "Why", "How long"),
        tuple((one.table, one.what, one.why, one.how_long) for one in known.held),
        widths=(22, 28, 28, 22),
    )
    yield Heading("Who receives it", 2)
    yield Paragraph(
        "The members of each board read its papers, minutes and decisions; where its terms say that it "
        "meets in public, anybody reads what it publishes."
    )
    yield Table(
        "Partnerships and their organisations",
        ("Partnership", "Organisations"),
        tuple((one.name, "; ".join(one.organisations) or "None recorded") for one in known.partnerships),
        widths=(30, 70),
        empty="No partnership is held yet.",
    )
    yield Paragraph(known.mail)
    yield Heading("Transfers abroad", 2)
    yield Paragraph(
        "The software sends nothing anywhere but to the mail server named above, and loads nothing from "
        "other sites. Where the server and its backups stand is the owner's to say."
    )
