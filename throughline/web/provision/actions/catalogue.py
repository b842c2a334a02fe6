"""The lists that a board keeps, such as programmes and scoping work; and what bodies mean to buy."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.decisions.standing import person_of
from throughline.web.provision.models import CatalogueEntry, Intention, Place, Provision
from throughline.web.provision.refusals import (
    ChangedMeanwhile,
    DaysOutOfOrder,
    NotInDirectory,
    ThereAlready,
    next_number,
    refuse_another_partnership,
    refuse_days_to_come,
    refuse_empty,
    refuse_out_of_order,
    refuse_unknown_cohorts,
    refuse_unknown_pathway,
)
from throughline.web.provision.told import EntryTold
from throughline.words.formats import day_words


@transaction.atomic
def record_entry(
    *,
    partnership: Partnership,
    register: str,
    told: EntryTold,
    recorded_on: date,
    by: User | None,
    at: datetime,
) -> CatalogueEntry:
    """Put a line into a list. Raises UnknownCohort, NotYet, SaysTooLittle and OfAnotherPartnership.

    An evaluation says by which outcome; a service that is not in the directory raises NotInDirectory.
    """
    number = next_number(CatalogueEntry.objects.filter(partnership=partnership, register=register))
    return _kept(partnership, register, told, recorded_on, by, at, number, None)


@transaction.atomic
def change_entry(
    *, entry: CatalogueEntry, told: EntryTold, recorded_on: date, by: User | None, at: datetime
) -> CatalogueEntry:
    """Say how a line is now; how it was stays a row. Raises what record_entry does, and ChangedMeanwhile."""
    if CatalogueEntry.objects.filter(follows=entry).exists():
        raise ChangedMeanwhile(
            f"Somebody else changed number {entry.number} after you opened it. "
            "Open it again, then save. Nothing was changed."
        )
    return _kept(entry.partnership, entry.register, told, recorded_on, by, at, entry.number, entry)


def _kept(
    partnership: Partnership,
    register: str,
    told: EntryTold,
    recorded_on: date,
    by: User | None,
    at: datetime,
    number: int,
    follows: CatalogueEntry | None,
) -> CatalogueEntry:
    plan = told.objective.plan if told.objective else None
    refuse_another_partnership(partnership, told.body, told.lead, plan, *told.panels, *told.gaps)
    refuse_days_to_come(recorded_on, at, "A change")
    refuse_unknown_cohorts(told.cohorts)
    refuse_empty(told.title, "Give it a title.")
    refuse_empty(told.state, "Say how it stands.")
    if register == CatalogueEntry.Register.EVALUATIONS:
        refuse_empty(told.measure, "Say by which outcome the service was evaluated.")
        _refuse_unlisted(partnership, told.service)
    made = CatalogueEntry.objects.create(
        partnership=partnership,
        register=register,
        number=number,
        follows=follows,
        title=told.title.strip(),
        kind=told.kind,
        words=told.words,
        body=told.body,
        cohorts=sorted(told.cohorts),
        lead=told.lead,
        state=told.state.strip(),
        every_months=told.every_months,
        next_on=told.next_on,
        amount=told.amount,
        objective=told.objective,
        items=[one.strip() for one in told.items if one.strip()],
        measure=told.measure.strip(),
        service=told.service,
        recorded_on=recorded_on,
        by=person_of(by, partnership),
        recorded_at=at,
    )
    made.panels.set(told.panels)
    made.gaps.set(told.gaps)
    record_event(
        by=by,
        at=at,
        what="list changed" if follows else "list added to",
        thing=made,
        partnership=partnership,
        detail={"list": register, "number": number, "body": told.body.code},
    )
    return made


def _refuse_unlisted(partnership: Partnership, number: int | None) -> None:
    if number is None or not Provision.objects.filter(partnership=partnership, number=number).exists():
        raise NotInDirectory(
            "The service that was evaluated is not in the directory. Choose one of it. Nothing was changed."
        )


@transaction.atomic
def intend(
    *,
    place: Place,
    buyer: str,
    words: str,
    pathway: str,
    decide_on: date,
    from_on: date,
    by: User | None,
    at: datetime,
    until_on: date | None = None,
    cohorts: tuple[str, ...] = (),
    partners: str = "",
) -> Intention:
    """Record what a body means to buy, alone or with partners, and when it decides.

    Raises UnknownPathway, UnknownCohort, SaysTooLittle and DaysOutOfOrder.
    """
    partnership = place.partnership
    refuse_unknown_pathway(partnership, pathway, at.date())
    refuse_unknown_cohorts(cohorts)
    refuse_empty(buyer, "Say who means to buy it.")
    refuse_empty(words, "Say what is meant to be bought.")
    refuse_out_of_order(from_on, until_on, "What is bought")
    if decide_on > from_on:
        raise DaysOutOfOrder(
            f"It cannot be decided on {day_words(decide_on)}, after it begins on {day_words(from_on)}. "
            "Nothing was changed."
        )
    made = Intention.objects.create(
        partnership=partnership,
        number=next_number(Intention.objects.filter(partnership=partnership)),
        buyer=buyer.strip(),
        partners=partners.strip(),
        words=words.strip(),
        pathway=pathway,
        place=place,
        cohorts=sorted(cohorts),
        decide_on=decide_on,
        from_on=from_on,
        until_on=until_on,
        recorded_at=at,
    )
    _record("intention recorded", made, by, at)
    return made


@transaction.atomic
def withdraw_intention(
    *, intention: Intention, withdrawn_on: date, by: User | None, at: datetime
) -> Intention:
    """Record that a body no longer means to buy something. Raises ThereAlready, NotYet."""
    if intention.withdrawn_on is not None:
        raise ThereAlready(f"Intention {intention.number} was withdrawn already. Nothing was changed.")
    refuse_days_to_come(withdrawn_on, at, "A withdrawal")
    intention.withdrawn_on = withdrawn_on
    intention.save(update_fields=["withdrawn_on"])
    _record("intention withdrawn", intention, by, at)
    return intention


def _record(what: str, intention: Intention, by: User | None, at: datetime) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=intention,
        partnership=intention.partnership,
        detail={"number": intention.number, "pathway": intention.pathway, "from": str(intention.from_on)},
    )
