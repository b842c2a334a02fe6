"""The terms of one body, read from its partnership file, as sections of sentences.

Every entry in force becomes one clause with the founding document's own address beside it; what is
open says so. An empty section stays, because silence is shown as silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from throughline.papers.terms_of_reference import TermsClause, TermsPrinted, TermsSection
from throughline.rules.chairs_elsewhere import chairs_elsewhere
from throughline.rules.terms.model import (
    Approval,
    Body,
    Clause,
    Duty,
    Entry,
    Line,
    Meets,
    Office,
    Open,
    Quorum,
    Seat,
    Span,
    Terms,
    Version,
    Vote,
    in_use,
)
from throughline.rules.terms.words_for import (
    every_in_words,
    frequency_in_words,
    in_words,
    names_in,
    test_in_words,
)
from throughline.words.formats import list_words

Names = Mapping[str, str]

NOTES: Final = ("missing", "context")
"""Kinds of clause that say something about the document and promise nothing."""
LINES: Final = {
    "reports-to": "Reports to",
    "accountable-to": "Is accountable to",
    "holds-to-account": "Holds to account",
    "directs": "Directs",
    "delegates-to": "Delegates to",
    "part-of": "Is part of",
    "liaises-with": "Works with",
    "consults": "Consults",
    "advises": "Advises",
    "refers-to": "Refers to",
    "commissions": "Commissions",
    "linked-with": "Is linked with, kind not stated:",
}


def terms_in_sections(on_the_day: Terms, body: str) -> TermsPrinted:
    """The terms of a body as they hold on one day (give it the terms of that day).

    Raises ``KeyError`` if the file has no such body.
    Source: the partnership file, section 7 and section 8 ("Printed back").
    """
    own, names = on_the_day.body(body), names_in(on_the_day)
    version = own.versions[-1] if own.versions else None
    return TermsPrinted(
        body=own.name,
        status=_status(version),
        in_force_from=in_words(version.from_) if version and version.from_ else "Not stated",
        sections=tuple(_sections(on_the_day, own, names)),
    )


def _status(version: Version | None) -> str:
    return in_words(version.status).capitalize() if version and version.status else "Not stated"


def _sections(terms: Terms, body: Body, names: Names) -> Iterable[TermsSection]:
    for kind in dict.fromkeys(clause.kind for clause in body.clauses if clause.kind not in NOTES):
        own = [clause for clause in body.clauses if clause.kind == kind]
        yield TermsSection(kind.replace("-", " ").capitalize(), tuple(_sentence(one) for one in own))
    programmes = {one.id: one.name for one in terms.programmes}
    seats = tuple(
        _seat(seat, names, programmes, _also_chairs(terms, body, seat, names)) for seat in body.seats
    )
    yield TermsSection("Membership", seats)
    yield TermsSection("Chair and other offices", tuple(_office(office, names) for office in body.offices))
    yield TermsSection("Meetings", tuple(_meets(meets) for meets in body.meets))
    yield TermsSection("Quorum", tuple(_tested(quorum, names) for quorum in body.quorum))
    yield TermsSection("How the body decides", tuple(_tested(vote, names) for vote in body.vote))
    yield TermsSection("Duties", tuple(_duty(duty, names) for duty in body.duties))
    yield TermsSection("Approvals", tuple(_approval(approval, names) for approval in body.approvals))
    yield TermsSection("Other bodies", tuple(_line(line, names) for line in body.lines))
    notes = tuple(_sentence(clause) for clause in body.clauses if clause.kind in NOTES)
    if notes:
        yield TermsSection("Notes on the document", notes)


def _clause(entry: Entry, words: str, *values: Any) -> TermsClause:
    """One sentence, with the address of its entry and in what way it is open, if any of its values is."""
    sentence = words[:1].upper() + words[1:]
    whole = sentence if sentence.endswith((".", ":", "?")) else f"{sentence}."
    reasons = dict.fromkeys(_reason(value) for value in values if isinstance(value, Open))
    source = entry.clause or ((entry.id,) if isinstance(entry, Clause) else ())
    return TermsClause(whole, ", ".join(source), "; ".join(reasons))


def _reason(value: Open[Any]) -> str:
    if value.conflict:
        return "the document says two things"
    if value.proposed is None:
        return "the document leaves it open"
    return "a reading is proposed, and the board has not agreed it"


def _sentence(clause: Clause) -> TermsClause:
    return _clause(clause, clause.text or clause.id.replace("-", " ").capitalize())


def _also_chairs(terms: Terms, body: Body, seat: Seat, names: Names) -> str:
    """The other bodies that whoever holds a seat chairs, in words; empty if the terms name none."""
    chairs = chairs_elsewhere(terms, body.id, seat)
    settled = [names.get(one.body, one.body) for one in chairs if one.is_settled]
    by_one_reading = [names.get(one.body, one.body) for one in chairs if not one.is_settled]
    said = [f"also chairs {list_words(settled)}"] if settled else []
    said += [f"chairs {list_words(by_one_reading)} by one reading"] if by_one_reading else []
    return "; ".join(said)


def _programmes(seat: Seat, programmes: Names) -> str:
    return list_words(tuple(programmes.get(word, word) for word in in_use(seat.programme) or ()))


def _seat(seat: Seat, names: Names, programmes: Names, chairs: str) -> TermsClause:
    holder = next(
        (one for one in (seat.agency, seat.body, seat.office, seat.class_, seat.sector) if one), None
    )
    said = [
        names.get(str(holder), "") or in_words(holder, names) if holder else seat.id.replace("-", " "),
        f"post {in_words(seat.post, names)}" if seat.post else "",
        f"level {in_words(seat.level).replace('-', ' ')}" if seat.level else "",
        f"number {in_words(seat.number, names)}" if seat.number else "",
        f"as {in_words(seat.as_, names)}" if seat.as_ else "",
        in_words(seat.class_, names) if seat.class_ and holder is not seat.class_ else "",
        f"also {in_words(seat.also)}" if seat.also else "",
        f"for {_programmes(seat, programmes)}" if seat.programme else "",
        chairs,
    ]
    words = ", ".join(part for part in said if part)
    return _clause(seat, words, seat.agency, seat.post, seat.number, seat.as_)


def _office(office: Office, names: Names) -> TermsClause:
    title = office.title or office.id.replace("-", " ").capitalize()
    held = office.held_by if office.held_by is not None else office.rotates
    chosen = f"chosen by {in_words(office.chosen_by, names)}" if office.chosen_by else "holder not stated"
    holder = in_words(held, names) if held else chosen
    absence = f"; when absent, {in_words(office.in_absence, names)}" if office.in_absence else ""
    return _clause(
        office,
        f"{title}: {holder}{absence}",
        office.held_by,
        office.rotates,
        office.chosen_by,
        office.in_absence,
    )


def _meets(meets: Meets) -> TermsClause:
    words = f"{meets.kind.replace('-', ' ').capitalize()} meetings: {frequency_in_words(meets)}"
    return _clause(meets, words, meets.every, meets.at_least, meets.on)


def _tested(entry: Quorum | Vote, names: Names) -> TermsClause:
    what = f"For {', '.join(entry.for_)}: " if entry.for_ else ""
    test = test_in_words(entry.test, names) if entry.test is not None else "Not defined. None is assumed"
    return _clause(entry, what + test, *_open_parts(in_use(entry.test)), entry.test)


def _open_parts(test: Any) -> Iterable[Any]:
    """What is open inside a test, at any depth."""
    if hasattr(test, "parts"):
        return [value for part in test.parts for value in _open_parts(part)]
    return vars(test).values() if hasattr(test, "__dict__") else ()


def _duty(duty: Duty, names: Names) -> TermsClause:
    owner = in_words(duty.owed_by, names) if duty.owed_by else "Owner not stated"
    said = [
        f"{owner}: {duty.what.replace('-', ' ')}",
        f"to {in_words(duty.to, names)}" if duty.to else "",
        in_words(duty.due, names) if duty.due else "",
        _every(duty.every),
        f"at least {in_words(duty.at_least)}" if duty.at_least else "",
    ]
    return _clause(
        duty, ", ".join(part for part in said if part), duty.owed_by, duty.to, duty.due, duty.at_least
    )


def _every(value: Any) -> str:
    if value is None:
        return ""
    return every_in_words(value) if isinstance(value, Span) else f"every {in_words(value)}"


def _approval(approval: Approval, names: Names) -> TermsClause:
    needs = in_words(approval.needs, names) if approval.needs else "consent not stated"
    return _clause(approval, f"{approval.what.replace('-', ' ').capitalize()} needs: {needs}", approval.needs)


def _line(line: Line, names: Names) -> TermsClause:
    kind = LINES.get(line.type, line.type.replace("-", " ").capitalize())
    purpose = f", for {line.purpose}" if line.purpose else ""
    return _clause(line, f"{kind} {in_words(line.to, names)}{purpose}", line.to)
