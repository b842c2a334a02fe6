"""Tables of needs and services that come in: every fault with its place and its mend."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.papers.reading import read_rows
from throughline.rules.provision import Amount
from throughline.rules.provision_rows import RowsRefused, read_needs, read_services
from throughline.words.cohorts import cohort_name

ON = date(2010, 1, 15)
PATHWAYS = {"health": "health", "drugs and alcohol": "drugs-alcohol", "drugs-alcohol": "drugs-alcohol"}
PLACES = {"derby": "derby", "derby city": "derby"}
NEEDS = "pathway,place,cohort,size,unit,per,true of,evidence,assessed on\n"
SERVICES = "name,pathway,place,provider,capacity,from,until,cohorts,cost,cost year\n"


def needs(text: str):
    return read_needs(read_rows(text.encode(), "n.csv").rows, pathways=PATHWAYS, places=PLACES, on=ON)


def services(text: str):
    return read_services(read_rows(text.encode(), "s.csv").rows, pathways=PATHWAYS, places=PLACES)


def test_names_and_codes_are_read_in_any_case_and_unknown_is_not_nought() -> None:
    found = needs(
        NEEDS
        + 'Drugs and Alcohol,DERBY CITY,Women,"1,200",people,quarter,On licence; over 18,A count,2009-12-01\n'
        "health,derby,,unknown,,,,Nobody counted,2010-01-15\n"
    )
    assert [(one.pathway, one.place, one.cohort, one.size) for one in found] == [
        ("drugs-alcohol", "derby", "women", Amount(1200, "people", "quarter")),
        ("health", "derby", "", Amount(None)),
    ]
    assert found[0].true_of == ("on licence", "over 18")


def test_a_service_is_read_with_its_days_money_and_people() -> None:
    (found,) = services(
        SERVICES + "A desk,health,derby,A charity,40,2009-04-01,2010-03-31,women; ppo,£9000,2009-10\n"
    )
    assert (found.from_on, found.until_on) == (date(2009, 4, 1), date(2010, 3, 31))
    assert (found.capacity, found.cohorts) == (Amount(40), ("ppo", "women"))
    assert (found.cost, found.cost_year) == (9000, "2009-10")


BAD = [
    ("a pathway that is none", "boats,derby,,1,,,,A count,2009-12-01", "row 2|cell A2", "“boats” is not known"),
    ("a place that is none", "health,leeds,,1,,,,A count,2009-12-01", "B2", "“leeds” is not known"),
    ("a cohort that is none", "health,derby,men at sea,1,,,,A count,2009-12-01", "C2", "is not known"),
    ("words where a number stands", "health,derby,,many,,,,A count,2009-12-01", "D2", "“many” is no whole number"),
    ("half a person", "health,derby,,1.5,,,,A count,2009-12-01", "D2", "no whole number"),
    ("no evidence", "health,derby,,1,,,,,2009-12-01", "H2", "Nothing stands under “evidence”"),
    ("a day nobody can read", "health,derby,,1,,,,A count,autumn", "I2", "Write it as 2009-10-31."),
    ("a day to come", "health,derby,,1,,,,A count,2010-01-16", "I2", "has not come yet"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "place", "says"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_row_that_cannot_be_taken_says_where_and_what_to_do(row: str, place: str, says: str) -> None:
    with pytest.raises(RowsRefused, match=says) as refused:
        needs(NEEDS + row + "\n")
    assert any(part in str(refused.value) for part in place.split("|"))


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(RowsRefused) as refused:
        needs(NEEDS + "boats,leeds,,1,,,,A count,2009-12-01\nhealth,derby,,x,,,,A count,2009-12-01\n")
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pathway,place\nhealth,derby\n", "lacks “size”, “evidence” and “assessed on”"),
        (NEEDS.replace("cohort", "boat") + "health,derby,,1,,,,A,2009-12-01\n", "“boat” is no column"),
        (NEEDS, "No row follows"),
    ],
)
def test_a_table_without_its_heading_or_rows_is_refused(text: str, says: str) -> None:
    with pytest.raises(RowsRefused, match=says):
        needs(text)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("A desk,health,derby,A charity,40,2009-04-01,2009-03-31,,,", "It ends before it begins"),
        ("A desk,health,derby,A charity,40,2009-04-01,,,900,", "The cost has no year"),
        (",health,derby,A charity,40,2009-04-01,,,,", "Nothing stands under “name”"),
    ],
)
def test_a_service_that_cannot_be_is_refused(row: str, says: str) -> None:
    with pytest.raises(RowsRefused, match=says):
        services(SERVICES + row + "\n")


@pytest.mark.parametrize(("code", "name"), [("women", "Women"), ("", "Everyone"), ("boats", "boats")])
def test_a_cohort_has_a_name(code: str, name: str) -> None:
    assert cohort_name(code) == name
