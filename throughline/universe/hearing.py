"""Who was heard in the East Midlands and in Barnet, what they said and what came of it.

The consultation events of 2008 and the reference group follow a published plan. Everything else is made up.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from throughline.universe.story import Story, morning
from throughline.web.decisions.models import Decision
from throughline.web.plan.models import Objective
from throughline.web.voices import actions as voices
from throughline.web.voices.heard import Heard
from throughline.web.voices.models import Engagement

RECORDED = date(2009, 7, 20)
YEAR_BEGAN = date(2009, 4, 1)
ASKED, ANSWERS_DUE = date(2009, 12, 1), date(2010, 1, 8)
EXTENDED = date(2010, 1, 12)

# place, day, how many came (None: not known), who was heard, sectors, speakers
CONSULTED: list[tuple[str, str, date, int | None, str, tuple[str, ...], str]] = [
    ("Regional consultation on working in partnership", "Melton Mowbray", date(2008, 1, 17), 100,
     "Partner organisations of the region", ("probation", "police", "council", "prison", "voluntary"),
     "A minister of the Home Office"),
    ("Believing We Can: Faith Alliance event", "HMYOI Glen Parva", date(2008, 2, 19), None,
     "Faith groups", ("faith",), ""),
    ("Securing Effective Partnerships: third sector event", "Nottingham", date(2008, 2, 21), None,
     "Third sector organisations", ("voluntary",), ""),
]  # fmt: skip
CO_ORDINATORS = (
    "Derby", "Derbyshire", "Leicester", "Leicestershire", "Lincolnshire", "Northamptonshire", "Nottingham",
    "Nottinghamshire", "Rutland",
)  # fmt: skip
TRAINED = CO_ORDINATORS[:4]
HOURS = (("Leicester", 1150), ("Northampton", 820), ("Nottingham", 640))
BARRIERS = (
    "People said that nobody had asked them before how services should work.",
    "Travel to group meetings was the barrier that was named most often.",
    "Those under supervision feared that what they said would be held against them.",
)


def tell_voices(story: Story) -> None:
    """Tell who was heard in the East Midlands, from the consultation of 2008 to January 2010."""
    _consult(story)
    _meet_the_reference_group(story)
    _ask_what_stands_in_the_way(story)
    _train(story)
    _confer(story)
    _work_in_the_open(story)
    _find_practice(story)
    _set_up_groups(story)
    _ask_for_people(story)


def tell_practice_of_barnet(story: Story) -> None:
    """Tell the one practice that Barnet found elsewhere."""
    _record(
        story, "practice-note", date(2026, 2, 18),
        title="A housing appointment on the day of release", source="A borough of the same size",
        held_from=date(2026, 2, 16), pathway="accommodation", lead_agency=story.agency("barnet-homes"),
        note="The appointment is booked from prison two weeks before, and the bus fare is paid.",
    )  # fmt: skip


def _consult(story: Story) -> None:
    for title, place, day, came, groups, sectors, speakers in CONSULTED:
        made = _record(
            story, "consultation", RECORDED, title=title, place=place, held_from=day, came=came,
            groups=groups, sectors=sectors, speakers=speakers, method="Event",
            audience="Whoever works with people who have offended", lead_agency=story.agency("noms-dom"),
            note="The plan names a national event in London too, and gives no day for it."
            if came else "",
        )  # fmt: skip
        if came:
            _find(story, made, RECORDED, "Those who answered accepted that some groups come first.")
            _outcome(story, made, RECORDED, "The plan puts particular groups of people first.",
                     came_on=date(2009, 7, 14), evidence="The plan as adopted")  # fmt: skip


def _meet_the_reference_group(story: Story) -> None:
    made = _record(
        story, "reference-group", RECORDED, title="Third sector and faith reference group",
        held_from=YEAR_BEGAN, times=2, groups="Third sector and faith groups", sectors=("voluntary", "faith"),
        agencies=("futures-unlocked", "lincs-action"), asked_by="Terms of reference, 6e x",
        lead_agency=story.agency("futures-unlocked"), parent=None,
    )  # fmt: skip
    voices.record_time_held(
        engagement=made, held_on=date(2009, 6, 23), came=17, place="Leicester", on=RECORDED, **_told(story, RECORDED)
    )  # fmt: skip
    forum = _record(
        story, "forum", RECORDED, title="East Midlands Homelessness Forum", held_from=YEAR_BEGAN, times=4,
        asked_by="Plan, accommodation pathway", lead_agency=story.agency("noms-dom"),
    )  # fmt: skip
    for day in (date(2009, 6, 10), date(2009, 9, 9), date(2009, 12, 2)):
        told = _told(story, day)
        voices.record_time_held(engagement=forum, held_on=day, on=day, **told)


def _ask_what_stands_in_the_way(story: Story) -> None:
    day = date(2009, 10, 30)
    made = _record(
        story, "survey", day, title="What keeps people with convictions from taking part",
        held_from=date(2009, 9, 14), held_until=date(2009, 10, 23), groups="People under supervision",
        community="People with convictions in the region", method="Questionnaire in probation offices",
        invited=240, responses=132, agencies=("apf", "lincs-action", "futures-unlocked"),
        lead_agency=story.agency("noms-dom"), lead=story.people["Priya Hawthorn"], objective="1.4.2",
    )  # fmt: skip
    found = [_find(story, made, day, words) for words in BARRIERS]
    _outcome(
        story, made, date(2009, 12, 11), "A regional way of asking people is written and in use.",
        came_on=date(2009, 12, 11), evidence="Guide of 11 December 2009", finding=found[0],
        owners=("noms-dom", "noms-probation", "lincs-action"), objectives=("1.4.2",),
    )  # fmt: skip
    _outcome(
        story, made, date(2009, 12, 11), "Fares to meetings are paid in every county.",
        due=date(2010, 3, 31), finding=found[1], owners=("noms-probation",), objectives=("1.4.2",),
    )  # fmt: skip


def _train(story: Story) -> None:
    made = _record(
        story, "training", date(2009, 9, 30), title="Hidden sentence: what imprisonment does to families",
        held_from=date(2009, 7, 1), audience="Professionals who meet families", sessions=6, came=84,
        asked_by="Plan, 2.6.3 and 2.6.4", agencies=("apf",), lead_agency=story.agency("apf"), objective="2.6.3",
    )  # fmt: skip
    names = [f"CAF co-ordinator, {place}" for place in CO_ORDINATORS]
    voices.name_to_reach(engagement=made, names=names, **_told(story, date(2009, 9, 30)))
    day = date(2009, 11, 18)
    voices.record_reached(
        engagement=made, names=names[: len(TRAINED)], reached_on=day, on=day, **_told(story, day)
    )
    _outcome(story, made, date(2009, 9, 30), "The core training pack is final.", came_on=date(2009, 7, 31),
             evidence="Pack, first edition", objectives=("2.6.3",))  # fmt: skip
    _outcome(story, made, date(2009, 9, 30), "Sessions are held across the region.", due=date(2010, 7, 31),
             objectives=("2.6.3", "2.6.4"))  # fmt: skip


def _confer(story: Story) -> None:
    day = date(2009, 9, 29)
    made = _record(
        story, "conference", day, title="Conference of NOMS staff and surgery advisers",
        held_from=date(2009, 9, 22), place="Loughborough", came=64, agencies=("jcp", "noms-probation"),
        lead_agency=story.agency("jcp"), lead=story.people["Lotte Furze"], objective="2.4.1",
    )  # fmt: skip
    _find(story, made, day, "Advisers learn of a release too late to book an appointment.")
    _outcome(story, made, day, "A regional action plan is developed.", due=date(2010, 1, 29),
             owners=("jcp", "noms-probation"), objectives=("2.4.1",))  # fmt: skip
    _outcome(
        story, made, day, "The action plan is carried out.", due=date(2010, 7, 30), objectives=("2.4.1",)
    )
    voices.record_outcome_came(
        outcome=made.outcomes.get(number=1), came_on=date(2010, 1, 8), evidence="Plan sent to the board",
        on=date(2010, 1, 11), **_told(story, date(2010, 1, 11)),
    )  # fmt: skip


def _work_in_the_open(story: Story) -> None:
    day = date(2009, 12, 14)
    made = _record(
        story, "work-for-communities", day, title="Unpaid work in three pioneer areas",
        held_from=YEAR_BEGAN, community="Neighbourhoods that chose the work", objective="2.8.1",
        lead_agency=story.agency("noms-probation"),
    )  # fmt: skip
    voices.name_to_reach(engagement=made, names=[name for name, _hours in HOURS], **_told(story, day))
    for name, hours in HOURS:
        voices.record_reached(
            engagement=made, names=[name], reached_on=date(2009, 12, 11), hours=hours, on=day,
            **_told(story, day),
        )  # fmt: skip
    _record(
        story, "opinion-poll", day, title="Do people know of work in the community?",
        held_from=date(2009, 11, 2), held_until=date(2009, 11, 20), method="Poll in three town centres",
        community="Residents of Leicester, Northampton and Nottingham", responses=412, agreed=161,
        lead_agency=story.agency("noms-probation"), objective="2.8.1",
    )  # fmt: skip


def _find_practice(story: Story) -> None:
    _record(
        story, "practice-note", date(2009, 10, 5), title="Mentors who meet people at the gate",
        source="A third sector partnership of another region", held_from=date(2009, 9, 30),
        pathway="accommodation", lead_agency=story.agency("lincs-action"),
    )  # fmt: skip
    _record(
        story, "practice-note", date(2009, 11, 12), title="One short update a quarter from each lead",
        source="The board of a neighbouring region", held_from=date(2009, 10, 20),
        lead_agency=story.agency("goem"), decision=_decision(story, "Each lead sends one update"),
    )  # fmt: skip
    for pathway, agency, clause in (("families", "apf", "6e ix"), ("finance", "cab", "6e viii")):
        _record(
            story, "champion", RECORDED, title=f"Champion of the {pathway} pathway", held_from=YEAR_BEGAN,
            pathway=pathway, asked_by=f"Terms of reference, {clause}", lead_agency=story.agency(agency),
        )  # fmt: skip


def _set_up_groups(story: Story) -> None:
    board = story.body("emrrp")
    made = _record(
        story, "task-and-finish", date(2009, 9, 10), title="Group on sex offender programmes in the community",
        held_from=date(2009, 9, 8), parent=board, sunset=date(2009, 12, 31), objective="3.2.3",
        agencies=("lrpt", "derbyshire-probation", "noms-dom"), lead_agency=story.agency("lrpt"),
        lead=story.people["Rhoda Elder"],
    )  # fmt: skip
    voices.move_sunset(
        engagement=made, to=date(2010, 3, 31), decision=_decision(story, "A recovery plan"), on=EXTENDED,
        **_told(story, EXTENDED),
    )  # fmt: skip
    _record(
        story, "task-and-finish", date(2009, 9, 10), title="Group on the pack for trainers",
        held_from=date(2009, 9, 8), parent=board, sunset=date(2009, 12, 18), objective="2.6.4",
        agencies=("apf", "goem"), lead_agency=story.agency("apf"),
    )  # fmt: skip


def _ask_for_people(story: Story) -> None:
    made = _record(
        story, "nominations", ASKED, title="People for the working group on equality", held_from=ASKED,
        parent=story.body("emrrp"),
    )  # fmt: skip
    asked = voices.ask_nominations(
        engagement=made, agencies=story.partnership.agencies.all(), due=ANSWERS_DUE, on=ASKED,
        **_told(story, ASKED),
    )  # fmt: skip
    by_code = {one.agency.code: one for one in asked}
    day = date(2009, 12, 17)
    for agency, post in (("goem", "Senior policy adviser"), ("yjb", "Regional adviser")):
        voices.answer_nomination(
            nomination=by_code[agency], answer="named", post=post, on=day, **_told(story, day)
        )
    voices.answer_nomination(
        nomination=by_code["cab"], answer="nobody", words="Two posts stand vacant until April.", on=day,
        **_told(story, day),
    )  # fmt: skip


def _told(story: Story, day: date) -> dict[str, Any]:
    return {"by": story.by, "at": morning(day)}


def _record(
    story: Story, kind: str, day: date, *, objective: str = "", agencies: tuple[str, ...] = (), **told: Any
) -> Engagement:
    if objective:
        told["objective"] = Objective.objects.get(plan__partnership=story.partnership, code=objective)
    return voices.record_engagement(
        partnership=story.partnership, kind=kind, told=Heard(**told),
        agencies=[story.agency(code) for code in agencies], **_told(story, day),
    )  # fmt: skip


def _find(story: Story, made: Engagement, day: date, words: str) -> Any:
    return voices.record_finding(engagement=made, words=words, found_on=day, **_told(story, day))


def _outcome(
    story: Story,
    made: Engagement,
    day: date,
    words: str,
    *,
    owners: tuple[str, ...] = (),
    objectives: tuple[str, ...] = (),
    **more: Any,
) -> None:
    rows = Objective.objects.filter(plan__partnership=story.partnership, code__in=objectives)
    voices.record_outcome(
        engagement=made, words=words, on=day, owners=[story.agency(code) for code in owners],
        objectives=list(rows), **more, **_told(story, day),
    )  # fmt: skip


def _decision(story: Story, begins: str) -> Decision:
    return Decision.objects.get(body__partnership=story.partnership, text__startswith=begins)
