"""Odd records: names and dates that differ though the person is one, and that agree though nobody was known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.figures.cohorts.records_told import Told, told
from throughline.figures.cohorts.linking import linking
from throughline.figures.cohorts.linking.linking import find_pairs, link
from throughline.figures.cohorts.linking.model import saved_model
from throughline.figures.cohorts.linking.records import TOLD, compared_sql
from throughline.figures.extracts.engine import open_engine
from throughline.figures.made_up.extracts import two_extracts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STANDING = 5_000
ONE, APART = "one person", "apart"


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBPyConnection]:
    """Made-up people, among whom names and dates are as common as they are."""
    with open_engine(threads=1) as opened:
        others, _ = two_extracts(STANDING, 10, chance=np.random.default_rng(8))
        opened.register("others_told", others)
        opened.execute(
            f"create table others as select record + 3 as record, * exclude (record) "
            f"from ({compared_sql('others_told', also='record')})"
        )
        opened.execute(
            "create table told (record bigint, " + ", ".join(f"{one} varchar" for one in TOLD) + ")"
        )
        yield opened


def outcome(engine: DuckDBPyConnection, one: Told, other: Told, others: str = "from others") -> str:
    """Whether two records that come to those that are there are made one person, or left to a person."""
    engine.execute("truncate told")
    rows = [(number, *(each[name] for name in TOLD)) for number, each in enumerate((one, other), start=1)]
    engine.executemany("insert into told values (?, ?, ?, ?, ?, ?, ?)", rows)
    linking.prepare(engine, standing=others, incoming=compared_sql("told", also="record"))
    find_pairs(engine, saved_model())
    link(engine, saved_model(), {})
    people = engine.execute("select count(distinct person) from people where record in (1, 2)").fetchall()
    return ONE if people == [(1,)] else APART


NO_ID, NO_HOME = {"pnc_id": None}, {"postcode": None}
WOMAN = {"forename": "Megan", "surname": "Thorn", "sex": "female"}
PAIRS = [
    ("nothing differs but the id that one of them lacks", {}, {} | NO_ID, ONE),
    ("a married name and one id", WOMAN | NO_HOME, {"surname": "Elmley"}, ONE),
    ("a married name and one home", WOMAN | NO_ID, {"surname": "Elmley"}, ONE),
    ("a married name and another home: nobody can tell", WOMAN | NO_ID, {"surname": "Elmley", "postcode": "ZB2 2BB"}, APART),
    ("forename and surname change places, with one id", NO_HOME, {"forename": "Ashford", "surname": "Daniel"}, ONE),
    ("forename and surname change places, with one home", NO_ID, {"forename": "Ashford", "surname": "Daniel"}, ONE),
    ("forename and surname change places, and another home", NO_ID, {"forename": "Ashford", "surname": "Daniel", "postcode": "ZB2 2BB"}, APART),
    ("day and month change places, with one id", NO_HOME, {"date_of_birth": "1980-02-05"}, ONE),
    ("day and month change places, with one home", NO_ID, {"date_of_birth": "1980-02-05"}, ONE),
    ("half of a double-barrelled name, with one home", NO_ID, {"surname": "Ashford-Elmley"}, ONE),
    ("the other half of a double-barrelled name, with one home", NO_ID, {"surname": "Elmley Ashford"}, ONE),
    ("a double-barrelled name with a space for its hyphen", NO_ID | NO_HOME | {"surname": "Ashford-Elmley"}, {"surname": "ASHFORD ELMLEY"}, ONE),
    ("a name without its apostrophe", NO_ID | NO_HOME | {"surname": "O'Hazel"}, {"surname": "OHAZEL"}, ONE),
    ("an apostrophe as printers set it", NO_ID | NO_HOME | {"surname": "O'Hazel"}, {"surname": "O’Hazel"}, ONE),
    ("Welsh letters", NO_ID | NO_HOME | {"forename": "Llŷr", "surname": "Gwŷdd"}, {"forename": "LLYR", "surname": "Gwydd"}, ONE),
    ("a letter with a stroke", NO_ID | NO_HOME | {"forename": "Łukasz"}, {"forename": "Lukasz"}, ONE),
    ("a date typed for one that is not known", NO_ID | NO_HOME | {"date_of_birth": "1900-01-01"}, {}, APART),
    ("1 January, and nothing else but the name", NO_ID | NO_HOME | {"date_of_birth": "1980-01-01"}, {}, APART),
    ("1 January, and one home", NO_ID | {"date_of_birth": "1980-01-01"}, {}, ONE),
    ("1 January, and one id", NO_HOME | {"date_of_birth": "1980-01-01"}, {}, ONE),
    ("names that are not known", NO_ID | {"forename": "Unknown", "surname": "NOT KNOWN"}, {"postcode": "ZA1 1AB"}, APART),
    ("a forename that is not known, and no home", NO_ID | NO_HOME | {"forename": "N/K"}, {}, APART),
    ("no fixed abode is not one home", NO_ID | {"postcode": "ZZ99 3VZ"}, {"date_of_birth": "1980-11-23"}, APART),
    ("one home, and births in one year", NO_ID, {"date_of_birth": "1980-11-23"}, ONE),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "one", "changes", "becomes"), PAIRS)
def test_two_odd_records(
    engine: DuckDBPyConnection,
    sentence: str,
    one: dict[str, str | None],
    changes: dict[str, str | None],
    becomes: str,
) -> None:
    first, second = told(**one), told(**(one | changes))
    assert outcome(engine, first, second) == becomes, sentence
    assert outcome(engine, second, first) == becomes, f"{sentence}, the other way round"


@pytest.mark.parametrize(
    ("sentence", "born_so", "becomes"),
    [("a date that nobody else tells", 0, ONE), ("a date that one in ten tells", STANDING // 10, APART)],
)
def test_a_date_of_birth_that_crowds_tell_is_no_key(
    engine: DuckDBPyConnection, sentence: str, born_so: int, becomes: str
) -> None:
    others = (
        f"select * replace (if(record <= {born_so + 2}, '1985-05-05', date_of_birth) as date_of_birth) "
        "from others"
    )
    one = told(pnc_id=None, postcode=None, date_of_birth="1985-05-05")
    assert outcome(engine, one, one, others) == becomes, sentence


COMPARED = [
    ("pnc_id", "2005/0123456X", "05/123456X"),
    ("pnc_id", "05/123456x", "05/123456X"),
    ("pnc_id", "not known", None),
    ("forename", "Siân-Marie", "SIANMARIE"),
    ("forename", "N/K", None),
    ("forename", "xxx", None),
    ("forename", "-", None),
    ("forename", "Max", "MAX"),
    ("surname", "Łęg", "LEG"),
    ("surname", "Ærø", "AERO"),
    ("surname", "Not known", None),
    ("surname", "Nokes", "NOKES"),
    ("date_of_birth", "1980-05-02", "1980-05-02"),
    ("date_of_birth", "1900-01-01", None),
    ("date_of_birth", "1901-01-01", None),
    ("date_of_birth", "1901-01-02", "1901-01-02"),
    ("birth_year", "1900-01-01", None),
    ("sex", "female", "F"),
    ("sex", "not known", None),
    ("postcode", "za1 1aa", "ZA11AA"),
    ("postcode", "ZZ99 3VZ", None),
    ("district", "ZA12 1AA", "ZA12"),
    ("district", "ZZ99 3VZ", None),
]


@pytest.mark.parametrize(("column", "text", "compared"), COMPARED)
def test_a_record_is_compared_without_what_tells_nothing(
    engine: DuckDBPyConnection, column: str, text: str, compared: str | None
) -> None:
    source = {"birth_year": "date_of_birth", "district": "postcode"}.get(column, column)
    record = {name: text if name == source else None for name in TOLD}
    columns = ", ".join(f"${name}::varchar as {name}" for name in TOLD)
    found = engine.execute(
        f"select {column} from ({compared_sql(f'(select {columns})', also='1 as record')})", record
    ).fetchall()
    assert found == [(compared,)]
