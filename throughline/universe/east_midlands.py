"""The East Midlands board's fictional 2009-10; its today is Friday 15 January 2010.

The plan, its targets and its dates follow a published plan. Every return, every update and every
person is made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from throughline.figures.extracts.case_dates import CaseKind
from throughline.rules.plan.asked import DAYS_OF
from throughline.rules.plan.model import Milestone as PlannedMilestone
from throughline.rules.plan.objective_status import Step, step_due, steps_of
from throughline.rules.plan.when import plan_year
from throughline.universe import off_track, update_rounds
from throughline.universe.hearing import tell_voices
from throughline.universe.plan_changes import tell_plan_changes
from throughline.universe.plan_life import tell_plan_life
from throughline.universe.provision import tell_provision
from throughline.universe.public_protection import lines_of
from throughline.universe.published_tables import receive_tables
from throughline.universe.risking import tell_risks
from throughline.universe.story import PARTNERSHIPS, Story, morning
from throughline.web.access.models import User
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import Action, Decision
from throughline.web.governance.actions import load_terms
from throughline.web.performance import actions as performance
from throughline.web.plan import actions as plans
from throughline.web.plan.models import Milestone, Objective, PlanVersion
from throughline.web.plan.queries import whole_plan_of
from throughline.words.periods import quarters, year_holding

TODAY = date(2010, 1, 15)
START = date(2009, 4, 1)
ADOPTED = date(2009, 7, 14)
BOARD = "emrrp"

PEOPLE = [
    # name, organisation, post
    ("Sam Larch", "noms-dom", "Partnership secretary"),
    ("Priya Hawthorn", "noms-dom", "Plan owner"),
    ("Marek Rowan", "noms-dom", "Performance analyst"),
    ("Clare Bryony", "noms-dom", "Director of Offender Management"),
    ("Neil Hornbeam", "goem", "Regional Director, Safer and Stronger Communities"),
    ("Ivor Spindle", "notts-police", "Chief Constable"),
    ("Anwen Sedge", "nottingham-pct", "Chief Executive"),
    ("Tess Valerian", "nta", "Regional Manager"),
    ("Colm Dogwood", "bis-lsc", "Regional Skills Development Director"),
    ("Rhoda Elder", "lrpt", "Chief Executive"),
    ("Femi Aspen", "yjb", "Head of Region"),
    ("Lotte Furze", "jcp", "Regional Drugs Strategic Lead"),
]
SEATS = [
    ("dom", "Clare Bryony"), ("goem-ssc", "Neil Hornbeam"), ("police", "Ivor Spindle"),
    ("pct", "Anwen Sedge"), ("nta", "Tess Valerian"), ("skills", "Colm Dogwood"),
    ("probation", "Rhoda Elder"), ("yjb", "Femi Aspen"), ("jcp", "Lotte Furze"),
]  # fmt: skip
SEAT_OF = {name: seat for seat, name in SEATS}
CHAIR = "Clare Bryony"

# day, who stayed away, when the minutes went out
MEETINGS = [
    (ADOPTED, ["Lotte Furze"], date(2009, 7, 28)),
    (date(2009, 9, 8), ["Ivor Spindle", "Femi Aspen"], date(2009, 9, 21)),
    (date(2009, 11, 10), ["Anwen Sedge"], date(2009, 11, 24)),
    (date(2010, 1, 12), ["Colm Dogwood", "Tess Valerian"], None),
]
NEXT_MEETING = date(2010, 3, 9)

DECISIONS = [
    (ADOPTED, "The delivery plan for 2009-10 is adopted."),
    (date(2009, 11, 10), "Each lead sends one update a quarter, by the fifth working day after it ends."),
    (
        date(2010, 1, 12),
        "A recovery plan for sex offender programmes in the community comes to the next meeting.",
    ),
]
# words, organisation, owner, raised, first due, moves
ACTIONS = [
    ("Write the recovery plan for sex offender programmes in the community.", "lrpt", "Rhoda Elder",
     date(2010, 1, 12), date(2010, 2, 26), []),
    ("Say when advice and careers services begin in the last two counties.", "bis-lsc", "Colm Dogwood",
     date(2009, 9, 8), date(2009, 11, 6), [(date(2009, 11, 5), date(2010, 1, 8), "the provider changed")]),
    ("Agree who pays for the next year of the training of trainers.", "goem", "Neil Hornbeam",
     date(2009, 11, 10), date(2010, 3, 5), []),
]  # fmt: skip

FOR_OBJECTIVES = dict(zip((text for text, *_rest in ACTIONS), ("3.2.3", "2.4.3", "2.6.4"), strict=True))
"""Which objective each of the actions is for."""

LATE = {
    "2.4.3.m1": ("2010-02", "Two counties still have no provider."),
    "2.5.1.m2": ("2010-03", "The draft waits for the health board."),
    "2.5.5.m1": ("2010-03", "Follows the regional health plan."),
    "2.5.5.a": ("2010-03", "Follows the regional health plan."),
    "2.5.6.m2": ("2010-02", "The action plan is written and not yet taken in."),
    "2.5.8.m1": ("2010-02", "One of three plans is not signed."),
    "2.5.9.m1": ("2010-04", "Principles are out for comment."),
    "3.2.3.a": ("2010-06", "Behind the plan in all three quarters: trained staff are short."),
}
"""Steps that are not done in time by more than a month: the date expected now, and what was told."""
SLIPPING = {
    "1.4.3.m4": ("2010-04-23", "Two local plans come after Easter."),
    "2.3.2.m1": ("2010-02-26", "The second round of bids closed late."),
    "2.8.2.m2": ("2010-04-20", "Starts picked up in December."),
    "3.2.1.b": ("2010-04-30", "Two groups stopped in November and began again in January."),
    "2.4.5.m2": ("2010-04-16", "The last event moves past the year's end."),
}
"""Steps that are expected up to a month after their first date."""
REPORTED = "Report of the lead to the board"
SILENT = frozenset({"2.5.3.m1", "2.6.2.m2", "2.9.1.m4", "3.2.2.m2", "3.4.2.m4"})
"""Steps that nobody has sent news of since the summer."""

HOMES = [
    (281, 402), (282, 391), (294, 418), (260, 377), (293, 409), (279, 398), (284, 411), (278, 386),
    (258, 364), (288, 420), (279, 395), (307, 430), (281, 401), (282, 388), (305, 415), (298, 399),
    (272, 372), (304, 405), (309, 417), (295, 392), (276, 371),
]  # fmt: skip
"""Settled accommodation each month from April 2008: so many of so many."""
JOBS = [
    (157, 402), (149, 391), (166, 418), (144, 377), (160, 409), (153, 398), (163, 411), (148, 386),
    (143, 364), (161, 420), (155, 395), (165, 430), (158, 401), (149, 388), (163, 415), (154, 399),
    (146, 372), (156, 405), (164, 417), (151, 392), (144, 370),
]  # fmt: skip
"""In work each month from April 2008: so many of so many."""
ENFORCED = [
    (620, 1004), (612, 987), (634, 1016), (605, 985), (627, 1009), (618, 989), (629, 1021), (611, 978),
    (632, 1013), (608, 982), (621, 1006), (625, 1001),
]  # fmt: skip
"""Enforcement each quarter from January 2007."""
REVIEWED = [
    (117, 141), (119, 143), (115, 140), (121, 144), (118, 141), (116, 141), (120, 143), (117, 140),
    (119, 144), (116, 139), (120, 145), (118, 142),
]  # fmt: skip
"""MAPPA level 2 reviews in time each quarter from January 2007."""
PROGRAMMES: dict[str, dict[str, tuple[int, int, int]]] = {
    "noms-probation": {
        "obp-community": (193, 460, 842),
        "dv-community": (41, 96, 200),
        "sotp-community": (14, 35, 49),
    },
    "noms-prisons": {"obp-custody": (170, 415, 688), "sotp-custody": (12, 37, 121)},
}
"""Completed since April by the end of June, September and December."""
REOFFENDING = {
    "ni18-nottingham": (911, 6874), "ni18-derbyshire": (498, 7397), "ni18-derby": (268, 3884),
    "ni18-leicester": (541, 6494), "ni18-leicestershire": (372, 4919), "ni18-nottinghamshire": (861, 7504),
}  # fmt: skip
PROLIFIC = {"ni30-lincolnshire": 283, "ni30-northamptonshire": 741}
QUARTER_ENDS = (date(2009, 6, 30), date(2009, 9, 30), date(2009, 12, 31))
RECEIVED = (date(2009, 7, 20), date(2009, 10, 7), date(2010, 1, 4))


def tell(users: Mapping[str, User]) -> Story:
    """Tell the year of the East Midlands board; ``users`` are those who may sign in, by name."""
    partnership = load_terms(
        text=(PARTNERSHIPS / "east-midlands.toml").read_text(encoding="utf-8"),
        by=None,
        at=morning(START),
        demonstration_today=TODAY,
    )
    story = Story(partnership, by=users.get("Sam Larch"))
    for name, agency, post in PEOPLE:
        story.person(name, agency=agency, post=post, user=users.get(name), at=START)
    story.office("Sam Larch", "secretary", from_on=START)
    story.office("Priya Hawthorn", "plan-owner", from_on=START)
    story.office("Marek Rowan", "analyst", from_on=START)
    story.office(CHAIR, "chair", from_on=START, body=BOARD)
    story.seats(BOARD, SEATS, from_on=START)
    _keep_plan(story)
    _receive_returns(story)
    receive_tables(story)
    _meet(story)
    _tie(story)
    tell_plan_life(story)
    tell_plan_changes(story)
    tell_voices(story)
    tell_risks(story)
    _publish(story)
    update_rounds.tell_round(story, LATE | SLIPPING)
    off_track.tell_exceptions(story)
    tell_provision(story)
    return story


def _keep_plan(story: Story) -> None:
    version = plans.accept_plan(
        partnership=story.partnership,
        text=(PARTNERSHIPS / "east-midlands-plan-2009-10.csv").read_text(encoding="utf-8"),
        accepted_on=ADOPTED,
        by=story.by,
        at=morning(ADOPTED),
    )
    tell_news(story, version)


def tell_news(story: Story, version: PlanVersion) -> None:
    """What each lead told of every step by January 2010."""
    plan = whole_plan_of(version)
    year = plan_year(plan)
    steps = [step for one in plan.objectives for step in steps_of(plan, one.id)]
    rows = {row.code: row for row in version.plan.milestones.select_related("plan__partnership")}
    for step in steps:
        due = step_due(step, year)
        if due is None or step.id in update_rounds.ACCEPTED:
            continue
        if step.id in LATE or step.id in SLIPPING:
            forecast, words = (LATE | SLIPPING)[step.id]
            tell_of(story, rows[step.id], date(2010, 1, 7), words, forecast=forecast)
        elif due.latest <= QUARTER_ENDS[-1]:
            told = max(due.latest + timedelta(days=7), ADOPTED + timedelta(days=6))
            tell_of(
                story, rows[step.id], min(told, TODAY), "Done.", evidence=REPORTED, **asked(step, due.latest)
            )
        elif step.id in SILENT:
            tell_of(story, rows[step.id], date(2009, 7, 20), "Work has begun.")
        else:
            tell_of(story, rows[step.id], date(2010, 1, 7), "As planned.")


def asked(step: Step, on: date) -> dict[str, Any]:
    """What a step asks for before it is complete: its day, and the vetting of whoever was appointed."""
    if not isinstance(step, PlannedMilestone) or step.kind not in DAYS_OF:
        return {}
    return {"happened_on": on, "vetting": "Security check" if step.vetting else ""}


def tell_of(
    story: Story,
    row: Milestone,
    told_on: date,
    words: str,
    *,
    forecast: str = "",
    evidence: str = "",
    **more: Any,
) -> None:
    """Accept what was told of one step, for the last quarter that had ended."""
    told_of = [one.first for one in quarters(year_holding(START)) if one.last < told_on]
    plans.record_milestone_update(
        milestone=row,
        quarter_starts=told_of[-1],
        told_on=told_on,
        told_by=story.people["Priya Hawthorn"],
        is_complete=bool(evidence),
        forecast=forecast,
        evidence=evidence,
        words=words,
        by=story.by,
        at=morning(told_on),
        **more,
    )


def _receive_returns(story: Story) -> None:
    performance.load_indicators(
        partnership=story.partnership,
        text=(PARTNERSHIPS / "east-midlands-indicators.toml").read_text(encoding="utf-8"),
        loaded_on=ADOPTED,
        by=story.by,
        at=morning(ADOPTED),
    )
    for indicator, value in (("ni143", Fraction(73, 100)), ("ni144", Fraction(42, 100))):
        _agree(story, indicator, value=value)
    _agree(story, "obp-custody", tolerance=Fraction(2, 100))
    _receive_months(story)
    _receive_quarters(story)
    _receive_programmes(story)
    published = date(2009, 11, 17)
    receive(story, "home-office", date(2008, 4, 1), date(2009, 3, 31), published, REOFFENDING, published)
    receive(story, "home-office", date(2008, 10, 1), date(2009, 9, 30), published, PROLIFIC, published)
    _receive_case_dates(story)


def _agree(
    story: Story, indicator: str, *, value: Fraction | None = None, tolerance: Fraction | None = None
) -> None:
    performance.agree_target(
        partnership=story.partnership,
        indicator=indicator,
        value=value,
        tolerance=tolerance,
        source="agreed by the board for this example",
        from_on=ADOPTED,
        by=story.by,
        at=morning(ADOPTED),
    )


def _receive_months(story: Story) -> None:
    for place, (homes, jobs) in enumerate(zip(HOMES, JOBS, strict=True)):
        first, last = months(2008, 4 + place, 1)
        status = "provisional" if last == QUARTER_ENDS[-1] else "final"
        came, figures = _came(last), {"ni143": homes, "ni144": jobs}
        receive(story, "noms-probation", first, last, came, figures, status=status)


def _receive_quarters(story: Story) -> None:
    for place, (enforced, reviewed) in enumerate(zip(ENFORCED, REVIEWED, strict=True)):
        first, last = months(2007, 1 + 3 * place, 3)
        figures = {"enforcement": enforced, "mappa-level-2-reviews": reviewed}
        if last == QUARTER_ENDS[-1]:
            figures["sfo-in-time"] = (3, 4)
        receive(story, "noms-probation", first, last, _came(last), figures)


def _receive_programmes(story: Story) -> None:
    """Each quarter's totals; in December one partner sends a quarter's own count first, which is refused."""
    for place, (last, came) in enumerate(zip(QUARTER_ENDS, RECEIVED, strict=True)):
        first = date(last.year, last.month - 2, 1)
        for supplier, totals in PROGRAMMES.items():
            figures = {indicator: numbers[place] for indicator, numbers in totals.items()}
            if last == QUARTER_ENDS[-1] and "sotp-community" in figures:
                receive(story, supplier, first, last, came, figures | {"sotp-community": 14})
                figures = {"sotp-community": figures["sotp-community"]}
            receive(story, supplier, first, last, came, figures)


def _receive_case_dates(story: Story) -> None:
    """Dates of cases for the quarter that ended last, by invented references."""
    came = _came(QUARTER_ENDS[-1])
    kinds: tuple[CaseKind, ...] = ("mappa", "visor", "sfo")
    for kind in kinds:
        performance.receive_case_dates(
            supplier=story.agency("noms-probation"),
            kind=kind,
            content="\n".join(lines_of(kind)).encode(),
            quarter_starts=date(2009, 10, 1),
            received_on=came,
            by=story.by,
            at=morning(came),
        )


def months(year: int, month: int, count: int) -> tuple[date, date]:
    """The first and last day of so many months; a month above 12 is of a later year."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    after = month + count
    return first, date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1) - timedelta(days=1)


