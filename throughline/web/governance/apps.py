"""The governance room."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Partnerships' bodies, terms of reference and seats."""

    name = "throughline.web.governance"
    label = "governance"

    def ready(self) -> None:
        """Let a seat on a body count as belonging to its partnership, and show the way to it."""
        from django.utils.translation import gettext_lazy as _

        from throughline.web.access.leaving import add_ending
        from throughline.web.access.permits import ENTER
        from throughline.web.access.places import add_bodies
        from throughline.web.governance import reminders, standing
        from throughline.web.governance.board_places import bodies_to_read
        from throughline.web.governance.seats import leaving
        from throughline.web.mail.kinds import add_kind
        from throughline.web.site.navigation import add_entry

        standing.declare()
        reminders.declare()
        add_kind("request-to-join", _("Requests that an organisation join"))
        add_kind("organisation-changed", _("An organisation ended and others follow it"))
        add_bodies(bodies_to_read)
        add_ending(told=leaving.told, end=leaving.end)
        add_entry(code="partnership", words=_("Partnership"), route="governance:partnership", permit=ENTER)
