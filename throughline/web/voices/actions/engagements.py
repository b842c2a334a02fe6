"""Recording who was heard, and editing such a record; what it said before is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from throughline.rules.voices import ASKABLE, lacks
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.decisions.standing import person_of
from throughline.web.site.versions import save_changes
from throughline.web.voices.heard import Heard
from throughline.web.voices.kinds import kinds_of
from throughline.web.voices.models import Engagement, EngagementEdit, HeardFrom, OwnType
from throughline.web.voices.telling import record_heard
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class HeardRefused(Refused):
    """A record of who was heard is whole, and its days and counts agree."""


class KindTaken(Refused):
    """A partnership has each kind of record once."""


@transaction.atomic
def record_engagement(
    *,
    partnership: Partnership,
    kind: str,
    told: Heard,
    agencies: Iterable[Agency] = (),
    by: User | None,
    at: datetime,
) -> Engagement:
    """Record who was heard. Raises HeardRefused for an unknown kind, what is missing, or what cannot be.

    Source: rule R49 (a task-and-finish group has a parent and a last day).
    """
    _refuse(partnership, kind, told)
    last = Engagement.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    made = Engagement.objects.create(partnership=partnership, number=last + 1, kind=kind, **told.columns())
    HeardFrom.objects.bulk_create([HeardFrom(engagement=made, agency=one) for one in dict.fromkeys(agencies)])
    record_heard("voice recorded", made, by, at, kind=kind)
    return made


@transaction.atomic
def amend_engagement(
    *,
    engagement: Engagement,
    told: Heard,
    agencies: Iterable[Agency],
    expected_version: int,
    on: date,
    by: User | None,
    at: datetime,
) -> Engagement:
    """Edit a record; what it said before stays readable. Its last day moves by a decision alone.

    Raises HeardRefused and EditedSince.
    """
    partnership = engagement.partnership
    _refuse(partnership, engagement.kind, told, sunset=engagement.sunset)
    columns = told.columns()
    columns.pop("sunset")
    before = _as_kept(engagement)
    chosen = {one.pk: one for one in agencies}
    heard = {one.agency_id: one for one in engagement.heard.filter(until_version=None)}
    save_changes(engagement, expected_version=expected_version, **columns)
    HeardFrom.objects.filter(pk__in=[row.pk for key, row in heard.items() if key not in chosen]).update(
        until_version=expected_version
    )
    HeardFrom.objects.bulk_create(
        [HeardFrom(engagement=engagement, agency=one) for key, one in chosen.items() if key not in heard]
    )
    after = _as_kept(engagement)
    EngagementEdit.objects.create(
        engagement=engagement,
        was_version=expected_version,
        was={name: value for name, value in before.items() if value != after[name]},
        edited_on=on,
        by=person_of(by, partnership),
    )
    record_heard("voice amended", engagement, by, at, version=engagement.version)
    return engagement


def _as_kept(engagement: Engagement) -> dict[str, Any]:
    values = {name: getattr(engagement, name) for name in Engagement.EDITED}
    return {name: str(one) if isinstance(one, date) else one for name, one in values.items()}


@transaction.atomic
def add_own_type(
    *, partnership: Partnership, code: str, name: str, asks: Collection[str], by: User | None, at: datetime
) -> OwnType:
    """Add a kind of record of the partnership's own. Raises KindTaken and HeardRefused."""
    known = kinds_of(partnership)
    if code in known or name.casefold() in {one.name.casefold() for one in known.values()}:
        raise KindTaken(f"There is a kind “{name}” already. Nothing was changed.")
    unknown = sorted(set(asks) - set(ASKABLE))
    if unknown:
        raise HeardRefused(f"A record cannot ask for {', '.join(unknown)}. Choose from the list.")
    made = OwnType.objects.create(partnership=partnership, code=code, name=name, asks=sorted(asks))
    record_event(
        by=by, at=at, what="kind of voice added", thing=made, partnership=partnership, detail={"code": code}
    )
    return made


def _refuse(partnership: Partnership, code: str, told: Heard, *, sunset: date | None = None) -> None:
    kind = kinds_of(partnership).get(code)
    if kind is None:
        raise HeardRefused(f"“{code}” is no kind of record here. Choose one of the list, or add it.")
    missing = lacks(kind, {*told.given(), *(["sunset"] if sunset else [])})
    if missing:
        raise HeardRefused(f"Give the {missing[0]}: a record of this kind, {kind.name}, has one.")
    if told.held_until is not None and told.held_until < told.held_from:
        raise HeardRefused(
            f"The last day is before {day_words(told.held_from)}, the first. Mend one of them."
        )
    last = told.sunset or sunset
    if last is not None and last < told.held_from:
        raise HeardRefused(f"It cannot end on {day_words(last)}, before it begins. Mend one of the days.")
    if told.agreed is not None and told.agreed > (told.responses or 0):
        raise HeardRefused(
            f"{told.agreed} said yes, and {told.responses or 0} answered. No more can say yes than answered."
        )
