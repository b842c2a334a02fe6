"""The register as a reader sees it: narrowed, in order, and each entry with its trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.papers.risk_matrix import PlacedRisk
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.permits import codes_read_by
from throughline.web.governance.models import Body
from throughline.web.plan.queries import objectives_closed_to, shown_code
from throughline.web.risks.models import Escalation, Risk, RiskFigure, RiskThreshold
from throughline.web.risks.permits import KEEP_RISKS, SCORE_RISK
from throughline.web.risks.standing import (
    StandingRisk,
    address_of_escalation,
    stand,
    standing_risks,
    thresholds_on,
    trails,
)
from throughline.web.risks.words import DIRECTIONS, PROXIMITIES, movement_words, score_words

FILTERS = ("kind", "body", "direction", "objective", "state")


@dataclass(frozen=True)
class RiskLine:
    """One entry of the register in a row."""

    number: int
    event: str
    kind: str
    body: str
    owner: str
    score: str
    direction: str
    movement: str
    is_open: bool
    objectives: str
    address: str


@dataclass(frozen=True)
class RegisterPage:
    """The register: the answer first, the thresholds that hold, and the rows that were asked for."""

    lead: str
    thresholds: tuple[str, ...]
    rows: tuple[RiskLine, ...]
    shown: tuple[StandingRisk, ...]
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    chosen: Mapping[str, str]
    is_empty: bool
    keeps: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether less than every open entry was asked for."""
        return any(self.chosen.values())


@dataclass(frozen=True)
class Told:
    """One row of a trail: what, when, and by whom."""

    words: str
    note: str
    on: date
    by: str


@dataclass(frozen=True)
class Tied:
    """One thing that an entry has to do with."""

    what: str
    words: str
    address: str
    on: date


@dataclass(frozen=True)
class RiskPage:
    """One entry with its trail, and what this reader may do."""

    found: StandingRisk
    line: RiskLine
    lead: str
    proximity: str
    threshold: str
    scores: tuple[Told, ...]
    wordings: tuple[Told, ...]
    ties: tuple[Tied, ...]
    escalations: tuple[tuple[str, str], ...]
    closed_by: str
    keeps: bool
    scores_it: bool


def register_page(viewpoint: Viewpoint, asked: Mapping[str, str]) -> RegisterPage:
    """The register as it was asked for: every open entry unless narrowed, the gravest first."""
    partnership = _partnership(viewpoint)
    closed = objectives_closed_to(viewpoint)
    every = [replace(one, closed=closed) for one in standing_risks(partnership, viewpoint.on)]
    chosen = {name: asked.get(name, "") for name in FILTERS}
    shown = sorted((one for one in every if _is_asked_for(one, chosen)), key=_gravest_first)
    return RegisterPage(
        lead=_lead(every),
        thresholds=threshold_sentences(partnership, viewpoint.on),
        rows=tuple(_line(one) for one in shown),
        shown=tuple(shown),
        choices=_choices(every),
        chosen=chosen,
        is_empty=not every,
        keeps=holds_permit(KEEP_RISKS, viewpoint),
    )


def _partnership(viewpoint: Viewpoint) -> Partnership:
    if viewpoint.partnership is None:
        raise LookupError("A register belongs to a partnership.")
    return viewpoint.partnership


def _gravest_first(one: StandingRisk) -> tuple[bool, int, int]:
    return not one.is_open, -(one.standing.score or 0), one.risk.number


def _is_asked_for(one: StandingRisk, chosen: Mapping[str, str]) -> bool:
    state = chosen["state"] or "open"
    has = {
        "kind": one.risk.kind.code == chosen["kind"],
        "body": one.risk.body.code == chosen["body"],
        "direction": one.standing.direction == chosen["direction"],
        "objective": chosen["objective"] in one.objectives,
    }
    is_in_state = state == "every" or one.is_open is (state == "open")
    return is_in_state and all(has[name] for name in has if chosen[name])


