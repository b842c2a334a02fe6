"""Reads of plans: the version in force on a day, and where each objective stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import QuerySet

from throughline.papers.blocks import Status, StatusKind
from throughline.papers.plan_table import ObjectiveLine, PlanPriority, PlanTable
from throughline.papers.reading import read_rows
from throughline.rules.plan.by_area import is_done_everywhere
from throughline.rules.plan.file_form import plan_csv, read_plan
from throughline.rules.plan.linter import PlanFinding, lint
from throughline.rules.plan.merging import marked
from throughline.rules.plan.model import Milestone as PlannedMilestone
from throughline.rules.plan.model import Objective, Plan, Priority, SuccessMeasure
from throughline.rules.plan.objective_status import (
    News,
    ObjectiveStanding,
    StepStanding,
    objective_standing,
    step_due,
    steps_of,
)
from throughline.rules.plan.restriction import part_open_to, restricted_to
from throughline.rules.plan.six_columns import six_columns
from throughline.rules.plan.status import STATUS_WORDS, MilestoneStatus
from throughline.rules.plan.tags import Filed, filed_under
from throughline.rules.plan.when import PlanYear, plan_year
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Partnership, User
from throughline.web.access.permits import Viewpoint, belongs_to, holds_permit
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.plan.models import (
    ChangeRequest,
    DeliveryPlan,
    Milestone,
    MilestoneUpdate,
    PlanVersion,
    StagedPlan,
)
from throughline.web.plan.models import Objective as ObjectiveRow
from throughline.web.plan.permits import KEEP_PLAN
from throughline.web.plan.proposals import pathway_names, surroundings
from throughline.web.plan.rounds.overrides import Override, overrides_on
from throughline.words.dates import DateUnreadable, ImpreciseDate
from throughline.words.formats import day_words, imprecise_words
from throughline.words.periods import Period, quarters, year_holding
from throughline.words.refusals import Refused

KINDS: Mapping[MilestoneStatus, StatusKind] = {
    MilestoneStatus.COMPLETE: "complete",
    MilestoneStatus.ON_COURSE: "on-course",
    MilestoneStatus.SLIPPING: "slipping",
    MilestoneStatus.LATE: "late",
    MilestoneStatus.NO_NEWS: "no-news",
    MilestoneStatus.UNDATED: "undated",
}


class NoPlanYet(Refused):
    """The partnership has no plan of that year."""


@dataclass(frozen=True)
class StandingObjective:
    """An objective in its plan: its words, who leads, and where it stands."""

    objective: Objective
    lead: str
    pathways: tuple[str, ...]
    standing: ObjectiveStanding
    support: tuple[str, ...] = ()


@dataclass(frozen=True)
class StandingPlan:
    """A plan on one day: its version, its priorities and where their objectives stand."""

    version: PlanVersion
    plan: Plan
    year: PlanYear
    on: date
    quarter: Period
    """The quarter whose news counts as this period's."""
    priorities: tuple[tuple[Priority, tuple[StandingObjective, ...]], ...]
    rebaselined: Mapping[str, ImpreciseDate | None] = field(default_factory=dict)
    """The first date of each step that a decision gave another, by the step's number."""

    def first_date(self, step: StepStanding) -> str:
        """The date a step was first promised by, in words, whatever was agreed since."""
        return date_words(self.rebaselined.get(step.step.id, step.due))

    @property
    def objectives(self) -> tuple[StandingObjective, ...]:
        """Every objective in the order of its number."""
        return tuple(one for _priority, found in self.priorities for one in found)

    @cached_property
    def filed(self) -> tuple[Filed, ...]:
        """Each tag of the plan with everything under it."""
        version = self.version
        return _filed_once(version.digest, version.text, version.opened_to, version.closed_since)

    @cached_property
    def tags(self) -> Mapping[str, frozenset[str]]:
        """The codes of what each objective is filed under, by its number."""
        return {
            one.objective.id: frozenset(
                each.tag.code for each in self.filed if one.objective.id in each.objectives
            )
            for one in self.objectives
        }

    @cached_property
    def overrides(self) -> Mapping[str, Override]:
        """The overrides in force by the number of the line, asked for once; what is worked out stays."""
        return overrides_on(self.version.plan, self.quarter.first, self.on)

    @property
    def quarter_words(self) -> str:
        """The quarter in words: "October to December 2009"."""
        return f"{self.quarter.first:%B} to {self.quarter.last:%B %Y}"

    @property
    def title(self) -> str:
        """What the plan calls itself."""
        return self.plan.fact("name") or f"Delivery plan {self.version.plan.year}"


