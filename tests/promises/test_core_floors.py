"""The core floors: they load without Django, and every rule says where it comes from."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "throughline"
CORE = ("words", "rules", "figures", "papers")


def modules_in(*floors: str) -> list[Path]:
    return sorted(file for floor in floors for file in (PACKAGE / floor).rglob("*.py"))


def named(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_"))


def test_core_floors_load_where_django_may_not_be_imported() -> None:
    names = [named(file) for file in modules_in(*CORE)]
    script = (
        "import sys, importlib\n"
        "class NoDjango:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] == 'django': raise ImportError('django was asked for')\n"
        "sys.meta_path.insert(0, NoDjango())\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("file", modules_in("rules"), ids=named)
def test_every_public_rule_cites_its_source(file: Path) -> None:
    """A rule is a public function: its docstring has a line “Source: ...”."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = [n.name for n in public_functions(tree) if "Source:" not in (ast.get_docstring(n) or "")]
    assert not silent, f"{named(file)}: no Source in the docstring of {', '.join(silent)}"


@pytest.mark.parametrize("file", modules_in("rules"), ids=named)
def test_rules_ask_no_clock_and_open_no_file(file: Path) -> None:
    """Rules take values and return values: time is an argument."""
    asked = {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    }
    forbidden = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "Path.cwd"}
    opened = [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    ]
    assert not asked & forbidden, f"{named(file)} asks {asked & forbidden}"
    assert not opened, f"{named(file)} opens a file on line {opened}"
