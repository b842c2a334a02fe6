"""The workspace of a meeting: publish, order, ask for and receive papers, move, cancel, hold."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.meetings.conftest import NOW
from throughline.web.access.models import Event
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.models import Meeting, Paper

HERE = "/barnet/rrdg/2026-04-14"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def codes(meeting: Meeting) -> list[str]:
    return list(meeting.items.values_list("code", flat=True))


def agenda_form(meeting: Meeting, **more: str) -> dict[str, str]:
    typed = {"version": str(meeting.version), "title": "", "asks": "discuss"}
    for item in meeting.items.all():
        typed[f"minutes_{item.code}"] = str(item.minutes or "")
        typed[f"paper_{item.code}"] = str(item.paper_id or "")
    return {**typed, **more}


def test_the_page_says_what_is_due_next_in_working_days(sam: Client, april: Meeting) -> None:
    # 31 March, 1, 2 and 7 April: Good Friday, the weekend and Easter Monday do not count
    assert "The agenda for 14 April is due Tuesday 7 April 2026, 4 working days from now." in text_of(
        sam.get(HERE)
    )


def test_the_page_gives_the_quorum_of_that_day_in_words_with_its_clause(ruth: Client, april: Meeting) -> None:
    assert "At least 4 organisations (proposed; or employers), terms 4.5" in text_of(ruth.get(HERE))


def test_each_item_says_why_it_is_there(ruth: Client, april: Meeting) -> None:
    shown = text_of(ruth.get(HERE))
    for item in april.items.all():
        assert item.because[0].upper() + item.because[1:] in shown.replace("&#39;", "'")


def test_seats_without_a_member_say_why(ruth: Client, april: Meeting) -> None:
    assert "Post to be confirmed" in text_of(ruth.get(HERE))


def test_a_member_is_offered_nothing_to_run(ruth: Client, april: Meeting) -> None:
    shown = text_of(ruth.get(HERE))
    assert "Publish" not in shown
    assert "Ask for a paper" not in shown


def test_the_pages_of_a_meeting_ask_few_questions_however_much_there_is(
    sam: Client, ruth: Client, april: Meeting
) -> None:
    def asked(client: Client) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(HERE).status_code == 200
        return len(queries)

    before = asked(sam), asked(ruth)
    paper = april.papers.first()
    for number in range(12):
        Paper.objects.create(
            meeting=april, title=f"Paper {number}", ask="decision", author_agency=paper.author_agency,
            marking="OFFICIAL", asked_on=paper.asked_on, due_on=paper.due_on,
        )  # fmt: skip
    assert (asked(sam), asked(ruth)) == before
    assert before[0] <= 12


def test_publishing_sets_the_day_it_went_out(sam: Client, april: Meeting) -> None:
    assert sam.post(f"{HERE}/publish", {"version": april.version}).status_code == 302
    april.refresh_from_db()
    assert april.state == Meeting.State.PUBLISHED
    assert april.published_at.date() == date(2026, 3, 30)
    assert Event.objects.filter(what="agenda published", thing__endswith=f":{april.pk}").count() == 1


def test_whoever_publishes_second_is_told_when_it_was_published(sam: Client, april: Meeting) -> None:
    actions.publish_agenda(meeting=april, expected_version=april.version, by=None, at=NOW)
    answer = sam.post(f"{HERE}/publish", {"version": april.version - 1})
    # NOW is 09:00 in universal time, and summer time began on 29 March 2026
    assert (
        "The agenda of 14 April 2026 was already published on 30 March 2026 at 10am. Nothing was changed."
        in text_of(answer)
    )
    assert Event.objects.filter(what="agenda published", thing__endswith=f":{april.pk}").count() == 1


def test_an_agenda_without_items_is_not_published(sam: Client, april: Meeting) -> None:
    april.items.all().delete()
    assert "The agenda has no items." in text_of(sam.post(f"{HERE}/publish", {"version": april.version}))
    april.refresh_from_db()
    assert april.state == Meeting.State.CALLED


@pytest.mark.parametrize(
    "do, expected",
    [
        ("up:exceptions", ["apologies", "minutes", "exceptions", "actions"]),
        ("down:apologies", ["minutes", "apologies", "actions", "exceptions"]),
        ("up:apologies", ["apologies", "minutes", "actions", "exceptions"]),
        ("remove:minutes", ["apologies", "actions", "exceptions", "performance"]),
    ],
)
def test_an_item_moves_or_goes_by_a_button(sam: Client, april: Meeting, do: str, expected: list[str]) -> None:
    papers = dict(april.items.exclude(paper=None).values_list("code", "paper"))
    assert sam.post(f"{HERE}/agenda", agenda_form(april, do=do)).status_code == 302
    assert codes(april)[:4] == expected
    assert dict(april.items.exclude(paper=None).values_list("code", "paper")) == papers


def test_minutes_and_papers_of_items_are_kept(sam: Client, april: Meeting) -> None:
    paper = april.papers.first()
    typed = agenda_form(april, do="save", minutes_risks="15", paper_risks=str(paper.pk))
    assert sam.post(f"{HERE}/agenda", typed).status_code == 302
    item = april.items.get(code="risks")
    assert (item.minutes, item.paper) == (15, paper)


def test_minutes_that_are_no_number_are_said_at_their_field_and_nothing_is_saved(
    sam: Client, april: Meeting
) -> None:
    shown = text_of(sam.post(f"{HERE}/agenda", agenda_form(april, do="save", minutes_risks="ten")))
    assert "Give the minutes as a number, for example 10." in shown
    assert april.items.get(code="risks").minutes is None


def test_an_item_of_the_secretarys_own_stands_before_the_last(sam: Client, april: Meeting) -> None:
    sam.post(f"{HERE}/agenda", agenda_form(april, do="add", title="Thanks to Juniper", asks="note"))
    assert list(april.items.values_list("title", flat=True))[-2:] == ["Thanks to Juniper", "Forward plan"]


def test_filling_from_the_terms_brings_back_what_was_removed_and_keeps_what_was_added(
    sam: Client, april: Meeting
) -> None:
    before = codes(april)
    sam.post(f"{HERE}/agenda", agenda_form(april, do="remove:risks"))
    april.refresh_from_db()
    sam.post(f"{HERE}/agenda", agenda_form(april, do="add", title="Thanks"))
    april.refresh_from_db()
    sam.post(f"{HERE}/agenda", agenda_form(april, do="fill"))
    kept = [code for code in codes(april) if code in before or code == "added-1"]
    assert kept == [*before[:-1], "added-1", before[-1]]
    assert april.items.get(code="panel-report--iom").paper.title == "The panel since February"


def test_of_two_editors_the_second_is_told_and_may_save_again(sam: Client, april: Meeting) -> None:
    stale = agenda_form(april, do="save", minutes_risks="25")
    sam.post(f"{HERE}/agenda", agenda_form(april, do="down:apologies"))
    answer = sam.post(f"{HERE}/agenda", stale)
    assert "Someone else changed this after you opened it." in text_of(answer)
    assert codes(april)[0] == "minutes"
    april.refresh_from_db()
    assert f'name="version" value="{april.version}"' in answer.content.decode()
    assert 'value="25"' in answer.content.decode()


def ask_form(**changes: str) -> dict[str, str]:
    form = {
        "title": "Women released in spring",
        "ask": "decision",
        "author_agency": "ps",
        "author": "",
        "due_on": "2026-04-07",
        "marking": "OFFICIAL",
        "readers": "body",
    }
    return {**form, **changes}


def test_a_paper_is_asked_for_and_then_pasted_in(sam: Client, april: Meeting) -> None:
    assert sam.post(f"{HERE}/papers/ask", ask_form()).status_code == 302
    paper = april.papers.get(title="Women released in spring")
    assert (paper.received_on, paper.due_on, paper.asked_on) == (None, date(2026, 4, 7), date(2026, 3, 30))
    assert "Two of four papers are still to come." in text_of(sam.get(HERE))
    receive = f"{HERE}/papers/{paper.pk}/receive"
    assert (
        sam.post(receive, {"text": "## Finding\n\nSix women.", "version": paper.version}).status_code == 302
    )
    paper.refresh_from_db()
    assert paper.received_on == date(2026, 3, 30)
    assert "<h2" in sam.get(f"{HERE}/papers/{paper.pk}").content.decode()


def test_the_day_offered_for_a_paper_is_the_one_the_terms_give(sam: Client, april: Meeting) -> None:
    assert 'value="2026-04-07"' in sam.get(f"{HERE}/papers/ask").content.decode()


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"title": ""}, "Give the paper a title."),
        ({"due_on": "soon"}, "Give the day as year, month and day, for example 2026-06-09."),
        ({"marking": "VERY SECRET"}, "is not a GSC marking"),
        ({"marking": "SECRET"}, "Papers marked SECRET are not kept here."),
    ],
)
def test_what_is_wrong_with_an_asked_paper_is_said_in_a_sentence(
    sam: Client, april: Meeting, changes: dict[str, str], sentence: str
) -> None:
    assert sentence in text_of(sam.post(f"{HERE}/papers/ask", ask_form(**changes)))
    assert april.papers.count() == 3


def test_words_of_a_paper_are_never_read_as_markup(sam: Client, april: Meeting) -> None:
    paper = april.papers.first()
    sam.post(
        f"{HERE}/papers/{paper.pk}/receive", {"text": "<script>alert(1)</script>", "version": paper.version}
    )
    assert "<script>alert" not in sam.get(f"{HERE}/papers/{paper.pk}").content.decode()


@pytest.mark.clause("C250", breaks="throughline.web.meetings.countdown:countdown")
def test_moving_the_meeting_moves_its_deadlines_and_tells_calendars(sam: Client, april: Meeting) -> None:
    typed = {"held_on": "2026-05-12", "starts_at": "10:00", "place": "Room 4", "version": april.version}
    assert sam.post(f"{HERE}/change", typed).status_code == 302
    april.refresh_from_db()
    assert (april.held_on, april.starts_at, april.place, april.sequence) == (
        date(2026, 5, 12),
        time(10),
        "Room 4",
        1,
    )
    # 11, 8, 7, 6 and 5 May: the weekend does not count, and 4 May is a bank holiday
    assert "due Tuesday 5 May 2026" in text_of(sam.get("/barnet/rrdg/2026-05-12"))


def test_a_cancelled_meeting_keeps_its_reason(sam: Client, ruth: Client, april: Meeting) -> None:
    typed = {"because": "no business", "version": april.version}
    assert sam.post(f"{HERE}/cancel", typed).status_code == 302
    assert "This meeting is cancelled: no business." in text_of(ruth.get(HERE))


def test_a_held_meeting_cannot_be_cancelled(sam: Client, group: Body) -> None:
    held = Meeting.objects.get(body=group, held_on=date(2026, 2, 10))
    answer = sam.post("/barnet/rrdg/2026-02-10/cancel", {"because": "late", "version": held.version})
    assert "“held”: it cannot be cancelled." in text_of(answer)


def test_minutes_late_are_said_until_the_day_they_went_out_is_recorded(sam: Client, barnet) -> None:
    panel = "/barnet/iom/2026-03-04"
    # due 11 March; 12, 13, then 16 to 20, 23 to 27 and 30 March have passed
    assert (
        "The minutes of 4 March were due Wednesday 11 March 2026: they are 13 working days late."
        in text_of(sam.get(panel))
    )
    version = Meeting.objects.get(body__code="iom", held_on=date(2026, 3, 4)).version
    refused = text_of(sam.post(f"{panel}/minutes/sent", {"sent_on": "2026-04-02", "version": version}))
    assert "Give a day between the meeting and today." in refused
    assert sam.post(f"{panel}/minutes/sent", {"sent_on": "2026-03-30", "version": version}).status_code == 302
    assert "Everything due around this meeting is done." in text_of(sam.get(panel))


def test_a_published_meeting_is_recorded_as_held(sam: Client, group: Body) -> None:
    meeting = actions.call_meeting(body=group, held_on=date(2026, 3, 30), by=None, at=NOW)
    here = "/barnet/rrdg/2026-03-30"
    sam.post(f"{here}/agenda", agenda_form(meeting, do="fill"))
    meeting.refresh_from_db()
    sam.post(f"{here}/publish", {"version": meeting.version})
    meeting.refresh_from_db()
    assert "Record the meeting as held" in text_of(sam.get(here))
    sam.post(f"{here}/held", {"version": meeting.version})
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.HELD


def test_a_second_sitting_has_its_own_address(sam: Client, april: Meeting, group: Body) -> None:
    actions.call_meeting(body=group, held_on=april.held_on, by=None, at=NOW, second_sitting=True)
    assert sam.get(f"{HERE}-2").status_code == 200
    assert sam.get(f"{HERE}-3").status_code == 404
    assert sam.get(f"{HERE}-1").status_code == 404


def test_the_panels_meeting_is_not_there_for_whoever_sits_elsewhere(ruth: Client, barnet) -> None:
    assert ruth.get("/barnet/iom/2026-04-01").status_code == 404


def test_enter_in_a_box_of_the_agenda_saves_it_and_moves_nothing(sam: Client, april: Meeting) -> None:
    """A browser presses the first button of a form for whoever presses Enter."""
    form = sam.get(f"{HERE}/agenda").content.decode().split('<form class="tl-form"')[1]
    assert form[form.index("<button") :].split(">")[0].count('value="save"') == 1
