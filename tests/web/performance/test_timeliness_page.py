"""Public protection in time, as a page: verdicts by the limit in force, references for keepers alone."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.universe.public_protection import LEVEL_3, OFFENCES, RECORDS
from throughline.universe.story import PARTNERSHIPS, morning
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import actions
from throughline.web.performance.drawings.wanted import every_chart
from throughline.web.performance.models import CaseDates, Receipt

PAGE = "/east-midlands/scorecard/timeliness"
SEND = f"{PAGE}/receive"
Q3 = date(2009, 10, 1)


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who keeps the figures."""
    return signed_in("Marek Rowan", at="east-midlands")


@pytest.fixture
def planner(universe: None, db: None) -> Client:
    """Priya Hawthorn, who reads the figures and does not keep them."""
    return signed_in("Priya Hawthorn", at="east-midlands")


@pytest.fixture
def probation(universe: None, db: None) -> Agency:
    return Agency.objects.get(partnership__slug="east-midlands", code="noms-probation")


def page_of(client: Client, address: str = PAGE) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def rows_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """The cells of each measure, by its words."""
    found = {}
    for row in page.select_one(".tl-timely table tbody").find_all("tr"):
        for label in row.select(".tl-l"):
            label.decompose()
        head, *cells = row.find_all(["th", "td"])
        note = head.small.extract() if head.small else None
        words = head.get_text(" ", strip=True)
        found[words] = [cell.get_text(" ", strip=True) for cell in cells]
        found[words].append(note.get_text(" ", strip=True) if note else "")
    return found


def receive(probation: Agency, kind: Any, *lines: str, came: date = date(2010, 1, 5)) -> Receipt:
    return actions.receive_case_dates(
        supplier=probation, kind=kind, content="\n".join(("reference,event,on,detail", *lines)).encode(),
        quarter_starts=Q3, received_on=came, by=None, at=morning(came),
    )  # fmt: skip


LEVEL_3_WORDS = "MAPPA level 3 cases reviewed in time"


def test_a_measure_says_its_verdict_target_misses_allowed_and_the_limit_in_force(analyst: Client) -> None:
    """Eleven of the twelve invented cases keep every gap; M-0152 has waited 48 days by the quarter's end."""
    verdict, counts, target, misses, receipt, limit = rows_of(page_of(analyst))[LEVEL_3_WORDS]
    assert (verdict, target, misses) == ("On target", "90%", "1")
    assert counts.startswith("11 of 12 (91.7%)")
    assert (
        limit
        == "42 days, from 1 April 2009. East Midlands plan 2009-10, 3.1.2: no less than once every 6 weeks"
    )
    assert receipt.startswith("2010-01-04/")


LEVEL_2_WORDS = "MAPPA level 2 cases reviewed in time"


@pytest.mark.parametrize(
    ("sentence", "named", "counts", "misses"),
    [
        ("no dates came for the quarter: 85% of 145 needs 124", "2009-07-01", "120 of 145 (82.8%)", "21"),
        ("dates of level 3 alone hide no counts of level 2: 85% of 142 needs 121", "2009-10-01",
         "118 of 142 (83.1%)", "21"),
    ],
)  # fmt: skip
def test_counts_of_a_return_stand_where_no_dates_of_the_measure_came(
    analyst: Client, sentence: str, named: str, counts: str, misses: str
) -> None:
    level_2 = rows_of(page_of(analyst, f"{PAGE}?quarter={named}"))[LEVEL_2_WORDS]
    assert level_2[1].startswith(counts), sentence
    assert (level_2[0], *level_2[2:4]) == ("Off target", "85%", misses)


def test_counts_that_came_after_the_dates_stand(analyst: Client, probation: Agency) -> None:
    actions.receive_return(
        supplier=probation, content=b"indicator,numerator,denominator\nmappa-level-3-reviews,20,24",
        period_starts=Q3, period_ends=date(2009, 12, 31), received_on=date(2010, 1, 12), by=None,
        at=morning(date(2010, 1, 12)),
    )  # fmt: skip
    assert rows_of(page_of(analyst))[LEVEL_3_WORDS][1].startswith("20 of 24 (83.3%)")


