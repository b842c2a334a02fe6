"""Barnet's two bodies, and a short way to say who is in the room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from throughline.rules.circle import Circle, Present
from throughline.rules.seats import circle_on
from throughline.rules.terms.reader import read

BARNET = read((Path(__file__).parents[2] / "partnerships" / "barnet.toml").read_text("utf-8"))


def group_on(day: date) -> Circle:
    """The delivery group on a day, nobody appointed."""
    return circle_on(BARNET, "rrdg", day)


def panel_on(day: date) -> Circle:
    """The case panel on a day, nobody appointed."""
    return circle_on(BARNET, "iom", day)


def room(circle: Circle, *said: str) -> tuple[Present, ...]:
    """Rows from words such as ``nps-aco`` or ``crc-aco by deputy``: a person named after each seat.

    ``Tansy as homes-mgr by deputy`` names the person, so that one person can have two seats.
    """
    return tuple(_row(circle, one) for one in said)


def _row(circle: Circle, said: str) -> Present:
    as_ = "deputy" if said.endswith(" by deputy") else "member"
    person, _, seat = said.removesuffix(" by deputy").rpartition(" as ")
    held = next(held for held in circle.seats if held.seat == seat)
    return Present(person=person or seat, seat=seat, organisation=held.organisation, as_=as_)
