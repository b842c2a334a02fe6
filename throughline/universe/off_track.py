"""The East Midlands exception reports: one accepted in November 2009, one half written in January 2010.

The rules choose their lines from the year as it is told; only the words beside them are made up here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.universe.story import Story, morning
from throughline.web.decisions.models import Decision
from throughline.web.exceptions import actions
from throughline.web.exceptions.models import ExceptionItem, ExceptionReport
from throughline.web.meetings.models import Meeting, Paper

BOARD = "emrrp"
DRAFTED, TABLED, AGAIN = date(2009, 10, 30), date(2009, 11, 10), date(2010, 1, 15)

Words = Mapping[str, tuple[str, str, str]]
SECOND_QUARTER: Words = {
    "2.4.3.m1": (
        "The provider for two of the five counties withdrew in August.",
        "A second provider is asked to begin in both by February 2010.",
        "Agree that every lead tells of progress each quarter, so that this is known sooner.",
    ),
    "2.5.1.m2": (
        "The health board has not agreed the draft.",
        "The draft goes to its meeting in January, and the plan follows by March 2010.",
        "",
    ),
    "2.5.8.m1": (
        "One of three local plans waits for a signature.",
        "The treatment agency meets the last partner in December.",
        "",
    ),
    "3.2.3.a": (
        "Two trained tutors left in the summer.",
        "Four tutors begin their training in October.",
        "",
    ),
}
"""Cause, recovery and ask of each line of the report to the November meeting."""
THIRD_QUARTER: Words = {
    "2.4.3.m1": (
        "Two counties still have no provider: the second one declined in December.",
        "The contract is offered again in January, to begin in February.",
        "Say whether the region pays for both counties from its own funds until April.",
    ),
    "3.2.3.a": (
        "Two trained tutors left in the summer, and groups ran with fewer places.",
        "Four tutors are trained by March; the groups of the spring make up the places by June.",
        "Take the recovery plan at the next meeting.",
    ),
}
ANYTHING_ELSE = ("The lead has not said.", "The lead says by the meeting what brings it back.", "")


def papers_of(story: Story, meeting: Meeting) -> dict[str, Paper]:
    """The report as the paper under the exceptions of the November meeting; none for another meeting."""
    if meeting.held_on != TABLED:
        return {}
    report = _drafted(story, DRAFTED)
    for item in report.items.all():
        _write(story, item, SECOND_QUARTER.get(item.code, ANYTHING_ELSE), DRAFTED)
    report.refresh_from_db()
    tabled = actions.submit_report(
        report=report,
        agency=story.agency("noms-dom"),
        author=story.people["Priya Hawthorn"],
        on=DRAFTED,
        expected_version=report.version,
        by=story.by,
        at=morning(DRAFTED),
    )
    meeting.refresh_from_db()
    return {"exceptions": tabled.paper}


def tell_exceptions(story: Story) -> None:
    """Tell what the board made of the first report, and begin the second."""
    report = ExceptionReport.objects.get(partnership=story.partnership, quarter_starts=date(2009, 7, 1))
    actions.record_outcome(
        report=report,
        outcome="accept",
        said="",
        on=TABLED,
        expected_version=report.version,
        by=story.by,
        at=morning(TABLED),
    )
    decided = Decision.objects.filter(body=story.body(BOARD), decided_on=TABLED).order_by("pk").first()
    asked = report.items.filter(code="2.4.3.m1").first()
    if decided is not None and asked is not None:
        actions.answer_exception(item=asked, to=decided, on=TABLED, by=story.by, at=morning(TABLED))
    begun = _drafted(story, AGAIN)
    for item in begun.items.filter(code__in=THIRD_QUARTER):
        _write(story, item, THIRD_QUARTER[item.code], AGAIN)


def _drafted(story: Story, on: date) -> ExceptionReport:
    return actions.draft_report(body=story.body(BOARD), on=on, by=story.by, at=morning(on))


def _write(story: Story, item: ExceptionItem, words: tuple[str, str, str], on: date) -> None:
    cause, recovery, ask = words
    actions.write_exception(
        item=item,
        cause=cause,
        recovery=recovery,
        ask=ask,
        owner=None,
        on=on,
        expected_version=item.version,
        by=story.by,
        at=morning(on),
    )
