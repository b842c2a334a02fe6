"""The register of sources on its pages: what serves each, what serves none, and the plans of partners."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.rules.plan.sources import SourceRow
from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Action
from throughline.web.plan import actions
from throughline.web.plan.models import DeliveryPlan, Objective, PlanVersion, Source, SourceLink

AT: dict[str, Any] = {"by": None, "at": datetime(2026, 3, 30, 9, tzinfo=UTC)}
DAY = date(2010, 1, 15)
SOURCES = "/east-midlands/plan/sources"
pytestmark = pytest.mark.usefixtures("universe", "db")


@pytest.fixture
def owner() -> Client:
    """Priya Hawthorn, who keeps the plan of the East Midlands."""
    return signed_in("Priya Hawthorn", at="east-midlands")


def page_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def words_of(client: Client, address: str) -> str:
    return page_of(client, address).get_text(" ", strip=True)


def rows_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """The cells of each row of the first table, by the words of the link that heads it."""
    found = {}
    for row in page.select("table")[0].select("tbody tr"):
        cells = [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
        head = row.th
        assert head is not None
        found[(head.a or head).get_text(strip=True)] = cells
    return found


def east_midlands() -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


def plan() -> DeliveryPlan:
    return DeliveryPlan.objects.get(partnership__slug="east-midlands")


def source(code: str) -> Source:
    return Source.objects.select_related("partnership").get(partnership__slug="east-midlands", code=code)


@pytest.mark.clause("C316", breaks="throughline.rules.plan.sources:objectives_serving")
@pytest.mark.clause("C303", breaks="throughline.web.plan.sources.page:links_on")
def test_each_target_shows_how_many_objectives_serve_it_and_how_they_stand(owner: Client) -> None:
    """PSA 16 is served by priorities 2.3 and 2.4: three objectives and five; PSA 14 by nothing."""
    rows = rows_of(page_of(owner, SOURCES))
    homes_and_work = next(cells for title, cells in rows.items() if title.startswith("PSA 16"))
    assert homes_and_work[1].endswith("8")
    assert (
        next(cells for title, cells in rows.items() if title.startswith("PSA 14"))[2] == "Served by nothing"
    )
    assert sum(title.startswith("PSA ") for title in rows) == 7
    numbers = list(rows_of(page_of(owner, f"{SOURCES}/psa-16")))
    assert numbers == ["2.3.1", "2.3.2", "2.3.3", "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5"]


def test_an_objective_may_serve_many_sources() -> None:
    """2.5.6 answers two reviews of its own, and through its priority two targets."""
    reader = signed_in("Marek Rowan", at="east-midlands")
    words = words_of(reader, "/east-midlands/plan/2009-10/objectives/2.5.6/thread")
    for title in ("Review of women", "learning difficulties", "PSA 23: make", "PSA 25: less harm"):
        assert title in words


@pytest.mark.clause("C006", breaks="throughline.rules.plan.sources:coverage")
def test_the_coverage_of_one_theme_is_shown_alone(owner: Client) -> None:
    """The theme is served by one objective, and stands as that objective does in the table of the plan."""
    page = page_of(owner, f"{SOURCES}?kind=theme")
    (how_it_stands,) = [cells[2] for cells in rows_of(page).values()]
    (line,) = rows_of(page_of(owner, f"{SOURCES}/diversity")).values()
    assert how_it_stands == f"{line[0]} 1"
    assert [(title, cells[1][-1]) for title, cells in rows_of(page).items()] == [
        ("Diversity vision: decency and equality, beyond what the law asks", "1")
    ]
    assert "55 objectives" in page.get_text(" ", strip=True)


@pytest.mark.clause("C137", breaks="throughline.rules.plan.sources:serving_nothing")
def test_what_serves_no_priority_of_a_parent_is_listed(owner: Client) -> None:
    """Only 1.2 with its objectives, and three others, serve nothing at all."""
    words = words_of(owner, SOURCES)
    listed = words[words.index("Linked with nothing") : words.index("What you can do here")]
    assert "Priority 1.2 " in listed
    for code in ("1.2.1", "1.2.2", "1.2.3", "1.3.1", "1.3.2"):
        assert f" {code} " in listed
    for code in ("1.1.1", "1.3.3", "2.5.6", "3.4.1"):
        assert f" {code} " not in listed
    row = SourceRow("region-1", "priority", "Know what works", text="The board asks for better knowledge.")
    (made,) = actions.record_sources(partnership=east_midlands(), rows=(row,), **AT)
    actions.link_source(source=made, plan=plan(), line="1.2", on=DAY, **AT)
    assert "Priority 1.2 " not in words_of(owner, SOURCES)
    words = words_of(owner, f"{SOURCES}?kind=priority")
    listed = words[words.index("Linked with nothing") :]
    assert "53 objectives" in listed
    assert (" 1.2.1 " in listed, " 2.1.1 " in listed) == (False, True)


@pytest.mark.clause("C006", breaks="throughline.rules.plan.sources:objectives_serving")
def test_a_theme_is_served_by_priorities_and_objectives_and_each_of_them_may_serve_several(
    owner: Client,
) -> None:
    """A priority's link counts for all its objectives; a second theme takes nothing from the first."""
    rows = tuple(SourceRow(f"pcp-{n}", "theme", f"Theme {n} of the police and crime plan") for n in (1, 2))
    first, second = actions.record_sources(partnership=east_midlands(), rows=rows, **AT)
    for theme, line in ((first, "1.2"), (first, "2.6.1"), (second, "2.6.1")):
        actions.link_source(source=theme, plan=plan(), line=line, on=DAY, **AT)
    covered = rows_of(page_of(owner, f"{SOURCES}?kind=theme"))
    counts = {title: cells[1].split()[-1] for title, cells in covered.items() if title.startswith("Theme")}
    assert counts == {rows[0].title: "4", rows[1].title: "1"}


