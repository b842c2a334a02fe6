"""What is worth knowing of seats, offices and organisations, and quorums that cannot be met.

Source: the partnership file, sections 5, 7, 8 and 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from throughline.rules.terms.check_context import Checked, ended, finding
from throughline.rules.terms.model import (
    AllOf,
    AnyOf,
    Body,
    Finding,
    Leaf,
    Number,
    Office,
    Open,
    Quorum,
    Seat,
    Who,
    in_use,
)
from throughline.rules.terms.seats import SeatPlace, seats_on
from throughline.rules.terms.succession import employer_of, organisation_on, set_members
from throughline.rules.terms.words_for import names_in
from throughline.words.formats import list_words


def people(checked: Checked) -> Iterator[Finding]:
    """Findings about who sits and who holds office. Source: the partnership file, section 12."""
    for body in checked.bodies():
        for seat in body.seats:
            if not ended(seat, checked.day):
                yield from _of_seat(checked, seat)
        for office in body.offices:
            if not ended(office, checked.day):
                yield from _of_office(checked, office)
        yield from _lapsed(checked, body)
    for body in checked.now.bodies:
        places = seats_on(checked.written, body.id, checked.day)
        yield from _merged(checked, body, places)
        for quorum in body.quorum:
            yield from _one_employer(checked, body, quorum, places)
            if _cannot_be_met(checked, body, quorum.test, places):
                yield finding("E", "quorum-impossible", quorum, "cannot be met even with every seat present")


def _lapsed(checked: Checked, body: Body) -> Iterator[Finding]:
    """Offices for which the file has only an entry that has ended."""
    standing = {office.id for office in body.offices if not ended(office, checked.day)}
    for office in body.offices:
        if office.id not in standing:
            yield finding("L", f"{office.id}-term-expired", office, f"held only until {in_use(office.until)}")


def _of_seat(checked: Checked, seat: Seat) -> Iterator[Finding]:
    number, posts = in_use(seat.number), in_use(seat.post)
    if isinstance(number, Number) and number.as_ is None:
        least, most = number.at_least or 0, number.at_most
        range_ = f"{least} to {most}" if most is not None else f"{least} or more"
        yield finding("L", "seat-number-range", seat, f"{range_}: record the number chosen", key="number")
    if isinstance(posts, tuple) and len(posts) > 1:
        message = f"any of {len(posts)} posts may fill it: {'; '.join(posts)}"
        yield finding("L", "alternative-post", seat, message, key="post")
    sets: tuple[str, ...] | None = in_use(seat.one_per)
    if sets:
        yield _of_set(checked, seat, sets)
        for member in set_members(checked.settled, sets):
            yield from _ended(checked, seat, member, "seat")
    named: str | None = in_use(seat.agency)
    if named:
        yield from _ended(checked, seat, named, "seat")


def _of_set(checked: Checked, seat: Seat, sets: tuple[str, ...]) -> Finding:
    known = len(set_members(checked.settled, sets))
    if any(one.open for one in checked.settled.sets if one.id in sets):
        message = f"one seat for each of a set whose members are not all listed ({known} known)"
        return finding("L", "variable-seat-set", seat, message, key="one_per")
    return finding("L", "compound-seat", seat, f"one line of the terms is {known} seats", key="one_per")


def _ended(checked: Checked, entry: Seat | Office, named: str, what: str) -> Iterator[Finding]:
    agency = next((one for one in checked.settled.agencies if one.id == named), None)
    if agency is None or not ended(agency, checked.day):
        return
    successor = organisation_on(checked.settled, named, checked.day)
    after = (
        f"the {what} passes to {successor.name}"
        if successor
        else f"no single successor, the {what} is vacant until the board decides"
    )
    yield finding("L", "agency-ended", entry, f"{agency.name} ended {in_use(agency.until)}: {after}")


def _of_office(checked: Checked, office: Office) -> Iterator[Finding]:
    holder: Who | None = in_use(office.held_by)
    if not isinstance(holder, Who):
        return
    for word in holder.is_:
        yield from _ended(checked, office, word, "office")
    agencies = {agency.id for agency in checked.settled.agencies}
    bare = Who(is_=holder.is_, sector=holder.sector)
    if office.id == "chair" and holder == bare and set(holder.is_) <= agencies and not in_use(office.joint):
        message = "no post named: its most senior member present presides"
        yield finding("L", "chair-no-post", office, message, key="held_by")


def _merged(checked: Checked, body: Body, places: tuple[SeatPlace, ...]) -> Iterator[Finding]:
    held = sorted((p for p in places if p.organisation), key=lambda p: p.organisation or "")
    for organisation, group in groupby(held, key=lambda p: p.organisation):
        seats = list(group)
        if len({place.named for place in seats}) > 1:
            name = _name(checked, organisation or "")
            said = list_words([_post_and_organisation(checked, place) for place in seats])
            message = f"{said} are now seats of one organisation, {name}: keep, merge or end?"
            yield finding("L", "seats-merged", seats[0].seat, message)


def _post_and_organisation(checked: Checked, place: SeatPlace) -> str:
    organisation = _name(checked, place.named or "")
    posts: tuple[str, ...] = in_use(place.seat.post) or ()
    return f"{list_words(posts, joining='or')} ({organisation})" if posts else f"the seat of {organisation}"


def _name(checked: Checked, word: str) -> str:
    return names_in(checked.settled).get(word, word)


def _one_employer(
    checked: Checked, body: Body, quorum: Quorum, places: tuple[SeatPlace, ...]
) -> Iterator[Finding]:
    if "organisations" not in _units(quorum.test):
        return
    by_employer: dict[str, set[str]] = {}
    for place in places:
        if place.organisation and place.as_ != "in-attendance":
            employer = employer_of(checked.settled, place.organisation)
            by_employer.setdefault(employer, set()).add(place.organisation)
    for employer, organisations in by_employer.items():
        if len(organisations) > 1:
            message = (
                f"{len(organisations)} organisations have one employer, {_name(checked, employer)}: "
                "the quorum is shown both ways"
            )
            yield finding("L", "one-employer", quorum, message)


def _units(test: Any) -> set[str]:
    test = in_use(test)
    if isinstance(test, AllOf | AnyOf):
        return {unit for part in test.parts for unit in _units(part)}
    counted: Any = test.count if isinstance(test, Leaf) else None
    return {in_use(counted) or ""}


def _cannot_be_met(checked: Checked, body: Body, test: Any, places: tuple[SeatPlace, ...]) -> bool:
    """Whether a test is false even with every seat present; never so where a number is not known."""
    if isinstance(test, AllOf):
        return any(_cannot_be_met(checked, body, part, places) for part in test.parts)
    if isinstance(test, AnyOf):
        return all(_cannot_be_met(checked, body, part, places) for part in test.parts)
    if not isinstance(test, Leaf) or test.weight or test.from_each is not None:
        return False
    least = test.at_least if isinstance(test.at_least, int) else None
    if least is None and isinstance(test.more_than, int):
        least = test.more_than + 1
    matching = _matching(checked, body, test.who, places)
    if least is None or matching is None or not isinstance(test.count, str | Open):
        return False
    counted = [_most(checked, unit, matching) for unit in _options(test.count)]
    return bool(counted) and all(most is not None and most < least for most in counted)


def _options(count: Any) -> tuple[str, ...]:
    if not isinstance(count, Open):
        return (count,)
    return (count.proposed, *count.alternatives) if count.proposed else ()


def _matching(
    checked: Checked, body: Body, who: Any, places: tuple[SeatPlace, ...]
) -> tuple[SeatPlace, ...] | None:
    """The seats that a who of plain words matches; None where only people can tell, or a number is open."""
    present = tuple(place for place in places if place.as_ != "in-attendance")
    if not places or not all(place.number_settled for place in present) or _has_open_set(checked, body):
        return None
    if who is None or who == Who(is_=("members",)):
        return present
    if not isinstance(who, Who) or who != Who(is_=who.is_) or not who.is_:
        return None
    if who.is_ == ("voters",):
        return tuple(place for place in present if place.as_ == "member")
    agencies = {agency.id for agency in checked.settled.agencies}
    if not set(who.is_) <= agencies:
        return None
    wanted = {one.id for word in who.is_ if (one := organisation_on(checked.settled, word, checked.day))}
    return tuple(place for place in present if place.organisation in wanted)


def _has_open_set(checked: Checked, body: Body) -> bool:
    is_open = {one.id for one in checked.settled.sets if one.open}
    sets: list[tuple[str, ...] | None] = [in_use(seat.one_per) for seat in body.seats]
    return any(is_open & set(each or ()) for each in sets)


def _most(checked: Checked, unit: str, places: tuple[SeatPlace, ...]) -> int | None:
    """The most distinct units that these seats can bring; None where appointment decides it."""
    if unit in ("people", "seats"):
        return len(places)
    if any(place.organisation is None and place.vacant_reason != "organisation ended" for place in places):
        return len(places)
    held = [place.organisation for place in places if place.organisation]
    return len(set(held if unit == "organisations" else [employer_of(checked.settled, one) for one in held]))
