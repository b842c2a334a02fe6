"""What each objective of a plan is filed under: ages, cohorts, approaches, kinds, sectors and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from throughline.rules.plan.age_groups import AgeGroup, age_groups
from throughline.rules.plan.model import (
    CohortDefined,
    Line,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
    TagNamed,
    Theme,
)

GROUPS: Final = ("age", "cohort", "approach", "kind", "sector", "equality", "region", "offence", "other")
"""What a tag says something about, in the order in which a page shows them; any other word is a group too."""
KINDS: Final = ("joint-commission", "single-commission", "agency-action")
"""What an objective is: services bought together, services bought by one, or an organisation's own action."""
RANGE: Final = re.compile(r"(\d{1,2})-(\d{1,2})")
ADULT_FROM: Final = 18

Tagged = Theme | Priority | Objective | SuccessMeasure


@dataclass(frozen=True, order=True)
class Tag:
    """One thing to be filed under: its group, and the word in that group."""

    group: str
    word: str

    @property
    def code(self) -> str:
        """The tag as a plan's file writes it: "approach:diversion"; one of no group is a bare word."""
        return self.word if self.group == "other" else f"{self.group}:{self.word}"


@dataclass(frozen=True)
class Filed:
    """Everything under one tag, by the numbers of the lines."""

    tag: Tag
    name: str
    priorities: tuple[str, ...]
    objectives: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """One indicator told for several groups: each group with the number of its measure."""

    indicator: str
    groups: tuple[tuple[str, str], ...]


def tag_of(written: str) -> Tag:
    """The tag that a cell writes; before the first colon stands its group.

    Source: Pan-Dorset terms, appendix 1 (enforcement, early intervention, diversion, rehabilitation).
    """
    group, colon, word = written.strip().partition(":")
    return Tag(group.strip(), word.strip()) if colon else Tag("other", group.strip())


def ages_in(written: str) -> tuple[AgeGroup, ...]:
    """The age groups of a word such as adult, both or 16-24, in the order of life's stages.

    A range of whole years, both ends included, is of youth where it begins under 18, of adults where it
    ends at 18 or over, and of 16 to 24 where it lies wholly within those years. Any other word says none.
    Source: Leicester, Leicestershire and Rutland terms, scope (adults and youth; 16 to 24).
    """
    if written == "both":
        return ("youth", "adult")
    if not (found := RANGE.fullmatch(written)):
        return age_groups((written,))
    first, last = int(found[1]), int(found[2])
    held: tuple[tuple[AgeGroup, bool], ...] = (
        ("youth", first < ADULT_FROM),
        ("16-to-24", first >= 16 and last <= 24),
        ("adult", last >= ADULT_FROM),
    )
    return tuple(group for group, holds in held if holds)


def ages_of(plan: Plan, line: Tagged) -> tuple[AgeGroup, ...]:
    """The ages that a line is about, said by the nearest of: itself, its cohorts, its parent, the plan.

    Source: Leicester, Leicestershire and Rutland terms, scope; East Midlands plan, foreword (mainly adults).
    """
    cohorts = getattr(line, "cohorts", ())
    defined = [one.ages for one in _cohorts(plan) if one.id in cohorts]
    for said in ((line.ages,), (*defined, *cohorts)):
        groups = {group for word in said for group in ages_in(word)}
        if groups:
            return tuple(one for one in ("youth", "16-to-24", "adult") if one in groups)
    above = _above(plan, line)
    return ages_of(plan, above) if above else ages_in(plan.fact("ages"))


def tags_of(plan: Plan, line: Tagged) -> tuple[Tag, ...]:
    """Everything that a line is filed under, its parents' tags and those of its cohorts among it.

    Source: Pan-Dorset terms, appendix 1; East Midlands plan, foreword (kinds of provision).
    """
    return tuple(dict.fromkeys(_tags(plan, line)))