@pytest.mark.clause("C041", breaks="throughline.web.plan.sources.page:_serving_rows")
def test_a_responsibility_of_the_parent_is_traced_to_the_objectives_that_help_it_and_back(
    owner: Client,
) -> None:
    row = SourceRow(
        "parent-1",
        "priority",
        "Work with criminal justice agencies",
        publisher="The board above",
        text="Liaison.",
    )
    (made,) = actions.record_sources(partnership=east_midlands(), rows=(row,), **AT)
    actions.link_source(source=made, plan=plan(), line="3.1", on=DAY, **AT)
    traced = rows_of(page_of(owner, f"{SOURCES}/parent-1"))
    assert list(traced) == ["3.1.1", "3.1.2"]
    thread = words_of(owner, "/east-midlands/plan/2009-10/objectives/3.1.2/thread")
    assert "Work with criminal justice agencies" in thread


@pytest.mark.clause("C143", breaks="throughline.web.plan.sources.page:source_page")
def test_the_words_of_a_parents_priority_stand_on_its_page(owner: Client) -> None:
    row = SourceRow("region-1", "priority", "Know what works", text="The board asks for better knowledge.")
    (made,) = actions.record_sources(partnership=east_midlands(), rows=(row,), **AT)
    actions.link_source(source=made, plan=plan(), line="1.2.2", on=DAY, **AT)
    page = page_of(owner, f"{SOURCES}/region-1")
    assert "The board asks for better knowledge." in page.get_text()
    assert list(rows_of(page)) == ["1.2.2"]


@pytest.mark.clause("C317", breaks="throughline.web.plan.actions.sources:record_sources")
def test_seventeen_national_strategies_stand_in_the_register_with_publisher_and_year(owner: Client) -> None:
    page = page_of(owner, f"{SOURCES}?kind=national-policy")
    assert len(rows_of(page)) == 17
    assert "HM Treasury, 2007" in page.get_text()


