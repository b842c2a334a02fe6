"""Pan-Dorset's fictional 2025-26: one set of accepted updates, three parents; its today is 30 March 2026.

The priorities and the parents are those of the founding document. Every update, date and person is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.universe.reporting import News, report, tell_news
from throughline.universe.story import PARTNERSHIPS, Story, morning
from throughline.web.access.models import User
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import CascadeReceipt
from throughline.web.governance.actions import load_terms
from throughline.web.plan import actions as plans
from throughline.web.plan.models import Objective
from throughline.web.reports import actions as reports

TODAY = date(2026, 3, 30)
START = date(2025, 4, 1)
ADOPTED = date(2025, 4, 15)
GROUP = "rrsg"
DUTY = "rrsg.duty.progress-report"
FIRST_HALF = (date(2025, 4, 1), date(2025, 9, 30))
PEOPLE = [
    # name, organisation, post
    ("Sam Larch", "yos", "Partnership secretary"),
    ("Priya Hawthorn", "opcc", "Plan owner"),
    ("Jo Hazel", "yos", "Head of Service"),
]
SEATS = [("yos", "Jo Hazel"), ("opcc", "Priya Hawthorn")]

NEWS: tuple[tuple[date, tuple[News, ...]], ...] = (
    (date(2025, 4, 1), (
        ("1.1.a", date(2025, 7, 8), "Six outcomes are agreed.", "", "Paper of the group, June"),
        ("2.1.a", date(2025, 7, 8), "The steering group met in May.", "", "Minutes of 20 May"),
        ("3.1.a", date(2025, 7, 9), "One council has answered.", "2025-09", ""),
        ("4.1.a", date(2025, 7, 9), "The working group has met twice.", "", ""),
    )),
    (date(2025, 7, 1), (
        ("1.2.a", date(2025, 10, 6), "The day was held in Poole.", "", "Programme of 18 September"),
        ("2.1.b", date(2025, 10, 7), "The options need the costs of one more worker.", "2025-12", ""),
        ("3.1.a", date(2025, 10, 7), "Both councils have answered.", "", "Letters of both councils"),
        ("4.1.a", date(2025, 10, 8), "The gaps are scoped: housing and mental health come first.", "",
         "Scoping report"),
        ("6.1.a", date(2025, 10, 8), "The review waits for the prison's figures.", "2025-11", ""),
    )),
    (date(2025, 10, 1), (
        ("2.1.b", date(2026, 1, 8), "The options went to the group.", "", "Options paper"),
        ("2.2.a", date(2026, 1, 8), "The first joint panel sat in November.", "", "Terms of the panel"),
        ("3.1.b", date(2026, 1, 9), "The commission is drafted and not yet costed.", "2026-03", ""),
        ("5.1.a", date(2026, 1, 9), "Eleven of fourteen young people have a plan.", "2026-02", ""),
        ("6.1.a", date(2026, 1, 9), "The review is done.", "", "Review, November"),
    )),
    (date(2026, 1, 1), (
        ("3.1.b", date(2026, 3, 24), "The commission is costed and goes to both partnerships.", "2026-04", ""),
        ("4.1.b", date(2026, 3, 24), "A building is found; the lease is not signed.", "2026-05", ""),
        ("5.1.a", date(2026, 3, 25), "Every young person has a plan.", "", "Count of plans, February"),
        ("6.1.b", date(2026, 3, 25), "The scope is with the prosecutors.", "2026-04", ""),
    )),
)  # fmt: skip

FIGURES = [
    # objective, measure, quarter, count, of how many, told on; all made up
    ("3.1", "3.1.s1", date(2025, 10, 1), 41, 50, date(2026, 1, 12)),
    ("4.4", "4.4.s1", date(2025, 10, 1), 21, 30, date(2026, 1, 12)),
    ("4.4", "4.4.s2", date(2025, 10, 1), 44, 80, date(2026, 1, 12)),
    ("4.4", "4.4.s3", date(2025, 10, 1), 96, 120, date(2026, 1, 12)),
    ("4.4", "4.4.s4", date(2025, 10, 1), 350, 500, date(2026, 1, 12)),
    ("4.4", "4.4.s5", date(2025, 10, 1), 21, None, date(2026, 1, 12)),
]
MEETINGS = [
    # parent, meets on, takes papers until
    ("dcjb", date(2025, 10, 23), date(2025, 10, 16)),
    ("dorset-csp", date(2025, 11, 6), date(2025, 10, 30)),
    ("bcp-csp", date(2025, 11, 20), date(2025, 11, 13)),
    ("dcjb", date(2026, 4, 2), date(2026, 3, 26)),
    ("dorset-csp", date(2026, 4, 10), date(2026, 3, 27)),
    ("bcp-csp", date(2026, 4, 16), date(2026, 3, 30)),
]
TEMPLATES = {
    "dcjb": ["brief", "plan", "updates", "figures", "asks"],
    "dorset-csp": ["brief", "updates", "actions", "asks"],
    "bcp-csp": ["brief", "updates", "decisions", "asks"],
}
"""What each parent reads; the accepted updates stand in all three."""
STEPS = {
    "dcjb": [
        ("clear", date(2025, 10, 14)), ("send", date(2025, 10, 16)), ("receive", date(2025, 10, 16)),
        ("accept", date(2025, 10, 23)),
    ],
    "dorset-csp": [
        ("clear", date(2025, 10, 14)), ("send", date(2025, 10, 30)), ("receive", date(2025, 10, 30)),
        ("accept", date(2025, 11, 6)),
    ],
    "bcp-csp": [("clear", date(2025, 10, 14)), ("send", date(2025, 11, 12)), ("receive", date(2025, 11, 13))],
}  # fmt: skip
"""The third parent received its report and has never said that it accepts it."""
FRAMING = {
    "brief": "Most of the half-year went as planned. Homes on release and crime in prison come later.",
    "asks": "An answer on the costs of homes on release before the year ends.",
}


def tell(users: Mapping[str, User]) -> Story:
    """Tell the group's year; ``users`` are those who may sign in, by name."""
    partnership = load_terms(
        text=(PARTNERSHIPS / "pan-dorset.toml").read_text(encoding="utf-8"),
        by=None,
        at=morning(START),
        demonstration_today=TODAY,
    )
    story = Story(partnership, by=users["Sam Larch"])
    for name, agency, post in PEOPLE:
        story.person(name, agency=agency, post=post, user=users.get(name), at=START)
    story.office("Sam Larch", "secretary", from_on=START)
    story.office("Priya Hawthorn", "plan-owner", from_on=START)
    story.office("Jo Hazel", "chair", from_on=START, body=GROUP)
    story.seats(GROUP, SEATS, from_on=START)
    _keep_plan(story)
    _report(story)
    _carry_on(story)
    return story


