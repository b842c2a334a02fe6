"""The pages of reports: the grid of the year, a report, what comes from parents, the papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.plan.queries import version_on
from throughline.web.plan.strands import ObjectiveSeen
from throughline.web.reports import actions
from throughline.web.reports.grid_page import grid_page
from throughline.web.reports.models import Briefing, ParentDecision, Report
from throughline.web.reports.on_thread import reports_of
from throughline.web.reports.reminders import due_of_reports

pytestmark = [pytest.mark.usefixtures("universe", "db")]
AT: dict[str, Any] = {"by": None, "at": datetime(2026, 3, 30, 12, tzinfo=UTC)}
TODAY = date(2026, 3, 30)
HOME = "/pan-dorset/reports"


@pytest.fixture
def sam() -> Client:
    return signed_in("Sam Larch", at="pan-dorset")


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def page_of(slug: str, year: str = "") -> Any:
    partnership = Partnership.objects.get(slug=slug)
    person = Person.objects.get(partnership=partnership, name="Sam Larch")
    return grid_page(partnership, Viewpoint(person.user, TODAY, partnership), year)


def test_the_grid_says_whose_acceptance_is_missing(sam: Client) -> None:
    page = page_of("pan-dorset")
    assert page.lead == (
        "No report is late. Acceptance is missing from Bournemouth, Christchurch and Poole CSP."
    )
    third = {row.name: [cell.words for cell in row.cells[2]] for row in page.bodies[0].rows}
    assert third == {
        "Dorset Criminal Justice Board": ["accepted"],
        "Dorset CSP": ["accepted"],
        "Bournemouth, Christchurch and Poole CSP": ["received"],
    }
    assert page.lead in text(sam.get(HOME))


def test_where_the_terms_are_silent_the_grid_says_so_and_has_no_day(sam: Client) -> None:
    undated = [cell for row in page_of("pan-dorset").bodies[0].rows for cell in row.undated]
    regular = [cell for cell in undated if cell.what == "Progress report"]
    assert len(regular) == 3
    assert {(cell.due, cell.clause) for cell in regular} == {("", "role 9")}
    assert all("sets no interval" in cell.why for cell in regular)


def test_the_grid_shows_both_days_of_a_report_that_went_through_another_group() -> None:
    rows = page_of("llr", "2014-15").bodies[0].rows
    (cell,) = [one for row in rows for part in row.cells for one in part if one.words == "received"]
    assert "to Executive Group of the Strategic Partnership Board 8 October 2014" in cell.days
    assert "sent 21 October 2014" in cell.days
    assert "22 days late" in cell.days


def test_a_proposed_reading_is_called_one() -> None:
    cells = [one for row in page_of("llr").bodies[0].rows for part in row.cells for one in part]
    halves = [one for one in cells if one.what == "Report"]
    assert len(halves) == 2
    assert all(one.why.endswith("a proposed reading of the terms") for one in halves)


@pytest.mark.parametrize("year", ["2009", "nonsense", "2099-2100-1"])
def test_a_year_that_is_none_or_before_the_terms_is_not_there(sam: Client, year: str) -> None:
    assert sam.get(f"{HOME}?year={year}").status_code in (200, 404)


def test_a_body_that_has_not_begun_has_no_report_to_begin(sam: Client) -> None:
    assert sam.get(f"{HOME}/women-group/draft").status_code == 404


def draft(sam: Client, parent: str, due: str) -> str:
    answer = sam.post(
        f"{HOME}/rrsg/draft",
        {
            "duty": f"rrsg.duty.progress-report|{parent}", "title": "Progress report", "marking": "OFFICIAL",
            "period_starts": "2025-10-01", "period_ends": "2026-03-31", "due": due,
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def take(sam: Client, address: str, name: str, on: str, words: str = "") -> None:
    report = Report.objects.get(number=int(address.rpartition("/")[2]))
    typed = {"step": name, "taken_on": on, "words": words, "version": report.version}
    answer = sam.post(f"{address}/step", typed)
    assert answer.status_code == 302, answer.content.decode()


def test_a_report_goes_from_its_draft_to_its_acceptance_in_pages(sam: Client) -> None:
    address = draft(sam, "dcjb", "2026-03-26")
    shown = text(sam.get(address))
    assert "A building is found; the lease is not signed." in shown
    framed = sam.post(f"{address}/sections/brief", {"framing": "A good half-year.", "version": 1})
    assert framed.status_code == 302
    for name, on in (("clear", "2026-03-25"), ("send", "2026-03-26"), ("accept", "2026-03-27")):
        take(sam, address, name, on)
    shown = text(sam.get(address))
    assert "A good half-year." in shown
    assert "received it on 27 March 2026: 1 day late." in shown
    assert "Write what frames it" not in shown


def test_a_refusal_says_why_and_keeps_what_was_typed(sam: Client) -> None:
    address = draft(sam, "dcjb", "2026-03-26")
    answer = sam.post(
        f"{address}/step", {"step": "clear", "taken_on": "2026-04-02", "words": "Kept.", "version": 1}
    )
    shown = text(answer)
    assert "Nothing was changed." in shown
    assert "Kept." in shown
    again = sam.post(
        f"{HOME}/rrsg/draft",
        {
            "duty": "rrsg.duty.progress-report|dcjb", "title": "Twice", "marking": "OFFICIAL", "due": "",
            "period_starts": "2025-10-01", "period_ends": "2026-03-31",
        },
    )  # fmt: skip
    assert "is to this parent for these days already" in text(again)
    assert "Twice" in text(again)


def test_a_template_decides_what_the_next_report_is_made_of(sam: Client) -> None:
    template = "dorset-csp"
    sam.post(
        f"{HOME}/rrsg/templates/{template}",
        {"title": "Half-year", "version": 1, "place-asks": 1, "place-updates": 2},
    )
    address = draft(sam, template, "")
    shown = text(sam.get(address))
    assert shown.index('id="section-asks"') < shown.index('id="section-updates"')
    assert 'id="section-brief"' not in shown


def test_who_does_not_read_the_bodys_papers_reads_no_report() -> None:
    stranger = signed_in("Sam Larch", at="llr")
    Person.objects.filter(partnership__slug="pan-dorset", name="Sam Larch").update(user=None)
    assert stranger.get(f"{HOME}/rrsg/1").status_code == 404
    assert stranger.get(HOME).status_code == 404


PAGES = [
    "", "/rrsg/1", "/rrsg/draft", "/dates", "/rrsg/from-parents", "/rrsg/from-parents/1", "/rrsg/briefings",
    "/rrsg/papers", "/rrsg/assurance", "/rrsg/templates/dcjb", "/rrsg/3/step",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_when_there_is_more(
    sam: Client, page: str, django_assert_max_num_queries: Any
) -> None:
    for parent in ("dcjb", "dorset-csp", "bcp-csp"):
        address = draft(sam, parent, "2026-03-30")
        take(sam, address, "clear", "2026-03-25")
    with django_assert_max_num_queries(18):
        assert sam.get(f"{HOME}{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_the_number_of_questions_does_not_grow(sam: Client, page: str, count: Callable[..., int]) -> None:
    before = count(lambda: sam.get(f"{HOME}{page}"))
    for parent in ("dcjb", "dorset-csp", "bcp-csp"):
        address = draft(sam, parent, "2026-03-30")
        take(sam, address, "clear", "2026-03-25")
    told = {"body": Body.objects.get(partnership__slug="pan-dorset", code="rrsg"), **AT}
    actions.record_parent_decision(
        parent="dcjb", decided_on=TODAY, received_on=TODAY, words="Another.", **told
    )
    actions.record_briefing(audience="A", about="B", happened_on=TODAY, told_on=TODAY, **told)
    assert count(lambda: sam.get(f"{HOME}{page}")) <= before


@pytest.fixture
def count() -> Callable[..., int]:
    """How many questions of the store something takes, asked for the second time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(ask: Callable[[], Any]) -> int:
        ask()
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked)

    return counted


