"""Reads of partnerships' terms, bodies and members; lists start from what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from throughline.rules.terms.check import check
from throughline.rules.terms.check_references import unusable_readings
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Finding, Terms, last_day
from throughline.rules.terms.reader import read
from throughline.web.access.models import Agency, InForce, Partnership, Person, User
from throughline.web.access.permits import belongs_to
from throughline.web.governance.models import Appointment, Body, StandingDeputy, TermsOfReference
from throughline.words.refusals import Refused


class NoTermsYet(Refused):
    """The partnership has no terms, so nothing can be computed from them."""


@lru_cache(maxsize=64)
def _read_once(digest: str, text: str) -> Terms:
    """The terms without readings that cannot be used: the checker names those, and pages go on."""
    terms = read(text)
    faults = unusable_readings(terms)
    return replace(terms, readings=tuple(one for one in terms.readings if one.at not in faults))


@lru_cache(maxsize=256)
def _on_once(digest: str, text: str, day: date) -> Terms:
    return on(_read_once(digest, text), day)


@lru_cache(maxsize=64)
def _check_once(digest: str, text: str, day: date) -> tuple[Finding, ...]:
    return check(read(text), on=day)


def terms_record(partnership: Partnership, day: date) -> TermsOfReference:
    """The terms in force on a day: the latest begun, or those loaded as found. Raises NoTermsYet."""
    found = (
        TermsOfReference.objects.filter(partnership=partnership)
        .filter(Q(in_force_from__isnull=True) | Q(in_force_from__lte=day))
        .order_by("-number")
        .first()
    )
    if found is None:
        raise NoTermsYet(
            f"{partnership.name} has no terms yet. Load a partnership file, or start from a few questions."
        )
    return found


def read_record(record: TermsOfReference) -> Terms:
    """Every entry and version of terms already at hand; asks nothing of the store."""
    return _read_once(record.digest, record.text)


def record_on(record: TermsOfReference, day: date) -> Terms:
    """What terms already at hand say on a day, readings applied; asks nothing of the store."""
    return _on_once(record.digest, record.text, day)


def terms_as_written(partnership: Partnership, day: date) -> Terms:
    """Every entry and version of the file in force on a day. Raises NoTermsYet."""
    record = terms_record(partnership, day)
    return _read_once(record.digest, record.text)


def terms_on(partnership: Partnership, day: date) -> Terms:
    """What the terms say on a day, readings applied. Raises NoTermsYet."""
    record = terms_record(partnership, day)
    return _on_once(record.digest, record.text, day)


def marking_on(partnership: Partnership, day: date) -> str:
    """What the terms mark papers with on a day; OFFICIAL where they do not say, or there are none yet."""
    try:
        return terms_on(partnership, day).marking_default or "OFFICIAL"
    except NoTermsYet:
        return "OFFICIAL"


def terms_on_days(partnership: Partnership, days: Iterable[date]) -> Mapping[date, Terms]:
    """What the terms say on each of the days that has any, asked of the store once."""
    records = list(TermsOfReference.objects.filter(partnership=partnership).order_by("-number"))
    found = {}
    for day in set(days):
        begun = (one for one in records if one.in_force_from is None or one.in_force_from <= day)
        if (record := next(begun, None)) is not None:
            found[day] = record_on(record, day)
    return found


def findings_of_record(record: TermsOfReference, day: date) -> tuple[Finding, ...]:
    """What the checker says of terms already at hand on a day; asks nothing of the store."""
    return _check_once(record.digest, record.text, day)


def findings_on(partnership: Partnership, day: date) -> tuple[Finding, ...]:
    """What the checker says of the terms on a day. Raises NoTermsYet."""
    record = terms_record(partnership, day)
    return _check_once(record.digest, record.text, day)


def bodies_visible_to(user: User, *, partnership: Partnership) -> QuerySet[Body]:
    """The bodies of a partnership that a user belongs to; none of any other."""
    if not belongs_to(partnership, user):
        return Body.objects.none()
    return Body.objects.filter(partnership=partnership).select_related("partnership")


def appointments_on(body: Body, day: date) -> Mapping[str, Person]:
    """Who sits where on a body on a day, by the seat's address."""
    rows = Appointment.objects.filter(InForce.on(day), body=body, is_confirmed=True)
    return {row.seat: row.person for row in rows.select_related("person", "person__agency")}