def test_the_sentence_above_names_what_is_not_on_target(analyst: Client) -> None:
    assert page_of(analyst).select_one(".tl-lead").get_text(strip=True) == (
        f"In Q3 2009-10, 7 of 9 measures are on target. Not on target: {LEVEL_2_WORDS}; {SENT_IN_TIME}."
    )


@pytest.mark.clause("C358", breaks="throughline.web.performance.timeliness.coming:offences")
def test_a_stage_says_when_it_was_due_and_whether_it_was_in_time(analyst: Client, probation: Agency) -> None:
    """Within 10 days of a charge on 19 October is 29 October; 60 days after it is 18 December."""
    text = (PARTNERSHIPS / "east-midlands-indicators.toml").read_text(encoding="utf-8")
    for duty, days in (("notification", 10), ("review", 59)):
        text += (
            f'\n[[day_limit]]\nduty = "sfo-{duty}"\ndays = {days}\nfrom = 2009-04-01\nsource = "invented"\n'
        )
    actions.load_indicators(
        partnership=probation.partnership, text=text, loaded_on=date(2010, 1, 6), by=None,
        at=morning(date(2010, 1, 6)),
    )  # fmt: skip
    page = page_of(analyst)
    table = next(one for one in page.find_all("table") if "Serious" in one.caption.get_text())
    first = table.tbody.find("tr").get_text(" ", strip=True)
    assert "sent 23 October 2009, due 29 October 2009: in time" in first
    assert "sent 18 December 2009, due 17 December 2009: late" in first


def test_enforcement_is_shown_for_the_quarter_and_for_the_year_so_far(analyst: Client) -> None:
    rows = rows_of(page_of(analyst))
    assert rows["Enforcement, end to end"][1].startswith("625 of 1,001 (62.4%)")
    so_far = (608 + 621 + 625, 982 + 1006 + 1001)
    assert rows["Enforcement, the year so far"][1].startswith(f"{so_far[0]:,} of {so_far[1]:,} (62%)")
    assert rows["Enforcement, the year so far"][0] == "On target"


SENT_IN_TIME = "Serious further offences: notifications and reviews sent in time"


def test_where_no_deadline_is_set_nothing_is_in_time_or_late(analyst: Client, probation: Agency) -> None:
    actions.receive_case_dates(
        supplier=probation, kind="sfo", content=b"reference,event,on,detail\nS-0401,charged,2010-01-04,",
        quarter_starts=date(2010, 1, 1), received_on=date(2010, 1, 14), by=None, at=morning(date(2010, 1, 14)),
    )  # fmt: skip
    rows = rows_of(page_of(analyst))
    assert rows[SENT_IN_TIME][:2] == ["No deadline set", ""]
    assert rows["Serious further offence reviews rated satisfactory or better"][:2] == ["No cases", ""]
    lines = csv.DictReader(io.StringIO(analyst.get(f"{PAGE}.csv").content.decode()))
    assert {row["indicator"]: row["note"] for row in lines}["sfo-in-time"] == "No deadline set"


def test_records_are_counted_over_two_wholes(analyst: Client) -> None:
    counts = rows_of(page_of(analyst))["Category 2 offenders entered on ViSOR"][1]
    assert counts == "8 of 8 (100%) 95% interval 67.6% to 100%; 5 of 5 (100%) at levels 2 and 3"


@pytest.mark.clause("C512", breaks="throughline.web.performance.timeliness.coming:coming")
def test_a_keeper_sees_what_is_overdue_and_due_soon_the_most_pressing_first(analyst: Client) -> None:
    """M-0152 was due on 25 December; V-0207 is due four months after 31 August."""
    table = next(one for one in page_of(analyst).find_all("table") if "Overdue" in one.caption.get_text())
    told = [row.get_text(" ", strip=True) for row in table.tbody.find_all("tr")]
    assert [words.split()[0] for words in told][:2] == ["M-0152", "V-0207"]
    assert "25 December 2009" in told[0]
    assert "21 days overdue" in told[0]
    assert "31 December 2009" in told[1]
    assert all("Probation boards and trusts" in words for words in told)


