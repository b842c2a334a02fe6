"""The names of made-up people: given names in the order of the alphabet, surnames that begin with a plant."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


def _lists() -> dict[str, list[str]]:
    """The lists of names.txt: a heading, then its words on lines that are set in."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in files(__package__).joinpath("names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[heading] += line.split()
        elif line:
            heading = line
            found[heading] = []
    return found


LISTS = _lists()
MEN = LISTS["men"]
FORENAMES = np.array(MEN + LISTS["women"], dtype=object)
SURNAMES = np.array(
    sorted(plant + ending for plant in LISTS["plants"] for ending in ("", *LISTS["endings"])), dtype=object
)


def common_first(count: int, *, steepness: float, seed: int) -> NDArray[np.float64]:
    """Chances of so many names that add up to one: few are common, many are rare, in no order.

    ``steepness`` is the exponent of Zipf's law.
    """
    chances = 1.0 / np.arange(1, count + 1) ** steepness
    return np.asarray(np.random.default_rng(seed).permutation(chances / chances.sum()))
