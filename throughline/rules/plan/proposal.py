"""The plan that a previewed legacy table would become when a person accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase

from throughline.rules.plan.draft import DraftObjective, Preview
from throughline.rules.plan.model import (
    Approach,
    Check,
    Fact,
    Line,
    Milestone,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
    Term,
    Theme,
)
from throughline.rules.plan.pieces import without_trajectories
from throughline.rules.plan.when import PlanYear
from throughline.words.dates import DateUnreadable, ImpreciseDate, PlanDate, Recurrence, Start, dates_in

SEASON_OF_MONTH = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


@dataclass(frozen=True)
class Dating:
    """What goes under start, due and recurs."""

    start: str = ""
    due: str = ""
    recurs: str = ""


def propose_plan(preview: Preview, *, year: PlanYear, facts: Mapping[str, str]) -> Plan:
    """The plan's lines in the order of their numbers; the first lead named is the accountable one.

    ``facts`` are the plan's own, such as its name; the year is added. A milestone with one date has
    it written in its own precision; one with several, or none, keeps its words and no date.
    Source: product.md, section 5.4, legacy table import.
    """
    own = dict(facts) | {"year_starts": year.starts.isoformat(), "year_ends": year.ends.isoformat()}
    lines: list[Line] = [Fact(id=key, text=text) for key, text in own.items()]
    for theme in preview.themes:
        lines.append(Theme(id=theme.id, text=theme.text))
        lines += [
            Approach(id=f"{theme.id}.s{number}", parent=theme.id, text=words)
            for number, words in enumerate(theme.approach, start=1)
        ]
    for priority in preview.priorities:
        lines.append(Priority(id=priority.id, text=priority.text, theme=priority.theme))
    for objective in preview.objectives:
        lines += _objective_lines(objective, year)
    lines += [Term(id=word, text=meaning) for word, meaning in preview.glossary]
    return Plan(tuple(lines))


def file_date(one: ImpreciseDate) -> str:
    """A date as the plan's file writes it: 2009-09-15, 2009-09, 2009-Q3, 2009-autumn or 2009.

    Source: product.md, section 5.4; rule R19.
    """
    first = one.earliest
    if one.precision == "day":
        return first.isoformat()
    if one.precision == "season":
        return f"{first.year}-{SEASON_OF_MONTH[first.month]}"
    if one.precision == "year":
        return str(first.year)
    return f"{one.latest:%Y-%m}"


def dating(words: str, year: PlanYear) -> Dating:
    """The one date, start or rhythm that a milestone's words hold; nothing when there is not just one.

    A term such as "June to December 2009" has a start and a due date.
    Source: rule R19.
    """
    try:
        found = dates_in(words, year_starts=f"{year.starts:%m-%d}", plan_year=year.starts.year)
    except DateUnreadable:
        return Dating()
    return _dating(found[0]) if len(found) == 1 else Dating()


def _dating(found: PlanDate) -> Dating:
    if isinstance(found, Start):
        return Dating(start=file_date(found.begins))
    if isinstance(found, Recurrence):
        unit = "month" if found.every_months == 1 else "months"
        return Dating(recurs=f"every-{found.every_months}-{unit}")
    if isinstance(found, ImpreciseDate):
        one_month = (found.earliest.year, found.earliest.month) == (found.latest.year, found.latest.month)
        is_term = found.precision == "month" and not one_month
        return Dating(start=f"{found.earliest:%Y-%m}" if is_term else "", due=file_date(found))
    return Dating()


def _objective_lines(objective: DraftObjective, year: PlanYear) -> Iterator[Line]:
    leads = objective.leads.known
    yield Objective(
        id=objective.id,
        parent=objective.priority,
        text=objective.text,
        lead=leads[0] if leads else "",
        support=leads[1:],
        pathways=objective.pathways.known,
        source=str(objective.place),
    )
    measures = [SuccessMeasure(id="", parent=objective.id, text=words) for words in objective.measures]
    for trajectory in objective.trajectories:
        first, second, third, fourth = map(Decimal, trajectory.quarters)
        measures.append(
            SuccessMeasure(
                id="",
                parent=objective.id,
                text=trajectory.label,
                unit="count",
                direction="up",
                target=fourth,
                q1=first,
                q2=second,
                q3=third,
                q4=fourth,
                cumulative=True,
            )
        )
    for number, measure in enumerate(measures):
        yield SuccessMeasure(**vars(measure) | {"id": f"{objective.id}.{_letters(number)}"})
    for number, words in enumerate(without_trajectories(objective.milestones), start=1):
        yield Milestone(
            id=f"{objective.id}.m{number}", parent=objective.id, text=words, **vars(dating(words, year))
        )
    for number, found in enumerate(objective.sums, start=1):
        yield Check(id=f"{objective.id}.t{number}", parent=objective.id, expression=str(found))


def _letters(number: int) -> str:
    first, last = divmod(number, 26)
    return (ascii_lowercase[first - 1] if first else "") + ascii_lowercase[last]
