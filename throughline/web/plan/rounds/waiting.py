"""What waits of update rounds: one's own lines to answer for, and the answers of others to settle."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.access.waiting import Waiting, add_waiting
from throughline.web.plan.models import PlanAnswer, UpdateQuestion
from throughline.web.plan.permits import KEEP_PLAN
from throughline.web.site.jinja import short_date


def declare() -> None:
    """Put what waits of update rounds on Today."""
    add_waiting("lines to answer for", to_answer)
    add_waiting("answers to settle", to_settle)


def to_answer(partnership: Partnership, viewpoint: Viewpoint) -> Iterator[Waiting]:
    """The lines of the plan of which the reader was asked and has not told yet, in one entry a round."""
    if viewpoint.person is None:
        return
    asked = UpdateQuestion.objects.filter(
        letter__person=viewpoint.person,
        round__sent_at__isnull=False,
        round__opens_on__lte=viewpoint.on,
        letter__expires_on__gte=viewpoint.on,
        answers__isnull=True,
    )
    for row in asked.order_by().values("round", "round__closes_on").annotate(lines=Count("pk")):
        said = ngettext(
            "Tell how %(n)d line of the plan is going",
            "Tell how %(n)d lines of the plan are going",
            row["lines"],
        )
        yield Waiting(
            said % {"n": row["lines"]},
            reverse("plan:my_lines", args=[partnership.slug]),
            when=_("until %(day)s") % {"day": short_date(row["round__closes_on"])},
        )


def to_settle(partnership: Partnership, viewpoint: Viewpoint) -> Iterator[Waiting]:
    """What leads told that nobody has accepted or asked back, for whoever keeps the plan."""
    if not holds_permit(KEEP_PLAN, viewpoint):
        return
    waiting = PlanAnswer.objects.filter(
        question__round__plan__partnership=partnership, state=PlanAnswer.State.PROPOSED
    )
    found = waiting.order_by().values("question__round__plan__year", "question__round__number")
    for row in found.annotate(answers=Count("pk")):
        said = ngettext("Settle %(n)d answer", "Settle %(n)d answers", row["answers"])
        year, number = row["question__round__plan__year"], row["question__round__number"]
        yield Waiting(
            said % {"n": row["answers"]},
            reverse("plan:update_round", args=[partnership.slug, year, number]),
            _("Update round, quarter %(number)s of %(year)s") % {"number": number, "year": year},
            _("no date"),
        )