@pytest.mark.clause("C003", breaks="throughline.web.plan.sources.page:register_page")
def test_priorities_that_serve_no_purpose_of_the_terms_are_listed(owner: Client) -> None:
    row = SourceRow("purpose", "purpose", "Less re-offending", reference="clause 6e")
    (made,) = actions.record_sources(partnership=east_midlands(), rows=(row,), **AT)
    actions.link_source(source=made, plan=plan(), line="2.2", on=DAY, **AT)
    words = words_of(owner, f"{SOURCES}?kind=purpose")
    listed = words[words.index("Linked with nothing") :]
    assert "16 priorities" in listed
    assert "Priority 2.1 " in listed
    assert "Priority 2.2 " not in listed


@pytest.mark.clause("C042", breaks="throughline.web.plan.sources.page:_serving_rows")
def test_a_duty_names_whom_it_binds_from_when_and_what_serves_it(owner: Client) -> None:
    page = page_of(owner, f"{SOURCES}/core-duty-2010")
    words = page.get_text(" ", strip=True)
    assert "Binds from 1 April 2010" in words
    assert "Leicestershire and Rutland Probation Trust" in words
    assert "Policing and crime bill of 2009" in words
    assert list(rows_of(page)) == ["1.3.3"]


@pytest.mark.clause("C043", breaks="throughline.web.plan.sources.page:partners_page")
def test_partners_that_a_duty_binds_and_that_have_no_plan_are_listed(owner: Client) -> None:
    page = page_of(owner, "/east-midlands/plan/partner-plans")
    words = page.get_text(" ", strip=True)
    assert "3 organisations bound by a duty; 2 without a plan of its own on record." in words
    rows = rows_of(page)
    assert (
        "Wednesday 1 April 2009 to Wednesday 31 March 2010"
        in rows["Leicestershire and Rutland Probation Trust"][1]
    )
    assert rows["Leicestershire and Rutland Probation Trust"][2].endswith("2009-10")
    assert rows["Nottinghamshire Police"][1].endswith("None on record")


@pytest.mark.clause("C302", breaks="throughline.web.plan.actions.sources:record_partner_plan")
def test_a_plan_of_another_body_is_linked_and_its_objectives_are_not_copied(owner: Client) -> None:
    before = Objective.objects.count()
    actions.record_partner_plan(
        partnership=east_midlands(), title="Youth plan of another region", owner="Another board", plan=plan(),
        starts=date(2009, 4, 1), ends=date(2010, 3, 31), stands="beside", **AT,
    )  # fmt: skip
    page = page_of(owner, "/east-midlands/plan/partner-plans")
    assert "Youth plan of another region" in page.select("table")[1].get_text()
    assert Objective.objects.count() == before
    with pytest.raises(actions.SourceRefused, match="Say whose plan it is"):
        actions.record_partner_plan(
            partnership=east_midlands(),
            title="Nobody's",
            starts=DAY,
            ends=date(2011, 1, 1),
            stands="own",
            **AT,
        )


@pytest.mark.clause("C150", breaks="throughline.web.plan.actions.sources:answer_direction")
def test_a_direction_of_a_parent_has_its_words_its_day_and_the_action_that_answers() -> None:
    secretary = signed_in("Sam Larch", at="east-midlands")
    row = SourceRow("d1", "direction", "Spread the pilot", text="Begin in May.", published="12 January 2010")
    actions.record_sources(partnership=east_midlands(), rows=(row,), **AT)
    assert "No action yet" in words_of(secretary, f"{SOURCES}/d1")
    number = Action.objects.filter(partnership=east_midlands())[0].number
    answer = {"answer-do": "answer", "answer-action": str(number)}
    assert secretary.post(f"{SOURCES}/d1", answer).status_code == 302
    words = words_of(secretary, f"{SOURCES}/d1")
    for said in ("Begin in May.", "12 January 2010", f"Action {number}"):
        assert said in words


