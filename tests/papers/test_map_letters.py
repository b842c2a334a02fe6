"""The letters of a map are large enough to read at the width it is shown in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from throughline.papers.governance_map import drawing
from throughline.papers.map_of_terms import map_of_terms
from throughline.rules.terms.in_force import on
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).resolve().parents[2] / "partnerships"
WIDE, LEAST = 770, 12
FILES = [
    ("barnet", date(2026, 3, 30)),
    ("llr", date(2013, 9, 1)),
    ("west-mercia", date(2026, 3, 30)),
    ("pan-dorset", date(2026, 3, 30)),
    ("east-midlands", date(2010, 1, 15)),
]


@pytest.mark.parametrize(("file", "day"), FILES, ids=[file for file, _ in FILES])
def test_letters_of_the_wide_map_are_at_least_twelve_pixels(file: str, day: date) -> None:
    terms = on(read((PARTNERSHIPS / f"{file}.toml").read_text(encoding="utf-8")), day)
    svg = drawing(map_of_terms(terms, on_words="that day")).svg
    width = float(re.search(r'viewBox="\S+ \S+ (\S+) ', svg).group(1))
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
    assert sizes
    assert min(sizes) * min(1, WIDE / width) >= LEAST
