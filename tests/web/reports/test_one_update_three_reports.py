"""One set of accepted updates, three reports: composed, frozen when sent, corrected as a new version."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from throughline.rules.reports import ReportStepRefused
from throughline.web.access.models import Event
from throughline.web.governance.models import Body
from throughline.web.plan.actions import record_milestone_update
from throughline.web.plan.models import Milestone, MilestoneUpdate
from throughline.web.reports import actions
from throughline.web.reports.actions import NothingToReport, ReportedAlready
from throughline.web.reports.composing import basis_of, digest_of, sections_of
from throughline.web.reports.models import Report, ReportSection
from throughline.web.reports.sources import accepted_updates
from throughline.web.site.versions import EditedSince

pytestmark = [pytest.mark.usefixtures("universe", "db")]
AT: dict[str, Any] = {"by": None, "at": datetime(2026, 3, 30, 12, tzinfo=UTC)}
TODAY = date(2026, 3, 30)
SECOND_HALF = (date(2025, 10, 1), date(2026, 3, 31))
PARENTS = ("dcjb", "dorset-csp", "bcp-csp")


def group() -> Body:
    return Body.objects.select_related("partnership").get(partnership__slug="pan-dorset", code="rrsg")


def drafted(parent: str, **changes: Any) -> Report:
    told: dict[str, Any] = {
        "body": group(), "duty": "rrsg.duty.progress-report", "what": "progress-report", "recipient": parent,
        "title": "Progress report", "period_starts": SECOND_HALF[0], "period_ends": SECOND_HALF[1],
        "begun_on": TODAY, "due": TODAY, "marking": "OFFICIAL", **AT,
    }  # fmt: skip
    return actions.draft_report(**told | changes)


def step(report: Report, name: str, on: date = TODAY, words: str = "") -> Report:
    report.refresh_from_db()
    actions.take_report_step(
        report=report, step=name, taken_on=on, words=words, expected_version=report.version, **AT
    )
    report.refresh_from_db()
    return report


def lines(report: Report, source: str = "updates") -> list[tuple[str, ...]]:
    version = report.versions.order_by("number").last()
    assert version is not None
    (found,) = [one for one in sections_of(version, TODAY) if one.source == source]
    assert found.content is not None
    return [(*one.cells, one.came_from) for one in found.content.lines]


def test_three_reports_say_the_same_of_each_update_and_of_no_other() -> None:
    """Every line is a row that was accepted for a quarter of the period, in that row's own words."""
    rows = MilestoneUpdate.objects.filter(
        milestone__plan__partnership=group().partnership, quarter_starts__range=SECOND_HALF
    )
    words = {(one.words, f"Update {one.pk}") for one in rows}
    assert len(words) == 9
    for parent in PARENTS:
        told = lines(drafted(parent))
        assert {(one[1], one[-1].partition(",")[0]) for one in told} == words


def test_each_parent_has_its_own_sections_in_its_own_order() -> None:
    chosen = {
        parent: [one.source for one in drafted(parent).versions.get().sections.all()] for parent in PARENTS
    }
    assert chosen == {
        "dcjb": ["brief", "plan", "updates", "figures", "asks"],
        "dorset-csp": ["brief", "updates", "actions", "asks"],
        "bcp-csp": ["brief", "updates", "decisions", "asks"],
    }


def test_an_update_told_after_the_day_is_not_in_the_report() -> None:
    report = drafted("dcjb")
    before = accepted_updates(basis_of(report, date(2026, 1, 31)))
    assert len(before.lines) == 5


