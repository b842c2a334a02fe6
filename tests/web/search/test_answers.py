"""One question has one answer on either engine of the store: words, stems, phrases, beginnings, names."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughline.web.access.models import Agency, Partnership
from throughline.web.search.entries import Entry
from throughline.web.search.finding import BEGINS, ENDS, Found, find
from throughline.web.search.indexing import keep
from throughline.web.search.models import SearchEntry
from throughline.words.typed_query import parts_of, with_other_forms

NAMES = [("Government Office for the East Midlands", "GOEM")]
WORDS = {
    "homes": ("Homes for people released", "Flats stand empty because names come late.", "paper", "2026-02-10"),
    "letter": ("A letter to the Government Office for the East Midlands", "", "action", "2026-01-05"),
    "goem": ("Returns", "GOEM asks for them each quarter.", "minute", "2025-10-14"),
    "plan": ("Re-offending plan", "Reoffending fell among women; the plan's steps are met.", "decision", "2025-06-02"),
    "welsh": ("Tŷ Newydd", "A house of its own, with “rooms” & a <b>garden</b>.", "paper", "2024-03-01"),
    "short": ("Terms", "The panel's day.", "clause", ""),
    "chicken": ("Policing", "The police force policed and policing goes on.", "action", "2026-03-30"),
}  # fmt: skip


@pytest.fixture
def entries(partnership: Partnership) -> Partnership:
    """Seven things with words, of five kinds and three years, one of them without a day."""
    agency = Agency.objects.create(partnership=partnership, code="goem", name="Government Office")
    rows = [
        SearchEntry(
            partnership=partnership, scope=thing, thing=thing, kind=kind, title=title, text=text, address="/",
            is_for_all=True, day=date.fromisoformat(day) if day else None,
            state="open" if kind == "action" else "", agency=agency if thing == "letter" else None,
        )
        for thing, (title, text, kind, day) in WORDS.items()
    ]  # fmt: skip
    keep(partnership, None, [Entry(row) for row in rows])
    return partnership


def ask(typed: str, *, until: date | None = None, **chosen: str) -> Found:
    parts, _added = with_other_forms(parts_of(typed), NAMES)
    return find(parts, Q(is_for_all=True), chosen=chosen, until=until)


def things(found: Found) -> set[str]:
    return {hit.entry.thing for hit in found.hits}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        pytest.param("flats", "homes", id="a word of the text"),
        pytest.param("HOMES", "homes", id="a word of the title, in capitals"),
        pytest.param("flat", "homes", id="one and many are one word"),
        pytest.param("policed", "chicken", id="forms of a word are one word"),
        pytest.param("flats empty", "homes", id="every word is there"),
        pytest.param("flats garden", "", id="one word is not there"),
        pytest.param('"stand empty"', "homes", id="a phrase"),
        pytest.param('"empty stand"', "", id="a phrase in another order"),
        pytest.param("reoff*", "plan", id="the beginning of a word"),
        pytest.param("re-offending", "plan", id="a word with a hyphen"),
        pytest.param("ty", "welsh", id="an accent left out"),
        pytest.param("tŷ newydd", "welsh", id="an accent written"),
        pytest.param("GOEM", "goem letter", id="a short form finds the name"),
        pytest.param("government office for the east midlands", "goem letter", id="a name finds its short form"),
        pytest.param("panel's", "short", id="an apostrophe"),
        pytest.param("the", "chicken letter plan short", id="no word is too common"),
        pytest.param("rooms garden", "welsh", id="words beside marks"),
        pytest.param("2026", "", id="days are no words"),
        pytest.param("'; DROP TABLE x --", "", id="SQL is words"),
        pytest.param("* ( ) : ^ & | ! <-> \\", "", id="operators alone are nothing"),
        pytest.param("flats OR garden", "", id="OR is a word"),
        pytest.param("flats -garden", "", id="a minus is a mark"),
        pytest.param("title:flats", "", id="a column is a word"),
        pytest.param("x" * 5_000, "", id="a very long word"),
        pytest.param("flats " * 400, "homes", id="very many words"),
        pytest.param("\x00\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "", id="no letters"),
    ],
)  # fmt: skip
def test_a_question_has_its_answer(entries: Partnership, typed: str, answer: str) -> None:
    found = ask(typed)
    assert (things(found), found.count) == (set(answer.split()), len(answer.split()))


@given(typed=st.text(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_nothing_that_is_typed_breaks_the_search(entries: Partnership, typed: str) -> None:
    assert ask(typed).count <= len(WORDS)


def test_a_title_comes_before_a_text(entries: Partnership) -> None:
    row = SearchEntry(
        partnership=entries, scope="x", thing="x", kind="paper", title="Something else", is_for_all=True,
        text="About a word that stands once here, Newydd, among others.", address="/",
    )  # fmt: skip
    keep(entries, ["x"], [Entry(row)])
    assert [hit.entry.thing for hit in ask("newydd").hits] == ["welsh", "x"]


def test_among_equals_the_latest_comes_first(entries: Partnership) -> None:
    in_titles = [hit.entry.thing for hit in ask("the").hits]
    assert in_titles == ["letter", "chicken", "plan", "short"]


def test_what_was_found_is_marked_and_nothing_else_is(entries: Partnership) -> None:
    (hit,) = ask("garden").hits
    assert (hit.words.count(BEGINS), hit.words.count(ENDS)) == (1, 1)
    assert f"{BEGINS}garden{ENDS}" in hit.words
    assert hit.title == "Tŷ Newydd"


@pytest.mark.parametrize(
    ("chosen", "until", "answer"),
    [
        pytest.param({"kind": "action"}, None, "chicken letter", id="a kind"),
        pytest.param({"year": "2025"}, None, "plan", id="a year"),
        pytest.param({"kind": "action", "year": "2025"}, None, "", id="a kind and a year that do not meet"),
        pytest.param({"state": "open"}, None, "chicken letter", id="a state"),
        pytest.param({"organisation": "goem"}, None, "letter", id="an organisation"),
        pytest.param({}, date(2026, 1, 5), "letter plan short", id="as at a day, with what has no day"),
        pytest.param({"kind": "nothing"}, None, "", id="a kind that there is not"),
    ],
)
def test_what_was_found_is_narrowed(
    entries: Partnership, chosen: dict[str, str], until: date | None, answer: str
) -> None:
    found = ask("the", until=until, **chosen)
    assert (things(found), found.count) == (set(answer.split()), len(answer.split()))


def test_a_facet_counts_what_the_other_facets_leave(entries: Partnership) -> None:
    found = ask("the", kind="action")
    assert found.facets["kind"] == {"action": 2, "clause": 1, "decision": 1}
    assert found.facets["year"] == {"2026": 2}
    assert found.facets["organisation"] == {"goem": 1}
    assert found.names["organisation"]["goem"] == "Government Office"


def test_changed_words_are_found_and_the_earlier_are_not(entries: Partnership) -> None:
    row = SearchEntry(
        partnership=entries, scope="homes", thing="homes", kind="paper", title="Caravans", text="",
        address="/", is_for_all=True,
    )  # fmt: skip
    keep(entries, ["homes"], [Entry(row)])
    assert (things(ask("caravan")), things(ask("flats"))) == ({"homes"}, set())
    keep(entries, ["homes"], [])
    assert things(ask("caravan")) == set()


def test_pages_of_hits_hold_each_once(entries: Partnership) -> None:
    parts = parts_of("the")
    pages = [find(parts, Q(is_for_all=True), chosen={}, first=first, most=1).hits for first in range(5)]
    assert sorted(hit.entry.thing for page in pages for hit in page) == ["chicken", "letter", "plan", "short"]
