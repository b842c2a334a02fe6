"""The example's day: moved on the demonstration's door, back again, and never in a real store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from throughline.web.access.models import Event, Partnership
from throughline.web.meetings.calling.days_to_try import days_to_try

FIRST, MEETING = date(2026, 3, 30), date(2026, 4, 14)


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="barnet")


def move(partnership: str, day: str) -> Any:
    return Client().post("/demonstration/day", {"partnership": partnership, "day": day}, follow=True)


def stands_on() -> date | None:
    return Partnership.objects.get(slug="barnet").demonstration_today


def test_the_door_offers_the_meeting_to_come(barnet: Partnership) -> None:
    page = Client().get("/demonstration").content.decode()
    assert "It stands on Monday 30 March 2026." in page
    assert 'value="2026-04-14"' in page


def test_the_day_is_moved_to_the_meeting_and_back(barnet: Partnership) -> None:
    page = move("barnet", "2026-04-14").content.decode()
    assert "today is now Tuesday 14 April 2026, for everybody who looks at this example." in page
    assert stands_on() == MEETING
    assert "Back to Monday 30 March 2026" in page
    move("barnet", "2026-03-30")
    assert stands_on() == FIRST


def test_moving_leaves_its_event(barnet: Partnership) -> None:
    move("barnet", "2026-04-14")
    told = Event.objects.latest("number")
    assert (told.what, told.detail) == ("demonstration day set", {"day": "2026-04-14"})


@pytest.mark.parametrize("day", ["2026-05-01", "1999-01-01", "", "tomorrow", "2026-02-30", "2026-99-99"])
def test_no_other_day_can_be_had(barnet: Partnership, day: str) -> None:
    assert "That is not one of the days of the example." in move("barnet", day).content.decode()
    assert stands_on() == FIRST


@pytest.mark.parametrize("slug", ["", "nowhere"])
def test_a_partnership_that_is_not_there_is_not_moved(barnet: Partnership, slug: str) -> None:
    assert "Nothing was changed." in move(slug, "2026-04-14").content.decode()


def test_every_day_offered_is_of_a_meeting_to_come_within_a_month(barnet: Partnership) -> None:
    days = [day for day, _words in days_to_try(barnet, FIRST)]
    assert MEETING in days
    assert all(0 < (day - FIRST).days <= 31 for day in days)
