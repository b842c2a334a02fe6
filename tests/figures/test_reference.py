"""Every published value is held: no function of the reference file is without a test."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.figures.reference_cases import CASES

HERE = Path(__file__).parent


def asked_for(tree: ast.Module) -> Iterator[str]:
    """The functions whose reference cases the tests of one file are run over."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for mark in node.decorator_list:
                yield from named_in(mark)


def named_in(mark: ast.expr) -> Iterator[str]:
    for node in ast.walk(mark):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "cases":
            yield from (each.value for each in node.args if isinstance(each, ast.Constant))


TESTED = {
    name for file in HERE.glob("test_*.py") for name in asked_for(ast.parse(file.read_text(encoding="utf-8")))
}


@pytest.mark.parametrize("function", sorted({case["function"] for case in CASES}))
def test_a_test_is_run_over_the_published_values_of(function):
    assert function in TESTED


@pytest.mark.parametrize("key", ["inputs", "expected", "source", "source_licence"])
def test_every_published_value_says_where_it_comes_from(key):
    assert all(case.get(key) not in (None, "", []) for case in CASES)
