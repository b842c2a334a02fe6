"""What a command prints: a table for a person, plain lines for a pipe, JSON for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table


def print_json(value: Any) -> None:
    """Print a value as indented JSON, its keys in the order given."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """Print records: drawn as a table on a terminal, tab-separated with a heading line in a pipe."""
    if not sys.stdout.isatty():
        print("\t".join(columns))
        for row in rows:
            print("\t".join(cell.replace("\n", " ") for cell in row))
        return
    table = Table(*columns, title=title or None, title_justify="left", header_style="bold")
    for row in rows:
        table.add_row(*(cell.replace("[", r"\[") for cell in row))
    Console().print(table)


def say(sentence: str) -> None:
    """Print a sentence about the work in hand to the error stream, so that a pipe holds only results."""
    print(sentence, file=sys.stderr)
