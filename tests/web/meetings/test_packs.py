"""The board pack of Barnet's group for 14 April 2026, and what each reader finds in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW, TODAY
from tests.web.universe import BACKEND
from throughline.papers.blocks import Document, Heading, Link, Section, walk
from throughline.papers.html import fragment
from throughline.web.access import actions as access
from throughline.web.access.models import Agency, Person, User
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.queries import terms_as_written, terms_record
from throughline.web.meetings import actions
from throughline.web.meetings.calling.planning import reports_received
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.meetings.papers.packs import pack_of
from throughline.words.markings import MarkingsDiffer

ITEMS = [
    "Apologies, deputies and interests",
    "Minutes of the last meeting",
    "Actions needing a decision",
    "Exceptions",
    "Performance: changed verdicts only",
    "Risks and escalations",
    "Reading: Is bi-monthly every two months or twice a month?",
    "Report of the IOM Case Work Panel",
    "Forward plan",
]
TITLES = ["Homes for people released without an address", "The panel since February"]
SCREENING = "Health screening on the day of release"
"""The third paper, which is not in yet."""


def section(pack: Document, title: str) -> Section:
    return next(block for block in pack.blocks if isinstance(block, Section) and block.title == title)


def agenda_rows(pack: Document) -> list[tuple]:
    return list(section(pack, "Agenda").blocks[1].rows)


def ask(meeting: Meeting, title: str, **changes: object) -> Paper:
    details = {
        "ask": "discussion",
        "author_agency": Agency.objects.get(partnership=meeting.body.partnership, code="cst"),
        "due_on": date(2026, 4, 7),
        "asked_on": date(2026, 3, 17),
        "marking": "OFFICIAL",
    }
    return actions.commission_paper(meeting=meeting, title=title, by=None, at=NOW, **{**details, **changes})


def receive(paper: Paper, text: str = "One sentence.", on: date = TODAY) -> Paper:
    return actions.receive_paper(
        paper=paper, text=text, received_on=on, expected_version=paper.version, by=None, at=NOW
    )


def test_the_agenda_has_nine_items_each_with_what_is_asked_and_why(april: Meeting) -> None:
    rows = agenda_rows(pack_of(april, on=TODAY))
    assert [row[1][0] for row in rows] == ITEMS
    assert [row[0] for row in rows] == [str(number) for number in range(1, 10)]
    assert all(row[1][1].text for row in rows)


def test_both_papers_stand_under_their_own_title_with_their_own_headings(april: Meeting) -> None:
    pack = pack_of(april, on=TODAY)
    for title in TITLES:
        inner = [block.text for block in walk(section(pack, title).blocks) if isinstance(block, Heading)]
        assert len(inner) >= 3, title
    assert "What the board is asked to decide" in fragment(pack)


def test_the_agenda_leads_to_each_paper(april: Meeting) -> None:
    pack = pack_of(april, on=TODAY)
    links = {row[1][0]: row[3] for row in agenda_rows(pack) if isinstance(row[3], Link)}
    assert {item: link.text for item, link in links.items()} == {
        "Actions needing a decision": TITLES[0],
        "Report of the IOM Case Work Panel": TITLES[1],
    }
    for link in links.values():
        assert section(pack, link.text).id == link.href.removeprefix("#")


def test_actions_past_their_day_moved_three_times_or_old_are_put_to_the_board(april: Meeting) -> None:
    headings = [
        block.text.split(":")[0]
        for block in section(pack_of(april, on=TODAY), "Actions needing a decision").blocks
        if isinstance(block, Heading)
    ]
    # 2 and 1 are overdue; 8 closed with its paper on 26 March; 5 is open for 111 days; 3 has moved three times; 4 and 10 are young and in time
    assert headings == ["Action 2", "Action 1", "Action 5", "Action 3"]


def test_the_foot_names_the_terms_their_digest_and_the_day(april: Meeting) -> None:
    record = terms_record(april.body.partnership, april.held_on)
    computed = pack_of(april, on=TODAY).computed_from
    assert f"terms {record.number} ({record.digest[:12]})" in computed
    assert computed.endswith("on Monday 30 March 2026")


def test_the_pack_as_it_stood_before_a_paper_came_in_leaves_it_out_and_says_so(april: Meeting) -> None:
    pack = pack_of(april, on=date(2026, 3, 26))
    assert not [block for block in pack.blocks if isinstance(block, Section) and block.title == TITLES[1]]
    assert f"Not yet in: {TITLES[1]} and {SCREENING}." in fragment(pack)


@pytest.mark.clause("C251", breaks="throughline.web.meetings.papers.packs:_late")
def test_a_paper_after_its_day_is_listed_on_the_agenda_and_by_how_much(april: Meeting) -> None:
    receive(ask(april, "Late by two", due_on=date(2026, 3, 25)), on=date(2026, 3, 27))
    ask(april, "Not in", due_on=date(2026, 3, 27))
    ask(april, "In good time", due_on=date(2026, 4, 7))
    table = section(pack_of(april, on=TODAY), "Agenda").blocks[-1]
    assert [(row[0], row[3]) for row in table.rows] == [
        ("Late by two", "Received 2 working days late"),
        ("Not in", "Not received"),
    ]


def test_a_pack_carries_the_highest_marking_of_its_papers(april: Meeting) -> None:
    assert pack_of(april, on=TODAY).marking == "OFFICIAL"
    receive(ask(april, "Names of landlords", marking="OFFICIAL-SENSITIVE"))
    assert pack_of(april, on=TODAY).marking == "OFFICIAL-SENSITIVE"


def test_a_paper_under_a_legacy_marking_stops_the_pack_until_a_person_marks_it_again(april: Meeting) -> None:
    receive(ask(april, "From the old file", marking="RESTRICTED"))
    with pytest.raises(MarkingsDiffer, match="mark the legacy ones again"):
        pack_of(april, on=TODAY)


@pytest.mark.parametrize("marking", ["SECRET", "TOP SECRET", "CONFIDENTIAL"])
def test_papers_of_higher_markings_are_refused(april: Meeting, marking: str) -> None:
    with pytest.raises(actions.MarkingTooHigh, match="not kept here"):
        ask(april, "Not for here", marking=marking)


@pytest.fixture
def for_members(april: Meeting) -> Paper:
    """A paper for members only, which stands on the agenda as an item of its own."""
    from throughline.web.meetings.calling.planning import agenda_proposed

    paper = receive(ask(april, "Hornbeam review", readers="members"), text="## Larkspur\n\nFindings.")
    attached = {item.code: item.paper for item in april.items.all() if item.paper}
    actions.set_agenda(
        meeting=april,
        lines=agenda_proposed(april, papers=attached),
        expected_version=april.version,
        by=None,
        at=NOW,
    )
    return paper


@pytest.fixture
def inspector(april: Meeting) -> Viewpoint:
    """Somebody who may read the body's papers and is no member of it."""
    partnership = april.body.partnership
    user = User.objects.create_user(email="di.vetch@example.org", name="Di Vetch")
    person = access.record_person(partnership=partnership, name="Di Vetch", user=user, by=None, at=NOW)
    access.appoint_to_office(
        person=person, office="inspector", from_on=TODAY, until_on=date(2026, 5, 1), by=None, at=NOW
    )
    return Viewpoint(user, TODAY, partnership, {"body": "rrdg"})


