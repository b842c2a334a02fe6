"""What each row of an extract says, and what is wrong with it, as SQL over the whole file at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from throughline.figures.extracts.contracts import Column, Contract
from throughline.figures.extracts.engine import named, quoted
from throughline.figures.extracts.store.extract_profiles import DAY_ORDERS, ExtractProfile
from throughline.figures.extracts.store.raw_rows import Raw

EARLIEST: Final = date(1900, 1, 1)
"""Nobody of whom an extract tells was born before."""
UNKNOWN_CODE: Final = ("The code “", "” is not known.")
"""What stands before and after a code that is not known, in the reason."""
LONGEST_CODE: Final = 24
"""A longer text in a column of codes is not repeated in a rejection: it could be a name."""
TIME: Final = "([ T][0-9:.]+Z?)?"
ISO: Final = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
NUMBERED: Final = "([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})"
LETTERED: Final = "[0-9]{1,2}[- ][A-Za-z]{3,9}[- ][0-9]{4}"
REBUILT: Final = {"dmy": r"\3-\2-\1", "mdy": r"\3-\1-\2"}
BLANKS: Final = " \t\r\n\u00a0\ufeff"
PLAIN_SIGNS: Final = ("!", "~")
"""The first and last of the signs of ASCII; what begins and ends with one has no blank to take off."""
LENGTH_OF_A_DAY: Final = 10
"""Of one as the database writes it, such as 2009-10-20."""
CANONICAL: Final = "(19|20)[0-9]{2}/[0-9]{7}[A-Z]"
PNC: Final = "^([0-9]{2,4})/([0-9]{1,7})([A-Z])$"


def checked_rows(raw: Raw, contract: Contract, profile: ExtractProfile, received_on: date) -> str:
    """The query that gives row, is_filled, each column as the contract writes it, and faults, or null.

    Where a row is empty, is_filled is false. Faults are a list of {column, reason}; reasons repeat nothing
    of a cell but an unknown code, and are put into words only for the rows that have some.
    Source: product, section 7 (30: an import that trusts).
    """
    names = [named(one.name) for one in contract.columns]
    bare = ", ".join(f"{_bare(one)} AS {named(one.name)}" for one in contract.columns)
    texts = ", ".join(f"{_text(one, profile)} AS {named(one.name)}" for one in contract.columns)
    values = ", ".join(
        f"{_value(one, profile, received_on)} AS {_held(one.name)}" for one in contract.columns
    )
    reasons = list(_reasons(contract, profile, received_on))
    is_unsound = " OR ".join(f"({condition})" for _, cases in reasons for condition, _ in cases)
    listed = ", ".join(
        f"{{'column': {quoted(column)}, 'reason': {_said(cases)}}}" for column, cases in reasons
    )
    kept = ", ".join(f"{_held(one.name)} AS {named(one.name)}" for one in contract.columns)
    is_filled = " OR ".join(f"{one} IS NOT NULL" for one in [*names, "extra"])
    return (
        f"WITH raw AS ({raw.sql}), bare AS (SELECT row, extra, {bare} FROM raw), "
        f"texts AS (SELECT row, extra, {texts} FROM bare), "
        f"held AS (SELECT *, {values} FROM texts) "
        f"SELECT row, {is_filled} AS is_filled, {kept}, CASE WHEN ({is_unsound}) IS NOT TRUE THEN NULL "
        f"ELSE list_filter([{listed}], lambda fault: fault.reason IS NOT NULL) END AS faults FROM held"
    )


def _held(column: str) -> str:
    return named(f"held_{column}")


def _bare(column: Column) -> str:
    """A cell without the blanks around it."""
    cell = named(column.name)
    first, last = PLAIN_SIGNS
    return (
        f"CASE WHEN {cell} BETWEEN {quoted(first)} AND {quoted(last)} "
        f"AND regexp_matches({cell}, '[{first}-{last}]$') "
        f"THEN {cell} ELSE trim({cell}, {quoted(BLANKS)}) END"
    )


def _text(column: Column, profile: ExtractProfile) -> str:
    """What a cell says, null where it says that there is nothing."""
    cell, nothing = named(column.name), ("", *profile.empty)
    longest = max(len(one.encode()) for one in nothing)
    cases = " ".join(f"WHEN {cell} = {quoted(one)} THEN NULL" for one in nothing)
    return f"CASE WHEN strlen({cell}) > {longest} THEN {cell} {cases} ELSE {cell} END"


def _value(column: Column, profile: ExtractProfile, received_on: date) -> str:
    cell = named(column.name)
    if column.kind == "day":
        return _day(cell, profile.date_order)
    if column.kind == "whole number":
        return f"CASE WHEN regexp_full_match({cell}, '[0-9]{{1,15}}') THEN TRY_CAST({cell} AS BIGINT) END"
    if column.kind == "number":
        return f"CASE WHEN regexp_full_match({cell}, '[0-9]*[.]?[0-9]+') THEN TRY_CAST({cell} AS DOUBLE) END"
    if column.kind == "code":
        return _code(column, profile)
    if column.kind == "pnc id":
        return _pnc_id(cell, received_on)
    if column.form:
        return f"CASE WHEN regexp_full_match({cell}, {quoted(column.form)}) THEN {cell} END"
    return cell


def _day(cell: str, order: str) -> str:
    """A day; most cells are just what the database would write, and are read without taking them apart."""
    plain = f"TRY_CAST({cell} AS DATE)"
    cases = [
        f"WHEN strlen({cell}) = {LENGTH_OF_A_DAY} AND CAST({plain} AS VARCHAR) = {cell} THEN {plain}",
        f"WHEN regexp_full_match({cell}, {quoted(ISO + TIME)}) "
        f"THEN TRY_CAST(regexp_extract({cell}, {quoted('^' + ISO)}) AS DATE)",
    ]
    if order in REBUILT:
        cases.append(
            f"WHEN regexp_full_match({cell}, {quoted(NUMBERED + TIME)}) THEN TRY_CAST(regexp_replace("
            f"{cell}, {quoted('^' + NUMBERED + '.*$')}, {quoted(REBUILT[order])}) AS DATE)"
        )
    cases.append(
        f"WHEN regexp_full_match({cell}, {quoted(LETTERED)}) THEN "
        f"CAST(TRY_STRPTIME(replace({cell}, '-', ' '), ['%d %b %Y', '%d %B %Y']) AS DATE)"
    )
    return f"CASE {' '.join(cases)} END"


def _code(column: Column, profile: ExtractProfile) -> str:
    """Our code for the supplier's: as the profile maps it, or the contract's own word."""
    own = {code: code for code in column.codes}
    mapped = own | {theirs.lower(): ours for theirs, ours in profile.codes.get(column.name, {}).items()}
    cases = " ".join(f"WHEN {quoted(theirs)} THEN {quoted(ours)}" for theirs, ours in mapped.items())
    return f"CASE lower({named(column.name)}) {cases} END"


def _pnc_id(cell: str, received_on: date) -> str:
    """The year in four digits and the number in seven, so that two ways to write one id are one."""
    bare = f"upper(replace({cell}, ' ', ''))"
    parts = [f"regexp_extract({bare}, {quoted(PNC)}, {at})" for at in (1, 2, 3)]
    century = f"CASE WHEN {parts[0]} > {quoted(f'{received_on:%y}')} THEN '19' ELSE '20' END || {parts[0]}"
    year = f"CASE length({parts[0]}) WHEN 2 THEN {century} WHEN 4 THEN {parts[0]} END"
    return (
        f"CASE WHEN regexp_full_match({cell}, {quoted(CANONICAL)}) THEN {cell} "
        f"WHEN regexp_full_match({bare}, {quoted(PNC)}) "
        f"THEN ({year}) || '/' || lpad({parts[1]}, 7, '0') || {parts[2]} END"
    )


Cases = list[tuple[str, str]]
"""Conditions as SQL, and for each the expression of what is said where it holds; the first counts."""


def _reasons(contract: Contract, profile: ExtractProfile, received_on: date) -> Iterator[tuple[str, Cases]]:
    """Each thing that may be wrong: the column, and when it is and what is said then."""
    for column in contract.columns:
        yield column.name, _faults_alone(column, profile, received_on)
    for before, after in contract.in_order:
        said = quoted(f"This is before {before}. Check both.")
        yield after, [(f"{_held(after)} < {_held(before)}", said)]
    for given, needed in contract.together:
        said = quoted(f"{given} is given, so this is needed too.")
        yield needed, [(f"{named(given)} IS NOT NULL AND {named(needed)} IS NULL", said)]
    if contract.is_of_persons:
        named_fully = " AND ".join(
            f"{named(one)} IS NOT NULL" for one in ("forename", "surname", "date_of_birth")
        )
        said = quoted(
            "Nothing tells whose row it is. Give a PNC id, or the whole name and the date of birth."
        )
        yield "pnc_id", [(f"NOT ({named('pnc_id')} IS NOT NULL OR ({named_fully}))", said)]
    said = quoted("There are more cells than headings. Check the quotation marks.")
    yield "", [("extra IS NOT NULL", said)]


def _said(cases: Cases) -> str:
    return f"CASE {' '.join(f'WHEN {condition} THEN {said}' for condition, said in cases)} END"


def _faults_alone(column: Column, profile: ExtractProfile, received_on: date) -> Cases:
    """What may be wrong with a cell whatever stands beside it."""
    cell, held = named(column.name), _held(column.name)
    cases = [(f"{cell} IS NOT NULL AND {held} IS NULL", _unreadable(column, profile))]
    if column.required:
        cases.append((f"{cell} IS NULL", quoted("There is nothing here. Every row needs it.")))
    if column.kind == "day":
        late = f"The day is after {received_on}, when the extract came. Send what has happened."
        early = f"The day is before {EARLIEST}. Check it."
        cases.append((f"{held} > DATE {quoted(received_on.isoformat())}", quoted(late)))
        cases.append((f"{held} < DATE {quoted(EARLIEST.isoformat())}", quoted(early)))
    if column.least is not None and column.most is not None:
        outside = f"The number is not from {column.least} to {column.most}. Check it."
        cases.append((f"{held} < {column.least} OR {held} > {column.most}", quoted(outside)))
    return cases


def _unreadable(column: Column, profile: ExtractProfile) -> str:
    if column.kind == "code":
        return _unknown_code(column)
    sentences = {
        "day": f"This is no day. Write it as {DAY_ORDERS[profile.date_order]}, the year with four digits.",
        "whole number": "This is not a whole number.",
        "number": "This is not a number. Write it as 0.25.",
        "pnc id": "This is no PNC id. Write it as 2009/0123456X.",
        "text": f"This has not the form {column.form}.",
    }
    return quoted(sentences[column.kind])


def _unknown_code(column: Column) -> str:
    """The reason that names the code and how to map it; a long text is not repeated."""
    cell, choices = named(column.name), ", ".join(column.codes)
    before, after = UNKNOWN_CODE
    head = quoted(before)
    tail = quoted(f"{after} In the profile, map it under [codes.{column.name}] to one of {choices}.")
    long = quoted(f"This is too long for a code. The codes are {choices}.")
    return f"CASE WHEN length({cell}) > {LONGEST_CODE} THEN {long} ELSE {head} || {cell} || {tail} END"
