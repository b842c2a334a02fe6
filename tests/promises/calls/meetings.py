"""One good call of each action on what is confidential, in Pan-Dorset, whose terms ask for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from throughline.web.access.models import Agency, Person
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.models import Paper, Sharing

TODAY = date(2026, 3, 30)
AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
TOLD: dict[str, Any] = {"by": None, "at": AT}


def _group() -> Body:
    return Body.objects.get(partnership__slug="pan-dorset", code="rrsg")


def _paper(**more: Any) -> Paper:
    meeting = _group().meetings.first() or actions.call_meeting(
        body=_group(), held_on=date(2026, 4, 14), **TOLD
    )
    told = {"by": None, "at": AT - timedelta(days=2)}
    return actions.commission_paper(
        meeting=meeting,
        title="Victims’ accounts",
        ask="discussion",
        author_agency=Agency.objects.get(partnership__slug="pan-dorset", code="police"),
        due_on=TODAY,
        asked_on=TODAY - timedelta(days=2),
        marking="OFFICIAL-SENSITIVE",
        readers="named",
        kind_of_information="victim-and-witness-details",
        **(told | more),
    )


def _sharing() -> Sharing:
    return actions.ask_to_share(
        paper=_paper(), with_whom="A university", purpose="A study of services", asked_on=TODAY, **TOLD
    )


def _agreed() -> Sharing:
    made = _sharing()
    for party in ("police", "dcjb"):
        actions.record_sharing_consent(
            sharing=made, party=party, shown_by="Letter of 30 March", given_on=TODAY, **TOLD
        )
    return made


CALLS: dict[str, Callable[[], Any]] = {
    "meetings.promise_confidence": lambda: actions.promise_confidence(
        body=_group(), person=Person.objects.get(partnership__slug="pan-dorset", name="Jo Hazel"), **TOLD
    ),
    "meetings.record_consultation": lambda: actions.record_consultation(
        meeting=_paper().meeting, papers=[_paper()], person=None, **TOLD
    ),
    "meetings.end_embargo": lambda: actions.end_embargo(
        paper=_paper(embargoed_until=AT - timedelta(hours=1)), expected_version=1, **TOLD
    ),
    "meetings.ask_to_share": _sharing,
    "meetings.record_sharing_consent": lambda: actions.record_sharing_consent(
        sharing=_sharing(), party="dcjb", shown_by="DCJB 26/4", given_on=TODAY, **TOLD
    ),
    "meetings.share_paper": lambda: actions.share_paper(
        sharing=_agreed(), shared_on=TODAY, expected_version=1, **TOLD
    ),
}
