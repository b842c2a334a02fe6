"""A pack of sixty pages as PDF and as Word, beside the same with one page."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

from pypdf import PdfReader

from benchmarks.timing import Times, timed
from throughline.papers.blocks import (
    Block,
    Bullets,
    Contents,
    Cover,
    Document,
    Heading,
    Lead,
    Paragraph,
    Section,
    Status,
    Table,
)
from throughline.papers.pdf import pdf
from throughline.papers.word import word

SEED = 20260414
NAMES = [
    "housing",
    "probation",
    "police",
    "council",
    "prison",
    "health",
    "drugs",
    "training",
    "families",
    "debt",
    "courts",
    "victims",
]
DEEDS = [
    "agreed",
    "reviewed",
    "planned",
    "measured",
    "offered",
    "opened",
    "moved",
    "shared",
    "closed",
    "found",
]
THINGS = [
    "places",
    "referrals",
    "orders",
    "releases",
    "visits",
    "courses",
    "tenancies",
    "assessments",
    "meetings",
    "plans",
]


def sentence(chance: random.Random) -> str:
    """A sentence that stands nowhere else in the pack."""
    month = chance.choice(["April", "May", "June", "July", "September", "October", "January", "March"])
    return (
        f"In {month} {chance.choice(NAMES)} and {chance.choice(NAMES)} {chance.choice(DEEDS)} "
        f"{chance.randint(5, 2400):,} {chance.choice(THINGS)}; it was {chance.randint(5, 2400):,} before."
    )


def table(chance: random.Random) -> Table:
    """A table of its own width and length."""
    columns = chance.randint(3, 6)
    rows = [
        (sentence(chance)[:60], *(str(chance.randint(0, 9999)) for _ in range(columns - 2)),
         Status(chance.choice(("complete", "late", "on-course")), chance.choice(DEEDS)))
        for _ in range(chance.randint(6, 18))
    ]  # fmt: skip
    heads = ("Objective", *(f"Quarter {number + 1}" for number in range(columns - 2)), "Status")
    return Table(sentence(chance)[:50], heads, tuple(rows), numeric=tuple(range(1, columns - 1)))


def paper(chance: random.Random, number: int) -> Section:
    """One paper of the pack: its parts differ in kind, length and order."""
    blocks: list[Block] = [Lead(sentence(chance))]
    for part in range(chance.randint(3, 5)):
        blocks.append(Heading(f"{chance.choice(NAMES).capitalize()} {number}.{part}", level=2))
        blocks += [
            Paragraph(" ".join(sentence(chance) for _ in range(chance.randint(3, 9)))) for _ in range(2)
        ]
        blocks.append(
            table(chance) if chance.random() < 0.7 else Bullets(tuple(sentence(chance) for _ in range(6)))
        )
    return Section(f"Paper {number}: {sentence(chance)[:40]}", tuple(blocks), id=f"paper-{number}")


def pack(papers: int) -> Document:
    """A pack of so many papers, the same on every machine."""
    chance = random.Random(SEED)
    blocks: list[Block] = [
        Cover("Example", "Board pack", "14 April 2026", sentence(chance)),
        Contents("Contents"),
    ]
    blocks += [paper(chance, number) for number in range(1, papers + 1)]
    return Document("Board pack", tuple(blocks), marking="OFFICIAL", computed_from="a seed", fictional=True)


def measured(papers: int = 17) -> Iterator[tuple[Times, Times | None]]:
    """Both forms, each beside a pack of one paper."""
    whole, small = pack(papers), pack(1)
    pages = len(PdfReader(io.BytesIO(pdf(whole))).pages)
    for name, draw, goal in (("PDF", pdf, 1.0), ("Word", word, 2.0)):
        peer = timed(f"a pack of one paper as {name}", lambda draw=draw: draw(small), times=5)
        yield peer, None
        yield (
            timed(f"a pack of {pages} pages as {name}", lambda draw=draw: draw(whole), times=5, goal=goal),
            peer,
        )
