"""What Barnet's group says of its own rules in the fictional year: a second try, cancelled, and two reasons."""

from __future__ import annotations

from datetime import date, time

from throughline.universe.story import Story, morning
from throughline.web.meetings import actions

SECOND_TRY = date(2025, 11, 18)
"""The group tried to meet again after October's meeting had no quorum; too few could come."""

# rule, due, what it rests on, why
SAID = [
    ("minutes", date(2025, 10, 28), "2025-10-14", "The secretary was ill, and nobody stood in."),
    ("meetings", date(2025, 11, 30), "2025-10-14",
     "October had no quorum, and the second try in November was cancelled because too few could come."),
]  # fmt: skip
SAID_ON = date(2026, 1, 12)


def keep(story: Story) -> None:
    """Call and cancel the second try, and say why two rules were not kept."""
    meeting = story.call("rrdg", SECOND_TRY, starts_at=time(10), place="Committee room 2", notice=21)
    actions.cancel_meeting(
        meeting=meeting,
        because="Too few organisations could come.",
        expected_version=meeting.version,
        by=story.by,
        at=morning(date(2025, 11, 10)),
    )
    for rule, due, rests_on, words in SAID:
        actions.note_rule(
            body=story.body("rrdg"),
            rule=rule,
            due=due,
            rests_on=rests_on,
            words=words,
            expected_version=0,
            by=story.by,
            at=morning(SAID_ON),
        )
