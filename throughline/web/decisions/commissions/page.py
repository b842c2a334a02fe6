"""Work asked of others: every commission that a reader may see, one of them, and what bounds the remit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.commissioning import COMMISSION_FOLLOWS, remit_clauses, remit_of
from throughline.rules.decision_states import IN_FORCE
from throughline.rules.terms.model import Clause
from throughline.web.access.models import Agency, Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Commission, Decision
from throughline.web.decisions.register.permits import ANSWER_COMMISSION, commissions_readable_by
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.decisions.register.words import COMMISSIONS
from throughline.web.decisions.standing import state_of, with_standing
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on
from throughline.web.governance.standing import codes_readable_by


@dataclass(frozen=True)
class CommissionLine:
    """One commission in the list."""

    number: int
    product: str
    body: str
    to: str
    due: date
    kind: str
    words: str
    is_late: bool
    address: str


@dataclass(frozen=True)
class CommissionsPage:
    """Every commission that a reader may see, those that wait first."""

    lead: str
    rows: tuple[CommissionLine, ...]


@dataclass(frozen=True)
class CommissionPage:
    """One commission with its steps, and what may be done now by this reader."""

    commission: Commission
    line: CommissionLine
    lead: str
    steps: tuple[Any, ...]
    ways: tuple[tuple[str, str], ...]
    decision_address: str
    remit: str


@dataclass(frozen=True)
class AskingPage:
    """What whoever asks for work chooses from, and the clauses that bound it."""

    decisions: tuple[Decision, ...]
    clauses: tuple[Clause, ...]
    bounds: tuple[Clause, ...]
    to: tuple[tuple[str, str], ...]


def commissions_visible_to(viewpoint: Viewpoint, *, partnership: Partnership) -> QuerySet[Commission]:
    """The commissions of a partnership that a reader may see."""
    rows = Commission.objects.filter(commissions_readable_by(viewpoint), partnership=partnership)
    return rows.select_related("body__partnership", "to_body", "to_agency", "decision").distinct()


def commissions_page(partnership: Partnership, viewpoint: Viewpoint) -> CommissionsPage:
    """The commissions as they stand for a reader: what is open first, by the day it is due."""
    rows = [_line(one, viewpoint.on) for one in commissions_visible_to(viewpoint, partnership=partnership)]
    rows.sort(key=lambda one: (one.kind in ("complete", "out"), one.due, one.number))
    return CommissionsPage(lead=_lead(rows), rows=tuple(rows))


def _lead(rows: list[CommissionLine]) -> str:
    if not rows:
        return _("No work is asked of another body or organisation that you may see.")
    said = ngettext("%(n)d commission.", "%(n)d commissions.", len(rows)) % {"n": len(rows)}
    late = sum(one.is_late for one in rows)
    waits = sum(one.kind == "no news" for one in rows)
    waiting = ngettext("%(n)d waits to be accepted", "%(n)d wait to be accepted", waits) % {"n": waits}
    return f"{said} {waiting}, {_('%(n)d overdue') % {'n': late}}."


def _line(one: Commission, on: date) -> CommissionLine:
    kind, words = COMMISSIONS[one.state]
    is_late = one.state in ("asked", "accepted") and one.due < on
    parts = {"partnership": one.body.partnership.slug, "commission": one.number}
    return CommissionLine(
        number=one.number,
        product=one.product,
        body=one.body.name,
        to=one.to_agency.name if one.to_agency else str(one.to_body),
        due=one.due,
        kind="late" if is_late else kind,
        words=_("%(state)s, overdue") % {"state": words} if is_late else str(words),
        is_late=is_late,
        address=reverse("decisions:commission", kwargs=parts),
    )


def commission_page(commission: Commission, viewpoint: Viewpoint) -> CommissionPage:
    """One commission as a reader sees it."""
    line = _line(commission, viewpoint.on)
    says = {
        "accept": _("Accept it"),
        "refuse": _("Refuse it"),
        "deliver": _("Record it as delivered"),
        "close": _("Close it"),
    }
    ways = COMMISSION_FOLLOWS[commission.state] if holds_permit(ANSWER_COMMISSION, viewpoint) else {}  # type: ignore[index]
    commission.decision.body = commission.body
    may_read = commission.body.code in codes_readable_by(viewpoint)
    return CommissionPage(
        commission=commission,
        line=line,
        lead=_("%(body)s asks %(to)s: %(state)s.")
        % {"body": line.body, "to": line.to, "state": line.words.lower()},
        steps=tuple(commission.steps.select_related("by")),
        ways=tuple((step, says[step]) for step in ways),
        decision_address=address_of(commission.decision) if may_read else "",
        remit=_remit(commission),
    )


def _remit(commission: Commission) -> str:
    if commission.waiver_id is not None and commission.waiver is not None:
        return _("Outside the remit of the terms; waived by %(number)s") % {
            "number": commission.waiver.number
        }
    if commission.under_clause:
        return _("Inside the remit: clause %(clause)s") % {"clause": commission.under_clause}
    return _("The terms say nothing of a remit")


def asking_page(partnership: Partnership, body: Body, viewpoint: Viewpoint) -> AskingPage:
    """What a body may choose from when it asks for work: decisions that hold, clauses and recipients."""
    rows = with_standing(decisions_readable_by(viewpoint, partnership=partnership, body=body.code))
    terms = terms_on(partnership, viewpoint.on)
    own = terms.body(body.code)
    others = Body.objects.filter(partnership=partnership).exclude(pk=body.pk)
    agencies = Agency.objects.filter(partnership=partnership)
    return AskingPage(
        decisions=tuple(one for one in rows if state_of(one, on=viewpoint.on) in IN_FORCE),
        clauses=remit_clauses(own),
        bounds=remit_of(terms, own, recipient="").bounds,
        to=(
            *((f"body:{one.code}", one.name) for one in others),
            *((f"agency:{one.code}", one.name) for one in agencies),
        ),
    )


def recipient_of(partnership: Partnership, value: str) -> Body | Agency | None:
    """The body or organisation that a form's value means."""
    kind, _colon, code = value.partition(":")
    if kind == "body":
        return Body.objects.filter(partnership=partnership, code=code).first()
    return Agency.objects.filter(partnership=partnership, code=code).first()
