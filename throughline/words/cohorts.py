"""Groups of people that plans, needs and services name by one code.

Source: East Midlands plan 2009-10 (its cohorts); Leicester, Leicestershire and Rutland terms, line 12.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

COHORTS: Final = MappingProxyType(
    {
        "adults": "Adults",
        "young": "Young people",
        "16-24": "People aged 16 to 24",
        "women": "Women",
        "older-adults": "Older adults",
        "under-12-months": "People with sentences under 12 months",
        "ppo": "Prolific and other priority offenders",
        "children": "Children of offenders",
    }
)
"""Each cohort's code and name."""


def cohort_name(code: str) -> str:
    """The name of a cohort; everyone for none, and the code itself for one that nobody has named.

    Source: East Midlands plan 2009-10.
    """
    return COHORTS.get(code, code) if code else "Everyone"
