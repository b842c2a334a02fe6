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
LONGEST_CODE: Final = 24
"""A longer text in a column of codes is not repeated in a rejection: it could be a name."""
TIME: Final = "([ T][0-9:.]+Z?)?"
ISO: Final = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
NUMBERED: Final = "([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})"
LETTERED: Final = "[0-9]{1,2}[- ][A-Za-z]{3,9}[- ][0-9]{4}"
REBUILT: Final = {"dmy": r"\3-\2-\1", "mdy": r"\3-\1-\2"}
BLANKS: Final = " \t\r\n\u00a0\ufeff"
CLEAN: Final = "[!-~](.*[!-~])?"
"""A cell that begins and ends with a plain sign has no blank to take off, which is slow."""
CANONICAL: Final = "(19|20)[0-9]{2}/[0-9]{7}[A-Z]"
PNC: Final = "^([0-9]{2,4})/([0-9]{1,7})([A-Z])$"


def checked_rows(raw: Raw, contract: Contract, profile: ExtractProfile, received_on: date) -> str:
    """The query that gives row, each column as the contract writes it, and faults: {column, reason}, or null.

    An empty row is left out. The reasons repeat nothing of a cell but an unknown code.
    Source: product, section 7 (30: an import that trusts).
    """
    bare = ", ".join(f"{_bare(one)} AS {named(one.name)}" for one in contract.columns)
    texts = ", ".join(f"{_text(one, profile)} AS {named(one.name)}" for one in contract.columns)
    values = ", ".join(
        f"{_value(one, profile, received_on)} AS {_held(one.name)}" for one in contract.columns
    )
    reasons = list(_reasons(contract, profile, received_on))
    said = ", ".join(f"{reason} AS r{at}" for at, (_, reason) in enumerate(reasons))
    listed = ", ".join(
        f"{{'column': {quoted(column)}, 'reason': r{at}}}" for at, (column, _) in enumerate(reasons)
    )
    first = ", ".join(f"r{at}" for at in range(len(reasons)))
    kept = ", ".join(f"{_held(one.name)} AS {named(one.name)}" for one in contract.columns)
    filled = ", ".join([*(named(one.name) for one in contract.columns), "extra"])
    return (
        f"WITH raw AS ({raw.sql}), bare AS (SELECT row, extra, {bare} FROM raw), "
        f"texts AS (SELECT row, extra, {texts} FROM bare), "
        f"held AS (SELECT *, {values} FROM texts WHERE coalesce({filled}) IS NOT NULL), "
        f"told AS (SELECT *, {said} FROM held) "
        f"SELECT row, {kept}, CASE WHEN coalesce({first}) IS NULL THEN NULL "
        f"ELSE list_filter([{listed}], lambda fault: fault.reason IS NOT NULL) END AS faults FROM told"
    )


def _held(column: str) -> str:
    return named(f"held_{column}")


def _bare(column: Column) -> str:
    """A cell without the blanks around it."""
    cell = named(column.name)
    return (
        f"CASE WHEN regexp_full_match({cell}, {quoted(CLEAN)}) THEN {cell} "
        f"ELSE trim({cell}, {quoted(BLANKS)}) END"
    )


def _text(column: Column, profile: ExtractProfile) -> str:
    """What a cell says, null where it says that there is nothing."""
    empty = ", ".join(quoted(one) for one in ("", *profile.empty))
    return f"CASE WHEN {named(column.name)} IN ({empty}) THEN NULL ELSE {named(column.name)} END"


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
    cases = [
        f"WHEN regexp_full_match({cell}, {quoted(ISO + TIME)}) "
        f"THEN TRY_CAST(regexp_extract({cell}, {quoted('^' + ISO)}) AS DATE)"
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


def _reasons(contract: Contract, profile: ExtractProfile, received_on: date) -> Iterator[tuple[str, str]]:
    """Each thing that may be wrong: the column, and the expression of the reason, null where it is not."""
    for column in contract.columns:
        yield column.name, _reason(column, profile, received_on)
    for before, after in contract.in_order:
        yield after, _case(f"{_held(after)} < {_held(before)}", f"This is before {before}. Check both.")
    for given, needed in contract.together:
        sentence = f"{given} is given, so this is needed too."
        yield needed, _case(f"{named(given)} IS NOT NULL AND {named(needed)} IS NULL", sentence)
    if contract.is_of_persons:
        named_fully = " AND ".join(
            f"{named(one)} IS NOT NULL" for one in ("forename", "surname", "date_of_birth")
        )
        yield (
            "pnc_id",
            _case(
                f"NOT ({named('pnc_id')} IS NOT NULL OR ({named_fully}))",
                "Nothing tells whose row it is. Give a PNC id, or the whole name and the date of birth.",
            ),
        )
    yield "", _case("extra IS NOT NULL", "There are more cells than headings. Check the quotation marks.")


def _case(condition: str, sentence: str) -> str:
    return f"CASE WHEN {condition} THEN {quoted(sentence)} END"


def _reason(column: Column, profile: ExtractProfile, received_on: date) -> str:
    cell, held = named(column.name), _held(column.name)
    cases = [f"WHEN {cell} IS NOT NULL AND {held} IS NULL THEN {_unreadable(column, profile)}"]
    if column.required:
        cases.append(f"WHEN {cell} IS NULL THEN 'There is nothing here. Every row needs it.'")
    if column.kind == "day":
        late = f"The day is after {received_on}, when the extract came. Send what has happened."
        early = f"The day is before {EARLIEST}. Check it."
        cases.append(f"WHEN {held} > DATE {quoted(received_on.isoformat())} THEN {quoted(late)}")
        cases.append(f"WHEN {held} < DATE {quoted(EARLIEST.isoformat())} THEN {quoted(early)}")
    if column.least is not None and column.most is not None:
        outside = f"The number is not from {column.least} to {column.most}. Check it."
        cases.append(f"WHEN {held} < {column.least} OR {held} > {column.most} THEN {quoted(outside)}")
    return f"CASE {' '.join(cases)} END"


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
    head, tail = (
        quoted("The code “"),
        quoted(f"” is not known. In the profile, map it under [codes.{column.name}] to one of {choices}."),
    )
    long = quoted(f"This is too long for a code. The codes are {choices}.")
    return f"CASE WHEN length({cell}) > {LONGEST_CODE} THEN {long} ELSE {head} || {cell} || {tail} END"
