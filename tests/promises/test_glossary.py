"""Every word that the software may answer with stands in the glossary."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("words", "rules", "figures")


def plainly(words: str) -> str:
    """Words without the hyphens and underscores that codes need."""
    return re.sub(r"[-_\s]+", " ", words).strip().lower()


def texts_in(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def values_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each value of each enumeration and of each set of allowed words that has a name."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign):
                    yield from ((node.name, value) for value in texts_in(line.value))
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Literal["):
            yield from ((ast.unparse(node.targets[0]), value) for value in texts_in(node.value))


def all_values() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for floor in FLOORS:
        for file in sorted((ROOT / "throughline" / floor).rglob("*.py")):
            for name, value in values_of(ast.parse(file.read_text(encoding="utf-8"))):
                found.setdefault(f"{floor}.{file.stem}.{name}", set()).add(value)
    return {name: tuple(sorted(values)) for name, values in found.items()}


@pytest.mark.parametrize(("name", "values"), all_values().items(), ids=all_values())
def test_every_value_stands_in_the_glossary(name: str, values: tuple[str, ...]) -> None:
    glossary = plainly(re.sub(r"[`*|]", " ", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")))
    missing = [
        value for value in values if not re.search(rf"(?<!\w){re.escape(plainly(value))}(?!\w)", glossary)
    ]
    assert not missing, f"{name}: {', '.join(missing)}"
