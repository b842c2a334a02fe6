"""What a plan's reader would ask before adopting it: one finding a line, each with its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from throughline.rules.plan.abbreviations import glossary_gaps
from throughline.rules.plan.by_area import areas_off_their_number
from throughline.rules.plan.cross_checks import count_against_names, indicator_off_purpose, purposes_in
from throughline.rules.plan.model import (
    EVERYONE,
    Line,
    Milestone,
    Objective,
    Plan,
    SuccessMeasure,
    number_order,
)
from throughline.rules.plan.scope import offence_types_in
from throughline.rules.plan.sums import SumUnreadable, work_out
from throughline.rules.plan.when import PlanYear, dates_of, dating_of, due_windows, plan_year
from throughline.words.dates import MONTHS, DateUnreadable, PlanDate, Undated
from throughline.words.formats import imprecise_words, list_words

MOST_OBJECTIVES_OF_ONE_LEAD = 8

Led = Objective | SuccessMeasure | Milestone


@dataclass(frozen=True)
class PlanFinding:
    """One thing to look at. ``code`` is permanent; ``place`` is the id of the plan's line, or "plan"."""

    code: str
    place: str
    sentence: str


@dataclass(frozen=True)
class Surroundings:
    """What the linter is told of the world outside the plan; what is not told is not judged."""

    agencies: Collection[str] = ()
    """Ids of every organisation the partnership knows."""
    members: Collection[str] = ()
    """Ids of the organisations that sit on a body that reports on the plan."""
    not_detectable: Mapping[str, str] = field(default_factory=dict)
    """Ids of measures whose target no count could show to be met, with the reason."""
    indicators: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The purposes that each known indicator serves, by its code: NI 143 serves PSA 16."""
    ruled_out: Mapping[str, str] = field(default_factory=dict)
    """What the terms put out of scope, each with the clause that says so: "offence"."""


def lint(plan: Plan, around: Surroundings | None = None) -> tuple[PlanFinding, ...]:
    """Every finding on a plan in the order of its numbers; findings on the whole plan come last.

    Source: product.md, section 5.4, plan linter; section 1.1, S10 to S12.
    """
    known = around or Surroundings()
    found = [
        *_belonging(plan),
        *_objectives(plan),
        *_leads(plan, known),
        *_measures(plan, known),
        *_outcomes(plan),
        *_duplicates(plan),
        *_sums(plan),
        *_named(plan),
        *_deliverables(plan),
        *_purposes(plan, known),
        *_scope(plan, known),
        *_order(plan),
    ]
    try:
        year = plan_year(plan)
    except DateUnreadable as fault:
        found.append(PlanFinding("year-unknown", "plan", f"{fault}."))
    else:
        found += [*_dates(plan, year), *_outside_year(plan, year), *_crowding(plan, year)]
    in_order = sorted(found, key=lambda one: (one.place == "plan", number_order(one.place)))
    return (*in_order, *_words(plan), *_loads(plan))


def _belonging(plan: Plan) -> Iterator[PlanFinding]:
    priorities = {line.id for line in plan.priorities}
    objectives = {line.id for line in plan.objectives}
    lines: tuple[Line, ...] = (*plan.objectives, *plan.measures, *plan.milestones)
    for line in lines:
        wanted, kind = (priorities, "priority") if isinstance(line, Objective) else (objectives, "objective")
        if line.parent not in wanted:
            yield PlanFinding(
                "no-parent",
                line.id,
                f"Belongs to {line.parent or 'nothing'}, which is no {kind} of this plan.",
            )


def _objectives(plan: Plan) -> Iterator[PlanFinding]:
    for objective in plan.objectives:
        measures = plan.measures_of(objective.id)
        if not measures:
            yield PlanFinding("no-measure", objective.id, "Has no measure of success.")
        elif not any(one.target is not None or one.indicator or one.unit or one.due for one in measures):
            yield PlanFinding(
                "no-measurable-measure",
                objective.id,
                "No measure has a target, an indicator, a unit or a date.",
            )
        if not objective.pathways:
            yield PlanFinding("no-pathway", objective.id, "Names no pathway.")


def _leads(plan: Plan, known: Surroundings) -> Iterator[PlanFinding]:
    lines: tuple[Led, ...] = (*plan.objectives, *plan.measures, *plan.milestones)
    for line in lines:
        leads = [part.strip() for part in line.lead.split(";") if part.strip()]
        if not leads and isinstance(line, Objective):
            yield PlanFinding("no-lead", line.id, "Names no lead.")
        if len(leads) > 1:
            yield PlanFinding(
                "several-leads",
                line.id,
                f"Names {len(leads)} leads. Choose the one who is accountable; the others support.",
            )
        for agency in dict.fromkeys((*leads, *line.support)):
            yield from _agency(line, agency, agency in leads, known)


def _agency(line: Line, agency: str, is_lead: bool, known: Surroundings) -> Iterator[PlanFinding]:
    if agency == EVERYONE:
        return
    if known.agencies and agency not in known.agencies:
        yield PlanFinding("agency-unknown", line.id, f"{agency} is no organisation of this partnership.")
    elif is_lead and isinstance(line, Objective) and known.members and agency not in known.members:
        yield PlanFinding(
            "lead-not-a-member", line.id, f"The lead, {agency}, sits on no body that reports on the plan."
        )


def _measures(plan: Plan, known: Surroundings) -> Iterator[PlanFinding]:
    for measure in plan.measures:
        if measure.target is not None and measure.baseline is None:
            yield PlanFinding("no-baseline", measure.id, "Has a target but no baseline to judge it from.")
        if measure.id in known.not_detectable:
            yield PlanFinding("target-not-detectable", measure.id, known.not_detectable[measure.id])
        if measure.is_trajectory:
            yield from _quarters(
                measure.id, [one for one in measure.quarters if one is not None], measure.target
            )


def _quarters(place: str, quarters: Sequence[Decimal], target: Decimal | None) -> Iterator[PlanFinding]:
    for number, (before, after) in enumerate(pairwise(quarters), start=2):
        if after < before:
            yield PlanFinding(
                "quarters-fall",
                place,
                f"Quarter {number} plans {after} to date, below the {before} before it.",
            )
    if target is not None and quarters[-1] != target:
        yield PlanFinding(
            "quarters-miss-target",
            place,
            f"Quarter 4 plans {quarters[-1]} to date, but the year's target is {target}.",
        )


def _outcomes(plan: Plan) -> Iterator[PlanFinding]:
    for priority in plan.priorities:
        kinds = {
            measure.kind
            for line in plan.under(priority.id)
            if isinstance(line, Objective)
            for measure in plan.measures_of(line.id)
        }
        if "outcome" not in kinds:
            yield PlanFinding("no-outcome-measure", priority.id, "No measure under it tells an outcome.")


def _duplicates(plan: Plan) -> Iterator[PlanFinding]:
    first: dict[tuple[type[Line], str, str], str] = {}
    lines: tuple[Line, ...] = (*plan.objectives, *plan.measures, *plan.milestones)
    for line in lines:
        within = line.parent if isinstance(line, Milestone) else ""
        key = (type(line), within, " ".join(line.text.casefold().split()))
        if line.text and key in first:
            yield PlanFinding("duplicate-text", line.id, f"Says the same as {first[key]}.")
        first.setdefault(key, line.id)


def _sums(plan: Plan) -> Iterator[PlanFinding]:
    for check in plan.checks:
        try:
            result = work_out(check, plan)
        except SumUnreadable as fault:
            yield PlanFinding("sum-unreadable", check.id, str(fault))
            continue
        if not result.holds:
            yield PlanFinding(
                "sum-broken",
                check.id,
                f"“{check.expression}” does not hold: {result.left} is not {result.right}.",
            )


def _deliverables(plan: Plan) -> Iterator[PlanFinding]:
    for measure in plan.measures:
        for area, count in areas_off_their_number(plan, measure).items():
            yield PlanFinding(
                "deliverables-off",
                measure.id,
                f"{area} has named {count} of its {measure.target} deliverables. "
                "Write a milestone of the kind deliverable for each, no more and no fewer.",
            )


def _named(plan: Plan) -> Iterator[PlanFinding]:
    for line in (*plan.objectives, *plan.measures, *plan.milestones):
        if wrong := count_against_names(line.text):
            yield PlanFinding("count-differs-from-names", line.id, wrong)


def _purposes(plan: Plan, known: Surroundings) -> Iterator[PlanFinding]:
    above: dict[str, Line] = {line.id: line for line in (*plan.objectives, *plan.priorities)}
    for measure in plan.measures:
        objective = above.get(measure.parent)
        priority = above.get(objective.parent) if objective else None
        cited = [one for line in (measure, objective, priority) if line for one in purposes_in(line.text)]
        if wrong := indicator_off_purpose(measure.indicator, cited, known.indicators):
            yield PlanFinding("indicator-off-purpose", measure.id, wrong)


def _scope(plan: Plan, known: Surroundings) -> Iterator[PlanFinding]:
    clause = known.ruled_out.get("offence")
    for objective in plan.objectives if clause else ():
        if found := offence_types_in(objective):
            yield PlanFinding(
                "out-of-scope", objective.id, f"Is limited to {list_words(found)}. Out of scope by {clause}"
            )


def _order(plan: Plan) -> Iterator[PlanFinding]:
    known = {line.id for line in (*plan.objectives, *plan.milestones)}
    for objective in plan.objectives:
        for code in objective.after:
            if code not in known or code == objective.id:
                yield PlanFinding(
                    "after-unknown",
                    objective.id,
                    f"Begins after {code}, which is no other objective or milestone of this plan.",
                )


def _dates(plan: Plan, year: PlanYear) -> Iterator[PlanFinding]:
    sentences = {
        "undated": "Carries no date at all.",
        "year-only": "Carries only a year.",
        "rhythm-only": "Carries only a rhythm and no date by which anything is done.",
    }
    for objective in plan.objectives:
        dating = dating_of(plan, objective.id, year)
        if dating in sentences:
            yield PlanFinding(f"objective-{dating}", objective.id, sentences[dating])
    for one in plan.milestones:
        found = dates_of(one, year)
        if len(due_windows(one, year)) > 1:
            yield PlanFinding("several-dates", one.id, "Holds several dates. Write a milestone for each.")
        if not (one.start or one.recurs) and all(isinstance(each, Undated) for each in found):
            said = f"Its only date is “{one.due or _said(found)}”." if found else "Has no date."
            yield PlanFinding("milestone-undated", one.id, said)


def _outside_year(plan: Plan, year: PlanYear) -> Iterator[PlanFinding]:
    adopted = year.window(plan.fact("adopted"))
    for one in _timed(plan):
        for due in due_windows(one, year):
            day = imprecise_words(due)
            if due.latest > year.ends:
                yield PlanFinding("after-year", one.id, f"Due {day}, after the plan year ends.")
            if due.latest < year.starts:
                yield PlanFinding("before-year", one.id, f"Due {day}, before the plan year begins.")
            if adopted and due.latest < adopted.earliest:
                yield PlanFinding(
                    "past-at-adoption",
                    one.id,
                    f"Due {day}, past when the plan was adopted "
                    f"({imprecise_words(adopted)}). Confirm it was achieved, or date it anew.",
                )


def _said(found: Sequence[PlanDate]) -> str:
    return ", ".join(one.text for one in found)


def _timed(plan: Plan) -> tuple[Milestone | SuccessMeasure, ...]:
    return (*plan.milestones, *plan.measures)


def _crowding(plan: Plan, year: PlanYear) -> Iterator[PlanFinding]:
    windows = [window for one in _timed(plan) for window in due_windows(one, year)]
    months = Counter(
        (one.latest.year, one.latest.month) for one in windows if one.precision in ("day", "month")
    )
    last = (year.ends.year, year.ends.month)
    elsewhere = max((count for month, count in months.items() if month != last), default=0)
    if months[last] > max(elsewhere, 2):
        yield PlanFinding(
            "due-together",
            "plan",
            f"{months[last]} dates fall in {MONTHS[year.ends.month - 1]}, the last month "
            "of the plan year, more than in any other month.",
        )


def _words(plan: Plan) -> Iterator[PlanFinding]:
    lines: tuple[Line, ...] = (*plan.priorities, *plan.objectives, *plan.measures, *plan.milestones)
    texts = [line.text for line in lines] + [measure.indicator for measure in plan.measures]
    codes = [code for one in plan.objectives for code in one.pathways]
    gaps = glossary_gaps([*texts, *codes], plan.glossary)
    for word in gaps.undefined:
        yield PlanFinding("term-undefined", "plan", f"{word} is used but not explained in the glossary.")
    for word in gaps.unused:
        yield PlanFinding("term-unused", "plan", f"{word} is explained in the glossary but never used.")


def _loads(plan: Plan) -> Iterator[PlanFinding]:
    loads: defaultdict[str, int] = defaultdict(int)
    for objective in plan.objectives:
        for lead in filter(None, (part.strip() for part in objective.lead.split(";"))):
            loads[lead] += 1
    for lead, count in sorted(loads.items()):
        if count > MOST_OBJECTIVES_OF_ONE_LEAD:
            yield PlanFinding(
                "lead-overloaded",
                "plan",
                f"{lead} leads {count} objectives; more than {MOST_OBJECTIVES_OF_ONE_LEAD} are hard to hold.",
            )
