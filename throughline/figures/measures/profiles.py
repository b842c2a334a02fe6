"""Disclosure profiles: which counts of people are too small to show, and how the others are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Profile:
    """How counts of people are shown: counts from 1 to ``largest_small`` could point at a person.

    ``step`` is what the others are rounded to, 1 where they are shown exactly. ``small_words`` stand for a
    small count, and ``words`` tell a reader of a table what was done.
    """

    code: str
    largest_small: int
    step: int
    small_words: str
    words: str

    def is_small(self, count: int) -> bool:
        """Whether a count could point at a person. Raises ValueError if it is below zero."""
        if count < 0:
            raise ValueError(f"a count cannot be {count}")
        return 0 < count <= self.largest_small

    def shown(self, count: int) -> int | None:
        """The number that may be shown for a count alone; None where it is hidden.

        Where counts are rounded, those from nought to ``largest_small`` are one and the same nought.
        Raises ValueError if the count is below zero.
        Source: disclosure profiles (figures, section 1).
        """
        small = self.is_small(count)
        if self.step == 1:
            return None if small else count
        return 0 if small else self.step * ((count + self.step // 2) // self.step)

    def hides(self, shown: int | None) -> bool:
        """Whether what is shown may stand for a small count: no number, or the nought of several counts."""
        return shown is None or (self.step > 1 and shown == 0)

    def between(self, shown: int | None) -> tuple[int, int | None]:
        """What a reader knows of a count from the number shown: at least, and at most (None: no limit).

        A hidden count may be any: a table hides large ones beside small ones under the same word.
        """
        if shown is None:
            return 0, None
        if self.step == 1:
            return shown, shown
        half = self.step // 2
        return (shown - half, shown + half) if shown else (0, self.largest_small)


SUPPRESS_1_4: Final = Profile("suppress-1-4", 4, 1, "hidden, fewer than 5", "Counts of 1 to 4 are hidden.")
SUPPRESS_7_ROUND_5: Final = Profile(
    "suppress-7-round-5",
    7,
    5,
    "0 to 7",
    "Counts of 0 to 7 are shown as one, and the others to the nearest 5, so totals may differ.",
)
NONE: Final = Profile("none", 0, 1, "", "Every count is shown: none of them counts people.")
PROFILES: Final[Mapping[str, Profile]] = {
    each.code: each for each in (SUPPRESS_1_4, SUPPRESS_7_ROUND_5, NONE)
}
"""The profiles by their code, as a list of indicators names them."""
