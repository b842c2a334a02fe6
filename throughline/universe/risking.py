"""Risks, escalations and inspections of the East Midlands board, and two risks of Barnet's group.

What is at risk follows from the plan's own objectives; every score, every word and every report is made up.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from throughline.universe.story import Story, morning
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import Action
from throughline.web.performance.models import Observation, Target
from throughline.web.plan.models import Objective
from throughline.web.risks import actions
from throughline.web.risks.models import Escalation, Risk

BOARD = "emrrp"
JULY, SEPTEMBER, NOVEMBER, JANUARY = (
    date(2009, 7, 14), date(2009, 9, 8), date(2009, 11, 10), date(2010, 1, 12),
)  # fmt: skip

Score = tuple[date, int, int, str]
# kind, event, cause, effect, treatment, proximity, organisation, owner, objective, scores
RISKS: list[tuple[str, str, str, str, str, str, str, str, str, list[Score]]] = [
    ("risk", "Too few trained staff to run sex offender programmes in the community",
     "Tutors leave faster than new ones are trained", "The year’s total of completions is missed",
     "A recovery plan comes to the March meeting", "now", "lrpt", "Rhoda Elder", "3.2.3",
     [(JULY, 2, 4, ""), (JANUARY, 4, 4, "Behind the plan in all three quarters.")]),
    ("issue", "Two counties have no provider of careers advice", "The provider withdrew in August",
     "People are released there without advice on work", "A second provider is asked", "now",
     "bis-lsc", "Colm Dogwood", "2.4.3", [(SEPTEMBER, 3, 4, ""), (NOVEMBER, 3, 4, "")]),
    ("assumption", "Employers go on taking people on in a falling market", "The downturn",
     "The target for people in work could not be met", "Figures are looked at every month", "year",
     "jcp", "Lotte Furze", "", [(JULY, 4, 3, "")]),
    ("barrier", "Health records do not follow people on release",
     "Prisons and health services keep separate records", "Treatment stops and begins again",
     "A form that goes with each person", "quarter", "nottingham-pct", "Anwen Sedge", "2.5.1",
     [(JULY, 4, 3, ""), (NOVEMBER, 2, 3, "The form is used in three prisons of five.")]),
    ("risk", "Nobody pays for the training of trainers after March", "Money was found for one year",
     "The course ends with its first year", "The board is asked who pays", "quarter",
     "goem", "Neil Hornbeam", "2.6.4", [(SEPTEMBER, 3, 3, ""), (JANUARY, 3, 3, "")]),
    ("risk", "The first quarter’s figures come too late for the board", "Each lead counts by hand",
     "The board decides on figures of the quarter before", "Leads send one update a quarter", "quarter",
     "noms-dom", "Priya Hawthorn", "", [(JULY, 3, 2, ""), (NOVEMBER, 1, 2, "All figures came in October.")]),
]  # fmt: skip
BARNET: list[tuple[str, str, str, str, str, str, str, str, list[Score]]] = [
    ("risk", "Homes for people on release are not there in time", "Few places are let at short notice",
     "People are released without an address", "A paper on homes comes to the April meeting", "now",
     "barnet-homes", "Ruth Campion",
     [(date(2025, 10, 14), 3, 4, ""), (date(2026, 2, 10), 4, 4, "Fewer places since December.")]),
    ("issue", "Health screening on the day of release is not always done", "Nobody is there at weekends",
     "Needs are found weeks later", "Screening is asked for before release", "now", "ph", "Lena Yarrow",
     [(date(2026, 2, 10), 3, 3, "")]),
]  # fmt: skip
REWORDED = "Two counties have no provider of advice and careers services"


def tell_risks(story: Story) -> None:
    """The register of the East Midlands board, what it asks above, and what inspectors recommend."""
    found = [_record(story, BOARD, *row) for row in RISKS]
    _word_anew(story, found[1])
    _tie(story, found)
    _set_threshold(story)
    actions.close_risk(
        risk=found[5], because="Every lead’s figures came in time for the November meeting.", closed_on=JANUARY,
        expected_version=found[5].version, by=story.by, at=morning(JANUARY),
    )  # fmt: skip
    _escalate(story, found[0])
    _ask_the_board(story)
    _inspect(story)
    _review(story)


def tell_risks_of_barnet(story: Story) -> None:
    """Two entries in the register of Barnet's group, which has set no threshold."""
    for kind, event, cause, effect, treatment, proximity, agency, owner, scores in BARNET:
        _record(story, "rrdg", kind, event, cause, effect, treatment, proximity, agency, owner, "", scores)


