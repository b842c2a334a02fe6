"""What a claim rests on: a function, a constant, or an entry of a partnership's file.

A ground is written ``throughline.rules.quorum:is_quorate``, ``partnerships/barnet.toml#rrdg.seat.dwp``
or ``partnerships/plan.csv#2.7.2``. It can be found, and in a copy of the project it can be broken.
"""

from __future__ import annotations

import ast
import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

SINGLE_TABLES = ("membership", "deputy", "quorum", "vote", "casework")
WRONG_RESULT = """

import dataclasses as _dataclasses
import datetime as _datetime
import decimal as _decimal
import fractions as _fractions
import functools as _functools
import itertools as _itertools

_numbers = _itertools.count(1)


def _wrong(value, depth=0):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float, _decimal.Decimal, _fractions.Fraction)):
        return value + 1
    if isinstance(value, str) and type(value) is str:
        return f"{value} (broken {next(_numbers)})"
    if isinstance(value, _datetime.date):
        return value + _datetime.timedelta(days=1)
    if isinstance(value, (tuple, list, dict, set, frozenset)) and value:
        return type(value)() if type(value) in (tuple, list, dict, set, frozenset) else _refuse()
    if _dataclasses.is_dataclass(value) and not isinstance(value, type) and depth < 6:
        fields = [field.name for field in _dataclasses.fields(value) if field.init]
        return _dataclasses.replace(value, **{name: _soft(getattr(value, name), depth) for name in fields})
    return _refuse()


def _soft(value, depth):
    try:
        return _wrong(value, depth + 1)
    except RuntimeError:
        return value


def _refuse():
    raise RuntimeError("broken on purpose, to see whether a test notices")


def _broken(original):
    if isinstance(original, (property, _functools.cached_property)):
        return property(_broken(original.fget if isinstance(original, property) else original.func))
    if isinstance(original, (staticmethod, classmethod)):
        return type(original)(_broken(original.__func__))
    if not callable(original):
        return _wrong(original)

    @_functools.wraps(original)
    def broken(*arguments, **named):
        try:
            result = original(*arguments, **named)
        except Exception:
            return None
        if hasattr(result, "__next__"):
            result = list(result)
        return _wrong(result)

    return broken


"""


class Groundless(ValueError):
    """What a claim rests on cannot be found."""


@dataclass(frozen=True)
class Named:
    """A function, method or constant of a module."""

    file: Path
    name: str

    def broken(self, text: str) -> str:
        """The module's text with a wrong result in this one place."""
        owner, _, last = self.name.rpartition(".")
        if not owner:
            return f"{text}{WRONG_RESULT}{last} = _broken({last})\n"
        return f'{text}{WRONG_RESULT}{owner}.{last} = _broken(vars({owner})["{last}"])\n'


@dataclass(frozen=True)
class TomlEntry:
    """An entry or key of a TOML file: the path of keys and positions that leads to it."""

    file: Path
    path: tuple[str | int, ...]

    def broken(self, text: str) -> str:
        """The file's text without the entry, and otherwise to the letter."""
        document, expected = tomlkit.parse(text), tomllib.loads(text)
        for tree in (document, expected):
            place: Any = tree
            for step in self.path[:-1]:
                place = place[step]
            del place[self.path[-1]]
        without = tomlkit.dumps(document)
        if tomllib.loads(without) != expected:
            raise Groundless(f"{self.file.name}: {self.path} cannot be taken out cleanly")
        return without


@dataclass(frozen=True)
class CsvRow:
    """A row of a CSV file, by its id."""

    file: Path
    first_line: int
    last_line: int

    def broken(self, text: str) -> str:
        """The file's text without the row."""
        lines = text.splitlines(keepends=True)
        return "".join(lines[: self.first_line] + lines[self.last_line :])


Ground = Named | TomlEntry | CsvRow


def find(root: Path, written: str) -> Ground:
    """The ground that these words name, in the project at ``root``. Raises Groundless in a sentence."""
    if "#" in written:
        name, _, address = written.partition("#")
        file = root / name
        if not file.is_file():
            raise Groundless(f"there is no file {name}")
        if file.suffix == ".csv":
            return _csv_row(file, address)
        return _toml_entry(file, address)
    module, separator, name = written.partition(":")
    if not separator:
        raise Groundless(f"“{written}” is neither module:name nor file#address")
    return _named(root, module, name)


