"""The meetings room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy


class MeetingsConfig(AppConfig):
    """Calling meetings: agendas, papers, attendance and packs."""

    name = "throughline.web.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Declare the room's permits, put the calendar into the navigation and a part on boards' homes."""
        from throughline.web.access.example_days import add_days
        from throughline.web.access.leaving import add_ending
        from throughline.web.access.permits import ENTER
        from throughline.web.governance.home_parts import add_home_part
        from throughline.web.governance.public_bodies import add_published
        from throughline.web.governance.seats.record_parts import add_record_part
        from throughline.web.governance.seats.strips import add_strips
        from throughline.web.mail.chores import add_chore
        from throughline.web.mail.kinds import add_kind
        from throughline.web.meetings import (
            leaving,
            on_decision,
            on_seats,
            permits,
            reminders,
            reminders_before,
            reminders_comments,
        )
        from throughline.web.meetings.approved_words import guard_approved_words
        from throughline.web.meetings.calling.days_to_try import days_to_try
        from throughline.web.meetings.on_board_home import meetings_part
        from throughline.web.meetings.on_plan import held_lately
        from throughline.web.meetings.on_public import published_minutes
        from throughline.web.meetings.papers.embargoes import end_embargoes
        from throughline.web.plan.rounds.meetings import set_meetings
        from throughline.web.site.navigation import add_entry

        permits.declare()
        add_chore("embargoes ended", end_embargoes)
        set_meetings(held_lately)
        post_migrate.connect(guard_approved_words, sender=self, dispatch_uid="approved words of minutes")
        reminders.declare()
        on_decision.declare()
        reminders_before.declare()
        reminders_comments.declare()
        add_ending(told=leaving.told, end=leaving.end)
        add_days(days_to_try)
        add_home_part("meetings", meetings_part)
        add_published("minutes", published_minutes)
        add_record_part("person", "attendance", on_seats.attendance_part)
        add_strips(on_seats.strips)
        add_kind("minutes-circulated", gettext_lazy("Draft minutes to read"), is_digest=False)
        add_entry(code="meetings", words=gettext_lazy("Meetings"), route="meetings:calendar", permit=ENTER)
