"""Names and words: the field's own, and none that belong to one machine."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "service", "data", "process", "misc"}
EMPTY_BY_CUSTOM = {"get_context_data", "cleaned_data", "clean_data", "add_data"}
"""Names that Django gives and a form must use."""
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|work|mnt|opt)/(?!throughline\b)[\w.-]+")


@cache
def tracked(*suffixes: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    files = [ROOT / name for name in listed if not suffixes or name.endswith(suffixes)]
    return [file for file in files if file.is_file()]


def defined_names(tree: ast.AST) -> set[str]:
    """Names of functions and classes; a class that is one of Django's managers may say so."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return {node.name for node in found if not (isinstance(node, ast.ClassDef) and is_a_manager(node))}


def is_a_manager(node: ast.ClassDef) -> bool:
    bases = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
    return any(getattr(base, "attr", getattr(base, "id", "")).endswith("Manager") for base in bases)


def parts_of(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


@pytest.mark.parametrize(
    ("sentence", "name", "empty"),
    [
        ("a suffix counts", "plan_utils", {"utils"}),
        ("a class counts", "MeetingManager", {"manager"}),
        ("a word that only contains one does not", "metadata_of", set()),
        ("one of the field's own words does not", "quorum_of", set()),
    ],
)
def test_an_empty_word_is_found_in_a_name(sentence: str, name: str, empty: set[str]) -> None:
    assert parts_of(name) & EMPTY_NAMES == empty, sentence


def test_no_name_is_empty_of_meaning() -> None:
    """No module, class or function is called a manager, a service, data or the like."""
    found = []
    for file in tracked(".py"):
        if not file.is_relative_to(ROOT / "throughline"):
            continue
        names = {file.stem} | defined_names(ast.parse(file.read_text(encoding="utf-8")))
        found += [f"{file.relative_to(ROOT)}: {n}" for n in names if parts_of(n) & EMPTY_NAMES]
    assert not [one for one in found if one.split(": ")[1] not in EMPTY_BY_CUSTOM]


def test_no_file_names_a_place_on_one_machine() -> None:
    found = []
    for file in tracked(".py", ".md", ".toml", ".html", ".csv", ".txt", ".ini", "Makefile", ".ci/run"):
        text = file.read_text(encoding="utf-8", errors="replace")
        found += [f"{file.relative_to(ROOT)}: {match}" for match in MACHINE_PATH.findall(text)]
    assert not found


def test_every_dependency_says_why_it_is_here() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = text.splitlines()
    silent = [
        one
        for one in wanted
        if not any(line.strip().startswith(f'"{one}",') and "  #" in line for line in lines)
    ]
    assert not silent


def test_the_locks_are_pinned_by_hash_and_name_no_address() -> None:
    for lock in (ROOT / "requirements.lock", ROOT / "requirements-dev.lock"):
        text = lock.read_text(encoding="utf-8")
        entries = [e for e in re.split(r"\n(?=[a-z0-9A-Z])", text) if e.strip() and not e.startswith("#")]
        assert all("==" in e and "--hash=sha256:" in e for e in entries), lock.name
        assert "://" not in text, lock.name


def test_the_lock_of_the_site_is_part_of_the_lock_of_the_tests() -> None:
    pins = {
        lock: set(re.findall(r"^[\w.\[\]-]+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-dev.lock")
    }
    assert pins["requirements.lock"] <= pins["requirements-dev.lock"]
