"""NI 18: the strict reading of the published rule stands beside the figure that was published."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from throughline.figures.indicators.judge import judge
from throughline.figures.indicators.model import Observation
from throughline.figures.indicators.plan_file import read_indicator_file

FILE = Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml"
PLANNED = {one.indicator.id: one for one in read_indicator_file(FILE.read_text(encoding="utf-8")).indicators}
SAME = "The strict reading of the published rule asks the same: {} or fewer."
ROWS = [
    # area, people, predicted, what is said beside the verdict
    ("derby", 3884, 294, SAME.format(261)),
    ("derbyshire", 7397, 551, "The published rule asks 506 or fewer, its strict reading 505 or fewer."),
    ("leicester", 6494, 570, SAME.format(524)),
    ("leicestershire", 4919, 391, SAME.format(353)),
    ("nottingham", 6874, 840, SAME.format(784)),
    ("nottinghamshire", 7504, 890, SAME.format(832)),
]


@pytest.mark.parametrize(("area", "people", "predicted", "said"), ROWS)
def test_both_readings_stand_beside_the_verdict(area: str, people: int, predicted: int, said: str) -> None:
    planned = PLANNED[f"ni18-{area}"]
    latest = Observation(
        start=date(2008, 4, 1),
        end=date(2009, 3, 31),
        numerator=predicted,
        denominator=people,
        cohort=people,
        expected=Fraction(predicted),
        receipt="2009-11-17/1",
        received_on=date(2009, 11, 17),
    )
    judged = judge(planned.indicator, planned.target, [latest], on=date(2010, 1, 15))
    assert said in judged.warnings
