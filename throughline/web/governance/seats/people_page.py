"""The people of a partnership as its secretary keeps them: posts, offices, and how they sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.web.access.models import OfficeHeld, Partnership, Person
from throughline.web.governance.models import Appointment, Body, StandingDeputy
from throughline.web.governance.queries import NoTermsYet, people_of, read_record, terms_record
from throughline.web.governance.seats.agencies_page import days_of
from throughline.web.governance.seats.posts import holdings_of
from throughline.web.governance.seats.words import posts_of_seats, seat_in_words
from throughline.words.formats import day_words


@dataclass(frozen=True)
class OfficeShown:
    """An office held: its words, its days, and whether it can still be ended."""

    number: int
    words: str
    days: str
    is_open: bool


@dataclass(frozen=True)
class PersonRow:
    """A person with their offices of the day and later, and the earlier ones."""

    number: int
    name: str
    post: str
    organisation: str
    email: str
    signs_in: str
    has_user: bool
    offices: tuple[OfficeShown, ...]
    earlier: tuple[OfficeShown, ...]


@dataclass(frozen=True)
class PeoplePage:
    """The people of a partnership by name."""

    lead: str
    rows: tuple[PersonRow, ...]


def people_page(partnership: Partnership, day: date) -> PeoplePage:
    """The people of a partnership on a day, in four queries however many there are."""
    names = dict(Body.objects.filter(partnership=partnership).order_by().values_list("code", "name"))
    rows = tuple(person_row(one, day, names) for one in people_of(partnership))
    in_office = sum(bool(one.offices) for one in rows)
    people = ngettext("%(n)d person", "%(n)d people", len(rows)) % {"n": len(rows)}
    holders = ngettext("%(n)d holds an office", "%(n)d hold an office", in_office) % {"n": in_office}
    return PeoplePage(f"{people}; {holders}.", rows)


def person_row(person: Person, day: date, bodies: Mapping[str, str]) -> PersonRow:
    """One person on a day; ``bodies`` are names by code."""
    held = sorted(person.offices.all(), key=lambda one: (one.from_on, one.pk))
    shown = [(one, _office(one, bodies, day)) for one in held]
    return PersonRow(
        number=person.pk,
        name=person.name,
        post=person.post,
        organisation=person.agency.name if person.agency else "",
        email=person.email,
        signs_in=_signs_in(person),
        has_user=person.user is not None,
        offices=tuple(words for one, words in shown if one.until_on is None or one.until_on >= day),
        earlier=tuple(words for one, words in shown if one.until_on is not None and one.until_on < day),
    )


def _office(held: OfficeHeld, bodies: Mapping[str, str], day: date) -> OfficeShown:
    name = held.get_office_display()
    if held.body_code:
        name = f"{name}, {bodies.get(held.body_code, held.body_code)}"
    begins = _("from %(day)s") % {"day": day_words(held.from_on)}
    ends = _(" until %(day)s") % {"day": day_words(held.until_on)} if held.until_on else ""
    return OfficeShown(held.pk, name, begins + ends, held.until_on is None or held.until_on > day)


def _signs_in(person: Person) -> str:
    if person.user is None:
        return _("Not invited yet, or has not used the code") if person.email else _("Has no e-mail address")
    return _("Signs in") if person.user.is_active else _("May no longer sign in")


@dataclass(frozen=True)
class PersonRecord:
    """The posts that a person held, the seats they sat in and those they stand in for, a line each."""

    posts: tuple[str, ...]
    seats: tuple[str, ...]


def person_record(person: Person, on: date) -> PersonRecord:
    """The posts and seats of a person, the last first, as the terms of a day word them, in four queries."""
    words = _words_of_seats(person.partnership, on)
    posts = tuple(
        f"{held.post.title}, {held.post.agency.name}{HOW.get(held.standing, '')}, {days_of(held)}"
        for held in holdings_of(person)
    )
    sat = person.appointments.select_related("body").order_by("-from_on", "-pk")
    stood = person.deputises.select_related("body").order_by("-from_on", "-pk")
    seats = [_seat_line(row, words, "" if row.is_confirmed else _(", proposed")) for row in sat]
    seats += [_seat_line(row, words, _(", standing deputy")) for row in stood]
    return PersonRecord(posts, tuple(seats))


HOW = {"acting": gettext_lazy(", acting"), "interim": gettext_lazy(", interim")}


def _words_of_seats(partnership: Partnership, on: date) -> Mapping[tuple[str, str], str]:
    try:
        terms = terms_record(partnership, on)
    except NoTermsYet:
        return {}
    return posts_of_seats(read_record(terms), on)


def _seat_line(row: Appointment | StandingDeputy, words: Mapping[tuple[str, str], str], how: str) -> str:
    seat = words.get((row.body.code, row.seat), seat_in_words(row.seat))
    return f"{row.body.name}: {seat}{how}, {days_of(row)}"
