"""A partnership file read back as a document: every entry in force once, what is open said to be open."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.papers.terms_in_sections import terms_in_sections
from throughline.papers.terms_of_reference import TermsClause, TermsPrinted
from throughline.rules.terms.in_force import on
from throughline.rules.terms.reader import read

FILE = """
schema = "throughline/partnership@1"
id = "hollow"
name = "Hollow"
area = "Hollow"
agency = [
  { id = "police", name = "Hollow Police", sector = "police" },
  { id = "council", name = "Hollow Council", sector = "council" },
]

[[body]]
id = "board"
name = "Hollow Board"
kind = "board"
seat = [
  { id = "chief", agency = "police", post = "Superintendent", clause = "3.1" },
  { id = "old", agency = "council", post = "Clerk", until = 2020-01-01, clause = "3.2" },
  { id = "new", agency = "council", post = { says = "TBC" }, from = 2020-01-02, clause = "3.2" },
]
quorum = { count = "organisations", at_least = 2, clause = "4.5" }
meets = [{ every = { months = 2 }, clause = "4.1" }]
clause = [
  { id = "aim", kind = "purpose", text = "Fewer victims." },
  { id = "gap", kind = "missing", text = "Appendix 2 is a picture." },
]

[[body.duty]]
what = "agenda"
owed_by = "police"
to = "members"
due = { working_days = 5, before = "meeting" }
clause = "4.7"
"""


@pytest.fixture(scope="module")
def printed() -> TermsPrinted:
    return terms_in_sections(on(read(FILE), date(2026, 4, 7)), "board")


def section(printed: TermsPrinted, title: str) -> tuple[TermsClause, ...]:
    return next(one.clauses for one in printed.sections if one.title == title)


ROWS = [
    ("a settled seat", "Membership", 0, TermsClause("Hollow Police, post Superintendent.", "3.1")),
    ("a seat with an open post, and not the seat that ended", "Membership", 1,
     TermsClause("Hollow Council, post “TBC” (not settled).", "3.2", "the document leaves it open")),
    ("how often", "Meetings", 0, TermsClause("Ordinary meetings: every 2 months.", "4.1")),
    ("the quorum", "Quorum", 0, TermsClause("At least 2 organisations.", "4.5")),
    ("a duty with its day", "Duties", 0,
     TermsClause("Hollow Police: agenda, to the members, 5 working days before the meeting.", "4.7")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "place", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_sentences(printed: TermsPrinted, title: str, place: int, expected: TermsClause) -> None:
    assert section(printed, title)[place] == expected


def test_nothing_is_said_twice_or_left_out(printed: TermsPrinted) -> None:
    assert len(section(printed, "Membership")) == 2


def test_notes_on_the_document_stand_after_the_terms(printed: TermsPrinted) -> None:
    titles = [one.title for one in printed.sections]
    assert titles[0] == "Purpose"
    assert titles[-1] == "Notes on the document"
    assert section(printed, titles[-1]) == (TermsClause("Appendix 2 is a picture.", "gap"),)


def test_silence_stays_as_an_empty_section(printed: TermsPrinted) -> None:
    assert section(printed, "How the body decides") == ()
    assert (printed.status, printed.in_force_from) == ("Not stated", "Not stated")


def test_an_unknown_body_is_refused() -> None:
    with pytest.raises(KeyError):
        terms_in_sections(on(read(FILE), date(2026, 4, 7)), "ghost")
