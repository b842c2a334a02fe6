"""Today, for each of Barnet's people, and where nothing has been set up yet."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import NOW
from tests.web.universe import signed_in
from throughline.figures.scorecard import Group
from throughline.rules.plan.status import MilestoneStatus
from throughline.web.access.models import Agency, Partnership, Person, User
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions import actions as decisions
from throughline.web.desk.today_page import today_page
from throughline.web.governance.models import Body
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.models import Meeting
from throughline.web.performance.queries import scorecard_on
from throughline.web.plan.queries import standing_plan, version_on
from throughline.web.site.today import today
from throughline.words.working_days import add_working_days


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    """The partnership of the universe that stands still on 30 March 2026."""
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def group(barnet: Partnership) -> Body:
    """The delivery group."""
    return Body.objects.get(partnership=barnet, code="rrdg")


def today_of(name: str, at: str = "barnet") -> str:
    return " ".join(signed_in(name, at=at).get(f"/{at}/").content.decode().split())


def waiting_for(shown: str) -> str:
    return shown.split("Waiting for you")[1].split("</ul>")[0].split("<table")[0]


def test_the_secretarys_day_begins_with_the_next_deadline_in_working_days(barnet: Partnership) -> None:
    assert "The agenda for 14 April is due Tuesday 7 April 2026, 4 working days from now." in today_of(
        "Sam Larch"
    )


@pytest.mark.clause("C252", breaks="throughline.web.desk.today_page:_to_run")
def test_the_secretary_is_told_of_minutes_past_their_day_until_they_are_out(barnet: Partnership) -> None:
    assert "Send the minutes of 4 March, and say when" in waiting_for(today_of("Sam Larch"))
    panel = Meeting.objects.get(body__partnership=barnet, body__code="iom", held_on=date(2026, 3, 4))
    meetings.record_minutes_sent(
        meeting=panel, sent_on=date(2026, 3, 30), expected_version=panel.version, by=None, at=NOW
    )
    assert "Send the minutes" not in today_of("Sam Larch")


def lead_of(partnership: Partnership, name: str) -> str:
    user = Person.objects.get(partnership=partnership, name=name).user
    return today_page(partnership, Viewpoint(user, today(partnership), partnership)).lead


def test_the_day_begins_with_what_became_late_last(barnet: Partnership) -> None:
    # five working days after Wednesday 4 March; the referral papers for 1 April are in
    assert lead_of(barnet, "Sam Larch").startswith(
        "The minutes of 4 March were due Wednesday 11 March 2026: they are 13 working days late."
    )


def test_minutes_of_a_meeting_not_yet_held_are_no_step_to_take(barnet: Partnership, group: Body) -> None:
    april = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    meetings.publish_agenda(meeting=april, expected_version=april.version, by=None, at=NOW)
    lead = lead_of(barnet, "Sam Larch")
    assert "minutes of 1 April" not in lead
    assert "The papers for 14 April are due Tuesday 7 April 2026" in lead


def test_rules_at_risk_name_the_rule_its_clause_and_how_late_it_is(barnet: Partnership) -> None:
    shown = today_of("Sam Larch")
    assert "Minutes out, 13 working days late" in shown
    assert "IOM Case Work Panel of 4 March, terms A1 4.9, due 11 March" in shown
    assert "Agenda out, 4 working days left" in shown


def test_rules_kept_are_counted_over_the_last_year(barnet: Partnership) -> None:
    shown = today_of("Sam Larch")
    # of six, those of 14 October were due on 28 October and went out on 31 October
    assert (
        "Minutes out: Reducing Re-offending Delivery Group</a>"
        "<small>5 of 6 in time, the latest 3 working days late" in shown
    )
    assert "Agenda out: Reducing Re-offending Delivery Group</a><small>6 of 6 in time" in shown


def test_the_next_two_weeks_hold_meetings_and_closed_days(barnet: Partnership) -> None:
    shown = today_of("Sam Larch").split("Next two weeks")[1].split("Rules kept")[0]
    assert shown.index("Wednesday 1 April, 2pm") < shown.index("Good Friday") < shown.index("Easter Monday")
    assert "Tuesday 14 April" not in shown


def test_publishing_the_agenda_takes_it_off_the_list(barnet: Partnership, group: Body) -> None:
    assert "Publish the agenda for 14 April" in waiting_for(today_of("Sam Larch"))
    april = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    meetings.publish_agenda(meeting=april, expected_version=april.version, by=None, at=NOW)
    shown = today_of("Sam Larch")
    assert "Publish the agenda for 14 April" not in shown
    assert "Agenda out, 4 working days left" not in shown


def test_an_owner_finds_their_own_actions_waiting_and_no_others(barnet: Partnership) -> None:
    mine = waiting_for(today_of("Ruth Campion"))
    assert "Action 3:" in mine
    # 8 was closed when its paper came in
    assert "Action 8:" not in mine
    assert "Action 1:" not in mine


def test_the_chair_is_asked_to_decide(barnet: Partnership) -> None:
    assert "Decide on 4 actions" in waiting_for(today_of("Jo Hazel"))
    assert "Decide on" not in today_of("Ruth Campion")


def test_an_author_is_reminded_of_the_paper_they_owe(barnet: Partnership, group: Body) -> None:
    april = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    meetings.commission_paper(
        meeting=april, title="Homes in autumn", ask="decision", due_on=date(2026, 4, 7), marking="OFFICIAL",
        author_agency=Agency.objects.get(partnership=barnet, code="barnet-homes"), asked_on=date(2026, 3, 30),
        author=Person.objects.get(partnership=barnet, name="Ruth Campion"), by=None, at=NOW,
    )  # fmt: skip
    assert "Write the paper “Homes in autumn”" in waiting_for(today_of("Ruth Campion"))
    assert "Paper: Homes in autumn" in today_of("Sam Larch")


def test_whoever_sits_on_no_body_is_told_so_and_shown_no_meeting(barnet: Partnership) -> None:
    shown = today_of("Marek Rowan")
    assert "You sit on no body, so no meeting papers are shown to you." in shown
    assert "14 April" not in shown
    assert "Nothing waits for you." in shown


def test_the_plan_owner_is_told_which_objectives_are_late_or_silent(universe: None, db: None) -> None:
    midlands = Partnership.objects.get(slug="east-midlands")
    version = version_on(midlands, today(midlands))
    assert version is not None
    standing = standing_plan(version, today(midlands)).objectives
    late = [one for one in standing if one.standing.status is MilestoneStatus.LATE]
    silent = [one for one in standing if one.standing.status is MilestoneStatus.NO_NEWS]
    assert late
    shown = today_of("Priya Hawthorn", at="east-midlands")
    counts = f"{len(late)} late and {len(silent)} without news."
    assert f"Of the {len(standing)} objectives of the plan for {version.plan.year}, {counts}" in shown
    assert "Nothing waits for you." not in shown
    for one in (*late, *silent):
        assert f"/east-midlands/plan/{version.plan.year}/objectives/{one.objective.id}" in shown


def test_the_analyst_is_told_what_needs_the_board_and_what_has_not_come(universe: None, db: None) -> None:
    midlands = Partnership.objects.get(slug="east-midlands")
    card = scorecard_on(midlands, today(midlands))
    assert card is not None
    deciding, missing = card.group(Group.NEEDS_THE_BOARD), card.group(Group.NO_RETURN_YET)
    assert deciding
    shown = html.unescape(today_of("Marek Rowan", at="east-midlands"))
    counts = f"{len(deciding)} need the board and {len(missing)} have no return yet."
    assert f"Of {len(card.rows)} indicators, {counts}" in shown
    for row in (*deciding, *missing):
        assert row.judgement.indicator.name in shown


@pytest.mark.parametrize("name, most", [("Priya Hawthorn", 15), ("Marek Rowan", 15)])
def test_the_day_of_who_keeps_a_room_asks_few_questions(
    universe: None, db: None, name: str, most: int
) -> None:
    client = signed_in(name, at="east-midlands")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/east-midlands/").status_code == 200
    assert len(queries) <= most


def test_a_member_of_the_panel_alone_sees_nothing_of_the_groups_meeting(
    barnet: Partnership,
) -> None:
    nia = Person.objects.get(partnership=barnet, name="Nia Bracken")
    nia.user = User.objects.create_user(email="nia@barnet.example", name="Nia Bracken")
    nia.save()
    page = today_page(barnet, Viewpoint(nia.user, date(2026, 3, 30), barnet))
    assert "IOM Case Work Panel" in page.lead
    assert "Delivery Group" not in str(page)


def test_a_partnership_that_has_never_met_is_told_what_to_do_first(universe: None, db: None) -> None:
    shown = today_of("Sam Larch", at="pan-dorset")
    assert "No meeting is called yet." in shown
    assert "Call the first meeting from the calendar" in shown


def test_a_partnership_without_terms_says_how_to_get_some(
    partnership: Partnership, as_secretary: Client
) -> None:
    shown = as_secretary.get("/hazelmere/").content.decode()
    assert (
        "Hazelmere Partnership has no terms yet. Load a partnership file, or start from a few questions."
        in shown
    )


def test_today_asks_as_many_questions_with_ten_more_of_everything(barnet: Partnership, group: Body) -> None:
    client = signed_in("Sam Larch", at="barnet")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/barnet/").status_code == 200
        return len(queries)

    before = asked()
    _ten_more(group)
    assert asked() == before <= 18


def _ten_more(group: Body) -> None:
    agency = Agency.objects.get(partnership=group.partnership, code="cst")
    for count in range(10):
        day = add_working_days(date(2026, 7, 1), count)
        meetings.call_meeting(body=group, held_on=day, by=None, at=NOW)
        decisions.assign_action(
            body=group, text="More", owner_agency=agency, due=date(2026, 7, 1), raised_on=date(2026, 3, 1),
            by=None, at=NOW,
        )  # fmt: skip


def actions_of(name: str) -> str:
    return " ".join(signed_in(name, at="barnet").get("/barnet/actions").content.decode().split())


def test_actions_that_need_a_decision_come_first(barnet: Partnership) -> None:
    shown = actions_of("Sam Larch")
    assert "7 actions are open. 5 need a decision." in shown
    # 11 was raised 117 days before; 4 and 10 are 48 days old, in time and never moved
    deciding, others = shown.split("Going on")
    for number in (1, 2, 3, 5, 11):
        assert f'id="action-{number}"' in deciding
    for number in (4, 10):
        assert f'id="action-{number}"' in others


def test_the_first_date_stays_beside_every_later_one(barnet: Partnership) -> None:
    row = actions_of("Sam Larch").split('id="action-3"')[1].split("</tr>")[0]
    assert "Tuesday 14 October 2025" in row
    assert "Due 10 April, moved 3 times" in row
    assert "Last moved because: legal advice expected in March" in row


def test_actions_of_a_body_are_seen_by_its_members_and_their_owner_alone(barnet: Partnership) -> None:
    assert 'id="action-11"' not in actions_of("Ruth Campion")
    assert "No action is open that you may see." in actions_of("Marek Rowan")


@pytest.fixture
def count(barnet: Partnership) -> Callable[[], int]:
    """How many questions the actions list asks of the store."""
    client = signed_in("Sam Larch", at="barnet")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/barnet/actions").status_code == 200
        return len(queries)

    return asked


def test_the_actions_list_asks_as_many_questions_with_ten_more(count: Callable[[], int], group: Body) -> None:
    before = count()
    _ten_more(group)
    assert count() == before <= 12


def test_what_an_owner_said_waits_for_the_secretary(barnet: Partnership) -> None:
    assert "Accept or query what the owner says of action 3" in waiting_for(today_of("Sam Larch"))
    assert "Accept or query" not in today_of("Ruth Campion")


def test_a_member_who_has_not_said_is_asked_whether_they_come(barnet: Partnership, group: Body) -> None:
    april = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    assert "Say whether you are coming" not in waiting_for(today_of("Ruth Campion"))
    april.replies.filter(person__name="Ruth Campion").delete()
    assert "Say whether you are coming on 14 April" in waiting_for(today_of("Ruth Campion"))


def test_on_its_day_the_room_of_a_meeting_is_one_step_from_today(barnet: Partnership, group: Body) -> None:
    april = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    room = "/barnet/rrdg/2026-04-14/room"
    meetings.publish_agenda(meeting=april, expected_version=april.version, by=None, at=NOW)
    assert room not in today_of("Sam Larch")
    Partnership.objects.filter(pk=barnet.pk).update(demonstration_today=date(2026, 4, 14))
    assert f'href="{room}"' in today_of("Sam Larch")
    assert (
        f'href="{room}"'
        in signed_in("Sam Larch", at="barnet").get(room.removesuffix("/room")).content.decode()
    )


def test_a_seat_to_fill_and_a_coming_meeting_lead_to_their_pages(barnet: Partnership) -> None:
    shown = today_of("Sam Larch")
    assert 'href="/barnet/rrdg/seats"' in waiting_for(shown)
    assert 'href="/barnet/iom/2026-04-01">Wednesday 1 April, 2pm' in shown
