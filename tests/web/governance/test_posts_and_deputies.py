"""Posts and their holders, deputies, proposals and requests: each with its days, and refused in a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.web.conftest import NOW
from throughline.universe.story import morning
from throughline.web.access.models import Agency, Event, Partnership, Person
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.actions import NotAnAnswer, answer_request, record_decision
from throughline.web.governance import actions
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Appointment, Body, JoiningRequest, Post, StandingDeputy
from throughline.web.governance.seats.joining import open_requests
from throughline.web.governance.seats.page import seats_page
from throughline.web.governance.seats.posts import agency_on
from throughline.web.governance.seats.strips import Mark, Strip
from throughline.web.governance.standing import READ_BODY
from throughline.web.mail.models import Notice
from throughline.web.meetings.actions import call_meeting
from throughline.web.meetings.calling.planning import agenda_proposed
from throughline.web.meetings.models import Attendance, Meeting

pytestmark = pytest.mark.usefixtures("universe", "db")
TODAY, TOMORROW = date(2026, 3, 30), date(2026, 3, 31)
AT: dict[str, Any] = {"by": None, "at": NOW}


@pytest.fixture
def barnet() -> Partnership:
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def group(barnet: Partnership) -> Body:
    return Body.objects.get(partnership=barnet, code="rrdg")


def someone(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def agency(code: str) -> Agency:
    return Agency.objects.get(partnership__slug="barnet", code=code)


def post_of(name: str) -> Post:
    return Post.objects.get(holdings__person=someone(name))


def housing_post() -> Post:
    return actions.record_post(agency=agency("barnet-homes"), title="Head of Homes", from_on=TODAY, **AT)


def test_moving_between_organisations_changes_the_days_to_come_and_none_before() -> None:
    dee = someone("Dee Bramble")
    rows = list(Attendance.objects.filter(person=dee).order_by("pk").values_list("pk", "agency__code"))
    assert rows
    actions.move_to_post(person=dee, post=housing_post(), from_on=TODAY, **AT)
    assert (
        list(Attendance.objects.filter(person=dee).order_by("pk").values_list("pk", "agency__code")) == rows
    )
    came_from = [getattr(agency_on(dee, day), "code", None) for day in (date(2026, 3, 29), TODAY)]
    assert came_from == ["police", "barnet-homes"]


def test_somebody_who_had_no_post_keeps_the_organisation_recorded_of_them_for_the_past() -> None:
    lena = someone("Lena Yarrow")
    actions.hold_post(person=lena, post=housing_post(), from_on=TODAY, **AT)
    lena.refresh_from_db()
    assert (lena.agency.code if lena.agency else "", lena.post) == ("barnet-homes", "Head of Homes")
    assert getattr(agency_on(lena, date(2025, 4, 8)), "code", None) == "ph"


def test_a_seat_that_names_no_organisation_brings_that_of_the_holder_s_post(group: Body) -> None:
    actions.move_to_post(person=someone("Dee Bramble"), post=housing_post(), from_on=TODAY, **AT)
    held = [one for one in seated_on(group, TODAY).appointments if one.person == "Dee Bramble"]
    assert [one.organisation for one in held] == ["barnet-homes"]


POSTS_REFUSED = [
    ("a post without a title", lambda: record(" "), "Say what the post is called"),
    ("a post that is there", lambda: record("superintendent"), "has a post “superintendent” already"),
    ("a holding twice", lambda: hold("Dee Bramble", post_of("Dee Bramble")), "hold this post since"),
    (
        "two organisations at once",
        lambda: hold("Dee Bramble", housing_post()),
        "nobody comes from two organisations",
    ),
    (
        "before the post stands",
        lambda: hold("Lena Yarrow", housing_post(), date(2026, 3, 1)),
        "does not stand on 1 March 2026",
    ),
]


def record(title: str) -> Post:
    return actions.record_post(agency=agency("police"), title=title, from_on=TODAY, **AT)


def hold(name: str, post: Post, day: date = TODAY) -> Any:
    return actions.hold_post(person=someone(name), post=post, from_on=day, **AT)


@pytest.mark.parametrize("what, act, words", POSTS_REFUSED, ids=[row[0] for row in POSTS_REFUSED])
def test_a_post_that_cannot_be_is_refused_in_a_sentence(what: str, act: Any, words: str) -> None:
    with pytest.raises(actions.PostRefused, match=words):
        act()


def test_a_post_that_ends_ends_whoever_holds_it() -> None:
    post = post_of("Tom Alder")
    actions.end_post(post=post, until_on=TODAY, **AT)
    assert post.holdings.get().until_on == TODAY


def propose(group: Body) -> Appointment:
    return actions.appoint(
        body=group, seat="crc-aco", person=someone("Ben Thistle"), from_on=TODAY, is_confirmed=False, **AT
    )


def test_a_proposed_member_fills_no_seat_and_reads_nothing_until_confirmed(
    group: Body, barnet: Partnership
) -> None:
    ruth = someone("Ruth Campion")
    actions.end_appointment(
        appointment=Appointment.objects.get(person=ruth), until_on=date(2026, 3, 29), because="left", **AT
    )
    proposed = actions.appoint(
        body=group, seat="homes-mgr", person=ruth, from_on=TODAY, is_confirmed=False, **AT
    )

    def stands() -> tuple[bool, bool]:
        filled = next(
            one.is_filled for one in seated_on(group, TODAY).circle.seats if one.seat == "homes-mgr"
        )
        reader = Viewpoint(someone("Ruth Campion").user, TODAY, barnet, {"body": "rrdg"})
        return filled, holds_permit(READ_BODY, reader)

    assert stands() == (False, False)
    actions.confirm_appointment(appointment=proposed, confirmed_on=TODAY, **AT)
    assert stands() == (True, True)


def test_of_two_proposals_for_a_seat_one_is_confirmed(group: Body) -> None:
    first, second = propose(group), propose(group)
    actions.confirm_appointment(appointment=first, confirmed_on=TODAY, **AT)
    with pytest.raises(actions.SeatTaken, match="Ben Thistle sits there with no last day"):
        actions.confirm_appointment(appointment=second, confirmed_on=TODAY, **AT)
    second.refresh_from_db()
    assert not second.is_confirmed


def test_a_proposal_taken_back_is_not_confirmed(group: Body) -> None:
    proposed = propose(group)
    actions.end_appointment(appointment=proposed, until_on=TODAY, because="withdrawn", **AT)
    with pytest.raises(actions.NotProposed, match="confirmed or withdrawn already"):
        actions.confirm_appointment(appointment=proposed, confirmed_on=TODAY, **AT)


def test_two_appointments_to_one_seat_never_overlap(group: Body) -> None:
    before = Event.objects.count()
    with pytest.raises(actions.SeatTaken, match="Jo Hazel sits there with no last day"):
        actions.appoint(body=group, seat="cst-head", person=someone("Ben Thistle"), from_on=TOMORROW, **AT)
    assert Event.objects.count() == before


def deputise(name: str, seat: str) -> StandingDeputy:
    group = Body.objects.get(partnership__slug="barnet", code="rrdg")
    return actions.name_deputy(body=group, seat=seat, person=someone(name), from_on=TODAY, **AT)


DEPUTIES_REFUSED = [
    ("Jo Hazel", "pol-dci", "sits on Reducing Re-offending Delivery Group"),
    ("Nia Bracken", "pol-dci", "stands in for another seat"),
    ("Leo Fennel", "pol-supt", "has a standing deputy then"),
]


@pytest.mark.parametrize("name, seat, words", DEPUTIES_REFUSED)
def test_a_deputy_who_cannot_be_is_refused_in_a_sentence(name: str, seat: str, words: str) -> None:
    with pytest.raises(actions.DeputyRefused, match=words):
        deputise(name, seat)


def test_a_standing_deputy_stands_on_the_page_until_their_last_day(group: Body) -> None:
    def shown(day: date) -> str:
        row = seats_page(group, day).row("pol-supt")
        assert row is not None
        return row.deputy.person if row.deputy else ""

    assert shown(TODAY) == "Nia Bracken"
    actions.end_deputy(deputy=StandingDeputy.objects.get(body=group), until_on=TODAY, **AT)
    assert shown(TOMORROW) == ""


STRIPS = [
    (("member", "deputy", "deputy", "deputy"), True, "three times running"),
    (("deputy", "deputy", "member"), False, "the member came last"),
    (("deputy", "deputy"), False, "twice is not three times"),
    (("deputy", "deputy", "deputy", "nobody"), False, "nobody came last"),
]


@pytest.mark.parametrize("came, asks, sentence", STRIPS)
def test_a_deputy_three_times_running_is_asked_about(
    came: tuple[Any, ...], asks: bool, sentence: str
) -> None:
    strip = Strip(tuple(Mark(date(2026, 1, 1 + n), one) for n, one in enumerate(came)))
    assert bool(strip.advice) is asks, sentence


def test_the_strip_says_who_came_for_each_seat(group: Body) -> None:
    page = seats_page(group, TODAY)
    row = page.row("cst-head")
    assert row is not None
    assert row.strip is not None
    assert row.strip.words == "member 5 times, nobody 1 time"
    assert [mark.day for mark in row.strip.marks][-1] == date(2026, 2, 10)


def request_to_join(body: str = "rrdg", organisation: str = "Northside Carers") -> JoiningRequest:
    return actions.ask_to_join(
        body=Body.objects.get(partnership__slug="barnet", code=body),
        organisation=organisation,
        reason="They meet families first.",
        asked_by=someone("Kofi Linden"),
        asked_on=TODAY,
        path=f"/barnet/{body}/joining",
        **AT,
    )


@pytest.mark.clause("C276", breaks="throughline.web.governance.seats.joining:who_is_sent_requests")
def test_a_request_to_join_the_panel_is_sent_to_the_co_ordinator_the_terms_name() -> None:
    asked = request_to_join("iom")
    told = Notice.objects.filter(about=f"request:{asked.pk}").values_list("person__name", flat=True)
    assert list(told) == ["Aisha Juniper"]


def test_where_the_terms_name_nobody_the_secretary_is_told() -> None:
    asked = request_to_join("rrdg")
    told = Notice.objects.filter(about=f"request:{asked.pk}").values_list("person__name", flat=True)
    assert list(told) == ["Sam Larch"]


def test_a_request_goes_on_the_next_agenda_until_a_decision_answers_it(group: Body) -> None:
    coming = call_meeting(
        body=Body.objects.get(partnership__slug="barnet", code="iom"), held_on=date(2026, 5, 6), starts_at=None,
        place="", by=None, at=morning(TODAY),
    )  # fmt: skip
    asked = request_to_join("iom")
    item = f"joining-{asked.pk}"
    assert [one.asks for one in agenda_proposed(coming) if one.code == item] == ["decide"]
    decision = record_decision(body=coming.body, decided_on=TODAY, text="It joins.", authority="made", **AT)
    answer_request(request=asked, decision=decision, is_agreed=True, expected_version=1, **AT)
    assert item not in {one.code for one in agenda_proposed(Meeting.objects.get(pk=coming.pk))}
    asked.refresh_from_db()
    assert (asked.state, asked.answered_on) == ("agreed", TODAY)
    assert not open_requests(coming.body)


REQUESTS_REFUSED = [
    ("barnet homes", "has a seat on Reducing Re-offending Delivery Group already"),
    ("northside debt advice", "waits for the body's answer"),
    ("  ", "Name the organisation"),
]


@pytest.mark.parametrize("organisation, words", REQUESTS_REFUSED)
def test_a_request_that_asks_nothing_new_is_refused(organisation: str, words: str) -> None:
    with pytest.raises(actions.RequestRefused, match=words):
        request_to_join(organisation=organisation)


ANSWERS_REFUSED = [
    ({"body": "iom"}, "is a decision of another body"),
    ({"decided_on": date(2026, 3, 1)}, "before the request was made"),
    ({"authority": "recommended"}, "was only recommended"),
]


@pytest.mark.parametrize("otherwise, words", ANSWERS_REFUSED)
def test_a_decision_that_cannot_answer_is_refused(otherwise: dict[str, Any], words: str) -> None:
    told = {"body": "rrdg", "decided_on": TODAY, "authority": "made"} | otherwise
    body = Body.objects.get(partnership__slug="barnet", code=told.pop("body"))
    decision = record_decision(body=body, text="It joins.", **told, **AT)
    asked = JoiningRequest.objects.get(body__code="rrdg")
    with pytest.raises(NotAnAnswer, match=words):
        answer_request(request=asked, decision=decision, is_agreed=True, expected_version=1, **AT)
    asked.refresh_from_db()
    assert asked.state == "open"
