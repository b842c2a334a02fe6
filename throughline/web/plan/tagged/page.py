"""What the pages of tags and responsibilities show of a standing plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from throughline.rules.plan.depends import Waits, waiting
from throughline.rules.plan.model import Approach, CohortDefined, Line, Plan, Priority, SuccessMeasure, Theme
from throughline.rules.plan.responsibilities import Part, ResponsibleFor, Trouble, responsibilities
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.tags import Filed, ages_in, counts_by_kind, splits, tag_of
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.plan.measures.reads import MeasureShown, measures_of_plan
from throughline.web.plan.queries import StandingObjective, StandingPlan
from throughline.web.plan.shown import group_words, groups_of, sentence_case, tag_words


@dataclass(frozen=True)
class TagRow:
    """One tag: how many priorities and objectives are under it, and how the objectives stand."""

    code: str
    words: Any
    priorities: int
    objectives: int
    by_status: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class TagGroup:
    """The tags of one group; ``silent`` objectives have none of it."""

    words: Any
    rows: tuple[TagRow, ...]
    silent: int


@dataclass(frozen=True)
class SplitShown:
    """One indicator by group: the words of each group, its measure, and its latest figure."""

    indicator: str
    groups: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Under:
    """Everything under one tag."""

    words: Any
    priorities: tuple[Priority, ...]
    objectives: tuple[StandingObjective, ...]
    measures: tuple[SuccessMeasure, ...]
    approaches: tuple[tuple[str, tuple[Approach, ...]], ...]
    """The strands of each theme that are about it, under the theme's words."""
    cohort: CohortDefined | None
    splits: tuple[SplitShown, ...]
    """The indicators that measures tell for several groups of the tag's characteristic."""


@dataclass(frozen=True)
class TagsPage:
    """Every tag by group, and what is under the one that was asked for."""

    groups: tuple[TagGroup, ...]
    kinds: tuple[tuple[int, str], ...]
    """How many objectives are of each kind of provision."""
    gaps: tuple[Any, ...]
    """What the plan names tags for, and files nothing under."""
    chosen: str
    under: Under | None


@dataclass(frozen=True)
class MatrixRow:
    """One priority, and which bodies and organisations have which part in it."""

    priority: Priority
    named: Mapping[Part, tuple[str, ...]]
    """By part, the names of those who have it."""
    trouble: Trouble


@dataclass(frozen=True)
class Matrix:
    """Who answers for each priority."""

    rows: tuple[MatrixRow, ...]
    gaps: tuple[str, ...]
    double_leads: tuple[str, ...]


def tags_page(shown: StandingPlan, chosen: str) -> TagsPage:
    """Every tag of a plan as it stands; ``chosen`` is the code of one, to see what is under it."""
    filed = shown.filed
    found = next((one for one in filed if one.tag.code == chosen), None)
    return TagsPage(
        groups=tuple(_group(shown, group) for group in groups_of(filed)),
        kinds=tuple((count, _kind_words(kind)) for kind, count in counts_by_kind(shown.plan)),
        gaps=tuple(tag_words(one) for one in filed if not (one.priorities or one.objectives or one.measures)),
        chosen=chosen,
        under=_under(shown, found) if found else None,
    )


def matrix_of(shown: StandingPlan, terms: Terms) -> Matrix:
    """The matrix of a plan with the names that the terms give bodies and organisations."""
    found, names = responsibilities(shown.plan), names_in(terms)
    who = tuple(names.get(code, code) for code in found.who)
    return Matrix(tuple(_matrix_row(row, who) for row in found.rows), found.gaps, found.double_leads)


def tags_of_objective(shown: StandingPlan, code: str) -> tuple[tuple[str, Any], ...]:
    """What one objective is filed under: the code of each tag, and its words after those of its group."""
    return tuple(
        (one.tag.code, f"{group_words(one.tag.group)}: {tag_words(one)}")
        for one in shown.filed
        if code in one.objectives
    )


