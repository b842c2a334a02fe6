"""What leads are reminded of while a round is open, and when they missed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy, ngettext

from throughline.rules.plan.answering import reminder_on
from throughline.web.access.models import Partnership
from throughline.web.mail.kinds import add_kind, add_link
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.web.plan.models import PlanAnswer, UpdateLetter
from throughline.web.plan.rounds.links import path_of_reference
from throughline.web.plan.rounds.said import KIND, QUERY
from throughline.words.formats import weekday_words

REMINDED = "plan-update-due"
STANDS = (PlanAnswer.State.PROPOSED, PlanAnswer.State.ACCEPTED)


def declare() -> None:
    """Add the kinds of message about rounds, the link that each holds, and their source."""
    add_kind(
        KIND,
        gettext_lazy("Questions about your lines of the plan"),
        stays_on=gettext_lazy("A line has one lead, and nobody else can say how it goes."),
    )
    add_kind(QUERY, gettext_lazy("Questions about an answer you gave on the plan"))
    add_kind(REMINDED, gettext_lazy("Your lines of the plan wait for an answer"))
    for kind in (KIND, QUERY, REMINDED):
        add_link(kind, path_of_reference)
    add_reminders(due_of_rounds)


def due_of_rounds(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """Whom to remind on a day of lines that they have not answered; three queries.

    Source: product rules, 3.6 (update round open, midpoint, closing; missing).
    """
    letters = UpdateLetter.objects.filter(
        round__plan__partnership=partnership,
        round__sent_at__isnull=False,
        round__opens_on__lte=day,
        expires_on__gte=day,
    )
    for letter in letters.select_related("round").prefetch_related("questions__answers"):
        step = reminder_on(letter.round.opens_on, letter.round.closes_on, day)
        left = sum(
            not any(one.state in STANDS for one in question.answers.all())
            for question in letter.questions.all()
        )
        if step and left:
            yield _reminder(letter, step, left)


def _reminder(letter: UpdateLetter, step: str, left: int) -> Reminder:
    closes = {"lines": left, "day": weekday_words(letter.round.closes_on)}
    if step == "missing":
        said = ngettext(
            "%(lines)d line of the plan was to be answered by %(day)s. A late answer is taken.",
            "%(lines)d lines of the plan were to be answered by %(day)s. Late answers are taken.",
            left,
        )
    else:
        said = ngettext(
            "%(lines)d line of the plan waits for your answer by %(day)s.",
            "%(lines)d lines of the plan wait for your answer by %(day)s.",
            left,
        )
    return Reminder(
        person_id=letter.person_id,
        kind=REMINDED,
        about=f"plan-letter:{letter.pk}",
        sentence=said % closes,
        path="",
        once=f"plan-letter:{letter.pk}:{step}",
    )
