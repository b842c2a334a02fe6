"""What the rounds add to the site: their part of Plan and their messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughline.web.plan.rounds import reminders
from throughline.web.site.sections import add_section


def declare() -> None:
    """Add the part "Updates" to Plan, and the messages of rounds."""
    add_section(code="rounds", words=_("Updates"), route="plan:rounds")
    reminders.declare()
