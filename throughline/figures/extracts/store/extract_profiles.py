"""Mapping profiles of extracts: a supplier's headings, days, encoding and codes, with a version."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from typing import Any, Final

from throughline.figures.extracts.contracts import Contract
from throughline.words.refusals import Refused

FORMAT: Final = 1
DAY_ORDERS: Final[Mapping[str, str]] = {"ymd": "2009-10-20", "dmy": "20/10/2009", "mdy": "10/20/2009"}
"""How a supplier writes days, each with 20 October 2009 as the example."""
DELIMITERS: Final = (",", ";", "\t", "|")
ENCODINGS: Final = ("utf-8", "utf-16", "cp1252", "iso8859-1", "iso8859-15", "cp850")
"""Those that a profile may name, by any of their names."""
EMPTY: Final = ("#N/A", "N/A", "NULL", "-")


class ExtractProfileRefused(Refused):
    """The settings are no profile of an extract; the message names the setting and what to choose."""


@dataclass(frozen=True, kw_only=True)
class ExtractProfile:
    """How one supplier writes the extracts of one contract."""

    name: str
    contract: str
    version: int = 1
    headings: Mapping[str, str] = field(default_factory=dict)
    """The column of the contract for each heading of the supplier; a heading that says it needs no line."""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each column, the contract's code for each code of the supplier."""
    date_order: str = "ymd"
    encoding: str = ""
    """The encoding of a text, such as cp1252; empty to tell it from the bytes."""
    delimiter: str = ""
    """What separates the cells of a text; empty to tell it from the headings."""
    heading_row: int = 1
    """The row of the file that holds the headings, counted from 1."""
    empty: tuple[str, ...] = EMPTY
    """What the supplier writes where there is nothing to say."""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the profile, in hexadecimal."""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def plain_key(heading: str) -> str:
    """A heading without what differs between two ways to write it."""
    return "_".join(heading.replace("_", " ").lower().split())


def extract_profile_from(plain: Mapping[str, Any], contract: Contract) -> ExtractProfile:
    """The profile that a file holds, with ``format`` among its settings.

    Raises ExtractProfileRefused, naming the setting that is missing, unknown or at odds with the contract.
    """
    if plain.get("format") != FORMAT:
        raise ExtractProfileRefused(
            f"The profile does not say format = {FORMAT}. Write that as its first line."
        )
    settings = {name: value for name, value in plain.items() if name != "format"}
    _refuse_unknown(settings)
    for name in ("name", "version", "contract"):
        if name not in settings:
            raise ExtractProfileRefused(f"The profile does not say {name}. Declare it.")
    for name, value in settings.items():
        _refuse_other_kind(name, value)
    if "empty" in settings:
        settings["empty"] = tuple(settings["empty"])
    profile = ExtractProfile(**settings)
    _refuse_at_odds(profile, contract)
    return profile


def _refuse_unknown(settings: Mapping[str, Any]) -> None:
    known = [one.name for one in fields(ExtractProfile)]
    if unknown := sorted(set(settings) - set(known)):
        raise ExtractProfileRefused(
            f"A profile has no setting “{unknown[0]}”. The settings are {', '.join(known)}."
        )


def _refuse_other_kind(name: str, value: Any) -> None:
    if name in ("headings", "codes"):
        inside = value.values() if isinstance(value, Mapping) else [None]
        wanted: type = str if name == "headings" else dict
        sound, words = all(isinstance(one, wanted) for one in inside), "a table"
    elif name == "empty":
        sound = isinstance(value, list) and all(isinstance(one, str) for one in value)
        words = "a list of texts"
    elif name in ("version", "heading_row"):
        sound, words = type(value) is int and value >= 1, "a whole number of 1 or more"
    else:
        sound, words = isinstance(value, str), "text"
    if not sound:
        raise ExtractProfileRefused(f"{name} of the profile is not {words}. Correct it.")


def _refuse_at_odds(profile: ExtractProfile, contract: Contract) -> None:
    if profile.contract != contract.name:
        raise ExtractProfileRefused(
            f"The profile is for the contract {profile.contract}, not for {contract.name}. Choose another."
        )
    if profile.date_order not in DAY_ORDERS:
        raise ExtractProfileRefused(
            f"“{profile.date_order}” is no order of a day. Choose one of {', '.join(DAY_ORDERS)}."
        )
    if profile.delimiter not in ("", *DELIMITERS):
        raise ExtractProfileRefused(
            "The delimiter is none of a comma, a semicolon, a tab and an upright bar."
        )
    _refuse_unknown_encoding(profile.encoding)
    for heading, column in profile.headings.items():
        if contract.column(column) is None:
            raise ExtractProfileRefused(
                f"“{heading}” is mapped to {column}, which is no column of {contract.name}. Correct it."
            )
    for column, codes in profile.codes.items():
        _refuse_codes(column, codes, contract)


def _refuse_unknown_encoding(encoding: str) -> None:
    try:
        known_as = codecs.lookup(encoding or "utf-8").name
    except (LookupError, ValueError):
        known_as = ""
    if known_as.removesuffix("-sig") not in ENCODINGS:
        raise ExtractProfileRefused(
            f"“{encoding}” is no encoding known here. Choose one of {', '.join(ENCODINGS)}."
        )


def _refuse_codes(name: str, codes: Mapping[str, Any], contract: Contract) -> None:
    column = contract.column(name)
    if column is None or not column.codes:
        raise ExtractProfileRefused(f"{name} is no column of codes of {contract.name}. Take its codes out.")
    for theirs, ours in codes.items():
        if ours not in column.codes:
            raise ExtractProfileRefused(
                f"The code “{theirs}” of {name} is mapped to “{ours}”. "
                f"Choose one of {', '.join(column.codes)}."
            )