def test_what_the_plan_names_and_the_register_lacks_is_listed(owner: Client) -> None:
    latest = PlanVersion.objects.filter(plan=plan()).latest("number")
    heading, *lines = latest.text.splitlines()
    place = heading.split(",").index("duty")
    changed = []
    for line in lines:
        cells = line.split(",")
        if line.startswith("objective,1.2.2,"):
            cells[place + len(cells) - len(heading.split(","))] = "psa-16; A duty nobody recorded"
        changed.append(",".join(cells))
    actions.accept_plan(
        partnership=east_midlands(), text="\n".join((heading, *changed, "")), accepted_on=DAY, **AT
    )
    words = words_of(owner, SOURCES)
    assert "A duty nobody recorded Objective 1.2.2" in words
    assert "1.2.2" in rows_of(page_of(owner, f"{SOURCES}/psa-16"))


def send(client: Client, text: str) -> Any:
    file = SimpleUploadedFile("sources.csv", text.encode())
    return client.post(SOURCES, {"send-do": "send", "send-file": file})


def test_a_file_of_sources_is_taken_whole_or_not_at_all(owner: Client) -> None:
    before = Source.objects.count()
    refused = send(owner, "code,kind,title\nnew-one,theme,New\nother,rumour,Other\n").content.decode()
    assert "row 3" in refused
    assert "“rumour” is no kind of source" in refused
    assert Source.objects.count() == before
    assert send(owner, "code,kind,title\nnew-one,theme,New\nother,theme,Other\n").status_code == 302
    assert Source.objects.count() == before + 2


def test_a_line_is_linked_and_the_link_ended_on_the_page(owner: Client) -> None:
    address = f"{SOURCES}/psa-14"
    assert owner.post(address, {"link-do": "link", "link-line": "2.9.1"}).status_code == 302
    assert list(rows_of(page_of(owner, address))) == ["2.9.1"]
    link = SourceLink.objects.get(source__code="psa-14")
    assert owner.post(address, {"end-do": "end", "end-link": link.pk}).status_code == 302
    assert "Nothing in the plan in force serves it." in words_of(owner, address)
    link.refresh_from_db()
    assert link.ended_on == DAY


@pytest.mark.parametrize(
    ("sentence", "line", "refusal"),
    [
        ("a number the plan does not have", "9.9.9", "no objective or priority of the plan of 2009-10"),
        ("a line that is linked already", "2.3", "linked with “PSA 16: socially excluded adults” already"),
    ],
)
def test_a_link_that_cannot_be_is_refused(sentence: str, line: str, refusal: str) -> None:
    with pytest.raises(actions.LinkRefused, match=refusal):
        actions.link_source(source=source("psa-16"), plan=plan(), line=line, on=DAY, **AT)


def test_whoever_only_reads_the_plan_changes_nothing() -> None:
    reader = signed_in("Marek Rowan", at="east-midlands")
    assert "What you can do here" not in words_of(reader, f"{SOURCES}/psa-14")
    answer = reader.post(f"{SOURCES}/psa-14", {"link-do": "link", "link-line": "2.9.1"})
    assert answer.status_code == 404
    assert not SourceLink.objects.filter(source__code="psa-14").exists()


@pytest.mark.parametrize("address", ["sources", "sources/psa-23", "sources/core-duty-2010", "partner-plans"])
def test_a_page_asks_at_most_twelve_questions_however_much_there_is(owner: Client, address: str) -> None:
    rows = tuple(SourceRow(f"more-{n}", "theme", f"Theme {n}", held_by=("lrpt",)) for n in range(12))
    for made in actions.record_sources(partnership=east_midlands(), rows=rows, **AT):
        actions.link_source(source=made, plan=plan(), line="2.1", on=DAY, **AT)
    with CaptureQueriesContext(connection) as queries:
        assert owner.get(f"/east-midlands/plan/{address}").status_code == 200
    assert len(queries) <= 12