def body_named(partnership: Partnership, code: str) -> Body | None:
    """The body of the partnership with that code."""
    return Body.objects.filter(partnership=partnership, code=code).select_related("partnership").first()


def bodies_in_force(partnership: Partnership, day: date) -> frozenset[str]:
    """The codes of the bodies that the terms have on a day. Raises NoTermsYet."""
    return frozenset(body.id for body in terms_on(partnership, day).bodies)


def bodies_with_terms(partnership: Partnership) -> QuerySet[Body]:
    """The bodies whose own terms the partnership's file holds."""
    return Body.objects.filter(partnership=partnership, has_terms=True).select_related("partnership")


def versions_of_terms(partnership: Partnership) -> QuerySet[TermsOfReference]:
    """Every version kept of the partnership's terms, the last first."""
    return TermsOfReference.objects.filter(partnership=partnership).order_by("-number").defer("text")


def version_of_terms(partnership: Partnership, number: int) -> TermsOfReference | None:
    """One version of the partnership's terms."""
    return TermsOfReference.objects.filter(partnership=partnership, number=number).first()


def counts_of_findings(partnership: Partnership, day: date) -> Mapping[str, int]:
    """How many findings of each level the checker has on a day. Raises NoTermsYet."""
    found = findings_on(partnership, day)
    return {level: sum(one.level == level for one in found) for level in ("E", "S", "L")}


def last_appointment(body: Body, seat: str) -> Appointment | None:
    """The appointment to a seat that began last, whether it has ended or not."""
    rows = Appointment.objects.filter(body=body, seat=seat, is_confirmed=True)
    rows = rows.select_related("person", "body__partnership")
    return rows.order_by("-from_on", "-pk").first()


def seen_as(last: Appointment | None) -> str:
    """The state of a seat in a word, by which a second editor is told of the first."""
    return "empty" if last is None else f"{last.pk}:{last.until_on or ''}"


def appointments_of(body: Body) -> QuerySet[Appointment]:
    """Every appointment to a body, ended ones too, the last first."""
    rows = Appointment.objects.filter(body=body).select_related("person", "person__agency")
    return rows.order_by("-from_on", "-pk")


def deputies_of(body: Body, day: date) -> QuerySet[StandingDeputy]:
    """Who stands in for which seat of a body on a day or from a later day."""
    rows = StandingDeputy.objects.filter(body=body).exclude(until_on__lt=day)
    return rows.select_related("person", "body__partnership").order_by("-from_on", "-pk")


def appointment_numbered(body: Body, number: int) -> Appointment | None:
    """One appointment to the body."""
    return appointments_of(body).filter(pk=number).select_related("body__partnership").first()


def people_of(partnership: Partnership) -> QuerySet[Person]:
    """The people of a partnership by name, with their organisation, user and offices."""
    rows = Person.objects.filter(partnership=partnership).select_related("partnership", "agency", "user")
    return rows.prefetch_related("offices").order_by("name", "pk")


def people_to_choose(partnership: Partnership) -> QuerySet[Person]:
    """The people of a partnership by name, with their organisation alone."""
    return people_of(partnership).prefetch_related(None)


def person_numbered(partnership: Partnership, number: int) -> Person | None:
    """One person of the partnership, with their organisation, user and offices."""
    return people_of(partnership).filter(pk=number).first()


def agencies_of(partnership: Partnership) -> QuerySet[Agency]:
    """The organisations of a partnership by name."""
    return Agency.objects.filter(partnership=partnership).order_by("name")


def agency_of(partnership: Partnership, code: str) -> Agency | None:
    """The organisation of the partnership with that code."""
    return agencies_of(partnership).filter(code=code).select_related("partnership").first()


def agencies_standing(partnership: Partnership, day: date) -> list[Agency]:
    """The organisations of a partnership by name, without those that the terms of a day say have ended.

    All of them where there are no terms.
    """
    try:
        named = {one.id: last_day(one) for one in terms_as_written(partnership, day).agencies}
    except NoTermsYet:
        named = {}
    return [one for one in agencies_of(partnership) if named.get(one.code) is None]
