"""Made-up people: who they are in truth, with twins and with fathers and sons of one name at one address."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.figures.made_up.names import FORENAMES, MEN, SURNAMES, common_first

BORN_FROM = np.datetime64("1940-01-01", "D")
BORN_TO = np.datetime64("2010-01-01", "D")
TWINS, FATHERS = 0.015, 0.03
"""The shares of pairs of neighbours in the list who are twins, and who are a father and a son."""
YEARS_OF_NUMBERS = 36
"""PNC ids are made up for the years from 1990."""
FORENAMES_BORNE = 0.7
SURNAMES_BORNE = 0.6
"""How steeply names fall from common to rare: two people drawn at random share both in 1 of 100,000 pairs."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class People:
    """Made-up people, a place in each array for each: names as places in the lists of names."""

    person: Numbers
    forename: Numbers
    surname: Numbers
    birth: NDArray[np.datetime64]
    is_man: NDArray[np.bool_]
    home: Numbers
    """The address, as a number that a postcode is made from."""

    def __len__(self) -> int:
        return len(self.person)


def people_from(first: int, count: int, *, homes: int, chance: np.random.Generator) -> People:
    """So many made-up people, numbered from the first, who live at so many addresses."""
    is_man = chance.random(count) < 0.8
    people = People(
        np.arange(first, first + count, dtype=np.int64),
        _forenames(is_man, chance),
        _drawn(len(SURNAMES), SURNAMES_BORNE, count, chance),
        _births(count, chance),
        is_man,
        chance.integers(0, homes, count),
    )
    _make_families(people, chance)
    return people


def _drawn(size: int, steepness: float, count: int, chance: np.random.Generator) -> Numbers:
    bounds = np.cumsum(common_first(size, steepness=steepness, seed=size))
    return np.minimum(np.searchsorted(bounds, chance.random(count)), size - 1).astype(np.int64)


def _forenames(is_man: NDArray[np.bool_], chance: np.random.Generator) -> Numbers:
    men = _drawn(len(MEN), FORENAMES_BORNE, len(is_man), chance)
    women = _drawn(len(FORENAMES) - len(MEN), FORENAMES_BORNE, len(is_man), chance) + len(MEN)
    return np.where(is_man, men, women)


def _births(count: int, chance: np.random.Generator) -> NDArray[np.datetime64]:
    """Most people who offend were born in the twenty years around 1988."""
    days = chance.normal(48 * 365.25, 12 * 365.25, count).astype(np.int64)
    return BORN_FROM + np.clip(days, 0, int((BORN_TO - BORN_FROM).astype(np.int64)) - 1)


def _make_families(people: People, chance: np.random.Generator) -> None:
    """Turn some neighbours in the list into twins, and others into a father and his son of one name."""
    older = np.arange(0, len(people) - 1, 2)
    drawn = chance.random(len(older))
    twins = older[drawn < TWINS]
    fathers = older[(drawn >= TWINS) & (drawn < TWINS + FATHERS)]
    fathers = fathers[people.birth[fathers] < np.datetime64("1985-01-01")]
    for one in (twins, fathers):
        people.surname[one + 1] = people.surname[one]
        people.home[one + 1] = people.home[one]
    people.birth[twins + 1] = people.birth[twins]
    people.forename[twins + 1] = _names_for_twins(people, twins, chance)
    people.is_man[fathers] = people.is_man[fathers + 1] = True
    people.forename[fathers] = people.forename[fathers + 1] = _forenames(people.is_man[fathers], chance)
    births = people.birth[fathers] + chance.integers(17 * 365, 40 * 365, len(fathers))
    people.birth[fathers + 1] = np.minimum(births, BORN_TO - 1)


def _names_for_twins(people: People, twins: Numbers, chance: np.random.Generator) -> Numbers:
    """Another name than the first twin's; for half of those of one sex a neighbour in the alphabet."""
    first, sexes = people.forename[twins], people.is_man[twins + 1]
    low = np.where(sexes, 0, len(MEN))
    high = np.where(sexes, len(MEN), len(FORENAMES))
    near = np.where(first + 1 < high, first + 1, low)
    far = people.forename[twins + 1]
    alike = (people.is_man[twins] == sexes) & (chance.random(len(twins)) < 0.5)
    return np.where(alike | (far == first), near, far)
