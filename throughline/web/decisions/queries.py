"""Reads of decisions and actions; every list starts from what the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from throughline.rules.lateness import Lateness, lateness
from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Action, ActionUpdate, Decision, StateChange
from throughline.web.governance.models import Body


@dataclass(frozen=True)
class OpenAction:
    """An open action as a page or a paper shows it, with how late it is."""

    number: int
    text: str
    organisation: str
    owner: str
    raised_on: date
    first_due: date
    lateness: Lateness
    body: str
    """The code of the body that raised it."""
    owner_id: int | None = None
    last_reason: str = ""
    """Why its day was last moved, in the owner's words."""
    state: str = Action.State.OPEN
    state_words: str = ""
    waits_on: str = ""
    """On whom it is blocked, or why it was declined."""
    asked: str = ""
    """What the owner said that was put to the body."""
    is_put_to_the_body: bool = False
    agency: str = ""
    """The code of the organisation that owns it."""
    body_name: str = ""
    waits_for_the_secretary: bool = False
    """Whether its owner said something that nobody has accepted or queried yet."""

    @property
    def needs_a_decision(self) -> bool:
        """Late by the rules, declined by its owner, or put to the body. Source: rules R18 and R21."""
        declined = self.state == Action.State.DECLINED
        return self.lateness.needs_a_decision or declined or self.is_put_to_the_body

    def as_record(self) -> dict[str, object]:
        """The action for programs; days as dates, lengths in days."""
        return {
            "number": self.number,
            "text": self.text,
            "body": self.body,
            "organisation": self.organisation,
            "owner": self.owner or None,
            "state": str(self.state),
            "first_due": self.first_due,
            "due": self.lateness.due,
            "slips": self.lateness.slips,
            "drift_days": self.lateness.drift_days,
            "overdue_days": self.lateness.overdue_days,
            "age_days": self.lateness.age_days,
            "needs_a_decision": self.needs_a_decision,
        }


def decisions_of(body: Body) -> QuerySet[Decision]:
    """The decisions of a body, latest first."""
    return Decision.objects.filter(body=body)


def recommended_before(body: Body, day: date) -> QuerySet[Decision]:
    """What a body recommended before a day without a quorum, and nobody has ratified. Source: rule R8."""
    return Decision.objects.filter(
        body=body,
        authority=Decision.Authority.RECOMMENDED,
        ratified_by__isnull=True,
        decided_on__lt=day,
    )


def actions_of(partnership: Partnership) -> QuerySet[Action]:
    """Every action of a partnership, for whoever runs the store."""
    return Action.objects.filter(partnership=partnership)


def actions_of_body(body: Body) -> QuerySet[Action]:
    """Every action that a body raised."""
    return Action.objects.filter(body=body)


def open_actions(actions: QuerySet[Action], *, on: date) -> tuple[OpenAction, ...]:
    """The actions open on a day as they stood then, the longest overdue first, in four queries.

    Source: rule R18.
    """
    rows = (
        actions.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), raised_on__lte=on)
        .select_related("owner", "owner_agency", "body")
        .prefetch_related("date_changes", "state_changes", "updates")
    )
    found = [_open_action(row, on) for row in rows]
    return tuple(sorted(found, key=lambda row: (-row.lateness.overdue_days, row.lateness.due, row.number)))


def _open_action(row: Action, on: date) -> OpenAction:
    changes = [change for change in row.date_changes.all() if timezone.localdate(change.moved_at) <= on]
    steps = [step for step in row.state_changes.all() if timezone.localdate(step.changed_at) <= on]
    state = _state_on(row, steps)
    asked = [
        update
        for update in row.updates.all()
        if update.state == ActionUpdate.State.ESCALATED and timezone.localdate(update.settled_at) <= on
    ]
    return OpenAction(
        number=row.number,
        text=row.text,
        organisation=row.owner_agency.name,
        owner=row.owner.name if row.owner else "",
        raised_on=row.raised_on,
        first_due=row.first_due,
        lateness=lateness(
            raised_on=row.raised_on,
            first_due=row.first_due,
            moved_to=[change.moved_to for change in changes],
            on=on,
        ),
        body=row.body.code,
        owner_id=row.owner_id,
        last_reason=changes[-1].reason if changes else "",
        state=state,
        state_words=str(Action.State(state).label),
        waits_on=steps[-1].reason if steps and state in WAITS else "",
        asked=asked[-1].text if asked else "",
        is_put_to_the_body=bool(asked),
        agency=row.owner_agency.code,
        body_name=row.body.name,
        waits_for_the_secretary=any(
            update.state == ActionUpdate.State.PROPOSED and timezone.localdate(update.said_at) <= on
            for update in row.updates.all()
        ),
    )


WAITS = (Action.State.BLOCKED, Action.State.DECLINED)


def _state_on(row: Action, steps: Sequence[StateChange]) -> str:
    """The state after the steps taken by a day; before the first one, the state it began in."""
    if steps:
        return steps[-1].to
    first = next(iter(row.state_changes.all()), None)
    return first.came_from if first else row.state


def next_decision_number(body: Body, decided_on: date) -> str:
    """The number a decision of that day would have: `rrdg-2026-04-14/D2`."""
    taken = Decision.objects.filter(body=body, decided_on=decided_on).count()
    return f"{body.code}-{decided_on:%Y-%m-%d}/D{taken + 1}"
