"""Papers kept close: an embargo, close information, the promise before papers, consent to share, the way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW, TODAY
from tests.web.meetings.test_minutes_pages import text_of
from tests.web.universe import signed_in
from throughline.web.access.models import Agency, Event, Partnership, Person
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.mail.chores import do_chores
from throughline.web.meetings import actions
from throughline.web.meetings.calling.planning import filled_from_terms
from throughline.web.meetings.models import Dispatch, Meeting, Paper, ReferralPaper
from throughline.web.meetings.papers import embargoes

HERE = "/pan-dorset/rrsg/2026-04-14"
CHANNELS = ("", "/pack.html", "/pack.docx")
TOLD: dict[str, Any] = {"by": None, "at": NOW}


@pytest.fixture
def dorset(universe: None, db: None) -> Partnership:
    """The partnership whose terms have rules of confidentiality."""
    return Partnership.objects.get(slug="pan-dorset")


@pytest.fixture
def meeting(dorset: Partnership) -> Meeting:
    """A meeting of its group on 14 April 2026."""
    body = Body.objects.get(partnership=dorset, code="rrsg")
    return actions.call_meeting(body=body, held_on=date(2026, 4, 14), **TOLD)


def person(name: str) -> Person:
    return Person.objects.get(partnership__slug="pan-dorset", name=name)


def promised(meeting: Meeting, *names: str) -> None:
    for name in names:
        actions.promise_confidence(body=meeting.body, person=person(name), **TOLD)


def paper_of(meeting: Meeting, title: str = "Larkspur", **more: Any) -> Paper:
    """A paper of the police that is in, on the agenda."""
    day = NOW.date()
    paper = actions.commission_paper(
        meeting=meeting, title=title, ask="discussion", due_on=day, asked_on=day, marking="OFFICIAL",
        author_agency=Agency.objects.get(partnership=meeting.body.partnership, code="police"), **TOLD, **more,
    )  # fmt: skip
    actions.receive_paper(paper=paper, text=f"Words of {title}.", received_on=day, expected_version=1, **TOLD)
    actions.set_agenda(
        meeting=meeting, lines=filled_from_terms(meeting), expected_version=meeting.version, **TOLD
    )
    return paper


def shown_in(client: Client, path: str) -> str:
    answer = client.get(path)
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8", errors="replace")


@pytest.mark.clause("C182", breaks="throughline.web.meetings.open_to:Sight.knows_by_now")
@pytest.mark.clause("C182", breaks="throughline.web.meetings.papers.embargoes:end_embargoes")
def test_until_its_time_only_the_named_offices_know_of_an_embargoed_paper_and_its_end_is_logged(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = NOW + timedelta(days=3)
    paper = paper_of(meeting, embargoed_until=until, early_readers=["chair"])
    promised(meeting, "Jo Hazel", "Priya Hawthorn")
    chair, member = signed_in("Jo Hazel", at="pan-dorset"), signed_in("Priya Hawthorn", at="pan-dorset")
    for channel in CHANNELS[:2]:
        assert "Larkspur" in shown_in(chair, HERE + channel), channel
        assert "Larkspur" not in shown_in(member, HERE + channel), channel
    assert member.get(f"{HERE}/papers/{paper.pk}").status_code == 404
    assert "Larkspur" not in shown_in(member, "/pan-dorset/search?q=Words")
    monkeypatch.setattr(embargoes, "now", lambda _place: until - timedelta(minutes=1))
    assert do_chores(meeting.body.partnership)["embargoes ended"] == 0
    monkeypatch.setattr(embargoes, "now", lambda _place: until)
    assert do_chores(meeting.body.partnership)["embargoes ended"] == 1
    logged = Event.objects.filter(what="embargo ended").latest("number")
    assert (logged.at, logged.detail["paper"]) == (until, paper.pk)
    assert "Larkspur" in shown_in(member, HERE)
    assert "Words of Larkspur." in shown_in(member, f"{HERE}/papers/{paper.pk}")


def test_an_embargo_ends_at_its_time_and_once(meeting: Meeting) -> None:
    until = NOW + timedelta(hours=1)
    paper = paper_of(meeting, embargoed_until=until)
    paper.refresh_from_db()
    with pytest.raises(actions.StillEmbargoed, match="until 11am on 30 March 2026"):
        actions.end_embargo(paper=paper, expected_version=paper.version, **TOLD)
    actions.end_embargo(paper=paper, expected_version=paper.version, by=None, at=until)
    with pytest.raises(actions.StillEmbargoed, match="under no embargo"):
        actions.end_embargo(paper=paper, expected_version=paper.version, by=None, at=until)


def test_an_embargo_that_is_over_already_is_refused(meeting: Meeting) -> None:
    with pytest.raises(actions.EmbargoOver):
        paper_of(meeting, embargoed_until=NOW)


def test_an_embargoed_paper_goes_out_with_a_later_issue(meeting: Meeting) -> None:
    until = NOW + timedelta(hours=1)
    paper = paper_of(meeting, embargoed_until=until, early_readers=["chair"])
    actions.publish_agenda(meeting=meeting, expected_version=meeting.version, **TOLD)
    first = actions.issue_pack(meeting=meeting, expected_version=meeting.version, **TOLD)
    assert [one["paper"] for one in first.contents["papers"]] == []
    assert paper.pk not in [one["paper"] for one in first.contents["items"]]
    paper.refresh_from_db()
    actions.end_embargo(paper=paper, expected_version=paper.version, by=None, at=until)
    second = actions.issue_pack(meeting=meeting, expected_version=meeting.version, by=None, at=until)
    assert [one["paper"] for one in second.contents["papers"]] == [paper.pk]


KIND = "victim-and-witness-details"


@pytest.mark.clause("C181", breaks="throughline.web.meetings.open_to:_named")
@pytest.mark.clause("C181", breaks="throughline.web.meetings.queries:close_kinds")
def test_close_information_is_a_category_open_to_named_readers_whose_every_reading_is_recorded(
    meeting: Meeting,
) -> None:
    secretary = signed_in("Sam Larch", at="pan-dorset")
    assert "Victim and witness details" in shown_in(secretary, f"{HERE}/papers/ask")
    paper = paper_of(meeting, readers="named", kind_of_information=KIND)
    promised(meeting, "Jo Hazel", "Priya Hawthorn")
    item = meeting.items.get(paper=paper)
    actions.open_item_to(item=item, people=[person("Priya Hawthorn")], **TOLD)
    chair, named = signed_in("Jo Hazel", at="pan-dorset"), signed_in("Priya Hawthorn", at="pan-dorset")
    page = f"{HERE}/papers/{paper.pk}"
    assert chair.get(page).status_code == 404
    assert "Words of Larkspur." in shown_in(named, page)
    assert "Words of Larkspur." in shown_in(named, f"{HERE}/pack.html")
    read = Event.objects.filter(what="close information consulted", detail__paper=paper.pk)
    assert [(one.subjects, one.detail["kind"]) for one in read] == [
        ([f"person:{person('Priya Hawthorn').pk}"], KIND)
    ] * 2


def test_close_information_for_more_than_named_readers_is_refused(meeting: Meeting) -> None:
    with pytest.raises(actions.ReadersTooMany, match="Victim and witness details go to named readers only"):
        paper_of(meeting, readers="members", kind_of_information=KIND)


@pytest.mark.clause("C184", breaks="throughline.rules.confidence:undertaking_of")
@pytest.mark.clause("C184", breaks="throughline.web.meetings.confidence:has_promised")
def test_papers_open_to_a_member_or_an_attendee_once_they_promised_confidence(meeting: Meeting) -> None:
    paper = paper_of(meeting)
    member = signed_in("Priya Hawthorn", at="pan-dorset")
    page = f"{HERE}/papers/{paper.pk}"
    assert "Read the rules and promise" in shown_in(member, HERE)
    assert "Words of Larkspur." not in shown_in(member, f"{HERE}/pack.html")
    asked = member.get(page)
    assert (asked.status_code, asked["Location"]) == (302, f"{HERE}/confidence")
    rules = shown_in(member, f"{HERE}/confidence")
    assert "Keep to the rules of confidentiality, whether told, shown or handed something. <span" in rules
    member.post(f"{HERE}/confidence")
    assert "Words of Larkspur." in shown_in(member, page)
    assert "Words of Larkspur." in shown_in(member, f"{HERE}/pack.html")
    assert signed_in("Jo Hazel", at="pan-dorset").get(page).status_code == 302


def test_before_the_promise_a_search_finds_no_paper(meeting: Meeting) -> None:
    paper_of(meeting, title="Speedwell")
    member = signed_in("Priya Hawthorn", at="pan-dorset")
    found = "/pan-dorset/search?q=Words"
    assert "Speedwell" not in shown_in(member, found)
    promised(meeting, "Priya Hawthorn")
    assert "Speedwell" in shown_in(member, found)


def test_a_promise_is_made_once_and_only_where_the_terms_ask_for_it(meeting: Meeting, group: Body) -> None:
    promised(meeting, "Jo Hazel", "Jo Hazel")
    assert Event.objects.filter(what="confidence promised").count() == 1
    with pytest.raises(actions.NoPromiseAsked, match="ask for no promise"):
        actions.promise_confidence(
            body=group, person=Person.objects.get(partnership__slug="barnet", name="Jo Hazel"), **TOLD
        )
    assert signed_in("Ruth Campion", at="barnet").get("/barnet/rrdg/2026-04-14/confidence").status_code == 404


@pytest.mark.clause("C185", breaks="throughline.rules.consent:consent_given")
@pytest.mark.clause("C185", breaks="partnerships/pan-dorset.toml#rrsg.approval.wider-sharing")
def test_a_paper_goes_further_when_its_owner_and_the_board_have_both_agreed(meeting: Meeting) -> None:
    paper = paper_of(meeting, readers="named", kind_of_information=KIND)
    secretary, page = signed_in("Sam Larch", at="pan-dorset"), f"{HERE}/papers/{paper.pk}/sharing"
    secretary.post(page, {"do": "ask", "with_whom": "A university", "purpose": "A study"})
    sharing = paper.sharings.get()
    for party, waits in (("police", "Dorset Criminal Justice Board"), ("dcjb", "")):
        secretary.post(page, {"do": "share", "sharing": sharing.pk})
        sharing.refresh_from_db()
        assert sharing.shared_on is None
        given = {"party": party, "shown_by": "Letter of 30 March", "given_on": "2026-03-30"}
        secretary.post(page, {"do": "consent", "sharing": sharing.pk, **given})
        assert (f"Waits for the consent of {waits}" in text_of(secretary.get(page))) is bool(waits)
    secretary.post(page, {"do": "share", "sharing": sharing.pk})
    sharing.refresh_from_db()
    assert sharing.shared_on == date(2026, 3, 30)
    logged = Event.objects.filter(what="paper shared").latest("number")
    assert sorted(logged.detail["consents"]) == ["dcjb", "police"]


def sharing_of(meeting: Meeting) -> Any:
    paper = paper_of(meeting, readers="named", kind_of_information=KIND)
    return actions.ask_to_share(
        paper=paper, with_whom="A university", purpose="A study", asked_on=NOW.date(), **TOLD
    )


def agreed(sharing: Any, party: str, day: date = TODAY) -> None:
    actions.record_sharing_consent(sharing=sharing, party=party, shown_by="A letter", given_on=day, **TOLD)


def test_what_is_refused_of_a_sharing_says_whose_consent_is_missing(meeting: Meeting) -> None:
    sharing = sharing_of(meeting)
    with pytest.raises(actions.NotAParty, match="do not wait for this consent"):
        agreed(sharing, "prisons")
    with pytest.raises(actions.SharingDayOutOfOrder, match="until today"):
        agreed(sharing, "police", NOW.date() + timedelta(days=1))
    agreed(sharing, "police")
    with pytest.raises(actions.ConsentMissing, match="Dorset Criminal Justice Board is not recorded"):
        actions.share_paper(sharing=sharing, shared_on=NOW.date(), expected_version=1, **TOLD)
    agreed(sharing, "dcjb")
    actions.share_paper(sharing=sharing, shared_on=NOW.date(), expected_version=1, **TOLD)
    with pytest.raises(actions.SharedAlready, match="went to A university on 30 March 2026"):
        actions.share_paper(sharing=sharing, shared_on=NOW.date(), expected_version=2, **TOLD)


def test_nobody_is_asked_where_the_terms_name_another_kind(meeting: Meeting) -> None:
    paper = paper_of(meeting)
    with pytest.raises(actions.NoConsentAsked, match="ask nobody"):
        actions.ask_to_share(paper=paper, with_whom="A", purpose="B", asked_on=NOW.date(), **TOLD)
    secretary = signed_in("Sam Larch", at="pan-dorset")
    assert secretary.get(f"{HERE}/papers/{paper.pk}/sharing").status_code == 404
    assert "Share it beyond the board" not in shown_in(secretary, f"{HERE}/papers/{paper.pk}")


@pytest.mark.clause("C165", breaks="throughline.rules.agenda:progresses_actions")
@pytest.mark.clause("C165", breaks="throughline.web.decisions.queries:open_actions")
def test_open_actions_are_the_matters_arising_of_the_next_meeting(meeting: Meeting) -> None:
    promised(meeting, "Jo Hazel")
    told = {
        "body": meeting.body,
        "owner_agency": Agency.objects.get(partnership=meeting.body.partnership, code="police"),
        "raised_on": date(2026, 3, 2),
        "due": date(2026, 5, 1),
        **TOLD,
    }
    done = decisions.assign_action(text="Write to both councils.", **told)
    decisions.assign_action(text="Count the beds.", **told)
    decisions.cancel_action(
        action=done,
        decision=Decision.objects.filter(body=meeting.body).first(),
        reason="Both wrote.",
        cancelled_on=date(2026, 3, 20),
        expected_version=done.version,
        **TOLD,
    )
    pack = text_of(signed_in("Jo Hazel", at="pan-dorset").get(f"{HERE}/pack.html"))
    arising = pack[pack.rindex("Matters arising") :]
    assert "Count the beds" in arising[:400]
    assert "1 May 2026" in arising[:400]
    assert "Write to both councils" not in arising


@pytest.fixture
def panel(barnet: Partnership) -> Meeting:
    """The panel's meeting of 1 April, whose papers were due on 25 March."""
    return Meeting.objects.get(body__partnership=barnet, body__code="iom", held_on=date(2026, 4, 1))


