"""The pages of a meeting's minutes, for the secretary, the chair, members and the public."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import odfdo
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.meetings.conftest import NOW
from tests.web.meetings.minutes_told import AT, approved, held_on, note, sent_out, someone
from tests.web.universe import signed_in
from throughline.web.access.actions import appoint_to_office, record_person
from throughline.web.access.models import Agency, Partnership
from throughline.web.governance import public_bodies
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.minutes import reading as minutes_reading
from throughline.web.meetings.minutes.clock import minutes_clock
from throughline.web.meetings.minutes.queries import recipients_of
from throughline.web.meetings.models import Comment, Meeting, Minute, MinutesVersion, ProposedEdit

FEBRUARY, JUNE, PANEL = "/barnet/rrdg/2026-02-10", "/barnet/rrdg/2025-06-10", "/barnet/iom/2026-03-04"


def text_of(answer: Any) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def jo(barnet: Partnership) -> Client:
    """A client of the group's chair."""
    return signed_in("Jo Hazel", at="barnet")


@pytest.fixture
def march(group: Body) -> Meeting:
    """A meeting of 16 March that was held, with one paragraph."""
    meeting = held_on(group, date(2026, 3, 16))
    note(meeting, "The pilot begins in May.")
    return meeting


HERE = "/barnet/rrdg/2026-03-16/minutes"


def line_of(meeting: Meeting) -> Minute:
    return meeting.minute_lines.latest("pk")


LEADS = [
    ("out, and waiting for the next meeting", f"{FEBRUARY}/minutes",
     "Draft, out since Tuesday 24 February 2026. Comments are closed; the next meeting approves it."),
    ("approved and corrected", f"{JUNE}/minutes", "Approved on Tuesday 12 August 2025. Corrected once since."),
    ("overdue", f"{PANEL}/minutes", "It was due out by Wednesday 11 March 2026, 13 working days ago."),
    ("not begun", "/barnet/rrdg/2026-04-14/minutes", "The meeting has not begun."),
    ("written elsewhere", "/barnet/iom/2026-02-04/minutes",
     "They went out outside Throughline on Wednesday 11 February 2026."),
]  # fmt: skip


@pytest.mark.parametrize(("address", "lead"), [row[1:] for row in LEADS], ids=[row[0] for row in LEADS])
def test_the_first_sentence_says_how_far_they_have_come(sam: Client, address: str, lead: str) -> None:
    assert lead in text_of(sam.get(address))


def test_the_page_says_what_the_terms_ask_and_whether_it_was_kept(sam: Client) -> None:
    shown = text_of(sam.get(f"{FEBRUARY}/minutes"))
    assert "Due out by Tuesday 24 February 2026, 10 working days after the meeting (terms 4.8)." in shown
    assert "They went out in time." in shown


def test_the_secretary_writes_changes_and_strikes(sam: Client, march: Meeting) -> None:
    typed = {"text": "One more.", "item": "", "readers": "body", "once": "abc"}
    for _click in range(2):
        assert sam.post(f"{HERE}/write", typed).status_code == 302
    written = line_of(march)
    assert (written.text, written.readers, march.minute_lines.count()) == ("One more.", "body", 2)
    typed = {"text": "One more thing.", "readers": "public", "version": written.version}
    assert sam.post(f"{HERE}/{written.pk}/amend", typed).status_code == 302
    written.refresh_from_db()
    assert (written.text, written.readers) == ("One more thing.", "public")
    assert sam.post(f"{HERE}/{written.pk}/strike", {"version": written.version}).status_code == 302
    written.refresh_from_db()
    assert written.struck_at is not None


def test_the_second_of_two_editors_keeps_what_was_typed(sam: Client, march: Meeting) -> None:
    minute = line_of(march)
    actions.amend_minute(minute=minute, text="First.", readers="public", expected_version=1, **AT)
    answer = sam.post(f"{HERE}/{minute.pk}/amend", {"text": "Second.", "readers": "public", "version": 1})
    shown = text_of(answer)
    assert "Someone else changed this after you opened it." in shown
    assert "It now says First." in shown
    assert "Second." in shown
    minute.refresh_from_db()
    assert minute.text == "First."


def test_the_chair_proposes_and_the_secretary_takes(sam: Client, jo: Client, march: Meeting) -> None:
    minute = line_of(march)
    assert (
        jo.post(f"{HERE}/{minute.pk}/propose", {"proposed": "The pilot begins in June."}).status_code == 302
    )
    shown = sam.get(HERE).content.decode()
    assert re.search(r"<del>.*removed:.*</span>May\.<", shown)
    assert re.search(r"<ins>.*added:.*</span>June\.<", shown)
    edit = ProposedEdit.objects.get(minute=minute)
    answer = sam.post(f"{HERE}/edits/{edit.pk}", {"take": "yes", "version": minute.version})
    assert answer.status_code == 302
    minute.refresh_from_db()
    assert minute.text == "The pilot begins in June."