@lru_cache(maxsize=32)
def _read_once(digest: str, text: str) -> Plan:
    return read_plan(read_rows(text.encode(), "the plan").rows)


@lru_cache(maxsize=64)
def _read_open_part(digest: str, text: str, offices: frozenset[str] | None, closed: frozenset[str]) -> Plan:
    plan = _read_once(digest, text)
    return plan if offices is None else part_open_to(plan, offices, closed)


@lru_cache(maxsize=32)
def _filed_once(
    digest: str, text: str, offices: frozenset[str] | None, closed: frozenset[str]
) -> tuple[Filed, ...]:
    return filed_under(_read_open_part(digest, text, offices, closed))


def plan_of(version: PlanVersion) -> Plan:
    """What a version says to whoever it was opened to; unopened, it keeps back what is restricted."""
    return _read_open_part(version.digest, version.text, version.opened_to, version.closed_since)


def whole_plan_of(version: PlanVersion) -> Plan:
    """All that a version says, for acts that write its next version; never for a page or a paper."""
    return _read_once(version.digest, version.text)


def opened(
    version: PlanVersion, viewpoint: Viewpoint, *, closed: frozenset[str] | None = None
) -> PlanVersion:
    """The version as one reader may read it: whole to its keepers, else by the offices that they hold.

    An office of one body counts where that body owns the plan. What a later version closes is closed in
    this one too: ``closed``, where the caller has it already. Source: rule R50.
    """
    version.opened_to = _offices_reading(version, viewpoint)
    if version.opened_to is not None:
        later = version.plan.versions.filter(number__gt=version.number)
        version.closed_since = _closed_in(later, viewpoint) if closed is None else closed
    return version


def _offices_reading(version: PlanVersion, viewpoint: Viewpoint) -> frozenset[str] | None:
    if viewpoint.partnership != version.plan.partnership:
        return frozenset()
    if holds_permit(KEEP_PLAN, viewpoint):
        return None
    bodies = ("", whole_plan_of(version).fact("owner_body"))
    return frozenset(held.office for held in viewpoint.offices if held.body_code in bodies)


def lines_closed_to(plan: DeliveryPlan, viewpoint: Viewpoint) -> frozenset[str]:
    """The numbers of the lines that a reader may not read, in any version that there was of a plan."""
    return _closed_in(plan.versions.all(), viewpoint)


def _closed_in(versions: QuerySet[PlanVersion], viewpoint: Viewpoint) -> frozenset[str]:
    closed: set[str] = set()
    for version in versions.select_related("plan__partnership"):
        offices = _offices_reading(version, viewpoint)
        if offices is not None:
            closed |= restricted_to(whole_plan_of(version), offices)
    return frozenset(closed)


def lines_closed_to_all(plan: DeliveryPlan) -> frozenset[str]:
    """The numbers of the lines that no paper for several readers may tell of."""
    found = (restricted_to(whole_plan_of(one), ()) for one in plan.versions.all())
    return frozenset().union(*found)


def objectives_closed_to(viewpoint: Viewpoint) -> frozenset[tuple[int, str]]:
    """The objectives that a reader may not read, by the key of their plan and their number; one query.

    None for whoever keeps the plans. Source: rule R50.
    """
    if holds_permit(KEEP_PLAN, viewpoint):
        return frozenset()
    versions = PlanVersion.objects.filter(plan__partnership=viewpoint.partnership)
    return frozenset(
        (version.plan_id, line)
        for version in versions.select_related("plan__partnership")
        for line in restricted_to(whole_plan_of(version), _offices_reading(version, viewpoint) or ())
    )


def shown_code(objective: ObjectiveRow | None, closed: Collection[tuple[int, str]]) -> str:
    """The number of an objective that a record is tied to; nothing where there is none or it is closed."""
    if objective is None or (objective.plan_id, objective.code) in closed:
        return ""
    return objective.code


