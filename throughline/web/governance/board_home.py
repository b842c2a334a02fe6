"""What a board's home shows: what the terms say of the board, and who sits, on one day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.papers.terms_in_sections import LINES
from throughline.rules.circle import Circle, SeatHeld
from throughline.rules.presiding import presiding_order
from throughline.rules.seats import VacantSeat, electorate_in_words
from throughline.rules.terms.model import Entry, Office, Version, first_day, in_use
from throughline.rules.terms.words_for import frequency_in_words, in_words, names_in, test_in_words
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Body
from throughline.web.governance.queries import read_record, terms_record
from throughline.web.governance.seats.page import organisation_in_words, post_in_words, vacant_in_words

STRENGTHS = {"usual": "usually", "best-effort": "whenever possible", "as-required": "as required"}


@dataclass(frozen=True)
class Rule:
    """One rule in words, with its clause; ``is_silent`` where the terms say nothing."""

    name: str
    words: str
    clause: str = ""
    is_silent: bool = False


@dataclass(frozen=True)
class SeatShown:
    """A seat: its post, its organisation, who sits there, and why nobody does."""

    post: str
    organisation: str
    person: str
    why_empty: str


@dataclass(frozen=True)
class BoardHome:
    """A board's home on a day."""

    lead: str
    purposes: tuple[Rule, ...]
    scope: tuple[Rule, ...]
    """What is in its scope, and what its terms put out of it."""
    programmes: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    deadlines: tuple[Rule, ...]
    presiding: tuple[str, ...]
    offices: tuple[Rule, ...]
    lines: tuple[Rule, ...]
    seats: tuple[SeatShown, ...]
    terms_number: int
    documents: tuple[str, ...]


def board_home(body: Body, day: date) -> BoardHome:
    """The home of a board on a day.

    Raises NoTermsYet, and KeyError where the terms have no such board on that day.
    """
    seated = seated_on(body, day)
    circle = seated.circle
    names = names_in(circle.terms)
    vacant = {one.seat: one for one in seated.vacant}
    record = terms_record(body.partnership, day)
    written = read_record(record).body(body.code)
    return BoardHome(
        lead=_lead(circle, len(vacant), written.versions),
        purposes=tuple(_purposes(circle)),
        scope=tuple(_scope(circle)),
        programmes=tuple(_programmes(circle)),
        rules=tuple(_rules(circle, names)),
        deadlines=tuple(_deadlines(circle, names)),
        presiding=presiding_order(circle),
        offices=tuple(_office(one, names) for one in circle.body.offices),
        lines=tuple(_lines(circle, names)),
        seats=tuple(_seat(held, names, vacant.get(held.seat)) for held in circle.seats),
        terms_number=record.number,
        documents=tuple(one.document for one in circle.body.versions or written.versions if one.document),
    )


def _lead(circle: Circle, vacant: int, written: tuple[Version, ...]) -> str:
    if not written:
        return _("This body’s own terms are not in the partnership file; only what others say of it is.")
    if not circle.body.versions:
        return f"{_seats_counted(circle, vacant)} {_why_not_in_force(written)}"
    return _seats_counted(circle, vacant)


def _why_not_in_force(written: tuple[Version, ...]) -> str:
    if any(first_day(one) is None for one in written):
        return _("Its terms do not say from which day they are in force.")
    return _("No version of its terms is in force on this day.")


def _seats_counted(circle: Circle, vacant: int) -> str:
    if not circle.seats:
        return _("The terms list no seats, so nobody can be recorded as a member yet.")
    filled = len(circle.seats) - vacant
    counted = ngettext("%(n)d seat", "%(n)d seats", len(circle.seats)) % {"n": len(circle.seats)}
    if not vacant:
        return _("%(seats)s, all filled.") % {"seats": counted}
    return _("%(seats)s: %(filled)d filled, %(vacant)d vacant.") % {
        "seats": counted,
        "filled": filled,
        "vacant": vacant,
    }


def _purposes(circle: Circle) -> Iterator[Rule]:
    for clause in circle.body.clauses:
        if clause.kind in ("purpose", "function", "power") and clause.text:
            yield Rule(clause.kind, clause.text, clause.id)


