"""What the file leaves open: contradictions, imprecise words, proposals, decisions without a date.

Source: the partnership file, sections 4 and 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from throughline.rules.terms.check_context import Checked, finding, noun
from throughline.rules.terms.model import (
    DECISION,
    AllOf,
    AnyOf,
    Clause,
    Finding,
    Leaf,
    Open,
    Reading,
    Seat,
    Span,
    Statement,
)
from throughline.rules.terms.readings import has_effect
from throughline.rules.terms.tables import DUTY, READING, SEAT, Table
from throughline.rules.terms.value_tables import SmallTable
from throughline.rules.terms.words_for import Names, every_in_words, in_words, names_in


def unsettled(checked: Checked) -> Iterator[Finding]:
    """Open values and readings, missing parts, undated ends. Source: the partnership file, section 12."""
    names = names_in(checked.written)
    for table, _, entry in checked.standing():
        if table is READING:
            continue
        for key, value in open_values(table, entry):
            yield _open_value(table, entry, key, value, names)
        if entry.until == DECISION:
            yield finding("L", "until-decision", entry, "holds until a decision that the terms do not date")
        if isinstance(entry, Clause) and entry.kind == "missing":
            yield finding(
                "E", "appendix-empty", entry, entry.text or f"{entry.id} is missing", clause=(entry.id,)
            )
    for reading in checked.written.readings:
        if not has_effect(reading, checked.day) and (reading.decided is None or reading.value is None):
            yield _open_question(reading)


def open_values(table: Table, entry: Any) -> Iterator[tuple[str, Open[Any]]]:
    """Every open value of an entry, with the way to it from the entry: "count", "all_of.2.count", "".

    Source: the partnership file, section 4.
    """
    yield from entry.unsettled
    for name, key in table.all_keys.items():
        yield from _within(name, key.kind, getattr(entry, key.field))
    if table.test is not None:
        yield from _in_test("", entry.test)


def _within(path: str, kind: Any, value: Any) -> Iterator[tuple[str, Open[Any]]]:
    if isinstance(value, Open):
        yield path, value
    elif isinstance(kind, SmallTable) and not kind.opens_as_a_whole and value is not None:
        for name, (field, inner) in kind.keys.items():
            yield from _within(f"{path}.{name}", inner, getattr(value, field))
    elif isinstance(value, Leaf | AllOf | AnyOf):
        yield from _in_test(f"{path}.", value)


def _in_test(path: str, test: Any) -> Iterator[tuple[str, Open[Any]]]:
    if isinstance(test, Open):
        yield path.rstrip("."), test
    elif isinstance(test, Leaf):
        for name in ("count", "who", "at_least", "more_than", "at_most", "of", "from_each", "weight"):
            if isinstance(value := getattr(test, name), Open):
                yield path + name, value
    elif isinstance(test, AllOf | AnyOf):
        node = "all_of" if isinstance(test, AllOf) else "any_of"
        for position, part in enumerate(test.parts, 1):
            yield from _in_test(f"{path}{node}.{position}.", part)


def _open_value(table: Table, entry: Any, key: str, value: Open[Any], names: Names) -> Finding:
    clause = value.clause or entry.clause
    word = noun(table, entry)
    if value.conflict:
        return finding(
            "E", f"{word}-conflict", entry, _disagreement(value, names), key=key, clause=_sources(value)
        )
    if value.proposed is not None:
        return finding("L", f"{word}-proposed", entry, _proposal(key, value, names), key=key, clause=clause)
    if table is SEAT and isinstance(entry, Seat) and key in ("post", "number"):
        return _open_seat(entry, key, value)
    if table is DUTY and key in ("every", "at_least"):
        message = f"“{value.says}” sets no interval: no date is computed"
        return finding("S", f"{word}-interval", entry, message, key=key, clause=clause)
    message = f"“{value.says}” cannot be computed: needs a reading"
    return finding("S", f"{word}-unsettled", entry, message, key=key, clause=clause)


def _open_seat(seat: Seat, key: str, value: Open[Any]) -> Finding:
    if key == "post":
        message = f"post “{value.says}”: vacant until a post is named"
        return finding("L", "post-to-be-confirmed", seat, message, key=key)
    message = f"“{value.says}” gives no number: record how many seats there are"
    return finding("L", "seat-number-unspecified", seat, message, key=key)


def _disagreement(value: Open[Any], names: Names) -> str:
    said = "; ".join(_statement(statement, names) for statement in value.conflict)
    return f"{len(value.conflict)} statements disagree ({said}): needs a reading"


def _statement(statement: Statement[Any], names: Names) -> str:
    says = statement.says or in_words(statement.value, names)
    return f"{', '.join(statement.clause)}: {says}" if statement.clause else says


def _sources(value: Open[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for statement in value.conflict for clause in statement.clause))


def _proposal(key: str, value: Open[Any], names: Names) -> str:
    def say(one: Any) -> str:
        return every_in_words(one) if key == "every" and isinstance(one, Span) else in_words(one, names)

    proposed, others = say(value.proposed), " or ".join(say(other) for other in value.alternatives)
    if value.says is None:
        return f"not in the terms: using {proposed}" + (f" (or {others})" if others else "")
    return f"“{value.says}”: using {proposed}" + (f" (or {others})" if others else "") + " until a reading"


def _open_question(reading: Reading) -> Finding:
    return finding("L", "reading-open", reading, f"open question: {reading.question}")
