"""What the secretary and each person choose: send again, withdraw, and which kinds are wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, Person, User
from throughline.web.mail.kinds import kind_of, leaving_time
from throughline.web.mail.models import Notice, Preference
from throughline.web.mail.trail import tell_trail
from throughline.words.refusals import Refused

State = Notice.State
SENT_AGAIN_FROM = (State.KEPT, State.FAILED, State.UNCERTAIN, State.BOUNCED)
WITHDRAWN_FROM = (State.WAITING, *SENT_AGAIN_FROM)


class NothingChosen(Refused):
    """No message was chosen, or those chosen are past what was asked."""


class CannotBeSwitchedOff(Refused):
    """Messages of this kind reach everybody whom they concern."""


@transaction.atomic
def send_again(*, partnership: Partnership, numbers: Collection[int], by: User | None, at: datetime) -> int:
    """Let chosen messages go on purpose: kept, failed, uncertain ones and those that came back.

    They leave at the next moment that their kind allows. Raises NothingChosen where none of them may.
    """
    rows = _chosen(partnership, numbers, SENT_AGAIN_FROM)
    for row in rows:
        row.leaves_at = leaving_time(row.kind, at, row.not_before)
        row.state, row.trouble, row.tries = State.WAITING, "", 0
        row.envelope, row.claimed_at, row.sent_at = "", None, None
    Notice.objects.bulk_update(
        rows, ["leaves_at", "state", "trouble", "tries", "envelope", "claimed_at", "sent_at"]
    )
    tell_trail("message sent again", rows, by=by, at=at)
    return len(rows)


@transaction.atomic
def withdraw(*, partnership: Partnership, numbers: Collection[int], by: User | None, at: datetime) -> int:
    """Let chosen messages not go, or be seen as done with. Raises NothingChosen where none of them may."""
    rows = _chosen(partnership, numbers, WITHDRAWN_FROM)
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.WITHDRAWN)
    tell_trail("message withdrawn", rows, by=by, at=at)
    return len(rows)


def _chosen(partnership: Partnership, numbers: Collection[int], states: Iterable[str]) -> list[Notice]:
    mine = Notice.objects.filter(partnership=partnership, pk__in=numbers, state__in=list(states))
    rows = list(mine.select_for_update())
    if not rows:
        raise NothingChosen(
            _("None of the messages chosen may be changed so. Tick one on this page. Nothing was changed.")
        )
    return rows


@transaction.atomic
def choose_kinds(
    *, people: Collection[Person], wanted: Mapping[str, bool], by: User | None, at: datetime
) -> None:
    """Which kinds of message somebody wants, in each partnership that they belong to.

    Raises UnknownKind, and CannotBeSwitchedOff for a kind that stays on.
    """
    for code, is_wanted in wanted.items():
        kind = kind_of(code)
        if kind.stays_on and not is_wanted:
            raise CannotBeSwitchedOff(
                _("“%(kind)s” cannot be switched off: %(why)s Nothing was changed.")
                % {"kind": kind.words, "why": kind.stays_on}
            )
    for person in people:
        for code, is_wanted in wanted.items():
            Preference.objects.update_or_create(person=person, kind=code, defaults={"wanted": is_wanted})
        off = sorted(code for code, is_wanted in wanted.items() if not is_wanted)
        record_event(
            by=by, at=at, what="messages chosen", thing=person, partnership=person.partnership,
            detail={"off": off},
        )  # fmt: skip
