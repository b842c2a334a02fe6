"""Reads that the pages of actions share: owners to choose, decisions that stand, open actions, updates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from throughline.rules.lateness import Lateness, lateness
from throughline.web.access.models import Agency, InForce, OfficeHeld, Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import (
    Action,
    ActionUpdate,
    ChaseRequest,
    ChaseRound,
    Decision,
    OwnerChange,
)
from throughline.web.decisions.permits import codes_kept_by
from throughline.web.governance.models import Appointment

LATEST_DECISIONS = 60
"""How many decisions a list to choose from offers."""


def lateness_of(action: Action, on: date) -> Lateness:
    """How late one action is on a day; one query. Source: rule R18."""
    return lateness(
        raised_on=action.raised_on,
        first_due=action.first_due,
        moved_to=list(action.date_changes.order_by("pk").values_list("moved_to", flat=True)),
        on=on,
    )


def last_said(action: Action, person: Person) -> ActionUpdate | None:
    """What a person last said of an action."""
    return action.updates.filter(author=person).order_by("-pk").first()


def decisions_to_choose(action: Action) -> list[tuple[str, str]]:
    """The latest decisions of the action's body that stand: key and words."""
    standing = Decision.objects.filter(body=action.body).exclude(authority=Decision.Authority.RECOMMENDED)
    found = standing.filter(rescinded_by__isnull=True)[:LATEST_DECISIONS]
    return [(str(one.pk), f"{one.number}: {one.text[:80]}") for one in found]


def decision_chosen(action: Action, key: str) -> Decision | None:
    """The decision of that key, of the action's own body."""
    return Decision.objects.filter(body=action.body, pk=int(key)).first() if key.isdecimal() else None


def actions_to_merge_into(action: Action) -> list[tuple[str, str]]:
    """The other open actions of the same body: number and words."""
    others = Action.objects.filter(body=action.body, closed_on__isnull=True).exclude(pk=action.pk)
    return [(str(one.number), f"{one.number}: {one.text[:80]}") for one in others]


def action_numbered(partnership: Partnership, number: str) -> Action | None:
    """The action of that number."""
    if not str(number).isdecimal():
        return None
    return Action.objects.filter(partnership=partnership, number=int(number)).first()


def owners_to_choose(partnership: Partnership, on: date) -> list[tuple[str, str]]:
    """Everybody with a seat or an office that day, then every organisation without a named person."""
    people = (
        Person.objects.filter(partnership=partnership, agency__isnull=False)
        .filter(
            Q(pk__in=OfficeHeld.objects.filter(InForce.on(on)).values("person"))
            | Q(pk__in=Appointment.objects.filter(InForce.on(on), is_confirmed=True).values("person"))
        )
        .select_related("agency")
    )
    named = [(f"person:{one.pk}", f"{one.name}, {one.agency.name}") for one in people if one.agency]
    agencies = Agency.objects.filter(partnership=partnership)
    return [*named, *((f"agency:{one.pk}", one.name) for one in agencies)]


def owner_chosen(partnership: Partnership, key: str) -> tuple[Person | None, Agency | None]:
    """The person and organisation of a choice such as ``person:7`` or ``agency:3``."""
    kind, _, number = key.partition(":")
    if not number.isdecimal():
        return None, None
    if kind == "person":
        person = (
            Person.objects.filter(partnership=partnership, pk=int(number)).select_related("agency").first()
        )
        return person, person.agency if person else None
    return None, Agency.objects.filter(partnership=partnership, pk=int(number)).first()


def open_rows(partnership: Partnership, codes: Collection[str]) -> QuerySet[Action]:
    """The open actions of some bodies."""
    return Action.objects.filter(partnership=partnership, body__code__in=codes, closed_on__isnull=True)


def kept_actions(partnership: Partnership, viewpoint: Viewpoint, numbers: Iterable[int]) -> list[Action]:
    """The open actions of those numbers which the reader keeps."""
    rows = open_rows(partnership, codes_kept_by(viewpoint)).filter(number__in=list(numbers))
    return list(rows.select_related("owner", "owner_agency", "body", "partnership"))


def update_of(action: Action, key: int) -> ActionUpdate | None:
    """One update of an action."""
    return (
        action.updates.filter(pk=key).select_related("action__partnership", "action__body", "author").first()
    )


def rounds_of(partnership: Partnership) -> QuerySet[ChaseRound]:
    """The chase rounds of a partnership, the latest first."""
    return ChaseRound.objects.filter(partnership=partnership)


def request_of(chase: ChaseRound, key: int) -> ChaseRequest | None:
    """One question of a round."""
    found = chase.requests.filter(pk=key)
    return found.select_related(
        "person__user", "action__partnership", "action__body", "round__partnership", "update"
    ).first()


def waiting_of(chase: ChaseRound, viewpoint: Viewpoint) -> list[ActionUpdate]:
    """The answers of a round that wait for a secretary who keeps their actions."""
    found = ActionUpdate.objects.filter(
        chase_request__round=chase,
        state=ActionUpdate.State.PROPOSED,
        action__body__code__in=codes_kept_by(viewpoint),
    )
    return list(found.select_related("action__partnership", "action__body"))


def update_in_round(viewpoint: Viewpoint, request: ChaseRequest | None) -> ActionUpdate | None:
    """The answer to a question of a round, where the reader keeps its action."""
    if request is None or request.update is None or request.action.body.code not in codes_kept_by(viewpoint):
        return None
    return update_of(request.action, request.update.pk)


def question_of(request: ChaseRequest) -> str:
    """What the secretary asked back of this person's last answer, if they did."""
    last = last_said(request.action, request.person)
    return last.reply if last is not None and last.state == ActionUpdate.State.QUERIED else ""


def offer_of(action: Action) -> OwnerChange | None:
    """The offer of an action to a new owner that waits for their answer."""
    waiting = action.owner_changes.filter(outcome=OwnerChange.Outcome.WAITING)
    return waiting.select_related("action__partnership", "to_owner", "to_agency").first()
