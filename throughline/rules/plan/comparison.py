"""Two versions of a plan side by side, line by line and word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from throughline.rules.plan.file_form import plan_rows
from throughline.rules.plan.model import COLUMNS, Plan, number_order


@dataclass(frozen=True)
class WordChange:
    """Words that stand in one version and not in the other; either may be empty."""

    before: str
    after: str


@dataclass(frozen=True)
class CellChange:
    """One cell of a line that differs, with the words that make the difference."""

    column: str
    before: str
    after: str
    words: tuple[WordChange, ...]


@dataclass(frozen=True)
class LineChange:
    """One line that was added, removed or changed."""

    id: str
    kind: str
    """added, removed or changed"""
    cells: tuple[CellChange, ...]


def compare(before: Plan, after: Plan) -> tuple[LineChange, ...]:
    """The lines that differ between two versions of a plan, in the order of their numbers.

    Source: product.md, section 5.4; house.md, rule 8 (ids are permanent).
    """
    old, new = _by_key(before), _by_key(after)
    changes = []
    for key in sorted(old.keys() | new.keys(), key=lambda one: (number_order(one[1]), one[0])):
        cells = _cells(old.get(key, {}), new.get(key, {}))
        kind = "added" if key not in old else "removed" if key not in new else "changed"
        if cells or kind != "changed":
            changes.append(LineChange(key[1], kind, cells))
    return tuple(changes)


def changed_words(before: str, after: str) -> tuple[WordChange, ...]:
    """The runs of words that differ between two texts.

    Source: product.md, section 5.4.
    """
    old, new = before.split(), after.split()
    return tuple(
        WordChange(" ".join(old[a:b]), " ".join(new[c:d]))
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    )


def _by_key(plan: Plan) -> dict[tuple[str, str], dict[str, str]]:
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)[1:])
    return {(row["row"], row["id"]): row for row in rows}


def _cells(old: dict[str, str], new: dict[str, str]) -> tuple[CellChange, ...]:
    return tuple(
        CellChange(
            column,
            old.get(column, ""),
            new.get(column, ""),
            changed_words(old.get(column, ""), new.get(column, "")),
        )
        for column in COLUMNS
        if column not in ("row", "id", "version") and old.get(column, "") != new.get(column, "")
    )
