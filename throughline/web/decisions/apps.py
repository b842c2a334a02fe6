"""The decisions room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DecisionsConfig(AppConfig):
    """What was agreed and what became of it."""

    name = "throughline.web.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Let the checker lead on from a question; declare permits, messages and endings of actions."""
        from throughline.web.decisions import permits, reminders
        from throughline.web.decisions.cascades import reminders as cascade_reminders
        from throughline.web.decisions.fixed_words import guard_fixed_words
        from throughline.web.decisions.on_board_home import decisions_part
        from throughline.web.decisions.on_checker import put_on_the_agenda, record_a_reading
        from throughline.web.decisions.on_records import actions_of_agency, actions_of_person
        from throughline.web.decisions.promises import leavers
        from throughline.web.decisions.register import permits as decision_permits
        from throughline.web.governance.checker_ways import add_checker_way
        from throughline.web.governance.home_parts import add_home_part
        from throughline.web.governance.seats.record_parts import add_record_part

        add_checker_way("reading", record_a_reading)
        add_checker_way("question", put_on_the_agenda)
        post_migrate.connect(guard_fixed_words, sender=self, dispatch_uid="fixed words of actions")
        permits.declare()
        reminders.declare()
        decision_permits.declare()
        cascade_reminders.declare()
        add_home_part("decisions", decisions_part)
        leavers.declare()
        add_record_part("person", "actions", actions_of_person)
        add_record_part("agency", "actions", actions_of_agency)
