"""A part of a whole, in counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """So many of so many; a whole of nought is “no cases”, neither nothing nor everything.

    Raises ValueError for a part that is more than its whole, or below nought.
    Source: rule R23.
    """

    met: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.met <= self.of:
            raise ValueError(f"{self.met} of {self.of} is not a share")

    def __add__(self, other: Share) -> Share:
        return Share(self.met + other.met, self.of + other.of)

    @property
    def has_cases(self) -> bool:
        """Whether there was anything to count. Source: rule R23."""
        return self.of > 0

    @property
    def words(self) -> str:
        """How many of how many, or “no cases”. Source: rule R23."""
        return f"{self.met:,} of {self.of:,}" if self.of else "no cases"


def share_of(kept: list[bool]) -> Share:
    """How many of several are true. Source: rule R23."""
    return Share(sum(kept), len(kept))
