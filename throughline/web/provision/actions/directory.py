"""The directory of services: what there is, who pays for it and on which conditions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.decisions.standing import person_of
from throughline.web.provision.models import BudgetShare, FundingAward, MonitoringDay, Provision
from throughline.web.provision.reads import first_of
from throughline.web.provision.refusals import (
    ChangedMeanwhile,
    SaysTooLittle,
    ThereAlready,
    next_number,
    refuse_another_partnership,
    refuse_days_to_come,
    refuse_empty,
    refuse_out_of_order,
    refuse_unknown_cohorts,
    refuse_unknown_pathway,
)
from throughline.web.provision.told import ProvisionTold


@transaction.atomic
def record_provision(
    *, partnership: Partnership, told: ProvisionTold, recorded_on: date, by: User | None, at: datetime
) -> Provision:
    """Put a service into the directory.

    Raises UnknownPathway, UnknownCohort, DaysOutOfOrder, and SaysTooLittle without a provider, or for a
    cost without its year.
    """
    number = next_number(Provision.objects.filter(partnership=partnership))
    return _kept(partnership, told, recorded_on, by, at, number=number, follows=None)


@transaction.atomic
def change_provision(
    *, provision: Provision, told: ProvisionTold, recorded_on: date, by: User | None, at: datetime
) -> Provision:
    """Say how a service is now; how it was stays a row.

    Raises what record_provision does, and ChangedMeanwhile.
    """
    if Provision.objects.filter(follows=provision).exists():
        raise ChangedMeanwhile(
            f"Somebody else changed service {provision.number} after you opened it. "
            "Open it again, then save. Nothing was changed."
        )
    partnership, number = provision.partnership, provision.number
    return _kept(partnership, told, recorded_on, by, at, number=number, follows=provision)


def _kept(
    partnership: Partnership,
    told: ProvisionTold,
    recorded_on: date,
    by: User | None,
    at: datetime,
    *,
    number: int,
    follows: Provision | None,
) -> Provision:
    _refuse(partnership, told, recorded_on, at)
    made = Provision.objects.create(
        partnership=partnership,
        number=number,
        follows=follows,
        name=told.name.strip(),
        pathway=told.pathway,
        place=told.place,
        cohorts=sorted(told.cohorts),
        provider_agency=told.provider_agency,
        provider=told.provider.strip(),
        sector=told.sector or (told.provider_agency.sector if told.provider_agency else ""),
        eligibility=told.eligibility,
        requires=sorted(told.requires),
        capacity=told.capacity.number,
        unit=told.capacity.unit,
        per=told.capacity.per,
        cost=told.cost,
        cost_year=told.cost_year,
        funder=told.funder,
        commissioner=told.commissioner,
        procurement=told.procurement,
        from_on=told.from_on,
        until_on=told.until_on,
        recorded_on=recorded_on,
        by=person_of(by, partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="service changed" if follows else "service recorded",
        thing=made,
        partnership=partnership,
        detail={"number": number, "pathway": told.pathway, "place": told.place.code},
    )
    return made


def _refuse(partnership: Partnership, told: ProvisionTold, recorded_on: date, at: datetime) -> None:
    refuse_another_partnership(partnership, told.place, told.provider_agency)
    refuse_days_to_come(recorded_on, at, "A change")
    refuse_unknown_pathway(partnership, told.pathway, recorded_on)
    refuse_unknown_cohorts(told.cohorts)
    refuse_empty(told.name, "Give the service a name.")
    refuse_out_of_order(told.from_on, told.until_on, told.name)
    if (told.provider_agency is None) == (not told.provider.strip()):
        raise SaysTooLittle(
            f"Say who provides {told.name}: an organisation of the partnership, or another by name, "
            "one of the two. Nothing was changed."
        )
    if told.cost is not None and not told.cost_year.strip():
        raise SaysTooLittle(f"Say of which year the cost of {told.name} is. Nothing was changed.")


@transaction.atomic
def share_budget(
    *,
    provision: Provision,
    contributor: str,
    amount: int,
    year: str,
    purpose: str,
    governed_by: str,
    recorded_on: date,
    by: User | None,
    at: datetime,
) -> BudgetShare:
    """Record what one contributor puts into the pooled budget of a service. Raises ThereAlready."""
    first = first_of(provision)
    refuse_empty(governed_by, "Say who governs the pooled budget.")
    if BudgetShare.objects.filter(provision=first, contributor=contributor, year=year).exists():
        raise ThereAlready(f"The share of {contributor} for {year} is recorded already. Nothing was changed.")
    made = BudgetShare.objects.create(
        provision=first,
        contributor=contributor,
        amount=amount,
        year=year,
        purpose=purpose,
        governed_by=governed_by,
        recorded_on=recorded_on,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="budget shared",
        thing=made,
        partnership=first.partnership,
        detail={"number": first.number, "amount": amount, "year": year},
    )
    return made


@transaction.atomic
def award_funding(
    *,
    provision: Provision,
    funder: str,
    amount: int,
    conditions: str,
    from_on: date,
    until_on: date,
    monitored_on: Iterable[date],
    by: User | None,
    at: datetime,
) -> FundingAward:
    """Record money given for a service, its conditions, and the days on which the funder is told.

    Raises DaysOutOfOrder, also for a day of monitoring before the money begins, and SaysTooLittle.
    """
    first, days = first_of(provision), sorted(set(monitored_on))
    refuse_out_of_order(from_on, until_on, "The award")
    refuse_empty(conditions, "Say on which conditions the money is given.")
    for day in days:
        refuse_out_of_order(from_on, day, "A time that is monitored")
    made = FundingAward.objects.create(
        provision=first,
        funder=funder,
        amount=amount,
        conditions=conditions,
        from_on=from_on,
        until_on=until_on,
        recorded_at=at,
    )
    MonitoringDay.objects.bulk_create([MonitoringDay(award=made, due_on=day) for day in days])
    record_event(
        by=by,
        at=at,
        what="funding awarded",
        thing=made,
        partnership=first.partnership,
        detail={"number": first.number, "amount": amount, "monitored": len(days)},
    )
    return made


@transaction.atomic
def record_monitoring(
    *, monitoring: MonitoringDay, told_on: date, delivered: str, by: User | None, at: datetime
) -> MonitoringDay:
    """Record what a funder was told was delivered. Raises ThereAlready, NotYet, SaysTooLittle."""
    if monitoring.told_on is not None:
        raise ThereAlready("The funder was told already for that day. Nothing was changed.")
    refuse_days_to_come(told_on, at, "What was told")
    refuse_empty(delivered, "Say what was delivered against the conditions.")
    monitoring.told_on, monitoring.delivered = told_on, delivered.strip()
    monitoring.save(update_fields=["told_on", "delivered"])
    first = monitoring.award.provision
    record_event(
        by=by,
        at=at,
        what="delivery told",
        thing=monitoring,
        partnership=first.partnership,
        detail={"number": first.number, "due": str(monitoring.due_on), "told": str(told_on)},
    )
    return monitoring