def _lead(every: Sequence[StandingRisk]) -> str:
    open_ones = [one for one in every if one.is_open]
    if not open_ones:
        return _("Nothing is open in the register.")
    said = ngettext("%(n)d open entry.", "%(n)d open entries.", len(open_ones)) % {"n": len(open_ones)}
    rising = sum(one.standing.direction == "rising" for one in open_ones)
    reworded = sum(one.standing.is_only_reworded for one in open_ones)
    rises = ngettext("%(n)d is rising", "%(n)d are rising", rising) % {"n": rising}
    only = ngettext("%(n)d was only re-worded", "%(n)d were only re-worded", reworded) % {"n": reworded}
    if all(one.thresholds is None for one in open_ones):
        return f"{said} {rises}, {only}."
    high = sum(one.band == "high" for one in open_ones)
    grave = ngettext("%(n)d is high", "%(n)d are high", high) % {"n": high}
    return f"{said} {grave}, {rises}, {only}."


def threshold_sentences(partnership: Partnership, on: date) -> tuple[str, ...]:
    """From which score each body calls an entry high, by which decision; or that none has said."""
    rows = RiskThreshold.objects.filter(body__partnership=partnership, from_on__lte=on)
    latest = {one.body_id: one for one in rows.select_related("body", "decision").order_by("from_on", "pk")}
    if not latest:
        return (_("No board has said from which score an entry is high, so none is called so."),)
    return tuple(
        _("%(body)s: medium from %(medium)d, high from %(high)d, by %(decision)s.")
        % {
            "body": one.body.name,
            "medium": one.medium_from,
            "high": one.high_from,
            "decision": one.decision.number,
        }
        for one in latest.values()
    )


def _choices(every: Sequence[StandingRisk]) -> dict[str, tuple[tuple[str, str], ...]]:
    kinds = {one.risk.kind.code: one.risk.kind.name for one in every}
    bodies = {one.risk.body.code: one.risk.body.name for one in every}
    objectives = sorted({code for one in every for code in one.objectives})
    return {
        "kind": (("", _("Every kind")), *kinds.items()),
        "body": (("", _("Every board")), *bodies.items()),
        "direction": (("", _("Every direction")), *((code, str(w)) for code, (_k, w) in DIRECTIONS.items())),
        "objective": (("", _("Every objective")), *((code, code) for code in objectives)),
        "state": (("", _("Open")), ("closed", _("Closed")), ("every", _("Open and closed"))),
    }


def _line(one: StandingRisk) -> RiskLine:
    risk = one.risk
    return RiskLine(
        number=risk.number,
        event=one.wording.event,
        kind=risk.kind.name,
        body=risk.body.name,
        owner=owner_words(risk),
        score=score_words(one),
        direction=DIRECTIONS[one.standing.direction][0],
        movement=movement_words(one),
        is_open=one.is_open,
        objectives=", ".join(one.objectives),
        address=one.address,
    )


def owner_words(risk: Risk) -> str:
    """Who answers for an entry: the organisation, and the person where one is named."""
    return f"{risk.owner_agency.name}, {risk.owner.name}" if risk.owner else risk.owner_agency.name


def placed(shown: Sequence[StandingRisk]) -> tuple[PlacedRisk, ...]:
    """The open entries that have a score, for the matrix."""
    return tuple(
        PlacedRisk(
            number=one.risk.number,
            words=one.wording.event,
            likelihood=one.standing.current.likelihood,
            impact=one.standing.current.impact,
            was=(one.standing.previous.likelihood, one.standing.previous.impact)
            if one.standing.previous
            else None,
            direction=one.standing.direction,
            note=_("only re-worded") if one.standing.is_only_reworded else "",
        )
        for one in shown
        if one.is_open and one.standing.current
    )


