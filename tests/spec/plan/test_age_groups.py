"""Which ages a line of a plan is about."""

from __future__ import annotations

import pytest

from throughline.rules.plan.age_groups import age_groups


@pytest.mark.parametrize(
    ("sentence", "cohorts", "expected"),
    [
        ("no cohort says no age", (), ()),
        ("women are of any age", ("women", "under-12-months", "ppo"), ()),
        ("young people and children are youth", ("young", "children"), ("youth",)),
        ("older adults are adults", ("older-adults",), ("adult",)),
        ("both", ("adult", "youth"), ("youth", "adult")),
        ("the years of transition are a group of their own", ("16-24",), ("16-to-24",)),
        ("young adults are adults of those years", ("young-adults",), ("16-to-24", "adult")),
        ("capitals and spaces make no difference", (" Youth ",), ("youth",)),
    ],
)
def test_ages(sentence: str, cohorts: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert age_groups(cohorts) == expected, sentence
