"""A pack issued, issued again with what changed, and whether it went to every reader in time."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW, TODAY
from tests.web.meetings.test_packs import section
from throughline.papers.blocks import Table
from throughline.web.access.models import Person
from throughline.web.access.permits import Viewpoint
from throughline.web.governance import actions as governance
from throughline.web.mail.models import Notice
from throughline.web.meetings import actions
from throughline.web.meetings.models import Dispatch, Meeting, PackIssue
from throughline.web.meetings.papers.dispatches import went_out
from throughline.web.meetings.papers.issues_page import issues_page, sent_words
from throughline.web.meetings.papers.packs import pack_of

HERE = "/barnet/rrdg/2026-04-14"
LONDON = ZoneInfo("Europe/London")


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON)


def issue(meeting: Meeting, moment: datetime = NOW) -> PackIssue:
    meeting.refresh_from_db()
    return actions.issue_pack(meeting=meeting, expected_version=meeting.version, by=None, at=moment)


@pytest.fixture
def published(april: Meeting) -> Meeting:
    """The group's meeting of 14 April with its agenda published."""
    return actions.publish_agenda(meeting=april, expected_version=april.version, by=None, at=NOW)


def new_words(meeting: Meeting) -> None:
    paper = meeting.papers.get(title__startswith="Homes for people")
    actions.receive_paper(
        paper=paper,
        text="## New\n\nNew words.",
        received_on=TODAY,
        expected_version=paper.version,
        by=None,
        at=NOW,
    )


def test_no_issue_goes_out_before_the_agenda_is_published(sam: Client, april: Meeting) -> None:
    assert "it cannot have its pack issued" in text_of(sam.post(f"{HERE}/issues", {"version": april.version}))
    assert not PackIssue.objects.filter(meeting=april).exists()


def test_every_member_is_sent_the_issue_and_told_by_a_link(sam: Client, published: Meeting) -> None:
    assert sam.post(f"{HERE}/issues", {"version": published.version}).status_code == 302
    sent = Dispatch.objects.filter(issue__meeting=published)
    members = {"Jo Hazel", "Priya Hawthorn", "Owen Teasel", "Aisha Juniper", "Dee Bramble", "Tom Alder",
               "Ruth Campion", "Lena Yarrow", "Kofi Linden"}  # fmt: skip
    assert set(sent.values_list("person__name", flat=True)) == members
    notices = Notice.objects.filter(kind="pack-issued", about=f"meeting:{published.pk}")
    assert {notice.person.name for notice in notices} == members
    assert {notice.path for notice in notices} == {HERE}
    assert not any(name.split()[1] in notice.words for notice in notices for name in members)


def test_a_second_issue_of_the_same_pack_is_not_made(published: Meeting) -> None:
    issue(published)
    with pytest.raises(actions.NothingNew, match="Nothing in the pack has changed since issue 1"):
        issue(published)


def test_a_double_click_sends_one_issue(sam: Client, published: Meeting) -> None:
    typed = {"version": published.version}
    sam.post(f"{HERE}/issues", typed)
    new_words(published)
    assert "Someone else changed this" in text_of(sam.post(f"{HERE}/issues", typed))
    assert published.issues.count() == 1


def test_the_next_issue_lists_what_changed_on_the_page_and_on_the_pack(
    sam: Client, published: Meeting
) -> None:
    issue(published)
    new_words(published)
    said = "New words: Homes for people released without an address, version 2."
    assert said in text_of(sam.get(f"{HERE}/issues"))
    issue(published)
    pack = pack_of(published, on=TODAY)
    changed = next(one for one in pack.blocks if isinstance(one, Table))
    assert (changed.caption, changed.rows) == ("Changed since the last version", ((said,),))
    assert pack.version == "Issue 2, 30 March 2026"
    assert section(pack, "Agenda")


