"""The decisions that anybody may have: of bodies whose terms open their meetings, in published minutes."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.papers.decision_register import RegisteredDecision
from throughline.rules.terms.model import Terms
from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Decision
from throughline.web.decisions.register.parts import published_decisions
from throughline.web.decisions.register.words import STATES, right_words
from throughline.web.decisions.standing import state_of, with_standing
from throughline.web.governance.public_bodies import opening_words
from throughline.web.governance.queries import terms_on_days
from throughline.web.site.today import today


def published_everywhere() -> tuple[RegisteredDecision, ...]:
    """The published decisions of every partnership, each partnership's latest first.

    A decision is published if the terms of its day opened the body's meetings to the public and it
    stands in approved minutes that everybody may read.
    """
    partnerships = Partnership.objects.order_by("name")
    return tuple(one for partnership in partnerships for one in _of(partnership))


def _of(partnership: Partnership) -> Iterator[RegisteredDecision]:
    rows = with_standing(published_decisions(partnership).filter(decided_on__lte=today(partnership)))
    if not rows:
        return
    terms = terms_on_days(partnership, (one.decided_on for one in rows))
    for one in rows:
        if one.decided_on in terms and _is_open(one, terms[one.decided_on]):
            yield RegisteredDecision(
                number=one.number,
                body=f"{partnership.name}: {one.body.name}",
                decided_on=one.decided_on,
                words=one.text,
                right=right_words(one),
                state=str(STATES[state_of(one, on=today(partnership))][1]),
                effective_from=one.effective_from,
            )


def _is_open(decision: Decision, terms: Terms) -> bool:
    return any(bool(opening_words(body)) for body in terms.bodies if body.id == decision.body.code)