def filed_under(plan: Plan) -> tuple[Filed, ...]:
    """Each tag of a plan with everything under it, by group; a tag that is only named has nothing.

    Source: Pan-Dorset terms, appendix 1, 5.1 (four priorities of the region); product.md, section 5.4.
    """
    lines: tuple[Tagged, ...] = (*plan.priorities, *plan.objectives, *plan.measures)
    tags = {line.id: frozenset(tags_of(plan, line)) for line in lines}
    names = {tag_of(one.id): one.text for one in plan.lines if isinstance(one, TagNamed)}
    cohorts = {Tag("cohort", one.id): one.text for one in _cohorts(plan)}
    known = {**cohorts, **names}
    found = sorted({*known, *(one for held in tags.values() for one in held)}, key=_place)

    def under(tag: Tag, some: Iterable[Line]) -> tuple[str, ...]:
        return tuple(one.id for one in some if tag in tags[one.id])

    return tuple(
        Filed(
            tag,
            known.get(tag, ""),
            under(tag, plan.priorities),
            under(tag, plan.objectives),
            under(tag, plan.measures),
        )
        for tag in found
    )


def splits(plan: Plan, characteristic: str) -> tuple[Split, ...]:
    """The measures that tell one indicator for several groups of a characteristic, such as sex.

    ``characteristic`` is what stands before the equals sign of a tag like equality:sex=women. A measure
    without an indicator, or without such a tag of its own, is of no split.
    Source: Pan-Dorset terms, appendix 1, 4.4, and performance framework (women).
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for measure in plan.measures:
        for tag in map(tag_of, measure.tags):
            about, _equals, group = tag.word.partition("=")
            if measure.indicator and group and (tag.group, about) == ("equality", characteristic):
                found.setdefault(measure.indicator, []).append((group, measure.id))
    return tuple(Split(indicator, tuple(groups)) for indicator, groups in found.items() if len(groups) > 1)


def counts_by_kind(plan: Plan) -> tuple[tuple[str, int], ...]:
    """How many objectives are of each kind of provision; those that say none come last, under "".

    Source: East Midlands plan, foreword (commissioned by one, jointly, or an organisation's own action).
    """
    said = [one.kind for one in plan.objectives]
    others = sorted({one for one in said if one and one not in KINDS})
    return tuple((kind, said.count(kind)) for kind in (*KINDS, *others, ""))


def _tags(plan: Plan, line: Tagged) -> Iterator[Tag]:
    ages = ages_of(plan, line)
    yield from (Tag("age", one) for one in ages)
    if {"youth", "adult"} <= set(ages):
        yield Tag("age", "both")
    yield from _said(plan, line)
    if above := _above(plan, line):
        yield from _tags_above(plan, above)


def _said(plan: Plan, line: Tagged) -> Iterator[Tag]:
    cohorts: Sequence[str] = getattr(line, "cohorts", ())
    yield from (Tag("cohort", one) for one in cohorts)
    for one in _cohorts(plan):
        if one.id in cohorts:
            yield from (tag_of(tag) for tag in one.tags)
    if isinstance(line, Objective) and line.kind:
        yield Tag("kind", line.kind)
    yield from (tag_of(tag) for tag in line.tags)


def _tags_above(plan: Plan, line: Tagged) -> Iterator[Tag]:
    yield from _said(plan, line)
    if above := _above(plan, line):
        yield from _tags_above(plan, above)


def _above(plan: Plan, line: Tagged) -> Tagged | None:
    if isinstance(line, Priority):
        return next((one for one in plan.lines if isinstance(one, Theme) and one.id == line.theme), None)
    if isinstance(line, Objective):
        return next((one for one in plan.priorities if one.id == line.parent), None)
    return next((one for one in plan.objectives if one.id == line.parent), None)


def _cohorts(plan: Plan) -> Iterator[CohortDefined]:
    return (one for one in plan.lines if isinstance(one, CohortDefined))


def _place(tag: Tag) -> tuple[int, str, int, str]:
    known = GROUPS.index(tag.group) if tag.group in GROUPS else len(GROUPS)
    order = {"youth": 0, "16-to-24": 1, "adult": 2, "both": 3}
    return known, tag.group, order.get(tag.word, 9), tag.word
