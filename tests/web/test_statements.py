"""The statements of the site: drafts until their owner confirms them, drawn from settings and tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import NOW
from throughline.papers.record_of_processing import UNSAID
from throughline.web.access.actions import appoint_administrator
from throughline.web.access.models import Person
from throughline.web.desk.statements import STATEMENTS, processing
from throughline.web.site.cookies import age_in_words, cookies
from throughline.web.site.holdings import holdings
from throughline.web.site.owner import NEEDED

PAGES = ("/accessibility", "/cookies", "/privacy")
SAID = {
    "OWNER_NAME": "Hazelmere Council",
    "OWNER_EMAIL": "data@hazelmere.example",
    "OWNER_PHONE": "01632 960000",
    "LAWFUL_BASIS": "Section 17 of an Act, as the council reads it",
    "STATEMENTS_CONFIRMED_ON": date(2026, 3, 2),
}


def words_of(answer: Any) -> str:
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def confirmed(settings: Any) -> None:
    """An owner that has said everything and confirmed it."""
    for name, value in SAID.items():
        setattr(settings, name, value)


@pytest.fixture
def administrator(as_person: Callable[[Person], Client], person_with: Callable[..., Person]) -> Client:
    """A client of whoever runs the site."""
    person = person_with("Ada Sedge")
    appoint_administrator(user=person.user, from_on=date(2025, 1, 1), by=None, at=NOW)
    return as_person(person)


@pytest.mark.parametrize("address", PAGES)
def test_a_statement_is_a_draft_that_names_what_is_still_to_be_set(db: None, address: str) -> None:
    said = words_of(Client().get(address))
    assert "Draft." in said
    assert all(str(words) in said for _setting, words in NEEDED.values())
    assert "THROUGHLINE_" not in said


@pytest.mark.parametrize("address", PAGES)
def test_a_statement_confirmed_says_by_whom_and_when(db: None, confirmed: None, address: str) -> None:
    said = words_of(Client().get(address))
    assert "Draft." not in said
    assert "Hazelmere Council confirmed this statement on Monday 2 March 2026." in said


@pytest.mark.parametrize("unsaid", ["OWNER_NAME", "OWNER_EMAIL", "LAWFUL_BASIS", "STATEMENTS_CONFIRMED_ON"])
def test_a_statement_stays_a_draft_while_something_is_unsaid(
    db: None, confirmed: None, settings: Any, unsaid: str
) -> None:
    setattr(settings, unsaid, None if unsaid.endswith("_ON") else "")
    said = words_of(Client().get("/privacy"))
    assert "Draft." in said
    assert "Monday 2 March 2026" not in said


@pytest.mark.parametrize("address", ["/accessibility", "/privacy"])
def test_a_statement_says_where_to_complain(db: None, confirmed: None, address: str) -> None:
    page = Client().get(address).content.decode()
    assert 'href="mailto:data@hazelmere.example"' in page
    assert "01632 960000" in page


def test_the_privacy_notice_names_every_table_that_holds_something_of_people_and_no_other(db: None) -> None:
    page = Client().get("/privacy").content.decode()
    assert sorted(re.findall(r"<small>([^<]+)</small>", page)) == sorted(
        one.in_words for one in holdings() if one.is_personal
    )


def test_the_privacy_notice_assumes_no_lawful_basis(db: None) -> None:
    assert "Whoever runs this site has not stated it yet. The software assumes none." in words_of(
        Client().get("/privacy")
    )


@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_the_statements(db: None, address: str) -> None:
    assert f'href="{address}"' in Client().get("/sign-in").content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_statement_asks_the_store_next_to_nothing(db: None, address: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().get(address)
    assert len(asked) <= 2


def test_cookies_are_those_that_the_site_sets(as_secretary: Client, partnership: Any, settings: Any) -> None:
    """Signing in, choosing a language and an act that is answered on the next page set all there are."""
    browser = as_secretary
    seen = set(browser.cookies)
    for answer in (
        browser.get("/boards"),
        browser.post("/language", {"language": "cy", "next": "/boards"}),
        browser.post("/you/sessions", {"act": "others"}),
    ):
        seen |= set(answer.cookies)
    assert seen <= {one.name for one in cookies()}
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} <= seen


def test_the_page_of_cookies_follows_the_settings(db: None, settings: Any) -> None:
    settings.SESSION_COOKIE_NAME = "another"
    settings.LANGUAGE_COOKIE_AGE = 3 * 24 * 60 * 60
    said = words_of(Client().get("/cookies"))
    assert "another keeps you signed in" in said.replace("What for ", "")
    assert "3 days" in said


def test_a_table_in_words() -> None:
    words = {one.table: one.in_words for one in holdings()}
    assert words["meetings.MinutesRecipient"] == "meetings: minutes recipient"
    assert words["access.User"] == "access: user"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(60, "1 minute"), (1800, "30 minutes"), (3600, "1 hour"), (28800, "8 hours"), (86400, "24 hours"),
     (172800, "2 days"), (31449600, "364 days")],
)  # fmt: skip
def test_an_age_in_words(seconds: int, words: str) -> None:
    assert age_in_words(seconds) == words


def test_whoever_runs_the_site_takes_the_drafts_away(administrator: Client) -> None:
    page = words_of(administrator.get("/statements"))
    assert "What this site says of itself is a draft until you confirm it." in page
    assert all(setting in page for setting, _words in NEEDED.values())
    for name in STATEMENTS:
        answer = administrator.get(f"/statements/{name}.pdf")
        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}-draft.pdf"'


@pytest.mark.parametrize("address", ["/statements/terms.pdf", "/statements/impact-assessment.exe"])
def test_no_other_paper_and_no_other_form(administrator: Client, address: str) -> None:
    assert administrator.get(address).status_code == 404


def test_the_papers_know_the_organisations_and_no_person(universe: None, db: None) -> None:
    known = processing(date(2026, 3, 30))
    barnet = next(one for one in known.partnerships if one.name.startswith("Barnet"))
    assert "Barnet Homes" in barnet.organisations
    words = " ".join(str(one) for one in STATEMENTS["record-of-processing"](known).blocks)
    assert not [person.name for person in Person.objects.all() if person.name in words]
    assert UNSAID in words
