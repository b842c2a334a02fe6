"""Records joined into people by their links, where no two may be joined that are kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Records = NDArray[np.int64]
Pair = tuple[int, int]
"""Two records, the smaller number first."""


@dataclass(frozen=True)
class Joined:
    """The person of each record, and the links that would have joined two records kept apart."""

    person: Records
    """In the order of the records: the smallest record number of the person."""
    refused: tuple[Pair, ...]


def joined(records: Records, left: Records, right: Records) -> Records:
    """The smallest record that each record is joined to, directly or through others, by the links.

    ``records`` are sorted; ``left`` and ``right`` are the two ends of each link.
    """
    count = len(records)
    ends = (np.searchsorted(records, left), np.searchsorted(records, right))
    links = coo_array((np.ones(len(left), np.int8), ends), shape=(count, count))
    _, label = connected_components(links, directed=False)
    smallest = np.full(count, np.iinfo(np.int64).max, np.int64)
    np.minimum.at(smallest, label, records)
    return np.asarray(smallest[label])


def cut(records: Records, left: Records, right: Records, apart: Collection[Pair], person: Records) -> Joined:
    """The people that ``joined`` found, cut where two records that are kept apart became one.

    The links stand in the order of their strength, the strongest first: within such a person they are
    taken one by one, and one that would join two records kept apart is refused. So a record between two
    that are kept apart stays with the one that it is linked to more strongly.
    """
    places = np.searchsorted(records, np.array(sorted(apart), np.int64).reshape(-1, 2))
    broken = {int(person[a]) for a, b in places if person[a] == person[b]}
    if not broken:
        return Joined(person, ())
    within = np.isin(person[np.searchsorted(records, left)], list(broken))
    links = list(zip(left[within].tolist(), right[within].tolist(), strict=True))
    members = records[np.isin(person, list(broken))].tolist()
    groups, refused = grouped(members, links, apart)
    mended = person.copy()
    for group in groups:
        mended[np.searchsorted(records, sorted(group))] = min(group)
    return Joined(mended, tuple(refused))


def grouped(
    members: Iterable[int], links: Sequence[Pair], apart: Collection[Pair]
) -> tuple[list[set[int]], list[Pair]]:
    """Groups of records joined by links, strongest first, and the links refused for those kept apart."""
    enemies: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        enemies[one].add(other)
        enemies[other].add(one)
    group_of = {one: {one} for one in members}
    refused = []
    for one, other in links:
        mine, theirs = group_of[one], group_of[other]
        if mine is theirs:
            continue
        if any(enemies[each] & theirs for each in mine):
            refused.append((one, other))
            continue
        mine |= theirs
        for each in theirs:
            group_of[each] = mine
    return list({id(group): group for group in group_of.values()}.values()), refused