def test_a_member_finds_the_paper_for_members_in_the_pack(april: Meeting, for_members: Paper) -> None:
    user = Person.objects.get(partnership=april.body.partnership, name="Ruth Campion").user
    member = Viewpoint(user, TODAY, april.body.partnership, {"body": "rrdg"})
    shown = fragment(pack_of(april, on=TODAY, reader=member))
    assert "Hornbeam review" in shown
    assert "Larkspur" in shown


def test_whoever_is_no_member_finds_no_trace_of_it(
    april: Meeting, for_members: Paper, inspector: Viewpoint
) -> None:
    pack = pack_of(april, on=TODAY, reader=inspector)
    shown = fragment(pack) + pack.computed_from
    assert "Hornbeam" not in shown
    assert "Larkspur" not in shown
    assert "2 papers" in pack.computed_from
    shown_numbers = [row[0] for row in agenda_rows(pack)]
    assert shown_numbers == [str(number) for number in range(1, len(shown_numbers) + 1)]


def test_no_page_shows_the_paper_for_members_to_whoever_is_no_member(
    april: Meeting, for_members: Paper, inspector: Viewpoint
) -> None:
    client = Client()
    client.force_login(inspector.user, backend=BACKEND)
    for path in ("", "/pack.html", f"/papers/{for_members.pk}"):
        answer = client.get(f"/barnet/rrdg/2026-04-14{path}")
        assert b"Hornbeam" not in answer.content, path
    assert client.get(f"/barnet/rrdg/2026-04-14/papers/{for_members.pk}").status_code == 404
    assert b"Hornbeam" not in client.get("/barnet/").content


@pytest.mark.parametrize(
    "form, begins", [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04"), ("html", b"<!DOCTYPE html>")]
)
def test_a_member_opens_the_pack_in_each_form(april: Meeting, form: str, begins: bytes) -> None:
    client = Client()
    client.force_login(
        Person.objects.get(partnership=april.body.partnership, name="Ruth Campion").user, backend=BACKEND
    )
    answer = client.get(f"/barnet/rrdg/2026-04-14/pack.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)


def test_a_meeting_without_an_agenda_shows_the_one_that_follows_from_the_terms(april: Meeting) -> None:
    april.items.all().delete()
    rows = agenda_rows(pack_of(april, on=TODAY))
    # without the lead's placing of papers, each paper is an item of its own before the forward plan
    asked_to_join = "To decide: whether Northside Debt Advice joins"
    titles = [row[1][0] for row in rows if row[1][0] != asked_to_join]
    assert titles == [*ITEMS[:-1], *TITLES, SCREENING, ITEMS[-1]]


def test_a_pack_with_a_plan_and_a_scorecard_says_which_versions_it_shows(universe: None, db: None) -> None:
    january = Meeting.objects.get(body__code="emrrp", held_on=date(2010, 1, 12))
    said = pack_of(january, on=date(2010, 1, 15)).computed_from
    assert "plan 2009-10 version 1" in said
    assert "indicators 1" in said


def test_what_has_no_date_is_said_in_a_sentence(april: Meeting) -> None:
    forward = str(section(pack_of(april, on=TODAY), "Forward plan"))
    assert "Account for the body's work: the terms do not say how often" in forward
    assert "accountable to: the terms" not in forward
    assert "the terms give no date" not in forward


def test_a_report_that_came_in_as_a_paper_is_no_longer_owed(april: Meeting) -> None:
    panel = april.body.partnership.bodies.get(code="iom")
    written = terms_as_written(april.body.partnership, TODAY)
    here = written.body("iom")
    duty = replace(here.duties[0], what="progress-report", at="iom.duty.progress-report")
    reporting = replace(written, bodies=(replace(here, duties=(duty,)),))
    assert reports_received(panel, reporting, date(2026, 3, 26)) == {}
    assert reports_received(panel, reporting, TODAY) == {
        ("iom.duty.progress-report", "rrdg"): [date(2026, 3, 27)]
    }
