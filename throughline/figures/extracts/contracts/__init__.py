"""The contracts of extracts: what partners send about persons and offences, each published as CSVW."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from throughline.words.refusals import Refused

OWN: Final = "urn:throughline:"
"""What the names of our own annotations of a contract begin with, as CSVW asks."""
PNC_ID: Final = f"{OWN}pnc-id"
CODES: Final = re.compile(r"[a-z0-9-]+(\|[a-z0-9-]+)+")


class ContractUnknown(Refused):
    """No contract has that name."""


@dataclass(frozen=True)
class Column:
    """One column of a contract: what it holds, and what a cell of it may say."""

    name: str
    title: str
    meaning: str
    required: bool
    kind: Literal["text", "code", "day", "whole number", "number", "pnc id"]
    codes: tuple[str, ...] = ()
    form: str = ""
    """The regular expression that a text fits; empty for any text."""
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Contract:
    """What one kind of extract holds, column by column, and how its rows are told apart."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    key: str
    """The column whose value is used once: the supplier's own number of the row."""
    in_order: tuple[tuple[str, str], ...]
    """Pairs of days of which the second never comes before the first."""
    together: tuple[tuple[str, str], ...]
    """Pairs of columns of which the second is needed where the first is given."""
    is_of_persons: bool
    takes_only_these: bool
    """A file with any other column is refused: it could tell who was concerned."""
    months_after: int | None = None
    """By the end of which month after its period it is owed; None where no statute says."""
    source: str = ""

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((one for one in self.columns if one.name == name), None)


def contract_names() -> tuple[str, ...]:
    """The names of the published contracts, in the order of the alphabet."""
    return tuple(sorted(_published()))


def contract_named(name: str) -> Contract:
    """The published contract of a name. Raises ContractUnknown, listing those that are."""
    return contract_from(name, published(name))


def published(name: str) -> Mapping[str, Any]:
    """The table description of a contract, as it is published. Raises ContractUnknown."""
    try:
        return _published()[name]
    except KeyError:
        known = ", ".join(contract_names())
        raise ContractUnknown(f"There is no contract “{name}”. Choose one of {known}.") from None


@cache
def _published() -> Mapping[str, Mapping[str, Any]]:
    found = (one for one in files(__package__).iterdir() if one.name.endswith(".json"))
    return {one.name.removesuffix(".json"): json.loads(one.read_text(encoding="utf-8")) for one in found}


def contract_from(name: str, table: Mapping[str, Any]) -> Contract:
    """The contract that a CSVW table description says.

    Raises KeyError where the description lacks what a contract needs.
    Source: W3C, Metadata Vocabulary for Tabular Data (17 December 2015), sections 5.4 to 5.6 and 5.11.
    """
    schema = table["tableSchema"]
    owed = table.get(f"{OWN}owed", {})
    return Contract(
        name=name,
        title=table["dc:title"],
        meaning=table["dc:description"],
        columns=tuple(_column(one) for one in schema["columns"]),
        key=schema["primaryKey"][0],
        in_order=_pairs(table, "in-order"),
        together=_pairs(table, "together"),
        is_of_persons=table[f"{OWN}of-persons"],
        takes_only_these=table[f"{OWN}only-these-columns"],
        months_after=owed.get("months_after"),
        source=owed.get("source", ""),
    )


def _pairs(table: Mapping[str, Any], what: str) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in table[f"{OWN}{what}"])


def _column(plain: Mapping[str, Any]) -> Column:
    said = plain["datatype"]
    datatype: Mapping[str, Any] = {"base": said} if isinstance(said, str) else said
    form = datatype.get("format", "")
    is_code = datatype["base"] == "string" and CODES.fullmatch(form) is not None
    return Column(
        name=plain["name"],
        title=plain["titles"][0],
        meaning=plain["dc:description"],
        required=plain["required"],
        kind=_kind(datatype, is_code),
        codes=tuple(form.split("|")) if is_code else (),
        form=form if datatype["base"] == "string" and not is_code else "",
        least=datatype.get("minimum"),
        most=datatype.get("maximum"),
    )


def _kind(
    datatype: Mapping[str, Any], is_code: bool
) -> Literal["text", "code", "day", "whole number", "number", "pnc id"]:
    if datatype.get("@id") == PNC_ID:
        return "pnc id"
    if is_code:
        return "code"
    bases: dict[str, Literal["day", "whole number", "number"]] = {
        "date": "day",
        "integer": "whole number",
        "number": "number",
    }
    return bases.get(datatype["base"], "text")
