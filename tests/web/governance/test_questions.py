"""An open question of the terms: put on the next agenda from the checker, and off it once a board has read it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.rules.agenda import skeleton_agenda
from throughline.web.access.models import Partnership
from throughline.web.decisions.actions import QuestionOpen, raise_question, record_reading
from throughline.web.governance.actions import AlreadyLoaded, amend_terms
from throughline.web.governance.checker_page import checker_page
from throughline.web.governance.models import Body, TermsOfReference
from throughline.web.governance.queries import terms_as_written, terms_on

pytestmark = pytest.mark.usefixtures("universe", "db")

TODAY, APRIL = date(2026, 3, 30), date(2026, 4, 14)
AT = datetime(2026, 3, 30, 12, tzinfo=UTC)
COUNT = "rrdg.vote.count"


@pytest.fixture
def barnet() -> Partnership:
    """Barnet on Monday 30 March 2026."""
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def sam() -> Client:
    """Sam Larch, who keeps Barnet's terms."""
    return signed_in("Sam Larch", at="barnet")


def put(client: Client, at: str = COUNT) -> Any:
    return client.post(f"/barnet/terms/question?at={at}", follow=True)


def on_the_agenda(partnership: Partnership) -> set[str]:
    return {line.id for line in skeleton_agenda(terms_on(partnership, APRIL), "rrdg", APRIL)}


def read_it(partnership: Partnership) -> None:
    body = Body.objects.select_related("partnership").get(partnership=partnership, code="rrdg")
    record_reading(
        body=body, number="", decided_on=date(2026, 2, 10), settles=COUNT, value="people",
        question="Who has a vote?", effective_from=TODAY, by=None, at=AT,
    )  # fmt: skip


def test_a_question_put_from_the_checker_stands_on_the_next_agenda(sam: Client, barnet: Partnership) -> None:
    assert f"reading/{COUNT}" not in on_the_agenda(barnet)
    page = put(sam).content.decode()
    assert "The question stands on the next agenda that is made." in page
    assert "It stands on the next agenda." in page
    assert f"reading/{COUNT}" in on_the_agenda(barnet)


def test_a_question_changes_nothing_of_what_the_terms_say(sam: Client, barnet: Partnership) -> None:
    before = terms_on(barnet, APRIL).body("rrdg")
    put(sam)
    assert terms_on(barnet, APRIL).body("rrdg") == before


def test_the_checker_offers_the_button_until_the_question_is_put(sam: Client, barnet: Partnership) -> None:
    button = f'action="/barnet/terms/question?at={COUNT}"'
    assert button in sam.get("/barnet/terms/checker").content.decode()
    put(sam)
    assert button not in sam.get("/barnet/terms/checker").content.decode()


def test_nobody_is_offered_it_who_does_not_keep_the_terms() -> None:
    page = signed_in("Jo Hazel", at="barnet").get("/barnet/terms/checker").content.decode()
    assert "/barnet/terms/question" not in page
    assert "/barnet/terms/reading" not in page


def test_a_question_is_put_once(sam: Client, barnet: Partnership) -> None:
    put(sam)
    with pytest.raises(QuestionOpen, match="stands on the next agenda already"):
        raise_question(partnership=barnet, settles=COUNT, question="?", from_on=TODAY, by=None, at=AT)
    assert TermsOfReference.objects.filter(partnership=barnet).count() == 2


def test_a_second_question_of_the_same_day_keeps_the_first(sam: Client, barnet: Partnership) -> None:
    put(sam)
    put(sam, "rrdg.quorum.count")
    assert {f"reading/{COUNT}", "reading/rrdg.quorum.count"} <= on_the_agenda(barnet)


def test_a_question_that_the_board_has_read_is_open_no_more(sam: Client, barnet: Partnership) -> None:
    put(sam)
    read_it(barnet)
    assert f"reading/{COUNT}" not in on_the_agenda(barnet)
    page = checker_page(barnet, TODAY)
    assert "Who has a vote?" in [one.question for one in page.adopted]
    assert "What does a vote count?" not in [one.question for one in page.open_questions]
    assert terms_on(barnet, TODAY).body("rrdg").vote[-1].test.count == "people"  # type: ignore[union-attr]


def test_a_question_never_undoes_other_terms_that_begin_later(barnet: Partnership) -> None:
    other = terms_as_written(barnet, TODAY).text.replace("Delivery Group", "Delivery Board")
    amend_terms(partnership=barnet, text=other, in_force_from=APRIL, reason="a new year", by=None, at=AT)
    with pytest.raises(AlreadyLoaded, match="14 April 2026"):
        raise_question(partnership=barnet, settles=COUNT, question="?", from_on=TODAY, by=None, at=AT)


def test_a_place_that_is_not_in_the_terms_has_no_question(sam: Client) -> None:
    assert put(sam, "rrdg.nothing.here").status_code == 404


def test_the_checker_says_in_words_how_much_is_unsettled(sam: Client, barnet: Partnership) -> None:
    lead = checker_page(barnet, TODAY).lead
    assert "contradict themselves" in lead
    assert "leave one appendix empty" in lead
    assert not any(character.isdigit() for character in lead)
