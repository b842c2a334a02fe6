"""Adopting readings of the terms, and keeping questions open about them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import transaction

from throughline.rules.terms.model import TermsUnreadable
from throughline.rules.terms.readings import ReadingUnusable
from throughline.rules.terms.write import with_reading
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.decisions.actions.decisions import record_decision
from throughline.web.decisions.models import Adoption, Decision
from throughline.web.governance.actions import amend_terms
from throughline.web.governance.models import Body, TermsOfReference
from throughline.web.governance.queries import read_record, terms_on, terms_record
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class NotValidThere(Refused):
    """The value of a reading may not stand at the place that it settles."""


class QuestionOpen(Refused):
    """One open question about a place is enough."""


class NotYetDecided(Refused):
    """Only a decision made, of its own, brings a reading into force."""


@transaction.atomic
def adopt_reading(
    *,
    decision: Decision,
    settles: str,
    value: Any,
    question: str,
    clause: Sequence[str] = (),
    effective_from: date,
    by: User | None,
    at: datetime,
) -> Adoption:
    """Let a recorded decision settle one place of the terms from a day on.

    Raises NotValidThere where the value may not stand at that place, NotYetDecided for a decision that
    was only recommended or settles another place, and AlreadyLoaded where other terms begin later;
    nothing is changed then.
    """
    partnership = decision.body.partnership
    refuse_decision_of_no_force(decision)
    latest = _terms_to_add_to(partnership, effective_from)
    text = _text_with_reading(
        latest or terms_record(partnership, effective_from),
        settles=settles,
        value=value,
        question=question,
        clause=clause,
        decided=decision.number,
        from_=effective_from,
    )
    terms = amend_terms(
        partnership=partnership,
        text=text,
        in_force_from=effective_from,
        reason=f"reading adopted by {decision.number}",
        adds_to=latest,
        by=by,
        at=at,
    )
    adoption = Adoption.objects.create(
        decision=decision, terms=terms, settles=settles, effective_from=effective_from
    )
    record_event(
        by=by,
        at=at,
        what="reading adopted",
        thing=adoption,
        partnership=partnership,
        detail={"decision": decision.number, "settles": settles, "from": str(effective_from)},
    )
    return adoption


def refuse_decision_of_no_force(decision: Decision) -> None:
    """Refuse a decision that cannot bring a reading into force. Raises NotYetDecided."""
    if decision.authority == Decision.Authority.RECOMMENDED:
        raise NotYetDecided(
            f"{decision.number} was only recommended, without a quorum. "
            "A quorate meeting must ratify it first; give that decision's number."
        )
    if Adoption.objects.filter(decision=decision).exists():
        raise NotYetDecided(
            f"{decision.number} settles another place already. Give each reading its own decision."
        )


def _terms_to_add_to(partnership: Partnership, day: date) -> TermsOfReference | None:
    """The last terms kept, if all that begin on the day or later only add readings; else None."""
    kept = list(TermsOfReference.objects.filter(partnership=partnership).order_by("number"))
    for earlier, later in pairwise(kept):
        begins = later.in_force_from
        if begins is not None and begins >= day and not _only_adds_readings(earlier.text, later.text):
            return None
    return kept[-1] if kept else None


def _only_adds_readings(earlier: str, later: str) -> bool:
    before, after = tomllib.loads(earlier), tomllib.loads(later)
    read, now_read = before.pop("reading", []), after.pop("reading", [])
    return before == after and len(now_read) > len(read) and bool(now_read[: len(read)] == read)


@transaction.atomic
def raise_question(
    *,
    partnership: Partnership,
    settles: str,
    question: str,
    clause: Sequence[str] = (),
    from_on: date,
    by: User | None,
    at: datetime,
) -> TermsOfReference:
    """Keep an open question about one place of the terms, which then stands on the next agenda.

    Nothing is read otherwise by it. Raises QuestionOpen where the place has one, NotValidThere where
    the terms have no such place, and AlreadyLoaded where other terms begin later.
    """
    latest = _terms_to_add_to(partnership, from_on)
    terms = latest or terms_record(partnership, from_on)
    if any(one.settles == settles and one.decided is None for one in read_record(terms).readings):
        raise QuestionOpen("This question stands on the next agenda already. Nothing was changed.")
    return amend_terms(
        partnership=partnership,
        text=_text_with_reading(terms, settles=settles, value=None, question=question, clause=clause),
        in_force_from=from_on,
        reason="question put on the agenda",
        adds_to=latest,
        by=by,
        at=at,
    )


def _text_with_reading(terms: TermsOfReference, *, settles: str, value: Any, **said: Any) -> str:
    try:
        return with_reading(terms.text, settles=settles, value=value, **said)
    except KeyError as error:
        raise NotValidThere(f"{error.args[0]}. Nothing was changed.") from None
    except (ReadingUnusable, TermsUnreadable) as error:
        said_of_it = "; ".join(dict.fromkeys(finding.message for finding in error.findings))
        raise NotValidThere(
            f"That value may not stand at {settles}: {said_of_it}. Nothing was changed."
        ) from None


@transaction.atomic
def record_reading(
    *,
    body: Body,
    number: str,
    decided_on: date,
    settles: str,
    value: Any,
    question: str,
    clause: Sequence[str] = (),
    effective_from: date,
    by: User | None,
    at: datetime,
) -> Adoption:
    """Record that a body decided how to read one place, and let the reading hold from a day on.

    A number that the body has given already means that decision; no number means the next one.
    Raises what ``adopt_reading`` raises, and NotYetDecided for a day that has not come.
    """
    if decided_on > at.date():
        raise NotYetDecided(f"{day_words(decided_on)} has not come yet. Record a decision once it is made.")
    decision = Decision.objects.filter(body=body, number=number).first() if number else None
    if decision is None:
        decision = record_decision(
            body=body,
            decided_on=decided_on,
            text=f"The terms are read thus: {question}",
            authority=_authority(body, decided_on),
            number=number,
            by=by,
            at=at,
        )
    return adopt_reading(
        decision=decision,
        settles=settles,
        value=value,
        question=question,
        clause=clause,
        effective_from=effective_from,
        by=by,
        at=at,
    )


def _authority(body: Body, day: date) -> str:
    states_a_quorum = any(
        one.id == body.code and one.quorum for one in terms_on(body.partnership, day).bodies
    )
    return Decision.Authority.MADE if states_a_quorum else Decision.Authority.NO_QUORUM_STATED