def waits_of(shown: StandingPlan, code: str) -> Waits | None:
    """What an objective begins after, as it stands; None where it waits for nothing."""
    complete = {
        step.step.id
        for one in shown.objectives
        for step in one.standing.steps
        if step.status is MilestoneStatus.COMPLETE
    }
    return next((one for one in waiting(shown.plan, complete) if one.objective == code), None)


def _matrix_row(row: ResponsibleFor, who: tuple[str, ...]) -> MatrixRow:
    named: dict[Part, tuple[str, ...]] = {"lead": (), "contributor": (), "none": ()}
    for name, part in zip(who, row.parts, strict=True):
        named[part] += (name,)
    return MatrixRow(row.priority, named, row.trouble)


def _group(shown: StandingPlan, group: str) -> TagGroup:
    own = [one for one in shown.filed if one.tag.group == group]
    held = {code for one in own for code in one.objectives}
    rows = tuple(
        TagRow(
            one.tag.code,
            tag_words(one),
            len(one.priorities),
            len(one.objectives),
            _by_status(shown, one.objectives),
        )
        for one in own
    )
    return TagGroup(group_words(group), rows, len(shown.objectives) - len(held))


def _by_status(shown: StandingPlan, codes: Collection[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(one.standing.status for one in shown.objectives if one.objective.id in codes)
    return tuple((one.value.replace("-", " "), counts[one]) for one in MilestoneStatus if counts[one])


def _under(shown: StandingPlan, found: Filed) -> Under:
    plan = shown.plan
    return Under(
        words=tag_words(found),
        priorities=tuple(one for one in plan.priorities if one.id in found.priorities),
        objectives=tuple(one for one in shown.objectives if one.objective.id in found.objectives),
        measures=tuple(one for one in plan.measures if one.id in found.measures),
        approaches=_approaches(plan, found),
        splits=_splits(shown, found),
        cohort=next((one for one in plan.lines if _defines(one, found)), None),  # type: ignore[arg-type]
    )


def _splits(shown: StandingPlan, found: Filed) -> tuple[SplitShown, ...]:
    about, equals, _group = found.tag.word.partition("=")
    split = splits(shown.plan, about) if found.tag.group == "equality" and equals else ()
    if not split:
        return ()
    told = {one.code: latest_figure(one) for one in measures_of_plan(shown.version, shown.on)}
    words = {one.id: one.text for one in shown.plan.measures}
    return tuple(
        SplitShown(
            one.indicator,
            tuple((sentence_case(group), words[code], told.get(code, "")) for group, code in one.groups),
        )
        for one in split
    )


def latest_figure(one: MeasureShown) -> str:
    """The last figure of a measure: a count, or so many of so many with the share; else nothing."""
    last = next((each for each in reversed(one.quarters) if each.actual is not None), None)
    if last is None or last.actual is None or last.is_hidden:
        return ""
    if not last.out_of:
        return f"{last.actual:,}"
    return f"{last.actual:,} of {last.out_of:,} ({100 * last.actual / last.out_of:.1f}%)"


def _defines(line: Line, found: Filed) -> bool:
    return isinstance(line, CohortDefined) and found.tag == tag_of(f"cohort:{line.id}")


def _approaches(plan: Plan, found: Filed) -> tuple[tuple[str, tuple[Approach, ...]], ...]:
    def is_about(one: Approach) -> bool:
        if found.tag.group == "cohort":
            return found.tag.word in one.cohorts
        return found.tag.group == "age" and found.tag.word in {
            group for word in one.cohorts for group in ages_in(word)
        }

    strands = [one for one in plan.lines if isinstance(one, Approach) and is_about(one)]
    themes = [one for one in plan.lines if isinstance(one, Theme)]
    told = ((theme.text, tuple(one for one in strands if one.parent == theme.id)) for theme in themes)
    return tuple((words, own) for words, own in told if own)


def _kind_words(kind: str) -> str:
    return sentence_case(kind.replace("-", " ")) if kind else _("Not said")