def test_what_a_reader_may_not_see_is_not_among_the_changes(april: Meeting) -> None:
    paper = actions.commission_paper(
        meeting=april, title="Larkspur", ask="decision", author_agency=april.papers.first().author_agency,
        due_on=TODAY, asked_on=TODAY, marking="OFFICIAL", readers="named", by=None, at=NOW,
    )  # fmt: skip
    actions.receive_paper(paper=paper, text="One.", received_on=TODAY, expected_version=1, by=None, at=NOW)
    actions.publish_agenda(meeting=april, expected_version=april.version, by=None, at=NOW)
    issue(april)
    left_out = Dispatch.objects.filter(issue__meeting=april).values_list("leaves_out", flat=True)
    assert set(map(tuple, left_out)) == {(f"paper-{paper.pk}",)}
    paper.refresh_from_db()
    actions.receive_paper(
        paper=paper, text="Two.", received_on=TODAY, expected_version=paper.version, by=None, at=NOW
    )
    issue(april)
    ruth = Person.objects.get(partnership=april.body.partnership, name="Ruth Campion")
    reader = Viewpoint(ruth.user, TODAY, april.body.partnership, {"body": "rrdg"})
    assert "Larkspur" not in str(pack_of(april, on=TODAY, reader=reader))
    assert "New words: Larkspur, version 2." in str(pack_of(april, on=TODAY))


def test_the_rule_is_kept_when_the_last_reader_was_sent_it_by_the_day(published: Meeting) -> None:
    issue(published, at(date(2026, 4, 7), 23))
    went = went_out(published, date(2026, 4, 14))
    assert went.kept.state == "in time"
    assert "by Tuesday 7 April 2026: in time, terms 4.7." in sent_words(went)


def test_it_is_late_by_working_days_after_it(published: Meeting) -> None:
    issue(published, at(date(2026, 4, 9)))
    went = went_out(published, date(2026, 4, 14))
    assert (went.kept.working_days_late, went.kept.is_breach) == (2, True)
    assert "It was due Tuesday 7 April 2026 and is 2 working days late, terms 4.7." in sent_words(went)


def test_a_later_issue_leaves_the_first_in_time(published: Meeting) -> None:
    issue(published, at(date(2026, 4, 2)))
    new_words(published)
    issue(published, at(date(2026, 4, 10)))
    assert went_out(published, date(2026, 4, 14)).kept.state == "in time"


def test_short_notice_is_no_breach(published: Meeting) -> None:
    actions.move_meeting(
        meeting=published, held_on=date(2026, 4, 2), starts_at=None, place="", because="the minister comes",
        expected_version=published.version, by=None, at=NOW,
    )  # fmt: skip
    issue(published, at(date(2026, 3, 31)))
    went = went_out(published, date(2026, 4, 2))
    assert (went.kept.working_days_late, went.kept.is_breach) == (3, False)
    assert "Notice of the meeting was short: no rule is broken." in sent_words(went)


def test_whoever_joins_later_is_listed_sent_to_and_no_breach(sam: Client, published: Meeting) -> None:
    issue(published, at(date(2026, 3, 30)))
    leo = Person.objects.get(partnership=published.body.partnership, name="Leo Fennel")
    governance.appoint(body=published.body, seat="dwp", person=leo, from_on=date(2026, 4, 8), by=None, at=NOW)
    went = went_out(published, date(2026, 4, 9))
    assert (went.kept.state, went.sent.later_joiners) == ("in time", (str(leo.pk),))
    page = issues_page(published, date(2026, 4, 9))
    assert page.waiting == ("Leo Fennel, Community Safety Team",)
    actions.send_latest_issue(meeting=published, by=None, at=at(date(2026, 4, 9)))
    assert Dispatch.objects.filter(issue__meeting=published, person=leo).count() == 1
    with pytest.raises(actions.EverybodyHasIt):
        actions.send_latest_issue(meeting=published, by=None, at=at(date(2026, 4, 9)))


def test_the_panels_two_issues_show_who_was_sent_which(sam: Client, barnet) -> None:
    shown = text_of(sam.get("/barnet/iom/2026-04-01/issues"))
    assert "Every reader was sent it by Wednesday 25 March 2026: in time, terms A1 4.7." in shown
    assert "New words: Referral R-015, version 2." in shown
    assert shown.count("Nia Bracken") == 2