def _named(root: Path, module: str, name: str) -> Named:
    stem = root.joinpath(*module.split("."))
    file = next((f for f in (stem.with_suffix(".py"), stem / "__init__.py") if f.is_file()), None)
    if file is None:
        raise Groundless(f"there is no module {module}")
    body = ast.parse(file.read_text(encoding="utf-8")).body
    for part in name.split("."):
        node = next((node for node in body if part in _names(node)), None)
        if node is None:
            raise Groundless(f"{module} has no {name}")
        body = node.body if isinstance(node, ast.ClassDef) else []
    if isinstance(node, ast.ClassDef):
        raise Groundless(f"{name} is a class; name the method or function that does the work")
    return Named(file, name)


def _names(node: ast.stmt) -> tuple[str, ...]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return (node.name,)
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return tuple(target.id for target in targets if isinstance(target, ast.Name))


def _csv_row(file: Path, wanted: str) -> CsvRow:
    reader = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    if "id" not in (reader.fieldnames or ()):
        raise Groundless(f"{file.name} has no column “id”")
    rows, begins = [], reader.line_num
    for row in reader:
        if row["id"] == wanted:
            rows.append(CsvRow(file, begins, reader.line_num))
        begins = reader.line_num
    if len(rows) != 1:
        raise Groundless(f"{file.name} has {len(rows)} rows with the id {wanted}")
    return rows[0]


def _toml_entry(file: Path, address: str) -> TomlEntry:
    tree = tomllib.loads(file.read_text(encoding="utf-8"))
    found = set(_matches(tree, address, ()))
    for position, body in enumerate(tree.get("body", ())):
        path: tuple[str | int, ...] = ("body", position)
        if address == body["id"]:
            found.add(path)
        elif address.startswith(f"{body['id']}."):
            found.update(_matches(body, address.removeprefix(f"{body['id']}."), path))
    if not found:
        for position, body in enumerate(tree.get("body", ())):
            found.update(_matches(body, address, ("body", position)))
    if len(found) != 1:
        raise Groundless(f"{file.name} has {len(found) or 'no'} places called {address}")
    return TomlEntry(file, found.pop())


def _matches(node: Any, rest: str, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Every path below a node that the rest of an address may mean."""
    if isinstance(node, dict):
        for key, below in node.items():
            if rest == key:
                yield (*path, key)
            elif rest.startswith(f"{key}."):
                yield from _matches(below, rest[len(key) + 1 :], (*path, key))
            if key in SINGLE_TABLES and isinstance(below, list) and rest.startswith(key):
                yield from _entries(below, rest[len(key) :].removeprefix("."), (*path, key))
    elif isinstance(node, list):
        yield from _entries(node, rest, path)


def _entries(entries: list[Any], rest: str, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    for position, entry in enumerate(entries):
        here = (*path, position)
        for name in _entry_names(entry, position):
            if rest == name:
                yield here
            elif rest.startswith(f"{name}.") and name:
                yield from _matches(entry, rest[len(name) + 1 :], here)
            elif not name and rest:
                yield from _matches(entry, rest, here)


def _entry_names(entry: Any, position: int) -> Iterator[str]:
    """The words by which an address may name an entry of a list (the partnership file, section 4)."""
    if not isinstance(entry, dict):
        yield str(position + 1)
        return
    names = [str(entry[key]) for key in ("id", "code", "what", "item") if key in entry][:1]
    if not names and "type" in entry:
        to = entry.get("to", "")
        names = [f"{entry['type']}:{one}" for one in (to if isinstance(to, list) else [to])]
    if not names and ("every" in entry or "kind" in entry or "on" in entry):
        names = [str(entry.get("kind", "ordinary"))]
    if not names:
        matter = entry.get("for", "")
        names = [str(one) for one in (matter if isinstance(matter, list) else [matter])]
    for name in names:
        yield name
        if "from" in entry:
            yield f"{name}@{entry['from']}"
