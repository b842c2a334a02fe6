"""Two working days before comments on draft minutes close, whoever was sent them is told so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.rules.reminders import step_on
from throughline.web.access.models import Partnership
from throughline.web.governance.queries import NoTermsYet, terms_as_written
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.web.meetings.models import MinutesVersion
from throughline.words.formats import day_words

KIND = "comments-close"
AHEAD = timedelta(days=30)
"""How far ahead closings are looked at: longer than two working days can ever be."""


def declare() -> None:
    """Add the kind and its source."""
    add_kind(KIND, gettext_lazy("Comments on draft minutes close"))
    add_reminders(closing_comments)


def closing_comments(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """Who is to hear on a day that comments on minutes they were sent are about to close, in three queries.

    Source: product rules, 3.6 (meetings).
    """
    try:
        working_days = terms_as_written(partnership, day).calendar.working_days
    except NoTermsYet:
        return
    for version in _open_to_comments(partnership, day):
        closes = version.comments_close_on
        step = step_on(KIND, closes, day, working_days) if closes else None
        if closes is None or step is None:
            continue
        meeting = version.meeting
        parts = {"partnership": partnership.slug, "body": meeting.body.code, "meeting": meeting.address}
        sentence = _("Comments on the draft minutes of %(body)s of %(meeting)s close on %(day)s.") % {
            "body": meeting.body.name,
            "meeting": day_words(meeting.held_on),
            "day": day_words(closes),
        }
        for recipient in version.recipients.all():
            yield Reminder(
                person_id=recipient.person_id,
                kind=KIND,
                about=f"meeting:{meeting.pk}",
                sentence=sentence,
                path=reverse("meetings:minutes", kwargs=parts),
                once=f"{step.code}:{meeting.pk}:{closes}",
            )


def _open_to_comments(partnership: Partnership, day: date) -> Iterator[MinutesVersion]:
    """The latest version of each meeting's minutes that is a draft whose comments are to close soon."""
    rows = MinutesVersion.objects.filter(
        meeting__body__partnership=partnership,
        meeting__minutes_versions__comments_close_on__range=(day, day + AHEAD),
    )
    versions = rows.defer("content").select_related("meeting__body").prefetch_related("recipients")
    latest = {one.meeting_id: one for one in versions.order_by("number")}
    for version in latest.values():
        if version.kind == MinutesVersion.Kind.CIRCULATED:
            yield version