def test_what_was_sent_is_frozen_and_a_later_update_stands_only_in_a_correction() -> None:
    report = step(step(drafted("dcjb"), "clear"), "send")
    first = report.versions.get()
    sent, digest = lines(report), first.digest
    assert digest == digest_of(sections_of(first, date(2027, 1, 1)), as_at=TODAY)
    milestone = Milestone.objects.get(plan__partnership=group().partnership, code="6.1.b")
    record_milestone_update(
        milestone=milestone, quarter_starts=date(2026, 1, 1), told_on=TODAY, told_by=None, is_complete=False,
        forecast="2026-05", evidence="", words="The prosecutors ask for a month more.", **AT,
    )  # fmt: skip
    assert lines(report) == sent
    step(report, "correct", words="One update came on the last day.")
    assert [one.number for one in report.versions.all()] == [1, 2]
    assert "The prosecutors ask for a month more." in {one[1] for one in lines(report)}
    first.refresh_from_db()
    assert (first.digest, first.frozen_at is not None) == (digest, True)
    assert [one.content for one in first.sections.filter(source="updates")] != [None]


def test_a_report_of_the_first_half_holds_nothing_of_the_second() -> None:
    report = Report.objects.get(body=group(), recipient="dcjb", period_ends=date(2025, 9, 30))
    told = lines(report)
    assert {one[0].partition(" ")[0] for one in told} == {
        "1.1.a", "2.1.a", "3.1.a", "4.1.a", "1.2.a", "2.1.b", "6.1.a",
    }  # fmt: skip
    assert "The review is done." not in {one[1] for one in told}


def test_one_parent_and_one_period_is_one_report() -> None:
    drafted("dcjb")
    with pytest.raises(ReportedAlready, match="Nothing was changed"):
        drafted("dcjb")


def test_a_report_tells_only_of_days_that_have_begun() -> None:
    with pytest.raises(NothingToReport, match="Nothing was changed"):
        drafted("dcjb", period_starts=date(2026, 4, 1), period_ends=date(2026, 9, 30))


def test_framing_is_written_in_a_draft_alone_and_never_over_somebody_elses() -> None:
    report = drafted("dcjb")
    section = ReportSection.objects.get(version__report=report, source="brief")
    told = {"section": section, "framing": "A quiet half-year.", **AT}
    actions.frame_section(expected_version=report.version, **told)
    with pytest.raises(EditedSince):
        actions.frame_section(expected_version=report.version, **told)
    step(report, "clear")
    section = ReportSection.objects.get(version__report=report, source="brief")
    with pytest.raises(NothingToReport, match="no draft"):
        actions.frame_section(section=section, framing="Else.", expected_version=3, **AT)
    section.refresh_from_db()
    assert section.framing == "A quiet half-year."


@pytest.mark.clause("C040", breaks="throughline.rules.reports:report_after")
def test_where_the_terms_name_a_group_between_it_has_the_report_first_and_both_days_are_kept() -> None:
    """Leicestershire's board reports through the executive group; the day of each is recorded."""
    body = Body.objects.select_related("partnership").get(partnership__slug="llr", code="rrpb")
    told: dict[str, Any] = {
        "body": body, "duty": "rrpb.duty.report", "what": "report", "recipient": "spb", "via": "spb-exec",
    }  # fmt: skip
    report = step(drafted("spb", **told), "clear", date(2026, 3, 20))
    with pytest.raises(ReportStepRefused, match="group between first"):
        step(report, "send", date(2026, 3, 23))
    step(report, "send-first", date(2026, 3, 23))
    with pytest.raises(ReportStepRefused, match="with the group between"):
        step(report, "send", date(2026, 3, 24))
    step(step(report, "pass-on", date(2026, 3, 25)), "send", date(2026, 3, 26))
    kept = list(report.steps.values_list("step", "taken_on"))
    assert kept[1:] == [
        ("send-first", date(2026, 3, 23)),
        ("pass-on", date(2026, 3, 25)),
        ("send", date(2026, 3, 26)),
    ]


def test_a_step_leaves_an_event_with_the_digest_and_no_words() -> None:
    report = step(step(drafted("dcjb"), "clear"), "send")
    event = Event.objects.order_by("-number")[0]
    assert event.what == "report: send"
    assert event.detail["digest"] == report.versions.get().digest


def test_a_refused_step_changes_nothing() -> None:
    report = drafted("dcjb")
    with pytest.raises(ReportStepRefused):
        step(report, "send")
    report.refresh_from_db()
    assert (report.state, report.version, report.steps.count()) == ("drafting", 1, 0)
