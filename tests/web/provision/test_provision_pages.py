"""Needs, services and what is left: pages, searches, files and the letter of commission."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.rules.provision import Amount
from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Commission
from throughline.web.provision import actions
from throughline.web.provision.models import (
    CatalogueEntry,
    GapFinding,
    Intention,
    Need,
    NeedsAssessment,
    Place,
    Provision,
    Recommendation,
)
from throughline.web.provision.told import ProvisionTold

NOW = datetime(2010, 1, 15, 10, tzinfo=UTC)
AT: dict[str, Any] = {"by": None, "at": NOW}
ROOT = "/east-midlands/provision"


@pytest.fixture
def region(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def sam(region: Partnership) -> Client:
    return signed_in("Sam Larch", at="east-midlands")


@pytest.fixture
def member(region: Partnership) -> Client:
    return signed_in("Marek Rowan", at="east-midlands")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def place(code: str) -> Place:
    return Place.objects.get(partnership__slug="east-midlands", code=code)


def offered(**differs: Any) -> Provision:
    told: dict[str, Any] = {
        "name": "New rooms", "pathway": "accommodation", "place": place("leicestershire"),
        "capacity": Amount(30), "provider": "Another charity", "from_on": date(2010, 1, 1), "cohorts": ("women",),
    }  # fmt: skip
    return actions.record_provision(
        partnership=place("nottingham").partnership, told=ProvisionTold(**told | differs),
        recorded_on=date(2010, 1, 15), **AT,
    )  # fmt: skip


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def need_row(client: Client, need: str) -> dict[str, str]:
    rows = rows_of(client.get(f"{ROOT}.csv"))
    return next(row for row in rows if row["Need"].startswith(need))


@pytest.mark.clause("C014", breaks="throughline.web.provision.actions.needs:record_assessment")
def test_an_assessment_has_scope_sources_day_and_findings_and_the_gaps_that_rest_on_it(sam: Client) -> None:
    told = {
        "title": "Health of women", "scope": "Nottinghamshire", "drawn_from": "Referrals of 2009",
        "findings": "Waits are long.", "assessed_on": "2010-01-14",
    }  # fmt: skip
    assert sam.post(f"{ROOT}/assessments/new", told).status_code == 302
    made = NeedsAssessment.objects.get(title="Health of women")
    gap = {
        "pathway": "health", "place": "nottinghamshire", "cohort": "women", "words": "Waits are long.",
        "evidence": "Referrals", "severity": "low", "owner": "dh", "objective": "", "found_on": "2010-01-15",
        "assessment": str(made.number),
    }  # fmt: skip
    assert sam.post(f"{ROOT}/gaps/new", gap).status_code == 302
    shown = page(sam, f"{ROOT}/assessments")
    for words in (
        "Health of women",
        "Nottinghamshire",
        "Referrals of 2009",
        "Waits are long.",
        "14 January 2010",
        "Gap 3",
    ):
        assert words in shown
    told["assessed_on"] = "2010-01-16"
    assert "has not come yet" in page_of(sam.post(f"{ROOT}/assessments/new", told))


def page_of(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_says_where_there_is_need_without_service(member: Client) -> None:
    shown = page(member, ROOT)
    # 64 women and nothing there; 71 less 24 rooms in Nottingham, which lies inside, and less what housing
    # advice for everybody there helps, which nobody knows; 540 less 350 and 90
    assert "The widest: women, accommodation and support, Leicestershire and Rutland." in shown
    found = need_row(member, "Accommodation and support: Women, Leicestershire and Rutland")
    assert (found["Size"], found["Reaches them"], found["Gap"]) == ("64 people a year", "0", "64")
    found = need_row(member, "Accommodation and support: Women, Nottinghamshire")
    assert (found["Reaches them"], found["Gap"], found["How it stands"]) == (
        "24 and more",
        "Up to 47",
        "Not known",
    )
    found = need_row(member, "Finance, benefit and debt: Everyone, Nottingham")
    assert (found["Reaches them"], found["Gap"]) == ("440", "100")
    found = need_row(member, "Accommodation and support: Everyone, Nottingham")
    assert (found["Reaches them"], found["Gap"]) == ("304", "6")


def test_unknown_capacity_is_not_taken_for_none(member: Client) -> None:
    found = need_row(member, "Finance, benefit and debt: Everyone, Leicestershire and Rutland")
    assert (found["Reaches them"], found["Gap"]) == ("0 and more", "Up to 420")
    assert found["How it stands"] == "Not known"


def test_what_women_need_is_shown_apart_and_small_numbers_of_them_are_hidden(member: Client) -> None:
    shown = page(member, f"{ROOT}?cohort=women")
    assert "Everyone, Nottingham" not in shown
    found = need_row(member, "Health: Women, Leicestershire and Rutland")
    assert (found["Size"], found["Gap"]) == ("Hidden", "Hidden")
    small = Need.objects.get(pathway="health", place__code="leicestershire")
    one = page(member, f"{ROOT}/needs/{small.pk}")
    assert "Gap: hidden." in one
    assert "4 people a year" not in one


def test_a_service_that_begins_closes_part_of_a_gap_and_one_to_come_does_not(
    member: Client, sam: Client
) -> None:
    offered(name="To come", from_on=date(2010, 1, 16))
    name = "Accommodation and support: Women, Leicestershire and Rutland"
    assert need_row(member, name)["Gap"] == "64"
    offered()
    assert need_row(member, name)["Gap"] == "34"
    need = Need.objects.get(pathway="accommodation", place__code="leicestershire")
    shown = page(member, f"{ROOT}/needs/{need.pk}")
    assert "Does not count: it has not begun" in shown
    assert "Does not count: it is in another place" in shown


@pytest.mark.clause("C306", breaks="throughline.web.provision.directory_page:_matches")
@pytest.mark.parametrize(
    ("asked", "there", "away"),
    [
        ("pathway=finance&place=nottingham", "Money desk", "Supported rooms for women"),
        ("place=nottinghamshire&pathway=accommodation", "Supported rooms for women", "Debt advice in prison"),
        ("cohort=women", "Supported rooms for women", "Gone before"),
        ("cohort=women&pathway=accommodation&holds=on+licence", "Licence house", "Debt advice in prison"),
        ("cohort=women&pathway=accommodation&holds=in+custody", "Supported rooms for women", "Licence house"),
        ("when=ended", "Gone before", "Supported rooms for women"),
        ("when=all", "Gone before", "Nothing matches"),
    ],
)  # fmt: skip
def test_services_are_found_by_need_area_and_eligibility(
    member: Client, asked: str, there: str, away: str
) -> None:
    offered(name="Licence house", requires=("on licence",))
    offered(name="Gone before", from_on=date(2009, 1, 1), until_on=date(2009, 12, 31))
    names = [row["Service"].split(":")[0] for row in rows_of(member.get(f"{ROOT}/services.csv?{asked}"))]
    assert there in names
    assert away not in names


@pytest.mark.clause("C100", breaks="throughline.rules.provision:overlaps")
def test_the_directory_says_who_pays_what_for_whom_and_which_services_overlap(member: Client) -> None:
    shown = page(member, f"{ROOT}/services")
    table = shown[shown.index("Services for the same people") :]
    assert "Debt advice in prison" in table
    assert "Money desk" in table
    assert "Trauma support for women" not in table
    row = rows_of(member.get(f"{ROOT}/services.csv?pathway=accommodation&cohort=women"))
    rooms = next(one for one in row if one["Service"].startswith("Supported rooms"))
    assert (rooms["Takes"], rooms["Costs"]) == ("24 people a year", "£96,000: 2009-10")
    one = page(member, f"{ROOT}/services/{Provision.objects.get(name='Supported rooms for women').number}")
    for words in ("Adults under supervision", "Probation boards and trusts", "Grant"):
        assert words in one


def test_what_ends_within_ninety_days_is_listed_apart(member: Client) -> None:
    shown = page(member, f"{ROOT}/services")
    soon = shown[shown.index("What ends within 90 days") : shown.index("Services for the same people")]
    # 31 March is 75 days after 15 January, 30 June is 166
    assert "Supported rooms for women" in soon
    assert "Debt advice in prison" not in soon


@pytest.mark.clause("C397", breaks="throughline.web.provision.actions.directory:_kept")
def test_how_a_service_was_bought_and_from_which_sector_is_kept_with_how_it_was_before(sam: Client) -> None:
    number = Provision.objects.get(name="Money desk").number
    told = {
        "name": "Money desk", "pathway": "finance", "place": "nottingham", "provider": "A local charity",
        "sector": "voluntary", "procurement": "Open tender", "capacity": "95", "unit": "people", "per": "year",
        "from_on": "2009-04-01", "cost": "", "cost_year": "",
    }  # fmt: skip
    assert sam.post(f"{ROOT}/services/{number}/change", told).status_code == 302
    shown = page(sam, f"{ROOT}/services/{number}")
    assert "Open tender" in shown
    assert "Voluntary sector" in shown
    history = shown[shown.index("How it was told") :]
    assert history.index("95 people a year") < history.index("90 people a year")


@pytest.mark.clause("C093", breaks="throughline.web.provision.actions.directory:award_funding")
def test_money_has_an_amount_conditions_and_days_on_which_its_giver_is_told(sam: Client) -> None:
    number = Provision.objects.get(name="Trauma support for women").number
    told = {
        "funder": "Department of Health", "amount": "30000", "conditions": "Thirty women in the year.",
        "from_on": "2009-04-01", "until_on": "2010-03-31", "monitored_on": "2009-10-15\n2010-04-15",
    }  # fmt: skip
    assert sam.post(f"{ROOT}/services/{number}/money", told).status_code == 302
    shown = page(sam, f"{ROOT}/services/{number}")
    for words in ("£30,000", "Thirty women in the year.", "15 October 2009", "15 April 2010"):
        assert words in shown
    again = sam.post(f"{ROOT}/services/{number}/money", told | {"monitored_on": "autumn"})
    assert "“autumn” is no day" in page_of(again)


def test_what_was_delivered_is_told_once(sam: Client) -> None:
    shown = page(sam, f"{ROOT}/services/1")
    address = shown[: shown.index('">Record what was delivered')].rpartition('href="')[2]
    told = {"told_on": "2010-01-15", "delivered": "Fifteen women."}
    assert sam.post(address, told).status_code == 302
    assert "Fifteen women." in page(sam, f"{ROOT}/services/1")
    assert "told already" in page_of(sam.post(address, told))


@pytest.mark.clause("C198", breaks="throughline.web.provision.actions.directory:share_budget")
def test_a_pooled_budget_says_who_puts_in_what_for_what_and_who_governs_it(sam: Client) -> None:
    told = {
        "contributor": "Home Office", "amount": "4000", "year": "2009-10", "purpose": "A worker",
        "governed_by": "The accommodation leads",
    }  # fmt: skip
    assert sam.post(f"{ROOT}/services/1/budget", told).status_code == 302
    shown = page(sam, f"{ROOT}/services/1")
    for words in ("Home Office", "£4,000", "A worker", "The accommodation leads", "£100,000"):
        assert words in shown
    assert "recorded already" in page_of(sam.post(f"{ROOT}/services/1/budget", told))


@pytest.mark.clause("C027", breaks="throughline.web.provision.actions.gaps:record_gap")
def test_a_gap_has_pathway_place_people_evidence_severity_owner_and_state(sam: Client) -> None:
    told = {
        "pathway": "accommodation", "place": "nottinghamshire", "cohort": "women", "words": "Too few rooms.",
        "evidence": "The count of 2008-09", "severity": "medium", "owner": "shelter", "objective": "2.3.2",
        "assessment": "1", "found_on": "2010-01-15",
    }  # fmt: skip
    assert sam.post(f"{ROOT}/gaps/new", told).status_code == 302
    made = GapFinding.objects.get(words="Too few rooms.")
    assert made.size == 47
    row = next(one for one in rows_of(sam.get(f"{ROOT}/gaps.csv")) if "Too few rooms." in one["Gap"])
    assert row["Gap"].endswith("Accommodation and support, Nottinghamshire, Women")
    assert (row["State"], row["Severity"], row["At most"]) == ("Found", "Medium", "47")
    assert (row["Owner"], row["Evidence"], row["Objective"]) == ("Shelter", "The count of 2008-09", "2.3.2")
    shown = page(sam, f"{ROOT}/gaps")
    report = shown[shown.index("By pathway") : shown.index("Every gap")]
    assert "Accommodation and support" in report
    assert "Finance, benefit and debt" in report


def test_a_gap_is_stepped_through_with_a_reason_and_not_twice_at_once(sam: Client) -> None:
    gap = GapFinding.objects.get(number=2, partnership__slug="east-midlands")
    told = {"step": "confirm", "words": "", "taken_on": "2010-01-15", "version": gap.version}
    assert "Say why, or what is done." in page_of(sam.post(f"{ROOT}/gaps/2/step", told))
    told["words"] = "The bureau says the same."
    assert sam.post(f"{ROOT}/gaps/2/step", told).status_code == 302
    late = told | {"step": "accept"}
    assert "Someone else changed this" in page_of(sam.post(f"{ROOT}/gaps/2/step", late))
    gap.refresh_from_db()
    assert (gap.state, gap.steps.count()) == ("confirmed", 1)


def test_another_body_is_asked_to_close_a_gap_by_a_decision_inside_the_remit(sam: Client) -> None:
    gap = GapFinding.objects.get(number=2, partnership__slug="east-midlands")
    actions.take_gap_step(
        gap=gap,
        step="confirm",
        words="So it is.",
        taken_on=date(2010, 1, 15),
        expected_version=gap.version,
        **AT,
    )
    address = f"{ROOT}/gaps/2/commission/emrrp"
    shown = page(sam, address)
    decision = Commission.objects.get(partnership=gap.partnership).decision
    told = {
        "decision": str(decision.pk), "to": "agency:cab", "scope": "Count the places.", "product": "A count",
        "due": "2010-03-01", "under_clause": "", "waiver": "",
    }  # fmt: skip
    assert "Nobody knows how many people debt advice" in shown
    assert "No clause of the terms" in page_of(sam.post(address, told))
    assert sam.post(address, told | {"under_clause": "2.9.1"}).status_code == 302
    gap.refresh_from_db()
    made = Commission.objects.get(partnership=gap.partnership, product="A count")
    assert gap.state == "being-met"
    assert gap.steps.last().commission == made
    assert f"/east-midlands/commissions/{made.number}" in page(sam, f"{ROOT}/gaps/2")


def test_the_letter_says_what_is_asked_of_whom_why_and_by_what_right(sam: Client) -> None:
    shown = page(sam, f"{ROOT}/letters/1")
    for words in (
        "asks Meeting of the probation areas’ accommodation leads for work, to be handed over by",
        "2 March 2010", "Costed options, area by area", "Women in Leicestershire and Rutland have no supported home",
        "Accommodation and support, Leicestershire and Rutland, Women", "at most: 64", "clause 2.9.1",
    ):  # fmt: skip
        assert words in shown
    assert sam.get(f"{ROOT}/letters/1.txt").status_code == 404
    assert sam.get(f"{ROOT}/letters/99").status_code == 404


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("odt", b"PK")])
def test_the_letter_is_a_file(sam: Client, form: str, begins: bytes) -> None:
    answer = sam.get(f"{ROOT}/letters/1.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)


@pytest.mark.clause("C028", "C096", breaks="throughline.rules.provision:is_unanswered")
def test_a_recommendation_without_an_answer_is_flagged_until_one_is_recorded(sam: Client) -> None:
    shown = page(sam, f"{ROOT}/recommendations")
    # sent on 1 October, an answer was asked for within 60 days, by 30 November
    assert "1 has no answer in time." in shown
    assert "30 November 2009" in shown
    made = Recommendation.objects.get(to="East Midlands Homelessness Forum")
    told = {"says": "taken", "words": "Ten rooms are kept.", "told_on": "2010-01-15"}
    assert sam.post(f"{ROOT}/recommendations/{made.number}/answer", told).status_code == 302
    shown = page(sam, f"{ROOT}/recommendations")
    assert "0 have no answer in time." in shown
    assert "Ten rooms are kept." in shown
    outcome = told | {"says": "outcome", "words": "Four women moved in."}
    assert sam.post(f"{ROOT}/recommendations/{made.number}/answer", outcome).status_code == 302
    assert "Four women moved in." in page(sam, f"{ROOT}/recommendations")


def test_a_recommendation_is_recorded_with_its_day_and_the_answer_asked_for(sam: Client) -> None:
    told = {"body": "emrrp", "to": "A council", "words": "Pay for it.", "made_on": "2010-01-15"}
    assert sam.post(f"{ROOT}/recommendations/new", told).status_code == 302
    made = Recommendation.objects.get(to="A council")
    assert made.answer_by == date(2010, 3, 16)
    shown = page(sam, f"{ROOT}/recommendations/{made.number}")
    assert "Pay for it." in shown
    early = told | {"answer_by": "2010-01-14"}
    assert "cannot end on 14 January 2010" in page_of(sam.post(f"{ROOT}/recommendations/new", early))


ENTRY = {
    "title": "Joint work on prolific offenders", "kind": "Integrated offender management", "words": "",
    "body": "ppo-steering", "lead": "goem", "state": "Running", "panels": ["ppo-steering"], "cohorts": ["ppo"],
    "every_months": "3", "next_on": "2010-01-14", "amount": "", "objective": "",
}  # fmt: skip


@pytest.mark.clause("C010", "C144", "C012", breaks="throughline.web.provision.actions.catalogue:_kept")
def test_programmes_have_a_governing_body_a_lead_a_state_a_schedule_panels_and_cohorts(sam: Client) -> None:
    assert sam.post(f"{ROOT}/lists/programmes/new", ENTRY).status_code == 302
    shown = page(sam, f"{ROOT}/lists/programmes")
    for words in (
        "Joint work on prolific offenders", "Integrated offender management", "Running", "every 3 months",
        "Panels: Regional PPO Steering Group", "Prolific and other priority offenders", "14 January 2010",
        "Government Office for the East Midlands", "The day of 1 has passed.",
        "Integrated drug treatment in prisons",
    ):  # fmt: skip
        assert words in shown


@pytest.mark.clause("C149", breaks="throughline.web.provision.lists_page:catalogue_page")
def test_money_to_be_had_stands_in_a_list_with_its_last_day_and_lead(sam: Client) -> None:
    told = ENTRY | {
        "title": "A fund",
        "next_on": "2010-02-28",
        "amount": "9000",
        "lead": "clg",
        "every_months": "",
    }
    assert sam.post(f"{ROOT}/lists/funding/new", told).status_code == 302
    shown = page(sam, f"{ROOT}/lists/funding")
    # the nearest last day first: 29 January before 28 February
    assert shown.index("Second round of one-stop-shop grants") < shown.index("A fund")
    for words in ("28 February 2010", "£9,000", "Communities and Local Government, East Midlands"):
        assert words in shown


def test_a_line_is_changed_and_how_it_was_stays(sam: Client) -> None:
    first = CatalogueEntry.objects.get(register="programmes", partnership__slug="east-midlands")
    assert sam.post(f"{ROOT}/lists/programmes/1", ENTRY | {"state": "Ended"}).status_code == 302
    rows = CatalogueEntry.objects.filter(register="programmes", number=1).order_by("pk")
    assert [one.state for one in rows] == ["Running", "Ended"]
    assert rows[1].follows == first
    assert sam.get(f"{ROOT}/lists/boats").status_code == 404


@pytest.mark.clause("C307", "C201", breaks="throughline.web.provision.lists_page:intentions_page")
def test_what_bodies_mean_to_buy_is_a_calendar_with_partners_overlaps_and_gaps_left(sam: Client) -> None:
    shown = page(sam, f"{ROOT}/intentions")
    assert "2 things are to be bought; 1 pair overlaps, and nobody means to close 3 gaps." in shown
    calendar = shown[: shown.index("Bought twice, it seems")]
    for words in ("Supported rooms for women", "12 February 2010", "Shelter", "Move-on homes for women"):
        assert words in calendar
    left = shown[shown.index("Gaps that nobody means to close") :]
    assert "Leicestershire and Rutland" in left
    told = {
        "buyer": "Home Office", "partners": "Shelter", "words": "Homes", "pathway": "accommodation",
        "place": "leicestershire", "cohorts": ["women"], "decide_on": "2010-02-01", "from_on": "2010-04-01",
    }  # fmt: skip
    assert sam.post(f"{ROOT}/intentions/new", told).status_code == 302
    assert "nobody means to close 2 gaps" in page(sam, f"{ROOT}/intentions")
    late = told | {"decide_on": "2010-05-01"}
    assert "after it begins" in page_of(sam.post(f"{ROOT}/intentions/new", late))
    assert Intention.objects.filter(buyer="Home Office").count() == 1


PAGES = [
    "", "/services", "/services/1", "/gaps", "/gaps/1", "/recommendations", "/recommendations/1", "/intentions",
    "/assessments", "/lists/programmes", "/lists/funding", "/places",
]  # fmt: skip


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page(client, address)
    return len(seen)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_little_and_no_more_when_rows_are_added(sam: Client, address: str) -> None:
    before = queries(sam, ROOT + address)
    assert before <= 14
    for number in range(6):
        offered(name=f"More {number}")
        actions.record_need(
            place=place("nottinghamshire"), pathway="attitudes", size=Amount(20 + number), evidence="A count",
            assessed_on=date(2010, 1, number + 1), cohort="women", **AT,
        )  # fmt: skip
        sam.post(f"{ROOT}/lists/programmes/new", ENTRY)
        actions.answer_recommendation(
            recommendation=Recommendation.objects.get(number=1), says="outcome", words="More.",
            told_on=date(2010, 1, 15), **AT,
        )  # fmt: skip
    assert queries(sam, ROOT + address) <= before


def test_without_a_place_the_forms_say_what_comes_first(region: Partnership) -> None:
    sam = signed_in("Sam Larch", at="barnet")
    shown = page(sam, "/barnet/provision/needs/new")
    assert "There is no place yet. Add one first." in shown
    assert "No need is recorded yet." in page(sam, "/barnet/provision")
    told = {"name": "Colindale", "code": "colindale", "inside": ""}
    assert sam.post("/barnet/provision/places", told).status_code == 302
    assert "Colindale" in page(sam, "/barnet/provision/needs/new")
    assert "already" in page_of(sam.post("/barnet/provision/places", told))


def test_nothing_of_another_partnership_is_there(region: Partnership) -> None:
    sam = signed_in("Sam Larch", at="barnet")
    need = Need.objects.filter(partnership=region)[0]
    for address in (f"needs/{need.pk}", "services/1", "gaps/1", "recommendations/1", "letters/77"):
        assert sam.get(f"/barnet/provision/{address}").status_code == 404, address


def test_an_objectives_thread_shows_its_gaps_services_and_the_work_asked_for(member: Client) -> None:
    shown = page(
        signed_in("Sam Larch", at="east-midlands"), "/east-midlands/plan/2009-10/objectives/2.3.2/thread"
    )
    for words in (
        "Women in Leicestershire and Rutland have no supported home to go to.",
        "Costed options, area by area", "Second round of one-stop-shop grants",
        "Keep rooms for women who leave custody.",
    ):  # fmt: skip
        assert words in shown
    unseen = page(member, "/east-midlands/plan/2009-10/objectives/2.3.2/thread")
    assert "Costed options, area by area" not in unseen  # it reads no papers of the body that asked
