"""The calendar's page, calling a meeting from it, and the feeds that calendar programs read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.meetings.conftest import NOW
from tests.web.universe import signed_in
from throughline.web.access.models import Person
from throughline.web.governance.actions import end_appointment
from throughline.web.governance.models import Appointment, Body
from throughline.web.meetings import actions
from throughline.web.meetings.calling.calendars import lead_of
from throughline.web.meetings.calling.years import DeadlineLine, MeetingLine, Year
from throughline.web.meetings.models import CalendarLink, Meeting
from throughline.words.working_days import add_working_days


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def rows_of(answer) -> int:
    return answer.content.decode().count('<th scope="row"')


def test_the_year_of_every_body_stands_on_one_page(sam: Client, barnet) -> None:
    shown = text_of(sam.get("/barnet/calendar"))
    assert "18 meetings and 66 deadlines from Wednesday 1 April 2026 to Wednesday 31 March 2027." in shown
    assert "2 called, 16 only proposed." in shown


def test_one_body_alone(sam: Client, barnet) -> None:
    assert "6 meetings and 18 deadlines" in text_of(sam.get("/barnet/calendar?year=2026&body=rrdg"))


@pytest.mark.parametrize("year", ["", "soon", "26", "99999", "0000", "2026%00"])
def test_a_year_that_is_none_gives_the_year_of_today_or_the_next_if_that_is_near(
    sam: Client, barnet, year: str
) -> None:
    assert "from Wednesday 1 April 2026" in text_of(sam.get(f"/barnet/calendar?year={year}"))


def test_an_unknown_body_gives_every_body(sam: Client, barnet) -> None:
    assert "18 meetings" in text_of(sam.get("/barnet/calendar?body=nobody"))


def test_where_the_terms_give_no_pattern_only_windows_are_shown(universe: None, db: None) -> None:
    shown = text_of(signed_in("Sam Larch", at="pan-dorset").get("/pan-dorset/calendar?year=2026"))
    assert "No meeting is called, and the terms give no pattern of dates to propose from." in shown
    assert "1 April 2026 to 30 June 2026" in shown


def test_whoever_does_not_run_meetings_is_offered_no_button(ruth: Client, barnet) -> None:
    assert 'action="/barnet/rrdg/call"' not in ruth.get("/barnet/calendar").content.decode()


def test_links_lead_only_to_meetings_whose_papers_the_reader_may_read(ruth: Client, barnet) -> None:
    shown = ruth.get("/barnet/calendar").content.decode()
    assert "/barnet/rrdg/2026-04-14" in shown
    assert "/barnet/iom/2026-04-01" not in shown


def test_one_button_calls_a_proposed_meeting(sam: Client, group: Body) -> None:
    answer = sam.post("/barnet/rrdg/call", {"held_on": "2026-06-09", "starts_at": "10:00"})
    assert answer.headers["Location"] == "/barnet/rrdg/2026-06-09"
    assert Meeting.objects.get(body=group, held_on=date(2026, 6, 9)).starts_at.hour == 10
    shown = text_of(sam.get("/barnet/calendar"))
    assert "18 meetings" in shown
    assert "3 called, 15 only proposed." in shown


def test_a_day_on_which_the_body_meets_already_is_refused(sam: Client, april: Meeting) -> None:
    shown = text_of(sam.post("/barnet/rrdg/call", {"held_on": "2026-04-14"}))
    assert "is called for 14 April 2026 already. Call a second sitting, or choose another day." in shown


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({}, "Enter the day of the meeting."),
        ({"held_on": "9 June"}, "Give the day as year, month and day, for example 2026-06-09."),
        ({"held_on": "2026-06-31"}, "Give the day as year, month and day, for example 2026-06-09."),
        ({"held_on": "2026-06-09", "starts_at": "25:00"}, "Give the time on the 24-hour clock"),
    ],
)
def test_what_is_wrong_with_a_call_is_said(sam: Client, barnet, typed: dict[str, str], sentence: str) -> None:
    answer = sam.post("/barnet/rrdg/call", typed or {"place": "Room 1"})
    assert sentence in text_of(answer)
    assert "Error: " in answer.content.decode()


def test_the_calendar_asks_as_many_questions_for_ten_meetings_more(sam: Client, group: Body) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert sam.get("/barnet/calendar").status_code == 200
        return len(queries)

    before = asked()
    for count in range(10):
        day = add_working_days(date(2026, 7, 1), count)
        actions.call_meeting(body=group, held_on=day, by=None, at=NOW)
    assert asked() == before <= 12


@pytest.fixture
def secret(group: Body, ruth: Client) -> str:
    """The secret part of Ruth Campion's address for the group's calendar."""
    answer = ruth.post("/barnet/calendar/link/rrdg", {"deadlines": "yes"})
    return answer.content.decode().split("/barnet/calendar/feed/")[1].split(".ics")[0]


def feed(secret: str) -> icalendar.Calendar:
    answer = Client().get(f"/barnet/calendar/feed/{secret}.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return icalendar.Calendar.from_ical(answer.content)


def events(secret: str) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in feed(secret).walk("VEVENT")}


def test_the_feed_holds_called_meetings_and_what_is_due_around_them(secret: str, april: Meeting) -> None:
    found = {(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in events(secret).values()}
    group = april.body.name
    assert (f"Agenda out: {group}", date(2026, 4, 7)) in found
    assert (f"Minutes out: {group}", date(2026, 4, 28)) in found
    assert [str(when.time()) for what, when in found if what == group and when.date() == april.held_on] == [
        "10:00:00"
    ]


def test_the_feed_names_nobody(secret: str, barnet) -> None:
    shown = Client().get(f"/barnet/calendar/feed/{secret}.ics").content.decode()
    names = Person.objects.filter(partnership=barnet).values_list("name", flat=True)
    assert [name for name in names if name in shown or name.split()[1] in shown] == []


def test_a_moved_meeting_keeps_its_place_in_the_diary(secret: str, april: Meeting) -> None:
    before = events(secret)
    actions.move_meeting(
        meeting=april, held_on=date(2026, 4, 21), starts_at=april.starts_at, place="", by=None, at=NOW,
        expected_version=april.version,
    )  # fmt: skip
    after = events(secret)
    assert set(after) == set(before)
    uid = next(one for one in after if one.startswith(f"meeting-{april.pk}@"))
    assert (before[uid]["SEQUENCE"], after[uid]["SEQUENCE"]) == (0, 1)
    assert after[uid].decoded("DTSTART").date() == date(2026, 4, 21)


def test_a_cancelled_meeting_stays_as_cancelled(secret: str, april: Meeting) -> None:
    actions.cancel_meeting(
        meeting=april, because="no business", expected_version=april.version, by=None, at=NOW
    )
    uid = next(one for one in events(secret) if one.startswith(f"meeting-{april.pk}@"))
    assert events(secret)[uid]["STATUS"] == "CANCELLED"


def test_an_address_without_deadlines_holds_meetings_alone(ruth: Client, group: Body) -> None:
    shown = ruth.post("/barnet/calendar/link/rrdg", {}).content.decode()
    found = events(shown.split("/feed/")[1].split(".ics")[0])
    assert len(found) == Meeting.objects.filter(body=group).count()


def test_the_address_shuts_as_soon_as_the_seat_ends(secret: str, barnet, group: Body) -> None:
    seat = Appointment.objects.get(body=group, person__name="Ruth Campion")
    end_appointment(appointment=seat, until_on=date(2026, 3, 29), because="left", by=None, at=NOW)
    assert Client().get(f"/barnet/calendar/feed/{secret}.ics").status_code == 404


def test_the_address_shuts_as_soon_as_the_user_is_disabled(secret: str, barnet) -> None:
    person = Person.objects.get(partnership=barnet, name="Ruth Campion")
    person.user.is_active = False
    person.user.save()
    assert Client().get(f"/barnet/calendar/feed/{secret}.ics").status_code == 404


def test_a_new_address_ends_the_one_before(secret: str, ruth: Client, group: Body) -> None:
    ruth.post("/barnet/calendar/link/rrdg", {"deadlines": "yes"})
    assert Client().get(f"/barnet/calendar/feed/{secret}.ics").status_code == 404
    assert CalendarLink.objects.filter(ended_at__isnull=True).count() == 1


def test_an_address_opens_nothing_under_another_partnership(secret: str) -> None:
    assert Client().get(f"/llr/calendar/feed/{secret}.ics").status_code == 404


def test_the_store_keeps_no_address(secret: str) -> None:
    assert secret not in str(list(CalendarLink.objects.values()))


def test_deadlines_stand_under_their_month_and_those_that_are_over_are_folded_away(sam: Client) -> None:
    page = sam.get("/barnet/calendar?year=2025&body=rrdg").content.decode()
    heading, folded = (
        page.index('<h2 class="govuk-heading-m">Deadlines'),
        page.index("Deadlines whose day is over"),
    )
    assert heading < folded
    over = page[folded : page.index("</details>", folded)]
    assert ">April 2025</h3>" in over
    assert over.count("Tuesday 8 April 2025") >= 1
    ahead = sam.get("/barnet/calendar?year=2026&body=rrdg").content.decode()
    assert "Deadlines whose day is over" not in ahead
    months = [month for month in ("April", "May", "June", "July") if f">{month} 2026</h3>" in ahead]
    assert months == ["April", "June"]
    assert ahead.count("<details") == 4  # every later month that holds a deadline


def test_a_window_that_is_over_is_not_shown_as_one_without_a_meeting(sam: Client) -> None:
    shown = text_of(sam.get("/barnet/calendar?year=2025"))
    assert "1 April 2025 to" not in shown.split("What the terms ask for")[1].split("Deadlines")[0]


def test_the_hint_of_the_day_is_written_as_people_write_days(sam: Client, barnet) -> None:
    assert "For example 9 June 2026." in text_of(sam.get("/barnet/rrdg/call"))


LEADS = [
    ("nothing at all", {}, "No meeting is called or proposed from 1 April 2026 to 31 March 2027."),
    (
        "deadlines without a meeting",
        {"deadlines": 2},
        "No meeting is called or proposed from 1 April 2026 to 31 March 2027. 2 deadlines without a meeting.",
    ),
    (
        "meetings without a deadline",
        {"called": 5},
        "5 meetings from 1 April 2026 to 31 March 2027, and no deadlines: the terms set none. "
        "5 called, none proposed.",
    ),
    (
        "only proposed",
        {"proposed": 1, "deadlines": 1},
        "1 meeting and 1 deadline from 1 April 2026 to 31 March 2027. None called, 1 only proposed.",
    ),
]


@pytest.mark.parametrize("counts, said", [row[1:] for row in LEADS], ids=[row[0] for row in LEADS])
def test_the_lead_says_what_there_is_and_what_there_is_not(counts: dict[str, int], said: str) -> None:
    day = date(2026, 4, 1)
    meeting = MeetingLine(
        body="b", body_name="B", kind="ordinary", day=day, time="", starts_at="", is_called=True, notes=()
    )
    due = DeadlineLine(
        body="b", body_name="B", what="w", due=day, meeting=None, owed_by="", to="", why="", strength="must",
        clause=(), warnings=(),
    )  # fmt: skip
    year = Year(
        name="2026-27",
        starts=day,
        ends=date(2027, 3, 31),
        meetings=(meeting,) * counts.get("called", 0)
        + (replace(meeting, is_called=False),) * counts.get("proposed", 0),
        deadlines=(due,) * counts.get("deadlines", 0),
        bodies=(),
        warnings=(),
    )
    said = said.replace("1 April 2026", "Wednesday 1 April 2026").replace("31 March", "Wednesday 31 March")
    assert lead_of(year) == said


def test_months_folded_away_stand_open_on_paper() -> None:
    found = finders.find("site/throughline.css")
    assert isinstance(found, str)
    styles = Path(found).read_text(encoding="utf-8")
    assert "@media print{details::details-content{content-visibility:visible!important" in styles
