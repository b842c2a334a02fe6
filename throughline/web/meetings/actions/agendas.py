"""Setting and publishing an agenda, and who may see one of its items; each act leaves its event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from throughline.rules import item_numbers
from throughline.web.access.models import Agency, Person, User
from throughline.web.decisions.actions import report_chairs_action
from throughline.web.decisions.settling import unreported_before
from throughline.web.meetings.leave import must_preside
from throughline.web.meetings.models import AgendaItem, ItemReader, Meeting, Paper, ReferralPaper
from throughline.web.meetings.papers.kept import publish_papers
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words, list_words, time_words
from throughline.words.refusals import Refused

FAR = 10_000
"""Places beyond every agenda, where items wait while their order changes."""
ITEM_FIELDS = (
    "position", "number", "title", "asks", "because", "led_by", "paper", "minutes", "readers",
    "tabled_late_at", "permitted_by", "withdrawn_at",
)  # fmt: skip


class NoAgenda(Refused):
    """An agenda without items cannot be published."""


class AlreadyPublished(Refused):
    """Someone has published the agenda before."""


class LateItemNeedsLeave(Refused):
    """Whoever presides lets an item come onto an agenda that is published."""


@dataclass(frozen=True)
class AgendaLine:
    """One line of an agenda to be kept: what is asked, why it stands there, and who may see it."""

    code: str
    title: str
    asks: str
    because: str
    led_by: Agency | None = None
    paper: Paper | None = None
    minutes: int | None = None
    readers: str = Paper.Readers.BODY
    number: str = ""
    """What is printed before it, where it stands on the agenda already."""


@transaction.atomic
def set_agenda(
    *,
    meeting: Meeting,
    lines: Sequence[AgendaLine],
    expected_version: int,
    by: User | None,
    at: datetime,
    permitted_by: Person | None = None,
) -> Meeting:
    """Put these lines in this order on the agenda; an item keeps its papers, readers and minutes by its code.

    Once the agenda is published an item keeps its number too; one left out is withdrawn and stays on
    record, and a new one needs ``permitted_by``, whoever presides. Raises LateItemNeedsLeave,
    NotPresiding, NotInThisState for a meeting held or cancelled, and EditedSince.
    """
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="have another agenda")
    is_published = meeting.published_at is not None
    kept = {item.code: item for item in meeting.items.all()}
    late = [line for line in lines if line.code not in kept or kept[line.code].withdrawn_at]
    if is_published and late and permitted_by is None:
        titles = list_words([f"“{line.title}”" for line in late])
        raise LateItemNeedsLeave(
            f"The agenda is published: {titles} would be tabled late. "
            "Say who, presiding over the body, gives leave."
        )
    if is_published and late and permitted_by is not None:
        must_preside(meeting.body, permitted_by, localtime(at).date())
    save_changes(meeting, expected_version=expected_version)
    gone = [item for code, item in kept.items() if code not in {line.code for line in lines}]
    if not is_published:
        meeting.items.filter(pk__in=[item.pk for item in gone]).delete()
        gone = []
    meeting.items.update(position=F("position") + FAR)
    items = [_item(meeting, kept.get(line.code), line) for line in lines]
    if is_published:
        for item in items:
            if item.code in {line.code for line in late}:
                item.tabled_late_at, item.permitted_by = at, permitted_by
    _keep_in_order(meeting, items, gone, is_published=is_published, at=at)
    tell(meeting, "agenda set", by=by, at=at, items=[line.code for line in lines])
    return meeting


def _item(meeting: Meeting, item: AgendaItem | None, line: AgendaLine) -> AgendaItem:
    found = item or AgendaItem(meeting=meeting, code=line.code)
    found.title, found.asks, found.because = line.title, line.asks, line.because
    found.led_by, found.paper, found.minutes = line.led_by, line.paper, line.minutes
    found.readers, found.withdrawn_at = _readers_of(line), None
    return found


def _readers_of(line: AgendaLine) -> str:
    """Never more than those of its paper, whose title and matter an item tells. Source: rule R43."""
    papers = [line.paper.readers] if line.paper is not None else []
    return item_numbers.narrowest(line.readers, *papers)


def _keep_in_order(
    meeting: Meeting, items: list[AgendaItem], gone: list[AgendaItem], *, is_published: bool, at: datetime
) -> None:
    references = dict(ReferralPaper.objects.filter(meeting=meeting).values_list("paper", "reference"))
    shown = item_numbers.numbers(
        [_numbered(meeting, item, references) for item in items],
        is_published=is_published,
        ever=[item.number for item in gone],
    )
    for item in gone:
        item.withdrawn_at = item.withdrawn_at or at
    for position, item in enumerate((*items, *gone), start=1):
        item.position, item.number = position, shown.get(item.code, item.number)
    AgendaItem.objects.bulk_update([one for one in (*items, *gone) if one.pk], ITEM_FIELDS)
    AgendaItem.objects.bulk_create([one for one in items if not one.pk])
    _invite_referrers(meeting)


def _invite_referrers(meeting: Meeting) -> None:
    """Whoever refers somebody may see that one item, and no other for it. Source: Barnet panel terms, 4.8."""
    rows = AgendaItem.objects.filter(meeting=meeting, paper__referral__referrer__isnull=False)
    wanted = set(rows.values_list("pk", "paper__referral__referrer"))
    known = set(ItemReader.objects.filter(item__meeting=meeting).values_list("item", "person"))
    ItemReader.objects.bulk_create(
        ItemReader(item_id=item, person_id=person) for item, person in sorted(wanted - known)
    )


def _numbered(meeting: Meeting, item: AgendaItem, references: dict[int, str]) -> item_numbers.Item:
    mark = references.get(item.paper_id or 0, "")
    if not mark and item.open_to == Paper.Readers.NAMED:
        mark = item_numbers.own_mark(meeting.pk, item.code)
    return item_numbers.Item(code=item.code, open_to=item.open_to, number=item.number, mark=mark)


@transaction.atomic
def open_item_to(
    *, item: AgendaItem, people: Collection[Person], by: User | None, at: datetime
) -> AgendaItem:
    """Let exactly these people see the item beside those whom its readers name already.

    Raises NotInThisState for a meeting that was cancelled.
    """
    meeting = item.meeting
    must_be(
        meeting,
        *(state for state in Meeting.State if state != Meeting.State.CANCELLED),
        doing="have readers named",
    )
    item.named_readers.exclude(person__in=people).delete()
    known = set(item.named_readers.values_list("person", flat=True))
    ItemReader.objects.bulk_create(ItemReader(item=item, person=one) for one in people if one.pk not in known)
    tell(
        meeting,
        "item opened to named readers",
        by=by,
        at=at,
        subjects=[f"person:{one.pk}" for one in people],
        item=item.pk,
        readers=[one.pk for one in people],
    )
    return item


@transaction.atomic
def publish_agenda(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Publish the agenda as it stands, and with it the papers that are in: whoever publishes clears them.

    Raises NoAgenda, AlreadyPublished, NotInThisState and EditedSince.
    """
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
    publish_papers(meeting, on=localtime(at).date())
    for chairs in unreported_before(meeting.body, meeting.held_on):
        report_chairs_action(taken=chairs.chairs_action, reported_on=localtime(at).date(), by=by, at=at)
    tell(meeting, "agenda published", by=by, at=at)
    return meeting
