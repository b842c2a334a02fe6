"""Small partnership files for the spec tables, and the founding ones."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from throughline.rules.terms import Finding, Terms, check, read

PARTNERSHIPS = Path(__file__).parents[3] / "partnerships"
FOUNDING = {
    "barnet": date(2026, 9, 1),
    "pan-dorset": date(2026, 9, 1),
    "west-mercia": date(2026, 9, 1),
    "llr": date(2026, 9, 1),
    "east-midlands": date(2010, 1, 15),
}
TODAY = date(2026, 9, 1)

TOP = 'schema = "throughline/partnership@1"\nid = "shire"\nname = "Shire"\n'
WHO_EXISTS = """agency = [
  { id = "police", name = "Shire Police", sector = "police" },
  { id = "council", name = "Shire Council", sector = "council" },
  { id = "housing", name = "Shire Homes", employer = "council" },
]
external = [{ id = "csp", name = "Shire CSP" }]
set = [{ id = "districts", name = "Districts", of = ["council", "housing"] }]
"""
A_BODY = """[[body]]
id = "board"
name = "Board"
kind = "board"
"""
SOUND = """version = [{ from = 2020-01-01 }]
seat = [
  { id = "pol", agency = "police" }, { id = "cou", agency = "council" }, { id = "hou", agency = "housing" }
]
office = [
  { id = "chair", held_by = { seat = "cou" }, in_absence = ["vice-chair"] },
  { id = "vice-chair", held_by = { seat = "pol" } },
  { id = "secretariat", held_by = "council" },
]
meets = [{ every = { months = 3 } }]
quorum = { count = "organisations", at_least = 2 }
vote = { count = "seats", more_than = "1/2", casting = "presiding" }
deputy = { allowed = true }
duty = [
  { what = "agenda", due = { working_days = 5, before = "meeting" } },
  { what = "papers", due = { working_days = 5, before = "meeting" } },
  { what = "minutes", due = { working_days = 10, after = "meeting" } },
  { what = "terms-review", due = { by = 2027-01-01 } },
]
"""


def sound_file(*changes: tuple[str, str], more: str = "") -> str:
    """The text of a file without findings, with some of its words changed and lines added to its body."""
    text = TOP + WHO_EXISTS + A_BODY + SOUND
    for old, new in changes:
        assert old in text, f"{old} is not in the sound file"
        text = text.replace(old, new)
    return text + more


def found_in(text: str, day: date = TODAY) -> tuple[Finding, ...]:
    return check(read(text), on=day)


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.at) for each in findings]


@cache
def founding(name: str) -> Terms:
    return read((PARTNERSHIPS / f"{name}.toml").read_text(encoding="utf-8"))