def test_the_same_report_as_pdf_word_and_open_document(sam: Client) -> None:
    made = sam.get(f"{HOME}/rrsg/3.pdf")
    pdf = pypdf.PdfReader(BytesIO(made.content))
    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    report = Report.objects.get(partnership__slug="pan-dorset", number=3)
    assert "The day was held in Poole." in said
    assert report.versions.get().digest[:12] in said
    assert "OFFICIAL" in said
    word = docx.Document(BytesIO(sam.get(f"{HOME}/rrsg/3.docx").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "The day was held in Poole." in cells
    assert any(cell.startswith("Update ") for cell in cells)
    assert sam.get(f"{HOME}/rrsg/3.odt").content[:2] == b"PK"
    assert sam.get(f"{HOME}/rrsg/3.exe").status_code == 404


def test_highlights_stay_on_two_pages_and_the_year_holds_the_reports_made(sam: Client) -> None:
    made = sam.get(f"{HOME}/rrsg/highlights.pdf?starts=2025-04-01&ends=2026-03-31")
    assert len(pypdf.PdfReader(BytesIO(made.content)).pages) <= 2
    year = docx.Document(BytesIO(sam.get(f"{HOME}/rrsg/annual.docx").content))
    assert "Reports made" in [one.text for one in year.paragraphs]
    rows = [[cell.text for cell in row.cells] for row in year.tables[-1].rows]
    assert len(rows) == 4
    assert {row[1] for row in rows[1:]} == {"accepted", "received"}


def test_a_decision_of_a_parent_is_carried_on_and_every_organisation_answers(sam: Client) -> None:
    shown = text(sam.get(f"{HOME}/rrsg/from-parents"))
    assert "1 decision of a parent is recorded." in shown
    assert "Probation Service" in shown
    typed = {
        "parent": "dcjb", "reference": "DCJB 26/3", "decided_on": "2026-03-12", "received_on": "2026-03-16",
        "words": "Each organisation sends its count of releases.", "asks": "By May.",
    }  # fmt: skip
    assert sam.post(f"{HOME}/rrsg/from-parents/receive", typed).status_code == 302
    made = ParentDecision.objects.get(number=2)
    assert (made.parent, made.asks, made.carried_by) == ("dcjb", "By May.", None)
    assert "1 waits to be carried on." in text(sam.get(f"{HOME}/rrsg/from-parents"))
    late = sam.post(f"{HOME}/rrsg/from-parents/receive", typed | {"received_on": "2026-03-11"})
    assert "Nothing was changed." in text(late)


@pytest.mark.clause("C101", breaks="throughline.web.reports.actions.parents:record_briefing")
def test_a_briefing_says_who_was_told_of_what_and_whether_in_time(sam: Client) -> None:
    typed = {
        "audience": "Youth court users", "about": "The new route at release.", "happened_on": "2026-03-02",
        "due": "2026-03-09", "told_on": "2026-03-11",
    }  # fmt: skip
    assert sam.post(f"{HOME}/rrsg/briefings", typed).status_code == 302
    made = Briefing.objects.get(audience="Youth court users")
    assert (made.happened_on, made.told_on) == (date(2026, 3, 2), date(2026, 3, 11))
    shown = text(sam.get(f"{HOME}/rrsg/briefings"))
    assert "after 9 days; late: by Monday 9 March 2026 was asked" in shown
    assert "after 2 days; in time" in shown
    refused = sam.post(f"{HOME}/rrsg/briefings", typed | {"told_on": "2026-03-01"})
    assert "Nothing was changed." in text(refused)


def test_a_parents_day_is_recorded_once_and_taken_back(sam: Client) -> None:
    typed = {"recipient": "dcjb", "meets_on": "2026-06-18", "papers_due": "2026-06-11"}
    assert sam.post(f"{HOME}/dates", typed).status_code == 302
    assert "recorded already" in text(sam.post(f"{HOME}/dates", typed))
    wrong = typed | {"meets_on": "2026-06-19", "papers_due": "2026-06-20"}
    assert "after the meeting" in text(sam.post(f"{HOME}/dates", wrong))


def test_the_thread_of_an_objective_says_which_reports_told_of_it() -> None:
    partnership = Partnership.objects.get(slug="pan-dorset")
    version = version_on(partnership, TODAY)
    assert version is not None
    sam = Person.objects.get(partnership=partnership, name="Sam Larch")
    objective = Objective.objects.get(plan=version.plan, code="1.2")
    seen = ObjectiveSeen(objective, version, Viewpoint(sam.user, TODAY, partnership))
    knots = reports_of(seen)
    assert [one.words for one in knots] == [
        "Progress report: Dorset Criminal Justice Board",
        "Progress report: Dorset CSP",
        "Progress report: Bournemouth, Christchurch and Poole CSP",
    ]
    assert len({one.came_from for one in knots}) == 1
    later = Objective.objects.get(plan=version.plan, code="2.2")
    assert reports_of(ObjectiveSeen(later, version, seen.viewpoint)) == ()


@pytest.mark.parametrize(
    ("sentence", "day", "hears"),
    [
        ("more than thirty days before", date(2026, 2, 26), False),
        ("within thirty days of the end of the half", date(2026, 2, 27), True),
        ("the day itself", date(2026, 3, 31), True),
    ],
)
def test_the_secretary_hears_of_a_report_thirty_days_before(sentence: str, day: date, hears: bool) -> None:
    partnership = Partnership.objects.get(slug="llr")
    told = [one for one in due_of_reports(partnership, day) if ":2026-03-31" in one.about]
    assert bool(told) is hears
    assert all("Quince" not in one.sentence and one.path == "/llr/reports" for one in told)


@pytest.mark.clause("C092", breaks="throughline.web.reports.actions.assurance:give_assurance")
def test_an_assurance_says_of_a_programme_how_sure_and_rests_on_a_record() -> None:
    client = signed_in("Sam Larch", at="llr")
    address = "/llr/reports/rrpb/assurance"
    shown = text(client.get(address))
    assert "1 assurance is given. Of 5 programmes nothing is stated." in shown
    assert 'href="/llr/reports/rrpb/' in shown
    typed = {
        "programme": "ppo", "period_starts": "2025-10-01", "period_ends": "2026-03-31",
        "confidence": "high", "words": "The report shows it.",
    }  # fmt: skip
    assert "Choose at least one record that shows it" in text(client.post(address, typed))
    report = Report.objects.get(partnership__slug="llr")
    assert client.post(address, typed | {"evidence": [f"report:{report.pk}"]}).status_code == 302
    page = text(client.get(address))
    assert "2 assurances are given. Of 4 programmes nothing is stated." in page
    word = docx.Document(BytesIO(client.get(f"{address}.docx").content))
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert ["High", "The report shows it.", str(report)] in [row[2:] for row in rows]


def test_that_no_assurance_can_be_given_needs_no_record() -> None:
    client = signed_in("Sam Larch", at="llr")
    typed = {
        "programme": "diversion", "period_starts": "2025-10-01", "period_ends": "2026-03-31",
        "confidence": "none", "words": "Nobody has reported.",
    }  # fmt: skip
    assert client.post("/llr/reports/rrpb/assurance", typed).status_code == 302
    assert "None can be given" in text(client.get("/llr/reports/rrpb/assurance"))