def objectives_in_the_open(partnership: Partnership) -> QuerySet[ObjectiveRow]:
    """The objectives of every plan that nobody is kept from reading, as rows; two queries."""
    rows = ObjectiveRow.objects.filter(plan__partnership=partnership).select_related("plan")
    for version in PlanVersion.objects.filter(plan__partnership=partnership).select_related("plan"):
        closed = restricted_to(whole_plan_of(version), ())
        rows = rows.exclude(plan=version.plan, code__in=closed) if closed else rows
    return rows


def whole(version: PlanVersion) -> PlanVersion:
    """The version with nothing kept back, for whoever runs the store at its own door."""
    version.opened_to = None
    return version


def organisations(partnership: Partnership, day: date) -> list[tuple[str, str]]:
    """The organisations that may lead, by id and name, in the order of their names."""
    terms = _terms(partnership, day)
    return sorted(((one.id, one.name) for one in terms.agencies), key=lambda one: one[1]) if terms else []


def copied(version: PlanVersion) -> Plan:
    """A version to edit, every line of which says from which version it comes."""
    return marked(plan_of(version), str(version.number))


def copy_of(version: PlanVersion) -> str:
    """A version as a CSV file to edit."""
    return plan_csv(copied(version))


def own_file_of(version: PlanVersion) -> str:
    """A version's own file: to the letter to whoever may read all of it, else its open part."""
    shown = plan_of(version)
    return version.text if shown == whole_plan_of(version) else plan_csv(shown)


def in_six_columns(version: PlanVersion, day: date) -> tuple[tuple[str, ...], ...]:
    """A version as rows of the older table of six columns, organisations by their names."""
    plan, terms = plan_of(version), _terms(version.plan.partnership, day)
    return six_columns(
        plan,
        year=plan_year(plan),
        agencies={one.id: one.name for one in terms.agencies} if terms else {},
    )


def versions_for(partnership: Partnership, plan: Plan) -> Mapping[int, Plan]:
    """Every version there is of the year that a plan is for, whole, by number; none where it names no year.

    Only those who keep the plan send a file to be compared with them.
    """
    try:
        year = plan_year(plan)
    except DateUnreadable:
        return {}
    found = PlanVersion.objects.filter(plan__partnership=partnership, plan__year_starts=year.starts)
    return {one.number: whole_plan_of(one) for one in found}


def staged_visible_to(user: User, *, partnership: Partnership, at: datetime) -> QuerySet[StagedPlan]:
    """The files that a user sent to look at and that still wait."""
    if not belongs_to(partnership, user):
        return StagedPlan.objects.none()
    return StagedPlan.objects.filter(partnership=partnership, staged_by=user, ends_at__gte=at)


def version_on(
    partnership: Partnership, day: date, *, year: str = "", viewpoint: Viewpoint | None = None
) -> PlanVersion | None:
    """The plan in force on a day, of one year or else of the latest that has begun; None if there is none.

    What is restricted in it stays closed, but to the ``viewpoint`` of somebody who may read it.
    """
    found = PlanVersion.objects.filter(plan__partnership=partnership, accepted_on__lte=day)
    found = found.filter(plan__year=year) if year else found.filter(plan__year_starts__lte=day)
    version = found.select_related("plan__partnership").order_by("-plan__year_starts", "-number").first()
    return opened(version, viewpoint) if version is not None and viewpoint is not None else version


def year_of(partnership: Partnership, day: date) -> str:
    """The plan year that a day falls in, as the partnership's calendar has it."""
    terms = _terms(partnership, day)
    return year_holding(day, terms.calendar.year_starts).name if terms else year_holding(day).name


def plan_named(partnership: Partnership, year: str, day: date) -> PlanVersion:
    """The version in force of one year's plan. Raises NoPlanYet with the years there are."""
    version = version_on(partnership, day, year=year)
    if version is None:
        years = ", ".join(DeliveryPlan.objects.filter(partnership=partnership).values_list("year", flat=True))
        there = f"It has one for {years}." if years else "It has none yet: accept a plan first."
        raise NoPlanYet(f"{partnership.name} has no plan for {year or 'a year that has begun'}. {there}")
    return version


def milestone_named(version: PlanVersion, code: str) -> Milestone:
    """The step of a plan with that number. Raises NoPlanYet."""
    found = Milestone.objects.filter(plan=version.plan, code=code).select_related("plan__partnership").first()
    if found is None:
        raise NoPlanYet(f"The plan of {version.plan.year} has no milestone {code}.")
    return found


