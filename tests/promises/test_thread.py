"""Pull any thread: from an objective to what came of it, and from any figure back to the return behind it."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.web.conftest import *  # noqa: F403 - the same fixtures
from tests.web.universe import signed_in
from throughline.web.performance.models import Observation
from throughline.web.plan import queries
from throughline.web.plan.models import DeliveryPlan, Objective, ObjectiveTie
from throughline.web.site.today import today

pytestmark = pytest.mark.usefixtures("universe", "db")


def objectives_in_force() -> list[Objective]:
    """Every objective that the plan in force of any partnership names."""
    found = []
    for plan in DeliveryPlan.objects.select_related("partnership"):
        version = queries.version_on(plan.partnership, today(plan.partnership), year=plan.year)
        if version is not None:
            named = {one.id for one in queries.plan_of(version).objectives}
            found += [one for one in plan.objectives.all() if one.code in named]
    return found


def thread_address(objective: Objective) -> str:
    plan = objective.plan
    parts = {"partnership": plan.partnership.slug, "year": plan.year, "code": objective.code}
    return reverse("plan:thread", kwargs=parts)


def shown(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html5lib")


def links_on(page: BeautifulSoup) -> set[str]:
    """Where the records on a thread lead."""
    thread = page.find(class_="tl-thread")
    assert thread is not None
    return {str(link["href"]) for link in thread.find_all("a", href=re.compile("^/"))}


def clients() -> dict[str, Client]:
    slugs = DeliveryPlan.objects.values_list("partnership__slug", flat=True).distinct()
    return {slug: signed_in("Sam Larch", at=slug) for slug in slugs}


def test_every_objective_has_a_thread_whose_every_record_opens() -> None:
    readers, opened = clients(), {}  # type: ignore[var-annotated]
    objectives = objectives_in_force()
    assert len(objectives) > 50
    for objective in objectives:
        reader = readers[objective.plan.partnership.slug]
        page = shown(reader, thread_address(objective))
        assert objective.code in page.h1.text  # type: ignore[union-attr]
        for address in links_on(page):
            if address not in opened:
                opened[address] = reader.get(address).status_code
    assert {address: status for address, status in opened.items() if status != 200} == {}
    assert len(opened) > len(objectives)


def test_every_tie_in_force_stands_on_the_thread_of_its_objective() -> None:
    readers = clients()
    tied = ObjectiveTie.objects.filter(untied_on=None).select_related("objective__plan__partnership")
    assert {bool(one.action) for one in tied} == {True, False}
    for one in tied:
        words = (one.decision and one.decision.text) or (one.action and one.action.text)
        words = words or (one.commission and one.commission.product) or ""
        page = shown(readers[one.objective.plan.partnership.slug], thread_address(one.objective))
        assert " ".join(words.split()) in " ".join(page.get_text().split()), one


def test_every_figure_that_counts_leads_to_its_receipt_and_to_the_promise_it_tells_of() -> None:
    readers = clients()
    promised = 0
    for row in latest_figure_of_each_indicator():
        partnership = row.receipt.partnership
        parts = {"partnership": partnership.slug, "indicator": row.indicator.code, "figure": row.pk}
        links = links_on(shown(readers[partnership.slug], reverse("performance:figure", kwargs=parts)))
        receipt = {"partnership": partnership.slug, "receipt": row.receipt_id}
        assert reverse("performance:receipt", kwargs=receipt) in links
        promised += any(link.endswith("/thread") for link in links)
    assert promised > 20


def latest_figure_of_each_indicator() -> list[Observation]:
    """The latest figure of every indicator that has any; pages of its others differ in numbers alone."""
    rows = Observation.objects.filter(receipt__undone_on=None).select_related(
        "receipt__partnership", "indicator"
    )
    return list({row.indicator_id: row for row in rows.order_by("ends", "pk")}.values())
