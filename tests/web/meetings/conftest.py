"""Barnet on Monday 30 March 2026, its group's meeting of 14 April, and people to look at it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Partnership
from throughline.web.governance.models import Body
from throughline.web.meetings.models import Meeting

TODAY = date(2026, 3, 30)
NOW = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    """The partnership of the universe that stands still on 30 March 2026."""
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def group(barnet: Partnership) -> Body:
    """The delivery group."""
    return Body.objects.get(partnership=barnet, code="rrdg")


@pytest.fixture
def april(group: Body) -> Meeting:
    """The group's meeting of 14 April, called and not yet published."""
    return Meeting.objects.get(body=group, held_on=date(2026, 4, 14))


@pytest.fixture
def sam(barnet: Partnership) -> Client:
    """A client of the secretary."""
    return signed_in("Sam Larch", at="barnet")


@pytest.fixture
def ruth(barnet: Partnership) -> Client:
    """A client of a member of the group."""
    return signed_in("Ruth Campion", at="barnet")
