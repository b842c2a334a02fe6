"""The line on which each entry of a file begins (section 12)."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.terms.files import FOUNDING, founding
from throughline.rules.terms.positions import Path, entry_lines
from throughline.rules.terms.tables import OF_A_BODY

ROWS = [
    ("a header", "a = 1\n[t]\nb = 2\n", ("t",), 2),
    ("the second of a list of tables", "[[t]]\na = 1\n[[t]]\na = 2\n", ("t", 1), 3),
    ("a table within the second of a list", "[[t]]\n[[t]]\n[t.u]\n", ("t", 1, "u"), 3),
    ("a list within a list of tables", "[[t]]\n[[t]]\n[[t.u]]\n[[t.u]]\n", ("t", 1, "u", 1), 4),
    ("an opening brace in an array", "t = [\n  { a = 1 },\n\n  { a = 2 },\n]\n", ("t", 1), 4),
    ("a brace after a comment with a brace", "t = [  # {\n  { a = 1 },\n]\n", ("t", 0), 2),
    ("a brace after text with a brace", 't = [\n  \'{\', "}\\"{",\n  { a = 1 } ]\n', ("t", 2), 3),
    ("a key after text over several lines", 'a = """\n[b]\n{ c = 1 }"""\nd = 1\n', ("d",), 4),
    ("a key after raw text over several lines", "a = '''\nit's\n'''\nd = 1\n", ("d",), 4),
    ("a key in quotes", "'a.b' = 1\n\"c d\".e = 2\n", ("c d", "e"), 2),
    ("a key after Windows line ends", "a = 1\r\nb = 2\r\n", ("b",), 2),
    ("a header with a comment that closes it twice", "[t] # ]\na = 1\n[u]\n", ("u",), 3),
]


@pytest.mark.parametrize("text, path, line", [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_where_an_entry_begins(text: str, path: Path, line: int) -> None:
    tomllib.loads(text)
    assert entry_lines(text)[path] == line


def paths(value: Any, path: Path = ()) -> set[Path]:
    """Every key and list position within a parsed file."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {found for key, part in inner for found in ((*path, key), *paths(part, (*path, key)))}


NASTY = st.text(alphabet="ab[]{}=#,.'\"\\\n ", max_size=8)
VALUES = st.recursive(
    st.one_of(NASTY, st.integers(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NASTY, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(NASTY, VALUES, max_size=4))
def test_every_place_of_any_file_has_a_line_within_it(value: dict[str, Any]) -> None:
    text = tomlkit.dumps(value)
    lines = entry_lines(text)
    assert paths(tomllib.loads(text)) <= lines.keys()
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@pytest.mark.parametrize("name", FOUNDING)
def test_the_line_of_a_founding_entry_holds_its_header_or_its_brace(name: str) -> None:
    text = founding(name).text
    lines = text.splitlines()
    for path, number in entry_lines(text).items():
        if (
            isinstance(path[-1], int)
            and len(path) <= 4
            and path[0] == "body"
            and (len(path) == 2 or path[2] in OF_A_BODY)
        ):
            assert lines[number - 1].lstrip().startswith(("[[", "{")) or "[{" in lines[number - 1]
