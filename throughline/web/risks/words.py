"""States of risks, escalations and recommendations in words, each with a shape."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.rules.risk_scores import Band
from throughline.web.risks.models import Inspection, Risk
from throughline.web.risks.standing import StandingRisk
from throughline.words.formats import day_words

DIRECTIONS: dict[str, tuple[str, Any]] = {
    "new": ("no news", gettext_lazy("New")),
    "rising": ("worse", gettext_lazy("Rising")),
    "falling": ("improved", gettext_lazy("Falling")),
    "steady": ("no reliable change", gettext_lazy("Steady")),
}
BANDS: dict[Band, Any] = {
    "low": gettext_lazy("low"),
    "medium": gettext_lazy("medium"),
    "high": gettext_lazy("high"),
}
PROXIMITIES: dict[str, Any] = {
    Risk.Proximity.NOW: gettext_lazy("Now"),
    Risk.Proximity.QUARTER: gettext_lazy("Within three months"),
    Risk.Proximity.YEAR: gettext_lazy("Within a year"),
    Risk.Proximity.LATER: gettext_lazy("Later than a year"),
}
ESCALATIONS: dict[str, tuple[str, Any]] = {
    "prepared": ("undated", gettext_lazy("Waits for the chair")),
    "reply-open": ("no news", gettext_lazy("Reply open")),
    "ready": ("no news", gettext_lazy("Ready to send")),
    "sent": ("slipping", gettext_lazy("Sent")),
    "acknowledged": ("slipping", gettext_lazy("Acknowledged")),
    "answered": ("on course", gettext_lazy("Answered")),
    "closed": ("complete", gettext_lazy("Closed")),
    "returned": ("out", gettext_lazy("Returned")),
    "withdrawn": ("out", gettext_lazy("Withdrawn")),
}
STEPS: dict[str, Any] = {
    "sign": gettext_lazy("Sign it as chair"),
    "reply": gettext_lazy("Reply for the organisation that it is about"),
    "send": gettext_lazy("Send it"),
    "acknowledge": gettext_lazy("Acknowledge it"),
    "answer": gettext_lazy("Answer it"),
    "close": gettext_lazy("Close it: the answer does"),
    "return": gettext_lazy("Return it"),
    "withdraw": gettext_lazy("Withdraw it"),
}
STEPPED: dict[str, Any] = {
    "sign": gettext_lazy("Signed"),
    "reply": gettext_lazy("Replied to"),
    "send": gettext_lazy("Sent"),
    "acknowledge": gettext_lazy("Acknowledged"),
    "answer": gettext_lazy("Answered"),
    "close": gettext_lazy("Closed"),
    "return": gettext_lazy("Returned"),
    "withdraw": gettext_lazy("Withdrawn"),
}
SEVERITIES: dict[str, Any] = {
    "moderate": gettext_lazy("Moderate"),
    "serious": gettext_lazy("Serious"),
    "critical": gettext_lazy("Critical"),
}
RECOMMENDATIONS: dict[str, tuple[str, Any]] = {
    "open": ("no news", gettext_lazy("Not yet answered")),
    "accepted": ("on course", gettext_lazy("Accepted")),
    "not-accepted": ("out", gettext_lazy("Not accepted")),
    "said-done": ("slipping", gettext_lazy("Said to be done")),
    "closed": ("complete", gettext_lazy("Closed")),
}
RECOMMENDATION_STEPS: dict[str, Any] = {
    "accept": gettext_lazy("Accept it"),
    "refuse": gettext_lazy("Do not accept it"),
    "report": gettext_lazy("Say how it goes"),
    "say-done": gettext_lazy("Say that it is done"),
    "confirm": gettext_lazy("Confirm that it is done"),
    "send-back": gettext_lazy("Send it back: not yet done"),
}
RECOMMENDATION_STEPPED: dict[str, Any] = {
    "accept": gettext_lazy("Accepted"),
    "refuse": gettext_lazy("Not accepted"),
    "report": gettext_lazy("News"),
    "say-done": gettext_lazy("Said to be done"),
    "confirm": gettext_lazy("Confirmed"),
    "send-back": gettext_lazy("Sent back"),
}
INSPECTIONS: dict[str, Any] = {
    Inspection.Kind.INSPECTION: gettext_lazy("Inspection"),
    Inspection.Kind.AUDIT: gettext_lazy("Audit"),
    Inspection.Kind.INTERNAL_REVIEW: gettext_lazy("Internal review"),
    Inspection.Kind.EXTERNAL_REVIEW: gettext_lazy("External review"),
    Inspection.Kind.SERIOUS_OFFENCES: gettext_lazy("Reviews of serious further offences"),
    Inspection.Kind.NATIONAL: gettext_lazy("National document"),
}


def score_words(one: StandingRisk) -> str:
    """A score with what it is made of and its band: "12 (3 by 4), medium"."""
    current = one.standing.current
    if current is None:
        return _("Not scored")
    said = _("%(score)d (%(likelihood)d by %(impact)d)") % {
        "score": current.score,
        "likelihood": current.likelihood,
        "impact": current.impact,
    }
    return f"{said}, {BANDS[one.band]}" if one.band else said


def movement_words(one: StandingRisk) -> str:
    """Which way a risk went since the scoring before, and whether only its words changed."""
    standing, said = one.standing, str(DIRECTIONS[one.standing.direction][1])
    if standing.previous is not None and standing.direction in ("rising", "falling"):
        said = _("%(way)s from %(score)d") % {"way": said, "score": standing.previous.score}
    if standing.is_only_reworded and standing.held_since is not None:
        since = {"said": said, "day": day_words(standing.held_since)}
        return _("%(said)s: only the words changed since %(day)s") % since
    return said
