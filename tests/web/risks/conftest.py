"""A partnership with Barnet's terms and a few people, quickly made: no fictional year is needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import BACKEND
from throughline.web.access import actions as access
from throughline.web.access.models import Agency, Partnership, Person, User
from throughline.web.decisions.actions import record_decision
from throughline.web.decisions.models import Decision
from throughline.web.governance.actions import appoint, load_terms
from throughline.web.governance.models import Body
from throughline.web.plan.models import DeliveryPlan, Objective
from throughline.web.risks import actions
from throughline.web.risks.models import Risk

TERMS = Path(__file__).parents[3] / "partnerships" / "barnet.toml"
TODAY = date(2026, 3, 30)
NOW = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
SINCE = date(2025, 1, 1)
AT: dict[str, Any] = {"by": None, "at": NOW}


@pytest.fixture
def barnet(demonstration: None) -> Partnership:
    return load_terms(text=TERMS.read_text("utf-8"), by=None, at=NOW, demonstration_today=TODAY)


@pytest.fixture
def group(barnet: Partnership) -> Body:
    return Body.objects.get(partnership=barnet, code="rrdg")


@pytest.fixture
def panel(barnet: Partnership) -> Body:
    return Body.objects.get(partnership=barnet, code="iom")


@pytest.fixture
def homes(barnet: Partnership) -> Agency:
    return Agency.objects.get(partnership=barnet, code="barnet-homes")


@pytest.fixture
def objective(barnet: Partnership) -> Objective:
    plan = DeliveryPlan.objects.create(
        partnership=barnet, year="2025-26", year_starts=date(2025, 4, 1), year_ends=date(2026, 3, 31)
    )
    return Objective.objects.create(plan=plan, code="1.1")


@pytest.fixture
def decision(group: Body) -> Decision:
    return record_decision(
        body=group, decided_on=date(2026, 2, 10), text="A threshold is set.", authority="made", **AT
    )


@pytest.fixture
def somebody(barnet: Partnership) -> Callable[..., Person]:
    """Makes a person who signs in, with an office, a body of the office, or a seat for an organisation."""

    def make(
        name: str, office: str = "", body: str = "", agency: Agency | None = None, seat: Body | None = None
    ) -> Person:
        user = User.objects.create_user(email=f"{name.split()[0].lower()}@barnet.example", name=name)
        person = access.record_person(partnership=barnet, name=name, agency=agency, user=user, **AT)
        if office:
            access.appoint_to_office(person=person, office=office, body_code=body, from_on=SINCE, **AT)
        if seat:
            appoint(body=seat, seat=f"test-seat-{person.pk}", person=person, from_on=SINCE, **AT)
        return person

    return make


@pytest.fixture
def as_one() -> Callable[[Person], Client]:
    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.user, backend=BACKEND)
        return client

    return sign_in


@pytest.fixture
def sam(somebody: Callable[..., Person], as_one: Callable[[Person], Client]) -> Client:
    """The secretary."""
    return as_one(somebody("Sam Larch", "secretary"))


@pytest.fixture
def jo(somebody: Callable[..., Person], as_one: Callable[[Person], Client]) -> Client:
    """The chair of the group."""
    return as_one(somebody("Jo Hazel", "chair", "rrdg"))


@pytest.fixture
def ruth(
    somebody: Callable[..., Person], as_one: Callable[[Person], Client], homes: Agency, group: Body
) -> Client:
    """Of Barnet Homes, with a seat on the group."""
    return as_one(somebody("Ruth Campion", agency=homes, seat=group))


@pytest.fixture
def record(group: Body, homes: Agency) -> Callable[..., Risk]:
    """Puts an entry into the group's register."""

    def make(event: str = "Homes are not there in time", **more: Any) -> Risk:
        told = {
            "body": group, "kind": "risk", "cause": "Few are let", "event": event,
            "effect": "People are released without an address", "treatment": "A paper comes in April",
            "proximity": "now", "likelihood": 3, "impact": 4, "owner_agency": homes,
            "raised_on": date(2026, 1, 12),
        }  # fmt: skip
        return actions.record_risk(**{**told, **more}, **AT)

    return make
