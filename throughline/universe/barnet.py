"""Barnet's fictional year, 1 April 2025 to 31 March 2026; its today is Monday 30 March 2026."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from throughline.universe import calling, in_the_room
from throughline.universe.barnet_posts import tell_posts
from throughline.universe.chasing import chase
from throughline.universe.deciding import decide_more
from throughline.universe.hearing import tell_practice_of_barnet
from throughline.universe.keeping import keep
from throughline.universe.minuting import minute_the_year
from throughline.universe.plan_life import tell_purposes
from throughline.universe.reading_extracts import let_read
from throughline.universe.risking import tell_risks_of_barnet
from throughline.universe.story import PARTNERSHIPS, Story, morning
from throughline.web.access.models import User
from throughline.web.decisions.models import Decision
from throughline.web.governance.actions import load_terms
from throughline.web.meetings.queries import meetings_of_body

TODAY = date(2026, 3, 30)
START = date(2025, 4, 1)
SEATED_SINCE = date(2024, 4, 1)

PEOPLE = [
    # name, organisation, post
    ("Sam Larch", "cst", "Partnership secretary"),
    ("Jo Hazel", "cst", "Head of Community Safety"),
    ("Priya Hawthorn", "cst", "Community Safety Manager"),
    ("Marek Rowan", "lbb", "Performance analyst"),
    ("Aisha Juniper", "ps", "Senior Probation Officer"),
    ("Owen Teasel", "ps", "Assistant Chief Officer"),
    ("Dee Bramble", "police", "Superintendent"),
    ("Tom Alder", "police", "Detective Chief Inspector"),
    ("Nia Bracken", "police", "Detective Inspector"),
    ("Ruth Campion", "barnet-homes", "Housing Services Manager"),
    ("Grace Mallow", "barnet-homes", "Head of Housing"),
    ("Lena Yarrow", "ph", "Commissioning Manager, Substance Misuse"),
    ("Kofi Linden", "yot", "Head of Service"),
    ("Leo Fennel", "cst", "Community Safety Project Officer"),
    ("Mina Clover", "substance", "Team leader"),
    ("Ben Thistle", "dwp", "Partnership manager"),
    ("Vera Sorrel", "crc", "Assistant Chief Officer until 2021"),
]

GROUP_SEATS = [
    ("cst-head", "Jo Hazel"),
    ("cst-mgr", "Priya Hawthorn"),
    ("nps-aco", "Owen Teasel"),
    ("crc-spo", "Aisha Juniper"),
    ("pol-supt", "Dee Bramble"),
    ("pol-dci", "Tom Alder"),
    ("homes-mgr", "Ruth Campion"),
    ("ph-cm", "Lena Yarrow"),
    ("yot-head", "Kofi Linden"),
]
PANEL_SEATS = [("pol-di", "Nia Bracken"), ("cst-po", "Leo Fennel"), ("homes", "Grace Mallow")]
# seat, who left it, from, until, why: nobody has followed them
SEATS_LEFT = [
    ("dwp", "Ben Thistle", SEATED_SINCE, date(2026, 1, 30), "post changed"),
    ("crc-aco", "Vera Sorrel", date(2017, 9, 4), date(2021, 6, 25), "organisation ended"),
]

GROUP = {name: seat for seat, name in GROUP_SEATS}
PANEL = {
    "Aisha Juniper": "nps",
    "Nia Bracken": "pol-di",
    "Leo Fennel": "cst-po",
    "Grace Mallow": "homes",
    "Mina Clover": "substance",
    "Kofi Linden": "yot",
}

# day, who came
GROUP_MEETINGS = [
    (date(2025, 4, 8), ["Jo Hazel", "Priya Hawthorn", "Owen Teasel", "Dee Bramble", "Ruth Campion", "Lena Yarrow"]),
    (date(2025, 6, 10), ["Jo Hazel", "Owen Teasel", "Aisha Juniper", "Tom Alder", "Ruth Campion", "Kofi Linden"]),
    (date(2025, 8, 12), ["Priya Hawthorn", "Dee Bramble", "Owen Teasel", "Lena Yarrow", "Kofi Linden"]),
    (date(2025, 10, 14), ["Jo Hazel", "Priya Hawthorn", "Dee Bramble", "Tom Alder", "Ruth Campion"]),
    (date(2025, 12, 9), ["Jo Hazel", "Owen Teasel", "Dee Bramble", "Ruth Campion", "Lena Yarrow", "Kofi Linden"]),
    (date(2026, 2, 10), ["Jo Hazel", "Priya Hawthorn", "Owen Teasel", "Dee Bramble", "Ruth Campion", "Lena Yarrow"]),
]  # fmt: skip

PANEL_DAYS = [
    (date(2025, 4, 2), date(2025, 4, 9)), (date(2025, 5, 7), date(2025, 5, 14)),
    (date(2025, 6, 4), date(2025, 6, 11)), (date(2025, 7, 2), date(2025, 7, 9)),
    (date(2025, 8, 6), date(2025, 8, 13)), (date(2025, 9, 3), date(2025, 9, 12)),
    (date(2025, 10, 1), date(2025, 10, 8)), (date(2025, 11, 5), date(2025, 11, 12)),
    (date(2025, 12, 3), date(2025, 12, 10)), (date(2026, 1, 7), date(2026, 1, 14)),
    (date(2026, 2, 4), date(2026, 2, 11)), (date(2026, 3, 4), None),
]  # fmt: skip

RATIFIED = "The panel's prompt sheet is tried for three months, as recommended in October."
DECISIONS = [
    (date(2025, 4, 8), "The strategy for 2025-26 is agreed as tabled."),
    (date(2025, 6, 10), "Probation and Barnet Homes bring one route into private rented homes."),
    (date(2025, 10, 14), "The panel's prompt sheet is tried for three months."),
    (date(2025, 12, 9), RATIFIED),
    (date(2025, 12, 9), "Barnet Homes brings a proposal for people released without an address."),
    (date(2026, 2, 10), "The question how often the group meets goes on the agenda of 14 April."),
]

# body, words, organisation, owner, raised, first due, moves, closed
ACTIONS = [
    ("rrdg", "One consent form for every service that meets people at release.", "ps", "Owen Teasel",
     date(2025, 6, 10), date(2025, 9, 30),
     [(date(2025, 9, 26), date(2025, 12, 9), "waiting for the information governance lead"),
      (date(2025, 12, 5), date(2026, 2, 24), "second draft came back with questions")], None),
    ("rrdg", "Health screening offered to everybody on the day of release.", "ph", "Lena Yarrow",
     date(2025, 8, 12), date(2026, 1, 28), [], None),
    ("rrdg", "One route into private rented homes, agreed with three landlords.", "barnet-homes", "Ruth Campion",
     date(2025, 6, 10), date(2025, 10, 14),
     [(date(2025, 10, 10), date(2025, 12, 9), "one landlord withdrew"),
      (date(2025, 12, 8), date(2026, 2, 10), "terms with the second landlord still open"),
      (date(2026, 2, 9), date(2026, 4, 10), "legal advice expected in March")], None),
    ("rrdg", "Brief the new deputy for the police seat.", "police", "Dee Bramble",
     date(2026, 2, 10), date(2026, 4, 10), [], None),
    ("rrdg", "Name the post that holds the Work and Pensions seat.", "dwp", "",
     date(2025, 12, 9), date(2026, 1, 31), [(date(2026, 1, 30), date(2026, 3, 31), "a new manager starts in March")],
     None),
    ("rrdg", "Count how many people were released without an address, by month.", "barnet-homes", "Ruth Campion",
     date(2025, 10, 14), date(2025, 12, 9), [], date(2025, 12, 9)),
    ("rrdg", "Share the list of short-sentence releases with Youth Offending each week.", "ps", "Aisha Juniper",
     date(2025, 8, 12), date(2025, 9, 30), [], date(2025, 9, 24)),
    ("rrdg", "Write the proposal for flats kept for people released without an address.", "barnet-homes",
     "Ruth Campion", date(2025, 12, 9), date(2026, 3, 27), [], date(2026, 3, 26)),
    ("rrdg", "Ask the partnership board for the dates of its meetings in 2026-27.", "cst", "Sam Larch",
     date(2026, 2, 10), date(2026, 3, 13), [], date(2026, 3, 12)),
    ("rrdg", "Bring the training offer for housing officers.", "yot", "Kofi Linden",
     date(2026, 2, 10), date(2026, 4, 30), [], None),
    ("iom", "Try the prompt sheet at three panels and say what changed.", "cst", "Leo Fennel",
     date(2025, 12, 3), date(2026, 3, 4), [(date(2026, 3, 2), date(2026, 4, 1), "only two panels used it")], None),
    ("rrdg", "Publish the year's strategy in plain words.", "cst", "Priya Hawthorn",
     date(2025, 4, 8), date(2025, 5, 30), [], date(2025, 5, 28)),
]  # fmt: skip


def tell(users: Mapping[str, User]) -> Story:
    """Tell Barnet's year; ``users`` are those who may sign in, by name."""
    partnership = load_terms(
        text=(PARTNERSHIPS / "barnet.toml").read_text(encoding="utf-8"),
        by=None,
        at=morning(START),
        demonstration_today=TODAY,
    )
    story = Story(partnership, by=users.get("Sam Larch"))
    for name, agency, post in PEOPLE:
        story.person(name, agency=agency, post=post, user=users.get(name), at=START)
    _give_offices(story)
    let_read(story)
    story.seats("rrdg", GROUP_SEATS, from_on=SEATED_SINCE)
    story.seats("iom", PANEL_SEATS, from_on=SEATED_SINCE)
    for seat, name, from_on, until_on, because in SEATS_LEFT:
        story.former_seat("rrdg", seat, name, from_on=from_on, until_on=until_on, because=because)
    _hold_meetings(story)
    _record_decisions(story)
    decide_more(story)
    for body, text, agency, owner, raised, due, moved, closed in ACTIONS:
        story.promise(
            body, text, agency=agency, owner=owner, raised_on=raised, due=due, moved=moved, closed_on=closed
        )
    chase(story)
    minute_the_year(story)
    tell_posts(story)
    keep(story)
    tell_practice_of_barnet(story)
    tell_purposes(story)
    tell_risks_of_barnet(story)
    return story


