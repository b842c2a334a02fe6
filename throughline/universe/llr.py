"""Leicester, Leicestershire and Rutland: a probation trust ends, two organisations follow, then one.

The organisations and the days are those of the public record; every person and figure is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from throughline.rules.terms.succeed import NewAgency
from throughline.universe.earlier_terms import before_the_trust_ended
from throughline.universe.plan_life import tell_strategy
from throughline.universe.reporting import News, report, tell_news
from throughline.universe.story import PARTNERSHIPS, Story, morning
from throughline.web.access.models import User
from throughline.web.desk.actions import Settled, succeed_agency
from throughline.web.desk.succession import Question
from throughline.web.governance import actions as governance
from throughline.web.governance.actions import load_terms
from throughline.web.performance import actions as performance
from throughline.web.plan import actions as plans
from throughline.web.reports import actions as reports

TODAY = date(2026, 3, 30)
START = date(2013, 4, 1)
BOARD = "rrpb"
LAST_OF_TERM = date(2014, 3, 31)
SPLIT, MERGER = date(2014, 6, 1), date(2021, 6, 26)

PEOPLE = [
    # name, organisation, post
    ("Sam Larch", "county", "Partnership secretary"),
    ("Hester Quince", "lrpt", "Chief Executive Officer"),
    ("Alec Damson", "lrpt", "Head of Interventions"),
    ("Basil Medlar", "county", "Safer Communities Lead Officer"),
    ("Ines Bilberry", "police", "Chief Superintendent"),
    ("Owain Sloe", "hmp-leicester", "Governor"),
]
SEATS = [
    ("probation", "Hester Quince"),
    ("county-safer", "Basil Medlar"),
    ("police", "Ines Bilberry"),
    ("hmp-leicester", "Owain Sloe"),
]
CAME = ("Hester Quince", "Basil Medlar", "Ines Bilberry", "Owain Sloe")
MEETING = date(2014, 3, 4)

PLAN = """row,id,parent,text,lead,support,start,due
plan,name,,Reducing reoffending delivery plan 2014-15,,,,
plan,year_starts,,2014-04-01,,,,
plan,year_ends,,2015-03-31,,,,
priority,1,,People leave custody with somewhere to go,,,,
objective,1.1,1,One officer meets each person before release,lrpt,hmp-leicester,,
milestone,1.1.a,1.1,The officers are named,lrpt,,,2014-07
objective,1.2,1,A bed is found before the day of release,county,lrpt,,
milestone,1.2.a,1.2,Landlords of both councils have agreed,county,,,2014-12
"""
INDICATORS = """[[indicator]]
id = "completions"
code = "C 1"
name = "Orders and licences completed"
area = "Leicester, Leicestershire and Rutland"
method = "percentage"
polarity = "higher"
unit = "orders and licences"
numerator = "Orders and licences that ended without breach or conviction"
denominator = "Orders and licences that ended"
definition = "Completions, 2013"
target = { value = 75, source = "the plan of 2014-15" }
"""
QUARTERS = [
    (date(2013, 7, 1), date(2013, 9, 30), 409, 552),
    (date(2013, 10, 1), date(2013, 12, 31), 412, 548),
    (date(2014, 1, 1), date(2014, 3, 31), 421, 551),
]
LATER_QUARTERS = [
    (date(2014, 7, 1), date(2014, 9, 30), 388, 540),
    (date(2014, 10, 1), date(2014, 12, 31), 395, 538),
]


def tell(users: Mapping[str, User]) -> Story:
    """Tell how the board's probation trust ended, and who followed it."""
    story = until_the_trust_ends(users["Sam Larch"])
    the_trust_ends(story)
    _receive(story, "crc", LATER_QUARTERS)
    _report(story)
    _two_become_one(story)
    tell_strategy(story, BOARD)
    return story


def until_the_trust_ends(secretary: User, *, today: date = TODAY) -> Story:
    """The board with its trust: people, a plan, a return, an action and a meeting held."""
    text = (PARTNERSHIPS / "llr.toml").read_text(encoding="utf-8")
    partnership = load_terms(
        text=before_the_trust_ended(text), by=None, at=morning(START), demonstration_today=today
    )
    story = Story(partnership, by=secretary)
    for name, agency, post in PEOPLE:
        user = secretary if name == secretary.name else None
        story.person(name, agency=agency, post=post, user=user, at=START)
    story.office("Sam Larch", "secretary", from_on=START)
    _hold_posts(story)
    story.seats(BOARD, SEATS, from_on=START)
    _keep_plan_and_returns(story)
    story.promise(
        BOARD, "Say which hostels take people on the day of release.", agency="lrpt", owner="Alec Damson",
        raised_on=MEETING, due=date(2014, 7, 31),
    )  # fmt: skip
    _meet(story)
    return story


