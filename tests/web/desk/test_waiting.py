"""What waits in other rooms stands on the Today of those whom it concerns, and of nobody else."""

from __future__ import annotations

import pytest

from tests.web.universe import signed_in

pytestmark = pytest.mark.usefixtures("universe", "db")
DRAFT = "Read and approve “Homes and work: how we are doing, January 2010”"
FILE = "Look at the figures of"


@pytest.mark.parametrize(
    ("name", "words", "stands"),
    [
        ("Clare Bryony", DRAFT, True),  # the chair has not read it yet
        ("Sam Larch", DRAFT, False),  # the secretary approved it already
        ("Marek Rowan", DRAFT, False),  # who wrote it cannot approve it
        ("Marek Rowan", FILE, True),  # the analyst keeps the figures
        ("Clare Bryony", FILE, False),  # the chair does not
    ],
)
def test_a_thing_that_waits_stands_on_today(name: str, words: str, stands: bool) -> None:
    page = signed_in(name, at="east-midlands").get("/east-midlands/").content.decode()
    assert (words in page) is stands


@pytest.mark.parametrize(
    ("name", "words", "stands"),
    [
        ("Priya Hawthorn", "exception report of October to December 2009", True),  # the plan owner writes it
        ("Marek Rowan", "exception report of October to December 2009", False),  # the analyst does not
        ("Priya Hawthorn", "Settle", True),  # answers of leads that nobody has accepted or asked back
        ("Marek Rowan", "Settle", False),
    ],
)
def test_what_waits_for_the_plan_owner_stands_on_today(name: str, words: str, stands: bool) -> None:
    page = signed_in(name, at="east-midlands").get("/east-midlands/").content.decode()
    assert (words in page) is stands
