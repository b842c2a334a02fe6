"""Rows of needs and services as values that the rule can reckon with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from throughline.figures.measures.protecting_sums import PartsOf, hidden_in_sums
from throughline.figures.measures.release import is_small
from throughline.rules.provision import Amount, Gap, Offer, gap_of, needs_now
from throughline.rules.provision import Need as NeedValue
from throughline.web.access.models import Partnership
from throughline.web.provision.models import Need, Provision
from throughline.web.provision.reads import insides_of

BY_AGE = ("adults", "young")
"""Groups that do not overlap and together are everybody."""


@dataclass(frozen=True)
class Reckoned:
    """One need as last assessed, and what is left of it."""

    row: Need
    gap: Gap
    is_hidden: bool = False
    """Whether its size may not be shown: it is small, or a small one would follow from it."""


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
    """One need, whether or not a later assessment followed it, with its gap on a day.

    An earlier assessment is hidden where it is small, and where the last one of the same people is.
    """
    every = {_key(one.row): one for one in reckoned_on(row.partnership, on)}
    last = every.get(_key(row))
    if last is not None and last.row.pk == row.pk:
        return last
    offers = [offer_of(one) for one in provisions_on(row.partnership, on)]
    gap = gap_of(need_of(row), offers, inside=insides_of(row.partnership), on=on)
    small = row.size is not None and is_small(row.size)
    return Reckoned(row, gap, is_hidden=small or (last is not None and last.is_hidden))


def _reckoned(rows: Iterable[Need], partnership: Partnership, on: date) -> tuple[Reckoned, ...]:
    by_key = {_key(one): one for one in rows}
    offers = [offer_of(one) for one in provisions_on(partnership, on)]
    inside = insides_of(partnership)
    now = needs_now([need_of(one) for one in rows], on)
    hidden = hidden_needs(now, inside)
    return tuple(
        Reckoned(
            by_key[value.pathway, value.place, value.cohort],
            gap_of(value, offers, inside=inside, on=on),
            is_hidden=(value.pathway, value.place, value.cohort) in hidden,
        )
        for value in now
    )


Key = tuple[str, str, str]
"""The pathway, the place and the cohort of a need."""


def _key(row: Need) -> Key:
    return row.pathway, row.place.code, row.cohort


def hidden_needs(needs: Iterable[NeedValue], inside: Mapping[str, str]) -> frozenset[Key]:
    """The needs whose size may not be shown: small ones, and those that a small one would follow from.

    The parts of a place are taken from the wider place, and each group from everybody; numbers are set
    against each other where they are counted alike.
    Source: rule R31; disclosure (figures, section 1).
    """
    alike: defaultdict[tuple[str, str], dict[Key, int]] = defaultdict(dict)
    for one in needs:
        if one.size.number is not None:
            alike[one.size.unit, one.size.per][one.pathway, one.place, one.cohort] = one.size.number
    return frozenset(
        key for counts in alike.values() for key in hidden_in_sums(counts, _sums(counts, inside))
    )


def _sums(counts: Mapping[Key, int], inside: Mapping[str, str]) -> Iterator[PartsOf[Key]]:
    within: defaultdict[Key, list[Key]] = defaultdict(list)
    for pathway, place, cohort in counts:
        if place in inside:
            within[pathway, inside[place], cohort].append((pathway, place, cohort))
        if cohort:
            yield PartsOf((pathway, place, ""), ((pathway, place, cohort),))
    for pathway, place in {(pathway, place) for pathway, place, _cohort in counts}:
        yield PartsOf((pathway, place, ""), tuple((pathway, place, cohort) for cohort in BY_AGE))
    for whole, parts in within.items():
        yield PartsOf(whole, tuple(parts))
