"""What stands round the plan is found by its words, by whoever may read it, as soon as it is recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.universe.story import morning
from throughline.web.access.models import Partnership, Person
from throughline.web.risks import actions as risks
from throughline.web.risks.models import Inspection
from throughline.web.search.models import SearchEntry
from throughline.web.voices import actions
from throughline.web.voices.heard import Heard

Kind = SearchEntry.Kind


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def priya(board: Partnership) -> Client:
    return signed_in("Priya Hawthorn", at="east-midlands")


def found(client: Client, words: str, slug: str = "east-midlands", **chosen: str) -> str:
    answer = client.get(f"/{slug}/search", {"q": words, **chosen})
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


@pytest.mark.parametrize(
    ("kind", "words", "address"),
    [
        pytest.param(Kind.INDICATOR, "NI 18 reoffending, Derbyshire", "indicators/", id="an indicator, by its name"),
        pytest.param(Kind.ESCALATION, "Trained staff", "risks/escalations/1", id="an escalation, by its subject"),
        pytest.param(Kind.INSPECTION, "named adviser for work", "risks/inspections/", id="a recommendation"),
        pytest.param(Kind.EXCEPTIONS, "Exception report", "exceptions/1", id="an exception report, by its name"),
    ],
)  # fmt: skip
def test_what_answers_for_the_plan_is_found_as_it_stands(
    priya: Client, kind: str, words: str, address: str
) -> None:
    assert f'href="/east-midlands/{address}' in found(priya, words, kind=kind)


def test_a_lesson_is_found_with_its_review_as_soon_as_it_is_drawn(priya: Client, board: Partnership) -> None:
    review = Inspection.objects.filter(partnership=board).earliest("number")
    address = f'href="/east-midlands/risks/inspections/{review.number}"'
    assert address not in found(priya, "quicksilver")
    day = board.demonstration_today
    assert day is not None
    risks.record_lesson(
        inspection=review, words="Quicksilver is told at once.", action="Tell it.", drawn_on=day,
        due=day + timedelta(days=30), owner_agency=board.agencies.earliest("pk"), themes=["Quicksilver"],
        **told(board),
    )  # fmt: skip
    assert address in found(priya, "quicksilver")


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        pytest.param(Kind.REPORT, {(True, True)}, id="a report, in a partnership where all read its body"),
        pytest.param(Kind.EXCEPTIONS, {(True, True), (False, False)}, id="an exception report, where not all do"),
    ],
)  # fmt: skip
def test_a_report_is_found_by_whoever_may_open_it_alone(
    universe: None, db: None, kind: str, answers: set[tuple[bool, bool]]
) -> None:
    entry = SearchEntry.objects.filter(kind=kind).latest("day")
    slug = entry.partnership.slug
    finds_and_opens = set()
    for person in Person.objects.filter(partnership=entry.partnership, user__isnull=False):
        client = signed_in(person.name, at=slug)
        opens = client.get(entry.address).status_code == 200
        answer = client.get(f"/{slug}/search", {"q": entry.title, "kind": kind})
        finds_and_opens.add((f'href="{entry.address}"' in answer.content.decode(), opens))
    assert finds_and_opens == answers