def test_a_keeper_sees_the_gaps_of_each_case(analyst: Client) -> None:
    text = page_of(analyst).get_text(" ", strip=True)
    assert all(reference in text for reference in (*LEVEL_3, *OFFENCES))


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.csv"])
def test_others_see_no_reference_on_the_page_or_in_the_file(planner: Client, address: str) -> None:
    text = planner.get(address).content.decode()
    assert [one for one in (*LEVEL_3, *RECORDS, *OFFENCES) if one in text] == []


def test_small_numbers_are_hidden_from_others_and_so_are_parts_that_would_give_them_away(
    planner: Client, probation: Agency
) -> None:
    """Of eight records seven are entered, so one is not: that one follows from either number."""
    lines = [f"V-{number},category,2009-09-01,2" for number in range(501, 509)]
    lines += [f"V-{number},entered,2009-09-02," for number in range(501, 508)]
    lines += [f"V-{number},level,2009-09-02,2" for number in range(501, 507)]
    receive(probation, "visor", *lines)
    words = rows_of(page_of(planner))["Category 2 offenders entered on ViSOR"]
    assert words[:2] == [
        "Not shown",
        "hidden, fewer than 5 parts are hidden, so that no small count follows",
    ]


def test_others_are_told_how_much_is_overdue_in_released_counts(planner: Client) -> None:
    assert "overdue: hidden, fewer than 5; due within a fortnight: 8." in page_of(planner).main.get_text(
        " ", strip=True
    )


def test_the_counts_leave_as_a_return_with_small_numbers_hidden_for_everybody(analyst: Client) -> None:
    answer = analyst.get(f"{PAGE}.csv?quarter=2009-10-01")
    lines = {row["indicator"]: row for row in csv.DictReader(io.StringIO(answer.content.decode()))}
    level_3 = lines["mappa-level-3-reviews"]
    assert (level_3["numerator"], level_3["denominator"]) == ("11", "12")
    partners = lines["visor-partner-status"]
    assert (partners["numerator"], partners["note"]) == ("", "hidden, fewer than 5")
    assert answer["Content-Disposition"] == 'attachment; filename="east-midlands-timeliness-2009-10-01.csv"'


def test_the_return_can_be_received_where_indicators_have_these_names(
    analyst: Client, probation: Agency
) -> None:
    """What is exported is read by the same rules as any return: hidden lines are refused, the rest stands."""
    content = analyst.get(f"{PAGE}.csv?quarter=2009-10-01").content
    receipt = actions.receive_return(
        supplier=probation, content=content, period_starts=Q3, period_ends=date(2009, 12, 31),
        received_on=date(2010, 1, 6), by=None, at=morning(date(2010, 1, 6)),
    )  # fmt: skip
    level_3 = receipt.observations.get(indicator__code="mappa-level-3-reviews")
    assert (level_3.numerator, level_3.denominator) == (11, 12)


def test_the_scorecard_has_the_counts_without_typing_them_again(analyst: Client) -> None:
    row = page_of(analyst, "/east-midlands/scorecard").find(id="indicator-mappa-level-3-reviews")
    assert "91.7%" in row.get_text()


def test_before_anything_came_the_page_says_so(
    partnership: Partnership, secretary: Any, as_person: Any
) -> None:
    client = as_person(secretary)
    page = page_of(client, "/hazelmere/scorecard/timeliness")
    assert page.select_one(".tl-lead").get_text(strip=True) == "No dates and no counts have come yet."
    assert client.get("/hazelmere/scorecard/timeliness.csv").status_code == 404


ASKED = [
    ("a quarter of which nothing came", "2008-01-01x", 404),
    ("no day", "Q3", 404),
    ("a day within a quarter means that quarter", "2009-11-05", 200),
    ("a quarter long ago is empty", "1999-05-05", 200),
]


