"""Small needs that could be worked out from others, and files of needs that are looked at before they count."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.universe import signed_in
from throughline.rules.provision import Amount
from throughline.web.access.models import Event, Partnership
from throughline.web.provision import actions
from throughline.web.provision.models import Need, Place, StagedRows

ROOT = "/east-midlands/provision"
NOW = datetime(2010, 1, 15, 10, tzinfo=UTC)
HEADS = "pathway,place,cohort,size,unit,per,true of,evidence,assessed on"


@pytest.fixture
def region(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def sam(region: Partnership) -> Client:
    return signed_in("Sam Larch", at="east-midlands")


def place(code: str, *, within: str = "") -> Place:
    region = Partnership.objects.get(slug="east-midlands")
    found = Place.objects.filter(partnership=region, code=code).first()
    return found or actions.add_place(
        partnership=region, code=code, name=code.capitalize(), inside=place(within), by=None, at=NOW
    )


def needs(code: str, size: int, *, cohort: str = "", on: date = date(2010, 1, 10)) -> Need:
    return actions.record_need(
        place=place(code, within="leicestershire"), pathway="attitudes", size=Amount(size), cohort=cohort,
        evidence="A count", assessed_on=on, by=None, at=NOW,
    )  # fmt: skip


def sizes(client: Client) -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(client.get(f"{ROOT}.csv").content.decode("utf-8-sig")))
    return {row["Need"]: (row["Size"], row["Gap"]) for row in rows}


def size_of(client: Client, place: str, cohort: str = "Everyone") -> str:
    return next(size for need, (size, _gap) in sizes(client).items() if need.endswith(f"{cohort}, {place}"))


def test_a_place_is_hidden_with_a_small_one_that_the_county_would_give_away(sam: Client) -> None:
    needs("leicestershire", 100)
    needs("oadby", 60)
    needs("blaby", 37)
    needs("melton", 3)
    assert size_of(sam, "Leicestershire and Rutland") == "100 people a year"
    assert size_of(sam, "Oadby") == "60 people a year"
    assert (size_of(sam, "Melton"), size_of(sam, "Blaby")) == ("Hidden", "Hidden")
    beside = Need.objects.get(place__code="blaby")
    shown = " ".join(sam.get(f"{ROOT}/needs/{beside.pk}").content.decode().split())
    assert "Gap: hidden." in shown
    assert "37 people" not in shown


def test_two_people_left_of_everybody_are_not_given_away_by_a_group(sam: Client) -> None:
    needs("oadby", 310)
    needs("oadby", 308, cohort="women")
    assert size_of(sam, "Oadby") == "310 people a year"
    assert size_of(sam, "Oadby", "Women") == "Hidden"


def test_an_earlier_size_of_what_is_hidden_now_is_hidden_too(sam: Client) -> None:
    earlier = needs("oadby", 6, on=date(2010, 1, 5))
    assert size_of(sam, "Oadby") == "6 people a year"
    needs("oadby", 2)
    shown = sam.get(f"{ROOT}/needs/{earlier.pk}").content.decode()
    assert "6 people a year" not in shown


def test_what_is_hidden_stands_last_and_its_gap_is_not_found_by_its_place(sam: Client) -> None:
    needs("oadby", 60)
    needs("melton", 3)
    listed = list(sizes(sam).values())
    assert listed[-2:] == [("Hidden", "Hidden")] * 2


def sent(client: Client, *lines: str) -> Any:
    content = "\n".join((HEADS, *lines)).encode()
    return client.post(f"{ROOT}/send/needs", {"file": SimpleUploadedFile("needs.csv", content)})


GOOD = (
    "finance,Leicestershire and Rutland,women,52,people,year,on licence,Debts named at induction,2010-01-04"
)


def test_a_file_of_needs_is_looked_at_and_only_then_recorded(sam: Client, region: Partnership) -> None:
    before = Need.objects.filter(partnership=region).count()
    answer = sent(sam, GOOD, "finance,nottingham,young,3,people,year,,Debts,2010-01-04")
    shown = " ".join(sam.get(answer.headers["Location"]).content.decode().split())
    for words in (
        "2 rows were understood. Nothing is recorded yet.",
        "52 people a year",
        "on licence",
        "Hidden",
    ):
        assert words in shown
    assert "3 people" not in shown
    assert Need.objects.filter(partnership=region).count() == before
    assert sam.post(answer.headers["Location"], {"accept": "yes"}).status_code == 302
    made = Need.objects.get(pathway="finance", cohort="women", place__code="leicestershire")
    assert (made.size, made.evidence, made.assessed_on) == (52, "Debts named at induction", date(2010, 1, 4))
    assert Need.objects.filter(partnership=region).count() == before + 2
    assert not StagedRows.objects.filter(partnership=region).exists()
    assert Event.objects.filter(what="rows accepted").latest("pk").detail["rows"] == 2


def test_every_problem_of_a_file_is_told_and_nothing_waits(sam: Client, region: Partnership) -> None:
    answer = sent(
        sam, "boats,nottingham,,5,people,year,,A count,2010-01-04", GOOD.replace("2010-01-04", "soon")
    )
    shown = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "boats" in shown
    assert "soon" in shown
    assert not StagedRows.objects.filter(partnership=region).exists()


def test_a_file_may_be_thrown_away(sam: Client, region: Partnership) -> None:
    before = Need.objects.filter(partnership=region).count()
    answer = sent(sam, GOOD)
    assert sam.post(answer.headers["Location"], {"discard": "yes"}).status_code == 302
    assert Need.objects.filter(partnership=region).count() == before
    assert not StagedRows.objects.filter(partnership=region).exists()
