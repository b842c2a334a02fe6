"""What happened in the room: who came, what their decisions are worth, and who is to act."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW
from throughline.web.access.models import Event, Person
from throughline.web.decisions.models import Action, Decision
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.models import Meeting

HERE = "/barnet/rrdg/2025-10-14"
"""The group's meeting of October: five members of three organisations came, and four are needed."""


@pytest.fixture
def october(group: Body) -> Meeting:
    """The group's meeting of October."""
    return Meeting.objects.get(body=group, held_on=date(2025, 10, 14))


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def ticks(meeting: Meeting, *seats: str, **others: str) -> dict[str, str]:
    meeting.refresh_from_db()
    return {"version": str(meeting.version), **{f"here_{seat}": "on" for seat in seats}, **others}


def person(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def test_who_is_ticked_is_recorded_for_their_seat_and_nobody_else_is(sam: Client, october: Meeting) -> None:
    assert sam.post(f"{HERE}/attendance", ticks(october, "cst-head", "pol-supt")).status_code == 302
    rows = october.attendances.exclude(seat="")
    assert {(row.seat, row.person.name, row.capacity) for row in rows} == {
        ("cst-head", "Jo Hazel", "member"),
        ("pol-supt", "Dee Bramble", "member"),
    }
    assert october.attendances.filter(seat="").count() == 1, "whoever attends without a seat stays recorded"
    assert Event.objects.latest("pk").what == "attendance recorded"


def test_somebody_of_the_organisation_comes_as_deputy(sam: Client, october: Meeting) -> None:
    deputy = person("Nia Bracken")
    sam.post(f"{HERE}/attendance", ticks(october, "cst-head", **{"other_pol-supt": str(deputy.pk)}))
    row = october.attendances.get(seat="pol-supt")
    assert (row.person, row.capacity) == (deputy, "deputy")
    assert "Nia Bracken, as deputy" in text_of(sam.get(HERE))


def test_a_member_and_a_deputy_for_one_seat_are_refused_and_nothing_changes(
    sam: Client, october: Meeting
) -> None:
    before = set(october.attendances.values_list("person", flat=True))
    both = ticks(october, "pol-supt", **{"other_pol-supt": str(person("Nia Bracken").pk)})
    assert "Tick Dee Bramble or choose a deputy for that seat, not both." in text_of(
        sam.post(f"{HERE}/attendance", both)
    )
    assert set(october.attendances.values_list("person", flat=True)) == before


def test_one_person_does_not_come_for_two_seats(sam: Client, october: Meeting) -> None:
    twice = str(person("Nia Bracken").pk)
    form = ticks(october, **{"other_pol-supt": twice, "other_pol-dci": twice})
    assert "Somebody is given twice." in text_of(sam.post(f"{HERE}/attendance", form))


def test_of_two_who_record_who_came_the_second_is_told(sam: Client, october: Meeting) -> None:
    stale = ticks(october, "cst-head")
    sam.post(f"{HERE}/attendance", ticks(october, "pol-supt"))
    assert "Someone else changed this after you opened it." in text_of(sam.post(f"{HERE}/attendance", stale))
    assert set(october.attendances.exclude(seat="").values_list("seat", flat=True)) == {"pol-supt"}


def test_nobody_is_recorded_at_a_meeting_that_has_not_come(sam: Client, april: Meeting) -> None:
    answer = sam.post("/barnet/rrdg/2026-04-14/attendance", ticks(april, "cst-head"))
    assert "14 April 2026 has not come yet" in text_of(answer)
    assert april.attendances.count() == 0


@pytest.mark.parametrize(
    ("who", "seats", "sentence", "worth"),
    [
        ("three organisations", ["cst-head", "pol-supt", "homes-mgr"], "Not quorate: 3 organisations here, 4 needed",
         Decision.Authority.RECOMMENDED),
        ("four organisations", ["cst-head", "pol-supt", "homes-mgr", "yot-head"],
         "Quorate: 4 organisations here, 4 needed", Decision.Authority.MADE),
    ],
)  # fmt: skip
def test_what_a_decision_is_worth_follows_from_who_came(
    sam: Client, october: Meeting, who: str, seats: list[str], sentence: str, worth: str
) -> None:
    sam.post(f"{HERE}/attendance", ticks(october, *seats))
    assert sentence in text_of(sam.get(HERE))
    sam.post(f"{HERE}/decide", {**ticks(october), "text": "Two flats are let for a year."})
    assert Decision.objects.get(text="Two flats are let for a year.").authority == worth, who


def test_another_reading_is_shown_where_it_counts_otherwise(sam: Client, october: Meeting) -> None:
    """Youth Offending and Community Safety are two organisations with one employer."""
    sam.post(f"{HERE}/attendance", ticks(october, "cst-head", "pol-supt", "homes-mgr", "yot-head"))
    assert "Counted by employers: not quorate" in text_of(sam.get(HERE))


def test_no_decision_is_recorded_where_nobody_is_recorded_as_having_come(october: Meeting) -> None:
    october.attendances.all().delete()
    with pytest.raises(actions.NobodyCame):
        actions.decide_at_meeting(
            meeting=october, text="Something.", expected_version=october.version, by=None, at=NOW
        )


def test_pressing_twice_records_one_decision(sam: Client, october: Meeting) -> None:
    form = {**ticks(october), "text": "Once only."}
    sam.post(f"{HERE}/decide", form)
    sam.post(f"{HERE}/decide", form)
    assert Decision.objects.filter(text="Once only.").count() == 1


def test_an_action_without_a_day_falls_due_with_the_papers_of_the_next_meeting(
    sam: Client, october: Meeting
) -> None:
    """The group met next on 9 December 2025; its papers were due five working days before."""
    form = {
        **ticks(october),
        "text": "Ask the landlords.",
        "owner_agency": "barnet-homes",
        "owner": "",
        "due": "",
    }
    assert sam.post(f"{HERE}/assign", form).status_code == 302
    made = Action.objects.get(text="Ask the landlords.")
    assert (made.first_due, made.raised_on) == (date(2025, 12, 2), date(2025, 10, 14))


def test_an_action_due_before_the_meeting_is_refused(sam: Client, october: Meeting) -> None:
    form = {**ticks(october), "text": "Too early.", "owner_agency": "ph", "owner": "", "due": "2025-10-01"}
    assert "Give a later day." in text_of(sam.post(f"{HERE}/assign", form))
    assert not Action.objects.filter(text="Too early.").exists()


def test_a_meeting_not_yet_held_has_no_decisions_recorded(sam: Client, april: Meeting) -> None:
    answer = sam.post("/barnet/rrdg/2026-04-14/decide", {**ticks(april), "text": "Too early."})
    assert "cannot have decisions recorded" in text_of(answer)


def test_the_list_says_what_each_decision_is_worth_and_what_became_of_it(
    sam: Client, october: Meeting
) -> None:
    shown = text_of(sam.get("/barnet/rrdg/decisions"))
    recorded = Decision.objects.filter(body=october.body).count()
    assert f"{recorded} decisions. None waits to be ratified." in shown
    assert "Ratified by rrdg-2025-12-09/D1" in shown
    sam.post(f"{HERE}/decide", {**ticks(october), "text": "Another recommendation."})
    assert f"{recorded + 1} decisions. 1 waits to be ratified." in text_of(sam.get("/barnet/rrdg/decisions"))


def test_a_board_without_decisions_says_so(sam: Client, barnet: object) -> None:
    assert "No decision is recorded yet." in text_of(sam.get("/barnet/iom/decisions"))


@pytest.mark.parametrize(
    "page, at_most",
    [
        pytest.param("/barnet/", 18, id="Today gathers from eight rooms, and leaves out what is kept close"),
        pytest.param("/barnet/rrdg/2026-04-14", 13, id="a meeting, its items and its readers"),
        pytest.param("/barnet/rrdg/decisions", 12, id="the register"),
    ],
)
def test_a_plain_members_page_asks_the_store_little(
    ruth: Client, django_assert_max_num_queries: object, page: str, at_most: int
) -> None:
    ruth.get(page)
    with django_assert_max_num_queries(at_most):  # type: ignore[operator]
        assert ruth.get(page).status_code == 200
