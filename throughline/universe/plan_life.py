"""How the East Midlands came to its plan: whom it asked, what it serves, and when it was adopted.

The consultation, its counts and its findings are those of the published plan, in other words; the
national board's answer, the assessment and every person are made up.
"""

from __future__ import annotations

from datetime import date, timedelta

from throughline.papers.reading import read_rows
from throughline.rules.plan.sources import STANDARD_KINDS, SourceRow, read_sources
from throughline.universe.story import PARTNERSHIPS, Story, morning
from throughline.web.access.models import Agency
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import Action, Decision
from throughline.web.plan import actions as plans
from throughline.web.plan.models import DeliveryPlan, EqualityStrand, Objective

EAST_MIDLANDS_ADOPTED = date(2009, 7, 14)
ASSESSED = date(2009, 11, 10)
CONSULTED_UNTIL = date(2008, 10, 31)
STRANDS = (
    ("gender", "Gender"), ("gender-identity", "Gender identity"), ("race", "Race or ethnicity"),
    ("disability", "Disability"), ("age", "Age"), ("sexuality", "Sexuality"), ("faith", "Faith or belief"),
)  # fmt: skip
# theme, what was said, dissent, what was done, objective
FINDINGS = [
    ("Priorities", "Those who answered mostly accept that some groups come first.", False,
     "Sentences under 12 months and prolific offending are priorities of their own.", "2.1.1"),
    ("Priorities", "Almost all agree to turn effort to the most serious and prolific offending, and to tie the "
     "work closer to the work on crime.", False, "Serious re-offending is one of the three parts of the plan.",
     "2.2.2"),
    ("Crime as a whole", "Work with people who are known already can bring all crime down by much.", False,
     "The pilot of integrated offender management is in the plan.", "1.3.2"),
    ("Exclusion", "A number want people who offended seen as a socially excluded group.", False,
     "Homes, work and health each have a priority.", "2.3.1"),
    ("Local work", "Many answers tell of local projects that went well.", False,
     "Good practice is shared across the region.", "2.3.3"),
    ("Priorities", "A minority would go by need and exclusion, however likely somebody is to offend again.", True,
     "Both are kept: two priorities go by who offends most, and four by need.", ""),
]  # fmt: skip
# source, objectives and priorities that serve it
SERVES = {
    "psa-23": ("1.1", "2.5"), "psa-23-4": ("2.1", "2.2", "2.7", "2.8", "3.1", "3.2"),
    "psa-16": ("2.3", "2.4"), "psa-25": ("2.5",), "psa-24": ("3.1.1",), "psa-26": ("3.4",),
    "core-duty-2010": ("1.3.3",), "ppo": ("2.2",), "skills-next-steps": ("2.4",), "alcohol-2007": ("2.5.10",),
    "drugs-2008": ("2.5.3", "2.5.8"), "womens-review": ("2.9", "2.3.2", "2.5.6"),
    "financial-inclusion": ("2.6.1",), "think-family": ("2.6",), "third-sector-2008": ("1.4",),
    "volunteering-2009": ("1.4.4",), "contest": ("3.4",), "mental-health-review": ("3.3", "2.5.6"),
    "health-justice": ("2.5.1",), "diversity": ("1.1.1",),
}  # fmt: skip


LOCAL_PLANS = {
    "Nottingham": [
        ("N1", "1.3.2", "One panel manages those who offend most", "on-course"),
        ("N2", "2.5.4", "Treatment goes on at the prison gate", "late"),
        ("N3", "2.3", "Thirty homes are kept for people who leave prison", "slipping"),
    ],
    "Derby": [
        ("1", "2.8.2", "Intensive sentences in the community are offered to the court", "complete"),
        ("2", "2.3.1", "A duty officer for housing sits in the court", "on-course"),
    ],
    "Lincolnshire": [("A", "2.4.5", "Ten employers take part", "on-course")],
}
"""Local plans under the region's, made up: number, the line that each serves, its words, how it stands."""


def tell_plan_life(story: Story) -> None:
    """Tell how the plan of 2009-10 was consulted on and adopted, what it serves, and how it was assessed."""
    plan = DeliveryPlan.objects.get(partnership=story.partnership, year="2009-10")
    _consult(story, plan)
    _adopt(story, plan)
    _register(story, plan)
    _assess(story, plan)


