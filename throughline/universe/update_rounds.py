"""The East Midlands round of updates for October to December 2009: asked, and answered in part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from throughline.rules.plan.answering import Claim, Said
from throughline.rules.plan.status import MilestoneStatus
from throughline.universe.story import Story, morning
from throughline.web.plan import actions as plans
from throughline.web.plan.models import (
    Milestone,
    Objective,
    PlanAnswer,
    PlanVersion,
    UpdateQuestion,
    UpdateRound,
)
from throughline.web.plan.queries import standing_plan, updates_of
from throughline.web.plan.rounds.reads import Line, lines_of_round

OPENS, CLOSES = date(2010, 1, 4), date(2010, 1, 8)
IN_TIME, SETTLED, LATE = date(2010, 1, 7), date(2010, 1, 11), date(2010, 1, 13)
LEADS = {
    "nta": "Tess Valerian",
    "goem": "Neil Hornbeam",
    "jcp": "Lotte Furze",
    "bis-lsc": "Colm Dogwood",
    "noms-dom": "Clare Bryony",
}
"""Who is asked for which organisation."""
ACCEPTED = {
    "2.2.1.m1": "The indicators of the third quarter are published.",
    "2.4.1.m2": "The response is drafted.",
    "1.4.1.m2": "The second meeting is called for 26 January.",
    "2.5.8.m1": "",
    "2.5.9.m1": "",
    "2.4.5.m2": "",
    "2.4.3.m1": "",
    "1.4.3.m4": "",
}
"""Lines answered in time and accepted: the words, or none where the news of the year has them."""

STARTS = (
    (date(2009, 7, 1), 21, date(2009, 10, 8)),
    (date(2009, 7, 1), 24, date(2009, 11, 3)),
    (date(2009, 10, 1), 58, IN_TIME),
)
"""Starts on the pilot: the quarter, the count since April, and when it was told."""


@dataclass(frozen=True)
class Waits:
    """An answer that came late and waits."""

    code: str
    said: Said


WAITING = (
    Waits("2.5.8.m2", Said(Claim.LATER, "The pilot began six weeks late.", "2010-05")),
    Waits("2.5.8.m3", Said(Claim.NO_CHANGE)),
    Waits("2.4.4.m1", Said(Claim.NO_CHANGE)),
    Waits(
        "2.5.3.m1",
        Said(
            Claim.STUCK, "Eleven of 17 prisons are live.", "2010-06",
            help_asked="The board to write to the system’s supplier",
        ),
    ),
)  # fmt: skip
ASKED_BACK = Waits("1.3.1.m2", Said(Claim.DONE, "Reported.", evidence="The report of October"))


def tell_round(story: Story, moved: Mapping[str, tuple[str, str]]) -> None:
    """Ask five leads, let four answer in part, and settle what came in time.

    ``moved`` is the news of late lines: the date expected now, and the words.
    """
    version = PlanVersion.objects.get(plan__partnership=story.partnership)
    made = _asked(story, version)
    lines = _lines(version, IN_TIME)
    for code, words in ACCEPTED.items():
        forecast, told = moved.get(code, ("", words))
        claim = Claim.LATER if forecast else Claim.ON_COURSE
        answer = _answer(made, lines, code, Said(claim, told, forecast), IN_TIME)
        plans.accept_answer(
            answer=answer, on=SETTLED, expected_version=answer.version, by=story.by, at=morning(SETTLED)
        )
    asked_back = _answer(made, lines, ASKED_BACK.code, ASKED_BACK.said, IN_TIME)
    plans.query_answer(
        answer=asked_back,
        question="That report was of the second quarter. Is the one of January written?",
        on=SETTLED,
        expected_version=asked_back.version,
        by=story.by,
        at=morning(SETTLED),
    )
    late = _lines(version, LATE)
    for one in WAITING:
        _answer(made, late, one.code, one.said, LATE)
    _tell_starts(story, version)
    _override(story, version)


def _tell_starts(story: Story, version: PlanVersion) -> None:
    """Starts on the pilot, which no return brings; the second quarter's are told again when some came late."""
    objective = Objective.objects.select_related("plan__partnership").get(plan=version.plan, code="2.8.2")
    for quarter, count, told_on in STARTS:
        plans.record_measure_value(
            objective=objective,
            code="2.8.2.b",
            quarter_starts=quarter,
            count=count,
            told_on=told_on,
            told_by=story.people["Priya Hawthorn"],
            by=story.by,
            at=morning(told_on),
        )


def _override(story: Story, version: PlanVersion) -> None:
    objective = Objective.objects.select_related("plan__partnership").get(plan=version.plan, code="2.5.6")
    plans.override_status(
        objective=objective,
        status=MilestoneStatus.SLIPPING,
        computed=MilestoneStatus.LATE,
        quarter_starts=date(2009, 10, 1),
        reason="The board took the action plan in on 12 January; the papers follow.",
        on=LATE,
        person=story.people["Clare Bryony"],
        by=story.people["Clare Bryony"].user,
        at=morning(LATE),
    )


def _lines(version: PlanVersion, day: date) -> dict[str, Line]:
    return lines_of_round(standing_plan(version, day), updates_of(version, day))


def _asked(story: Story, version: PlanVersion) -> UpdateRound:
    rows = {one.code: one for one in Milestone.objects.filter(plan=version.plan)}
    agencies = {code: story.agency(code) for code in LEADS}
    made = plans.prepare_update_round(
        plan=version.plan,
        quarter_starts=date(2009, 10, 1),
        opens_on=OPENS,
        closes_on=CLOSES,
        asked=[
            plans.ToAsk(rows[line.code], agencies[line.lead], story.people[LEADS[line.lead]])
            for line in _lines(version, OPENS).values()
            if line.is_due and line.lead in LEADS
        ],
        by=story.by,
        at=morning(OPENS),
    )
    plans.send_update_round(asked=made, by=story.by, at=morning(OPENS))
    return made


def _answer(made: UpdateRound, lines: Mapping[str, Line], code: str, said: Said, day: date) -> PlanAnswer:
    found = UpdateQuestion.objects.select_related(
        "round__plan__partnership", "letter", "milestone__objective", "milestone__plan__partnership"
    )
    return plans.answer_line(
        question=found.get(round=made, milestone__code=code),
        said=said,
        now=lines[code].now,
        on=day,
        by=None,
        at=morning(day),
        by_link=True,
    )
