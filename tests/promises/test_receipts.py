"""Every figure on a scorecard reaches the receipt of the return that it came from."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.conftest import *  # noqa: F403 - the same fixtures
from tests.web.universe import signed_in
from throughline.web.access.models import Partnership
from throughline.web.performance.models import Observation, Receipt
from throughline.web.performance.queries import scorecard_on
from throughline.web.site.today import today

pytestmark = pytest.mark.usefixtures("universe", "db")


@pytest.fixture
def east_midlands() -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def reader() -> Client:
    return signed_in("Sam Larch", at="east-midlands")


def test_every_figure_kept_has_its_receipt_with_a_digest() -> None:
    assert Observation.objects.exists()
    assert not Observation.objects.filter(receipt__isnull=True).exists()
    assert all(re.fullmatch(r"[0-9a-f]{64}", one.sha256) for one in Receipt.objects.all())


def test_every_row_with_a_value_names_a_receipt_of_its_own_indicator(east_midlands: Partnership) -> None:
    card = scorecard_on(east_midlands, today(east_midlands))
    assert card is not None
    judged = [row for row in card.rows if row.value]
    assert judged
    for row in judged:
        kept = Observation.objects.filter(indicator__code=row.judgement.indicator.id)
        known = {one.receipt.reference for one in kept.select_related("receipt")}
        assert row.receipts, row.judgement.indicator.id
        assert set(row.receipts) <= known


def test_every_row_of_the_page_with_a_value_leads_to_a_receipt_that_opens(reader: Client) -> None:
    page = BeautifulSoup(reader.get("/east-midlands/scorecard").content, "html5lib")
    links = {str(link["href"]) for link in page.find_all("a", href=re.compile(r"/scorecard/returns/\d+$"))}
    assert links
    for address in links:
        shown = reader.get(address).content.decode()
        receipt = Receipt.objects.get(pk=int(address.rsplit("/", 1)[1]))
        assert receipt.sha256 in shown
        assert receipt.supplier.name in shown
