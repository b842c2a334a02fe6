"""The organisations of a partnership, and the record of one: its life, seats, posts and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.succession import seats_of_agency
from throughline.rules.terms.model import Agency as NamedAgency
from throughline.rules.terms.model import Terms, first_day, last_day
from throughline.rules.terms.succession import has_ended
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Agency, InForce, Partnership
from throughline.web.governance.models import Appointment, Post, PostHeld
from throughline.web.governance.queries import agencies_of, read_record, terms_record
from throughline.web.governance.seats.posts import posts_of
from throughline.web.governance.seats.words import posts_of_seats, seat_in_words
from throughline.words.formats import day_words, list_words


@dataclass(frozen=True, kw_only=True)
class AgencyRow:
    """An organisation of a partnership on a day, in a word and a sentence."""

    code: str
    name: str
    sector: str
    life: str
    seats: int


@dataclass(frozen=True, kw_only=True)
class SeatOfRecord:
    """A seat that an organisation has, or had on its last day, and everybody who sat there for it."""

    body: str
    body_name: str
    seat: str
    sittings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PostRow:
    """A post and who holds it on the day, with everybody before them."""

    number: int
    title: str
    days: str
    holders: tuple[str, ...]
    earlier: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Linked:
    """An organisation that came before or after, by code and name."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AgencyPage:
    """The record of an organisation on a day."""

    lead: str
    has_ended: bool
    before: tuple[Linked, ...]
    after: tuple[Linked, ...]
    seats: tuple[SeatOfRecord, ...]
    posts: tuple[PostRow, ...]
    terms_number: int


def agencies_page(partnership: Partnership, day: date) -> tuple[str, tuple[AgencyRow, ...]]:
    """The organisations of a partnership on a day under a sentence, the standing ones first."""
    terms = read_record(terms_record(partnership, day))
    named = {one.id: one for one in terms.agencies}
    rows = [_row(one, named.get(one.code), terms, day) for one in agencies_of(partnership)]
    standing = [one for one in rows if not _is_over(named.get(one.code), day)]
    ended = [one for one in rows if one not in standing]
    counted = ngettext("%(n)d organisation", "%(n)d organisations", len(standing)) % {"n": len(standing)}
    over = ngettext("%(n)d has ended", "%(n)d have ended", len(ended)) % {"n": len(ended)}
    return f"{counted}; {over}." if ended else f"{counted}.", (*standing, *ended)


def _is_over(named: NamedAgency | None, day: date) -> bool:
    return named is not None and has_ended(named, day)


def _row(agency: Agency, named: NamedAgency | None, terms: Terms, day: date) -> AgencyRow:
    seats = () if _is_over(named, day) else seats_of_agency(terms, agency.code, day)
    return AgencyRow(
        code=agency.code,
        name=agency.name,
        sector=agency.sector.replace("-", " and ").capitalize(),
        life=_life(named, names_in(terms), day),
        seats=len(seats),
    )


def _life(named: NamedAgency | None, names: Mapping[str, str], day: date) -> str:
    if named is None:
        return _("The terms do not name it.")
    first, last = first_day(named), last_day(named)
    said = []
    if first is not None:
        begins = _("Stands since %(day)s.") if first <= day else _("Stands from %(day)s.")
        said.append(begins % {"day": day_words(first)})
    if last is not None:
        ends = _("Ended %(day)s.") if last < day else _("Ends %(day)s.")
        said.append(ends % {"day": day_words(last)})
        follow = [names.get(word, word) for word in named.becomes]
        said.append(_("%(who)s followed.") % {"who": list_words(follow)} if follow else _("Nobody followed."))
    return " ".join(said)


def agency_page(agency: Agency, day: date) -> AgencyPage:
    """The record of an organisation on a day, in a fixed number of queries. Raises NoTermsYet."""
    record = terms_record(agency.partnership, day)
    terms = read_record(record)
    named = next((one for one in terms.agencies if one.id == agency.code), None)
    names = names_in(terms)
    last = last_day(named) if named is not None else None
    judged = min(day, last) if last is not None else day
    seats = tuple(_seats(agency, terms, judged))
    before = [one for one in terms.agencies if agency.code in one.becomes]
    after = named.becomes if named is not None else ()
    return AgencyPage(
        lead=_lead(_life(named, names, day), len(seats), is_over=_is_over(named, day)),
        has_ended=last is not None,
        before=tuple(Linked(code=one.id, name=one.name) for one in before),
        after=tuple(Linked(code=word, name=names.get(word, word)) for word in after),
        seats=seats,
        posts=tuple(post_row(one, day) for one in posts_of(agency)),
        terms_number=record.number,
    )


def _lead(life: str, seats: int, *, is_over: bool) -> str:
    counted = ngettext("%(n)d seat", "%(n)d seats", seats) % {"n": seats}
    if not seats:
        has = _("It had no seat.") if is_over else _("It has no seat.")
    else:
        has = (_("It had %(seats)s.") if is_over else _("It has %(seats)s.")) % {"seats": counted}
    return f"{life} {has}".strip()


def _seats(agency: Agency, terms: Terms, day: date) -> Iterable[SeatOfRecord]:
    names = names_in(terms)
    held = Appointment.objects.filter(body__partnership=agency.partnership, is_confirmed=True)
    sat: dict[tuple[str, str], list[str]] = {}
    for row in held.select_related("body", "person").order_by("-from_on", "-pk"):
        sat.setdefault((row.body.code, row.seat), []).append(f"{row.person.name}, {days_of(row)}")
    posts = posts_of_seats(terms, day)
    for one in seats_of_agency(terms, agency.code, day):
        yield SeatOfRecord(
            body=one.body,
            body_name=names.get(one.body, one.body),
            seat=posts.get((one.body, one.seat), seat_in_words(one.seat)),
            sittings=tuple(sat.get((one.body, one.seat), ())),
        )


def days_of(row: InForce) -> str:
    """From which day to which something holds: "1 April 2024 to 30 June 2025" or "since 1 April 2024"."""
    if row.until_on is None:
        return _("since %(day)s") % {"day": day_words(row.from_on)}
    return _("%(first)s to %(last)s") % {"first": day_words(row.from_on), "last": day_words(row.until_on)}


def post_row(post: Post, day: date) -> PostRow:
    """A post with its holders on a day; those before and after them stand under the earlier."""
    held = sorted(post.holdings.all(), key=lambda one: one.from_on, reverse=True)
    return PostRow(
        number=post.pk,
        title=post.title,
        days=days_of(post),
        holders=tuple(_holder(one) for one in held if one.is_in_force(day)),
        earlier=tuple(_holder(one) for one in held if not one.is_in_force(day)),
    )


def _holder(held: PostHeld) -> str:
    how = {PostHeld.Standing.ACTING: _(", acting"), PostHeld.Standing.INTERIM: _(", interim")}
    return f"{held.person.name}{how.get(PostHeld.Standing(held.standing), '')}, {days_of(held)}"
