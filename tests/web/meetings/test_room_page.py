"""The page of a meeting in session: what it shows, what its buttons do, who may press them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Partnership, Person
from throughline.web.decisions.models import Action, Decision
from throughline.web.governance.models import Body
from throughline.web.meetings.actions import AgendaLine, arrive, open_session, set_agenda
from throughline.web.meetings.models import Meeting

HERE = "/barnet/rrdg/2026-04-14/room"
DAY = date(2026, 4, 14)
SEAT_OF = {
    "Jo Hazel": "cst-head", "Owen Teasel": "nps-aco", "Dee Bramble": "pol-supt", "Ruth Campion": "homes-mgr",
}  # fmt: skip


@pytest.fixture
def april(group: Body, barnet: Partnership, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """The meeting of 14 April on its day."""
    Partnership.objects.filter(pk=barnet.pk).update(demonstration_today=DAY)
    return Meeting.objects.get(body=group, held_on=DAY)


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def press(client: Client, do: str, **typed: str) -> Any:
    return client.post(f"{HERE}/do", {"do": do, **typed})


def opened(client: Client, meeting: Meeting, *names: str) -> Meeting:
    """Open it, record who arrives, and take the first item in hand, all by buttons of the page."""
    meeting.refresh_from_db()
    press(client, "open", version=str(meeting.version))
    for name in names:
        press(client, f"arrive|{SEAT_OF[name]}|{person(name).pk}")
    press(client, f"take|{meeting.items.order_by('position')[0].pk}")
    meeting.refresh_from_db()
    return meeting


def person(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def hand(meeting: Meeting) -> int:
    return int(meeting.items.get(opened_at__isnull=False, closed_at=None).pk)


def test_before_it_is_opened_nobody_has_arrived_and_one_button_opens_it(sam: Client, april: Meeting) -> None:
    shown = text_of(sam.get(HERE))
    assert "Nobody has arrived yet" in shown
    assert "Open the meeting" in shown


def test_four_organisations_are_quorate_with_none_to_spare(sam: Client, april: Meeting) -> None:
    opened(sam, april, *SEAT_OF)
    shown = text_of(sam.get(HERE))
    assert "Quorate since" in shown
    assert "4 organisations here, 4 needed" in shown
    assert "None to spare" in shown
    assert "Presiding: Jo Hazel" in shown
    assert "Next in order: Dee Bramble" in shown
    assert "Save decision" in shown


def test_when_one_leaves_the_button_itself_becomes_a_recommendation(sam: Client, april: Meeting) -> None:
    opened(sam, april, *SEAT_OF)
    press(sam, f"leave|{april.attendances.get(person__name='Ruth Campion').pk}")
    shown = text_of(sam.get(HERE))
    assert "Not quorate since" in shown
    assert "Talk goes on, decisions wait." in shown
    assert "One more makes a quorum: " in shown
    assert "Save recommendation" in shown
    assert "Save decision" not in shown
    press(sam, f"decide|{hand(april)}", decision="Ask for four flats.", once="d1")
    assert Decision.objects.get(text="Ask for four flats.").authority == "recommended"
    assert "Recommended: there was no quorum." in text_of(sam.get(HERE))


def test_each_small_form_saves_and_leads_back_to_its_item(sam: Client, april: Meeting) -> None:
    opened(sam, april, *SEAT_OF)
    at = hand(april)
    saved = press(sam, f"note|{at}", note="Two landlords withdrew.", once="n1")
    assert saved["Location"] == f"{HERE}#item-{at}"
    owner = f"person:{person('Owen Teasel').pk}"
    press(sam, f"assign|{at}", action="Send the list.", owner=owner, due="2026-04-24", once="a1")
    press(
        sam, f"interest|{at}", whose=str(april.attendances.get(person__name="Ruth Campion").pk), leaves="yes"
    )
    shown = text_of(sam.get(HERE))
    assert "Two landlords withdrew." in shown
    assert f"Action {Action.objects.get(text='Send the list.').number}" in shown
    assert "out of the room for this item" in shown
    assert "Not quorate since" in shown, "who is out for an interest does not count"


def test_a_vote_goes_by_one_button_an_organisation(sam: Client, april: Meeting) -> None:
    opened(sam, april, *SEAT_OF)
    press(sam, f"move|{hand(april)}", decision="Let two flats.", once="m1")
    shown = sam.get(HERE).content.decode()
    votes = re.findall(r'value="(vote\|\d+\|\d+\|for)"', shown)
    assert len(votes) == 4
    for one in votes[:3]:
        press(sam, one)
        press(sam, one)
    motion = votes[0].split("|")[1]
    assert "Take back" in text_of(sam.get(HERE))
    press(sam, f"count|{motion}")
    assert Decision.objects.get(text="Let two flats.").authority == "made"
    assert "carried , 3 for, 0 against" in text_of(sam.get(HERE)).replace("carried,", "carried ,")


def test_a_refusal_says_why_and_keeps_what_was_typed(sam: Client, april: Meeting) -> None:
    opened(sam, april)
    answer = press(sam, f"decide|{hand(april)}", decision="Too early, but typed.", once="d2")
    assert answer.status_code == 200
    shown = text_of(answer)
    assert "Nobody is recorded as having arrived." in shown
    assert "Too early, but typed." in shown
    assert answer.content.decode().count("<title>Error:") == 1


def test_closing_while_another_records_is_refused_and_nothing_is_lost(sam: Client, april: Meeting) -> None:
    stale = opened(sam, april, *SEAT_OF).version
    press(sam, f"decide|{hand(april)}", decision="Just in time.", once="d3")
    answer = press(sam, "close", version=str(stale), without="yes")
    assert "Someone else changed this after you opened it." in text_of(answer)
    april.refresh_from_db()
    assert april.state == "in-session"
    press(sam, "close", version=str(april.version), without="yes")
    late = press(sam, "note|" + str(april.items.order_by("position")[0].pk), note="Too late.", once="n9")
    assert "cannot have notes written in the room" in text_of(late)
    assert Decision.objects.filter(text="Just in time.").exists()


def test_closing_asks_where_items_were_never_taken_up(sam: Client, april: Meeting) -> None:
    opened(sam, april, *SEAT_OF)
    waiting = april.items.filter(opened_at=None, withdrawn_at=None).count()
    asked = press(sam, "close", version=str(april.version))
    april.refresh_from_db()
    assert (waiting > 1, april.state) == (True, "in-session")
    assert re.search(r"Items 2, .* and \d+ were never taken up: take them up", text_of(asked))
    assert "Close the meeting without them" in text_of(asked)
    press(sam, "close", version=str(april.version), without="yes")
    april.refresh_from_db()
    assert april.state == "held"


@pytest.mark.parametrize("do", ["note|x", "leave|999999", "fly", "", "arrive|dwp|0", "vote|1|2|for", "take"])
def test_a_button_that_was_tampered_with_changes_nothing(sam: Client, april: Meeting, do: str) -> None:
    opened(sam, april, *SEAT_OF)
    was = april.version
    assert "Nothing was changed." in text_of(press(sam, do))
    april.refresh_from_db()
    assert april.version == was


def test_a_member_looks_on_and_cannot_act(sam: Client, ruth: Client, april: Meeting) -> None:
    opened(sam, april, *SEAT_OF)
    page = ruth.get(HERE).content.decode()
    assert "room/do" not in page
    assert press(ruth, "close", version=str(april.version)).status_code == 404


def test_an_onlooker_sees_an_act_at_the_next_look_and_nothing_when_nothing_changed(
    sam: Client, ruth: Client, april: Meeting, django_assert_max_num_queries: Any
) -> None:
    opened(sam, april, *SEAT_OF)
    first = ruth.get(f"{HERE}/now")
    mark = {"headers": {"If-None-Match": first["ETag"]}}
    with django_assert_max_num_queries(8):
        again = ruth.get(f"{HERE}/now", **mark)
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    left = press(sam, f"leave|{april.attendances.get(person__name='Ruth Campion').pk}")
    assert left.status_code == 302, text_of(left)
    changed = ruth.get(f"{HERE}/now", **mark)
    assert changed.status_code == 200
    assert re.findall(r"(?:Q|Not q)uorate since", text_of(changed)) == ["Not quorate since"]


def filled(meeting: Meeting, items: int, people: int) -> None:
    """Many items and many people: names are plants, and they come for no seat."""
    lines = [
        AgendaLine(code=f"thing-{one}", title=f"Thing {one}", asks="discuss", because="asked")
        for one in range(items)
    ]
    at = datetime.fromisoformat("2026-04-14T10:00:00+01:00")
    set_agenda(
        meeting=meeting, lines=lines, expected_version=meeting.version, by=None, at=at - timedelta(days=9)
    )
    open_session(meeting=meeting, expected_version=meeting.version, by=None, at=at)
    everybody = list(Person.objects.filter(partnership__slug="barnet", agency__isnull=False))
    for one in everybody[:people]:
        arrive(meeting=meeting, person=one, seat=SEAT_OF.get(one.name, ""), by=None, at=at)


@pytest.mark.usefixtures("standing_clock")
@pytest.mark.parametrize("who", ["Sam Larch", "Ruth Campion"])
@pytest.mark.parametrize(("items", "people"), [(3, 4), (40, 16)])
def test_the_page_asks_the_store_twelve_times_however_full_the_room(
    april: Meeting, who: str, items: int, people: int, django_assert_max_num_queries: Any
) -> None:
    filled(april, items, people)
    client = signed_in(who, at="barnet")
    client.get(HERE)
    with django_assert_max_num_queries(12):
        assert client.get(HERE).status_code == 200


def test_the_deputy_who_was_announced_arrives_by_the_button_of_the_seat(sam: Client, april: Meeting) -> None:
    press(sam, "open", version=str(april.version))
    page = sam.get(HERE)
    assert "Nia Bracken, as deputy of Dee Bramble" in text_of(page)
    value = f"arrive|pol-supt|{person('Nia Bracken').pk}"
    assert f'value="{value}"' in page.content.decode()
    press(sam, value)
    came = april.attendances.get(person=person("Nia Bracken"))
    assert (came.seat, came.capacity) == ("pol-supt", "deputy")


def test_whoever_said_that_they_join_remotely_is_recorded_as_remote(sam: Client, april: Meeting) -> None:
    press(sam, "open", version=str(april.version))
    value = f"arrive|{SEAT_OF['Owen Teasel']}|{person('Owen Teasel').pk}|remote"
    assert f'value="{value}"' in sam.get(HERE).content.decode()
    press(sam, value)
    assert april.attendances.get(person=person("Owen Teasel")).stays.get().is_remote


def test_two_seats_of_one_organisation_are_told_apart_by_their_posts(sam: Client, april: Meeting) -> None:
    press(sam, "open", version=str(april.version))
    assert "Barnet Police, Superintendent" in text_of(sam.get(HERE))