def reporting_quarter(year: PlanYear, day: date) -> Period:
    """The quarter whose news is this period's: the last that has ended, or the first of the plan's year.

    Source: rule R20 (updated this period).
    """
    found = quarters(year_holding(year.starts, f"{year.starts:%m-%d}"))
    return max((one for one in found if one.last < day), default=found[0])


def standing_plan(version: PlanVersion, day: date, *, terms: Terms | None = None) -> StandingPlan:
    """A version's plan as it stands on a day: judged by its first dates, a later date being a forecast.

    Where a decision agreed to another date, the step is judged by that, and its first date stays beside it.
    ``terms`` are those of the day, where the caller has them already.
    Source: rules R19 and R20.
    """
    plan = plan_of(version)
    year = plan_year(plan)
    quarter = reporting_quarter(year, day)
    judged, first_dates = _with_baselines(plan, version, year, day)
    after = _dues_once(version.digest, version.text)
    before = after if judged is plan else _dues(judged, year)
    news = _moved(after, before) | _news(version, year, quarter, day)
    terms = terms or _terms(version.plan.partnership, day)
    names = names_in(terms) if terms else {}
    paths = pathway_names(terms) if terms else {}
    priorities = tuple(
        (
            priority,
            tuple(
                StandingObjective(
                    one,
                    names.get(one.lead, one.lead),
                    tuple(paths.get(code, code) for code in one.pathways),
                    objective_standing(judged, one.id, year=year, news=news, today=day, dues=before),
                    tuple(names.get(other, other) for other in one.support),
                )
                for one in plan.objectives
                if one.parent == priority.id
            ),
        )
        for priority in plan.priorities
    )
    return StandingPlan(version, plan, year, day, quarter, priorities, first_dates)


def _terms(partnership: Partnership, day: date) -> Terms | None:
    try:
        return terms_on(partnership, day)
    except NoTermsYet:
        return None


def _with_baselines(
    plan: Plan, version: PlanVersion, year: PlanYear, day: date
) -> tuple[Plan, Mapping[str, ImpreciseDate | None]]:
    """The plan with the date each step is judged by, and the first dates of those that were re-baselined."""
    rows = Milestone.objects.filter(plan=version.plan).exclude(first_due="")
    first = dict(rows.values_list("code", "first_due"))
    agreed = ChangeRequest.objects.filter(
        plan=version.plan, field="due", state=ChangeRequest.State.AGREED, answered_on__lte=day
    )
    moved = dict(agreed.order_by("answered_on", "number").values_list("line", "after"))
    judged = first | {code: due for code, due in moved.items() if due}
    lines = tuple(
        replace(line, due=judged[line.id])
        if isinstance(line, PlannedMilestone | SuccessMeasure) and judged.get(line.id, line.due) != line.due
        else line
        for line in plan.lines
    )
    first_dates = {code: year.window(first[code]) for code in moved if code in first}
    return plan if lines == plan.lines else Plan(lines), first_dates


def _dues(plan: Plan, year: PlanYear) -> dict[str, ImpreciseDate | None]:
    return {step.id: step_due(step, year) for one in plan.objectives for step in steps_of(plan, one.id)}


@lru_cache(maxsize=32)
def _dues_once(digest: str, text: str) -> dict[str, ImpreciseDate | None]:
    plan = _read_once(digest, text)
    return _dues(plan, plan_year(plan))


def _moved(
    after: Mapping[str, ImpreciseDate | None], before: Mapping[str, ImpreciseDate | None]
) -> dict[str, News]:
    """What a later version of the plan says of steps whose first date was another."""
    return {
        code: News(is_complete=False, forecast=due, is_of_this_period=False)
        for code, due in after.items()
        if due != before.get(code)
    }


def _news(version: PlanVersion, year: PlanYear, quarter: Period, day: date) -> dict[str, News]:
    rows = MilestoneUpdate.objects.filter(milestone__plan=version.plan, told_on__lte=day)
    told = list(
        rows.order_by("told_on", "pk").values_list(
            "milestone__code", "is_complete", "forecast", "quarter_starts", "area", "came"
        )
    )
    steps = {one.id: one for one in whole_plan_of(version).milestones}
    last: dict[str, tuple[bool, str, date]] = {}
    came: dict[str, Any] = {}
    done = _done_by_area(told)
    for code, is_complete, forecast, starts, area, became in told:
        last[code] = (is_complete and not area, forecast, starts)
        came[code] = became or came.get(code, "")
    return {
        code: News(
            is_complete or (code in steps and is_done_everywhere(steps[code], done.get(code, ()))),
            year.window(forecast),
            starts >= quarter.first,
            came[code],
        )
        for code, (is_complete, forecast, starts) in last.items()
    }


