"""Local plans under the region's: what each does for its priorities, told again and again, and added up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.web.plan.test_plan_pages import page_of
from tests.web.universe import signed_in
from throughline.web.plan import actions
from throughline.web.plan.models import LocalLine, PartnerPlan

ADDRESS = "/east-midlands/plan/2009-10/local-plans"
DAY = date(2010, 1, 15)
AT: dict[str, Any] = {"by": None, "at": datetime(2026, 3, 30, 9, tzinfo=UTC)}
pytestmark = pytest.mark.usefixtures("universe", "db")


@pytest.fixture
def owner() -> Client:
    """Priya Hawthorn, who keeps the plan of the East Midlands."""
    return signed_in("Priya Hawthorn", at="east-midlands")


def child(title: str = "Local plan of Derby") -> PartnerPlan:
    return PartnerPlan.objects.get(title=title)


def priorities(client: Client) -> dict[str, str]:
    """The counts under each priority that local plans serve, by its number."""
    return {
        head.get_text().split()[0]: " ".join(head.find_next("p").get_text(" ").split())
        for head in page_of(client, ADDRESS).select("main h2")
        if head.get_text()[0].isdigit()
    }


@pytest.mark.clause("C308", breaks="throughline.web.plan.local.page:_priority")
@pytest.mark.clause("C308", breaks="throughline.web.plan.local.page:_child")
def test_three_local_plans_are_rolled_up_by_the_priorities_that_they_serve(owner: Client) -> None:
    """2.3 is served by Nottingham itself and by Derby through 2.3.1; nothing below serves 1.1; 3.4 is closed."""
    assert priorities(owner) == {
        "1.3": "On course 1",
        "2.3": "On course 1 Slipping 1",
        "2.4": "On course 1",
        "2.5": "Late 1",
        "2.8": "Complete 1",
    }
    page = page_of(owner, ADDRESS)
    plans = {
        row.th.find(string=True, recursive=False).strip(): int(
            row.select_one("td.n").get_text(" ").split()[-1]
        )
        for row in page.select_one("table").select("tbody tr")
    }
    assert plans == {"Local plan of Derby": 2, "Local plan of Lincolnshire": 1, "Local plan of Nottingham": 3}
    lead = " ".join(page.select_one(".tl-lead").get_text(" ").split())
    assert lead.startswith("3 local plans. 11 priorities are served by none of them: 1.1, 1.2, 1.4, 2.1")


def test_what_was_told_later_follows_and_the_earlier_word_stays(owner: Client) -> None:
    typed = {"child": str(child().pk), "number": "2", "words": "A duty officer sits in the court",
             "serves": "2.3.1", "status": "complete", "told_on": "2010-01-15", "do": "local"}  # fmt: skip
    assert owner.post(ADDRESS, {f"local-{name}": value for name, value in typed.items()}).status_code == 302
    assert priorities(owner)["2.3"] == "Complete 1 Slipping 1"
    assert LocalLine.objects.filter(child=child(), number="2").count() == 2


@pytest.mark.parametrize(
    ("sentence", "changed", "words"),
    [
        ("a line that our plan does not have", {"serves": "9.9"}, "no priority or objective 9.9"),
        ("no number", {"number": " "}, "needs its number and its words"),
        ("no words", {"words": ""}, "needs its number and its words"),
        ("a day before the plan begins", {"told_on": date(2009, 3, 31)}, "begins on"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    sentence: str, changed: dict[str, Any], words: str
) -> None:
    before = LocalLine.objects.count()
    said = {"number": "9", "words": "Work", "serves": "2.4", "status": "late", "told_on": DAY} | changed
    with pytest.raises(actions.LocalLineRefused, match=words):
        actions.record_local_line(child=child(), **said, **AT)
    assert LocalLine.objects.count() == before, sentence


def test_a_plan_beside_ours_is_no_local_plan() -> None:
    beside = child("Youth plan to reduce re-offending")
    with pytest.raises(actions.LocalLineRefused, match="is no local plan under ours"):
        actions.record_local_line(
            child=beside, number="1", words="Work", serves="2.4", status="late", told_on=DAY, **AT
        )


def test_a_plan_without_local_plans_says_so() -> None:
    reader = signed_in("Priya Hawthorn", at="pan-dorset")
    assert (
        "No local plan under this one is recorded."
        in page_of(reader, "/pan-dorset/plan/2025-26/local-plans").get_text()
    )


def test_only_whoever_keeps_the_plan_may_tell() -> None:
    reader = signed_in("Marek Rowan", at="east-midlands")
    assert "Tell where a local objective stands" not in page_of(reader, ADDRESS).get_text()
    assert reader.post(ADDRESS, {"local-do": "local"}).status_code == 404


def test_it_asks_the_store_little(owner: Client, django_assert_max_num_queries: Any) -> None:
    owner.get(ADDRESS)
    with django_assert_max_num_queries(14):
        assert owner.get(ADDRESS).status_code == 200
