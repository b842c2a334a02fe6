"""Setting and publishing an agenda; each act leaves its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from throughline.web.access.models import Agency, User
from throughline.web.meetings.models import AgendaItem, Meeting, Paper
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words, time_words
from throughline.words.refusals import Refused


class NoAgenda(Refused):
    """An agenda without items cannot be published."""


class AlreadyPublished(Refused):
    """Someone has published the agenda before."""


@dataclass(frozen=True)
class AgendaLine:
    """One line of an agenda to be kept: what is asked, and why it stands there."""

    code: str
    title: str
    asks: str
    because: str
    led_by: Agency | None = None
    paper: Paper | None = None
    minutes: int | None = None


@transaction.atomic
def set_agenda(
    *, meeting: Meeting, lines: Sequence[AgendaLine], expected_version: int, by: User | None, at: datetime
) -> Meeting:
    """Put these lines in this order on the agenda in place of those there.

    Raises NotInThisState for a meeting held or cancelled, and EditedSince.
    """
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="have another agenda")
    save_changes(meeting, expected_version=expected_version)
    meeting.items.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=position,
            code=line.code,
            title=line.title,
            asks=line.asks,
            because=line.because,
            led_by=line.led_by,
            paper=line.paper,
            minutes=line.minutes,
        )
        for position, line in enumerate(lines, start=1)
    )
    tell(meeting, "agenda set", by=by, at=at, items=[line.code for line in lines])
    return meeting


@transaction.atomic
def publish_agenda(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Publish the agenda as it stands. Raises NoAgenda, AlreadyPublished, NotInThisState and EditedSince."""
    if meeting.state == Meeting.State.PUBLISHED and meeting.published_at:
        raise AlreadyPublished(
            f"The agenda of {day_words(meeting.held_on)} was already published on "
            f"{day_words(localtime(meeting.published_at).date())} at "
            f"{time_words(localtime(meeting.published_at).time())}. Nothing was changed."
        )
    must_be(meeting, Meeting.State.CALLED, doing="have its agenda published")
    if not meeting.items.exists():
        raise NoAgenda("The agenda has no items. Fill it from the terms, or add an item, then publish it.")
    save_changes(meeting, expected_version=expected_version, state=Meeting.State.PUBLISHED, published_at=at)
    tell(meeting, "agenda published", by=by, at=at)
    return meeting
