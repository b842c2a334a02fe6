"""The tracker of inspections, audits and reviews as a reader sees it, and the themes of their lessons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.recommendations import BY_THE_KEEPER, RECOMMENDATION_FOLLOWS, days_late
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.standing import codes_readable_by
from throughline.web.meetings.models import Meeting
from throughline.web.plan.queries import objectives_closed_to, shown_code
from throughline.web.risks.models import Inspection, Lesson, Recommendation
from throughline.web.risks.permits import KEEP_RISKS, is_of, keeps_risks
from throughline.web.risks.words import (
    INSPECTIONS,
    RECOMMENDATION_STEPPED,
    RECOMMENDATION_STEPS,
    RECOMMENDATIONS,
)
from throughline.words.formats import day_words


@dataclass(frozen=True)
class InspectionLine:
    """One report in a row: how many recommendations it made and where they stand."""

    title: str
    kind: str
    publisher: str
    published_on: date
    made: int
    closed: int
    late: int
    lessons: int
    address: str


@dataclass(frozen=True)
class RecommendationLine:
    """One recommendation: who answers for it, when it is due, where it stands and what was said."""

    number: str
    words: str
    owner: str
    due: str
    kind: str
    state: str
    objective: str
    said: tuple[tuple[str, str, date, str], ...]
    answer: str
    """The address at which this reader says what happened; empty where they may not."""


@dataclass(frozen=True)
class LessonLine:
    """One lesson: what was learned, what is done about it, by whom, by when, and whether it was."""

    number: int
    words: str
    action: str
    owner: str
    due: date
    kind: str
    state: str
    evidence: str
    themes: str
    complete: str


@dataclass(frozen=True)
class InspectionsPage:
    """Every report, the latest first."""

    lead: str
    rows: tuple[InspectionLine, ...]
    keeps: bool


@dataclass(frozen=True)
class InspectionPage:
    """One report with what it recommended and what was learned."""

    inspection: Inspection
    kind: str
    lead: str
    recommendations: tuple[RecommendationLine, ...]
    lessons: tuple[LessonLine, ...]
    keeps: bool


@dataclass(frozen=True)
class ThemeLine:
    """A theme with its lessons, those not yet acted on first."""

    name: str
    lessons: tuple[Lesson, ...]
    reports: int
    completed: int


def inspections_page(partnership: Partnership, viewpoint: Viewpoint) -> InspectionsPage:
    """Every report of a partnership, the latest first, in three queries."""
    found = Inspection.objects.filter(partnership=partnership).order_by("-published_on", "-number")
    rows = [
        _line(one, partnership, viewpoint.on) for one in found.prefetch_related("recommendations", "lessons")
    ]
    return InspectionsPage(lead=_lead(rows), rows=tuple(rows), keeps=holds_permit(KEEP_RISKS, viewpoint))


def _lead(rows: Sequence[InspectionLine]) -> str:
    if not rows:
        return _("No inspection, audit or review is followed up here.")
    made, late = sum(one.made for one in rows), sum(one.late for one in rows)
    closed = sum(one.closed for one in rows)
    said = ngettext("%(n)d recommendation", "%(n)d recommendations", made) % {"n": made}
    return _("%(said)s: %(closed)d closed, %(late)d late.") % {"said": said, "closed": closed, "late": late}


def _line(one: Inspection, partnership: Partnership, on: date) -> InspectionLine:
    made = list(one.recommendations.all())
    return InspectionLine(
        title=one.title,
        kind=str(INSPECTIONS[one.kind]),
        publisher=one.publisher,
        published_on=one.published_on,
        made=len(made),
        closed=sum(each.state == "closed" for each in made),
        late=sum(_late(each, on) > 0 for each in made),
        lessons=len(one.lessons.all()),
        address=reverse(
            "risks:inspection", kwargs={"partnership": partnership.slug, "inspection": one.number}
        ),
    )


def _late(one: Recommendation, on: date) -> int:
    return days_late(one.state, due=one.due, on=on)  # type: ignore[arg-type]


def inspection_in(partnership: Partnership, number: int) -> Inspection | None:
    """The report of a partnership with that number."""
    rows = Inspection.objects.filter(partnership=partnership, number=number)
    return rows.select_related("partnership").first()


def lesson_in(partnership: Partnership, number: int) -> Lesson | None:
    """The lesson of a partnership with that key."""
    rows = Lesson.objects.filter(inspection__partnership=partnership, pk=number)
    return rows.select_related("inspection__partnership", "owner_agency").first()


def inspection_page(one: Inspection, viewpoint: Viewpoint) -> InspectionPage:
    """One report as a reader sees it."""
    keeps = keeps_risks(viewpoint)
    made = one.recommendations.select_related("owner_agency", "objective__plan").prefetch_related("steps__by")
    closed = objectives_closed_to(viewpoint)
    recommendations = tuple(_recommendation(each, one, viewpoint, closed) for each in made)
    learned = one.lessons.select_related("owner_agency").prefetch_related("themes")
    late = sum(_late(each, viewpoint.on) > 0 for each in made)
    said = ngettext("%(n)d recommendation", "%(n)d recommendations", len(recommendations))
    return InspectionPage(
        inspection=one,
        kind=str(INSPECTIONS[one.kind]),
        lead=_("%(said)s: %(closed)d closed, %(late)d late.")
        % {
            "said": said % {"n": len(recommendations)},
            "closed": sum(each.state == "closed" for each in made),
            "late": late,
        },
        recommendations=recommendations,
        lessons=tuple(_lesson(each, one.partnership, viewpoint.on, keeps=keeps) for each in learned),
        keeps=keeps,
    )


def _recommendation(
    one: Recommendation, inspection: Inspection, viewpoint: Viewpoint, closed: frozenset[tuple[int, str]]
) -> RecommendationLine:
    kind, state = RECOMMENDATIONS[one.state]
    late = _late(one, viewpoint.on)
    parts = {"partnership": inspection.partnership.slug, "recommendation": one.pk}
    may = bool(ways_of(one, viewpoint))
    return RecommendationLine(
        number=one.number,
        words=one.words,
        owner=one.owner_agency.name,
        due=one.due_words,
        kind="late" if late else kind,
        state=_("%(state)s, %(late)s")
        % {"state": state, "late": ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}}
        if late
        else str(state),
        objective=shown_code(one.objective, closed),
        said=tuple(
            (str(RECOMMENDATION_STEPPED[each.step]), each.words, each.on, each.by.name if each.by else "")
            for each in one.steps.all()
        ),
        answer=reverse("risks:recommendation_step", kwargs=parts) if may else "",
    )


def ways_of(one: Recommendation, viewpoint: Viewpoint) -> list[tuple[str, str]]:
    """The steps that this reader may take: the organisation answers, and a keeper confirms."""
    keeps, owns = keeps_risks(viewpoint), is_of(viewpoint, one.owner_agency_id)
    return [
        (step, str(RECOMMENDATION_STEPS[step]))
        for step in RECOMMENDATION_FOLLOWS[one.state]  # type: ignore[index]
        if keeps or (owns and step not in BY_THE_KEEPER)
    ]


def _lesson(one: Lesson, partnership: Partnership, on: date, *, keeps: bool) -> LessonLine:
    kind, state = lesson_state(one, on)
    parts = {"partnership": partnership.slug, "lesson": one.pk}
    is_open = one.completed_on is None
    return LessonLine(
        number=one.number,
        words=one.words,
        action=one.action,
        owner=one.owner_agency.name,
        due=one.due,
        kind=kind,
        state=state,
        evidence=one.evidence,
        themes=", ".join(each.name for each in one.themes.all()),
        complete=reverse("risks:complete", kwargs=parts) if keeps and is_open else "",
    )


def lesson_state(one: Lesson, on: date) -> tuple[str, str]:
    """The shape and the words of where a lesson stands."""
    if one.completed_on is not None:
        return "complete", _("Acted on, %(day)s") % {"day": day_words(one.completed_on)}
    if one.due < on:
        days = (on - one.due).days
        return "late", ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}
    return "on course", _("To be acted on")


def themes_of(partnership: Partnership) -> tuple[ThemeLine, ...]:
    """The themes of a partnership's lessons, those that come back most often first, in three queries."""
    lessons: QuerySet[Lesson] = Lesson.objects.filter(inspection__partnership=partnership)
    found: defaultdict[str, list[Lesson]] = defaultdict(list)
    for one in lessons.select_related("inspection", "owner_agency").prefetch_related("themes"):
        for theme in one.themes.all():
            found[theme.name].append(one)
    lines = [
        ThemeLine(
            name=name,
            lessons=tuple(sorted(rows, key=lambda one: (one.completed_on is not None, one.due, one.pk))),
            reports=len({one.inspection_id for one in rows}),
            completed=sum(one.completed_on is not None for one in rows),
        )
        for name, rows in found.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-len(one.lessons), one.name)))


def meetings_to_report_to(viewpoint: Viewpoint) -> list[tuple[str, str]]:
    """The meetings to come of the bodies whose papers a reader may read, by their keys."""
    rows: Any = Meeting.objects.filter(
        body__partnership=viewpoint.partnership,
        body__code__in=codes_readable_by(viewpoint),
        held_on__gte=viewpoint.on,
    ).exclude(state=Meeting.State.CANCELLED)
    rows = rows.select_related("body").order_by("held_on", "pk")
    return [
        (str(one.pk), _("%(body)s, %(day)s") % {"body": one.body.name, "day": day_words(one.held_on)})
        for one in rows
    ]
