"""The page of JSON shapes has the keys that the commands really answer with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from throughline.cli import app
from throughline.web.access import audit

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "explanation" / "json.md").read_text(encoding="utf-8")
BARNET = str(ROOT / "partnerships" / "barnet.toml")
PLAN = str(ROOT / "partnerships" / "east-midlands-plan-2009-10.csv")


def chapter(command: str) -> str:
    found = re.search(rf"^## `throughline {command} .*?$(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert found, command
    return found[1]


def keys_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, dict):
        for key, part in answer.items():
            yield key
            yield from keys_in(part)
    elif isinstance(answer, list):
        for part in answer:
            yield from keys_in(part)


@pytest.mark.parametrize(
    "command, arguments",
    [
        ("check", ["check", BARNET, "--on", "2026-09-01", "--json"]),
        ("map", ["map", BARNET, "--on", "2026-09-01", "--json"]),
        ("calendar", ["calendar", BARNET, "--year", "2026", "--json"]),
        ("plan lint", ["plan", "lint", PLAN, "--json"]),
    ],
)
def test_the_page_has_the_keys_of(command: str, arguments: list[str]) -> None:
    answered = set(keys_in(json.loads(CliRunner().invoke(app, arguments).stdout)))
    words = set(re.findall(r"`([a-z_]+)`", chapter(command)))
    assert answered
    assert answered <= words


@pytest.mark.parametrize("spoiled", [False, True], ids=["a trail that holds", "a trail that does not"])
def test_the_page_has_the_keys_of_audit_verify(
    db: None, monkeypatch: pytest.MonkeyPatch, spoiled: bool
) -> None:
    if spoiled:
        monkeypatch.setattr(audit, "verify_chain", lambda: audit.ChainFault(2, "was changed."))
    answered = json.loads(CliRunner().invoke(app, ["audit", "verify", "--json"]).stdout)
    words = set(re.findall(r"`([a-z_]+)`", chapter("audit verify")))
    assert set(keys_in(answered)) == (words if spoiled else words - {"number", "what"})
