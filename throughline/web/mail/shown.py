"""What the pages of messages show: counts, states in words, and the e-mail exactly as it reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.access.models import Partnership, Person
from throughline.web.mail import queries
from throughline.web.mail.actions.choosing import SENT_AGAIN_FROM, WITHDRAWN_FROM
from throughline.web.mail.kinds import UnknownKind, kind_of, kinds, link_of
from throughline.web.mail.letters import Written, written
from throughline.web.mail.models import Notice
from throughline.web.mail.troubles import sentence_of
from throughline.web.site.kinds import is_demonstration
from throughline.web.site.today import clock

State = Notice.State
LOOKS = {
    State.WAITING: "undated",
    State.SENDING: "slipping",
    State.SENT: "complete",
    State.KEPT: "out",
    State.FAILED: "late",
    State.UNCERTAIN: "no news",
    State.BOUNCED: "late",
    State.WITHDRAWN: "out",
}
"""The shape of each state; the word beside it is its own."""
NEED_SOMEBODY = (State.FAILED, State.UNCERTAIN, State.BOUNCED)
ON_A_PAGE = 50
SILENT_AFTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Row:
    """One notice of the table."""

    number: int
    subject: str
    words: str
    kind: str
    who: str
    when: datetime
    look: str
    state: str
    is_waiting: bool
    is_kept: bool
    trouble: str
    may_change: bool


@dataclass(frozen=True)
class Filter:
    """One way to see fewer: a state, its words and how many."""

    state: str
    words: str
    count: int
    is_here: bool


def row_of(notice: Notice) -> Row:
    """A notice in the words of the page."""
    return Row(
        number=notice.pk,
        subject=notice.subject,
        words=notice.words,
        kind=kind_in_words(notice.kind),
        who=notice.person.name,
        when=notice.sent_at or notice.leaves_at,
        look=LOOKS[State(notice.state)],
        state=notice.get_state_display(),
        is_waiting=notice.state == State.WAITING,
        is_kept=notice.state == State.KEPT,
        trouble=sentence_of(notice.trouble, settings.MAIL_SERVER) if notice.trouble else "",
        may_change=notice.state in WITHDRAWN_FROM,
    )


def messages_page(partnership: Partnership, state: str, number: str) -> dict[str, Any]:
    """The secretary's page: what needs somebody first in words, then every notice of one state or all."""
    counts = queries.counts_by_state(partnership)
    shown: Page[Notice] = Paginator(
        queries.messages_visible_to_the_secretary(partnership, state), ON_A_PAGE
    ).get_page(number)
    return {
        "page_lead": lead_of(counts),
        "worker": worker_in_words(),
        "filters": list(_filters(counts, state)),
        "state": state,
        "rows": [row_of(notice) for notice in shown],
        "shown": shown,
        "may_send_again": not state or state in SENT_AGAIN_FROM,
        "may_withdraw": not state or state in WITHDRAWN_FROM,
        "undeliverable": list(queries.undeliverable_addresses(partnership)),
    }


def _filters(counts: dict[str, int], here: str) -> Iterable[Filter]:
    yield Filter("", _("All"), sum(counts.values()), not here)
    for state in State:
        if counts.get(state) or here == state:
            yield Filter(state.value, str(state.label), counts.get(state, 0), here == state)


def lead_of(counts: dict[str, int]) -> str:
    """What the secretary has to do about messages, in a sentence."""
    needing = sum(counts.get(state, 0) for state in NEED_SOMEBODY)
    if needing:
        sentence = ngettext(
            "%(n)d message did not certainly arrive and needs you.",
            "%(n)d messages did not certainly arrive and need you.",
            needing,
        )
        return sentence % {"n": needing}
    if not counts:
        return _("Nothing has been due to anybody yet.")
    if waiting := counts.get(State.WAITING, 0):
        sentence = ngettext(
            "%(n)d message waits for its hour. Nothing failed.",
            "%(n)d messages wait for their hour. Nothing failed.",
            waiting,
        )
        return sentence % {"n": waiting}
    if kept := counts.get(State.KEPT, 0):
        sentence = ngettext(
            "%(n)d message would have been sent.", "%(n)d messages would have been sent.", kept
        )
        return sentence % {"n": kept}
    return _("Every message that was due has gone.")


def worker_in_words() -> str:
    """Whether anything is being sent at all, and what stands in the way."""
    if is_demonstration():
        return _("This is an example: nothing leaves it. Each message stands here as it would have gone.")
    last = queries.last_round()
    if last is None or clock() - last.at > SILENT_AFTER:
        return _(
            "Nothing sends messages at the moment. Whoever runs the site starts “throughline work”; "
            "until then they wait here and none is lost."
        )
    if settings.MAIL_SERVER is None:
        return sentence_of("no-server")
    return sentence_of(last.trouble, settings.MAIL_SERVER) if last.trouble else ""


def kind_in_words(code: str) -> str:
    """The words of a kind; a kind that no room declares any more is told by its code."""
    try:
        return str(kind_of(code).words)
    except UnknownKind:
        return code


def message_page(notice: Notice) -> dict[str, Any]:
    """One notice: where it stands, and the whole e-mail that it went in or would go in, word for word."""
    row = row_of(notice)
    return {
        "row": row,
        "address": queries.address_of(notice.person),
        "about": notice.about,
        "written": as_it_reads(notice),
        "sent_at": notice.sent_at,
        "may_send_again": notice.state in SENT_AGAIN_FROM,
        "may_withdraw": row.may_change,
        "number": notice.envelope,
    }


def as_it_reads(notice: Notice) -> Written:
    """The words of the e-mail; addresses that open something for its reader alone are left out."""
    notices = queries.together_with(notice)
    secret = _("/(made when it is sent, and known to the reader alone)")
    links = {one.pk: secret if link_of(one.kind) else one.path for one in notices}
    return written(notices, links, stop=_("/(the reader’s own)"))


def own_page(people: list[Person]) -> dict[str, Any]:
    """A reader's own: the kinds that stay on with their reasons, and what they were told last."""
    told = queries.latest_of(people)
    return {
        "staying": [kind for kind in kinds() if kind.stays_on],
        "told": [(notice, row_of(notice)) for notice in told],
        "has_partnership": bool(people),
        "addresses": sorted({queries.address_of(person) for person in people} - {""}),
    }
