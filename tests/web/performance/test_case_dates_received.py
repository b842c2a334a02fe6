"""Dates of cases are received by reference: counted, fed to the scorecard, and never with a name."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.web.conftest import NOW, TODAY
from throughline.figures.extracts.case_dates import CaseDatesUnreadable
from throughline.papers.reading.outcome import Unreadable
from throughline.web.access.actions import record_agency
from throughline.web.access.models import Agency, Event, Partnership, Person
from throughline.web.performance import actions, queries
from throughline.web.performance.models import CaseDates, Observation, Receipt, Rejection
from throughline.web.performance.timeliness.reads import limits_on

Q3 = date(2025, 10, 1)
CAME = date(2026, 1, 5)
LIST = """
[[indicator]]
id = "mappa-level-3-reviews"
code = "MAPPA 3"
name = "Level 3 reviews in time"
method = "percentage"
polarity = "higher"
unit = "cases"
numerator = "In time"
denominator = "Cases"
counts_people = false
target = { value = 90 }

[[indicator]]
id = "sfo-in-time"
code = "SFO"
name = "Sent in time"
method = "percentage"
polarity = "higher"
unit = "reviews"
numerator = "In time"
denominator = "Due"
target = { value = 80 }

[[day_limit]]
duty = "mappa-level-3"
days = 42
from = 2025-04-01
source = "the plan, 3.1.2"
"""
KEPT = ("M-01,level,2025-11-01,3", "M-01,review,2025-12-13,")
LATE = ("M-02,level,2025-11-01,3",)
NAMED = "Quentin Zebrawood,review,2025-12-01,"


@pytest.fixture
def supplier(partnership: Partnership) -> Agency:
    """Probation, with a list of indicators in use."""
    for code, name in (("probation", "Probation"), ("prison", "The prison")):
        record_agency(partnership=partnership, code=code, name=name, sector="", by=None, at=NOW)
    actions.load_indicators(partnership=partnership, text=LIST, loaded_on=Q3, by=None, at=NOW)
    return Agency.objects.get(partnership=partnership, code="probation")


def file_of(*lines: str) -> bytes:
    return "\n".join(("reference,event,on,detail", *lines)).encode()


def receive(supplier: Agency, *lines: str, **asked: Any) -> Receipt:
    told = {"kind": "mappa", "quarter_starts": Q3, "received_on": CAME, "by": None, "at": NOW} | asked
    return actions.receive_case_dates(supplier=supplier, content=file_of(*lines), **told)


def counts_of(
    partnership: Partnership, indicator: str, day: date = TODAY
) -> list[tuple[int, int | None, str]]:
    rows = queries.counted_on(partnership, day).filter(indicator__code=indicator).order_by("pk")
    return [(row.numerator, row.denominator, row.status) for row in rows]


def test_dates_are_kept_by_reference_and_counted_under_one_receipt(supplier: Agency) -> None:
    receipt = receive(supplier, *KEPT, *LATE)
    assert [(one.reference, one.kind, one.dates) for one in receipt.case_dates.all()] == [
        ("M-01", "mappa", [["level", "2025-11-01", "3"], ["review", "2025-12-13", ""]]),
        ("M-02", "mappa", [["level", "2025-11-01", "3"]]),
    ]
    assert counts_of(supplier.partnership, "mappa-level-3-reviews") == [(1, 2, "final")]
    assert Observation.objects.get(receipt=receipt).receipt == receipt


def test_the_event_holds_counts_and_no_reference(supplier: Agency) -> None:
    receipt = receive(supplier, *KEPT, NAMED)
    event = Event.objects.get(what="case dates received")
    assert event.detail == {
        "receipt": receipt.reference, "sha256": receipt.sha256, "kind": "mappa", "cases": 1,
        "accepted": 2, "rejected": 1,
    }  # fmt: skip


def test_counts_are_provisional_while_lines_are_missing(supplier: Agency) -> None:
    receive(supplier, *KEPT, NAMED)
    assert counts_of(supplier.partnership, "mappa-level-3-reviews") == [(1, 1, "provisional")]


def test_a_later_file_of_the_organisation_says_everything_anew(supplier: Agency) -> None:
    receive(supplier, *KEPT, *LATE)
    receive(supplier, *KEPT, *LATE, "M-02,review,2025-12-01,")
    assert counts_of(supplier.partnership, "mappa-level-3-reviews")[-1] == (2, 2, "final")
    assert len(counts_of(supplier.partnership, "mappa-level-3-reviews")) == 2


def test_the_dates_of_two_organisations_are_counted_together(supplier: Agency) -> None:
    prison = Agency.objects.get(partnership=supplier.partnership, code="prison")
    receive(supplier, *KEPT)
    receive(prison, *LATE)
    assert counts_of(supplier.partnership, "mappa-level-3-reviews")[-1] == (1, 2, "final")


def test_without_cases_or_without_a_limit_nothing_is_fed(supplier: Agency) -> None:
    receive(supplier, "M-01,level,2025-11-01,2")
    receive(supplier, "S-01,charged,2025-10-05,", "S-01,notified,2025-10-06,", kind="sfo")
    assert not Observation.objects.exists()


def test_a_quarter_that_runs_is_kept_and_not_yet_fed(supplier: Agency) -> None:
    receive(supplier, *KEPT, received_on=date(2025, 12, 31))
    assert CaseDates.objects.exists()
    assert not Observation.objects.exists()


def test_an_undone_file_counts_no_longer(supplier: Agency) -> None:
    receipt = receive(supplier, *LATE)
    Receipt.objects.filter(pk=receipt.pk).update(undone_on=date(2026, 1, 10), undone_reason="Wrong quarter")
    assert counts_of(supplier.partnership, "mappa-level-3-reviews") == []
    receive(supplier, *LATE, received_on=date(2026, 1, 12))
    assert counts_of(supplier.partnership, "mappa-level-3-reviews") == [(0, 1, "final")]


def test_limits_are_those_of_the_list_in_use(supplier: Agency) -> None:
    assert [(one.duty, one.days) for one in limits_on(supplier.partnership, TODAY)] == [("mappa-level-3", 42)]
    assert limits_on(supplier.partnership, date(2025, 9, 30)) == ()


REFUSED = [
    ("a kind that is none", {"kind": "names"}, actions.CaseDatesRefused, "of one kind"),
    ("a day that begins no quarter", {"quarter_starts": date(2025, 10, 2)}, actions.CaseDatesRefused,
     "first day of a quarter"),
    ("a quarter to come", {"quarter_starts": date(2026, 4, 1)}, actions.CaseDatesRefused, "that has begun"),
    ("no table", {"content": b"%PDF-1.4 nothing"}, Unreadable, "PDF"),
    ("other columns", {"content": b"name,on\nQuentin Zebrawood,2025-11-01"}, CaseDatesUnreadable,
     "no column reference"),
    ("no sound line", {"content": file_of(NAMED)}, actions.CaseDatesRefused, "line 2, reference"),
    ("a workbook cut off", {"content": b"PK\x03\x04 nothing"}, Unreadable, "cut off or damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "asked", "refusal", "says"), REFUSED)
def test_a_file_is_refused_whole_and_nothing_changes(
    supplier: Agency, sentence: str, asked: dict[str, Any], refusal: type[Exception], says: str
) -> None:
    told: dict[str, Any] = {
        "content": file_of(*KEPT), "kind": "mappa", "quarter_starts": Q3, "received_on": CAME, "by": None, "at": NOW,
    }  # fmt: skip
    events = Event.objects.count()
    with pytest.raises(refusal, match=says) as caught:
        actions.receive_case_dates(supplier=supplier, **(told | asked))
    assert "zebrawood" not in str(caught.value).lower()
    kept = (Receipt, CaseDates, Rejection, Observation)
    assert [model.objects.count() for model in kept] == [0] * 4, sentence  # type: ignore[attr-defined]
    assert Event.objects.count() == events


def test_the_same_file_is_not_received_twice_until_it_is_undone(supplier: Agency) -> None:
    receipt = receive(supplier, *KEPT)
    with pytest.raises(actions.CaseDatesRefused, match=receipt.reference):
        receive(supplier, *KEPT)
    Receipt.objects.filter(pk=receipt.pk).update(undone_on=CAME, undone_reason="By mistake")
    assert receive(supplier, *KEPT).pk != receipt.pk


CANARY = "zebrawood"


def every_cell() -> Iterator[str]:
    """Everything that the store holds, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (str(cell) for row in cursor.fetchall() for cell in row)


