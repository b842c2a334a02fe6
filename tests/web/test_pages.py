"""The finder of faults finds them; with it, every page that any test of the web opens is looked at."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.web.pages import faults_of

GOOD = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><main><h1>H</h1>{}</main></body></html>'


def test_a_good_page_has_no_fault() -> None:
    assert faults_of(GOOD.format('<label for="a">A</label><input id="a" name="a">')) == ()


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        pytest.param("<p><div></p></div>", "line 1", id="tags that cross"),
        pytest.param("<h1>Again</h1>", "2 headings of the first level", id="a second first heading"),
        pytest.param("<main></main>", "2 main parts", id="a second main part"),
        pytest.param('<p id="a"></p><p id="a"></p>', "“a” is the id of 2 things", id="an id twice"),
        pytest.param('<input name="day">', "the field “day” has no label", id="a field without a label"),
        pytest.param(
            '<label for="a"> </label><input id="a" name="b">', "“b” has no label", id="an empty label"
        ),
        pytest.param('<p aria-describedby="a">x</p>', "points to “a”", id="a pointer to nothing"),
        pytest.param('<a href="#a">x</a>', "leads to “#a”", id="a link to nothing"),
        pytest.param('<a href="/"> </a>', "<a> has no words", id="a link without words"),
        pytest.param("<button></button>", "<button> has no words", id="a button without words"),
        pytest.param('<img src="a.png">', "a picture has no words", id="a picture without words"),
        pytest.param('<p style="color: red">x</p>', "a style of its own", id="an inline style"),
        pytest.param('<p onclick="x()">x</p>', "a script of its own", id="an inline handler"),
        pytest.param("<script>x()</script>", "a <script> stands in the page", id="an inline script"),
    ],
)
def test_a_fault_is_found(inside: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(GOOD.format(inside)))


@pytest.mark.parametrize(
    ("without", "fault"),
    [
        pytest.param(' lang="en"', "its language", id="no language"),
        pytest.param("<title>T</title>", "no title", id="no title"),
        pytest.param("<h1>H</h1>", "0 headings", id="no first heading"),
    ],
)
def test_what_is_missing_is_found(without: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(GOOD.format("").replace(without, "")))


def test_a_test_that_opens_a_bad_page_fails(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = HttpResponse("<p>no page at all")
    monkeypatch.setattr("django.core.handlers.base.BaseHandler.get_response", lambda *_: bad)
    with pytest.raises(AssertionError, match="the page has no title"):
        client.get("/healthz")
