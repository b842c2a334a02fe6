"""Bad files at a page: what is wrong, where, and what to do; nothing changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cli.test_bad_input import FILES
from tests.promises.test_actions import everything
from tests.web.universe import signed_in

pytestmark = pytest.mark.usefixtures("universe", "db")


def send(client: Client, name: str) -> Any:
    return client.post(
        "/east-midlands/plan/upload",
        {"year": "2009-10", "file": SimpleUploadedFile(name, FILES[name])},
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        pytest.param("no-plan.csv", ["cell A2", "The kind of row"], id="a plan that is none"),
        pytest.param(
            "no-such-day.csv",
            ["cell D3: “31/02/09” is not a day", "February 2009 has 28 days"],
            id="a day that is none",
        ),
        pytest.param(
            "merged.xlsx", ["row 1", "Add that row above the table"], id="merged and half-filled cells"
        ),
        pytest.param("broken.xlsx", ["broken.xlsx"], id="a broken workbook"),
    ],
)
def test_a_bad_plan_is_refused_in_a_sentence_and_changes_nothing(name: str, parts: list[str]) -> None:
    client = signed_in("Sam Larch", at="east-midlands")
    client.get("/boards")
    before = everything()
    page = send(client, name)
    assert page.status_code == 200
    shown = page.content.decode()
    assert "There is a problem" in shown
    assert [part for part in parts if part not in shown] == []
    assert everything() == before


def test_a_half_filled_plan_is_shown_with_what_it_lacks_before_it_is_accepted() -> None:
    client = signed_in("Sam Larch", at="east-midlands")
    page = client.get(send(client, "half.csv").url).content.decode()
    assert "The plan does not say its year_starts. Add a row: plan,year_starts,,2009-04-01" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"held_on": "31/02/2026"}, "day", id="a day that is none"),
        pytest.param({"held_on": ""}, "Enter the day of the meeting", id="no day"),
        pytest.param({"held_on": "2026-04-14"}, "is called for", id="a day on which the body meets"),
    ],
)
def test_a_meeting_that_cannot_be_called_is_refused_and_changes_nothing(
    typed: dict[str, str], sentence: str
) -> None:
    client = signed_in("Sam Larch", at="barnet")
    before = everything()
    page = client.post("/barnet/rrdg/call", {**typed, "starts_at": "10:00", "place": "Room"})
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    "address",
    [
        "/barnet/rrdg/2026-04-15", "/barnet/rrdg/2026-04-15/pack.pdf", "/barnet/rrdg/2026-02-31", "/barnet/board/",
        "/barnet/rrdg/2026-04-14/pack.exe", "/east-midlands/plan/2030-31", "/east-midlands/scorecard/returns/999999",
    ],
)  # fmt: skip
def test_what_does_not_exist_has_the_page_that_says_so(address: str) -> None:
    answer = signed_in("Sam Larch", at="barnet").get(address)
    assert (answer.status_code, "Page not found" in answer.content.decode()) == (404, True)
