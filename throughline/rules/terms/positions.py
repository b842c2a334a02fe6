"""Where each entry of a partnership file begins.

The standard library's TOML parser gives values without lines; this scanner gives
lines without values. It is only run on text that the parser has accepted.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")


def entry_lines(text: str) -> dict[Path, int]:
    """The line on which each table, list entry and key begins, by its path in the parsed file.

    A path holds keys and list positions from 0: ("body", 0, "seat", 3).
    Source: the partnership file, section 12 ("The line is where the entry begins").
    """
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.lines: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self._blank() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _blank(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _mark(self, path: Path) -> None:
        """Where a path begins; a table that is only implied begins with the first of its parts."""
        line = bisect_right(self.starts, self.at)
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _header(self) -> Path:
        begins, is_list = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if is_list else 1
        path: Path = ()
        keys = self._keys()
        for key in keys[:-1]:
            path = self._latest((*path, key))
        path = (*path, keys[-1])
        if is_list:
            position = self.lengths.get(path, 0)
            self.lengths[path] = position + 1
            path = (*path, position)
        self.at, ends = begins, self.at
        self._mark(path)
        self.at = self.text.index("]", ends) + (2 if is_list else 1)
        return path

    def _latest(self, path: Path) -> Path:
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._blank()
            quoted = self.text[self.at] in "\"'"
            found = (_STRING if quoted else _BARE_KEY).match(self.text, self.at)
            if found is None:
                return keys
            keys.append(next(iter(tomllib.loads(f"{found.group()} = 0"))) if quoted else found.group())
            self.at = found.end()
            self._blank()
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _pair(self, table: Path) -> None:
        self._blank()
        begins = self.at
        path = (*table, *self._keys())
        ends, self.at = self.at, begins
        self._mark(path)
        self.at = self.text.index("=", ends) + 1
        self._value(path)

    def _value(self, path: Path) -> None:
        self._blank()
        self._mark(path)
        sign = self.text[self.at]
        if sign == "[":
            self._array(path)
        elif sign == "{":
            self._inline_table(path)
        else:
            found = (_STRING if sign in "\"'" else _SCALAR).match(self.text, self.at)
            self.at = found.end() if found else self.at + 1

    def _array(self, path: Path) -> None:
        self.at += 1
        position = 0
        while self.text[self._blank()] != "]":
            self._value((*path, position))
            position += 1
            self._skip_comma()
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while self.text[self._blank()] != "}":
            self._pair(path)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        if self.text[self._blank()] == ",":
            self.at += 1
