"""Scoping work, options, evaluations and reference documents; and the days from a need to a service."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Partnership
from throughline.web.provision import actions
from throughline.web.provision.models import CatalogueEntry, GapFinding, NeedsAssessment, Place

ROOT = "/east-midlands/provision"
NOW = datetime(2010, 1, 15, 10, tzinfo=UTC)
PAGE = "throughline.web.provision.lists_page"
COMMON = {"body": "emrrp", "lead": "shelter", "state": "Running", "objective": "2.3.2"}


@pytest.fixture
def region(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def sam(region: Partnership) -> Client:
    return signed_in("Sam Larch", at="east-midlands")


def shown(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(f"{ROOT}/{address}")
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html5lib")
    for label in page.select(".tl-l"):
        label.extract()
    return page


def add(client: Client, register: str, **told: Any) -> None:
    answer = client.post(f"{ROOT}/lists/{register}/new", COMMON | told)
    assert answer.status_code == 302, BeautifulSoup(answer.content, "html5lib").main.get_text(" ", strip=True)


def line_of(client: Client, register: str, title: str) -> list[str]:
    rows = shown(client, f"lists/{register}").find_all("tr")
    row = next(row for row in rows if row.th and row.th.get_text().strip().startswith(title))
    return [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all(["th", "td"])]


@pytest.mark.clause("C203", breaks=f"{PAGE}:_particulars")
def test_scoping_work_has_a_lead_a_working_group_what_it_brings_and_the_gaps_it_found(sam: Client) -> None:
    add(sam, "scoping", title="What women need", words="Issues and gaps.", gaps=["1"], cohorts=["women"],
        items="A map of services\nCosted options", next_on="2010-03-31")  # fmt: skip
    what, _stands, group, lead, whom, due = line_of(sam, "scoping", "What women need")
    gap = GapFinding.objects.get(number=1, partnership__slug="east-midlands")
    assert "To bring: A map of services, Costed options" in what
    assert f"Found: Gap 1: {gap.words}" in what
    assert (group, lead, whom) == (
        "East Midlands Reducing Re-offending Partnership Board",
        "Shelter",
        "Women",
    )
    assert due == "Wednesday 31 March 2010"


@pytest.mark.clause("C204", breaks=f"{PAGE}:_particulars")
def test_a_future_service_is_an_option_with_the_principles_it_is_designed_by(sam: Client) -> None:
    add(sam, "options", title="One-stop shop", state="Considered", items="Trauma informed\nLed by charities")
    what, stands, *_rest = line_of(sam, "options", "One-stop shop")
    assert "Designed by: Trauma informed, Led by charities" in what
    assert stands == "Considered 2.3.2"


@pytest.mark.clause("C190", breaks=f"{PAGE}:_particulars")
def test_a_service_is_evaluated_by_an_outcome(sam: Client) -> None:
    add(sam, "evaluations", title="Rooms, first year", words="Fewer lost their home.", service="1",
        measure="Homes kept for 13 weeks: 18 of 24", state="Done")  # fmt: skip
    what = line_of(sam, "evaluations", "Rooms, first year")[0]
    assert "Service: Supported rooms for women" in what
    assert "Measured by: Homes kept for 13 weeks: 18 of 24" in what
    assert "Fewer lost their home." in what


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("measure", "Say by which outcome the service was evaluated."), ("service", "is not in the directory")],
)
def test_an_evaluation_without_outcome_or_service_is_refused(
    sam: Client, missing: str, sentence: str
) -> None:
    told = COMMON | {"title": "Rooms", "service": "1", "measure": "Homes kept"}
    answer = sam.post(f"{ROOT}/lists/evaluations/new", {**told, missing: ""})
    assert sentence in " ".join(answer.content.decode().split())
    assert not CatalogueEntry.objects.filter(register="evaluations").exists()


@pytest.mark.clause("C206", breaks=f"{PAGE}:catalogue_page")
def test_reference_documents_are_listed_with_what_they_bear_on(sam: Client) -> None:
    add(sam, "references", title="Female Offender Strategy", kind="national strategy", state="Current",
        words="Published in 2018; bears on diversion.")  # fmt: skip
    what, stands, reads, keeps, *_rest = line_of(sam, "references", "Female Offender Strategy")
    assert "national strategy; Published in 2018; bears on diversion." in what
    assert (stands, keeps) == ("Current 2.3.2", "Shelter")
    assert reads.startswith("East Midlands")


def test_each_list_asks_only_what_it_is_about(sam: Client) -> None:
    asked = {
        register: {
            field["name"] for field in shown(sam, f"lists/{register}/new").find_all(attrs={"name": True})
        }
        for register in ("programmes", "scoping", "references")
    }
    assert {"amount", "panels"} <= asked["programmes"]
    assert not {"items", "gaps", "measure", "service"} & asked["programmes"]
    assert {"items", "gaps"} <= asked["scoping"]
    assert not {"amount", "measure"} & asked["scoping"]
    assert not {"items", "next_on", "cohorts"} & asked["references"]


def test_a_change_keeps_how_a_line_was(sam: Client) -> None:
    add(sam, "scoping", title="What women need", items="A map", gaps=["1"])
    form = shown(sam, "lists/scoping/1")
    assert form.find("textarea", attrs={"name": "items"}).get_text().strip() == "A map"
    told = COMMON | {
        "title": "What women need",
        "items": "A map\nOptions",
        "gaps": ["1", "2"],
        "state": "Done",
    }
    assert sam.post(f"{ROOT}/lists/scoping/1", told).status_code == 302
    rows = CatalogueEntry.objects.filter(register="scoping").order_by("pk")
    assert [(one.state, one.items, one.gaps.count()) for one in rows] == [
        ("Running", ["A map"], 1),
        ("Done", ["A map", "Options"], 2),
    ]


@pytest.mark.clause("C479", breaks=f"{PAGE}:_link")
def test_an_assessment_leads_by_its_gap_to_what_is_bought_each_with_its_day(
    sam: Client, region: Partnership
) -> None:
    assessment = NeedsAssessment.objects.get(partnership=region, number=1)
    place = Place.objects.get(partnership=region, code="nottinghamshire")
    gap = actions.record_gap(
        place=place, pathway="health", cohort="women", words="Too few sessions.", evidence="A count",
        severity="medium", owner=region.agencies.get(code="dh"), assessment=assessment, size=None,
        found_on=date(2009, 11, 27), by=None, at=NOW,
    )  # fmt: skip
    actions.intend(
        place=place, buyer="Department of Health", words="Sessions of 2010-11", pathway="health",
        cohorts=("women",), decide_on=date(2010, 2, 26), from_on=date(2010, 3, 31), by=None, at=NOW,
    )  # fmt: skip
    actions.intend(
        place=place, buyer="Home Office", words="Something else", pathway="finance",
        decide_on=date(2010, 2, 26), from_on=date(2010, 3, 31), by=None, at=NOW,
    )  # fmt: skip
    table = shown(sam, "assessments").find_all("table")[-1]
    row = next(row for row in table.tbody.find_all("tr") if f"Gap {gap.number}:" in row.th.get_text())
    cells = [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all("td")]
    assert cells == [
        "Friday 20 November 2009",
        "Friday 27 November 2009",
        "None",
        "Sessions of 2010-11: decided by Friday 26 February 2010, from Wednesday 31 March 2010",
    ]