@pytest.mark.parametrize(("sentence", "named", "status"), ASKED)
def test_a_quarter_is_asked_for_by_a_day(analyst: Client, sentence: str, named: str, status: int) -> None:
    assert analyst.get(f"{PAGE}?quarter={named}").status_code == status, sentence


def test_lines_that_were_not_taken_in_are_told_beside_the_counts(analyst: Client, probation: Agency) -> None:
    receive(probation, "mappa", "M-0601,level,2009-10-05,3", "M-0601,moved,2009-10-06,")
    assert "1 line of the dates of" in page_of(analyst).main.get_text(" ", strip=True)


def test_a_file_of_the_running_quarter_tells_how_far_it_reaches(analyst: Client, probation: Agency) -> None:
    actions.receive_case_dates(
        supplier=probation, kind="mappa", content=b"reference,event,on,detail\nM-0601,level,2010-01-04,3",
        quarter_starts=date(2010, 1, 1), received_on=date(2010, 1, 14), by=None, at=morning(date(2010, 1, 14)),
    )  # fmt: skip
    text = page_of(analyst).main.get_text(" ", strip=True)
    assert "reach Thursday 14 January 2010" in text
    assert rows_of(page_of(analyst))[LEVEL_3_WORDS][1].startswith("1 of 1 (100%)")


def test_one_reference_of_two_organisations_or_levels_is_drawn_twice(
    analyst: Client, probation: Agency
) -> None:
    police = Agency.objects.filter(partnership=probation.partnership).exclude(pk=probation.pk)[0]
    told = ("M-0141,level,2009-10-05,3", "M-0141,level,2009-11-05,2")
    receive(police, "mappa", *told)
    assert page_of(analyst).get_text().count("M-0141") >= 3


def test_the_worker_draws_the_strip_and_no_more_than_the_page_shows(probation: Agency) -> None:
    drawn = [
        chart for chart in every_chart(probation.partnership, date(2010, 1, 15)) if chart.kind == "reviews"
    ]
    assert len(drawn) == 1
    assert "M-0152" in repr(drawn[0].twin)


def test_sending_dates_leads_to_the_receipt(analyst: Client) -> None:
    file = SimpleUploadedFile(
        "d.csv", b"reference,event,on,detail\nM-0701,level,2009-10-05,3\nM-0701,gone,x,"
    )
    sent = {"supplier": "noms-probation", "kind": "mappa", "quarter": str(Q3), "file": file}
    answer = analyst.post(SEND, sent, follow=True)
    receipt = Receipt.objects.order_by("pk").last()
    assert answer.redirect_chain[-1][0] == f"/east-midlands/scorecard/returns/{receipt.pk}"  # type: ignore[union-attr]
    text = BeautifulSoup(answer.content, "html5lib").main.get_text(" ", strip=True)
    assert "1 of its 2 lines" in text
    assert "1 case is kept by its reference." in text
    assert "No line was taken in" not in text


@pytest.mark.parametrize(
    ("sentence", "sent", "says"),
    [
        ("no file", {}, "Choose the file of the dates."),
        ("a file that cannot be read", {"file": b"%PDF-1.4 x"}, "Error:"),
        ("other columns", {"file": b"name\nx"}, "no column reference"),
    ],
)
def test_a_file_that_cannot_be_received_is_said_beside_its_field(
    analyst: Client, sentence: str, sent: dict[str, bytes], says: str
) -> None:
    form: dict[str, Any] = {"supplier": "noms-probation", "kind": "mappa", "quarter": str(Q3)}
    form |= {name: SimpleUploadedFile("d.csv", content) for name, content in sent.items()}
    before = CaseDates.objects.count()
    answer = analyst.post(SEND, form)
    assert says in answer.content.decode(), sentence
    assert CaseDates.objects.count() == before


def test_the_page_asks_the_store_no_more_often_for_more_cases(analyst: Client, probation: Agency) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        analyst.get(PAGE)
    receive(probation, "mappa", *(f"M-{number},level,2009-10-05,3" for number in range(1000, 1120)))
    with CaptureQueriesContext(connection) as many:
        analyst.get(PAGE)
    assert len(few) <= 12
    assert len(many) <= len(few)
