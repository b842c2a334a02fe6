"""A body answers a request that an organisation join it. The act leaves its event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.models import Decision, JoiningAnswer
from throughline.web.governance.actions import settle_request
from throughline.web.governance.models import JoiningRequest
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class NotAnAnswer(Refused):
    """A decision that cannot answer the request."""


@transaction.atomic
def answer_request(
    *,
    request: JoiningRequest,
    decision: Decision,
    is_agreed: bool,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> JoiningAnswer:
    """Let a decision of the body answer a request to join; a seat is then given by amended terms.

    Raises NotAnAnswer for a decision of another body, one taken before the request was made, or one that was
    only recommended; RequestRefused where it is answered already, and EditedSince.
    """
    _refuse_unfit(request, decision)
    state = JoiningRequest.State.AGREED if is_agreed else JoiningRequest.State.DECLINED
    settle_request(
        request=request, state=state, on=decision.decided_on, expected_version=expected_version, by=by, at=at
    )
    answer = JoiningAnswer.objects.create(request=request, decision=decision, is_agreed=is_agreed)
    record_event(
        by=by,
        at=at,
        what="request to join answered",
        thing=answer,
        partnership=request.body.partnership,
        detail={"decision": decision.number, "agreed": is_agreed},
    )
    return answer


def _refuse_unfit(request: JoiningRequest, decision: Decision) -> None:
    if decision.body_id != request.body_id:
        raise NotAnAnswer(
            f"{decision.number} is a decision of another body. Choose one of {request.body.name}."
        )
    if decision.decided_on < request.asked_at.date():
        raise NotAnAnswer(
            f"{decision.number} was taken on {day_words(decision.decided_on)}, before the request was made. "
            "Choose a later decision."
        )
    if decision.authority == Decision.Authority.RECOMMENDED:
        raise NotAnAnswer(f"{decision.number} was only recommended. A quorate meeting must ratify it first.")