def _done_by_area(told: Iterable[tuple[Any, ...]]) -> Mapping[str, set[str]]:
    """The places in which each step is done, by what was told of a place last."""
    done: dict[str, set[str]] = {}
    for code, is_complete, _forecast, _starts, area, _came in told:
        if area:
            (done.setdefault(code, set()).add if is_complete else done.setdefault(code, set()).discard)(area)
    return done


def places_done(version: PlanVersion, day: date) -> Mapping[str, set[str]]:
    """The places in which each step was told to be done by a day, by the step's number; one query.

    A step that was told complete as a whole is done in every place that it names.
    """
    rows = MilestoneUpdate.objects.filter(milestone__plan=version.plan, told_on__lte=day)
    told = list(
        rows.order_by("told_on", "pk").values_list(
            "milestone__code", "is_complete", "forecast", "quarter_starts", "area", "came"
        )
    )
    whole = {code for code, is_complete, *_rest, area, _came in told if is_complete and not area}
    named = {one.id: set(one.areas) for one in plan_of(version).milestones if one.areas}
    done = _done_by_area(told)
    return {code: areas if code in whole else done.get(code, set()) for code, areas in named.items()}


def plan_table_on(partnership: Partnership, day: date) -> PlanTable | None:
    """The plan as a pack and a file print it on a day; None where the partnership has none."""
    version = version_on(partnership, day)
    return plan_table_of(standing_plan(version, day)) if version else None


def plan_table_of(
    shown: StandingPlan, sections: Sequence[tuple[str, Sequence[StandingObjective]]] | None = None
) -> PlanTable:
    """A standing plan as values to print: one line an objective, its first date and its date now.

    ``sections`` are headings with their objectives, where not the whole plan by priority is asked for.
    """
    lines = lines_of(shown)
    if sections is None:
        sections = [(f"{priority.id} {priority.text}", found) for priority, found in shown.priorities]
    return PlanTable(
        title=shown.title,
        on=day_words(shown.on),
        priorities=tuple(
            PlanPriority(title, tuple(lines[one.objective.id] for one in found)) for title, found in sections
        ),
    )


def _line(shown: StandingPlan, one: StandingObjective) -> ObjectiveLine:
    decides, override = one.standing.decided_by, shown.overrides.get(one.objective.id)
    first = shown.first_date(decides) if decides else ""
    now = date_words(decides.forecast or decides.due) if decides else ""
    return ObjectiveLine(
        number=one.objective.id,
        words=one.objective.text,
        lead=one.lead,
        first_date=first or "No date",
        date_now=now or "None",
        status=Status(KINDS[one.standing.status], STATUS_WORDS[one.standing.status]),
        note=override.words if override else _note(one.standing),
    )


def lines_of(shown: StandingPlan) -> Mapping[str, ObjectiveLine]:
    """What a table prints of each objective, by its number."""
    return {one.objective.id: _line(shown, one) for one in shown.objectives}


def date_words(when: ImpreciseDate | None) -> str:
    """A date in its author's precision, or nothing."""
    return imprecise_words(when) if when else ""


def _note(standing: ObjectiveStanding) -> str:
    decides = standing.decided_by
    if decides is None:
        return "No milestone"
    if decides.due and decides.status is MilestoneStatus.UNDATED:
        return "Waits for something outside"
    return f"Step {decides.step.id}" if len(standing.steps) > 1 else ""


def findings_of(version: PlanVersion, day: date) -> tuple[PlanFinding, ...]:
    """What the linter says of a version."""
    terms = _terms(version.plan.partnership, day)
    return lint(plan_of(version), surroundings(terms) if terms else None)


def updates_of(version: PlanVersion, day: date) -> Mapping[str, MilestoneUpdate]:
    """The last accepted update of each step that was told by a day, by the step's number."""
    rows = MilestoneUpdate.objects.filter(milestone__plan=version.plan, told_on__lte=day)
    return {
        row.milestone.code: row
        for row in rows.select_related("milestone", "told_by", "told_at__body").order_by("told_on", "pk")
    }
