"""Every public rule is spoken of by a spec test, or something that rests on it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = ROOT / "throughline" / "rules"
ROOMS = ("spec", "figures", "papers")


def public_rules() -> Iterator[tuple[str, str]]:
    """The module and the name of each public function of the rules."""
    for file in sorted(RULES.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        module = ".".join(("rules", *file.relative_to(RULES).with_suffix("").parts))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield module, node.name


@cache
def words_of_the_specs() -> frozenset[str]:
    """Every name that a test of a core floor calls, imports or lists."""
    texts = (
        file.read_text(encoding="utf-8") for room in ROOMS for file in (ROOT / "tests" / room).rglob("*.py")
    )
    return frozenset(word for text in texts for word in re.findall(r"\w+", text))


@cache
def used_by() -> dict[str, frozenset[str]]:
    """For each name of the rules, the functions, classes and tables of theirs that use it."""
    users: dict[str, set[str]] = {}
    for file in RULES.rglob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            for name in names_in(node):
                users.setdefault(name, set()).update(names_given(node))
    return {name: frozenset(found - {name}) for name, found in users.items()}


def names_in(node: ast.AST) -> set[str]:
    used = (one for one in ast.walk(node) if isinstance(one, ast.Name | ast.Attribute))
    return {one.id if isinstance(one, ast.Name) else one.attr for one in used}


def names_given(node: ast.AST) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {one.id for one in targets if isinstance(one, ast.Name)}


def is_spoken_of(name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a spec test names the rule, or names one that rests on it."""
    if name in words_of_the_specs():
        return True
    return any(is_spoken_of(user, seen | {name}) for user in used_by().get(name, ()) if user not in seen)


@pytest.mark.parametrize(("module", "name"), tuple(public_rules()))
def test_every_public_rule_is_spoken_of_by_a_spec_test(module: str, name: str) -> None:
    assert is_spoken_of(name), (
        f"{module}.{name} is in no spec test, and nothing that a spec test names uses it"
    )


def test_a_rule_that_nothing_uses_is_not_spoken_of() -> None:
    assert not is_spoken_of("is_a_rule_" + "that_nobody_wrote")