def _record_decisions(story: Story) -> None:
    """What a decision is worth follows from who came: in October there was no quorum."""
    held = {one.held_on: one for one in meetings_of_body(story.body("rrdg"))}
    recommended = None
    for day, text in DECISIONS:
        made = story.decide(held[day], text, settles=recommended if text == RATIFIED else None)
        recommended = made if made.authority == Decision.Authority.RECOMMENDED else recommended


def _give_offices(story: Story) -> None:
    story.office("Sam Larch", "secretary", from_on=SEATED_SINCE)
    story.office("Jo Hazel", "chair", from_on=SEATED_SINCE, body="rrdg")
    story.office("Priya Hawthorn", "plan-owner", from_on=SEATED_SINCE)
    story.office("Marek Rowan", "analyst", from_on=SEATED_SINCE)
    story.office("Aisha Juniper", "iom-coordinator", from_on=SEATED_SINCE, body="iom")


def _hold_meetings(story: Story) -> None:
    for day, came in GROUP_MEETINGS:
        meeting = story.call("rrdg", day, starts_at=time(10), place="Committee room 2")
        story.agenda(meeting, {})
        story.publish(meeting)
        members = [(name, GROUP[name], "member") for name in came]
        present = [*members, ("Sam Larch", "", "in-attendance")]
        if day == in_the_room.BY_THE_MINUTE:
            in_the_room.hold(story, meeting, present)
        else:
            story.hold(meeting, present, minutes_sent=None)
    for day, panel_minutes in PANEL_DAYS:
        meeting = story.call("iom", day, starts_at=time(14), place="Committee room 1")
        calling.table_referrals(story, meeting)
        story.agenda(meeting, {})
        story.publish(meeting)
        story.hold(
            meeting, [(name, seat, "member") for name, seat in PANEL.items()], minutes_sent=panel_minutes
        )
    calling.acknowledge(story, meeting)
    panel_day = story.call("iom", date(2026, 4, 1), starts_at=time(14), place="Committee room 1")
    calling.table_referrals(story, panel_day)
    story.agenda(panel_day, {})
    story.publish(panel_day)
    calling.issue(story, panel_day)
    coming = story.call("rrdg", date(2026, 4, 14), starts_at=time(10), place="Committee room 2")
    asked_on, due_on = date(2026, 3, 17), date(2026, 4, 7)
    homes = story.paper(
        coming, "Homes for people released without an address", ask="decision", agency="barnet-homes",
        author="Ruth Campion", due_on=due_on, asked_on=asked_on, marking="OFFICIAL",
        received_on=date(2026, 3, 26), file="release-accommodation.md",
    )  # fmt: skip
    panel = story.paper(
        coming, "The panel since February", ask="discussion", agency="ps", author="Aisha Juniper",
        due_on=due_on, asked_on=asked_on, marking="OFFICIAL",
        received_on=date(2026, 3, 27), file="panel-report.md",
    )  # fmt: skip
    screening = story.paper(
        coming, "Health screening on the day of release", ask="information", agency="ph", author="Lena Yarrow",
        due_on=due_on, asked_on=asked_on, marking="OFFICIAL",
    )  # fmt: skip
    story.agenda(coming, {"actions": homes, "performance": screening, "panel-report/iom": panel})
    calling.answer(story, coming)