def _record(
    story: Story, body: str, kind: str, event: str, cause: str, effect: str, treatment: str, proximity: str,
    agency: str, owner: str, objective: str, scores: list[Score],
) -> Risk:  # fmt: skip
    first, *later = scores
    rows = Objective.objects.filter(plan__partnership=story.partnership, code=objective)
    risk = actions.record_risk(
        body=story.body(body), kind=kind, cause=cause, event=event, effect=effect, treatment=treatment,
        proximity=proximity, likelihood=first[1], impact=first[2], owner_agency=story.agency(agency),
        owner=story.people[owner], raised_on=first[0], objectives=list(rows), by=story.by, at=morning(first[0]),
    )  # fmt: skip
    for day, likelihood, impact, words in later:
        actions.score_risk(
            risk=risk, likelihood=likelihood, impact=impact, words=words, on=day,
            expected_version=risk.version, by=story.by, at=morning(day),
        )  # fmt: skip
    return risk


def _word_anew(story: Story, issue: Risk) -> None:
    """The issue is called otherwise in January, and its score has not moved."""
    last = issue.wordings.latest("pk")
    actions.word_risk(
        risk=issue, cause=last.cause, event=REWORDED, effect=last.effect, treatment=last.treatment,
        proximity="now", on=JANUARY, expected_version=issue.version, by=story.by, at=morning(JANUARY),
    )  # fmt: skip


def _tie(story: Story, found: list[Risk]) -> None:
    """The risk is answered by an action, the assumption stands for a target, the issue cites a figure."""
    told: dict[str, Any] = {"on": JANUARY, "by": story.by, "at": morning(JANUARY)}
    text = "Write the recovery plan for sex offender programmes in the community."
    action = Action.objects.get(partnership=story.partnership, text=text)
    actions.tie_risk(risk=found[0], to=action, **told)
    target = Target.objects.filter(indicator__partnership=story.partnership, indicator__code="ni144")
    actions.tie_risk(risk=found[2], to=target.latest("pk"), **told)
    figures = Observation.objects.filter(indicator__partnership=story.partnership, indicator__code="ni144")
    actions.cite_figure(risk=found[1], observation=figures.latest("ends", "pk"), **told)


def _set_threshold(story: Story) -> None:
    decision = decisions.record_decision(
        body=story.body(BOARD), decided_on=NOVEMBER, authority="no-quorum-stated",
        text="A risk is medium from a score of 6 and high from a score of 15.",
        by=story.by, at=morning(NOVEMBER),
    )  # fmt: skip
    actions.set_risk_threshold(
        decision=decision, medium_from=6, high_from=15, from_on=NOVEMBER, by=story.by, at=morning(NOVEMBER)
    )


def _escalate(story: Story, risk: Risk) -> None:
    """The national board is asked in November and has not answered by the day it was needed."""
    asked = actions.raise_escalation(
        source=story.body(BOARD), to=["nrrpb"], subject="Trained staff for sex offender programmes",
        ask="Pay for 24 places of training for tutors before the end of March 2010.",
        evidence="35 completions in the community by September, against a plan of 37; three tutors left.",
        severity="serious", needed_by=date(2009, 12, 18), about=story.agency("lrpt"), risk=risk,
        objective=Objective.objects.get(plan__partnership=story.partnership, code="3.2.3"),
        raised_on=NOVEMBER, by=story.by, at=morning(NOVEMBER),
    )  # fmt: skip
    reply = "The training centre has no places before April; the trust has asked for six of its own."
    _step(story, asked, "sign", NOVEMBER, by=story.people["Clare Bryony"].user)
    _step(story, asked, "reply", date(2009, 11, 13), words=reply, is_on_behalf=True)
    _step(story, asked, "send", date(2009, 11, 16))


