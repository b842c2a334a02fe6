"""One good call of each act on what was heard that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from throughline.web.decisions.models import Decision
from throughline.web.voices import actions as voices
from throughline.web.voices.heard import Heard
from throughline.web.voices.models import Citation, Engagement

AT: dict[str, Any] = {"by": None, "at": datetime(2010, 1, 15, 10, tzinfo=UTC)}
ON = date(2010, 1, 15)


def group() -> Engagement:
    return Engagement.objects.filter(kind="task-and-finish", ended_on=None)[0]


def decision() -> Decision:
    return Decision.objects.get(text__startswith="A recovery plan")


CALLS: dict[str, Callable[[], Any]] = {
    "voices.amend_engagement": lambda: voices.amend_engagement(
        engagement=group(), told=Heard(title="A group", held_from=date(2009, 9, 8), parent=group().parent),
        agencies=[], expected_version=group().version, on=ON, **AT,
    ),
    "voices.add_own_type": lambda: voices.add_own_type(
        partnership=group().partnership, code="council", name="Prison council", asks=["place"], **AT
    ),
    "voices.end_engagement": lambda: voices.end_engagement(
        engagement=group(), decision=decision(), on=ON, **AT
    ),
    "voices.withdraw_citation": lambda: voices.withdraw_citation(
        citation=Citation.objects.filter(withdrawn_on=None)[0], on=ON, **AT
    ),
}  # fmt: skip
