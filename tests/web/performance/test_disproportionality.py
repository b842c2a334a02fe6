"""Groups beside a reference: relative rates of what the gate lets out, and of nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import actions
from throughline.web.performance.models import Indicator, Observation, Receipt

PAGE = "/east-midlands/scorecard/disproportionality"
SPRING = (date(2009, 1, 1), date(2009, 3, 31))


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who keeps the figures."""
    return signed_in("Marek Rowan", at="east-midlands")


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    """The East Midlands partnership."""
    return Partnership.objects.get(slug="east-midlands")


def came(
    board: Partnership,
    groups: dict[str, tuple[int, int]],
    *,
    indicator: str = "ni144",
    number: int = 90,
    received_on: date = date(2009, 10, 1),
) -> Receipt:
    """A receipt of counts by group, as an accepted table leaves it."""
    receipt = Receipt.objects.create(
        partnership=board,
        supplier=Agency.objects.get(partnership=board, code="noms-probation"),
        received_on=received_on,
        number=number,
        period_starts=SPRING[0],
        period_ends=SPRING[1],
        sha256="0" * 64,
        lines_read=len(groups),
        lines_accepted=len(groups),
        recorded_at=datetime(2009, 10, 1, tzinfo=UTC),
    )
    kept = Indicator.objects.get(partnership=board, code=indicator)
    Observation.objects.bulk_create(
        Observation(
            indicator=kept, receipt=receipt, line=line, starts=SPRING[0], ends=SPRING[1],
            group=group, numerator=x, denominator=n,
        )
        for line, (group, (x, n)) in enumerate(groups.items(), start=2)
    )  # fmt: skip
    return receipt


def page_of(client: Client, **asked: str) -> BeautifulSoup:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def lead_of(page: BeautifulSoup) -> str:
    return " ".join(page.select_one(".tl-lead").get_text().split())


def rows_of(page: BeautifulSoup) -> dict[str, list[str]]:
    for label in page.select(".tl-l"):
        label.extract()
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")
    ]
    return {row[0]: row[1:] for row in rows}


PLAIN = {"A": (70, 340), "B": (10, 340), "C": (30, 150), "D": (9, 20)}


def test_each_group_stands_beside_the_reference_with_both_limits(analyst: Client, board: Partnership) -> None:
    came(board, PLAIN)
    rows = rows_of(page_of(analyst, indicator="ni144", reference="B"))
    counts, rate, times, koopman, katz, difference = rows["A"]
    assert (counts, rate, times, difference) == ("70 of 340", "20.6%", "7.00", "higher")
    for limits in (koopman, katz):
        lower, upper = (float(each) for each in limits.split(" to "))
        assert 3 < lower < 7 < upper < 14
    assert rows["B"][5] == "reference"
    assert rows["D"] == ["9 of 20", "45%", "–", "–", "–", "too little data"]


def test_the_groups_stand_in_the_order_in_which_they_came(analyst: Client, board: Partnership) -> None:
    came(board, PLAIN)
    assert list(rows_of(page_of(analyst, indicator="ni144"))) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param(
            {"reference": "B"}, "2 of 2 groups compared differ from B", id="what differs is said first"
        ),
        pytest.param({}, "from A by more than chance", id="the largest group stands until another is chosen"),
        pytest.param(
            {"reference": "Z"}, "from A by more than chance", id="no such group is as if none was chosen"
        ),
    ],
)
def test_the_sentence_above_answers(
    analyst: Client, board: Partnership, asked: dict[str, str], says: str
) -> None:
    came(board, PLAIN)
    assert says in lead_of(page_of(analyst, indicator="ni144", **asked))


def test_a_difference_is_no_finding_of_cause(analyst: Client, board: Partnership) -> None:
    came(board, PLAIN)
    assert "no finding of unfair treatment" in page_of(analyst, indicator="ni144").main.get_text(
        " ", strip=True
    )


SMALL = {"A": (70, 340), "B": (10, 340), "C": (3, 90), "D": (50, 200)}


def test_a_small_number_is_hidden_with_its_rate_and_its_ratio(analyst: Client, board: Partnership) -> None:
    came(board, SMALL)
    page = page_of(analyst, indicator="ni144", reference="A")
    rows = rows_of(page)
    assert rows["C"] == ["hidden", "–", "–", "–", "–", "hidden"]
    assert "3 of 90" not in page.get_text(" ", strip=True)
    assert "C" in next(words for words in page.main.stripped_strings if words.startswith("Hidden"))


def test_what_would_give_a_hidden_number_away_is_hidden_too(analyst: Client, board: Partnership) -> None:
    """The indicator's own total stands on the scorecard, so one hidden group would follow from the others."""
    came(board, SMALL)
    hidden = [
        name for name, row in rows_of(page_of(analyst, indicator="ni144")).items() if row[0] == "hidden"
    ]
    assert "C" in hidden
    assert len(hidden) >= 2


def test_a_hidden_group_cannot_be_the_reference(analyst: Client, board: Partnership) -> None:
    came(board, SMALL)
    page = page_of(analyst, indicator="ni144", reference="C")
    assert lead_of(page) == "C is hidden as its numbers are small, so it cannot be the reference."
    assert not any("%" in cell for row in rows_of(page).values() for cell in row)


def test_a_revision_counts_and_what_it_revised_no_longer_does(analyst: Client, board: Partnership) -> None:
    came(board, PLAIN)
    came(board, {"A": (80, 340)}, number=91, received_on=date(2009, 11, 1))
    assert rows_of(page_of(analyst, indicator="ni144"))["A"][0] == "80 of 340"


def test_an_undone_receipt_counts_no_longer(analyst: Client, board: Partnership) -> None:
    receipt = came(board, PLAIN)
    actions.undo_receipt(
        receipt=receipt, reason="two columns were exchanged", undone_on=date(2010, 1, 15), by=None,
        at=datetime(2010, 1, 15, tzinfo=UTC),
    )  # fmt: skip
    assert "ni144" not in [option["value"] for option in page_of(analyst).select("#indicator option")]


def test_where_no_return_has_groups_the_page_says_so(universe: None, db: None) -> None:
    client = signed_in("Sam Larch", at="barnet")
    page = BeautifulSoup(client.get("/barnet/scorecard/disproportionality").content, "html5lib")
    assert lead_of(page) == "No return has counts by group yet, so there is nothing to compare."


def test_the_page_asks_few_queries_however_many_groups(
    analyst: Client, board: Partnership, django_assert_max_num_queries: object
) -> None:
    came(board, {f"Group {place}": (40 + place, 200) for place in range(40)})
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page_of(analyst, indicator="ni144")
