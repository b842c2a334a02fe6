"""A receipt is undone from a day on: before it the figures stand, after it they do not, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import NOW, TODAY
from throughline.web.access.actions import record_agency
from throughline.web.access.models import Agency, Event, Partnership, Person
from throughline.web.performance import actions, queries
from throughline.web.performance.models import Observation, PublicScorecard, Receipt, Rejection

LIST = """
[[indicator]]
id = "homes"
code = "NI 143"
name = "Settled homes"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Settled"
denominator = "Ended"
target = { value = 70 }
"""
CAME = date(2026, 1, 6)
ADDRESS = "/hazelmere/scorecard/returns/{}/undo"


@pytest.fixture
def probation(partnership: Partnership) -> Agency:
    """Probation, with a list of indicators in use since the beginning of the year."""
    record_agency(partnership=partnership, code="probation", name="Probation", sector="", by=None, at=NOW)
    actions.load_indicators(partnership=partnership, text=LIST, loaded_on=CAME, by=None, at=NOW)
    return Agency.objects.get(partnership=partnership, code="probation")


@pytest.fixture
def as_analyst(person_with: Callable[..., Person], as_person: Callable[[Person], Client]) -> Client:
    """A client of the person who keeps the figures."""
    return as_person(person_with("Marek Rowan", "analyst"))


def receive(supplier: Agency, line: str = "homes,57,80", on: date = CAME) -> Receipt:
    return actions.receive_return(
        supplier=supplier,
        content=f"indicator,numerator,denominator\n{line}".encode(),
        period_starts=date(2025, 10, 1),
        period_ends=date(2025, 12, 31),
        received_on=on,
        by=None,
        at=NOW,
    )


def undo(receipt: Receipt, *, reason: str = "Columns were exchanged.", on: date = TODAY) -> Receipt:
    return actions.undo_receipt(receipt=receipt, reason=reason, undone_on=on, by=None, at=NOW)


def value_on(partnership: Partnership, day: date) -> str:
    card = queries.scorecard_on(partnership, day)
    assert card
    return card.rows[0].value


def test_an_undone_return_leaves_the_scorecard_as_it_was_before_and_earlier_days_as_they_were(
    probation: Agency,
) -> None:
    place = probation.partnership
    before = queries.scorecard_on(place, TODAY)
    taken = receive(probation)
    with_it = queries.scorecard_on(place, TODAY - timedelta(days=1))
    assert queries.scorecard_on(place, TODAY) != before
    undo(taken)
    assert queries.scorecard_on(place, TODAY) == before
    assert queries.scorecard_on(place, TODAY - timedelta(days=1)) == with_it
    assert Observation.objects.filter(receipt=taken).count() == 1


def test_the_figure_before_a_revision_counts_again(probation: Agency) -> None:
    receive(probation, "homes,57,80", CAME)
    first = value_on(probation.partnership, TODAY)
    revision = receive(probation, "homes,40,80", CAME + timedelta(days=30))
    assert value_on(probation.partnership, TODAY) != first
    undo(revision)
    assert value_on(probation.partnership, TODAY) == first


def test_the_same_file_may_come_again_after_it_was_undone(probation: Agency) -> None:
    undo(receive(probation))
    again = receive(probation, on=TODAY)
    assert (again.lines_accepted, again.undone_on) == (1, None)
    with pytest.raises(actions.ReturnRefused, match="received already"):
        receive(probation, on=TODAY)


def test_the_tenth_return_of_a_day_revises_the_second(probation: Agency) -> None:
    for count in range(1, 11):
        receive(probation, f"homes,{count},80")
    assert Receipt.objects.order_by("number").last().number == 10  # type: ignore[union-attr]
    card = queries.scorecard_on(probation.partnership, TODAY)
    assert card
    latest = card.rows[0].judgement.latest
    assert latest
    assert latest.numerator == 10


def test_an_undone_total_holds_no_later_total_up(probation: Agency) -> None:
    growing = LIST.replace("percentage", "trajectory").replace(
        "value = 70", "value = 40, plan = [10, 20, 30, 40]"
    )
    place = probation.partnership
    actions.load_indicators(partnership=place, text=growing, loaded_on=CAME, by=None, at=NOW)
    too_high = actions.receive_return(
        supplier=probation, content=b"indicator,numerator,denominator\nhomes,300,", received_on=CAME,
        period_starts=date(2025, 7, 1), period_ends=date(2025, 9, 30), by=None, at=NOW,
    )  # fmt: skip
    assert receive(probation, "homes,30,").lines_accepted == 0
    undo(too_high)
    assert receive(probation, "homes,31,").lines_accepted == 1


@pytest.mark.parametrize(
    ("reason", "day", "sentence"),
    [
        pytest.param(" ", TODAY, "Say why", id="without a reason"),
        pytest.param("Wrong.", CAME - timedelta(days=1), "came in after that day", id="before it came"),
    ],
)
def test_what_may_not_be_undone_stays(probation: Agency, reason: str, day: date, sentence: str) -> None:
    taken = receive(probation)
    with pytest.raises(actions.UndoRefused, match=sentence):
        undo(taken, reason=reason, on=day)
    taken.refresh_from_db()
    assert (taken.undone_on, taken.undone_reason) == (None, "")


def test_a_receipt_is_undone_once(probation: Agency) -> None:
    taken = receive(probation)
    undo(taken)
    with pytest.raises(actions.UndoRefused, match="undone already"):
        undo(taken, reason="Again.")
    assert Event.objects.filter(what="receipt undone").count() == 1


def test_the_event_tells_the_receipt_and_not_the_reason(probation: Agency) -> None:
    undo(receive(probation), reason="Sent by Quillfeather.")
    event = Event.objects.get(what="receipt undone")
    assert event.detail == {"receipt": "2026-01-06/1", "on": "2026-03-30", "lines": 1}
    assert "Quillfeather" not in f"{event.reason} {event.detail} {event.subjects}"


def test_the_analyst_undoes_a_receipt_on_its_page(probation: Agency, as_analyst: Client) -> None:
    taken = receive(probation)
    page = as_analyst.get(ADDRESS.format(taken.pk)).content.decode()
    assert "1 figure of Probation would no longer count from today." in page
    assert "released scorecard" not in page
    refused = as_analyst.post(ADDRESS.format(taken.pk), {"reason": ""}).content.decode()
    assert "Say why it is undone." in refused
    done = as_analyst.post(ADDRESS.format(taken.pk), {"reason": "Columns were exchanged."}, follow=True)
    assert "Undone on Monday 30 March 2026: Columns were exchanged." in done.content.decode()
    assert (
        "It was undone on Monday 30 March 2026" in as_analyst.get(ADDRESS.format(taken.pk)).content.decode()
    )


def test_the_page_says_which_released_scorecards_stand(
    probation: Agency, as_analyst: Client, person_with: Callable[..., Person]
) -> None:
    taken = receive(probation)
    first, second = (person_with(name).user for name in ("Jo Hazel", "Ada Rowan"))
    kept: dict[str, Any] = {
        "partnership": probation.partnership, "title": "Year", "contents": {}, "digest": "0",
        "author": Person.objects.get(name="Marek Rowan").user, "edited_at": NOW,
    }  # fmt: skip
    approved = {
        "state": "released",
        "released_at": NOW,
        "first_approved_by": first,
        "second_approved_by": second,
    }
    PublicScorecard.objects.create(number=1, on=CAME, **kept, **approved)
    PublicScorecard.objects.create(number=2, on=CAME - timedelta(days=1), **kept, **approved)
    PublicScorecard.objects.create(number=3, on=CAME, **kept)
    page = as_analyst.get(ADDRESS.format(taken.pk)).content.decode()
    assert "1 released scorecard was drawn up while these figures counted." in page


def test_whoever_keeps_no_figures_is_not_shown_the_way(
    probation: Agency, person_with: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    taken = receive(probation)
    reader = as_person(person_with("Jo Hazel", "plan-owner"))
    assert "Undo this receipt" not in reader.get(f"/hazelmere/scorecard/returns/{taken.pk}").content.decode()
    assert reader.get(ADDRESS.format(taken.pk)).status_code == 404


def test_rejections_go_to_the_supplier_with_their_place_and_no_formula(
    probation: Agency, as_analyst: Client
) -> None:
    taken = receive(probation, "homes,57,80\n=1+1,1,2")
    Rejection.objects.filter(receipt=taken).update(column="=HYPERLINK(1)")
    answer: Any = as_analyst.get(f"/hazelmere/scorecard/returns/{taken.pk}/rejections.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Row,Column,Why,Marking"
    assert lines[1].startswith("3,'=HYPERLINK(1),")
    assert answer["Content-Disposition"] == 'attachment; filename="not-taken-in-2026-01-06-1.csv"'
