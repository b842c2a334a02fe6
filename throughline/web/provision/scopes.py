"""What somebody means to buy, as a value that can be set against another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughline.web.provision.models import Intention


@dataclass(frozen=True)
class IntentionScope:
    """For whom, where and between which days something is to be bought."""

    thing: Intention
    pathway: str
    place: str
    cohorts: frozenset[str]
    from_on: date
    until_on: date | None


def scope_of(one: Intention) -> IntentionScope:
    """The scope of an intention."""
    return IntentionScope(one, one.pathway, one.place.code, frozenset(one.cohorts), one.from_on, one.until_on)
