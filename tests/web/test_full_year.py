"""The East Midlands year told to its end: four quarters, a revision, and what became of what was promised."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.universe.east_midlands_rest import BOARD, END, tell_the_rest
from throughline.universe.story import Story
from throughline.web.access.models import Partnership, Person
from throughline.web.meetings.models import Meeting
from throughline.web.performance.models import Observation
from throughline.web.performance.queries import scorecard_on
from throughline.web.plan.queries import standing_plan, version_on

pytestmark = pytest.mark.usefixtures("universe", "db")


@pytest.fixture
def told() -> Partnership:
    partnership = Partnership.objects.get(slug="east-midlands")
    people = {one.name: one for one in Person.objects.filter(partnership=partnership)}
    secretary = people["Sam Larch"].user
    tell_the_rest(Story(partnership, by=secretary, people=people))
    partnership.refresh_from_db()
    return partnership


@pytest.fixture
def reader(told: Partnership) -> Client:
    return signed_in("Sam Larch", at="east-midlands")


def test_the_example_then_stands_on_the_last_day(told: Partnership) -> None:
    assert told.demonstration_today == END


def test_the_board_met_every_second_month_to_the_end(told: Partnership) -> None:
    held = Meeting.objects.filter(body__partnership=told, body__code=BOARD, state=Meeting.State.HELD)
    assert [one.held_on for one in held.order_by("held_on")][-2:] == [date(2010, 3, 9), date(2010, 5, 11)]


def test_a_revision_stands_beside_what_it_replaced(told: Partnership) -> None:
    december = Observation.objects.filter(
        indicator__partnership=told, indicator__code="ni143", starts=date(2009, 12, 1), area="", group=""
    ).order_by("pk")
    assert [(one.denominator, one.status) for one in december] == [(371, "provisional"), (374, "final")]


def test_four_quarters_of_every_programme_have_come(told: Partnership) -> None:
    for code in ("obp-community", "obp-custody", "dv-community", "sotp-community", "sotp-custody"):
        rows = Observation.objects.filter(indicator__partnership=told, indicator__code=code)
        assert {one.ends.month for one in rows} == {3, 6, 9, 12}, code


def test_what_is_behind_its_plan_by_more_than_chance_is_told_apart_from_what_is_not(
    told: Partnership,
) -> None:
    """938 of 1,102 is below what chance allows (95% Poisson limits 879 to 1,000); 1,168 of 1,181 is not."""
    card = scorecard_on(told, END)
    assert card is not None
    said = {row.judgement.indicator.id: row.judgement.sentence for row in card.rows}
    assert "more than chance" in said["obp-custody"]
    assert "no more than chance" in said["obp-community"]


def test_a_step_of_which_nobody_told_is_late_or_without_news_and_never_complete(told: Partnership) -> None:
    version = version_on(told, END)
    assert version is not None
    shown = standing_plan(version, END)
    words = {step.step.id: step.status.value for one in shown.objectives for step in one.standing.steps}
    for code in ("2.5.3.m1", "2.6.2.m2", "2.9.1.m4", "3.2.2.m2"):
        assert words[code] in ("late", "no-news"), code


def test_the_thread_of_the_recovery_shows_the_loop_closed(reader: Client) -> None:
    page = reader.get("/east-midlands/plan/2009-10/objectives/3.2.3/thread").content.decode()
    for words in (
        "Write the recovery plan for sex offender programmes in the community.",
        "The recovery plan for sex offender programmes in the community is agreed.",
        "Sex-offender programmes, community",
        "verified",
    ):
        assert words in page
