"""Which ages a line of a plan is about, by the cohorts that it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal

AgeGroup = Literal["adult", "youth", "16-to-24"]
AGES: Final[Mapping[str, tuple[AgeGroup, ...]]] = {
    "adult": ("adult",),
    "adults": ("adult",),
    "older-adults": ("adult",),
    "young": ("youth",),
    "youth": ("youth",),
    "children": ("youth",),
    "16-24": ("16-to-24",),
    "16-to-24": ("16-to-24",),
    "transition": ("16-to-24",),
    "young-adults": ("adult", "16-to-24"),
}
"""The cohorts that say an age; women or short sentences are of any age."""


def age_groups(cohorts: Collection[str]) -> tuple[AgeGroup, ...]:
    """The ages that a line names, in the order of life's stages; empty where it names none.

    Source: Leicester, Leicestershire and Rutland terms, scope.
    """
    named = {group for cohort in cohorts for group in AGES.get(cohort.strip().casefold(), ())}
    order: tuple[AgeGroup, ...] = ("youth", "16-to-24", "adult")
    return tuple(group for group in order if group in named)
