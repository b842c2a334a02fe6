"""Who was heard: the list, one record, what is due, practice, coverage and the objective's side."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Partnership


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def priya(board: Partnership) -> Client:
    return signed_in("Priya Hawthorn", at="east-midlands")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_pages_open(priya: Client) -> None:
    for address in ("", "/due", "/practice", "/coverage", "/objectives/1.4.2", "/1", "/4", "/6", "/add", "/add/survey", "/6/edit", "/6/outcome", "/6/outcomes/2/cite"):
        page(priya, f"/east-midlands/voices{address}")
