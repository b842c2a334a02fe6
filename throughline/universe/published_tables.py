"""Two tables that the East Midlands took in: one published for 42 areas, and one by age that is made up."""

from __future__ import annotations

from datetime import date

from throughline.figures.extracts.profiles import Profile
from throughline.figures.extracts.returns import Window
from throughline.universe.story import PARTNERSHIPS, Story, morning
from throughline.web.performance import actions as performance
from throughline.web.performance.imports.differences import differences_of

AREAS = Profile(
    name="NI 143 by probation area",
    roles={"probation area": "area", "settled": "numerator", "ended": "denominator", "published %": "rate"},
    totals="discrete",
    indicator="ni143",
)
AGES = Profile(
    name="NI 143 by age",
    roles={"age band": "group", "settled": "numerator", "ended": "denominator"},
    totals="discrete",
    indicator="ni143",
)
SUMMER = Window(date(2009, 4, 1), date(2009, 7, 31))
AUTUMN = Window(date(2009, 10, 1), date(2009, 12, 31))


AGES_AGAIN = """Settled accommodation by age: a correction (invented for the example)
Age band,Settled,Ended
18 to 20,121,182
21 to 24,148,206
35 to 49,about 260,334
"""
"""A correction that waits to be looked at: one figure changed, one not, and one is no number."""


def receive_tables(story: Story) -> None:
    """Stage, map and accept both tables, each on the day on which it came; a correction of one waits."""
    _receive(
        story, "moj", "ni143-by-probation-area-2009.csv", AREAS, SUMMER, date(2009, 9, 21), date(2009, 9, 16)
    )
    _receive(story, "noms-probation", "ni143-by-age-invented.csv", AGES, AUTUMN, date(2010, 1, 4))
    _leave_waiting(story, "ni143-by-age-corrected.csv", AGES_AGAIN.encode(), AGES, AUTUMN, date(2010, 1, 14))


def _leave_waiting(
    story: Story, file: str, content: bytes, profile: Profile, covers: Window, came: date
) -> None:
    staged = performance.stage_file(
        supplier=story.agency("noms-probation"),
        name=file,
        content=content,
        status="revised",
        by=story.by,
        at=morning(came),
    )
    performance.map_file(
        staged=staged, profile=profile, covers=covers, is_saved=False, by=story.by, at=morning(came)
    )


def _receive(
    story: Story,
    supplier: str,
    file: str,
    profile: Profile,
    covers: Window,
    came: date,
    published_on: date | None = None,
) -> None:
    staged = performance.stage_file(
        supplier=story.agency(supplier),
        name=file,
        content=(PARTNERSHIPS / file).read_bytes(),
        published_on=published_on,
        by=story.by,
        at=morning(came),
    )
    staged = performance.map_file(
        staged=staged, profile=profile, covers=covers, is_saved=True, by=story.by, at=morning(came)
    )
    seen = differences_of(staged, came).digest
    performance.accept_file(staged=staged, seen=seen, received_on=came, by=story.by, at=morning(came))
