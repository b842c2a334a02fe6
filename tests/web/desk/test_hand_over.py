"""The hand-over of a seat: one page of A4, from every room, for whoever may read the body's papers."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdf
import pytest

from tests.web.universe import signed_in
from throughline.papers.hand_over import HandOver, hand_over
from throughline.papers.pdf import pdf
from throughline.web.desk.hand_over import hand_over_of
from throughline.web.governance.models import Body

pytestmark = pytest.mark.usefixtures("universe", "db")
PAGE = "/barnet/rrdg/hand-over/pol-supt"


def pages_of(made: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(made)).pages)


def test_the_page_says_what_a_new_member_asks_first() -> None:
    page = re.sub(r"<[^>]+>", " ", signed_in("Ruth Campion", at="barnet").get(PAGE).content.decode())
    for words in (
        "Dee Bramble sits here on Monday 30 March 2026",
        "Tuesday 14 April 2026, Committee room 2",
        "Brief the new deputy for the police seat. Due 10 April 2026.",
        "Barnet Safer Communities Partnership Board",
        "At least 4 organisations",
        "YOT: Youth Offending / Family Focus",
    ):
        assert words in page, words


@pytest.mark.parametrize("place, body", [("barnet", "rrdg"), ("barnet", "iom"), ("east-midlands", "emrrp")])
def test_the_paper_of_every_seat_is_one_page(place: str, body: str) -> None:
    found = Body.objects.get(partnership__slug=place, code=body)
    day = found.partnership.demonstration_today or date(2026, 3, 30)
    seat = {"rrdg": "dwp", "iom": "homes", "emrrp": "probation"}[body]
    assert pages_of(pdf(hand_over_of(found, seat, day))) == 1


def test_a_body_with_much_to_say_still_fits_one_page() -> None:
    much = (
        "Oversees the delivery of everything that anybody promised, and asks what became of it, in full. " * 2
    )
    shown = HandOver(
        body="Board", organisation="Police", post="Superintendent", holder="", on_words="Monday 30 March 2026",
        reports_to="Parent", decides="Quorum: at least 4 organisations", purposes=(much,) * 9,
        people=tuple((f"Post {n}", f"Organisation {n}", "Somebody") for n in range(16)),
        dates=("Tuesday 14 April 2026",) * 9, actions=((much, "10 April 2026"),) * 9,
        decisions=(("D1", much),) * 9, terms=tuple((f"AB{n}", "what it stands for") for n in range(30)),
    )  # fmt: skip
    assert pages_of(pdf(hand_over(shown, marking="OFFICIAL", computed_from="terms 1"))) == 1


@pytest.mark.parametrize("address", [f"{PAGE}.pdf", f"{PAGE}.docx", f"{PAGE}.odt"])
def test_it_is_had_as_a_file(address: str) -> None:
    answer = signed_in("Ruth Campion", at="barnet").get(address)
    assert answer.status_code == 200
    assert "barnet-rrdg-pol-supt-hand-over" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "address", ["/barnet/rrdg/hand-over/nobody", f"{PAGE}.exe", "/barnet/none/hand-over/x"]
)
def test_what_is_not_there_is_not_found(address: str) -> None:
    assert signed_in("Sam Larch", at="barnet").get(address).status_code == 404


def test_whoever_reads_no_papers_of_the_body_reads_no_hand_over() -> None:
    assert signed_in("Marek Rowan", at="barnet").get(PAGE).status_code == 404
