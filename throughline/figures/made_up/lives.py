"""What became of made-up people: sentences, releases, orders, outcomes of the young, and what ended them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from throughline.figures.made_up.offending import UNTIL, offences_of
from throughline.figures.made_up.people import Numbers, People

if TYPE_CHECKING:
    import pyarrow as pa

Days = NDArray[np.datetime64]
Words = NDArray[np.object_]
NEVER = np.datetime64("NaT", "D")
OF_AGE = 6_575
"""Eighteen years, in days."""
SENTENCES = ("custody", "suspended-sentence", "community-order", "fine", "discharge", "other")
SENTENCE_CHANCES = (0.10, 0.08, 0.14, 0.43, 0.15, 0.10)
CUSTODY_OF_THE_YOUNG = 0.04
COURT = ("suspended-sentence", "community-order", "fine", "discharge", "other")
"""The sentences short of custody: a follow-up begins on their day."""
ORDERS = ("suspended-sentence", "community-order")
OF_ORDERS = (("completed", 0.75), ("revoked", 0.20), ("transferred", 0.05))
RECALLED, DIED, DEPORTED = 0.15, 0.02, 0.005
"""Shares: of licences, those recalled; of orders after which nothing more was done, those ended by each."""
LONGEST = 4_000


@dataclass(frozen=True)
class Offences:
    """Offences in the order of person and day, as they were known on the last day; a place for each."""

    owner: Numbers
    """The place of the person among the people."""
    day: Days
    proved: Days
    outcome: Words
    group: Words
    disposal: Words


@dataclass(frozen=True)
class Sentences:
    """Time in custody for an offence: when it began and ended, and for how many days it was given."""

    owner: Numbers
    began: Days
    released: Days
    given: Numbers
    group: Words


@dataclass(frozen=True)
class Orders:
    """Orders and licences: what they were, when they began and ended, why, and for which kind of offence."""

    owner: Numbers
    kind: Words
    began: Days
    ended: Days
    because: Words
    group: Words


@dataclass(frozen=True)
class Lives:
    """All that is known of some people in truth."""

    offences: Offences
    sentences: Sentences
    orders: Orders
    is_young: NDArray[np.bool_]
    """Of each offence, whether it was proved before the person was eighteen."""


def lives_of(people: People, total: int, *, chance: np.random.Generator) -> Lives:
    """What so many offences made of people whose numbers follow each other.

    A proof that would come after the last day has not come. Raises ValueError as offences_of does.
    """
    table = offences_of(people, total, chance=chance)
    owner = table["person"].to_numpy() - people.person[0]
    day = table["offence_date"].to_numpy().astype("datetime64[D]")
    proved = table["proved_date"].to_numpy().astype("datetime64[D]")
    proved[proved >= UNTIL] = NEVER
    is_proved = ~np.isnat(proved)
    outcome = _words_of(table, "outcome")
    outcome[~is_proved] = None
    is_young = is_proved & ((proved - people.birth[owner]).astype(np.int64) < OF_AGE)
    disposal = _disposals(outcome, is_young, chance)
    group = _words_of(table, "offence_group")
    offences = Offences(owner, day, proved, outcome, group, disposal)
    sentences = _sentences(offences, chance)
    return Lives(offences, sentences, _orders(offences, sentences, is_young, chance), is_young)


def _words_of(table: pa.Table, column: str) -> Words:
    return np.array(table[column].cast("string").to_numpy())


def drawn(
    words: tuple[str, ...], chances: tuple[float, ...], count: int, chance: np.random.Generator
) -> Words:
    """So many words, each drawn with its chance; the chances add up to one."""
    places = np.searchsorted(np.cumsum(chances), chance.random(count))
    return np.asarray(np.array(words, object)[np.minimum(places, len(words) - 1)])


def _disposals(outcome: Words, is_young: NDArray[np.bool_], chance: np.random.Generator) -> Words:
    count = len(outcome)
    of_adults = drawn(SENTENCES, SENTENCE_CHANCES, count, chance)
    of_young = np.where(chance.random(count) < CUSTODY_OF_THE_YOUNG, "custody", "other")
    sentence = np.where(is_young, of_young, of_adults)
    return np.where(outcome == "conviction", sentence, outcome)


def _sentences(offences: Offences, chance: np.random.Generator) -> Sentences:
    """Half of each sentence is served in custody; who has not come out by the last day is still there."""
    rows = np.flatnonzero(offences.disposal == "custody")
    given = np.minimum(14 + chance.exponential(300, len(rows)).astype(np.int64), LONGEST)
    began = offences.proved[rows]
    released = began + given // 2
    released[released >= UNTIL] = NEVER
    return Sentences(offences.owner[rows], began, released, given, offences.group[rows])


def _orders(
    offences: Offences, sentences: Sentences, is_young: NDArray[np.bool_], chance: np.random.Generator
) -> Orders:
    rows = np.flatnonzero(np.isin(offences.disposal, ORDERS) & ~is_young)
    out = np.flatnonzero((sentences.given >= 365) & ~np.isnat(sentences.released))
    owner = np.concatenate([offences.owner[rows], sentences.owner[out]])
    is_licence = np.repeat([False, True], [len(rows), len(out)])
    began = np.concatenate([offences.proved[rows], sentences.released[out]])
    length = np.concatenate([365 * chance.integers(1, 3, len(rows)), sentences.given[out] // 2])
    because = drawn(*_names_and_chances(OF_ORDERS), len(owner), chance)
    because[is_licence] = "completed"
    because[is_licence & (chance.random(len(owner)) < RECALLED)] = "recalled"
    _end_some(because, _is_last(offences, owner, began), chance)
    served = np.where(because == "completed", 1.0, chance.random(len(owner)))
    ended = began + np.maximum(length * served, 1).astype(np.int64)
    still = ended >= UNTIL
    ended[still], because[still] = NEVER, None
    kind = np.concatenate([offences.disposal[rows], np.full(len(out), "licence", object)])
    group = np.concatenate([offences.group[rows], sentences.group[out]])
    return Orders(owner, kind, began, ended, because, group)


def _names_and_chances(told: tuple[tuple[str, float], ...]) -> tuple[tuple[str, ...], tuple[float, ...]]:
    return tuple(name for name, _ in told), tuple(share for _, share in told)


def _is_last(offences: Offences, owner: Numbers, began: Days) -> NDArray[np.bool_]:
    """Of each order, whether it alone began no sooner than all that its person did or had proved."""
    starts = np.flatnonzero(np.diff(offences.owner, prepend=-1))
    proved = np.where(np.isnat(offences.proved), offences.day, offences.proved)
    last = np.maximum.reduceat(np.maximum(offences.day, proved).astype(np.int64), starts)
    is_last = began.astype(np.int64) >= last[owner]
    return np.asarray(is_last & (np.bincount(owner[is_last], minlength=len(last))[owner] == 1))


def _end_some(because: Words, is_last: NDArray[np.bool_], chance: np.random.Generator) -> None:
    """Have death or deportation end some of the orders after which nothing more came."""
    share = chance.random(len(because))
    because[is_last & (share < DIED)] = "death"
    because[is_last & (share >= DIED) & (share < DIED + DEPORTED)] = "deportation"
