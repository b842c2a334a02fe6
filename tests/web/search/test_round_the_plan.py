"""What stands round the plan is found by its words, by whoever may read it, as soon as it is recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.universe.story import morning
from throughline.web.access.models import Partnership
from throughline.web.voices import actions
from throughline.web.voices.heard import Heard


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def priya(board: Partnership) -> Client:
    return signed_in("Priya Hawthorn", at="east-midlands")


def found(client: Client, words: str, slug: str = "east-midlands") -> str:
    answer = client.get(f"/{slug}/search", {"q": words})
    assert answer.status_code == 200
    return answer.content.decode()


def told(board: Partnership) -> dict[str, Any]:
    assert board.demonstration_today is not None
    return {"by": None, "at": morning(board.demonstration_today)}


def test_a_record_of_who_was_heard_is_found_by_a_finding_and_by_an_outcome(priya: Client) -> None:
    for words in ("barrier that was named most often", "Fares to meetings"):
        assert 'href="/east-midlands/voices/6"' in found(priya, words)


def test_what_is_added_to_a_record_is_found_at_once(priya: Client, board: Partnership) -> None:
    assert "Quicksilver" not in found(priya, "quicksilver").split("</form>")[-1]
    day = board.demonstration_today
    assert day is not None
    made = actions.record_engagement(
        partnership=board, kind="workshop", told=Heard(title="A workshop", held_from=day), **told(board)
    )
    actions.record_finding(engagement=made, words="Quicksilver came up.", found_on=day, **told(board))
    assert f"/east-midlands/voices/{made.number}" in found(priya, "quicksilver")


def test_a_record_of_a_day_to_come_is_not_found_before_it(priya: Client, board: Partnership) -> None:
    day = board.demonstration_today
    assert day is not None
    coming = Heard(title="Quicksilver workshop", held_from=day + timedelta(days=3))
    made = actions.record_engagement(partnership=board, kind="workshop", told=coming, **told(board))
    assert f"/voices/{made.number}" not in found(priya, "quicksilver")


def test_nobody_finds_what_was_heard_in_another_partnership(priya: Client, universe: None) -> None:
    sam = signed_in("Sam Larch", at="barnet")
    assert "/voices/" not in found(sam, "barrier that was named most often", slug="barnet")
