"""What the public may see: only what a body's own terms open, and otherwise a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from tests.web.conftest import NOW
from throughline.rules.terms.model import Meets
from throughline.rules.terms.reader import read
from throughline.web.access.models import Partnership, Person
from throughline.web.governance.actions import load_terms
from throughline.web.governance.public_bodies import opening_words

FILE = """
schema = "throughline/partnership@1"
id = "hazelmere"
name = "Hazelmere Partnership"
[[body]]
id = "open-board"
name = "Open Board"
kind = "board"
[[body.meets]]
every = { months = 3 }
public = true
[[body]]
id = "half-board"
name = "Half Board"
kind = "board"
[[body.meets]]
every = { months = 3 }
public = "unless-resolved"
[[body]]
id = "shut-board"
name = "Shut Board"
kind = "board"
[[body.meets]]
every = { months = 3 }
public = false
[[body]]
id = "silent-board"
name = "Silent Board"
kind = "board"
[[body.meets]]
every = { months = 3 }
"""


def test_of_the_five_files_no_body_is_public_and_one_partnership_has_released_a_scorecard(
    client: Client, universe: None, db: None
) -> None:
    page = client.get("/public").content.decode()
    assert "No body here meets in public." in page
    assert "A body meets in private unless its terms say that its meetings are public." in page
    shown = page.split("<main", 1)[1]
    named = [slug for slug, name in Partnership.objects.values_list("slug", "name") if name in shown]
    assert named == ["east-midlands"]
    assert 'href="/east-midlands/published"' in shown


def test_the_partnerships_with_a_year_behind_them_come_first(
    client: Client, universe: None, db: None
) -> None:
    captions = re.findall(r"<caption>(.*?)</caption>", client.get("/demonstration").content.decode())
    assert len(captions) == 5
    names = dict(Partnership.objects.values_list("slug", "name"))
    assert set(captions[:2]) == {names["barnet"], names["east-midlands"]}


def test_only_bodies_whose_terms_open_them_are_listed(client: Client, demonstration: None) -> None:
    load_terms(text=FILE, by=None, at=NOW)
    page = client.get("/public").content.decode()
    shown = [name for name in ("Open Board", "Half Board", "Shut Board", "Silent Board") if name in page]
    assert shown == ["Open Board", "Half Board"]
    assert page.count("The public may come unless the body resolves otherwise.") == 1
    assert page.count("The public may come.") == 1


@pytest.mark.parametrize("address", ["/public/", "/public"])
def test_the_page_asks_nobody_to_sign_in(client: Client, partnership: Partnership, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.request["PATH_INFO"] == "/public"
    assert "What the public may see" in answer.content.decode()


def test_the_way_to_it_signs_out_first(
    client: Client, secretary: Person, as_person: Callable[[Person], Client]
) -> None:
    assert 'href="/public"' in client.get("/demonstration").content.decode()
    signed_in = as_person(secretary)
    assert 'name="next" value="/public"' in signed_in.get("/demonstration").content.decode()
    assert signed_in.post("/sign-out", {"next": "/public"}).headers["Location"] == "/public"
    assert signed_in.get("/you").status_code == 302


@pytest.mark.parametrize(
    "said, opens",
    [
        pytest.param(True, {True}, id="public"),
        pytest.param("unless-resolved", {"unless-resolved"}, id="public unless it resolves otherwise"),
        pytest.param(False, set(), id="not public"),
        pytest.param(None, set(), id="silence is not public"),
    ],
)
def test_what_opens_a_meeting(said: bool | str | None, opens: set[bool | str]) -> None:
    body = read(FILE).bodies[0]
    assert opening_words(replace(body, meets=(Meets(public=said),))) == opens
