"""A file that reads well and says wrong things is loaded, and every page of it still answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.web.universe import BACKEND
from throughline.web.access.models import User
from throughline.web.governance.actions import start_partnership

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
FAULTY = """
schema = "throughline/partnership@1"
id = "faulty"
name = "Faulty Partnership"
agency = [{ id = "a", name = "A" }]
[[body]]
id = "board"
name = "Board"
kind = "board"
version = [{ from = "2020" }]
line = [{ type = "reports-to", to = "ghost" }]
seat = [{ id = "a", agency = "nobody", post = "Head" }]
office = [{ id = "chair", held_by = "nowhere", in_absence = ["nor-here"] }]
quorum = { count = "people", at_least = 2, who = { office = "unheard-of" } }
[[reading]]
settles = "board.colour"
question = "Which colour?"
value = "blue"
decided = "D1"
[[reading]]
settles = "board.quorum.count"
question = "What is counted?"
value = "heads"
decided = "D2"
"""
SILENT = 'schema = "throughline/partnership@1"\nid = "silent"\nname = "Silent Partnership"\n'
PAGES = (
    "partnership",
    "map",
    "map.svg",
    "terms",
    "terms/checker",
    "board/",
    "board/terms",
    "board/terms.pdf",
)


@pytest.fixture
def fern(demonstration: None) -> Client:
    """Fern Tansy, who started both partnerships."""
    fern = User.objects.create_user(email="fern@example.org", name="Fern Tansy")
    for text in (FAULTY, SILENT):
        start_partnership(text=text, by=fern, at=AT)
    client = Client()
    client.force_login(fern, backend=BACKEND)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_faulty_terms_answers(fern: Client, page: str) -> None:
    assert fern.get(f"/faulty/{page}").status_code == 200


def test_the_checker_names_every_fault(fern: Client) -> None:
    page = fern.get("/faulty/terms/checker").content.decode()
    for fault in ("“ghost” is not", "“nobody” is not", "“nowhere” is not", "“heads”", "“board.colour”"):
        assert fault in page, fault


def test_the_map_says_which_line_leads_nowhere(fern: Client) -> None:
    assert (
        "A line of Board leads to “ghost”, which the file does not name."
        in fern.get("/faulty/map").content.decode()
    )


@pytest.mark.parametrize("page", PAGES[:5])
def test_a_partnership_that_says_nothing_has_pages_that_say_so(fern: Client, page: str) -> None:
    assert fern.get(f"/silent/{page}").status_code == 200


def test_the_first_page_says_that_no_board_is_named(fern: Client) -> None:
    assert "The partnership file names no boards yet." in fern.get("/silent/partnership").content.decode()
