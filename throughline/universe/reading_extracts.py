"""Who reads Barnet's extracts of single persons in the fictional year, and who did before."""

from __future__ import annotations

from datetime import date

from throughline.universe.story import Story, morning
from throughline.web.extracts import actions

UNTIL = date(2026, 12, 31)


def let_read(story: Story) -> None:
    """The secretary lets the plan owner read the extracts, and the analyst once the plan owner is done."""
    first = actions.appoint_reader(
        person=story.people["Priya Hawthorn"],
        from_on=date(2025, 11, 3),
        until_on=date(2026, 3, 31),
        why="Decides which records are of one person, until the analyst is vetted.",
        by=story.by,
        at=morning(date(2025, 11, 3)),
    )
    actions.end_reader(
        reader=first, because="The analyst is vetted.", by=story.by, at=morning(date(2026, 1, 12))
    )
    actions.appoint_reader(
        person=story.people["Marek Rowan"],
        from_on=date(2026, 1, 12),
        until_on=UNTIL,
        why="Decides which records are of one person, for the yearly measure.",
        by=story.by,
        at=morning(date(2026, 1, 12)),
    )
