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
WIDE, NARROW, LEAST = 770, 290, 12
FILES = [
    ("barnet", date(2026, 3, 30)),
    ("llr", date(2013, 9, 1)),
    ("west-mercia", date(2026, 3, 30)),
    ("pan-dorset", date(2026, 3, 30)),
    ("east-midlands", date(2010, 1, 15)),
]


@pytest.mark.parametrize(("file", "day"), FILES, ids=[file for file, _ in FILES])
def test_letters_are_at_least_twelve_pixels_at_either_width(file: str, day: date) -> None:
    terms = on(read((PARTNERSHIPS / f"{file}.toml").read_text(encoding="utf-8")), day)
    drawn = drawing(map_of_terms(terms, on_words="that day"))
    assert _least_letters(drawn.svg, WIDE) >= LEAST
    assert _least_letters(drawn.narrow_svg, NARROW) >= LEAST


def _least_letters(svg: str, shown_at: int) -> float:
    width = float(re.search(r'viewBox="\S+ \S+ (\S+) ', svg).group(1))
    return min(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)) * min(1, shown_at / width)