def _hold_posts(story: Story) -> None:
    """The trust's chief executive holds the post for the time being, as the list of members says."""
    for name, rank, standing in (("Hester Quince", 1, "interim"), ("Alec Damson", 3, "substantive")):
        person = story.people[name]
        post = governance.record_post(
            agency=story.agency("lrpt"),
            title=person.post,
            rank=rank,
            from_on=START,
            by=story.by,
            at=morning(START),
        )
        governance.hold_post(
            person=person, post=post, from_on=START, standing=standing, by=story.by, at=morning(START)
        )


def _keep_plan_and_returns(story: Story) -> None:
    day = date(2014, 4, 15)
    plans.accept_plan(partnership=story.partnership, text=PLAN, accepted_on=day, by=story.by, at=morning(day))
    performance.load_indicators(
        partnership=story.partnership, text=INDICATORS, loaded_on=START, by=story.by, at=morning(START)
    )
    _receive(story, "lrpt", QUARTERS)


def _receive(story: Story, supplier: str, quarters: list[tuple[date, date, int, int]]) -> None:
    for first, last, done, ended in quarters:
        came = date(last.year + (last.month == 12), last.month % 12 + 1, 22)
        performance.receive_return(
            supplier=story.agency(supplier),
            content=f"indicator,numerator,denominator\ncompletions,{done},{ended}\n".encode(),
            period_starts=first,
            period_ends=last,
            received_on=came,
            by=story.by,
            at=morning(came),
        )


def _meet(story: Story) -> None:
    meeting = story.call(BOARD, MEETING, starts_at=time(14), place="County Hall")
    story.agenda(meeting, {})
    story.publish(meeting)
    seat_of = {name: seat for seat, name in SEATS}
    story.hold(meeting, [(name, seat_of[name], "member") for name in CAME], minutes_sent=date(2014, 3, 20))


def the_trust_ends(story: Story) -> None:
    """On 1 June 2014 two organisations follow the trust, and a person says what goes where."""
    nps = NewAgency(id="nps", name="National Probation Service", sector="probation")
    crc = NewAgency(id="crc", name="Community Rehabilitation Company", sector="probation")
    settled = Settled(
        seats={(BOARD, "probation"): "nps"},
        people={story.people["Alec Damson"].pk: "crc", story.people["Hester Quince"].pk: "crc"},
        lines={"1.1": "nps", "1.1.a": "nps", "1.2": "crc"},
        actions={one.pk: "crc" for one in story.agency("lrpt").actions.all()},
    )
    _succeed(story, "lrpt", SPLIT, (nps, crc), settled, new=("nps", "crc"))


def _report(story: Story) -> None:
    """The first half of 2014-15, told to the executive group first and then to the board above."""
    news: list[News] = [
        ("1.1.a", date(2014, 10, 3), "Every officer is named.", "", "List of officers"),
        ("1.2.a", date(2014, 10, 3), "One council’s landlords have agreed.", "2015-02", ""),
    ]
    tell_news(story, date(2014, 7, 1), news)
    made = report(
        story,
        body=BOARD,
        duty=f"{BOARD}.duty.report",
        what="report",
        recipient="spb",
        via="spb-exec",
        period=(date(2014, 4, 1), date(2014, 9, 30)),
        begun_on=date(2014, 10, 6),
        due=date(2014, 9, 30),
        framing={"brief": "Two organisations now do the work of the trust; the plan goes on."},
        steps=[
            ("clear", date(2014, 10, 7)),
            ("send-first", date(2014, 10, 8)),
            ("pass-on", date(2014, 10, 20)),
            ("send", date(2014, 10, 21)),
            ("receive", date(2014, 10, 22)),
        ],
    )
    reports.give_assurance(
        body=story.body(BOARD),
        programme="iom",
        period_starts=date(2014, 4, 1),
        period_ends=date(2014, 9, 30),
        confidence="moderate",
        words="The officers are named; homes on release are not yet agreed everywhere.",
        evidence=[made],
        given_on=date(2014, 10, 21),
        by=story.by,
        at=morning(date(2014, 10, 21)),
    )


def _two_become_one(story: Story) -> None:
    ps = NewAgency(id="ps", name="Probation Service", sector="probation")
    _succeed(story, "nps", MERGER, (ps,), Settled(), new=("ps",))
    carried = {story.people["Alec Damson"].pk: "ps"}
    _succeed(story, "crc", MERGER, (ps,), Settled(people=carried), new=())


def _succeed(
    story: Story,
    code: str,
    day: date,
    successors: tuple[NewAgency, ...],
    settled: Settled,
    *,
    new: tuple[str, ...],
) -> None:
    agency = story.agency(code)
    succeed_agency(
        question=Question(agency=agency, first_day=day, successors=successors, new=frozenset(new)),
        settled=settled,
        path=f"/{story.partnership.slug}/organisations/{code}",
        by=story.by,
        at=morning(day),
    )
