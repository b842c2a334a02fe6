"""A partnership file with one organisation ended and those that follow it.

Source: the partnership file, section 5 ("Succession"); rule R48.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import tomlkit
from tomlkit.items import AoT

from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Agency, Terms, in_use, last_day
from throughline.rules.terms.reader import read
from throughline.rules.terms.succession import organisation_on
from throughline.rules.terms.words_for import names_in
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class SuccessionUnusable(Refused):
    """An organisation cannot be followed in this way."""


@dataclass(frozen=True, kw_only=True)
class NewAgency:
    """An organisation that the file does not name yet."""

    id: str
    name: str
    sector: str = ""


@dataclass(frozen=True, kw_only=True)
class Succession:
    """Which organisation ends, on which day others follow, and where its seats go.

    ``seats`` holds pairs of body and seat with the successor that takes the seat: needed only where
    there are several successors. ``closed`` are seats that end with the organisation.
    """

    agency: str
    first_day: date
    """The first day on which the successors stand; the organisation's last day is the one before."""
    becomes: tuple[str, ...]
    new: tuple[NewAgency, ...] = ()
    seats: Mapping[tuple[str, str], str] = field(default_factory=dict)
    closed: tuple[tuple[str, str], ...] = ()

    @property
    def last_day(self) -> date:
        """The last day of the organisation that ends."""
        return self.first_day - timedelta(days=1)


def with_succession(text: str, change: Succession) -> str:
    """The text of a file in which an organisation has ended and others follow it; the rest is kept.

    What held before the first day holds as it did. Raises SuccessionUnusable where the organisation is
    unknown, has ended or would follow itself, a successor does not stand that day, or a seat is not its own.
    Source: the partnership file, section 5; rule R48.
    """
    terms = read(text)
    _refuse_unusable(terms, change)
    document = tomlkit.parse(text)
    _end(document, change)
    for new in change.new:
        _add(document, "agency", _agency_table(new, change.first_day))
    bodies = {body["id"]: body for body in document["body"]}
    for (body, seat), agency in change.seats.items():
        _give(bodies[body], seat, agency, change.first_day)
    for body, seat in change.closed:
        _latest(bodies[body], seat, change.first_day)["until"] = change.last_day
    written = tomlkit.dumps(document)
    read(written)
    return written


def _refuse_unusable(terms: Terms, change: Succession) -> None:
    ending = _agency(terms, change.agency)
    known = last_day(ending)
    if known is not None:
        raise SuccessionUnusable(
            f"{ending.name} ends on {day_words(known)} by the terms already. Nothing was changed."
        )
    if change.agency in change.becomes:
        raise SuccessionUnusable(f"{ending.name} cannot follow itself. Choose another organisation.")
    new = {one.id for one in change.new}
    if clash := new & names_in(terms).keys():
        raise SuccessionUnusable(
            f"“{min(clash)}” is in use already. Choose the organisation from the list, or another name."
        )
    for word in change.becomes:
        if word not in new:
            _refuse_not_standing(terms, word, change.first_day)
    _refuse_foreign_seats(terms, change)


def _refuse_not_standing(terms: Terms, word: str, day: date) -> None:
    successor = _agency(terms, word)
    standing = organisation_on(terms, word, day)
    if standing is None or standing.id != word:
        raise SuccessionUnusable(
            f"{successor.name} has ended by {day_words(day)} and cannot follow anybody. Choose another."
        )


def _refuse_foreign_seats(terms: Terms, change: Succession) -> None:
    before = on(terms, change.last_day)
    for (body, seat), agency in change.seats.items():
        own = before.body_if_any(body)
        entries = [] if own is None else [one for one in own.seats if one.id == seat]
        if not any(in_use(one.agency) == change.agency for one in entries):
            raise SuccessionUnusable(f"The seat “{seat}” is not one that this organisation has by itself.")
        if agency not in change.becomes:
            raise SuccessionUnusable(f"The seat “{seat}” can only go to an organisation that follows.")


def _agency(terms: Terms, word: str) -> Agency:
    found = next((one for one in terms.agencies if one.id == word), None)
    if found is None:
        raise SuccessionUnusable(f"The terms name no organisation “{word}”. Choose one from the list.")
    return found


def _end(document: Any, change: Succession) -> None:
    table = next(one for one in document["agency"] if one["id"] == change.agency)
    table["until"] = change.last_day
    if change.becomes:
        table["becomes"] = change.becomes[0] if len(change.becomes) == 1 else list(change.becomes)


def _agency_table(new: NewAgency, day: date) -> dict[str, Any]:
    said = {"id": new.id, "name": new.name, "sector": new.sector, "from": day}
    return {key: value for key, value in said.items() if value != ""}


def _give(body: Any, seat: str, agency: str, day: date) -> None:
    """Add a version of the seat from the day on; the earlier one stands for the days before."""
    kept = {key: value for key, value in _latest(body, seat, day).items() if key not in _OF_ONE_VERSION}
    _add(body, "seat", {**kept, "agency": agency, "from": day})


_OF_ONE_VERSION = ("from", "until", "decided", "note", "agency")


def _latest(body: Any, seat: str, day: date) -> Any:
    return max(_versions(body, seat, day), key=lambda one: str(one.get("from", "")))


def _versions(body: Any, seat: str, day: date) -> Iterator[Any]:
    for one in body["seat"]:
        if one["id"] == seat and str(one.get("from", "")) < str(day):
            yield one


def _add(parent: Any, name: str, said: Mapping[str, Any]) -> None:
    table = tomlkit.table() if isinstance(parent[name], AoT) else tomlkit.inline_table()
    table.update(said)
    parent[name].append(table)
