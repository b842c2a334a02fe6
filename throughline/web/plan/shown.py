"""What the plan's pages show of a standing plan: counts, filters and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from throughline.rules.plan.model import Plan, Priority, Theme
from throughline.rules.plan.objective_status import StepStanding
from throughline.rules.plan.status import STATUS_WORDS, MilestoneStatus
from throughline.rules.plan.tags import GROUPS, Filed
from throughline.web.plan.models import MilestoneUpdate
from throughline.web.plan.queries import StandingObjective, StandingPlan, date_words
from throughline.words.formats import list_words

NAMES = ("status", "lead", "pathway", "theme", "cohort", "age", "tag", "split")
"""What a plan's table is filtered by, as an address names it."""
AGE_WORDS = {
    "youth": _("Youth"),
    "16-to-24": _("16 to 24"),
    "adult": _("Adult"),
    "both": _("Adult and youth"),
}
GROUP_WORDS = {
    "age": _("Age group"),
    "cohort": _("Cohort"),
    "approach": _("Approach"),
    "kind": _("Kind of provision"),
    "sector": _("Sector"),
    "equality": _("Equality"),
    "region": _("Priority of the region"),
    "offence": _("Type of offence"),
    "other": _("Other tags"),
}
"""What each group of tags is called; a plan's own group is called by its own word."""
TYPE_WORDS = {"regional": _("regional"), "local": _("local"), "national": _("national")}
"""The types of plan that have a word in every language; any other is shown as it is written."""
Rows = tuple[tuple[Priority, tuple[StandingObjective, ...]], ...]


@dataclass(frozen=True)
class Filters:
    """What a reader chose to see; an empty choice shows all."""

    status: str = ""
    lead: str = ""
    pathway: str = ""
    theme: str = ""
    cohort: str = ""
    age: str = ""
    tag: str = ""
    split: str = ""
    """The group of tags by which the table is split, in place of priorities."""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Filters:
        """The choices in an address."""
        return cls(*(asked.get(name, "").strip() for name in NAMES))

    @classmethod
    def choices(cls, shown: StandingPlan) -> dict[str, list[tuple[str, Any]]]:
        """What may be chosen: value and words."""
        leads = sorted({one.lead for one in shown.objectives if one.lead})
        cohorts = sorted({cohort for one in shown.objectives for cohort in one.objective.cohorts})
        paths = sorted({path for one in shown.objectives for path in one.pathways})
        return {
            "status": [(status.value, STATUS_WORDS[status]) for status in MilestoneStatus],
            "lead": [(lead, lead) for lead in leads],
            "pathway": [(path, path) for path in paths],
            "theme": [(line.id, line.text) for line in shown.plan.lines if isinstance(line, Theme)],
            "cohort": [(cohort, cohort.replace("-", " ")) for cohort in cohorts],
            "age": [(age, AGE_WORDS[age]) for age in AGE_WORDS],
            "tag": [
                (one.tag.code, f"{group_words(one.tag.group)}: {tag_words(one)}")
                for one in shown.filed
                if one.tag.group not in ("age", "cohort")
            ],
            "split": [(group, group_words(group)) for group in groups_of(shown.filed)],
        }

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == Filters()

    def takes(self, priority: Priority, one: StandingObjective, tags: Collection[str] = frozenset()) -> bool:
        """Whether an objective of a priority is shown; ``tags`` are the codes of what it is filed under."""
        return (
            self.status in ("", one.standing.status.value)
            and self.lead in ("", one.lead)
            and (not self.pathway or self.pathway in one.pathways)
            and self.theme in ("", priority.theme)
            and (not self.cohort or self.cohort in one.objective.cohorts)
            and (not self.age or f"age:{self.age}" in tags)
            and (not self.tag or self.tag in tags)
        )


@dataclass(frozen=True)
class Section:
    """Objectives under one heading of the table."""

    title: str
    objectives: tuple[StandingObjective, ...]


@dataclass(frozen=True)
class StepRow:
    """One step of an objective as its page shows it."""

    code: str
    words: str
    first_date: str
    date_now: str
    status: str
    news: MilestoneUpdate | None


