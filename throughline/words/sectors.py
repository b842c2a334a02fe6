"""The sectors that organisations of a partnership come from.

Source: the partnership file, section 6 (agency).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

SECTORS: Final = MappingProxyType(
    {
        "probation": "Probation",
        "police": "Police",
        "council": "Council",
        "prison": "Prison",
        "youth": "Youth justice",
        "health": "Health",
        "housing": "Housing",
        "drugs-alcohol": "Drugs and alcohol services",
        "employment": "Employment, learning and skills",
        "courts": "Courts and prosecution",
        "voluntary": "Voluntary sector",
        "faith": "Faith groups",
        "victims": "Victims’ services",
        "central": "Central government",
        "fire": "Fire and rescue",
    }
)
"""Each sector's id and name."""


def sector_name(sector: str) -> str:
    """The name of a sector as it is printed.

    Raises KeyError for a word that is not one of the sectors.
    Source: the partnership file, section 6.
    """
    return SECTORS[sector]
