"""What was known of every line on a day: steps, totals, verdicts, actions, risks, escalations, duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet

from throughline.figures.indicators.model import Change, Position
from throughline.figures.indicators.trajectory import trajectory_against_plan
from throughline.figures.scorecard import Row
from throughline.rules.calendar_year import year_of
from throughline.rules.exceptions import (
    ActionSeen,
    DutySeen,
    EscalationSeen,
    Line,
    RiskSeen,
    Seen,
    StepSeen,
    TotalSeen,
    VerdictSeen,
    silent_periods,
    slipping_periods,
)
from throughline.rules.plan.model import SuccessMeasure
from throughline.rules.plan.objective_status import StepStanding
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Action
from throughline.web.decisions.queries import open_actions
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on
from throughline.web.meetings import items_open
from throughline.web.meetings.calling.planning import obligations_of
from throughline.web.meetings.models import Minute
from throughline.web.performance.queries import received_scorecard
from throughline.web.plan.models import MilestoneUpdate, PlanVersion
from throughline.web.plan.queries import StandingObjective, StandingPlan, standing_plan, version_on
from throughline.web.risks.queries import escalations_unanswered
from throughline.web.risks.standing import standing_risks
from throughline.words.formats import list_words
from throughline.words.periods import Period, quarters, year_holding

ONE_DAY = timedelta(days=1)
OWN_DUTY = "exception-report"
"""How the duty to report exceptions is called in the terms: whether it is done is known from the reports."""


@dataclass(frozen=True)
class LookedAt:
    """What was seen for one body on a day, and the version of the plan that was judged."""

    version: PlanVersion | None
    quarter: Period
    seen: tuple[Seen, ...]


def quarter_reported(partnership: Partnership, day: date) -> Period:
    """The quarter that a report drafted on a day is of: the last one of the partnership's year that ended.

    Raises NoTermsYet. Source: rule R21 (quarterly).
    """
    starts, _ends = year_of(terms_on(partnership, day), day)
    return last_quarter_before(day, f"{starts:%m-%d}")


def last_quarter_before(day: date, year_starts: str) -> Period:
    """The last quarter that ended before a day, in years that begin on ``year_starts``, such as 04-01."""
    year = year_holding(day, year_starts)
    before = year_holding(year.first - ONE_DAY, year_starts)
    ended = [one for one in (*quarters(before), *quarters(year)) if one.last < day]
    return ended[-1]


def look(body: Body, day: date) -> LookedAt:
    """Every line that may be an exception for a body, as it was known on a day. Raises NoTermsYet."""
    partnership = body.partnership
    terms = terms_on(partnership, day)
    starts, _ends = year_of(terms, day)
    quarter = last_quarter_before(day, f"{starts:%m-%d}")
    version = version_on(partnership, day)
    shown = standing_plan(version, day, terms=terms) if version else None
    seen: list[Seen] = []
    if shown is not None:
        seen += _steps(shown, quarter)
    seen += _figures(partnership, day, shown, names_in(terms))
    seen += _actions(body, day)
    seen += _risks(body, day)
    seen += _escalations(body, day)
    seen += _duties(body, starts, day, terms)
    return LookedAt(version, quarter, tuple(_as_open(one, shown) for one in seen))


def _as_open(seen: Seen, shown: StandingPlan | None) -> Seen:
    """A line without the number of an objective that the plan keeps from some of the report's readers."""
    named = seen.line.objective
    if shown is None or not named or any(named == one.objective.id for one in shown.objectives):
        return seen
    return replace(seen, line=replace(seen.line, objective=""))  # type: ignore[type-var]  # every one of them is a dataclass


def _steps(shown: StandingPlan, quarter: Period) -> Iterator[Seen]:
    asked = _quarters_asked(shown, quarter)
    told = _told(shown)
    for objective in shown.objectives:
        for step in objective.standing.steps:
            yield _step(shown, objective, step, asked, told.get(step.step.id, {}))


def _quarters_asked(shown: StandingPlan, quarter: Period) -> tuple[Period, ...]:
    """The quarters of the plan's year, up to the one reported, that ended after the plan was accepted.

    For a quarter that had ended before, nobody could be asked for news.
    """
    accepted = shown.version.plan.versions.order_by("number").values_list("accepted_on", flat=True)[0]
    year = year_holding(shown.year.starts, f"{shown.year.starts:%m-%d}")
    return tuple(one for one in quarters(year) if accepted <= one.last <= quarter.last)


def _told(shown: StandingPlan) -> Mapping[str, Mapping[date, MilestoneUpdate]]:
    """The last news of each step for each quarter, by the step's number and the quarter's first day."""
    rows = MilestoneUpdate.objects.filter(milestone__plan=shown.version.plan, told_on__lte=shown.on)
    told: dict[str, dict[date, MilestoneUpdate]] = {}
    for row in rows.select_related("milestone").order_by("told_on", "pk"):
        told.setdefault(row.milestone.code, {})[row.quarter_starts] = row
    return told