def _came(last: date) -> date:
    """When a return for a period came: four days after it, or with all earlier ones when the plan began."""
    return max(last + timedelta(days=4), ADOPTED + timedelta(days=1))


def receive(
    story: Story,
    supplier: str,
    first: date,
    last: date,
    came: date,
    figures: Mapping[str, int | tuple[int, int]],
    published_on: date | None = None,
    status: str = "final",
) -> None:
    """Receive one return of one organisation for one period."""
    performance.receive_return(
        supplier=story.agency(supplier),
        content="\n".join(_lines(figures)).encode(),
        period_starts=first,
        period_ends=last,
        received_on=came,
        status=status,
        published_on=published_on,
        by=story.by,
        at=morning(came),
    )


def _lines(figures: Mapping[str, int | tuple[int, int]]) -> Iterator[str]:
    yield "indicator,numerator,denominator"
    for indicator, figure in figures.items():
        part, whole = figure if isinstance(figure, tuple) else (figure, "")
        yield f"{indicator},{part},{whole}"


def _meet(story: Story) -> None:
    for day, away, minutes in MEETINGS:
        meeting = story.call(BOARD, day, starts_at=time(10), place="Regional office, room 3")
        if day == MEETINGS[-1][0]:
            story.paper(
                meeting, "Programmes: three quarters against the plan", ask="decision", agency="noms-dom",
                author="Marek Rowan", due_on=date(2010, 1, 6), asked_on=date(2009, 12, 15),
                marking="OFFICIAL", received_on=date(2010, 1, 5), file="board-progress.md",
            )  # fmt: skip
        story.agenda(meeting, off_track.papers_of(story, meeting))
        story.publish(meeting)
        present = [(name, SEAT_OF[name], "member") for name in SEAT_OF if name not in away]
        story.hold(meeting, present, minutes_sent=minutes)
        _decide(story, day)
    story.call(BOARD, NEXT_MEETING, starts_at=time(10), place="Regional office, room 3", notice=53)


