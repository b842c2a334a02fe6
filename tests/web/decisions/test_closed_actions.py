"""An action agreed where not everybody may listen is known to those who may, and to its owner."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Person
from throughline.web.decisions.models import Action
from throughline.web.meetings.models import AgendaItem, Minute

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(universe: object) -> Action:
    """An open action of Barnet's group that a minute records, under an item for named readers."""
    minute = Minute.objects.filter(
        meeting__body__code="rrdg", meeting__body__partnership__slug="barnet",
        action__closed_on__isnull=True, action__isnull=False, item__isnull=False,
    ).first()  # fmt: skip
    assert minute is not None
    assert minute.item is not None
    AgendaItem.objects.filter(pk=minute.item.pk).update(readers="named")
    assert minute.action is not None
    return minute.action


def reader(name: str) -> Client:
    return signed_in(name, at="barnet")


@pytest.mark.parametrize(
    "name, may",
    [("Sam Larch", True), ("Jo Hazel", False), ("Ruth Campion", False)],
    ids=[
        "the secretary runs the meeting",
        "the chair is not named on the item",
        "a member is not named on the item",
    ],
)
def test_who_knows_of_it(name: str, may: bool, action: Action) -> None:
    assert action.owner is None or action.owner.name != name
    client = reader(name)
    page = client.get(f"/barnet/actions/{action.number}")
    assert page.status_code == (200 if may else 404)
    shown = client.get("/barnet/actions").content.decode()
    assert (action.text in shown) == may


def test_its_owner_always_does(action: Action) -> None:
    owner = Person.objects.get(partnership__slug="barnet", name="Jo Hazel")
    Action.objects.filter(pk=action.pk).update(owner=owner)
    assert reader("Jo Hazel").get(f"/barnet/actions/{action.number}").status_code == 200
