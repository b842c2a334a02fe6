"""Who is one person: what a reader looks at and decides, told to the audit trail before it is done.

The event comes first in the transaction and the line of the file of decisions last: where either cannot be
written, neither is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from django.db import transaction

from throughline.figures.cohorts.linking import keeping
from throughline.figures.cohorts.linking.decisions import LinkDecision
from throughline.figures.cohorts.linking.reviewing import Beside, side_by_side
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.extracts.stores import store_of

Verdict = Literal["one person", "two people", "taken back"]
TOLD: Final[dict[Verdict, str]] = {
    "one person": "records combined",
    "two people": "records kept apart",
    "taken back": "decision about records taken back",
}
"""What the audit trail says of each verdict."""


@transaction.atomic
def consult_pair(
    *, partnership: Partnership, pair: tuple[int, int], by: User, at: datetime
) -> tuple[Beside, ...]:
    """What two records tell, once it is written down who looked at them.

    Raises NoSuchPair, NotLinkedYet, EngineMissing and NoStore, with nothing shown and nothing written.
    """
    _tell(partnership, pair, "records consulted", by=by, at=at)
    return side_by_side(store_of(partnership), pair)


@transaction.atomic
def decide_pair(
    *, partnership: Partnership, pair: tuple[int, int], verdict: Verdict, why: str, by: User, at: datetime
) -> LinkDecision:
    """Record that two records are of one person, or of two, or take that back; it counts once linked again.

    Raises NotDecided, NotLinkedYet, StoreBusy, EngineMissing and NoStore, with nothing recorded.
    """
    _tell(partnership, pair, TOLD[verdict], by=by, at=at)
    return keeping.decide(store_of(partnership), pair, verdict, by=by.name, at=at, why=why)


def _tell(partnership: Partnership, pair: tuple[int, int], what: str, *, by: User, at: datetime) -> None:
    left, right = sorted(pair)
    record_event(
        by=by,
        at=at,
        what=what,
        thing=f"extracts.pair:{left}-{right}",
        partnership=partnership,
        subjects=[f"record:{left}", f"record:{right}"],
    )