def _consult(story: Story, plan: DeliveryPlan) -> None:
    asked = plans.open_consultation(
        plan=plan,
        title="The national consultation on reducing re-offending, and three events in the region",
        who="Government departments, partners of the region, third sector and faith groups",
        method="Written answers, and events in London, every region and Wales",
        opens=date(2007, 11, 1),
        closes=CONSULTED_UNTIL,
        said_as="November 2007, answered in October 2008",
        by=story.by,
        at=morning(EAST_MIDLANDS_ADOPTED),
    )
    for from_whom, kind, count, is_at_least in (
        ("Those who wrote, across England and Wales", "written", 71, False),
        ("Those who came to an event", "delegates", 1000, True),
    ):
        plans.record_response(
            consultation=asked,
            from_whom=from_whom,
            kind=kind,
            count=count,
            is_at_least=is_at_least,
            on=CONSULTED_UNTIL,
            by=story.by,
            at=morning(EAST_MIDLANDS_ADOPTED),
        )
    objectives = {one.code: one for one in Objective.objects.filter(plan=plan)}
    for theme, words, is_dissent, done, objective in FINDINGS:
        plans.record_consultation_finding(
            consultation=asked,
            theme=theme,
            words=words,
            is_dissent=is_dissent,
            what_we_did=done,
            objective=objectives.get(objective),
            by=story.by,
            at=morning(EAST_MIDLANDS_ADOPTED),
        )


def _adopt(story: Story, plan: DeliveryPlan) -> None:
    day = EAST_MIDLANDS_ADOPTED
    for title in ("Changing Ways, the regional plan to reduce re-offending", "Youth Resettlement Strategy"):
        plans.name_predecessor(plan=plan, title=title, covers="2006-2008", by=story.by, at=morning(day))
    plans.record_parent_answer(
        plan=plan,
        parent="psa-board",
        name="Joint national board of PSA 23 and PSA 25",
        on=date(2009, 6, 30),
        answer="No change is asked for.",
        by=story.by,
        at=morning(day),
    )
    plans.waive_gate(
        plan=plan,
        gate="equality",
        reason="The count by group comes in the autumn; the assessment follows by November.",
        on=day,
        by=story.by,
        at=morning(day),
    )
    decision = Decision.objects.get(body__partnership=story.partnership, decided_on=day)
    plans.take_life_step(plan=plan, to="consulting", on=date(2008, 1, 17), by=story.by, at=morning(day))
    for to in ("parent-consulted", "equality-assessed", "adopted"):
        plans.take_life_step(
            plan=plan,
            to=to,
            on=day,
            decision=decision if to == "adopted" else None,
            by=story.by,
            at=morning(day),
        )


def _register(story: Story, plan: DeliveryPlan) -> None:
    day = EAST_MIDLANDS_ADOPTED
    text = (PARTNERSHIPS / "east-midlands-sources.csv").read_bytes()
    rows = read_sources(
        read_rows(text, "east-midlands-sources.csv").rows,
        kinds=STANDARD_KINDS,
        agencies={one.code for one in Agency.objects.filter(partnership=story.partnership)},
    )
    made = plans.record_sources(partnership=story.partnership, rows=rows, by=story.by, at=morning(day))
    register = {one.code: one for one in made}
    for code, lines in SERVES.items():
        for line in lines:
            plans.link_source(
                source=register[code], plan=plan, line=line, on=day, by=story.by, at=morning(day)
            )
    plans.record_partner_plan(
        partnership=story.partnership,
        title="Plan to reduce re-offending in Leicestershire and Rutland",
        agency=story.agency("lrpt"),
        starts=date(2009, 4, 1),
        ends=date(2010, 3, 31),
        stands="own",
        plan=plan,
        by=story.by,
        at=morning(day),
    )
    for owner, lines in LOCAL_PLANS.items():
        child = plans.record_partner_plan(
            partnership=story.partnership,
            title=f"Local plan of {owner}",
            owner=f"The local partnership of {owner}",
            starts=date(2009, 4, 1),
            ends=date(2010, 3, 31),
            stands="child",
            plan=plan,
            by=story.by,
            at=morning(day),
        )
        for number, serves, words, status in lines:
            plans.record_local_line(
                child=child,
                number=number,
                words=words,
                serves=serves,
                status=status,
                told_on=day,
                by=story.by,
                at=morning(day),
            )
    plans.record_partner_plan(
        partnership=story.partnership,
        title="Youth plan to reduce re-offending",
        owner="The board for youth justice of the region",
        starts=date(2009, 4, 1),
        ends=date(2010, 3, 31),
        stands="beside",
        plan=plan,
        by=story.by,
        at=morning(day),
    )


