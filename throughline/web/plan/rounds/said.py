"""What an answer says, as the rule and the pages take it; and the kinds of message about answers."""

from __future__ import annotations

from throughline.rules.plan.answering import Claim, Said
from throughline.web.plan.models import PlanAnswer

KIND = "plan-update-request"
QUERY = "plan-update-query"


def said_in(answer: PlanAnswer) -> Said:
    """What an answer says, as the rule takes it."""
    return Said(Claim(answer.claim), answer.words, answer.forecast, answer.evidence, answer.help_asked)


def is_unchanged(answer: PlanAnswer) -> bool:
    """Whether an answer waits that says its line goes as expected, and brings no figure to look at."""
    return (
        answer.claim in (Claim.NO_CHANGE, Claim.ON_COURSE)
        and answer.state == PlanAnswer.State.PROPOSED
        and answer.count is None
    )
