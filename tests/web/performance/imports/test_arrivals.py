"""Who owes which figures by when: on the page, and in what the analyst is reminded of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import NOW, TODAY
from tests.web.performance.imports.conftest import LIST, accept, mapped, stage
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.mail.kinds import kind_of
from throughline.web.performance import actions
from throughline.web.performance.imports.owed import ledger_on
from throughline.web.performance.imports.reminders import due_of_figures

PAGE = "/hazelmere/scorecard/arrivals"
Q1, Q2, Q3 = "Q1 2025-26", "Q2 2025-26", "Q3 2025-26"


def homes(quarter: str, area: str = "Ash") -> str:
    return f"Area,Quarter,Settled,Ended\n{area},{quarter},57,80\n"


def courses(supplier: Agency, ends: date, on: date) -> None:
    actions.receive_return(
        supplier=supplier, content=b"indicator,numerator,denominator\ncourses,9,", received_on=on,
        period_starts=date(ends.year, ends.month - 2, 1), period_ends=ends, by=None, at=NOW,
    )  # fmt: skip


def states(place: Partnership, on: date) -> list[tuple[str, str, int, str]]:
    rows = ledger_on(place, on).rows
    return [(row.supplier, str(row.period.ends), len(row.missing), row.state.value) for row in rows]


def test_what_one_supplier_owes_for_one_quarter_goes_from_not_due_over_partly_to_late(
    probation: Agency,
) -> None:
    place = probation.partnership
    assert states(place, date(2025, 6, 30)) == []
    assert states(place, date(2025, 7, 31)) == [("probation", "2025-06-30", 2, "not yet due")]
    assert states(place, date(2025, 8, 1)) == [("probation", "2025-06-30", 2, "overdue")]
    accept(mapped(probation, homes(Q1)), on=date(2025, 8, 4))
    assert states(place, date(2025, 8, 4)) == [("probation", "2025-06-30", 1, "partly")]
    courses(probation, date(2025, 6, 30), date(2025, 8, 5))
    assert states(place, date(2025, 8, 5)) == [("probation", "2025-06-30", 0, "late")]


def test_an_undone_receipt_leaves_its_figures_owed(probation: Agency) -> None:
    place = probation.partnership
    taken = accept(mapped(probation, homes(Q1)), on=date(2025, 7, 7))
    courses(probation, date(2025, 6, 30), date(2025, 7, 7))
    assert states(place, date(2025, 8, 4))[0][3] == "in time"
    actions.undo_receipt(receipt=taken, reason="Wrong.", undone_on=date(2025, 8, 4), by=None, at=NOW)
    assert states(place, date(2025, 8, 4))[0][2:] == (1, "partly")
    assert states(place, date(2025, 8, 3))[0][3] == "in time"


def test_the_page_says_what_is_overdue_and_lists_files_receipts_and_revisions(
    probation: Agency, as_analyst: Client
) -> None:
    accept(mapped(probation, homes(Q1)), on=date(2025, 7, 7))
    accept(mapped(probation, homes(Q1).replace("57", "58")), on=date(2025, 7, 9))
    stage(probation, homes(Q3), name="third-quarter.csv")
    page = as_analyst.get(PAGE).content.decode()
    assert "3 returns are overdue. The longest, from Probation, was owed by 31 July 2025" in page
    for words in ("Missing: Courses", "third-quarter.csv", "2025-07-09/1", "Send a file"):
        assert words in page
    assert page.index("2025-07-09/1") < page.index("2025-07-07/1")


@pytest.mark.clause("C135", breaks="throughline.figures.extracts.arrivals:arrivals")
@pytest.mark.clause("C135", breaks="throughline.web.performance.imports.arrivals_page:_state")
def test_each_organisation_has_a_schedule_of_what_it_gives_by_when_and_when_it_came(
    probation: Agency, as_analyst: Client
) -> None:
    accept(mapped(probation, homes(Q2)), on=date(2025, 10, 6))
    courses(probation, date(2025, 9, 30), date(2025, 11, 4))
    page = as_analyst.get(PAGE).content.decode()
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr.*?</tr>", page, re.S)]
    came = next(row for row in rows if "1 July 2025 to 30 September 2025" in row)
    awaited = next(row for row in rows if "1 April 2025 to 30 June 2025" in row)
    assert came.startswith("Probation ")
    assert "31 October 2025" in came
    assert came.endswith("Late by 2 working days: 4 November 2025")
    assert "31 July 2025" in awaited
    assert "Overdue by" in awaited


def test_whoever_only_reads_sees_who_owes_and_neither_files_nor_the_way_to_send(
    probation: Agency, person_with: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    stage(probation, homes(Q3), name="third-quarter.csv")
    page = as_person(person_with("Jo Hazel", "plan-owner")).get(PAGE).content.decode()
    assert "overdue" in page
    assert "third-quarter.csv" not in page
    assert "Send a file" not in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "There is no list of indicators yet.", id="before any list"),
        pytest.param(
            LIST.replace('supplier = "probation"\n', "").replace('supplier = "ministry"\n', ""),
            "No supplier is named in the list of indicators",
            id="a list that names no supplier",
        ),
    ],
)
def test_the_page_says_what_to_do_first(
    partnership: Partnership, as_analyst: Client, text: str, sentence: str
) -> None:
    if text:
        actions.load_indicators(partnership=partnership, text=text, loaded_on=TODAY, by=None, at=NOW)
    assert sentence in as_analyst.get(PAGE).content.decode()


def queries_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(PAGE).status_code == 200
    return len(caught)


def test_the_page_asks_the_store_twelve_times_at_most_whatever_came(
    probation: Agency, as_analyst: Client
) -> None:
    as_analyst.get(PAGE)
    few = queries_of(as_analyst)
    for place, quarter in enumerate((Q1, Q2, Q3)):
        accept(mapped(probation, homes(quarter)), on=date(2026, 3, 10 + place))
        stage(probation, homes(quarter, "Elm"), name=f"{place}.csv")
    assert queries_of(as_analyst) == few <= 12


def reminded(place: Partnership, on: date) -> list[tuple[str, str]]:
    return [(one.kind, one.sentence) for one in due_of_figures(place, on)]


def test_the_analyst_is_reminded_five_working_days_before_and_one_after(
    probation: Agency, person_with: Callable[..., Person]
) -> None:
    place, analyst = probation.partnership, person_with("Marek Rowan", "analyst")
    due = "Figures of Probation for 1 April 2025 to 30 June 2025 are owed by 31 July 2025."
    late = "Figures of Probation for 1 April 2025 to 30 June 2025 were owed by 31 July 2025 and are not all here."
    assert reminded(place, date(2025, 7, 23)) == []
    assert reminded(place, date(2025, 7, 24)) == [("extract-due", due)]
    assert reminded(place, date(2025, 8, 1)) == [("extract-late", late)]
    assert {one.person_id for one in due_of_figures(place, date(2025, 8, 1))} == {analyst.pk}
    accept(mapped(probation, homes(Q1)), on=date(2025, 7, 7))
    assert reminded(place, date(2025, 8, 1)) == [("extract-late", late)]
    courses(probation, date(2025, 6, 30), date(2025, 7, 7))
    assert reminded(place, date(2025, 8, 1)) == []
    assert {kind_of(code).code for code in ("extract-due", "extract-late")} == {"extract-due", "extract-late"}


def test_each_reminder_is_one_of_its_kind(probation: Agency, person_with: Callable[..., Person]) -> None:
    person_with("Marek Rowan", "analyst")
    told: list[Any] = list(due_of_figures(probation.partnership, TODAY))
    assert len(told) == 3
    assert len({one.once for one in told}) == 3
