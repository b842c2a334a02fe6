"""The desk: reads of many rooms, with no tables of its own."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class DeskConfig(AppConfig):
    """Today, and the actions of every body."""

    name = "throughline.web.desk"
    label = "desk"

    def ready(self) -> None:
        """Put Today and Actions into the navigation."""
        from throughline.web.access.permits import ENTER
        from throughline.web.decisions.promises.page import add_trail
        from throughline.web.desk import permits
        from throughline.web.desk.action_trail import minute_of
        from throughline.web.desk.ways import side_by_side, to_hand_over
        from throughline.web.governance.seats.record_parts import add_record_part
        from throughline.web.governance.seats.ways import add_seat_way
        from throughline.web.site.navigation import add_entry

        permits.declare()
        add_record_part("agency", "promised", side_by_side)
        add_seat_way("hand-over", to_hand_over)
        add_trail("minute", minute_of)
        add_entry(code="today", words=gettext_lazy("Today"), route="desk:today", permit=ENTER)
        add_entry(code="actions", words=gettext_lazy("Actions"), route="desk:actions", permit=ENTER)
