"""Why a plan does what it does: the sources its lines name, what serves each source, and what serves none.

Source: product.md, section 4.1 (duty) and 5.4 (the column duty); East Midlands plan, background and scope.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from throughline.rules.plan.cells import Place, PlanRefused, Problem, Row
from throughline.rules.plan.model import Plan
from throughline.rules.plan.status import MilestoneStatus

STANDARD_KINDS: Final[Mapping[str, tuple[str, bool]]] = {
    "statute": ("statute", True),
    "parent-plan": ("plan of a parent", False),
    "priority": ("priority of a parent", False),
    "theme": ("theme", False),
    "target": ("target", False),
    "national-policy": ("national policy", False),
    "assessment": ("strategic assessment", False),
    "direction": ("direction of a parent", True),
    "purpose": ("purpose in the terms", False),
    "reference": ("reference", False),
}
"""The kinds that a register begins with: the words of each, and whether it binds those who hold it."""
COLUMNS: Final = (
    "code", "kind", "title", "publisher", "published", "reference", "part_of", "held_by", "from_on",
    "until_on", "text",
)  # fmt: skip
"""The columns of a register's file; the first three must be there."""
NEEDED: Final = COLUMNS[:3]


@dataclass(frozen=True)
class SourceRow:
    """One line of a register's file, every cell as it was written."""

    code: str
    kind: str
    title: str
    publisher: str = ""
    published: str = ""
    reference: str = ""
    part_of: str = ""
    held_by: tuple[str, ...] = ()
    from_on: date | None = None
    until_on: date | None = None
    text: str = ""


@dataclass(frozen=True)
class Named:
    """What a line of the plan names as its source, and the code it means; "" where the register has none."""

    line: str
    words: str
    code: str


@dataclass(frozen=True)
class Coverage:
    """How many objectives serve one source, and how they stand."""

    objectives: tuple[str, ...]
    by_status: tuple[tuple[MilestoneStatus, int], ...]


def named_sources(plan: Plan, register: Mapping[str, str]) -> tuple[Named, ...]:
    """What the plan's column duty names, split at semicolons; ``register`` gives each code its title.

    Codes and titles are matched without regard to case and spaces.
    Source: product.md, section 5.4 (duty).
    """
    known = {_plain(title): code for code, title in register.items()}
    known |= {_plain(code): code for code in register}
    return tuple(
        Named(line.id, words.strip(), known.get(_plain(words), ""))
        for line in plan.objectives
        for words in line.duty.split(";")
        if words.strip()
    )


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())


def objectives_serving(plan: Plan, links: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The objectives that serve each source, by its code, in the plan's order.

    ``links`` are pairs of a code and the number of an objective, or of a priority: then every objective
    under it serves. A number that the plan no longer has serves nothing.
    Source: product.md, section 4.1 (objective, duty).
    """
    lines: dict[str, set[str]] = {}
    for code, line in links:
        lines.setdefault(code, set()).add(line)
    return {
        code: tuple(one.id for one in plan.objectives if one.id in served or one.parent in served)
        for code, served in lines.items()
    }


def coverage(objectives: Sequence[str], status: Mapping[str, MilestoneStatus]) -> Coverage:
    """How the objectives that serve a source stand; ``status`` is by the number of the objective.

    Source: rule R20; Leicester, Leicestershire and Rutland terms (the plan serves a theme).
    """
    counts = Counter(status[one] for one in objectives)
    return Coverage(tuple(objectives), tuple((one, counts[one]) for one in MilestoneStatus if counts[one]))


def serving_nothing(plan: Plan, links: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The priorities and the objectives that serve no source, each by its number.

    A priority serves what it or one of its objectives is linked with; an objective serves what it or
    its priority is linked with.
    Source: Pan-Dorset terms (objectives rest on agreed priorities); Leicester, Leicestershire and Rutland
    terms, ToR 1.
    """
    linked = {line for _code, line in links}
    objectives = tuple(one.id for one in plan.objectives if one.id not in linked and one.parent not in linked)
    priorities = tuple(
        one.id
        for one in plan.priorities
        if one.id not in linked and not any(o.id in linked for o in plan.objectives if o.parent == one.id)
    )
    return priorities, objectives


def is_in_force(from_on: date | None, until_on: date | None, *, on: date) -> bool:
    """Whether a source binds on a day; one without dates always does.

    Source: East Midlands plan (a duty that is expected for a later day).
    """
    return (from_on is None or from_on <= on) and (until_on is None or on <= until_on)


def read_sources(
    rows: Sequence[Row], *, kinds: Collection[str], agencies: Collection[str], known: Collection[str] = ()
) -> tuple[SourceRow, ...]:
    """The lines of a register's file; ``known`` are codes that the register has already.

    Raises PlanRefused with every problem and its place; then nothing is taken.
    Source: product.md, section 3.5 (imports are staged; a refusal names the place).
    """
    filled = [row for row in rows if any(cell.text.strip() for cell in row)]
    if not filled:
        raise PlanRefused([Problem(Place("", 1), "The file is empty. Write a heading and a line a source.")])
    heading = [cell.text.strip() for cell in filled[0]]
    missing = [one for one in NEEDED if one not in heading]
    if missing:
        place = filled[0][0].place
        raise PlanRefused(
            [Problem(place, f"The heading has no column {' and no column '.join(missing)}. Add it.")]
        )
    found: list[SourceRow] = []
    problems: list[Problem] = []
    for row in filled[1:]:
        cells = {name: cell for name, cell in zip(heading, row, strict=False) if name in COLUMNS}
        wrong = list(_problems(cells, row, kinds, agencies, {*known, *(one.code for one in found)}))
        problems += wrong
        if not wrong:
            found.append(_row(cells))
    if problems:
        raise PlanRefused(problems)
    return tuple(found)


def _problems(
    cells: Mapping[str, object],
    row: Row,
    kinds: Collection[str],
    agencies: Collection[str],
    known: Collection[str],
) -> Iterator[Problem]:
    words = _words(cells)
    place = Place(row[0].place.sheet, row[0].place.row)
    for name in NEEDED:
        if not words.get(name):
            yield Problem(place, f"The column {name} is empty. Fill it in.")
    if words.get("kind") and words["kind"] not in kinds:
        yield Problem(place, f"“{words['kind']}” is no kind of source. Use {', '.join(sorted(kinds))}.")
    if words.get("code") in known:
        yield Problem(place, f"“{words['code']}” is in the register already. Give it another code.")
    if words.get("part_of") and words["part_of"] not in known:
        yield Problem(place, f"“{words['part_of']}” is no source above this row. Put it first.")
    for agency in _held_by(words):
        if agency not in agencies:
            yield Problem(place, f"“{agency}” is no organisation of this partnership. Use its id.")
    for name in ("from_on", "until_on"):
        if words.get(name) and _day(words[name]) is None:
            yield Problem(place, f"“{words[name]}” under {name} is no day. Write it as 2010-04-01.")


def _words(cells: Mapping[str, object]) -> dict[str, str]:
    return {name: str(getattr(cell, "text", "")).strip() for name, cell in cells.items()}


def _held_by(words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.get("held_by", "").split(";") if part.strip())


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None


def _row(cells: Mapping[str, object]) -> SourceRow:
    words = _words(cells)
    plain = {name: words.get(name, "") for name in COLUMNS if name not in ("held_by", "from_on", "until_on")}
    return SourceRow(
        **plain,
        held_by=_held_by(words),
        from_on=_day(words.get("from_on", "")),
        until_on=_day(words.get("until_on", "")),
    )
