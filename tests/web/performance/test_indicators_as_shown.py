"""What the page of an indicator says of it: its definition, when each is looked at, both counts, each sex."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.universe import signed_in
from throughline.figures.extracts.returns import Window
from throughline.universe.story import morning
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import actions
from throughline.web.performance.imports.owed import ledger_on
from throughline.web.performance.models import Indicator, Observation, Receipt

LIST = """
[[indicator]]
id = "homes-kept"
code = "H"
name = "Suitable homes kept after release"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Still in the same suitable home"
denominator = "Released to a suitable home"
counted_at = "13 weeks after release"
definitions = [{ from = 2009-04-01, words = "People released to a suitable home who still live there", source = "the plan, 3.1" }]

[[indicator]]
id = "referred"
code = "R"
name = "Referred to structured treatment"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Referred"
denominator = "Assessed"
supplier = "noms-probation"
arrival = { every = "quarter", months_after = 3, source = "the plan, 2.2.1" }

[[indicator]]
id = "engaged"
code = "R"
name = "Engaged with structured treatment"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Engaged"
denominator = "Referred"
supplier = "noms-probation"
arrival = { every = "quarter", months_after = 3, source = "the plan, 2.2.1" }

[[indicator]]
id = "picked-up"
code = "P"
name = "Picked up in the community"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Picked up by a community team"
denominator = "Referred from prison"

[[indicator]]
id = "reoffending"
code = "W"
name = "Reoffending within a year"
method = "percentage"
polarity = "lower"
unit = "people"
numerator = "Reoffended"
denominator = "Released"

[[indicator]]
id = "diversions"
code = "D"
name = "Women diverted from court"
method = "trajectory"
polarity = "higher"
unit = "diversions"
numerator = "Diversions that held since 1 April"
target = { value = 80, plan = [20, 40, 60, 80] }
"""
YEAR = date(2009, 4, 1)
FIRST, SECOND, THIRD = (
    (date(2009, 4, 1), date(2009, 6, 30)),
    (date(2009, 7, 1), date(2009, 9, 30)),
    (date(2009, 10, 1), date(2009, 12, 31)),
)
CAME = date(2010, 1, 10)


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    """The East Midlands partnership with a short list of its own."""
    found = Partnership.objects.get(slug="east-midlands")
    day = date(2010, 1, 4)
    actions.load_indicators(partnership=found, text=LIST, loaded_on=day, by=None, at=morning(day))
    return found


@pytest.fixture
def analyst(board: Partnership) -> Client:
    """Marek Rowan, who keeps the figures."""
    return signed_in("Marek Rowan", at="east-midlands")


def receive(board: Partnership, *lines: str, period: tuple[date, date] = FIRST) -> Receipt:
    return actions.receive_return(
        supplier=Agency.objects.get(partnership=board, code="noms-probation"),
        content="\n".join(("indicator,numerator,denominator", *lines)).encode(),
        period_starts=period[0],
        period_ends=period[1],
        received_on=CAME,
        by=None,
        at=morning(CAME),
    )


def page_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(f"/east-midlands/{address}")
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html5lib")
    for label in page.select(".tl-l"):
        label.extract()
    return page


def figures_on(client: Client, indicator: str) -> list[list[str]]:
    tables = page_of(client, f"indicators/{indicator}").find_all("table")
    heads = [[head.get_text(strip=True) for head in table.thead.find_all("th")] for table in tables]
    found = tables[next(at for at, names in enumerate(heads) if "Receipt" in names)]
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in found.tbody.find_all("tr")
    ]


@pytest.mark.clause("C216", breaks="throughline.web.performance.indicators.page:indicator_page")
def test_an_indicator_has_its_definition_and_the_point_at_which_each_is_looked_at(analyst: Client) -> None:
    page = page_of(analyst, "indicators/homes-kept")
    side = {item.find(string=True).strip(): item.small for item in page.select(".tl-side li") if item.small}
    assert side["Looked at"].get_text(strip=True) == "13 weeks after release"
    words = [cell.get_text(strip=True) for cell in page.find_all("td")]
    assert "People released to a suitable home who still live there" in words


@pytest.mark.clause("C447", breaks="throughline.web.performance.indicators.figures:numbers_of")
def test_a_share_stands_with_both_of_its_counts(analyst: Client, board: Partnership) -> None:
    receive(board, "picked-up,57,80")
    assert [row[1:4] for row in figures_on(analyst, "picked-up")] == [["57", "80", "71.3%"]]


@pytest.mark.clause("C431", breaks="throughline.web.performance.imports.owed:ledger_on")
def test_both_ratios_are_owed_and_kept_quarter_by_quarter(analyst: Client, board: Partnership) -> None:
    receive(board, "referred,90,120", "engaged,60,90")
    receive(board, "referred,96,120", "engaged,66,96", period=SECOND)
    assert [row[1:4] for row in figures_on(analyst, "referred")] == [
        ["90", "120", "75%"],
        ["96", "120", "80%"],
    ]
    assert [row[1:3] for row in figures_on(analyst, "engaged")] == [["60", "90"], ["66", "96"]]
    rows = ledger_on(board, date(2010, 1, 15)).rows
    assert [(row.period, row.owed_by, row.missing) for row in rows] == [
        (Window(*FIRST), date(2009, 9, 30), ()),
        (Window(*SECOND), date(2009, 12, 31), ()),
        (Window(*THIRD), date(2010, 3, 31), ("engaged", "referred")),
    ]


def by_sex(board: Partnership, indicator: str, counts: dict[str, tuple[int, int]]) -> None:
    """Counts by sex, as an accepted table with a column of groups leaves them."""
    receipt = receive(board, f"{indicator},{sum(x for x, _n in counts.values())},400")
    kept = Indicator.objects.get(partnership=board, code=indicator)
    for line, (group, (x, n)) in enumerate(counts.items(), start=3):
        Observation.objects.create(
            indicator=kept, receipt=receipt, line=line, starts=FIRST[0], ends=FIRST[1], group=group,
            numerator=x, denominator=n,
        )  # fmt: skip


def sexes_on(client: Client, indicator: str) -> dict[str, list[str]]:
    page = page_of(client, f"scorecard/disproportionality?indicator={indicator}")
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")
    ]
    return {row[0]: row[1:3] for row in rows}


@pytest.mark.clause("C207", "C217", breaks="throughline.web.performance.workbench.reads:groups_of")
def test_an_outcome_is_split_by_sex(analyst: Client, board: Partnership) -> None:
    by_sex(board, "reoffending", {"women": (20, 80), "men": (96, 320)})
    assert sexes_on(analyst, "reoffending") == {"women": ["20 of 80", "25%"], "men": ["96 of 320", "30%"]}


def test_a_few_women_are_hidden_and_the_men_beside_them_too(analyst: Client, board: Partnership) -> None:
    by_sex(board, "reoffending", {"women": (3, 80), "men": (96, 320)})
    assert sexes_on(analyst, "reoffending") == {"women": ["hidden", "–"], "men": ["hidden", "–"]}


@pytest.mark.clause("C217", breaks="throughline.web.performance.indicators.figures:numbers_of")
def test_diversions_are_counted(analyst: Client, board: Partnership) -> None:
    receive(board, "diversions,23,")
    assert [row[1] for row in figures_on(analyst, "diversions")] == ["23"]
