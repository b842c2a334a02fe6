"""What the pages of a chase round show: whom to ask about what, who answered, and what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.lateness import needs_the_body_to_move
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.chase.links import words_sent
from throughline.web.decisions.models import ActionUpdate, ChaseRequest, ChaseRound
from throughline.web.decisions.permits import codes_kept_by
from throughline.web.decisions.promises.reads import open_rows, rounds_of
from throughline.web.decisions.queries import OpenAction, open_actions
from throughline.web.site.jinja import long_date, short_date

SOON = timedelta(days=30)
"""Actions due within so many days are proposed to be asked about; all others may be ticked too."""


@dataclass(frozen=True)
class ToAsk:
    """One person with the actions that they may be asked about; ``due`` are those ticked at first."""

    person: str
    organisation: str
    actions: tuple[OpenAction, ...]


@dataclass(frozen=True, kw_only=True)
class ChasePage:
    """Everything due, by person, before a round; and the rounds before."""

    lead: str
    to_ask: tuple[ToAsk, ...]
    unnamed: tuple[OpenAction, ...]
    """Open actions without a named person, whom nobody can be asked about by link."""
    ticked: frozenset[int]
    rounds: tuple[ChaseRound, ...]


def chase_page(partnership: Partnership, viewpoint: Viewpoint) -> ChasePage:
    """What a reader who keeps actions may ask, on their day."""
    found = open_actions(open_rows(partnership, codes_kept_by(viewpoint)), on=viewpoint.on)
    live = [one for one in found if one.state != "claimed"]
    named = sorted((one for one in live if one.owner_id), key=lambda one: (one.owner, one.owner_id or 0))
    ticked = frozenset(one.number for one in named if one.lateness.due <= viewpoint.on + SOON)
    to_ask = tuple(
        ToAsk(rows[0].owner, rows[0].organisation, rows)
        for _key, group in groupby(named, key=lambda one: one.owner_id)
        if (rows := tuple(group))
    )
    return ChasePage(
        lead=_lead_before(len(ticked), len(to_ask)),
        to_ask=to_ask,
        unnamed=tuple(one for one in live if not one.owner_id),
        ticked=ticked,
        rounds=tuple(rounds_of(partnership)[:12]),
    )


def _lead_before(due: int, people: int) -> str:
    if not people:
        return _("No action is open with a named owner, so there is nobody to ask.")
    said = ngettext(
        "%(n)d action is due within 30 days or late.", "%(n)d actions are due within 30 days or late.", due
    )
    return said % {"n": due}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of a round, and the answer if there is one."""

    pk: int
    number: int
    text: str
    due: date
    expires_on: date
    may_pass_on: bool
    """Whether a link may be made for it to pass on by hand."""
    answered_at: datetime | None
    update: ActionUpdate | None
    claim_words: str
    waits: bool
    for_the_body: bool
    version: int
    action_version: int
    status: tuple[str, str]


@dataclass(frozen=True)
class PersonAsked:
    """One person of a round with their questions."""

    person: str
    organisation: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    """One round: what is sent, who answered, and what waits."""

    number: int
    made_on: date
    sent_at: datetime | None
    lead: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[PersonAsked, ...]
    sample: str
    """What the first question says as it goes out."""
    unchanged: int
    """Answers waiting that say “on course”, which one click accepts together."""


def round_page(chase: ChaseRound, viewpoint: Viewpoint) -> RoundPage:
    """A round as it stands on the reader's day, of the actions which the reader keeps; four queries."""
    rows = list(
        chase.requests.filter(action__body__code__in=codes_kept_by(viewpoint))
        .select_related("person__agency", "action__body", "update")
        .prefetch_related("action__date_changes")
        .order_by("person__name", "person_id", "action__number", "pk")
    )
    questions = [(row, _asked(row, viewpoint.on)) for row in rows]
    people = tuple(
        PersonAsked(
            group[0][0].person.name,
            group[0][0].person.agency.name if group[0][0].person.agency else "",
            tuple(asked for _row, asked in group),
        )
        for _key, grouped in groupby(questions, key=lambda pair: pair[0].person_id)
        if (group := list(grouped))
    )
    answered = sum(asked.answered_at is not None for _row, asked in questions)
    waits = [asked for _row, asked in questions if asked.waits]
    return RoundPage(
        number=chase.number,
        made_on=chase.made_on,
        sent_at=chase.sent_at,
        lead=_lead(chase, len(questions), answered, len(waits)),
        facts=(
            (str(len(questions)), ngettext("question", "questions", len(questions))),
            (str(len(people)), ngettext("person asked", "people asked", len(people))),
            (str(answered), _("answered")),
            (str(len(waits)), ngettext("answer to settle", "answers to settle", len(waits))),
        ),
        people=people,
        sample=words_sent(rows[0].action.number, rows[0].expires_on) if rows else "",
        unchanged=sum(
            asked.update is not None
            and asked.update.claim == ActionUpdate.Claim.ON_COURSE
            and asked.update.state == ActionUpdate.State.PROPOSED
            for asked in waits
        ),
    )


def _lead(chase: ChaseRound, asked: int, answered: int, waits: int) -> str:
    if chase.sent_at is None:
        return _("Nothing is sent yet. Read what will be sent, then send it.")
    said = _("%(answered)d of %(asked)d questions are answered.") % {"answered": answered, "asked": asked}
    if not waits:
        return f"{said} {_('No answer waits for you.')}"
    return f"{said} {ngettext('%(n)d waits for you.', '%(n)d wait for you.', waits) % {'n': waits}}"


def _asked(row: ChaseRequest, on: date) -> Asked:
    moves = [change.moved_to for change in row.action.date_changes.all()]
    update = row.update
    waits = update is not None and update.state in ("proposed", "queried") and row.action.closed_on is None
    return Asked(
        pk=row.pk,
        number=row.action.number,
        text=row.action.text,
        due=moves[-1] if moves else row.action.first_due,
        expires_on=row.expires_on,
        may_pass_on=row.answered_at is None
        and row.action.closed_on is None
        and row.action.owner_id == row.person_id,
        answered_at=row.answered_at,
        update=update,
        claim_words=_claim(update) if update else "",
        waits=waits,
        for_the_body=update is not None
        and update.claim == ActionUpdate.Claim.LONGER
        and needs_the_body_to_move(len(moves)),
        version=update.version if update else 0,
        action_version=row.action.version,
        status=_status(row, on),
    )


def _claim(update: ActionUpdate) -> str:
    words = str(update.get_claim_display())
    said = words[:1].upper() + words[1:]
    if update.claim == ActionUpdate.Claim.LONGER and update.forecast:
        return _("%(said)s, until %(day)s") % {"said": said, "day": long_date(update.forecast)}
    return said


def _status(row: ChaseRequest, on: date) -> tuple[str, str]:
    if row.update is not None:
        words = str(row.update.get_state_display())
        kinds = {
            "accepted": "complete",
            "escalated": "slipping",
            "queried": "slipping",
            "proposed": "on course",
        }
        return kinds.get(row.update.state, "out"), words[:1].upper() + words[1:]
    if row.action.closed_on is not None:
        return "out", _("Closed since")
    if row.action.owner_id != row.person_id:
        return "out", _("Now somebody else’s")
    if on > row.expires_on:
        return "late", _("No answer by %(day)s") % {"day": short_date(row.expires_on)}
    return "no news", _("No answer yet")


def numbers_of(to_ask: Iterable[ToAsk]) -> list[tuple[str, str]]:
    """Every action that may be ticked: number and words."""
    return [(str(one.number), one.text) for person in to_ask for one in person.actions]
