"""What the East Midlands asks to change of its adopted plan: one change waits, one was refused."""

from __future__ import annotations

from datetime import date

from throughline.rules.plan.changes import PromiseChange
from throughline.universe.story import Story, morning
from throughline.web.access.models import Person
from throughline.web.plan import actions as plans
from throughline.web.plan.models import ChangeRequest
from throughline.web.plan.queries import plan_named, whole_plan_of

ASKED = date(2010, 1, 8)
REFUSED = date(2010, 1, 12)
# row, line, column, what it should say, why
WAITS = (
    "milestone", "2.5.5.m1", "due", "2010-03",
    "The strategy that it waits for was published late, so the actions follow it.",
)  # fmt: skip
NOT_AGREED = (
    "measure", "2.7.2.a", "target", "1000",
    "Fewer programmes were run in the first half of the year than were meant.",
)  # fmt: skip


def tell_plan_changes(story: Story) -> None:
    """Tell of two changes that were asked for, and of the one that was refused."""
    _ask(story, *WAITS)
    change = _ask(story, *NOT_AGREED)
    plans.refuse_change(
        change=change,
        answer="The target stands; what is missing is told as an exception.",
        on=REFUSED,
        by=story.by,
        at=morning(REFUSED),
    )


def _ask(story: Story, row: str, line: str, field: str, after: str, reason: str) -> ChangeRequest:
    version = plan_named(story.partnership, "2009-10", ASKED)
    [found] = [one for one in whole_plan_of(version).lines if one.id == line]
    change = PromiseChange("rebaseline", row, line, field, str(getattr(found, field)), after)
    return plans.ask_change(
        version=version,
        change=change,
        reason=reason,
        on=ASKED,
        person=Person.objects.get(partnership=story.partnership, name="Priya Hawthorn"),
        by=story.by,
        at=morning(ASKED),
    )
