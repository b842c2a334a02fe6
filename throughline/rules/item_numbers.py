"""What is printed before each item of an agenda.

Items open to every reader are numbered 1, 2, 3; those for members M1, M2, M3; one open to named readers
carries a mark of its own that says nothing of others. So whoever may not see an item meets no gap, no
count and no placeholder, and those in the room still call each item by the same number.
Source: the design's rule on need to know (an item appears in no channel for whoever may not see it).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

OpenTo = Literal["body", "members", "named"]
"""To whom an item is open: every reader of the body's papers, its members, or those named on it."""
SERIES = {"body": "", "members": "M"}


WIDEST_FIRST = ("body", "members", "named")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item as its number needs it; ``number`` is what is printed before it so far, if anything."""

    code: str
    open_to: str = "body"
    number: str = ""
    mark: str = ""
    """What it is called instead of a number: a referral's reference, a mark of its own."""


def numbers(items: Sequence[Item], *, is_published: bool, ever: Sequence[str] = ()) -> dict[str, str]:
    """The number of each item by its code, in the order of business.

    Until the agenda is published they follow the order. From then on a number stays with its item, and
    a new item gets the next of its series, past every number in ``ever``, those of withdrawn items too.
    Source: the design's rule on need to know; Barnet RRDG terms of reference, 4.7.
    """
    found: dict[str, str] = {}
    taken = {*ever, *(one.number for one in items)} if is_published else set()
    for one in items:
        if one.mark or one.open_to not in SERIES:
            found[one.code] = one.mark or one.number
        elif is_published and _is_of_series(one.number, one.open_to):
            found[one.code] = one.number
        else:
            found[one.code] = _next(taken, SERIES[one.open_to])
            taken.add(found[one.code])
    return found


def own_mark(*parts: object) -> str:
    """A mark for an item open to named readers: the same for the same parts, in no order with others.

    Source: the design's rule on need to know.
    """
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return f"N-{100_000 + int.from_bytes(digest[:4], 'big') % 900_000}"


def narrowest(*open_to: str) -> str:
    """To whom a thing is open that all of these keep close: the fewest of them; at least one is given.

    Source: the design's rule on need to know. Raises ValueError for what is no word of ``OpenTo``.
    """
    return max(open_to, key=WIDEST_FIRST.index)


def _is_of_series(number: str, open_to: str) -> bool:
    prefix = SERIES[open_to]
    return number.startswith(prefix) and number.removeprefix(prefix).isdecimal()


def _next(taken: set[str], prefix: str) -> str:
    used = [one.removeprefix(prefix) for one in taken if one.startswith(prefix)]
    return f"{prefix}{max((int(one) for one in used if one.isdecimal()), default=0) + 1}"


def is_open_to(open_to: str, *, runs: bool, is_member: bool, is_named: bool) -> bool:
    """Whether a reader of the body's papers may know of an item or paper: one who is named always may.

    ``runs`` is whoever keeps the meeting's papers, who must see all of them; a member has a seat, or
    presides. Source: the design's rule on need to know; Barnet IOM panel terms of reference, 4.8.
    """
    return open_to == "body" or runs or is_named or (open_to == "members" and is_member)
