"""What is confidential: who may know of an item, a paper or a paragraph, and until when."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW, TODAY
from tests.web.meetings.minutes_told import AT, QUORATE, held_on, note, sent_out, someone
from tests.web.meetings.test_minutes_pages import text_of
from tests.web.universe import signed_in
from throughline.web.access.actions import appoint_to_office
from throughline.web.access.models import Partnership
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.calling.planning import filled_from_terms, with_item_added
from throughline.web.meetings.models import Meeting, Paper

HERE = "/barnet/rrdg/2026-04-14"


@pytest.fixture
def inspector(barnet: Partnership) -> Client:
    """A client of somebody who reads every body's papers and is a member of none."""
    person = someone("Marek Rowan")
    appoint_to_office(
        person=person, office="inspector", from_on=date(2026, 1, 1), until_on=date(2026, 6, 30), **AT
    )
    return signed_in("Marek Rowan", at="barnet")


def asked_for(meeting: Meeting, title: str, **more: str) -> Paper:
    """A paper on an April agenda, with its words."""
    paper = actions.commission_paper(
        meeting=meeting, title=title, ask="discussion", author_agency=meeting.papers.first().author_agency,
        due_on=TODAY, asked_on=TODAY, marking="OFFICIAL", by=None, at=NOW, **more,
    )  # fmt: skip
    return actions.receive_paper(
        paper=paper, text=f"Words of {title}.", received_on=TODAY, expected_version=1, by=None, at=NOW
    )


@pytest.mark.clause("C180", breaks="throughline.web.meetings.open_to:Sight.sees_item")
@pytest.mark.clause("C180", breaks="throughline.web.meetings.open_to:Sight.sees_paper")
@pytest.mark.clause("C180", breaks="throughline.rules.minutes:may_read")
def test_an_item_a_paper_and_a_paragraph_are_each_closed_by_themselves(
    ruth: Client, inspector: Client, april: Meeting, group: Body
) -> None:
    asked_for(april, "Larkspur", readers="members")
    lines = with_item_added(filled_from_terms(april), title="Foxglove", asks="discuss", readers="members")
    actions.set_agenda(meeting=april, lines=lines, expected_version=april.version, by=None, at=NOW)
    march = held_on(group, date(2026, 3, 16))
    note(march, "Everybody may read this.", readers="body")
    note(march, "Members read of speedwell.", readers="members")
    sent_out(march)
    minutes = "/barnet/rrdg/2026-03-16/minutes"
    for word, page in (("Foxglove", HERE), ("Larkspur", HERE), ("speedwell", minutes)):
        assert word in text_of(ruth.get(page)), word
        assert word not in text_of(inspector.get(page)), word
    assert "Minutes of the last meeting" in text_of(inspector.get(HERE))
    assert "Everybody may read this." in text_of(inspector.get(minutes))


@pytest.mark.clause("C147", breaks="throughline.web.meetings.minutes.steps:readers_by_item")
def test_what_is_said_under_a_confidential_discussion_is_minuted_for_members_unasked(
    ruth: Client, inspector: Client, group: Body
) -> None:
    meeting = actions.call_meeting(body=group, held_on=date(2026, 3, 16), **AT)
    lines = with_item_added(
        filled_from_terms(meeting), title="Risks in delivery", asks="discuss", readers="members"
    )
    actions.set_agenda(meeting=meeting, lines=lines, expected_version=1, **AT)
    actions.set_attendance(
        meeting=meeting,
        came=[
            actions.Came(seat=seat, person=someone(name), agency=someone(name).agency, capacity="member")
            for name, seat in QUORATE.items()
        ],
        expected_version=meeting.version,
        **AT,
    )  # fmt: skip
    actions.close_meeting(meeting=meeting, expected_version=meeting.version, **AT)
    talk = note(meeting, "Two members spoke of bryony.", item=meeting.items.get(title="Risks in delivery"))
    note(meeting, "All may know.")
    sent_out(meeting)
    assert talk.readers == "members"
    shown = "/barnet/rrdg/2026-03-16/minutes"
    assert "bryony" in text_of(ruth.get(shown))
    assert "bryony" not in text_of(inspector.get(shown))
    assert "All may know." in text_of(inspector.get(shown))