def test_members_read_no_draft_before_it_goes_out(ruth: Client, sam: Client, march: Meeting) -> None:
    assert "The pilot begins" not in text_of(ruth.get(HERE))
    assert ruth.get(f"{HERE}.pdf").status_code == 404
    assert "The pilot begins" in text_of(sam.get(HERE))
    sent_out(march)
    assert "The pilot begins" in text_of(ruth.get(HERE))


def test_a_member_comments_and_the_secretary_answers(sam: Client, ruth: Client, march: Meeting) -> None:
    sent_out(march)
    minute = line_of(march)
    assert ruth.post(f"{HERE}/{minute.pk}/comment", {"text": "It was June."}).status_code == 302
    comment = Comment.objects.get(minute=minute)
    assert sam.post(f"{HERE}/comments/{comment.pk}", {"answer": "Changed."}).status_code == 302
    shown = text_of(ruth.get(HERE))
    assert "Ruth Campion, Barnet Homes: It was June." in shown
    assert "Answered: Changed." in shown


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_the_secretary_sends_them_out_and_records_the_approval(
    sam: Client, march: Meeting, group: Body
) -> None:
    seen = hidden(sam.get(f"{HERE}/circulate"), "seen")
    typed = {"comments_close_on": "2026-04-06", "seen": seen}
    assert sam.post(f"{HERE}/circulate", typed).status_code == 302
    held_on(group, date(2026, 3, 23))
    seen = hidden(sam.get(f"{HERE}/approve"), "seen")
    assert sam.post(f"{HERE}/approve", {"at_meeting": "2026-03-23", "seen": seen}).status_code == 302
    assert "Approved on Monday 23 March 2026." in text_of(sam.get(HERE))


def test_a_draft_changed_meanwhile_is_not_sent_out_unseen(sam: Client, march: Meeting) -> None:
    seen = hidden(sam.get(f"{HERE}/circulate"), "seen")
    note(march, "Added by somebody else.")
    answer = sam.post(f"{HERE}/circulate", {"comments_close_on": "2026-04-06", "seen": seen})
    assert "Someone else changed this after you opened it." in text_of(answer)
    assert hidden(answer, "seen") != seen
    assert not march.minutes_versions.exists()


def test_an_approved_minute_is_corrected_by_its_number(sam: Client, group: Body) -> None:
    meeting, later = held_on(group, date(2026, 3, 16)), held_on(group, date(2026, 3, 23))
    minute = note(meeting, "Ruth spoke for Youth Offending.")
    sent_out(meeting)
    approved(meeting, later)
    typed = {"text": "Ruth spoke for Barnet Homes.", "at_meeting": "2026-03-23"}
    assert sam.post(f"{HERE}/{minute.pk}/correct", typed).status_code == 302
    shown = sam.get(HERE).content.decode()
    assert "Ruth spoke for Barnet Homes." in text_of(sam.get(HERE))
    assert re.search(r"<del>.*</span>Youth<", shown)


def test_versions_tell_what_changed_word_by_word(ruth: Client) -> None:
    shown = ruth.get(f"{JUNE}/minutes/versions/3")
    assert "1 paragraph differs from version 2." in text_of(shown)
    assert re.search(r"<del>.*</span>Youth Offending<", shown.content.decode())


def test_a_version_that_is_not_there_is_not_there(ruth: Client) -> None:
    assert ruth.get(f"{JUNE}/minutes/versions/9").status_code == 404


@pytest.mark.clause("C164", breaks="throughline.web.meetings.minutes.queries:recipients_of")
def test_who_was_sent_which_version_is_kept_with_time_and_way_and_no_day_is_made_up(
    universe: None, db: None
) -> None:
    dorset = Partnership.objects.get(slug="pan-dorset")
    body = Body.objects.get(partnership=dorset, code="rrsg")
    meeting = actions.call_meeting(body=body, held_on=date(2013, 6, 4), **AT)
    agency = Agency.objects.filter(partnership=dorset)[0]
    for name, email in (("Ada Cowslip", "ada@dorset.example"), ("Ned Burdock", "")):
        person = record_person(partnership=dorset, name=name, email=email, agency=agency, **AT)
        actions.record_attendance(
            meeting=meeting, person=person, agency=agency, capacity="in-attendance", **AT
        )
    actions.close_meeting(meeting=meeting, expected_version=1, **AT)
    note(meeting)
    version = sent_out(meeting)
    log = {one.person.name: (one.sent_at, one.channel) for one in recipients_of(meeting)[version.pk]}
    assert log["Ada Cowslip"] == (NOW, "message")
    assert log["Ned Burdock"] == (NOW, "handed")
    assert minutes_clock(meeting, NOW.date()).duty is None


@pytest.fixture
def restricted(march: Meeting) -> Minute:
    """A paragraph for members, which went out."""
    minute = note(march, "Only members may know.", readers="members")
    sent_out(march)
    return Minute.objects.get(pk=minute.pk)