def _scope(circle: Circle) -> Iterator[Rule]:
    """What the terms say is in scope first, then what is out of it."""
    words = {"scope": _("In scope"), "out-of-scope": _("Out of scope")}
    for kind, said in words.items():
        for clause in circle.body.clauses:
            if clause.kind == kind and clause.text:
                yield Rule(said, clause.text, clause.id)


def _programmes(circle: Circle) -> Iterator[Rule]:
    for programme in circle.terms.programmes:
        if circle.body.id in programme.governed_by:
            yield Rule(programme.kind or "", programme.name, _source(programme))


def _source(entry: Entry) -> str:
    return ", ".join(entry.clause)


def _rules(circle: Circle, names: Mapping[str, str]) -> Iterator[Rule]:
    body = circle.body
    silent = _("Not defined in the terms. None is assumed.")
    for name, entries in ((_("Quorum"), body.quorum), (_("Vote"), body.vote)):
        for entry in entries:
            what = f"{name}: {in_words(entry.for_, names)}" if entry.for_ else name
            words = test_in_words(entry.test, names) if entry.test is not None else silent
            yield Rule(what, words, _source(entry), is_silent=entry.test is None)
        if not entries:
            yield Rule(name, silent, is_silent=True)
    yield Rule(_("Who votes"), electorate_in_words(circle))
    for meets in body.meets:
        words = frequency_in_words(meets)
        said = (
            _("%(how)s, until the board decides otherwise") % {"how": words}
            if meets.until == "decision"
            else words
        )
        yield Rule(_("Meetings"), said[:1].upper() + said[1:], _source(meets))
    if not body.meets:
        yield Rule(_("Meetings"), silent, is_silent=True)
    yield _deputies(circle)


def _deputies(circle: Circle) -> Rule:
    rule = circle.body.deputy[-1] if circle.body.deputy else None
    if rule is None or rule.allowed is None:
        return Rule(_("Deputies"), _("The terms say nothing about deputies."), is_silent=True)
    if in_use(rule.allowed) is False:
        return Rule(_("Deputies"), _("Not allowed."), _source(rule))
    must = in_words(rule.must_be) if rule.must_be else ""
    words = _("Allowed, if %(conditions)s.") % {"conditions": must} if must else _("Allowed.")
    return Rule(_("Deputies"), words, _source(rule))


def _deadlines(circle: Circle, names: Mapping[str, str]) -> Iterator[Rule]:
    for duty in circle.body.duties:
        if duty.due is None:
            continue
        strength = STRENGTHS.get(str(in_use(duty.strength)), "")
        words = in_words(duty.due, names) + (f", {strength}" if strength else "")
        what = duty.what.replace("-", " ").capitalize()
        yield Rule(what, words[:1].upper() + words[1:], _source(duty))


def _office(office: Office, names: Mapping[str, str]) -> Rule:
    title = office.title or office.id.replace("-", " ").capitalize()
    held: Any = office.held_by if office.held_by is not None else office.rotates
    if held is None and office.chosen_by is not None:
        return Rule(
            title, _("Chosen by %(who)s") % {"who": in_words(office.chosen_by, names)}, _source(office)
        )
    if held is None:
        return Rule(title, _("The terms do not say who holds it."), _source(office), is_silent=True)
    words = in_words(held, names)
    until = _(", until the board decides otherwise") if office.until == "decision" else ""
    return Rule(title, words + until, _source(office))


def _lines(circle: Circle, names: Mapping[str, str]) -> Iterator[Rule]:
    for line in circle.body.lines:
        yield Rule(LINES.get(line.type, line.type), in_words(line.to, names), _source(line))


def _seat(held: SeatHeld, names: Mapping[str, str], vacant: VacantSeat | None) -> SeatShown:
    return SeatShown(
        post=post_in_words(held, names),
        organisation=organisation_in_words(held, names),
        person=held.person if held.is_filled and held.person else "",
        why_empty=vacant_in_words(vacant) if vacant else "",
    )
