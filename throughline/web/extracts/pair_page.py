"""What the page of one pair shows, and the list of decisions; nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.cohorts.linking.decisions import LinkDecision, in_force
from throughline.figures.cohorts.linking.keeping import read_decisions
from throughline.figures.cohorts.linking.reviewing import Beside, Waiting, waiting_for_a_person
from throughline.web.access.models import Event, Partnership
from throughline.web.extracts.actions.deciding import TOLD
from throughline.web.extracts.stores import store_of
from throughline.web.extracts.words import AGREEMENTS, COLUMNS, REASONS, TOLD_BESIDE, weight_words


@dataclass(frozen=True)
class ShownThing:
    """One thing that both records tell, and how far they agree, in words."""

    words: Any
    left: str
    right: str
    agreement: Any


@dataclass(frozen=True)
class PairPage:
    """Two records side by side, and why they wait."""

    left: int
    right: int
    lead: str
    reason: Any
    weight: Any
    things: tuple[ShownThing, ...]
    later: tuple[int, int] | None
    """The next pair that waits; None where this is the last."""


def pair_page(waiting: tuple[Waiting, ...], pair: tuple[int, int], told: tuple[Beside, ...]) -> PairPage:
    """The page of a pair that is one of those that wait, after what its records tell."""
    place = next(at for at, one in enumerate(waiting) if one.pair == pair)
    this = waiting[place]
    after = (*waiting[place + 1 :], *waiting[:place])
    return PairPage(
        left=pair[0],
        right=pair[1],
        lead=lead_of_pairs(len(waiting)),
        reason=REASONS[this.reason],
        weight=weight_words(this.weight),
        things=tuple(_shown(one) for one in told),
        later=after[0].pair if after else None,
    )


def _shown(one: Beside) -> ShownThing:
    unsaid = _("Not said")
    changed_places = one.agreement == "not known" and one.left and one.right
    agreement = TOLD_BESIDE if changed_places else AGREEMENTS[one.agreement]
    return ShownThing(COLUMNS[one.column], one.left or unsaid, one.right or unsaid, agreement)


def lead_of_pairs(count: int) -> str:
    """How many pairs wait, in a sentence."""
    if not count:
        return _("No pair of records waits for a decision.")
    said = ngettext(
        "%(num)d pair of records waits for a decision.",
        "%(num)d pairs of records wait for a decision.",
        count,
    )
    return said % {"num": count}


def pairs_waiting(partnership: Partnership) -> tuple[Waiting, ...]:
    """The pairs of the partnership that wait, by their numbers. Raises NotLinkedYet and EngineMissing."""
    return waiting_for_a_person(store_of(partnership))


@dataclass(frozen=True)
class ShownDecision:
    """One decision about two records, as it stands in the store."""

    number: int
    left: int
    right: int
    verdict: Any
    by: str
    at: datetime
    why: str
    counts: bool
    is_audited: bool
    """Whether the audit trail of the site tells of it; what a command decided it does not."""


def decisions_of(partnership: Partnership) -> tuple[ShownDecision, ...]:
    """Every decision about records of the partnership, the latest first; one query."""
    decisions = read_decisions(store_of(partnership))
    counting = {one.number for one in in_force(decisions).values()}
    told = set(
        Event.objects.filter(partnership=partnership.slug, what__in=TOLD.values()).values_list("thing", "at")
    )
    return tuple(_shown_decision(one, counting, told) for one in reversed(decisions))


def _shown_decision(one: LinkDecision, counting: set[int], told: set[tuple[str, datetime]]) -> ShownDecision:
    words = {
        "one person": _("One person"),
        "two people": _("Two people"),
        "taken back": _("An earlier decision is taken back"),
    }
    return ShownDecision(
        one.number,
        one.left,
        one.right,
        words[one.verdict],
        one.by,
        one.at,
        one.why,
        one.number in counting,
        (f"extracts.pair:{one.left}-{one.right}", one.at) in told,
    )
