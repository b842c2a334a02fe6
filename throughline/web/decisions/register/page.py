"""One decision: its words, by what right it stands, what it did, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.rules.decision_states import IN_FORCE, DecisionState, is_allowed
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.addresses import address_of, numbers_at
from throughline.web.decisions.cascades.page import CascadeRow, cascade_rows
from throughline.web.decisions.models import Action, Adoption, Commission, Decision
from throughline.web.decisions.register.parts import DecisionPart, PartLine, decision_parts, needed_by_parts
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.decisions.register.words import COMMISSIONS, STATES, quorum_words, right_words
from throughline.web.decisions.standing import (
    chairs_action_of,
    ratified_by,
    rescinded_by,
    state_of,
    with_standing,
)
from throughline.web.governance.models import Body, TermsOfReference
from throughline.web.governance.queries import NoTermsYet, read_record, record_on, terms_record
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.site.jinja import long_date


@dataclass(frozen=True)
class Became:
    """Something that befell a decision on a day: words, the day, and where it leads."""

    words: str
    day: date
    address: str = ""
    note: str = ""


@dataclass(frozen=True)
class DecisionPage:
    """A decision as its page shows it to one reader."""

    decision: Decision
    lead: str
    kind: str
    state_words: str
    right: str
    quorum: str
    organisations: tuple[str, ...]
    course: tuple[Became, ...]
    did: tuple[PartLine, ...]
    actions: tuple[PartLine, ...]
    commissions: tuple[PartLine, ...]
    receipts: tuple[CascadeRow, ...]
    parts: tuple[DecisionPart, ...]
    terms: str
    because: str
    cascade: str
    ways: tuple[PartLine, ...]


ALSO = ("body__partnership", "adoption__terms", "cascade", "chairs_action_answered__decision")


def decision_at(partnership: Partnership, viewpoint: Viewpoint, *, body: str, part: str) -> Decision | None:
    """The decision at an address, for whoever may know of it; None for anybody else."""
    rows = decisions_readable_by(viewpoint, partnership=partnership, body=body)
    found = with_standing(rows.filter(number__in=numbers_at(body, part)))
    return found.select_related(*ALSO, *needed_by_parts()).first()


def decision_page(decision: Decision, viewpoint: Viewpoint) -> DecisionPage:
    """What a reader is shown of a decision they may know of."""
    state = state_of(decision, on=viewpoint.on)
    kind, word = STATES[state]
    terms, chairs = _record(decision), chairs_action_of(decision)
    names = _names(decision, terms)
    parts = decision_parts(decision, viewpoint)
    return DecisionPage(
        decision=decision,
        lead=_lead(decision, state),
        kind=kind,
        state_words=str(word),
        right=right_words(decision),
        quorum=quorum_words(decision.stood),
        organisations=tuple(names.get(code, code) for code in decision.stood.get("organisations", ())),
        course=tuple(sorted(_course(decision), key=lambda one: one.day)),
        did=tuple(_did(decision)),
        actions=tuple(_actions(decision)),
        commissions=tuple(_commissions(decision)),
        receipts=_receipts(decision, terms, viewpoint),
        parts=parts,
        terms=_terms(terms, decision),
        because=chairs.because if chairs else "",
        cascade=address_of(decision, "cascade"),
        ways=tuple(_ways(decision, state, viewpoint, parts)),
    )


def _lead(decision: Decision, state: DecisionState) -> str:
    later = rescinded_by(decision)
    says = {
        "recommended": _("It was only recommended, and waits for a quorate meeting to ratify it."),
        "ratified": _("It was recommended without a quorum, ratified since, and holds."),
        "made": _("It holds. Nothing is recorded yet of its being carried out."),
        "chairs-action": _("The chair decided it between meetings. The next meeting hears of it."),
        "reported": _("The chair decided it between meetings. The body has it on an agenda."),
        "noted": _("The chair decided it between meetings, and the body noted it."),
        "reversed": _("The chair decided it between meetings, and the body reversed it. It does not hold."),
        "implemented": _("It was carried out."),
        "closed": _("It was carried out and closed."),
    }
    if state != "rescinded":
        return says[state]
    if later is None:
        return _("It fell with the decision that had ratified it. It does not hold.")
    return _("%(number)s rescinded it. It does not hold.") % {"number": later.number}


def _record(decision: Decision) -> TermsOfReference | None:
    """The terms in force on the day of a decision, if there were any."""
    try:
        return terms_record(decision.body.partnership, decision.decided_on)
    except NoTermsYet:
        return None


def _names(decision: Decision, terms: TermsOfReference | None) -> Mapping[str, str]:
    return {one.id: one.name for one in read_record(terms).agencies} if terms else {}


def _receipts(
    decision: Decision, terms: TermsOfReference | None, viewpoint: Viewpoint
) -> tuple[CascadeRow, ...]:
    if terms is None or not hasattr(decision, "cascade"):
        return ()
    calendar = record_on(terms, decision.decided_on).calendar.working_days
    return cascade_rows([decision], viewpoint, calendar=calendar)


def _course(decision: Decision) -> Iterator[Became]:
    ratifying = ratified_by(decision)
    if ratifying is not None:
        said = _("Ratified by %(number)s") % {"number": ratifying.number}
        yield Became(said, ratifying.decided_on, _beside(decision, ratifying))
    later = rescinded_by(decision)
    if later is not None:
        said = _("Rescinded by %(number)s") % {"number": later.number}
        yield Became(said, later.effective_from or later.decided_on, _beside(decision, later))
    for step in decision.steps.all():
        said = _("Implemented") if step.to == "implemented" else _("Closed")
        yield Became(said, step.taken_on, note=step.evidence)
    chairs = chairs_action_of(decision)
    if chairs is not None and chairs.reported_on is not None:
        yield Became(_("Reported on an agenda"), chairs.reported_on)
        if chairs.answered_by is not None:
            words = _("Noted by %(number)s") if chairs.answer == "noted" else _("Reversed by %(number)s")
            said = words % {"number": chairs.answered_by.number}
            yield Became(said, chairs.answered_by.decided_on, _beside(decision, chairs.answered_by))


def _beside(decision: Decision, other: Decision) -> str:
    """The address of a decision of the same body, whose record is at hand."""
    other.body = decision.body
    return address_of(other)


def _did(decision: Decision) -> Iterator[PartLine]:
    for words, other in ((_("Ratifies"), decision.ratifies), (_("Rescinds"), decision.rescinds)):
        if other is not None:
            yield PartLine(f"{words} {other.number}", _beside(decision, other), other.text)
    taken = getattr(decision, "chairs_action_answered", None)
    if taken is not None:
        words = _("Notes the chair’s action") if taken.answer == "noted" else _("Reverses the chair’s action")
        yield PartLine(
            f"{words} {taken.decision.number}", _beside(decision, taken.decision), taken.decision.text
        )
    adoption: Adoption | None = getattr(decision, "adoption", None)
    if adoption is not None:
        slug = decision.body.partnership.slug
        yield PartLine(
            _("Adopts a reading of the terms: terms %(number)d") % {"number": adoption.terms.number},
            reverse("governance:terms", kwargs={"partnership": slug}),
            _("Settles %(place)s from %(day)s")
            % {"place": adoption.settles, "day": long_date(adoption.effective_from)},
        )


def _actions(decision: Decision) -> Iterator[PartLine]:
    rows: QuerySet[Action] = decision.actions.select_related("owner_agency").order_by("number")
    slug = decision.body.partnership.slug
    for one in rows:
        address = reverse("decisions:action", kwargs={"partnership": slug, "action": one.number})
        note = f"{one.owner_agency.name}, {one.get_state_display()}"
        yield PartLine(f"{one.number} {one.text}", address, note)


def _commissions(decision: Decision) -> Iterator[PartLine]:
    rows: QuerySet[Commission] = decision.commissions.select_related("to_body", "to_agency")
    slug = decision.body.partnership.slug
    for one in rows:
        address = reverse("decisions:commission", kwargs={"partnership": slug, "commission": one.number})
        to = one.to_body or one.to_agency
        yield PartLine(one.product, address, f"{to}, {COMMISSIONS[one.state][1]}")


def _terms(terms: TermsOfReference | None, decision: Decision) -> str:
    if terms is None:
        return ""
    return _("Terms %(number)d were in force on that day.") % {"number": terms.number}


def _ways(
    decision: Decision, state: DecisionState, viewpoint: Viewpoint, parts: tuple[DecisionPart, ...]
) -> Iterator[PartLine]:
    """What this reader may do with the decision now."""
    if not holds_permit(RUN_MEETINGS, viewpoint):
        return
    if is_allowed(state, "implement"):
        yield PartLine(_("Record that it was carried out"), address_of(decision, "implemented"))
    if state in IN_FORCE and not hasattr(decision, "cascade"):
        yield PartLine(_("Tell organisations of it"), address_of(decision, "start_cascade"))
    if state in IN_FORCE:
        body = decision.body
        ask = reverse("decisions:ask_commission", kwargs=_of(body))
        yield PartLine(_("Ask another for work by it"), f"{ask}?decision={decision.pk}")
    says = {
        "ratify": _("Ratify it at a meeting"),
        "rescind": _("Rescind it at a meeting"),
        "note": _("Note it at a meeting"),
        "reverse": _("Reverse it at a meeting"),
    }
    for part in parts:
        for step, address in part.ways:
            yield PartLine(says[step], address)


def _of(body: Body) -> dict[str, Any]:
    return {"partnership": body.partnership.slug, "body": body.code}
