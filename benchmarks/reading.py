"""A workbook of 42 areas, 40 quarters and 30 indicators read and checked, beside pandas opening it alone."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import partial

import openpyxl
import pandas as pd

from benchmarks.timing import Times, timed
from throughline.figures.extracts.figures import Staged
from throughline.figures.extracts.profiles import Profile
from throughline.figures.extracts.published import read_published
from throughline.papers.reading import read_sheets

AREAS = tuple(f"Area {number}" for number in range(1, 43))
INDICATORS = tuple(f"indicator-{number}" for number in range(1, 31))
QUARTERS = tuple(
    f"Q{quarter} {year}-{(year + 1) % 100:02d}" for year in range(2000, 2010) for quarter in (1, 2, 3, 4)
)
FIGURES = len(AREAS) * len(INDICATORS) * len(QUARTERS)
GOAL = 5.0
"""For the whole import, of which this is the reading."""

A_FIGURE_A_ROW = Profile(
    name="a figure a row",
    roles={
        "area": "area",
        "indicator": "indicator",
        "quarter": "period",
        "numerator": "numerator",
        "denominator": "denominator",
    },
    totals="discrete",
)
A_SHEET_AN_INDICATOR = Profile(
    name="a sheet an indicator",
    roles={"area": "area", "(period) numerator": "numerator", "(period) denominator": "denominator"},
    totals="discrete",
    sheet_names="indicator",
)


def measured() -> Iterator[tuple[Times, Times | None]]:
    """The two usual shapes of such a workbook; both give the same 50,400 figures."""
    for made, profile in ((a_figure_a_row(), A_FIGURE_A_ROW), (a_sheet_an_indicator(), A_SHEET_AN_INDICATOR)):
        ours = timed(
            f"{FIGURES:,} figures, {profile.name}", partial(staged, made, profile), times=3, goal=GOAL
        )
        peer = timed(
            "pandas with openpyxl opens it",
            partial(pd.read_excel, io.BytesIO(made), sheet_name=None),
            times=1,
        )
        yield ours, peer


def staged(workbook: bytes, profile: Profile) -> Staged:
    """What the workbook would bring in. Raises SystemExit unless that is every figure."""
    found = read_published(
        read_sheets(workbook, "figures.xlsx").sheets,
        profile,
        known_indicators=INDICATORS,
        known_areas=AREAS,
    )
    if len(found.figures) != FIGURES or found.rejections:
        raise SystemExit(f"{len(found.figures)} figures, and not {FIGURES}")
    return found


def a_figure_a_row() -> bytes:
    """A title, a row of headings and 50,400 rows."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    sheet.append(["Published figures"])
    sheet.append(["Area", "Indicator", "Quarter", "Numerator", "Denominator"])
    for area in AREAS:
        for indicator in INDICATORS:
            for quarter in QUARTERS:
                sheet.append([area, indicator, quarter, *counts(area, indicator, quarter)])
    return saved(book)


def a_sheet_an_indicator() -> bytes:
    """Thirty sheets with two rows of headings, 42 rows and two columns a quarter."""
    book = openpyxl.Workbook(write_only=True)
    for indicator in INDICATORS:
        sheet = book.create_sheet(indicator)
        sheet.append([f"Table of {indicator}"])
        sheet.append(["Area", *(cell for quarter in QUARTERS for cell in (quarter, ""))])
        sheet.append(["", *(["Numerator", "Denominator"] * len(QUARTERS))])
        for area in AREAS:
            sheet.append(
                [area, *(count for quarter in QUARTERS for count in counts(area, indicator, quarter))]
            )
    return saved(book)


def counts(*of_what: str) -> tuple[int, int]:
    """A numerator and a denominator, the same for the same figure each time."""
    chance = random.Random(" ".join(of_what))
    denominator = chance.randint(50, 900)
    return chance.randint(0, denominator), denominator


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
