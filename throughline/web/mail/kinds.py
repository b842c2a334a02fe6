"""The kinds of message: what each is called, whether it waits for the daily e-mail, and how its link is made.

Rooms above declare theirs in `AppConfig.ready`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughline.rules.sending import leaves_at

Link = Callable[[str], str]
CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")


class UnknownKind(LookupError):
    """A kind of message that no room declared."""


@dataclass(frozen=True)
class Kind:
    """One kind: its permanent code, its words (lazily translated), and how it is sent.

    `stays_on` says why nobody can switch it off; empty for a kind that each person may.
    """

    code: str
    words: Any
    is_digest: bool = True
    at_any_hour: bool = False
    stays_on: Any = ""


_kinds: dict[str, Kind] = {}
_links: dict[str, Link] = {}


def add_kind(
    code: str, words: Any, is_digest: bool = True, *, at_any_hour: bool = False, stays_on: Any = ""
) -> Kind:
    """Declare a kind; declaring the same one again changes its words.

    Raises ValueError for a code that is not lower-case words with hyphens.
    """
    if not CODE.fullmatch(code):
        raise ValueError(f"“{code}” is no code of a kind: use lower-case letters, digits and hyphens.")
    _kinds[code] = Kind(code, words, is_digest, at_any_hour, stays_on)
    return _kinds[code]


def add_link(kind: str, make: Link) -> None:
    """Let `make(about) -> path` make the address of this kind's messages at the moment of sending.

    For an address that holds a secret: the secret is in the e-mail and in no row of this room.
    """
    _links[kind] = make


def kind_of(code: str) -> Kind:
    """The declared kind of a code; raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(f"No room declared messages of the kind “{code}”.") from None


def kinds() -> tuple[Kind, ...]:
    """Every declared kind, in the order of their words."""
    return tuple(sorted(_kinds.values(), key=lambda kind: str(kind.words)))


def link_of(code: str) -> Link | None:
    """What makes the address of a kind's messages when they are sent, where one was declared."""
    return _links.get(code)


def leaving_time(kind: str, at: datetime, not_before: datetime | None) -> datetime:
    """When a notice of a kind leaves that is made at a moment and may not leave before another.

    Raises UnknownKind.
    """
    told = kind_of(kind)
    return leaves_at(max(at, not_before or at), is_daily=told.is_digest, at_any_hour=told.at_any_hour)
