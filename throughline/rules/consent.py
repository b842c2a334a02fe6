"""Whether everybody whose consent the terms require has given it.

Source: the partnership file, section 7 (``approval``); rule R42.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from throughline.rules.terms.model import Approval, Needs, Open, Who

Answer = Literal["granted", "waiting", "not defined"]


@dataclass(frozen=True, kw_only=True)
class Consent:
    """Where a request for consent stands: silence is never consent."""

    answer: Answer
    given: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """The parties still needed; where any one of several would do, all of those."""


def consent_given(approval: Approval, recorded: Collection[str], *, owners: Collection[str] = ()) -> Consent:
    """Whether every party the terms need has recorded its consent.

    ``recorded`` are the ids of the parties that have; ``owners`` those of the owners of what is asked
    for, every one of whom is needed where the terms say ``owner``. Where the terms do not say whose
    consent is needed, or no owner is known, the answer is not defined.
    Source: the partnership file, section 7 (``approval``); rule R42.
    """
    needs = approval.needs.proposed if isinstance(approval.needs, Open) else approval.needs
    if needs is None:
        return Consent(answer="not defined")
    groups = _groups(needs, tuple(owners))
    if not groups or not all(groups):
        return Consent(answer="not defined")
    unmet = [group for group in groups if not any(set(way) <= set(recorded) for way in group)]
    asked = dict.fromkeys(party for group in groups for way in group for party in way)
    missing = dict.fromkeys(
        party for group in unmet for way in group for party in way if party not in recorded
    )
    return Consent(
        answer="waiting" if unmet else "granted",
        given=tuple(party for party in asked if party in recorded),
        missing=tuple(missing),
    )


Ways = tuple[tuple[str, ...], ...]
"""The ways in which one need is met: any of them, each by all of its parties."""


def _groups(needs: Who | Needs, owners: tuple[str, ...]) -> tuple[Ways, ...]:
    if isinstance(needs, Who):
        return (_ways(needs, owners),)
    if needs.all_of:
        return tuple(_ways(who, owners) for who in needs.all_of)
    return (tuple(way for who in needs.any_of for way in _ways(who, owners)),)


def _ways(who: Who, owners: tuple[str, ...]) -> Ways:
    own = tuple((word,) if word != "owner" else owners for word in who.is_)
    nested = tuple(way for part in who.any_of for way in _ways(part, owners))
    return tuple(way for way in (*own, *nested) if way)