CHANNELS: list[tuple[str, Callable[[Client], bytes]]] = [
    ("page", lambda client: client.get(HERE).content),
    ("version", lambda client: client.get(f"{HERE}/versions/1").content),
    ("ODT", lambda client: odt_text(client.get(f"{HERE}.odt").content).encode()),
]


def odt_text(content: bytes) -> str:
    return str(odfdo.Document(io.BytesIO(content)).get_formatted_text())


@pytest.mark.parametrize("read", [row[1] for row in CHANNELS], ids=[row[0] for row in CHANNELS])
def test_what_is_for_members_is_read_by_members_alone(
    ruth: Client, inspector: Client, restricted: Minute, read: Callable[[Client], bytes]
) -> None:
    assert b"Only members may know." in read(ruth)
    without = read(inspector)
    assert b"Only members may know." not in without
    assert restricted.label.encode() in without
    assert b"(for members)" in without


@pytest.fixture
def inspector(barnet: Partnership) -> Client:
    """A client of somebody who reads every body's papers and is a member of none."""
    person = someone("Marek Rowan")
    appoint_to_office(
        person=person, office="inspector", from_on=date(2026, 1, 1), until_on=date(2026, 6, 30), **AT
    )
    return signed_in("Marek Rowan", at="barnet")


def test_an_item_one_may_not_know_of_leaves_no_trace(inspector: Client, march: Meeting) -> None:
    secret = march.items.create(position=9, code="x", title="Hush", asks="note", because="", readers="named")
    note(march, "Nobody else knows.", item=secret)
    sent_out(march)
    for read in (HERE, f"{HERE}/versions/1", f"{HERE}/versions"):
        shown = text_of(inspector.get(read))
        assert "Hush" not in shown
        assert "Nobody else knows." not in shown
        assert "(for members)" not in shown


def test_the_public_reads_approved_minutes_of_a_public_body_without_what_is_not_published(
    march: Meeting, group: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(march, "Not for the public.", readers="body")
    sent_out(march)
    anybody = Client()
    assert anybody.get(f"{HERE}/public").status_code == 404
    approved(march, held_on(group, date(2026, 3, 23)))
    assert anybody.get(f"{HERE}/public").status_code == 404
    monkeypatch.setattr(minutes_reading, "opening_words", lambda _body: {True})
    shown = text_of(anybody.get(f"{HERE}/public"))
    assert "The pilot begins in May." in shown
    assert "(not published)" in shown
    assert "Not for the public." not in shown
    file = odt_text(anybody.get(f"{HERE}/public.odt").content)
    assert "(not published)" in file
    assert "Not for the public." not in file


def test_the_page_for_the_public_leads_to_approved_minutes_of_public_bodies_alone(
    march: Meeting, group: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    anybody, link = Client(), f'href="{HERE}/public"'
    sent_out(march)
    monkeypatch.setattr(public_bodies, "opening_words", lambda _body: {True})
    monkeypatch.setattr(minutes_reading, "opening_words", lambda _body: {True})
    assert link not in anybody.get("/public").content.decode()
    approved(march, held_on(group, date(2026, 3, 23)))
    assert link in anybody.get("/public").content.decode()
    monkeypatch.setattr(minutes_reading, "opening_words", lambda _body: set())
    assert link not in anybody.get("/public").content.decode()


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("odt", b"PK")])
def test_minutes_can_be_taken_away(ruth: Client, form: str, begins: bytes) -> None:
    answer = ruth.get(f"{JUNE}/minutes.{form}")
    assert answer.content.startswith(begins)
    assert f"rrdg-2025-06-10-minutes.{form}" in answer["Content-Disposition"]


def test_the_file_has_people_decisions_actions_and_the_mark_of_approval(ruth: Client) -> None:
    said = odt_text(ruth.get(f"{JUNE}/minutes.odt").content)
    for words in (
        "Approved on Tuesday 12 August 2025, decision rrdg-2025-08-12/D2",
        "Jo Hazel, Community Safety Team",
        "Probation and Barnet Homes bring one route into private rented homes.",
        "Owen Teasel, Probation Service",
        "It was: Barnet Homes and Youth Offending report on landlords in October.",
    ):
        assert words in said, words


def test_the_page_asks_no_more_of_the_store_when_there_is_more_to_show(ruth: Client, march: Meeting) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ruth.get(HERE).status_code == 200
        return len(queries)

    sent_out(march)
    few = asked()
    for count in range(20):
        minute = note(march, f"Paragraph {count}.")
        actions.comment_on_minute(minute=minute, text="?", by_person=someone("Lena Yarrow"), **AT)
    assert asked() == few
    assert few <= 12


def test_a_version_never_changes(march: Meeting) -> None:
    version = sent_out(march)
    minute = line_of(march)
    actions.amend_minute(
        minute=minute, text="Other.", readers="public", expected_version=minute.version, **AT
    )
    again = sent_out(march)
    assert MinutesVersion.objects.get(pk=version.pk).content[0]["text"] == "The pilot begins in May."
    assert again.content[0]["text"] == "Other."
