"""Whether somebody who comes for a seat is below the level that the terms ask of it.

Source: the partnership file, section 7 (``level``).
"""

from __future__ import annotations

import re
from typing import Final

POLICE_RANKS: Final = (
    "constable", "sergeant", "inspector", "chief inspector", "superintendent", "chief superintendent",
    "assistant chief constable", "deputy chief constable", "chief constable",
)  # fmt: skip
"""The ranks of a police force, the lowest first."""


def police_rank(words: str) -> str | None:
    """The rank that a post or a level names, or None; a branch such as “detective” makes no difference.

    Source: Leicester, Leicestershire and Rutland terms, membership (chief superintendent); West Mercia
    terms, members 7.
    """
    plain = " ".join(re.findall(r"[a-z]+", words.casefold()))
    found = [rank for rank in POLICE_RANKS if re.search(rf"\b{rank}\b", plain)]
    return max(found, key=len, default=None)


def is_below_level(level: str | None, post: str) -> bool | None:
    """Whether a post is of a lower rank than a seat asks; None where either names no rank.

    Source: Leicester, Leicestershire and Rutland terms, membership (chief superintendent).
    """
    wanted, held = police_rank(level or ""), police_rank(post)
    if wanted is None or held is None:
        return None
    return POLICE_RANKS.index(held) < POLICE_RANKS.index(wanted)