SLIPPED_IN = [
    ("as the reference", "Quentin Zebrawood,review,2025-12-01,", "dates.csv"),
    ("joined with digits", "QZebrawood1980,review,2025-12-01,", "dates.csv"),
    ("as an event", "M-01,Quentin Zebrawood,2025-12-01,", "dates.csv"),
    ("as a day", "M-01,review,Zebrawood,", "dates.csv"),
    ("as a detail", "M-01,review,2025-12-01,Quentin Zebrawood", "dates.csv"),
    ("in a cell of its own", "M-01,review,2025-12-01,,Zebrawood", "dates.csv"),
    ("in the name of the file", "M-01,review,2025-12-01,", "Quentin Zebrawood.csv"),
]


@pytest.mark.parametrize(("sentence", "line", "named"), SLIPPED_IN)
def test_a_name_that_slipped_in_is_nowhere_afterwards(
    supplier: Agency,
    secretary: Person,
    as_person: Any,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    sentence: str,
    line: str,
    named: str,
) -> None:
    """Shortcut 26: not in the store, not in the logs, not on the pages, not in an address."""
    caplog.set_level(logging.DEBUG)
    client: Client = as_person(secretary)
    file = SimpleUploadedFile(named, file_of(*KEPT[:1], line))
    answer = client.post(
        "/hazelmere/scorecard/timeliness/receive",
        {"supplier": "probation", "kind": "mappa", "quarter": str(Q3), "file": file},
        follow=True,
    )
    assert answer.status_code == 200
    assert CaseDates.objects.get().reference == "M-01"
    receipt = Receipt.objects.get()
    pages = [answer.content.decode(), client.get("/hazelmere/scorecard/timeliness").content.decode()]
    pages.append(client.get(f"/hazelmere/scorecard/returns/{receipt.pk}").content.decode())
    told = [*pages, json.dumps(answer.redirect_chain), caplog.text, *capsys.readouterr()]
    assert [CANARY in words.lower() for words in told] == [False] * len(told), sentence
    assert [cell for cell in every_cell() if CANARY in cell.lower()] == [], sentence


def test_the_search_for_a_name_would_find_one(supplier: Agency) -> None:
    record_agency(partnership=supplier.partnership, code="zebrawood", name="Z", sector="", by=None, at=NOW)
    assert [cell for cell in every_cell() if CANARY in cell.lower()] != []
