"""The papers on data protection: marked as drafts, and saying nothing for the owner that the owner did not say."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.papers.blocks import Bullets, Document, Facts, Paragraph, Table, plain, walk
from throughline.papers.impact_assessment import RISKS, impact_assessment
from throughline.papers.pdf import pdf
from throughline.papers.record_of_processing import (
    UNSAID,
    HeldTable,
    Processing,
    Together,
    open_questions,
    record_of_processing,
)

KNOWN = Processing(
    address="https://throughline.hazelmere.example",
    owner="",
    contact=(),
    lawful_basis="",
    partnerships=(Together("Hazelmere", ("Hazelmere Council", "Probation")),),
    held=tuple(HeldTable(f"room.Table{n}", "a name", "to know who sits where", "6 years") for n in range(40)),
    mail="The site sends no e-mail.",
    measures=("A session ends after 1 hour.",),
    not_yet=("Nothing is erased by itself.",),
    on_words="Monday 30 March 2026",
)
BASES = (
    "legal obligation",
    "public task",
    "vital interests",
    "legitimate interests",
    "consent",
    "contract with",
)
PAPERS = pytest.mark.parametrize("paper", [record_of_processing, impact_assessment])
Paper = Callable[[Processing], Document]


def words_of(document: Document) -> str:
    """Everything the paper says."""
    said = []
    for block in walk(document.blocks):
        if isinstance(block, Table):
            said += [plain(cell) for row in block.rows for cell in row]
        elif isinstance(block, Bullets):
            said += [plain(item) for item in block.items]
        elif isinstance(block, Facts):
            said += [plain(text) for _, text in block.pairs]
        else:
            said.append(plain(getattr(block, "text", "")))
    return "\n".join(said)


@PAPERS
def test_every_page_says_that_it_is_a_draft(paper: Paper) -> None:
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf(paper(KNOWN)))).pages]
    assert len(sheets) > 1
    assert all("DRAFT of Monday 30 March 2026" in sheet for sheet in sheets)


@PAPERS
def test_no_lawful_basis_is_named_for_the_owner(paper: Paper) -> None:
    said = words_of(paper(KNOWN)).lower()
    assert not [basis for basis in BASES if basis in said]
    assert "on which lawful basis" in said


@PAPERS
@given(basis=st.text(st.characters(categories=["L"]), min_size=12, max_size=40))
def test_the_owners_own_words_stand_in_it_and_are_asked_for_no_more(paper: Paper, basis: str) -> None:
    known = replace(KNOWN, lawful_basis=basis)
    assert basis in words_of(paper(known))
    assert not [asked for asked in open_questions(known) if "lawful basis" in asked]


@pytest.mark.parametrize(
    ("sentence", "said", "word"),
    [
        (
            "an owner without a name is asked for it",
            {"owner": "Hazelmere Council"},
            "controller of this site",
        ),
        (
            "an owner without an address is asked for it",
            {"contact": ("a@b.example",)},
            "write about their data",
        ),
        ("an owner without a lawful basis is asked for it", {"lawful_basis": "An Act"}, "lawful basis"),
    ],
)
def test_what_is_said_is_not_asked(sentence: str, said: dict[str, str], word: str) -> None:
    assert [one for one in open_questions(KNOWN) if word in one]
    assert not [one for one in open_questions(replace(KNOWN, **said)) if word in one]


@PAPERS
def test_every_table_and_every_organisation_stands_in_it(paper: Paper) -> None:
    said = words_of(paper(KNOWN))
    assert all(one.table in said for one in KNOWN.held)
    assert "Hazelmere Council; Probation" in said


def test_no_risk_is_judged_for_the_owner() -> None:
    tables = [one for one in walk(impact_assessment(KNOWN).blocks) if isinstance(one, Table)]
    risks = next(one for one in tables if one.caption == "Risks")
    assert [row[3] for row in risks.rows] == [UNSAID] * len(RISKS)


def test_a_site_without_partnerships_says_so() -> None:
    empty = record_of_processing(replace(KNOWN, partnerships=()))
    tables = [one for one in walk(empty.blocks) if isinstance(one, Table)]
    assert [one.empty for one in tables if not one.rows] == ["No partnership is held yet."]
    assert not any(isinstance(one, Paragraph) and not plain(one.text) for one in walk(empty.blocks))