def _ask_the_board(story: Story) -> None:
    """A member organisation asks the board itself, and has its answer."""
    asked = actions.raise_escalation(
        source=story.agency("jcp"), to=[BOARD], subject="What employers are told of convictions",
        ask="Agree one form of words for the whole region.",
        evidence="Employers in three counties were told three different things.", severity="moderate",
        needed_by=JANUARY, raised_on=SEPTEMBER, by=story.by, at=morning(SEPTEMBER),
    )  # fmt: skip
    board = asked.recipients.get()
    answer = "The board agrees the words of the employment leads; they are used from January."
    _step(story, asked, "send", SEPTEMBER)
    _step(story, asked, "acknowledge", date(2009, 9, 10), recipient=board)
    _step(story, asked, "answer", NOVEMBER, words=answer, recipient=board)


def _step(story: Story, asked: Escalation, step: str, on: date, *, words: str = "", **more: Any) -> None:
    told = {"by": story.by} | more
    actions.take_escalation_step(
        escalation=asked,
        step=step,
        words=words,
        on=on,
        expected_version=asked.version,
        at=morning(on),
        **told,
    )


def _inspect(story: Story) -> None:
    came = date(2009, 6, 1)
    told: dict[str, Any] = {"by": story.by, "at": morning(date(2009, 6, 2))}
    report = actions.record_inspection(
        partnership=story.partnership, kind="inspection", title="Ready for release: an inspection of five prisons",
        publisher="Inspectors of this example", published_on=came, **told,
    )  # fmt: skip
    rows = [
        (
            "1",
            "Give every prisoner a named adviser for work before release.",
            "noms-prisons",
            "September 2009",
        ),
        ("2", "Send the health record with each person who is released.", "nottingham-pct", "December 2009"),
        ("3", "Agree with every county who houses people on the day of release.", "goem", "Spring 2010"),
    ]
    made = [
        actions.record_recommendation(
            inspection=report, number=number, words=words, owner_agency=story.agency(agency), due=due, **told
        )
        for number, words, agency, due in rows
    ]
    steps = [
        (0, "accept", JULY, "Each prison names its adviser."),
        (0, "say-done", date(2009, 9, 25), "Seen in the lists of all five prisons."),
        (0, "confirm", date(2009, 10, 5), "The plan owner saw the lists."),
        (1, "accept", JULY, "A form goes with each person."),
        (1, "report", date(2009, 12, 15), "Three prisons of five use the form."),
    ]
    for place, step, on, words in steps:
        actions.take_recommendation_step(
            recommendation=made[place], step=step, words=words, on=on, expected_version=made[place].version,
            by=story.by, at=morning(on),
        )  # fmt: skip


def _review(story: Story) -> None:
    on = date(2009, 10, 20)
    told: dict[str, Any] = {"by": story.by, "at": morning(on)}
    report = actions.record_inspection(
        partnership=story.partnership, kind="offences", title="Reviews from April to September 2009, together",
        publisher="Probation service of this example", published_on=on, **told,
    )  # fmt: skip
    first = actions.record_lesson(
        inspection=report, words="Plans were not looked at again after a move to another office.",
        action="A plan is looked at within five working days of a move.", themes=["moves", "plans"],
        owner_agency=story.agency("lrpt"), drawn_on=on, due=date(2009, 12, 1), **told,
    )  # fmt: skip
    actions.record_lesson(
        inspection=report, words="News from prison reached the office late.",
        action="Prisons send news on the day it is known.", themes=["moves", "news"],
        owner_agency=story.agency("noms-prisons"), drawn_on=on, due=date(2010, 2, 26), **told,
    )  # fmt: skip
    actions.complete_lesson(
        lesson=first, completed_on=date(2009, 11, 27), evidence="A note to every team; 20 files were looked at.",
        by=story.by, at=morning(date(2009, 11, 27)),
    )  # fmt: skip
