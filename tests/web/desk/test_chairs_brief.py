"""The chair's brief, and organisations side by side."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pypdf
import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.papers import pdf
from throughline.papers.chairs_brief import Brief, Coming, OldActions, Wanted, chairs_brief
from throughline.web.access.models import Partnership
from throughline.web.decisions.models import ChaseRequest
from throughline.web.governance.models import Body
from throughline.web.meetings.models import Meeting

BRIEF = "/barnet/rrdg/2026-04-14/brief"


@pytest.fixture
def jo(universe: None, db: None) -> Client:
    """A client of the group's chair."""
    return signed_in("Jo Hazel", at="barnet")


def pages_of_pdf(made: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(made)).pages)


def text_of(answer: Any) -> str:
    shown = re.sub(r'<span class="tl-l"[^>]*>[^<]*</span>', "", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def test_the_brief_begins_with_decisions_and_the_quorum_to_expect(jo: Client) -> None:
    """Four answered that they come, of three organisations until Barnet Homes arrives at 10:40."""
    shown = text_of(jo.get(BRIEF))
    assert (
        "6 decisions wanted. Likely 3 of 4 needed, not quorate. From 10:40am: likely 4 of 4 needed" in shown
    )
    assert "1 Minutes of the last meeting" in shown
    assert "Action 3: One route into private rented homes, agreed with three landlords." in shown
    assert "Approve the minutes of 10 February 2026." in shown


def test_the_brief_says_who_comes_and_who_does_not(jo: Client) -> None:
    shown = text_of(jo.get(BRIEF))
    assert (
        "Public Health Comes Not coming Who Lena Yarrow: not coming" in shown
        or "Lena Yarrow: not coming" in shown
    )
    assert "Dee Bramble: Nia Bracken, as deputy" in shown
    assert "Kofi Linden: not said" in shown


def test_today_leads_the_chair_to_the_brief(jo: Client) -> None:
    assert f'href="{BRIEF}"' in jo.get("/barnet/").content.decode()
    assert BRIEF not in signed_in("Sam Larch", at="barnet").get("/barnet/").content.decode()


def test_the_brief_is_two_pages(jo: Client) -> None:
    assert pages_of_pdf(jo.get(f"{BRIEF}.pdf").content) == 2


LONG = "A title that is as long as any title can be and goes on and on until it is cut at a space " * 3


def test_a_brief_with_too_much_of_everything_is_two_pages() -> None:
    wanted = tuple(Wanted(words=f"{number} {LONG}", note=LONG) for number in range(30))
    full = Brief(
        body="A body with a name of some length", day="Tuesday 14 April 2026", for_whom=LONG[:140], lead=LONG[:140],
        decisions=wanted, exceptions=wanted, to_settle=(LONG,) * 20, quorum=(LONG,) * 9, presiding=(LONG,) * 4,
        coming=tuple(
            Coming(organisation=f"Organisation {n} of some length", kind="complete", word="Coming", seats=("Somebody with a name: coming, until 11:30am",) * 2)
            for n in range(40)
        ),
        old_actions=tuple(OldActions(organisation=f"Organisation {n}", number=3, oldest_days=100) for n in range(40)),
        due=tuple(("7 April 2026", "Something that is owed") for _ in range(20)),
    )  # fmt: skip
    assert pages_of_pdf(pdf.pdf(chairs_brief(full, marking="OFFICIAL", computed_from="a test"))) == 2


def test_a_brief_with_nothing_is_two_pages() -> None:
    empty = Brief(body="Board", day="Tuesday 14 April 2026", for_whom="", lead="No decision is wanted.")
    assert pages_of_pdf(pdf.pdf(chairs_brief(empty, marking="OFFICIAL", computed_from="a test"))) == 2


def test_organisations_stand_by_name(jo: Client) -> None:
    shown = jo.get("/barnet/rrdg/organisations").content.decode()
    names = re.findall(r'href="/barnet/rrdg/organisations/[a-z-]+">([^<]+)<', shown)
    assert names == sorted(names, key=str.casefold)
    assert "not ranked" in shown


def test_an_organisation_is_counted_at_meetings_that_it_had_a_seat_for(jo: Client) -> None:
    """Barnet Homes came to five of six, Public Health to four; the police once by another of its members."""
    shown = text_of(jo.get("/barnet/rrdg/organisations"))
    assert "Department for Work and Pensions" in shown
    assert "Represented at 5 of 6 meetings." in text_of(jo.get("/barnet/rrdg/organisations/barnet-homes"))
    assert "Represented at 4 of 6 meetings." in text_of(jo.get("/barnet/rrdg/organisations/ph"))


def test_questions_answered_are_counted_of_those_sent(jo: Client) -> None:
    group = Body.objects.get(partnership__slug="barnet", code="rrdg")
    sent = ChaseRequest.objects.filter(
        action__body=group, action__owner_agency__code="ps", round__sent_at__isnull=False
    )
    words = f"{sent.filter(answered_at__isnull=False).count()} of {sent.count()}"
    assert f"Questions about its actions {words}" in text_of(jo.get("/barnet/rrdg/organisations/ps"))


@pytest.mark.parametrize(
    "address", ["/barnet/rrdg/2026-04-15/brief", "/barnet/rrdg/organisations/nobody", f"{BRIEF}.exe"]
)
def test_what_is_not_there(jo: Client, address: str) -> None:
    assert jo.get(address).status_code == 404


def test_the_brief_of_a_meeting_that_was_held_says_so(jo: Client) -> None:
    held = Meeting.objects.get(body__code="rrdg", body__partnership=Partnership.objects.get(slug="barnet"),
                               held_on=date(2026, 2, 10))  # fmt: skip
    assert "This meeting is held." in text_of(jo.get(f"/barnet/rrdg/{held.address}/brief"))