def _decide(story: Story, day: date) -> None:
    for decided_on, text in DECISIONS:
        if decided_on == day:
            decisions.record_decision(
                body=story.body(BOARD),
                decided_on=day,
                text=text,
                authority="no-quorum-stated",
                by=story.by,
                at=morning(day),
            )
    for text, agency, owner, raised, due, moved in ACTIONS:
        if raised == day:
            story.promise(BOARD, text, agency=agency, owner=owner, raised_on=raised, due=due, moved=moved)


def _tie(story: Story) -> None:
    """Say which objective each action, and the decision behind the first of them, is for."""
    on = MEETINGS[-1][0]
    objectives = {one.code: one for one in Objective.objects.filter(plan__partnership=story.partnership)}
    told: list[tuple[str, Decision | Action]] = [
        (code, action)
        for action in Action.objects.filter(partnership=story.partnership)
        for text, code in FOR_OBJECTIVES.items()
        if action.text == text
    ]
    told += [
        ("3.2.3", one)
        for one in Decision.objects.filter(body__partnership=story.partnership, text=DECISIONS[-1][1])
    ]
    for code, record in told:
        plans.tie(
            objective=objectives[code],
            to=record,
            on=on,
            person=story.people["Priya Hawthorn"],
            by=story.by,
            at=morning(on),
        )


def _publish(story: Story) -> None:
    """A scorecard that two others released in December, and a draft of January that one has approved."""
    analyst, secretary, chair = (story.people[name].user for name in ("Marek Rowan", "Sam Larch", CHAIR))
    if not (analyst and secretary and chair):
        return
    for on, approvals in ((date(2009, 12, 1), (secretary, chair)), (date(2010, 1, 13), (secretary,))):
        made = performance.compose_release(
            partnership=story.partnership,
            on=on,
            set_code="homes-and-work",
            title=f"Homes and work: how we are doing, {on:%B %Y}",
            words="The figures are the probation service’s own monthly returns.",
            licence="Open Government Licence v3.0",
            by=analyst,
            at=morning(on),
        )
        for place, approver in enumerate(approvals, start=1):
            performance.approve_release(
                scorecard=made, digest=made.digest, by=approver, at=morning(on + timedelta(days=place))
            )
