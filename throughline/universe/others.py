"""The partnerships whose year holds little yet: their terms, their secretary and their today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from throughline.universe import east_midlands, llr, pan_dorset
from throughline.universe.story import PARTNERSHIPS, Story, morning
from throughline.web.access.models import User
from throughline.web.governance.actions import load_terms


def tell(users: Mapping[str, User], *, file: str, today: date, secretary_of: str) -> Story:
    """Load a partnership as found, with Sam Larch as its secretary."""
    partnership = load_terms(
        text=(PARTNERSHIPS / file).read_text(encoding="utf-8"),
        by=None,
        at=morning(today),
        demonstration_today=today,
    )
    story = Story(partnership, by=users["Sam Larch"])
    story.person(
        "Sam Larch", agency=secretary_of, post="Partnership secretary", user=users["Sam Larch"], at=today
    )
    story.office("Sam Larch", "secretary", from_on=today)
    return story


CHAPTERS: tuple[tuple[str, Callable[[Mapping[str, User]], Story]], ...] = (
    ("Leicester, Leicestershire and Rutland", llr.tell),
    ("West Mercia", partial(tell, file="west-mercia.toml", today=date(2026, 3, 30), secretary_of="")),
    ("Pan-Dorset", pan_dorset.tell),
    ("East Midlands", east_midlands.tell),
)  # fmt: skip
