"""The counting test: count some people in some unit and compare.

One test stands behind quorum, vote, membership, attendance and calls for a meeting.
Source: the partnership file, section 8.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

from throughline.rules.circle import Circle, Present
from throughline.rules.presence import seat_rows, units_of
from throughline.rules.terms.model import (
    AllOf,
    AnyOf,
    Count,
    Leaf,
    Open,
    Test,
    Threshold,
    Who,
    alternatives,
    in_use,
)
from throughline.rules.who import is_among

Truth = Literal["true", "false", "not defined"]

MEMBERS = Who(is_=("members",))
VOTERS = Who(is_=("voters",))
LEAF_KEYS = ("count", "who", "at_least", "more_than", "at_most", "of", "from_each", "weight")
"""The parts of a leaf, each of which may be open."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One test counted: its result, and how it came about.

    ``units`` are the ids counted, ``number`` their total weight, ``needed`` the least whole
    number that would do, ``base`` what a fraction was taken of.
    """

    result: Truth
    unit: str | None = None
    units: tuple[str, ...] = ()
    number: int = 0
    needed: int | None = None
    base: int | None = None
    why: str = ""
    parts: tuple[Counted, ...] = ()

    @property
    def is_true(self) -> bool:
        """Whether the test is met; a result that is not defined is not."""
        return self.result == "true"


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """A test counted as the file has it, and again under each other reading the file allows."""

    as_used: Counted
    otherwise: tuple[tuple[str, Counted], ...] = ()
    """Each other reading in a word or two, such as “employers”, with its own count."""

    @property
    def result(self) -> Truth:
        """The result that stands until a reading says otherwise."""
        return self.as_used.result

    @property
    def differs(self) -> tuple[tuple[str, Counted], ...]:
        """The other readings whose result or number is not the one in use; pages show these."""
        used = (self.as_used.result, self.as_used.number)
        return tuple(pair for pair in self.otherwise if (pair[1].result, pair[1].number) != used)


Bases = Mapping[str, Collection[Present]]
"""The rows a fraction may be taken of, by the word in ``of``."""


def count_test(
    test: Test | Open[Test] | None,
    rows: Collection[Present],
    circle: Circle,
    *,
    who: Who = MEMBERS,
    of: str = "filled",
    bases: Bases | None = None,
    extra: int = 0,
) -> Reckoning:
    """Count a test over rows already chosen by ``countable``, under every reading the file allows.

    ``who`` and ``of`` are used where a leaf is silent; ``bases`` adds to ``filled`` and ``all``;
    ``extra`` adds to what is counted, as a casting vote does.
    Source: the partnership file, sections 4 (``or``) and 8.
    """
    known = {
        "filled": seat_rows(circle, filled=True),
        "all": seat_rows(circle, filled=False),
        **(bases or {}),
    }
    room = _Room(tuple(rows), circle, who, of, known, extra)
    if test is None:
        return Reckoning(as_used=_undefined("the terms state no rule"))
    used, *others = readings_of(test)
    return Reckoning(
        as_used=_count(used[1], room),
        otherwise=tuple((says, _count(other, room)) for says, other in others),
    )


def readings_of(test: Test | Open[Test]) -> tuple[tuple[str, Test | Open[Test]], ...]:
    """A test as used, then once for each other value that an open part may take, with that value in words.

    Source: the partnership file, section 4.
    """
    found: list[tuple[str, Test | Open[Test]]] = [("as used", test)]
    if isinstance(test, Open):
        found = [("as used", test if test.proposed is None else test.proposed)]
        found += [("another reading", other) for other in test.alternatives]
    elif isinstance(test, Leaf):
        for key in LEAF_KEYS:
            for other in alternatives(getattr(test, key)):
                found.append((_said(other), replace(test, **{key: other})))
    else:
        for position, part in enumerate(test.parts):
            for says, other in readings_of(part)[1:]:
                parts = (*test.parts[:position], other, *test.parts[position + 1 :])
                found.append((says, type(test)(parts=parts)))  # type: ignore[arg-type]
    return tuple(found)


@dataclass(frozen=True)
class _Room:
    rows: tuple[Present, ...]
    circle: Circle
    who: Who
    of: str
    bases: Bases
    extra: int


def _count(test: Test | Open[Test], room: _Room) -> Counted:
    if isinstance(test, Open):
        return _undefined(_unsettled(test))
    if isinstance(test, Leaf):
        return _count_leaf(test, room)
    parts = tuple(_count(part, replace(room, extra=0)) for part in test.parts)
    return Counted(
        result=_joined(test, [part.result for part in parts]), parts=parts, why=_joined_why(test, parts)
    )


def _joined(node: AllOf | AnyOf, results: Collection[Truth]) -> Truth:
    deciding, other = ("false", "true") if isinstance(node, AllOf) else ("true", "false")
    if deciding in results:
        return "false" if isinstance(node, AllOf) else "true"
    if "not defined" in results or not results:
        return "not defined"
    return "true" if other == "true" else "false"


def _joined_why(node: AllOf | AnyOf, parts: Collection[Counted]) -> str:
    return (" and " if isinstance(node, AllOf) else " or ").join(part.why for part in parts)


def _count_leaf(leaf: Leaf, room: _Room) -> Counted:
    missing = _what_is_missing(leaf)
    if missing is not None:
        return _undefined(missing)
    who = in_use(leaf.who) or room.who
    if leaf.from_each is None:
        return _compare(leaf, room, _all_of(who))
    words = tuple(_each_part(in_use(leaf.from_each) or (), room.circle))
    if not words:
        return _undefined("nothing is listed to count from each of")
    parts = tuple(_compare(leaf, room, _all_of(who, Who(is_=(word,)))) for word in words)
    return Counted(
        result="true" if all(part.is_true for part in parts) else "false",
        unit=_unit(leaf),
        units=tuple(dict.fromkeys(unit for part in parts for unit in part.units)),
        number=min(part.number for part in parts),
        needed=max((part.needed for part in parts if part.needed is not None), default=None),
        parts=parts,
        why="; ".join(
            f"{room.circle.name_of(word)}: {part.why}" for word, part in zip(words, parts, strict=True)
        ),
    )


def _what_is_missing(leaf: Leaf) -> str | None:
    for value in (getattr(leaf, key) for key in LEAF_KEYS):
        if isinstance(value, Open) and value.proposed is None:
            return _unsettled(value)
    if leaf.count is None:
        return "the terms do not say what is counted"
    if leaf.at_least is None and leaf.more_than is None and leaf.at_most is None:
        return "the terms give no number"
    return None


def _unsettled(value: Open[Any]) -> str:
    if value.conflict:
        return "the terms contradict themselves and no reading has settled it"
    return f"“{value.says}” is not settled" if value.says else "the terms leave this open"


def _each_part(words: tuple[str, ...], circle: Circle) -> Iterator[str]:
    for word in words:
        members = circle.set_members(word)
        yield from (word,) if members is None else members


Matches = Callable[[Present, Circle], bool]


def _all_of(*conditions: Who) -> Matches:
    return lambda row, circle: all(is_among(row, who, circle) for who in conditions)


def _compare(leaf: Leaf, room: _Room, matches: Matches) -> Counted:
    unit = _unit(leaf)
    units = units_of(unit, [row for row in room.rows if matches(row, room.circle)], room.circle)
    weights = weights_of(leaf)
    number = sum(weights.get(one, 1) for one in units) + room.extra
    of = in_use(leaf.of) or room.of
    base = _base(leaf, room, matches, unit, weights, of)
    bounds: list[tuple[str, Threshold | None]] = [
        (word, in_use(getattr(leaf, word))) for word in ("at_least", "more_than", "at_most")
    ]
    met = number > 0 and base != 0 and all(_holds(word, number, bound, base) for word, bound in bounds)
    return Counted(
        result="true" if met else "false",
        unit=unit,
        units=units,
        number=number,
        needed=_needed(bounds, base),
        base=base,
        why=_how_many(unit, len(units) + room.extra, number, base, is_weighted=bool(weights)),
    )


def _how_many(unit: str, counted: int, weight: int, base: int | None, *, is_weighted: bool) -> str:
    said = f"{counted} {unit if counted != 1 else _single(unit)}"
    weighing = f", weighing {weight}" if is_weighted else ""
    return said + weighing + (f" of {base}" if base is not None else "")


def weights_of(leaf: Leaf) -> Mapping[str, int]:
    """The weight of each unit that the terms list; a unit that is not here weighs 1.

    Source: the partnership file, section 8 (``weight``).
    """
    weights: tuple[tuple[str, int], ...] | None = in_use(leaf.weight)
    return dict(weights or ())


def _unit(leaf: Leaf) -> str:
    count: Count | None = in_use(leaf.count)
    return count or ""


def _base(
    leaf: Leaf, room: _Room, matches: Matches, unit: str, weights: Mapping[str, int], of: str
) -> int | None:
    bounds = (in_use(leaf.at_least), in_use(leaf.more_than), in_use(leaf.at_most))
    if not any(isinstance(bound, Fraction) for bound in bounds):
        return None
    rows = [row for row in room.bases.get(of, ()) if matches(row, room.circle)]
    base = sum(weights.get(one, 1) for one in units_of(unit, rows, room.circle))
    return base + (room.extra if of == "cast" else 0)


def _holds(word: str, number: int, bound: Threshold | None, base: int | None) -> bool:
    if bound is None:
        return True
    limit = _of_base(bound, base)
    return {"at_least": number >= limit, "more_than": number > limit, "at_most": number <= limit}[word]


def _needed(bounds: Collection[tuple[str, Threshold | None]], base: int | None) -> int | None:
    for word, bound in bounds:
        if word != "at_most" and bound is not None:
            limit = _of_base(bound, base)
            return max(1, ceil(limit) if word == "at_least" else floor(limit) + 1)
    return None


def _of_base(bound: Threshold, base: int | None) -> Fraction:
    return bound * (base or 0) if isinstance(bound, Fraction) else Fraction(bound)


def _undefined(why: str) -> Counted:
    return Counted(result="not defined", why=why)


def _single(unit: str) -> str:
    return "person" if unit == "people" else unit.removesuffix("s")


def _said(value: object) -> str:
    return value if isinstance(value, str) else "another reading" if isinstance(value, Who) else str(value)
