"""The minutes as a paper: who was there, numbered paragraphs, corrections, and what is not published."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import odfdo
import pypdf
import pytest

from throughline.papers.blocks import Callout, Document, Facts, Heading, Paragraph, Quiet, Strong, plain, walk
from throughline.papers.minutes import ActionAgreed, DecisionMade, ItemTaken, Minuted, Minutes, minutes
from throughline.papers.open_document import open_document
from throughline.papers.pdf import pdf

MINUTES = Minutes(
    "Reducing Re-offending Delivery Group",
    "Tuesday 10 June 2025",
    "Draft, until the next meeting approves it",
    ("Jo Hazel, Community Safety Team", "Ned Burdock, Barnet Police, for Dee Bramble (until 10:40am)"),
    in_attendance=("Sam Larch, Community Safety Team",),
    apologies=("Dee Bramble, Barnet Police",),
    absent=("Lena Yarrow, Public Health",),
    quorum_words="Quorate: 5 organisations here, 4 needed.",
    quorate=True,
    version_for="Public: what is not published is left out, and its number stays",
    decisions=(DecisionMade("rrdg-2025-06-10/D1", "One route into rented homes.", "made"),),
    actions=(
        ActionAgreed("3", "Agree it with three landlords.", "Ruth Campion, Barnet Homes", "14 October"),
    ),
    items=(
        ItemTaken("1", "Apologies", (Minuted("5", "Nobody declared an interest."),)),
        ItemTaken(
            "4",
            "Exceptions",
            (
                Minuted("6", "One route into rented homes.", "decision", ("rrdg-2025-06-10/D1, made",)),
                Minuted("7", "Barnet Homes reports.", notes=("Corrected. It was: Probation reports.",)),
                Minuted("8", "(not published)"),
            ),
        ),
    ),
)


def made(shown: Minutes = MINUTES) -> Document:
    return minutes(
        shown, marking="OFFICIAL", computed_from="terms 1 and 4 paragraphs", version="Draft, version 1"
    )


def headings() -> list[str]:
    return [f"{one.number} {one.text}".strip() for one in walk(made().blocks) if isinstance(one, Heading)]


def test_people_and_items_stand_in_the_order_of_a_record() -> None:
    assert headings()[1:] == [
        "Present",
        "In attendance",
        "Apologies",
        "Not there",
        "1 Apologies",
        "4 Exceptions",
    ]


PARAGRAPHS = [
    ("a note has its number", 0, ("5\N{NO-BREAK SPACE} ", "Nobody declared an interest."), ()),
    ("a decision is named as one", 1, ("6\N{NO-BREAK SPACE} Decision: ", "One route into rented homes."),
     ("rrdg-2025-06-10/D1, made",)),
    ("a correction keeps what it was", 2, ("7\N{NO-BREAK SPACE} ", "Barnet Homes reports."),
     ("Corrected. It was: Probation reports.",)),
    ("what is not published keeps its number", 3, ("8\N{NO-BREAK SPACE} ", "(not published)"), ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("position", "words", "notes"), [row[1:] for row in PARAGRAPHS], ids=[row[0] for row in PARAGRAPHS]
)
def test_a_paragraph(position: int, words: tuple[str, str], notes: tuple[str, ...]) -> None:
    said = [one.text for one in made().blocks if isinstance(one, Paragraph)][position]
    assert said == (Strong(words[0]), words[1], *(Quiet(note) for note in notes))


def test_state_version_and_quorum_frame_the_record() -> None:
    facts = next(one for one in made().blocks if isinstance(one, Facts))
    assert [name for name, _value in facts.pairs] == ["State", "Version", "Present", "Quorum"]
    assert plain(facts.pairs[3][1]) == "Quorate: 5 organisations here, 4 needed."


def test_a_quorate_meeting_is_not_warned_of() -> None:
    assert not [one for one in made().blocks if isinstance(one, Callout)]
    assert [one for one in made(replace(MINUTES, quorate=False)).blocks if isinstance(one, Callout)]


def test_the_odt_has_the_items_as_headings_and_the_tables_with_heading_rows() -> None:
    body = odfdo.Document(io.BytesIO(open_document(made()))).body
    assert [str(one).strip() for one in body.headers] == headings()[1:]
    assert [str(one.get_element("table:title")).strip() for one in body.tables] == [
        "Decisions made",
        "Actions agreed",
    ]
    assert all(one.get_elements("table:table-header-rows") for one in body.tables)


@pytest.mark.parametrize(
    "words", ["Ned Burdock, Barnet Police, for Dee Bramble (until 10:40am)", "(not published)"]
)
def test_the_pdf_says_it(words: str) -> None:
    said = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf(made()))).pages)
    assert words in " ".join(said.split())


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not on this computer: install soffice"
)
def test_libreoffice_reads_the_odt_in_the_order_of_the_record(tmp_path: Path) -> None:
    (tmp_path / "minutes.odt").write_bytes(open_document(made()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "minutes.odt"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    sheets = pypdf.PdfReader(tmp_path / "minutes.pdf").pages
    said = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    wanted = [
        "Decisions made",
        "Actions agreed",
        "Present",
        "Apologies",
        "5",
        "4 Exceptions",
        "8",
        "(not published)",
    ]
    places = [0]
    for words in wanted:
        places.append(said.index(words, places[-1]))
    assert places == sorted(places)
    assert said.count("OFFICIAL") >= 2 * len(sheets)