def _step(
    shown: StandingPlan,
    objective: StandingObjective,
    step: StepStanding,
    asked: tuple[Period, ...],
    told: Mapping[date, MilestoneUpdate],
) -> StepSeen:
    due = step.due.latest if step.due else None
    windows = [shown.year.window(told[one.first].forecast) if one.first in told else None for one in asked]
    return StepSeen(
        line=Line(
            kind="step",
            code=step.step.id,
            words=step.step.text,
            objective=objective.objective.id,
            lead=objective.lead,
        ),
        status=step.status,
        due=due,
        forecast=step.forecast.latest if step.forecast else None,
        slipping_periods=slipping_periods([one.latest if one else None for one in windows], due),
        silent_periods=silent_periods(one.first in told for one in asked),
    )


def _figures(
    partnership: Partnership, day: date, shown: StandingPlan | None, names: Mapping[str, str]
) -> Iterator[Seen]:
    received = received_scorecard(partnership, day)
    if received is None:
        return
    for row in received.card.rows:
        yield _figure(row, shown, names)


def _figure(row: Row, shown: StandingPlan | None, names: Mapping[str, str]) -> Seen:
    judged, indicator = row.judgement, row.judgement.indicator
    line = Line(
        kind="measure",
        code=indicator.id,
        words=indicator.name,
        objective=indicator.objective,
        lead=names.get(indicator.owner, indicator.owner),
    )
    if row.quarters and judged.target is not None and judged.latest is not None:
        planned = [one.planned for one in row.quarters]
        result = trajectory_against_plan(planned, [one.done for one in row.quarters], judged.target.tolerance)
        stands = result.standing
        if stands is not None and stands.actual is not None and result.interval is not None:
            return TotalSeen(
                line=_as_planned(line, planned, shown),
                planned=stands.planned,
                actual=stands.actual,
                upper=result.interval.upper,
                behind_running=result.behind_running,
                shown_by=indicator.id,
            )
    return VerdictSeen(
        line=line,
        is_worse=judged.change is Change.WORSE,
        is_off_target=judged.position is Position.OFF_TARGET,
        sentence=judged.sentence,
        shown_by=indicator.id,
    )


def _as_planned(line: Line, planned: list[int], shown: StandingPlan | None) -> Line:
    """The measure of the plan whose planned quarters these are, so that one thing is one line."""
    measures = shown.plan.measures_of(line.objective) if shown and line.objective else ()
    found = [one for one in measures if one.is_trajectory and list(one.quarters) == planned]
    return _of_plan(found[0], line) if len(found) == 1 else line


def _of_plan(measure: SuccessMeasure, line: Line) -> Line:
    return Line(kind="step", code=measure.id, words=measure.text, objective=line.objective, lead=line.lead)


def _actions(body: Body, day: date) -> Iterator[Seen]:
    for one in open_actions(open_to_all_readers(body), on=day):
        late = one.lateness
        yield ActionSeen(
            line=Line(kind="action", code=str(one.number), words=one.text, lead=one.organisation),
            age_days=late.age_days,
            moves=late.slips,
            overdue_days=late.overdue_days,
        )


def open_to_all_readers(body: Body) -> QuerySet[Action]:
    """The actions of a body that everybody who reads its papers may know of. Source: rule R43."""
    narrow = Minute.objects.filter(items_open.for_some("item__"), action__body=body)
    members = Minute.objects.filter(action__body=body, readers=Minute.Readers.MEMBERS)
    closed = (narrow | members).order_by().values("action")
    return Action.objects.filter(body=body).exclude(pk__in=closed)


def _risks(body: Body, day: date) -> Iterator[Seen]:
    """The open risks of the body's own register."""
    for one in standing_risks(body.partnership, day):
        if one.risk.body_id == body.pk and one.is_open and one.standing.score is not None:
            before = one.standing.previous
            yield RiskSeen(
                line=Line(
                    kind="risk",
                    code=str(one.risk.number),
                    words=one.wording.event,
                    objective=next(iter(one.objectives), ""),
                    lead=one.risk.owner_agency.name,
                ),
                score=one.standing.score,
                before=before.score if before else None,
                high_from=one.thresholds.high_from if one.thresholds else None,
            )


def _escalations(body: Body, day: date) -> Iterator[Seen]:
    """What the body asked of boards above it and no answer came to."""
    for one in escalations_unanswered(body.partnership, day):
        if one.source == body.code:
            yield EscalationSeen(
                line=Line(
                    kind="escalation",
                    code=str(one.number),
                    words=one.words,
                    objective=one.objective,
                    lead=list_words(one.to),
                ),
                days_late=one.days_late,
            )


def _duties(body: Body, starts: date, day: date, terms: Terms) -> Iterator[Seen]:
    """Reports that are overdue: of other duties nothing records that they were done."""
    names = names_in(terms)
    if body.code not in {one.id for one in terms.bodies}:
        return
    for one in obligations_of(body, starts, day, written=terms):
        if one.is_overdue and one.due is not None and "report" in one.what and OWN_DUTY not in one.at:
            yield DutySeen(
                line=Line(
                    kind="duty",
                    code=f"{one.at}:{one.to}:{one.due:%Y-%m-%d}",
                    words=f"{one.what.replace('-', ' ').capitalize()} to {names.get(one.to, one.to)}",
                    lead=names.get(one.owed_by or "", one.owed_by or ""),
                ),
                is_firm=one.strength == "firm",
                due=one.due,
            )
