"""An organisation ends and others follow it in one act: rule R48, and the trust that ended in June 2014."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from throughline.rules.presence import units_of
from throughline.rules.terms.succeed import NewAgency, SuccessionUnusable
from throughline.universe.llr import BOARD, MEETING, SPLIT, the_trust_ends, until_the_trust_ends
from throughline.universe.story import Story, morning
from throughline.web.access.actions import make_demonstration_user
from throughline.web.access.models import Agency, Event, OfficeHeld, Person
from throughline.web.decisions.models import Action
from throughline.web.desk.actions import Settled, succeed_agency
from throughline.web.desk.succession import Question, offices_left_vacant, what_moves
from throughline.web.governance.actions import AlreadyLoaded, LastSecretary, amend_terms, appoint
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Appointment, TermsOfReference
from throughline.web.governance.seats.posts import agency_on
from throughline.web.mail.models import Notice
from throughline.web.meetings.models import Attendance, Meeting
from throughline.web.meetings.room.attendance import circle_of, present, who_came
from throughline.web.performance.models import SeriesBreak
from throughline.web.performance.queries import breaks_on, received_scorecard
from throughline.web.plan.queries import plan_of, version_on

JUNE_2 = date(2014, 6, 2)
DAY_BEFORE = date(2014, 5, 31)


@pytest.fixture
def story(demonstration: None) -> Story:
    """The board on 2 June 2014, its trust not yet ended in the store."""
    sam = make_demonstration_user(name="Sam Larch", by=None, at=morning(date(2013, 4, 1)))
    return until_the_trust_ends(sam, today=JUNE_2)


@pytest.fixture
def ended(story: Story) -> Story:
    """The same, after the one act."""
    the_trust_ends(story)
    return story


def seat_on(story: Story, day: date, seat: str = "probation") -> tuple[str | None, str | None]:
    held = next(one for one in seated_on(story.body(BOARD), day).circle.seats if one.seat == seat)
    return held.organisation, held.person


def test_the_seat_is_the_successor_s_from_its_first_day_and_the_trust_s_before(ended: Story) -> None:
    assert seat_on(ended, DAY_BEFORE) == ("lrpt", "Hester Quince")
    assert seat_on(ended, SPLIT) == ("nps", None)


def test_chair_host_and_secretariat_are_vacant(ended: Story) -> None:
    assert offices_left_vacant(ended.body(BOARD), SPLIT) == ("chair", "host", "secretariat")


def test_leads_and_support_are_moved_by_a_new_version_of_the_plan(ended: Story) -> None:
    def named(day: date) -> dict[str, tuple[str, tuple[str, ...]]]:
        version = version_on(ended.partnership, day)
        assert version is not None
        return {one.id: (one.lead, one.support) for one in plan_of(version).objectives}

    assert named(DAY_BEFORE) == {"1.1": ("lrpt", ("hmp-leicester",)), "1.2": ("county", ("lrpt",))}
    assert named(SPLIT) == {"1.1": ("nps", ("hmp-leicester",)), "1.2": ("county", ("crc",))}


def test_open_actions_are_the_successor_s_with_their_words_and_first_day(ended: Story) -> None:
    action = Action.objects.get(partnership=ended.partnership)
    assert (action.owner_agency.code, action.first_due) == ("crc", date(2014, 7, 31))


def test_the_series_is_broken_at_the_day_and_judged_from_there(ended: Story) -> None:
    assert [(one.on, one.indicator.code) for one in SeriesBreak.objects.all()] == [(SPLIT, "completions")]
    received = received_scorecard(ended.partnership, SPLIT)
    assert received is not None
    assert received.card.rows[0].judgement.indicator.rebased_on == SPLIT
    assert breaks_on(ended.partnership, DAY_BEFORE) == {}


def test_the_secretary_is_told_without_a_name(ended: Story) -> None:
    notice = Notice.objects.get(kind="organisation-changed")
    assert notice.person.name == "Sam Larch"
    assert "Quince" not in notice.words + notice.subject


def test_the_past_stays_as_it_was(story: Story) -> None:
    """Who came to the meeting in March, for whom, and what it counted, before and after."""
    meeting = Meeting.objects.get(body=story.body(BOARD), held_on=MEETING)

    def counted() -> tuple[Any, ...]:
        rows = list(
            Attendance.objects.filter(meeting=meeting).values_list("person__name", "agency__code", "seat")
        )
        circle = circle_of(meeting)
        return rows, units_of("organisations", present(who_came(meeting)), circle)

    before = counted()
    assert "lrpt" in before[1]
    the_trust_ends(story)
    assert counted() == before


def test_whoever_goes_on_comes_from_the_successor_from_its_first_day(ended: Story) -> None:
    alec = Person.objects.get(partnership=ended.partnership, name="Alec Damson")
    assert [getattr(agency_on(alec, day), "code", None) for day in (DAY_BEFORE, SPLIT)] == ["lrpt", "crc"]
    assert (alec.agency.code if alec.agency else "", alec.post) == ("crc", "Head of Interventions")


def test_an_appointment_ends_where_seat_and_person_go_apart(ended: Story) -> None:
    row = Appointment.objects.get(body=ended.body(BOARD), seat="probation")
    assert (row.until_on, row.ended_because) == (DAY_BEFORE, "organisation-ended")


def test_an_appointment_goes_on_where_seat_and_person_go_together(story: Story) -> None:
    hester = story.people["Hester Quince"]
    succeed(story, settled=Settled(seats={(BOARD, "probation"): "nps"}, people={hester.pk: "nps"}))
    assert seat_on(story, SPLIT) == ("nps", "Hester Quince")


def test_one_event_sums_it_up_in_codes_and_numbers(ended: Story) -> None:
    event = Event.objects.get(what="organisation succeeded")
    assert event.detail == {
        "from": "2014-06-01", "by": ["nps", "crc"], "terms": 2, "seats": 1, "appointments ended": 1,
        "plan lines": 3, "actions": 1, "series": ["completions"],
    }  # fmt: skip


NPS = NewAgency(id="nps", name="National Probation Service", sector="probation")


def succeed(
    story: Story,
    *,
    code: str = "lrpt",
    successors: tuple[NewAgency, ...] = (NPS,),
    new: tuple[str, ...] = ("nps",),
    settled: Settled | None = None,
    day: date = SPLIT,
) -> TermsOfReference:
    agency = Agency.objects.get(partnership=story.partnership, code=code)
    return succeed_agency(
        question=Question(agency=agency, first_day=day, successors=successors, new=frozenset(new)),
        settled=settled or Settled(),
        path="/llr/",
        by=None,
        at=morning(JUNE_2),
    )


def test_one_successor_takes_everything_that_nobody_need_settle(story: Story) -> None:
    succeed(story)
    version = version_on(story.partnership, SPLIT)
    assert version is not None
    assert {one.lead for one in plan_of(version).objectives} == {"nps", "county"}
    assert Action.objects.get(partnership=story.partnership).owner_agency.code == "nps"
    assert seat_on(story, SPLIT) == ("nps", None)


def test_two_seats_that_meet_count_once_and_one_may_be_closed(story: Story) -> None:
    appoint(
        body=story.body(BOARD), seat="county-yos", person=story.people["Sam Larch"], from_on=date(2013, 4, 1),
        by=None, at=morning(date(2013, 4, 1)),
    )  # fmt: skip
    county = NewAgency(id="county", name="Leicestershire County Council")
    question = Question(agency=story.agency("lrpt"), first_day=SPLIT, successors=(county,), new=frozenset())
    assert [(one.ending, one.standing) for one in what_moves(question).meets] == [
        (("probation",), ("county-safer", "county-yos"))
    ]
    succeed(story, successors=(county,), new=(), settled=Settled(closed=((BOARD, "county-yos"),)))
    circle = seated_on(story.body(BOARD), SPLIT).circle
    assert "county-yos" not in {one.seat for one in circle.seats}
    assert [one.seat for one in circle.seats if one.organisation == "county"] == ["probation", "county-safer"]


def everything(story: Story) -> tuple[Any, ...]:
    return (
        TermsOfReference.objects.filter(partnership=story.partnership).count(),
        list(Appointment.objects.values_list("pk", "until_on")),
        list(Action.objects.values_list("pk", "owner_agency__code")),
        SeriesBreak.objects.count(),
        Event.objects.count(),
    )


def test_where_later_terms_are_kept_nothing_is_changed(story: Story) -> None:
    text = TermsOfReference.objects.get(partnership=story.partnership).text
    amend_terms(
        partnership=story.partnership, text=text, in_force_from=date(2014, 7, 1), reason="a new year", by=None,
        at=morning(JUNE_2),
    )  # fmt: skip
    before = everything(story)
    with pytest.raises(AlreadyLoaded, match="1 July 2014"):
        the_trust_ends(story)
    assert everything(story) == before


def test_where_nobody_would_be_secretary_nothing_is_changed(story: Story) -> None:
    before = everything(story)
    city = NewAgency(id="city", name="Leicester City Council")
    with pytest.raises(LastSecretary):
        succeed(story, code="county", successors=(city,), new=())
    assert everything(story) == before
    assert OfficeHeld.objects.get(person__name="Sam Larch").until_on is None


def test_an_organisation_ends_once(ended: Story) -> None:
    with pytest.raises(SuccessionUnusable, match="ends on 31 May 2014 by the terms already"):
        succeed(ended, new=())
