"""Prints the rule book: every spec table as a page, a sentence a row."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docs.rulebook import extracts, grammar

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "rules"
PRIVACY = Path(__file__).parent / "privacy.csv"
PRIVACY_IN_SITE = ROOT / "throughline" / "web" / "site" / "privacy.csv"
"""The same table, from which the privacy notice is drawn where the documentation does not stand."""
ROOMS = {"spec": "What the documents say", "figures": "What the data say"}
LONGEST_CELL = 160
NOTICE = "<!-- Printed from {source} by “make docs”. Change the test, not this page. -->"


@dataclasses.dataclass
class Rule:
    """One test: what it says, the clauses it shows, and its table if it has one."""

    sentence: str
    clauses: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = dataclasses.field(default_factory=list)


class Reader:
    """Gathers the tests of the core floors, in the order in which they are written."""

    def __init__(self) -> None:
        self.pages: dict[Path, tuple[str, dict[str, Rule]]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Function]) -> None:
        for item in items:
            source = Path(item.path).relative_to(ROOT / "tests")
            _, rules = self.pages.setdefault(source, (title_of(item.module.__doc__, source), {}))
            rule = rules.setdefault(item.originalname, Rule(sentence_of(item), ()))
            found = [str(word) for mark in item.iter_markers("clause") for word in mark.args]
            rule.clauses = tuple(sorted({*rule.clauses, *found}))
            add_row(rule, item)


def title_of(docstring: str | None, source: Path) -> str:
    """The first line of a module's docstring, or its file's name in words."""
    first = (docstring or "").strip().split("\n")[0].rstrip(".")
    return first or source.stem.removeprefix("test_").replace("_", " ").capitalize()


def sentence_of(item: pytest.Function) -> str:
    """What a test says: the first line of its docstring, or its name in words."""
    said = (item.function.__doc__ or "").strip().split("\n")[0].rstrip(".")
    name = item.originalname.removeprefix("test_").replace("_", " ")
    return said or name[:1].upper() + name[1:]


def add_row(rule: Rule, item: pytest.Function) -> None:
    """Add a parametrised test's row to its table."""
    spec = getattr(item, "callspec", None)
    if spec is None:
        return
    named = "sentence" in spec.params
    arguments = [name for name in spec.params if name != "sentence"]
    first = str(spec.params["sentence"]) if named else spec.id
    if not named and len(arguments) == 1 and str(spec.params[arguments[0]]) == spec.id:
        arguments = []
    rule.columns = ("Case", *(name.replace("_", " ") for name in arguments))
    rule.rows.append((first, *(words_for(spec.params[name]) for name in arguments)))


def words_for(value: Any) -> str:
    """A value of a spec table as a reader sees it; the same on every run."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return ", ".join(f"{words_for(key)}: {words_for(one)}" for key, one in value.items())
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(words_for(one) for one in value))
    if isinstance(value, list | tuple):
        return ", ".join(words_for(one) for one in value) or "none"
    if callable(value):
        return getattr(value, "__name__", type(value).__name__).replace("<lambda>", "a rule")
    if dataclasses.is_dataclass(value):
        said = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return ", ".join(f"{name} {words_for(one)}" for name, one in said if one not in (None, (), "", 0))
    words = str(value)
    if words.strip(" ") and not words.strip():
        return " ".join(f"U+{ord(letter):04X}" for letter in words)
    words = "".join(f"U+{ord(letter):04X}" if is_unseen(letter) else letter for letter in words)
    return type(value).__name__ if " at 0x" in words else words


def is_unseen(letter: str) -> bool:
    """Whether a letter leaves no mark on a page, other than a space or the end of a line between words."""
    return not letter.isprintable() and letter not in "\n\t"


def cell(words: str) -> str:
    """Words made safe for a cell of a Markdown table."""
    flat = " / ".join(line.strip() for line in words.strip().splitlines() if line.strip())
    short = flat if len(flat) <= LONGEST_CELL else f"{flat[:LONGEST_CELL].rstrip()} …"
    for mark in "\\`*_{}[]<>|#$~":
        short = short.replace(mark, f"\\{mark}")
    return short


def page(source: Path, title: str, rules: Iterable[Rule]) -> str:
    """One page of the rule book."""
    lines = [NOTICE.format(source=f"tests/{source.as_posix()}"), f"# {cell(title)}", ""]
    for rule in rules:
        lines += [f"## {cell(rule.sentence)}", ""]
        if rule.clauses:
            lines += [f"Shows {', '.join(rule.clauses)}.", ""]
        if rule.rows:
            lines += [*table(rule.columns, rule.rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(cell(name) for name in columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell(words) for words in row)} |"


def index(pages: dict[Path, tuple[str, dict[str, Rule]]]) -> str:
    """The first page: every other by room."""
    lines = [NOTICE.format(source="tests/"), "# The rules, as they are tested", ""]
    for room, heading in ROOMS.items():
        inside = (source for source in pages if source.parts[0] == room)
        names = sorted(place_of(source).with_suffix("").as_posix() for source in inside)
        lines += [f"## {heading}", "", "```{toctree}", ":maxdepth: 1", "", *names, "```", ""]
    return "\n".join(lines)


def rule_book() -> dict[Path, str]:
    """Every page of the rule book, by its place under ``docs/rulebook/rules``. Raises SystemExit if tests do
    not load.
    """
    reader = Reader()
    rooms = [str(ROOT / "tests" / room) for room in ROOMS if any((ROOT / "tests" / room).rglob("test_*.py"))]
    quiet = ["--collect-only", "-qq", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT)]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main([*quiet, *rooms], plugins=[reader])
    if code:
        print(said.getvalue(), file=sys.stderr)
        raise SystemExit("No rule book: the tests do not load. Run “make test” to see why.")
    pages = {place_of(s): page(s, title, rules.values()) for s, (title, rules) in reader.pages.items()}
    return {**pages, Path("index.md"): index(reader.pages)}


def place_of(source: Path) -> Path:
    """Where the page of a test file stands."""
    return source.with_name(source.stem.removeprefix("test_") + ".md")


def stale(pages: dict[Path, str]) -> list[str]:
    """The pages on disk that differ from what the tests say, are missing, or have no test."""
    written = {file.relative_to(PAGES): file.read_text(encoding="utf-8") for file in PAGES.rglob("*.md")}
    return sorted(str(name) for name in {*written, *pages} if written.get(name) != pages.get(name))


def main() -> None:
    """Write the pages and take away those whose test is gone; with --check say which are not current."""
    pages = rule_book()
    printed = {grammar.PAGE: grammar.grammar(), extracts.PAGE: extracts.extracts_page()}
    if "--check" in sys.argv:
        old = stale(pages)
        old += [
            place.name
            for place, form in printed.items()
            if not place.exists() or place.read_text(encoding="utf-8") != form
        ]
        if PRIVACY_IN_SITE.read_bytes() != PRIVACY.read_bytes():
            old.append(PRIVACY_IN_SITE.name)
        raise SystemExit(f"Not current: {', '.join(old)}. Run “make rulebook”." if old else 0)
    for old in PAGES.rglob("*.md"):
        if old.relative_to(PAGES) not in pages:
            old.unlink()
    for name, text in pages.items():
        (PAGES / name).parent.mkdir(parents=True, exist_ok=True)
        (PAGES / name).write_text(text, encoding="utf-8")
    for place, form in printed.items():
        place.write_text(form, encoding="utf-8")
    PRIVACY_IN_SITE.write_bytes(PRIVACY.read_bytes())
    print(f"The rule book has {len(pages) - 1} pages.", file=sys.stderr)


if __name__ == "__main__":
    main()
