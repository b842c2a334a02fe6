"""Rows of needs and services as values that the rule can reckon with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from throughline.rules.provision import Amount, Gap, Offer, gap_of, needs_now
from throughline.rules.provision import Need as NeedValue
from throughline.web.access.models import Partnership
from throughline.web.provision.models import Need, Provision
from throughline.web.provision.reads import insides_of


@dataclass(frozen=True)
class Reckoned:
    """One need as last assessed, and what is left of it."""

    row: Need
    gap: Gap


def provisions_on(partnership: Partnership, on: date) -> QuerySet[Provision]:
    """Each service as it was last told of by a day."""
    rows = Provision.objects.filter(partnership=partnership, recorded_on__lte=on)
    return rows.exclude(followed_by__recorded_on__lte=on).select_related("place", "provider_agency")


def offer_of(row: Provision) -> Offer:
    """A service as a value; its name is its number."""
    return Offer(
        name=str(row.number),
        pathway=row.pathway,
        place=row.place.code,
        cohorts=frozenset(row.cohorts),
        requires=frozenset(row.requires),
        capacity=Amount(row.capacity, row.unit, row.per),  # type: ignore[arg-type]
        from_on=row.from_on,
        until_on=row.until_on,
    )


def need_of(row: Need) -> NeedValue:
    """A need as a value."""
    return NeedValue(
        pathway=row.pathway,
        place=row.place.code,
        cohort=row.cohort,
        size=Amount(row.size, row.unit, row.per),  # type: ignore[arg-type]
        true_of=frozenset(row.true_of),
        assessed_on=row.assessed_on,
    )


def reckoned_on(partnership: Partnership, on: date) -> tuple[Reckoned, ...]:
    """Every need as last assessed by a day with its gap, in three queries for any number of them."""
    rows = Need.objects.filter(partnership=partnership, assessed_on__lte=on).select_related("place")
    return _reckoned(rows, partnership, on)


def reckoned_one(row: Need, on: date) -> Reckoned:
    """One need, whether or not a later assessment followed it, with its gap on a day."""
    offers = [offer_of(one) for one in provisions_on(row.partnership, on)]
    return Reckoned(row, gap_of(need_of(row), offers, inside=insides_of(row.partnership), on=on))


def _reckoned(rows: Iterable[Need], partnership: Partnership, on: date) -> tuple[Reckoned, ...]:
    by_key = {(one.pathway, one.place.code, one.cohort): one for one in rows}
    offers = [offer_of(one) for one in provisions_on(partnership, on)]
    inside = insides_of(partnership)
    now = needs_now([need_of(one) for one in rows], on)
    return tuple(
        Reckoned(
            by_key[value.pathway, value.place, value.cohort], gap_of(value, offers, inside=inside, on=on)
        )
        for value in now
    )