@pytest.mark.clause("C253", breaks="throughline.rules.confidence:must_be_secure")
@pytest.mark.clause("C253", breaks="partnerships/barnet.toml#iom.duty.agenda")
def test_each_issue_keeps_its_way_and_a_marked_pack_goes_by_no_open_one(panel: Meeting, sam: Client) -> None:
    Dispatch.objects.filter(issue__meeting=panel).delete()
    panel.issues.all().delete()
    told = {"meeting": panel, "expected_version": panel.version, "by": None, "at": NOW}
    with pytest.raises(actions.WayNotSecure, match="protected way"):
        actions.issue_pack(channel="mail", **told)
    assert not panel.issues.filter(channel="mail").exists()
    issue = actions.issue_pack(channel="secure-mail", **told)
    assert issue.channel == "secure-mail"
    assert "Went as secure e-mail." in text_of(sam.get("/barnet/iom/2026-04-01/issues"))


def table(meeting: Meeting, reference: str, at: datetime, **more: Any) -> ReferralPaper:
    agency = Agency.objects.get(partnership=meeting.body.partnership, code="cst")
    return actions.table_referral(
        meeting=meeting, reference=reference, agency=agency, referrer=None, marking="OFFICIAL-SENSITIVE",
        by=None, at=at, **more,
    )  # fmt: skip


@pytest.mark.clause("C280", breaks="throughline.web.meetings.actions.referrals:_open_for")
@pytest.mark.clause("C280", breaks="throughline.rules.confidence:must_be_secure")
def test_a_referral_after_the_cut_off_goes_to_the_next_meeting_and_comes_by_no_open_way(
    panel: Meeting, sam: Client
) -> None:
    may = actions.call_meeting(body=panel.body, held_on=date(2026, 5, 6), **TOLD)
    last, after = datetime(2026, 3, 25, 22, tzinfo=UTC), datetime(2026, 3, 26, 9, tzinfo=UTC)
    with pytest.raises(actions.WayNotSecure, match=r"terms A1 4\.7"):
        table(panel, "R-017", last, came_by="mail")
    assert table(panel, "R-017", last, came_by="secure-mail").meeting == panel
    late = table(panel, "R-018", after, came_by="secure-mail")
    assert (late.meeting, late.meant_for) == (may, date(2026, 4, 1))
    assert late.paper.meeting == may
    assert "Meant for Wednesday 1 April 2026" in text_of(sam.get("/barnet/iom/2026-05-06"))
