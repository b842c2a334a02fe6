"""Seats in words: the post that fills each, or the seat's own name where the terms name no post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Terms, in_use
from throughline.rules.terms.seats import seats_on
from throughline.rules.terms.words_for import in_words, names_in


def posts_of_seats(terms: Terms, day: date) -> Mapping[tuple[str, str], str]:
    """The post of each seat of each body on a day, by body and seat; asks nothing of the store."""
    names = names_in(terms)
    return {
        (body.id, place.id): in_words(in_use(place.seat.post), names)
        for body in on(terms, day).bodies
        for place in seats_on(terms, body.id, day)
        if in_use(place.seat.post)
    }


def seat_in_words(seat: str) -> str:
    """The seat's own name: "pol supt", or "district, blaby" for one of a set."""
    return seat.replace("-", " ").replace("/", ", ")
