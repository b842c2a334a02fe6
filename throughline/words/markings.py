"""Protective markings: the present scheme, the legacy one, and the highest of some papers.

A legacy marking is kept to the letter. It has no equal in the present scheme: only a
person may mark again, so nothing here turns one into the other.
Source: rules on markings (GSC of April 2014; GPMS before it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from throughline.words.refusals import Refused

Scheme = Literal["GSC", "GPMS"]
LEVELS: Final[dict[Scheme, tuple[str, ...]]] = {
    "GSC": ("OFFICIAL", "SECRET", "TOP SECRET"),
    "GPMS": ("NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"),
}
"""Each scheme's levels, the lowest first."""
SENSITIVE: Final = "SENSITIVE"
_ONLY_LEGACY: Final = ("NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED", "CONFIDENTIAL")


class MarkingUnknown(Refused, ValueError):
    """The words are no marking of the scheme."""


class MarkingsDiffer(Refused, ValueError):
    """Markings of two schemes cannot be ranked: a person marks again."""


@dataclass(frozen=True)
class Marking:
    """A marking exactly as printed, with its scheme, level and descriptor."""

    text: str
    scheme: Scheme
    level: str
    descriptor: str = ""

    def __str__(self) -> str:
        return self.text


def read_marking(text: str, scheme: Scheme | None = None) -> Marking:
    """The marking that some words are; without a scheme, the present one unless they are legacy.

    A descriptor follows a dash: "OFFICIAL-SENSITIVE", "RESTRICTED - MANAGEMENT".
    Raises MarkingUnknown.
    """
    level, _, descriptor = (part.strip() for part in text.replace("–", "-").upper().partition("-"))
    chosen: Scheme = scheme or ("GPMS" if level in _ONLY_LEGACY else "GSC")
    if level not in LEVELS[chosen]:
        allowed = ", ".join(LEVELS[chosen])
        raise MarkingUnknown(f"“{text}” is not a {chosen} marking; use one of {allowed}")
    return Marking(text, chosen, level, descriptor)


def is_legacy(text: str) -> bool:
    """Whether words hold a level that only the scheme abolished in April 2014 had.

    Source: the partnership file, section 12 (L-legacy-marking).
    """
    level = text.replace("–", "-").upper().partition("-")[0].strip()
    return level in _ONLY_LEGACY


def highest(markings: Iterable[Marking]) -> Marking:
    """The highest of some markings of one scheme: what a pack of these papers carries.

    Of one level, a sensitive one is the higher. Raises MarkingsDiffer for two schemes,
    MarkingUnknown when there is nothing to mark.
    """
    found = list(markings)
    if not found:
        raise MarkingUnknown("There is nothing here that carries a marking")
    if len({one.scheme for one in found}) > 1:
        raise MarkingsDiffer(
            "The papers carry markings of two schemes: mark the legacy ones again before they share a pack"
        )
    return max(found, key=_rank)


def _rank(marking: Marking) -> tuple[int, bool]:
    level = LEVELS[marking.scheme].index(marking.level)
    return level, marking.descriptor.startswith(SENSITIVE)
