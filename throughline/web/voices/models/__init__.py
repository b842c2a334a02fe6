"""Tables of the voices room: who was heard, what they said and what came of it."""

from throughline.web.voices.models.engagements import Engagement, EngagementEdit, HeardFrom, OwnType
from throughline.web.voices.models.findings import Citation, Finding, Outcome, OutcomeOwner
from throughline.web.voices.models.following import Nomination, SunsetChange, TimeHeld, ToReach

__all__ = [
    "Citation",
    "Engagement",
    "EngagementEdit",
    "Finding",
    "HeardFrom",
    "Nomination",
    "Outcome",
    "OutcomeOwner",
    "OwnType",
    "SunsetChange",
    "TimeHeld",
    "ToReach",
]