def filtered(shown: StandingPlan, chosen: Filters) -> Rows:
    """The priorities with the objectives that were asked for; those with none are left out."""
    found = (
        (
            priority,
            tuple(one for one in objectives if chosen.takes(priority, one, shown.tags[one.objective.id])),
        )
        for priority, objectives in shown.priorities
    )
    return tuple((priority, objectives) for priority, objectives in found if objectives)


def sections(shown: StandingPlan, chosen: Filters) -> tuple[Section, ...]:
    """The objectives that were asked for by priority, or by each tag of the group that was asked for.

    An objective with several tags of a group stands under each; those with none come last.
    """
    rows = filtered(shown, chosen)
    if chosen.split not in groups_of(shown.filed):
        return tuple(Section(f"{priority.id} {priority.text}", found) for priority, found in rows)
    kept = [one for _priority, found in rows for one in found]
    under = [one for one in shown.filed if one.tag.group == chosen.split]
    held = {code for one in under for code in one.objectives}
    split = [
        Section(str(tag_words(one)), tuple(each for each in kept if each.objective.id in one.objectives))
        for one in under
    ]
    rest = Section(gettext("Not said"), tuple(one for one in kept if one.objective.id not in held))
    return tuple(one for one in (*split, rest) if one.objectives)


def groups_of(filed: Iterable[Filed]) -> tuple[str, ...]:
    """The groups of tags that a plan has, in the order in which they are shown."""
    found = dict.fromkeys(one.tag.group for one in filed)
    return tuple(sorted(found, key=lambda group: GROUPS.index(group) if group in GROUPS else len(GROUPS)))


def type_words(plan: Plan) -> Any:
    """What type of plan it says it is, such as regional or local; nothing where it says none."""
    said = plan.fact("type")
    return TYPE_WORDS.get(said, said)


def group_words(group: str) -> Any:
    """What a group of tags is called."""
    return GROUP_WORDS.get(group, sentence_case(group.replace("-", " ")))


def tag_words(one: Filed) -> Any:
    """What a tag is called: the plan's own name for it, or its word written out."""
    if one.tag.group == "age":
        return AGE_WORDS[one.tag.word]
    return one.name or sentence_case(one.tag.word.replace("-", " ").replace("=", ": "))


def sentence_case(words: str) -> str:
    """Words with a capital at their start, the others as they are."""
    return words[:1].upper() + words[1:]


def status_counts(shown: StandingPlan) -> list[tuple[str, int]]:
    """How many objectives stand how; the word of the macro and the number."""
    counts = Counter(one.standing.status for one in shown.objectives)
    return [(status.value.replace("-", " "), counts[status]) for status in MilestoneStatus]


def headline(shown: StandingPlan) -> dict[str, object]:
    """How many of all are late or silent, and where late work mostly sits."""
    counts = Counter(one.standing.status for one in shown.objectives)
    late = [one for one in shown.objectives if one.standing.status is MilestoneStatus.LATE]
    paths = Counter(path for one in late for path in one.pathways)
    most = max(paths.values(), default=0)
    where = [path for path, count in paths.items() if count == most and most > 1]
    return {
        "all": len(shown.objectives),
        "late": counts[MilestoneStatus.LATE],
        "silent": counts[MilestoneStatus.NO_NEWS],
        "where": list_words([path[:1].lower() + path[1:] for path in where]) if len(where) < 3 else "",
    }


def objective_rows(
    shown: StandingPlan, found: StandingObjective, updates: Mapping[str, MilestoneUpdate]
) -> list[StepRow]:
    """The steps of an objective, each with its first date, its date now and its last news."""
    return [_step_row(shown, one, updates.get(one.step.id)) for one in found.standing.steps]


def _step_row(shown: StandingPlan, one: StepStanding, news: MilestoneUpdate | None) -> StepRow:
    return StepRow(
        code=one.step.id,
        words=one.step.text,
        first_date=shown.first_date(one),
        date_now=date_words(one.forecast or one.due),
        status=one.status.value.replace("-", " "),
        news=news,
    )