def _assess(story: Story, plan: DeliveryPlan) -> None:
    plans.name_strands(partnership=story.partnership, strands=STRANDS, by=story.by, at=morning(ASSESSED))
    assessment = plans.begin_equality_assessment(
        plan=plan,
        summary="The plan opens services that everybody may use; it looks at who is left out of them.",
        evidence="The counts by group that partners sent in the autumn (made up for this example).",
        written_on=date(2009, 10, 20),
        by=story.by,
        at=morning(ASSESSED),
    )
    careers = Action.objects.get(
        partnership=story.partnership, text__startswith="Say when advice and careers"
    )
    for strand in EqualityStrand.objects.filter(partnership=story.partnership):
        is_age = strand.code == "age"
        plans.record_equality_effect(
            assessment=assessment,
            strand=strand,
            effect="worse" if is_age else "better" if strand.code in ("gender", "race") else "none",
            words="Young adults of two counties have no careers advice yet."
            if is_age
            else "Services that suit women better, and work on race disproportionality, are in the plan."
            if strand.code in ("gender", "race")
            else "No difference was found between groups.",
            evidence="Counts of the autumn of 2009",
            mitigation=careers if is_age else None,
            by=story.by,
            at=morning(ASSESSED),
        )
    plans.sign_off_equality_assessment(
        assessment=assessment,
        outcome="adjust",
        person=story.people["Clare Bryony"],
        on=ASSESSED,
        review_on=date(2010, 9, 30),
        by=story.by,
        at=morning(ASSESSED),
    )


BARNET_DAY = date(2025, 4, 8)
LLR_DECIDED = date(2014, 3, 4)


def tell_purposes(story: Story) -> None:
    """Put the purposes of Barnet's terms into its register."""
    plans.record_sources(
        partnership=story.partnership,
        rows=(
            SourceRow(
                "purpose-group", "purpose", "Less reoffending, less crime, fewer victims and a safer public",
                reference="Group, 1.2",
            ),
            SourceRow(
                "purpose-panel", "purpose", "One group of many agencies to assess referrals and settle plans",
                reference="Panel, 1.1",
            ),
        ),
        by=story.by,
        at=morning(BARNET_DAY),
    )  # fmt: skip


def tell_strategy(story: Story, body: str) -> None:
    """Tell the four years of Leicester, Leicestershire and Rutland, agreed on the day of the meeting."""
    board = story.body(body)
    decision = decisions.record_decision(
        body=board,
        decided_on=LLR_DECIDED,
        text="The strategy to reduce reoffending for 2014 to 2018 is agreed.",
        authority="made",
        by=story.by,
        at=morning(LLR_DECIDED + timedelta(days=1)),
    )
    strategy = plans.record_strategy(
        partnership=story.partnership,
        title="Strategy to reduce reoffending, 2014 to 2018",
        summary="Somewhere to live, work to go to, and help that begins before release.",
        starts=date(2014, 4, 1),
        ends=date(2018, 3, 31),
        written_by=board,
        owner=board,
        watched_by=board,
        by=story.by,
        at=morning(LLR_DECIDED),
    )
    plans.approve_strategy(
        strategy=strategy, decision=decision, by=story.by, at=morning(LLR_DECIDED + timedelta(days=1))
    )
    plan = DeliveryPlan.objects.get(partnership=story.partnership, year="2014-15")
    plans.put_under_strategy(
        plan=plan, strategy=strategy, on=LLR_DECIDED, by=story.by, at=morning(LLR_DECIDED + timedelta(days=1))
    )