def risk_page(risk: Risk, viewpoint: Viewpoint) -> RiskPage:
    """One entry as a reader sees it."""
    figures = RiskFigure.objects.select_related("observation__indicator", "observation__receipt")
    prefetch_related_objects([risk], *trails(), Prefetch("figures", figures))
    partnership = _partnership(viewpoint)
    thresholds = thresholds_on(partnership, viewpoint.on)
    closed = objectives_closed_to(viewpoint)
    found = replace(stand([risk], thresholds, viewpoint.on)[0], closed=closed)
    held = found.thresholds
    return RiskPage(
        found=found,
        line=_line(found),
        lead=_risk_lead(found),
        proximity=str(PROXIMITIES[found.risk.proximity]),
        threshold=_("High from %(n)d") % {"n": held.high_from}
        if held
        else _("%(body)s has not said from which score an entry is high") % {"body": found.risk.body.name},
        scores=tuple(_scores_told(found.risk)),
        wordings=tuple(_wordings_told(found.risk)),
        ties=tuple(_ties(found, viewpoint)),
        escalations=_escalations(found.risk),
        closed_by=_closed_by(found.risk, viewpoint),
        keeps=holds_permit(KEEP_RISKS, viewpoint),
        scores_it=holds_permit(SCORE_RISK, viewpoint),
    )


def _risk_lead(found: StandingRisk) -> str:
    if not found.is_open:
        return _("Closed: %(why)s") % {"why": found.risk.closed_because}
    return _("Score %(score)s. %(movement)s.") % {
        "score": score_words(found),
        "movement": movement_words(found),
    }


def _scores_told(risk: Risk) -> Sequence[Told]:
    return [
        Told(
            words=_("%(score)d (%(likelihood)d by %(impact)d)")
            % {"score": one.likelihood * one.impact, "likelihood": one.likelihood, "impact": one.impact},
            note=one.words,
            on=one.on,
            by=one.by.name if one.by else "",
        )
        for one in reversed(risk.scores.all())
    ]


def _wordings_told(risk: Risk) -> Sequence[Told]:
    return [
        Told(words=one.event, note=one.treatment, on=one.on, by=one.by.name if one.by else "")
        for one in reversed(risk.wordings.all())
    ]


def _ties(shown: StandingRisk, viewpoint: Viewpoint) -> Sequence[Tied]:
    slug, found = shown.risk.partnership.slug, []
    for one in shown.risk.ties.all():
        what, words, address = "", "", ""
        if one.objective:
            if not shown_code(one.objective, shown.closed):
                continue
            parts = {"partnership": slug, "year": one.objective.plan.year, "code": one.objective.code}
            what, words = _("Objective"), one.objective.code
            address = reverse("plan:objective", kwargs=parts)
        elif one.action:
            may_read = one.action.body.code in codes_read_by(viewpoint)
            what, words = (
                _("Action"),
                f"{one.action.number} {one.action.text}" if may_read else str(one.action),
            )
            number = {"partnership": slug, "action": one.action.number}
            address = reverse("decisions:action", kwargs=number) if may_read else ""
        elif one.target:
            what, words = (
                _("Target"),
                _("%(value)s of %(indicator)s")
                % {
                    "value": one.target.value or one.target.tolerance,
                    "indicator": one.target.indicator.code,
                },
            )
            address = _indicator(slug, one.target.indicator.code)
        found.append(Tied(str(what), words, address, one.tied_on))
    return [*found, *(_figure(one, slug) for one in shown.risk.figures.all())]


def _figure(one: Any, slug: str) -> Tied:
    row = one.observation
    value = f"{row.numerator}/{row.denominator}" if row.denominator is not None else str(row.numerator)
    words = _("%(indicator)s: %(value)s for the period to %(day)s, return %(receipt)s") % {
        "indicator": row.indicator.code,
        "value": value,
        "day": row.ends.isoformat(),
        "receipt": row.receipt.reference,
    }
    return Tied(_("Figure"), words, _indicator(slug, row.indicator.code), one.cited_on)


def _indicator(slug: str, code: str) -> str:
    return reverse("performance:indicator", kwargs={"partnership": slug, "indicator": code})


def _escalations(risk: Risk) -> tuple[tuple[str, str], ...]:
    rows = Escalation.objects.filter(risk=risk).select_related("partnership")
    return tuple((f"{one.number} {one.subject}", address_of_escalation(one)) for one in rows)


def _closed_by(risk: Risk, viewpoint: Viewpoint) -> str:
    decision = risk.closed_by
    if decision is None:
        return ""
    decision.body = Body.objects.select_related("partnership").get(pk=decision.body_id)
    return address_of(decision) if decision.body.code in codes_read_by(viewpoint) else ""