def _keep_plan(story: Story) -> None:
    plans.accept_plan(
        partnership=story.partnership,
        text=(PARTNERSHIPS / "pan-dorset-plan-2025-26.csv").read_text(encoding="utf-8"),
        accepted_on=ADOPTED,
        by=story.by,
        at=morning(ADOPTED),
    )
    for quarter_starts, news in NEWS:
        tell_news(story, quarter_starts, news)
    rows = {one.code: one for one in Objective.objects.filter(plan__partnership=story.partnership)}
    for objective, code, quarter_starts, count, out_of, told_on in FIGURES:
        plans.record_measure_value(
            objective=rows[objective],
            code=code,
            quarter_starts=quarter_starts,
            count=count,
            out_of=out_of,
            told_on=told_on,
            by=story.by,
            at=morning(told_on),
        )


def _report(story: Story) -> None:
    for parent, meets_on, papers_due in MEETINGS:
        reports.record_recipient_date(
            partnership=story.partnership,
            recipient=parent,
            meets_on=meets_on,
            papers_due=papers_due,
            by=story.by,
            at=morning(ADOPTED),
        )
    for parent, sections in TEMPLATES.items():
        reports.keep_template(
            body=story.body(GROUP),
            recipient=parent,
            title="Progress report",
            sections=sections,
            by=story.by,
            at=morning(ADOPTED),
        )
    due = {parent: papers for parent, _meets, papers in reversed(MEETINGS)}
    for parent, steps in STEPS.items():
        report(
            story,
            body=GROUP,
            duty=DUTY,
            what="progress-report",
            recipient=parent,
            period=FIRST_HALF,
            begun_on=date(2025, 10, 9),
            due=due[parent],
            framing=FRAMING,
            steps=steps,
        )


def _carry_on(story: Story) -> None:
    """A decision of the criminal justice board, carried into the organisations."""
    received = reports.record_parent_decision(
        body=story.body(GROUP),
        parent="dcjb",
        reference="DCJB 25/14",
        decided_on=date(2025, 9, 18),
        received_on=date(2025, 9, 24),
        words="Each organisation names one person who answers for releases on a Friday.",
        asks="A name from each organisation by 1 December 2025.",
        by=story.by,
        at=morning(date(2025, 9, 24)),
    )
    day = date(2025, 10, 2)
    decided = decisions.record_decision(
        body=story.body(GROUP),
        decided_on=day,
        text="Each organisation at the table names who answers for releases on a Friday.",
        authority="no-quorum-stated",
        by=story.by,
        at=morning(day),
    )
    reports.carry_on(decision=received, carried_by=decided, carried_on=day, by=story.by, at=morning(day))
    cascade = decisions.start_cascade(
        decision=decided,
        agencies=[story.agency(code) for code in ("ps", "police", "yos", "opcc", "prisons")],
        told_on=date(2025, 10, 6),
        effective_from=date(2025, 12, 1),
        by=story.by,
        at=morning(date(2025, 10, 6)),
    )
    answers = [("ps", "implemented"), ("police", "acknowledged"), ("yos", "implemented")]
    for code, says in answers:
        receipt = CascadeReceipt.objects.get(cascade=cascade, agency__code=code)
        decisions.answer_cascade(
            receipt=receipt,
            says=says,
            said_on=date(2025, 10, 15),
            reason="",
            is_on_behalf=True,
            expected_version=receipt.version,
            by=story.by,
            at=morning(date(2025, 10, 15)),
        )
    reports.record_briefing(
        body=story.body(GROUP),
        audience="Both community safety partnerships",
        about="The review of crime in prison comes two months later than planned.",
        happened_on=date(2025, 10, 8),
        due=date(2025, 10, 15),
        told_on=date(2025, 10, 10),
        by=story.by,
        at=morning(date(2025, 10, 10)),
    )
