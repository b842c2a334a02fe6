"""Exception reports: chosen by rule, written by people, tabled, answered, and back on the objective's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.rules.exception_states import NotWritten, StepNotPossible
from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.actions import DecisionOfNoForce, record_decision
from throughline.web.decisions.models import Action, Decision
from throughline.web.exceptions import actions
from throughline.web.exceptions.models import ExceptionItem, ExceptionReport, ExceptionWords
from throughline.web.exceptions.paper import report_in_words
from throughline.web.exceptions.queries import thresholds_on
from throughline.web.governance.models import Body
from throughline.web.mail.models import Notice
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.calling.planning import filled_from_terms
from throughline.web.meetings.leave import people_who_preside
from throughline.web.meetings.models import Meeting
from throughline.web.plan.models import MilestoneUpdate, Objective, ObjectiveTie
from throughline.web.plan.queries import version_on
from throughline.web.plan.strands import ObjectiveSeen, strands_of
from throughline.web.site.versions import EditedSince

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("universe")]

JANUARY = date(2010, 1, 15)
NOW = datetime(2010, 1, 15, 10, tzinfo=UTC)
ROOM = "/east-midlands/exceptions"


def board() -> Body:
    return Body.objects.get(partnership__slug="east-midlands", code="emrrp")


def priya() -> Person:
    return Person.objects.get(partnership__slug="east-midlands", name="Priya Hawthorn")


def told() -> dict[str, Any]:
    return {"on": JANUARY, "by": priya().user, "at": NOW}


@pytest.fixture
def report() -> ExceptionReport:
    """The report of October to December 2009, half written."""
    return ExceptionReport.objects.get(body=board(), quarter_starts=date(2009, 10, 1))


@pytest.fixture
def owner() -> Client:
    """Priya Hawthorn, who keeps the plan."""
    return signed_in("Priya Hawthorn", at="east-midlands")


@pytest.fixture
def chair() -> Client:
    """Sam Larch, the secretary, who records what the board made of it."""
    return signed_in("Sam Larch", at="east-midlands")


def write(item: ExceptionItem, cause: str = "A provider left.", **more: Any) -> ExceptionItem:
    words = {"cause": cause, "recovery": "Another begins in March.", "ask": "", "owner": None} | more
    return actions.write_exception(item=item, expected_version=item.version, **words, **told())


def write_all(report: ExceptionReport) -> ExceptionReport:
    for item in report.items.all():
        write(item)
    report.refresh_from_db()
    return report


def submit(report: ExceptionReport, **more: Any) -> Any:
    given = {"agency": priya().agency, "author": priya(), "expected_version": report.version} | told() | more
    return actions.submit_report(report=report, **given)


def reasons(report: ExceptionReport, code: str) -> list[str]:
    item = report.items.get(code=code)
    return [each["rule"] for each in item.picks.order_by("pk").last().reasons]


def hold(meeting: Meeting) -> None:
    meeting.refresh_from_db()
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.HELD, held_on=JANUARY)


# ---- what is chosen


def test_behind_in_three_returns_is_chosen_though_each_is_within_chance(report: ExceptionReport) -> None:
    assert reasons(report, "3.2.3.a") == ["late", "below-twice"]
    item = report.items.get(code="3.2.3.a")
    evidence = {each["rule"]: each for each in item.picks.order_by("pk").last().reasons}
    assert evidence["below-twice"]["evidence"].startswith("49 to date, 58 planned.")
    assert evidence["below-twice"]["shown_by"] == "sotp-community"


def test_behind_for_the_first_time_and_within_chance_is_looked_at_and_not_chosen(
    report: ExceptionReport,
) -> None:
    """200 of 216: a straight line to 257 would have called it ahead; the plan says 16 behind."""
    assert not report.items.filter(code="3.2.1.b").exists()
    said = {one["code"]: one["why"] for one in report.not_chosen}
    assert "200 to date, 216 planned." in said["3.2.1.b"]
    assert "chance allows a plan of up to 229" in said["3.2.1.b"]


def test_behind_within_the_tolerance_that_the_board_agreed_is_not_behind(report: ExceptionReport) -> None:
    assert not report.items.filter(code="2.7.2.b").exists()


def test_no_undated_step_and_no_step_that_is_done_is_chosen(report: ExceptionReport) -> None:
    done = MilestoneUpdate.objects.filter(milestone__plan__partnership=report.partnership, is_complete=True)
    codes = set(report.items.filter(kind="step").values_list("code", flat=True))
    assert not codes & set(done.values_list("milestone__code", flat=True))
    assert "3.4.4.m1" not in codes  # it has no date


def test_what_was_told_later_did_not_choose_the_lines_of_october(report: ExceptionReport) -> None:
    earlier = ExceptionReport.objects.get(body=board(), quarter_starts=date(2009, 7, 1))
    assert set(earlier.items.values_list("code", flat=True)) == {
        "2.4.3.m1",
        "2.5.1.m2",
        "2.5.8.m1",
        "3.2.3.a",
    }
    assert reasons(earlier, "2.5.8.m1") == ["late"]
    assert reasons(earlier, "3.2.3.a") == ["below-twice"]  # 14 of 15, then 35 of 37


# ---- drafting again


def test_drafting_again_keeps_the_words_and_adds_what_is_new(report: ExceptionReport) -> None:
    item = report.items.get(code="3.2.3.a")
    before, others = item.cause, set(report.items.values_list("code", flat=True))
    report.items.exclude(code="3.2.3.a").filter(cause="").first()
    again = actions.draft_report(body=board(), **told())
    assert again.pk == report.pk
    assert again.state == "written"
    assert again.items.get(code="3.2.3.a").cause == before
    assert set(again.items.values_list("code", flat=True)) == others
    assert item.picks.count() == 1  # the rules said the same, so nothing is kept twice


def test_a_line_that_no_rule_chooses_any_more_stays_and_says_so(report: ExceptionReport) -> None:
    item = report.items.get(code="2.4.3.m1")
    row = version_on(report.partnership, JANUARY).plan.milestones.get(code="2.4.3.m1")  # type: ignore[union-attr]
    MilestoneUpdate.objects.create(
        milestone=row, quarter_starts=date(2009, 10, 1), told_on=JANUARY, is_complete=True,
        evidence="Both counties have begun.", recorded_at=NOW,
    )  # fmt: skip
    again = actions.draft_report(body=board(), **told())
    line = next(one for one in report_in_words(again).lines if one.number == "2.4.3.m1")
    assert line.note == "No rule chooses it any more, as on 15 January 2010."
    assert line.cause == item.cause
    assert "Late" not in line.note
    assert line.chosen_because  # why it was there stays readable


def test_thresholds_that_a_decision_agreed_choose_the_actions(report: ExceptionReport) -> None:
    decision = Decision.objects.filter(body=board()).first()
    open_for = {one.number: (JANUARY - one.raised_on).days for one in Action.objects.filter(body=board())}
    young = min(number for number, days in open_for.items() if 30 < days <= 90)
    assert not report.items.filter(kind="action", code=str(young)).exists()
    actions.agree_thresholds(
        body=board(), decision=decision, from_on=JANUARY, action_days=30, action_moves=3,
        by=None, at=NOW,
    )  # fmt: skip
    again = actions.draft_report(body=board(), **told())
    assert again.items.filter(kind="action", code=str(young)).exists()
    assert again.thresholds == f"decision {decision.number}, from 15 January 2010"
    assert thresholds_on(board(), date(2010, 1, 14)).action_days == 90


def test_a_decision_of_another_partnership_agrees_no_thresholds() -> None:
    other = Decision.objects.filter(body__partnership__slug="barnet", authority="made").first()
    with pytest.raises(DecisionOfNoForce):
        actions.agree_thresholds(
            body=board(), decision=other, from_on=JANUARY, action_days=1, action_moves=1,
            by=None, at=NOW,
        )  # fmt: skip


# ---- writing


def test_earlier_words_stay(report: ExceptionReport) -> None:
    item = report.items.get(code="3.2.3.a")
    before = item.cause
    write(item, "Three tutors left.")
    assert ExceptionWords.objects.get(item=item).cause == before


def test_two_who_write_one_line_do_not_overwrite_each_other(report: ExceptionReport) -> None:
    mine, theirs = (report.items.get(code="3.2.3.a") for _ in range(2))
    write(mine, "Mine.")
    with pytest.raises(EditedSince):
        write(theirs, "Theirs.")
    mine.refresh_from_db()
    assert mine.cause == "Mine."


def test_a_line_is_taken_out_with_a_reason_and_put_back(report: ExceptionReport) -> None:
    item = report.items.get(code="3.2.3.a")
    with pytest.raises(actions.NoReasonGiven, match=r"A rule chose 3\.2\.3\.a\. Write why"):
        actions.remove_exception(item=item, because=" ", expected_version=item.version, **told())
    actions.remove_exception(item=item, because="Told last time.", expected_version=item.version, **told())
    shown = report_in_words(report)
    assert "3.2.3.a" not in [one.number for one in shown.lines]
    assert [(one.number, one.because) for one in shown.taken_out] == [("3.2.3.a", "Told last time.")]
    actions.draft_report(body=board(), **told())
    item.refresh_from_db()
    assert item.removed_on == JANUARY  # drafting again does not put it back
    actions.put_back_exception(item=item, expected_version=item.version, **told())
    assert "3.2.3.a" in [one.number for one in report_in_words(report).lines]


# ---- the board


def test_a_report_that_is_not_written_is_refused_and_nothing_changes(report: ExceptionReport) -> None:
    with pytest.raises(NotWritten, match="without a cause or a recovery"):
        submit(report)
    report.refresh_from_db()
    assert report.state == "written"
    assert not report.tablings.exists()


def test_submitting_puts_a_paper_under_the_exceptions_of_the_next_meeting(report: ExceptionReport) -> None:
    tabled = submit(write_all(report))
    meeting = tabled.paper.meeting
    assert meeting.held_on == date(2010, 3, 9)
    item = meeting.items.get(paper=tabled.paper)
    assert item.code == "exceptions"
    assert meeting.items.filter(code="minutes").exists()  # the rest of the agenda stands
    assert "**Cause**: A provider left." in tabled.paper.text
    report.refresh_from_db()
    assert report.state == "submitted"


def test_an_agenda_that_was_set_keeps_its_items_and_another_report(report: ExceptionReport) -> None:
    first = submit(write_all(report))
    codes = list(first.paper.meeting.items.values_list("code", flat=True))
    other = ExceptionReport.objects.create(
        partnership=report.partnership, number=90, body=board(), quarter_starts=date(2010, 1, 1),
        quarter_ends=date(2010, 3, 31), drafted_on=JANUARY, thresholds="none",
    )  # fmt: skip
    second = submit(other)
    meeting = second.paper.meeting
    assert list(meeting.items.values_list("code", flat=True)) == [
        *codes[:-1], "exception-report-90", codes[-1]
    ]  # fmt: skip
    assert meeting.items.get(code="exceptions").paper == first.paper
    assert "Nothing met a rule for an exception. A nil report is a valid report." in second.paper.text


def test_a_nil_report_is_drafted_by_rule_says_so_and_is_submitted() -> None:
    place = Partnership.objects.get(slug="west-mercia")
    body = Body.objects.filter(partnership=place, has_terms=True).first()
    day, at = date(2026, 3, 30), datetime(2026, 3, 30, 9, tzinfo=UTC)
    nil = actions.draft_report(body=body, on=day, by=None, at=at)
    assert not nil.items.exists()
    assert report_in_words(nil).lead == "Nothing met a rule for an exception. A nil report is a valid report."
    meetings.call_meeting(body=body, held_on=date(2026, 5, 12), by=None, at=at)
    given = {"agency": place.agencies.first(), "author": None, "expected_version": nil.version}
    actions.submit_report(report=nil, on=day, by=None, at=at, **given)
    nil.refresh_from_db()
    assert nil.state == "submitted"


def test_without_a_meeting_to_come_it_is_refused(report: ExceptionReport) -> None:
    write_all(report)
    Meeting.objects.filter(body=board(), held_on__gt=JANUARY).update(state=Meeting.State.CANCELLED)
    with pytest.raises(actions.NoMeetingToCome, match="Call one on the page of its meetings, then submit"):
        submit(report)


def test_a_paper_comes_from_an_organisation(report: ExceptionReport) -> None:
    with pytest.raises(actions.NoOrganisation, match="which organisation you come from"):
        submit(write_all(report), agency=None)


def test_a_submitted_report_is_taken_back_and_its_paper_withdrawn(report: ExceptionReport) -> None:
    tabled = submit(write_all(report))
    report.refresh_from_db()
    given = {"expected_version": report.version} | told()
    actions.take_back_report(report=report, because="A figure was wrong.", **given)
    tabled.paper.refresh_from_db()
    assert tabled.paper.state == "withdrawn"
    assert report.state == "written"
    write(report.items.get(code="3.2.3.a"), "The figure is right now.")
    report.refresh_from_db()
    assert submit(report).paper != tabled.paper


def test_nobody_writes_in_a_report_that_is_submitted(report: ExceptionReport) -> None:
    submit(write_all(report))
    with pytest.raises(StepNotPossible):
        write(report.items.get(code="3.2.3.a"))
    with pytest.raises(StepNotPossible, match="its lines are not looked at again"):
        actions.draft_report(body=board(), **told())


def outcome(report: ExceptionReport, what: str, said: str = "") -> ExceptionReport:
    report.refresh_from_db()
    given = {"expected_version": report.version} | told()
    return actions.record_outcome(report=report, outcome=what, said=said, **given)


def test_the_board_answers_when_it_has_met(report: ExceptionReport) -> None:
    tabled = submit(write_all(report))
    with pytest.raises(actions.NotBeforeTheBoard, match="9 March 2010"):
        outcome(report, "accept")
    hold(tabled.paper.meeting)
    assert outcome(report, "accept").state == "accepted"
    assert [step.to for step in report.steps.all()][-3:] == ["submitted", "tabled", "accepted"]


def test_a_report_that_comes_back_tells_whoever_writes_it_and_may_be_tabled_again(
    report: ExceptionReport,
) -> None:
    tabled = submit(write_all(report))
    hold(tabled.paper.meeting)
    outcome(report, "return", "Who pays for the second provider?")
    notice = Notice.objects.get(kind="exception-returned")
    assert notice.person == priya()
    assert "provider" not in notice.words
    meetings.call_meeting(body=board(), held_on=date(2010, 5, 11), by=None, at=NOW)
    write(report.items.get(code="2.4.3.m1"), "The region pays until April.")
    report.refresh_from_db()
    assert submit(report).paper.meeting.held_on == date(2010, 5, 11)


def test_what_came_of_a_line_stands_on_the_thread_of_its_objective(report: ExceptionReport) -> None:
    item = report.items.get(code="2.4.3.m1")
    decision = record_decision(
        body=board(), decided_on=JANUARY, text="Both counties are paid for until April.",
        authority="no-quorum-stated", by=None, at=NOW,
    )  # fmt: skip
    assert not ObjectiveTie.objects.filter(objective=item.objective, decision=decision).exists()
    actions.answer_exception(item=item, to=decision, **told())
    actions.answer_exception(item=item, to=decision, **told())
    assert item.answers.filter(decision=decision).count() == 1
    assert ObjectiveTie.objects.filter(objective=item.objective, decision=decision).count() == 1


def test_a_decision_of_another_body_did_not_come_of_it(report: ExceptionReport) -> None:
    other = Decision.objects.filter(body__partnership__slug="barnet").first()
    with pytest.raises(actions.NotOfThisBody):
        actions.answer_exception(item=report.items.get(code="2.4.3.m1"), to=other, **told())


# ---- the thread


def strands(person: Person, code: str) -> dict[str, list[str]]:
    objective = Objective.objects.get(plan__partnership__slug="east-midlands", code=code)
    version = version_on(person.partnership, JANUARY)
    assert version is not None
    viewpoint = Viewpoint(person.user, JANUARY, person.partnership)
    found = strands_of(ObjectiveSeen(objective, version, viewpoint))
    return {
        one.place: [knot.words for knot in one.knots] for one in found if one.place in ("exception", "agenda")
    }


def test_the_thread_of_an_objective_has_its_exceptions_and_the_items_they_became() -> None:
    sam = Person.objects.get(partnership__slug="east-midlands", name="Sam Larch")
    found = strands(sam, "2.4.3")
    assert [words.split()[0] for words in found["exception"]] == ["2.4.3.m1", "2.4.3.m1"]
    assert [words.split(": ", 1)[1] for words in found["agenda"]] == ["Exceptions"]


def test_the_thread_shows_a_reader_without_the_boards_papers_nothing_of_them() -> None:
    analyst = Person.objects.get(partnership__slug="east-midlands", name="Marek Rowan")
    assert strands(analyst, "2.4.3") == {"exception": [], "agenda": []}


# ---- pages


def page_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def test_the_page_says_why_each_line_is_there_and_leads_to_its_figures(
    owner: Client, report: ExceptionReport
) -> None:
    page = page_of(owner, f"{ROOM}/{report.number}")
    words = page.get_text(" ", strip=True)
    assert "A measure below its planned total for two returns running. 49 to date, 58 planned." in words
    assert page.find("a", href="/east-midlands/indicators/sotp-community")
    assert page.find("a", href="/east-midlands/plan/2009-10/objectives/3.2.3")
    assert "Looked at and not chosen" in words


def test_a_page_asks_twelve_questions_at_most_however_many_lines(
    owner: Client, report: ExceptionReport
) -> None:
    counts = []
    for lines in (2, 9):
        for position in range(lines):
            item = ExceptionItem.objects.create(
                report=report, kind="step", code=f"9.{lines}.{position}", words="A step", position=100
            )
            item.picks.create(picked_on=JANUARY, reasons=[])
        with CaptureQueriesContext(connection) as asked:
            page_of(owner, f"{ROOM}/{report.number}")
        counts.append(len([one for one in asked if "SAVEPOINT" not in one["sql"]]))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_the_page_of_an_answered_report_asks_no_more(chair: Client) -> None:
    answered = ExceptionReport.objects.get(body=board(), state="accepted")
    for address in (f"{ROOM}/{answered.number}", ROOM):
        with CaptureQueriesContext(connection) as asked:
            page_of(chair, address)
        assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 12


def test_the_list_says_which_quarter_lacks_its_report(owner: Client) -> None:
    words = page_of(owner, ROOM).get_text(" ", strip=True)
    assert "is owed a report each quarter from 1 October 2009 (clause 1.3.1)." in words
    assert "No report of October to December 2009 has been submitted." in words
    assert "No report of July to September 2009" not in words


def test_who_reads_no_papers_of_the_board_finds_no_report(report: ExceptionReport) -> None:
    marek = signed_in("Marek Rowan", at="east-midlands")
    assert "There is no exception report that you may read yet." in page_of(marek, ROOM).get_text(" ")
    assert marek.get(f"{ROOM}/{report.number}").status_code == 404


def test_writing_a_line_by_its_form(owner: Client, report: ExceptionReport) -> None:
    item = report.items.filter(cause="").first()
    assert item is not None
    address = f"{ROOM}/{report.number}/lines/{item.pk}"
    typed = {"cause": "Ice.", "recovery": "Thaw.", "ask": "", "owner": "", "version": item.version}
    assert owner.post(address, typed).status_code == 302
    item.refresh_from_db()
    assert (item.cause, item.recovery) == ("Ice.", "Thaw.")
    again = owner.post(address, typed)  # the version is an old one now
    assert "Nothing was overwritten" in again.content.decode()


def test_submitting_what_is_not_written_says_what_is_lacking(owner: Client, report: ExceptionReport) -> None:
    answer = owner.post(f"{ROOM}/{report.number}/submit", {"version": report.version})
    assert "without a cause or a recovery" in answer.content.decode()


def test_the_whole_way_by_pages(owner: Client, chair: Client, report: ExceptionReport) -> None:
    write_all(report)
    assert owner.post(f"{ROOM}/{report.number}/submit", {"version": report.version}).status_code == 302
    report.refresh_from_db()
    hold(report.tablings.get().paper.meeting)
    typed = {"outcome": "escalate", "said": "The national board must decide.", "version": report.version}
    assert chair.post(f"{ROOM}/{report.number}/outcome", typed).status_code == 302
    shown = page_of(chair, f"{ROOM}/{report.number}").get_text(" ")
    assert "Escalated" in shown
    report.refresh_from_db()
    raised = report.escalation
    assert raised is not None
    assert (raised.body, raised.ask, raised.state) == (
        report.body,
        "The national board must decide.",
        "prepared",
    )
    assert [one.code for one in raised.recipients.all()] == ["nrrpb"]
    assert f"Escalation {raised.number}, raised with the boards above" in shown
    assert report.items.first().code in raised.evidence


def published_next(report: ExceptionReport) -> Meeting:
    meeting = Meeting.objects.filter(body=board(), held_on__gt=JANUARY).order_by("held_on").first()
    assert meeting is not None
    lines = filled_from_terms(meeting)
    given = {"by": None, "at": NOW}
    meetings.set_agenda(meeting=meeting, lines=lines, expected_version=meeting.version, **given)
    return meetings.publish_agenda(meeting=meeting, expected_version=meeting.version, **given)


def test_a_report_is_tabled_late_by_leave_and_says_so(owner: Client, report: ExceptionReport) -> None:
    meeting = published_next(write_all(report))
    page = page_of(owner, f"{ROOM}/{report.number}")
    assert "is published: the report is tabled late there" in page.get_text(" ")
    leave = people_who_preside(board(), JANUARY)[0]
    typed = {"version": report.version, "permitted_by": leave.pk}
    assert owner.post(f"{ROOM}/{report.number}/submit", typed).status_code == 302
    paper = report.tablings.get().paper
    assert (paper.meeting, paper.state, paper.permitted_by) == (meeting, "late-tabled", leave)
    assert f"Tabled late, by leave of {leave.name}." in page_of(owner, f"{ROOM}/{report.number}").get_text(
        " "
    )


def test_leave_to_table_late_is_given_by_whoever_presides(report: ExceptionReport) -> None:
    published_next(write_all(report))
    with pytest.raises(meetings.NotPresiding):
        submit(
            report,
            permitted_by=Person.objects.filter(partnership=board().partnership, name="Sam Larch").get(),
        )


def test_nothing_is_late_where_no_agenda_is_published(report: ExceptionReport) -> None:
    leave = people_who_preside(board(), JANUARY)[0]
    with pytest.raises(actions.NoMeetingToCome, match="nothing is late"):
        submit(write_all(report), permitted_by=leave)


@pytest.mark.parametrize("form", ["pdf", "docx", "odt"])
def test_the_report_as_a_file(owner: Client, report: ExceptionReport, form: str) -> None:
    answer = owner.get(f"{ROOM}/{report.number}/paper.{form}")
    assert answer.status_code == 200
    assert len(answer.content) > 2000


def test_a_form_that_is_none_is_not_there(owner: Client, report: ExceptionReport) -> None:
    assert owner.get(f"{ROOM}/{report.number}/paper.exe").status_code == 404


@pytest.mark.clause("C416", breaks="throughline.rules.exception_duty:quarters_owed")
def test_a_report_of_each_quarter_from_october_2009_has_only_what_is_off_track(
    owner: Client, django_assert_max_num_queries: Callable[..., Any], report: ExceptionReport
) -> None:
    words = page_of(owner, ROOM).get_text(" ", strip=True)
    assert "No report of October to December 2009 has been submitted." in words
    shown = report_in_words(write_all(report))
    assert all(one.chosen_because and one.cause and one.recovery for one in shown.lines)
    on_course = {"1.1.2.m1", "2.7.2.a"}
    assert not on_course & {one.number for one in shown.lines}
