"""Rules printed back as sentences, so that a secretary checks a sentence and not a table.

Source: the partnership file, section 8 ("Printed back") and section 4 ("proposed").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from throughline.rules.terms.model import (
    AllOf,
    AnyOf,
    Due,
    Entry,
    Leaf,
    Meets,
    Needs,
    Number,
    Open,
    Pattern,
    Rate,
    Span,
    Term,
    Terms,
    Test,
    Who,
    in_use,
)
from throughline.rules.terms.times import WEEKDAYS
from throughline.words.dates import ImpreciseDate

Names = Mapping[str, str]
"""What to call each id in a sentence; an id that is not here is printed as it stands."""

NOT_STATED = "not stated"
_RESERVED = {
    "members": "the members",
    "voters": "the members who vote",
    "attendees": "those in attendance",
    "everyone": "everyone",
    "body": "the body itself",
    "each-agency": "each organisation with a seat",
    "owner": "the owner",
    "referrer": "the referrer",
    "lead": "the lead organisation",
    "public": "the public",
    "chair": "the chair",
    "vice-chair": "the vice-chair",
    "secretariat": "the secretariat",
    "host": "the host",
}
_EVENTS = {
    "meeting": "the meeting",
    "year-start": "the start of the year",
    "first-meeting-of-year": "the first meeting of the year",
    "next-meeting": "the next meeting",
    "new-chair": "a new chair",
    "vacancy": "the vacancy",
    "referral": "the referral",
    "request": "the request",
    "decision": "the decision",
}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}


def names_in(terms: Terms) -> dict[str, str]:
    """What to call every agency, external, set and body of a file, by id.

    Source: the partnership file, section 6 (``name``).
    """
    named: tuple[Any, ...] = (*terms.agencies, *terms.externals, *terms.sets, *terms.bodies)
    return {one.id: one.name for one in named}


def span_in_words(span: Span) -> str:
    """A length of time: "5 working days", "1 month". Source: the partnership file, section 3 ("span")."""
    unit = span.unit.replace("_", " ")
    return f"{span.number} {unit.removesuffix('s') if span.number == 1 else unit}"


def every_in_words(span: Span) -> str:
    """How often: "every 2 months", "every month". Source: the partnership file, section 7 (``every``)."""
    return f"every {span_in_words(span).removeprefix('1 ') if span.number == 1 else span_in_words(span)}"


def rate_in_words(rate: Rate) -> str:
    """So many times in a period: "twice a year". Source: the partnership file, section 3 ("rate")."""
    times = {1: "once", 2: "twice"}.get(rate.times, f"{rate.times} times")
    return f"{times} a {rate.per}"


def pattern_in_words(pattern: Pattern) -> str:
    """A day of the month: "the second Tuesday, 10:00". Source: the partnership file, section 7 (``on``)."""
    day = WEEKDAYS[pattern.weekday].capitalize()
    which = f"the {_ORDINALS[pattern.nth]} {day}" if pattern.nth else f"every {day}"
    return f"{which}, {pattern.time}" if pattern.time else which


def who_in_words(who: Who, names: Names | None = None) -> str:
    """Some people: "Barnet Police, its most senior there". Source: the partnership file, section 3.1."""
    known = names or {}
    parts = [
        _listed([_RESERVED.get(word) or known.get(word, word) for word in who.is_], "or"),
        _listed([who_in_words(one, known) for one in who.any_of], "or"),
        _prefixed("post ", who.post),
        _prefixed("sector ", who.sector),
        _prefixed("staff of ", [known.get(word, word) for word in who.employer]),
        _prefixed("level ", who.level),
        _prefixed("seat ", who.seat),
        _office_in_words(who, known),
        f"the organisation of {_RESERVED.get(who.agency_of, who.agency_of)}" if who.agency_of else "",
        f"except {who_in_words(who.except_, known)}" if who.except_ else "",
        {
            "senior": "the most senior of them",
            "present": "as those present choose",
            "chair": "as the chair names",
        }.get(who.choose or "", ""),
        {"absent": "while the chair is absent", "vacant": "while the chair is vacant"}.get(
            who.when or "", ""
        ),
    ]
    return ", ".join(part for part in parts if part)


def _office_in_words(who: Who, names: Names) -> str:
    if not who.office:
        return ""
    office = _RESERVED.get(who.office, who.office)
    return f"{office} of {names.get(who.of, who.of)}" if who.of else office


def _prefixed(word: str, values: Any) -> str:
    return word + _listed(list(values), "or") if values else ""


def _listed(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def needs_in_words(needs: Who | Needs, names: Names | None = None) -> str:
    """Whose consent is needed. Source: the partnership file, section 3 ("needs")."""
    if isinstance(needs, Who):
        return who_in_words(needs, names)
    parties = needs.all_of or needs.any_of
    word = "and" if needs.all_of else "or"
    return _listed([who_in_words(one, names) for one in parties], word)


def due_in_words(due: Due, names: Names | None = None) -> str:
    """A moment: "5 working days before the meeting". Source: the partnership file, section 11 ("A due")."""
    if due.relation == "by" and due.day:
        return f"by {due.day}"
    if due.relation == "within":
        return f"in {_listed([month.capitalize() for month in due.months], 'or')}"
    if due.relation == "set_by" and due.who:
        return f"when {who_in_words(due.who, names)} sets a date"
    event = event_in_words(due.event or "", names)
    if due.span is None:
        return f"{due.relation} {event}"
    clear = f"{due.span.number} clear working days" if due.clear else span_in_words(due.span)
    return f"{clear} {due.relation} {event}"


def event_in_words(event: str, names: Names | None = None) -> str:
    """An event that dates are counted from. Source: the partnership file, section 11 ("Events")."""
    if event in _EVENTS:
        return _EVENTS[event]
    if event.startswith("meeting:"):
        return f"the {event.removeprefix('meeting:')} meeting"
    other, _, rest = event.partition("/")
    return f"the meeting of {(names or {}).get(other, other)}" if rest else event


def test_in_words(test: Test | Open[Test], names: Names | None = None) -> str:  # noqa: PT028  (no test of pytest)
    """A counting test: "At least 4 organisations (proposed; or employers)".

    Source: the partnership file, section 8 ("Printed back").
    """
    if isinstance(test, Open):
        return _open_in_words(test, lambda value: test_in_words(value, names))
    sentence = _test(test, names or {})
    return sentence[:1].upper() + sentence[1:]


test_in_words.__test__ = False  # type: ignore[attr-defined]


def _test(test: Test, names: Names) -> str:
    if isinstance(test, AllOf | AnyOf):
        word = ", and " if isinstance(test, AllOf) else ", or "
        return word.join(_test(part, names) for part in test.parts)
    return _leaf(test, names)


def _leaf(leaf: Leaf, names: Names) -> str:
    words = [_thresholds(leaf), _unit(leaf)]
    if leaf.who is not None:
        words.append(f"from {_part(leaf.who, lambda who: who_in_words(who, names))}")
    if leaf.from_each is not None:
        words.append(f"from each of {_part(leaf.from_each, lambda ids: in_words(ids, names))}")
    if leaf.weight:
        words.append(f"(weighted: {_part(leaf.weight, lambda weights: _weights(weights, names))})")
    return " ".join(word for word in words if word)


def _weights(weights: tuple[tuple[str, int], ...], names: Names) -> str:
    return ", ".join(f"{names.get(word, word)} {number}" for word, number in weights)


def _thresholds(leaf: Leaf) -> str:
    said = [
        f"{words} {_part(value, _amount)}"
        for words, value in (
            ("at least", leaf.at_least), ("more than", leaf.more_than), ("at most", leaf.at_most)
        )
        if value is not None
    ]  # fmt: skip
    return " and ".join(said) or "a number not stated of"


def _amount(value: int | Fraction) -> str:
    if value == Fraction(1, 2) and isinstance(value, Fraction):
        return "half"
    return (
        str(value)
        if isinstance(value, int)
        else "all"
        if value == 1
        else f"{value.numerator}/{value.denominator}"
    )


def _unit(leaf: Leaf) -> str:
    unit = "units not stated" if leaf.count is None else _part(leaf.count, str)
    thresholds = [in_use(value) for value in (leaf.at_least, leaf.more_than, leaf.at_most)]
    if not any(isinstance(value, Fraction) for value in thresholds):
        return _singular(unit) if thresholds.count(1) and thresholds.count(None) == 2 else unit
    bases = {"filled": f"the filled {unit}", "all": f"all the {unit}", "present": f"the {unit} present"}
    of = "filled" if leaf.of is None else leaf.of
    return "of " + _part(of, lambda base: bases.get(base, f"the votes cast, one for each of the {unit}"))


def _singular(unit: str) -> str:
    return {"people": "person"}.get(unit, unit.removesuffix("s") if " " not in unit else unit)


def _part(value: Any, say: Callable[[Any], str]) -> str:
    return _open_in_words(value, say) if isinstance(value, Open) else say(value)


def _open_in_words(value: Open[Any], say: Callable[[Any], str]) -> str:
    if value.conflict:
        statements = [say(s.value) if s.value is not None else f"“{s.says}”" for s in value.conflict]
        return f"contradictory: {'; '.join(statements)}"
    if value.proposed is None:
        return f"“{value.says}” (not settled)"
    others = (
        f"; or {_listed([say(other) for other in value.alternatives], 'or')}" if value.alternatives else ""
    )
    return f"{say(value.proposed)} (proposed{others})"


def frequency_in_words(meets: Meets) -> str:
    """How often one kind of meeting is held: "every 2 months, on the second Tuesday, 10:00 (proposed)".

    Source: the partnership file, section 7 (``meets``).
    """
    said = [
        _part(meets.every, every_in_words) if meets.every is not None else "",
        *_rates(meets),
        f"on {_part(meets.on, pattern_in_words)}" if meets.on is not None else "",
    ]
    return ", ".join(part for part in said if part) or "no frequency stated"


def _rates(meets: Meets) -> list[str]:
    least, most = meets.at_least, meets.at_most
    if least is not None and least == most:
        return [f"exactly {_part(least, rate_in_words)}"]
    said = [f"at least {_part(least, rate_in_words)}"] if least is not None else []
    return [*said, f"at most {_part(most, rate_in_words)}"] if most is not None else said


def number_in_words(number: Number) -> str:
    """How many seats, where that is no plain number. Source: the partnership file, section 7 (``number``)."""
    if number.as_ is not None:
        change = (
            f", less {number.less}" if number.less else f", and {number.more} more" if number.more else ""
        )
        return f"as many as {number.as_}{change}"
    if number.at_most is None:
        return f"at least {number.at_least}"
    return f"{number.at_least or 0} to {number.at_most}"


def term_in_words(term: Term) -> str:
    """How long a seat or office is held: "2 years, renewable, 6 years in all".

    Source: the partnership file, section 7 (``term``).
    """
    said = [
        span_in_words(term.length) if term.length else "",
        {True: "renewable", False: "not renewable"}.get(term.renewable, "")
        if term.renewable is not None
        else "",
        f"{span_in_words(term.total)} in all" if term.total else "",
        "staggered" if term.staggered else "",
    ]
    return ", ".join(part for part in said if part)


def in_words(value: Any, names: Names | None = None) -> str:
    """Any value of the file in words, open ones with their state.

    Source: the partnership file, sections 3, 4 and 8.
    """
    if isinstance(value, Open):
        return _open_in_words(value, lambda inner: in_words(inner, names))
    if isinstance(value, tuple) and any(isinstance(item, Who) for item in value):
        return "; then ".join(in_words(item, names) for item in value)
    if isinstance(value, tuple):
        return _listed([in_words(item, names) for item in value], "and")
    for shape, say in _SAYINGS:
        if isinstance(value, shape):
            return say(value, names or {})
    return NOT_STATED if value is None else str(value)


def _entry_in_words(entry: Entry, names: Names) -> str:
    """A whole table in words: each key that it holds, with its value."""
    own = [part for part in fields(entry) if part.name not in Entry.__dataclass_fields__]
    said = [
        (part.name, getattr(entry, part.name)) for part in own if getattr(entry, part.name) != part.default
    ]
    return ", ".join(f"{name.strip('_').replace('_', ' ')}: {in_words(value, names)}" for name, value in said)


_SAYINGS: tuple[tuple[Any, Callable[[Any, Names], str]], ...] = (
    (bool, lambda value, names: "yes" if value else "no"),
    (Span, lambda value, names: span_in_words(value)),
    (Rate, lambda value, names: rate_in_words(value)),
    (Pattern, lambda value, names: pattern_in_words(value)),
    (Due, due_in_words),
    (Who, who_in_words),
    (Needs, needs_in_words),
    (Leaf | AllOf | AnyOf, test_in_words),
    (Entry, _entry_in_words),
    (Number, lambda value, names: number_in_words(value)),
    (Term, lambda value, names: term_in_words(value)),
    (ImpreciseDate, lambda value, names: str(value)),
    (str, lambda value, names: names.get(value, value)),
)
