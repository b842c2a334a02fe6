"""The contracts of extracts: each is a published table description that the software itself reads."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from throughline.figures.extracts.contracts import ContractUnknown, contract_named, contract_names
from throughline.figures.extracts.store.receipts import due_on

BASES = {"string", "date", "integer", "number"}
NAME = re.compile(r"[a-z][a-z0-9_]*")
IDENTIFYING = {"pnc_id", "forename", "surname", "date_of_birth", "postcode", "sex", "ethnicity"}


def description(name: str) -> dict[str, Any]:
    return json.loads((files("throughline.figures.extracts.contracts") / f"{name}.json").read_text())


def test_what_partners_hold_has_a_contract() -> None:
    """Caseload, offences, releases, prison, youth, accommodation, employment, programmes and incidents."""
    assert contract_names() == (
        "accommodation",
        "depersonalised-incidents",
        "employment",
        "offences",
        "prison",
        "prison-releases",
        "probation-caseload",
        "programme-completions",
        "youth",
    )


@pytest.mark.parametrize("name", contract_names())
def test_a_contract_is_a_table_description_that_any_reader_of_csvw_takes(name: str) -> None:
    table = description(name)
    columns = table["tableSchema"]["columns"]
    named = [column["name"] for column in columns]
    bases = {said if isinstance(said, str) else said["base"] for said in (one["datatype"] for one in columns)}
    assert table["@context"][0] == "http://www.w3.org/ns/csvw"
    assert table["url"] == f"{name}.csv"
    assert bases <= BASES
    assert all(NAME.fullmatch(one) for one in named)
    assert len(set(named)) == len(named)
    assert set(table["tableSchema"]["primaryKey"]) <= set(named)
    assert all(":" in key or key in ("@context", "url", "dialect", "tableSchema") for key in table)


@pytest.mark.parametrize("name", contract_names())
def test_every_rule_of_a_contract_is_about_its_own_columns(name: str) -> None:
    contract = contract_named(name)
    spoken_of = {one for pair in (*contract.in_order, *contract.together) for one in pair}
    days = {one.name for one in contract.columns if one.kind == "day"}
    assert all(contract.column(one) for one in spoken_of)
    assert {one for pair in contract.in_order for one in pair} <= days
    assert contract.column(contract.key).required


@pytest.mark.parametrize(
    ("sentence", "contract", "column", "kind"),
    [
        ("a list of words is a list of codes", "offences", "outcome", "code"),
        ("a day", "offences", "offence_date", "day"),
        ("a text of any words", "prison", "prison", "text"),
        ("a text of one form", "depersonalised-incidents", "place", "text"),
        ("the number of a person", "offences", "pnc_id", "pnc id"),
        ("a whole number", "prison-releases", "sentence_days", "whole number"),
        ("a number", "probation-caseload", "risk_score", "number"),
    ],
)
def test_what_a_column_holds_is_read_from_the_description(
    sentence: str, contract: str, column: str, kind: str
) -> None:
    assert contract_named(contract).column(column).kind == kind, sentence


def test_what_is_shared_by_statute_has_nothing_that_tells_who_was_concerned() -> None:
    contract = contract_named("depersonalised-incidents")
    assert not IDENTIFYING & {one.name for one in contract.columns}
    assert contract.takes_only_these


@pytest.mark.parametrize(
    ("sentence", "contract", "ends", "due"),
    [
        (
            "three months of incidents are shared by the end of the next three",
            "depersonalised-incidents",
            date(2009, 6, 30),
            date(2009, 9, 30),
        ),
        (
            "the last quarter of a year by the end of March",
            "depersonalised-incidents",
            date(2009, 12, 31),
            date(2010, 3, 31),
        ),
        ("no statute says when offences are sent", "offences", date(2009, 6, 30), None),
    ],
)
def test_when_an_extract_is_due(sentence: str, contract: str, ends: date, due: date | None) -> None:
    assert due_on(contract_named(contract), ends) == due, sentence


def test_a_contract_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(ContractUnknown, match=r"no contract “courts”. Choose one of accommodation, "):
        contract_named("courts")
