"""What the rounds add to the site: their part of Plan and their messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughline.web.plan.rounds import reminders, strands, waiting
from throughline.web.site.sections import add_section


def declare() -> None:
    """Add the part "Updates" to Plan, the messages of rounds, and strands of threads."""
    waiting.declare()
    add_section(code="rounds", words=_("Updates"), route="plan:rounds")
    reminders.declare()
    strands.declare()
