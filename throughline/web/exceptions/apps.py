"""The exceptions room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExceptionsConfig(AppConfig):
    """Exception reports: lines chosen by rule, what people write of them, what the board makes of them."""

    name = "throughline.web.exceptions"
    label = "exceptions"

    def ready(self) -> None:
        """Declare the room's permits, its part of Plan, its strands of the thread and its messages."""
        from throughline.web.exceptions import on_thread, permits, waiting
        from throughline.web.exceptions.actions import RETURNED_KIND
        from throughline.web.mail.kinds import add_kind
        from throughline.web.site.sections import add_section

        permits.declare()
        on_thread.declare()
        waiting.declare()
        add_kind(RETURNED_KIND, _("Exception reports that came back with a question"))
        add_section(code="exceptions", words=_("Exceptions"), route="exceptions:reports")
