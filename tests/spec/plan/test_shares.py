"""Measures that are a share: which are told in numbers, and how a share without a target reads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from throughline.rules.plan.model import SuccessMeasure
from throughline.rules.plan.shares import is_told_in_numbers, share_told


@pytest.mark.parametrize(
    ("sentence", "measure", "expected"),
    [
        ("a share is, without a target", SuccessMeasure(id="a", unit="percent"), True),
        ("so is a share of something named", SuccessMeasure(id="a", unit="percent of staff"), True),
        ("so is a number to reach", SuccessMeasure(id="a", target=Decimal(3)), True),
        ("a direction alone is not", SuccessMeasure(id="a", unit="count", direction="up"), False),
        ("nor is a step towards something", SuccessMeasure(id="a"), False),
    ],
)
def test_what_is_told_in_numbers(sentence: str, measure: SuccessMeasure, expected: bool) -> None:
    assert is_told_in_numbers(measure) is expected, sentence


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (1, 3, "1 of 3, 33.3 per cent"),
        (1, 8, "1 of 8, 12.5 per cent"),
        (1, 2000, "1 of 2,000, 0.1 per cent"),
        (0, 5, "0 of 5, 0.0 per cent"),
    ],
)
def test_a_share_in_words(part: int, whole: int, words: str) -> None:
    assert share_told(part, whole, 2) == f"{words}, by the end of quarter 2. It has no target."
