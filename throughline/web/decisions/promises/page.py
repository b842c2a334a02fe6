"""What the page of one action shows: its dates, its owners, what was said of it, and what may be done now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.action_states import steps_from
from throughline.rules.lateness import Lateness, lateness, needs_the_body_to_move
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.models import Action, ActionUpdate, OwnerChange
from throughline.web.decisions.permits import ANSWER_ACTION, CONFIRM_ACTION, KEEP_ACTION, TAKE_ACTION
from throughline.web.site.jinja import long_date


@dataclass(frozen=True)
class Origin:
    """Where an action came from: the decision or the minute, and its page."""

    words: str
    address: str = ""
    note: str = ""


Trail = Callable[[Action, Viewpoint], Origin | None]
_trails: dict[str, Trail] = {}


def add_trail(name: str, compose: Trail) -> None:
    """Let a room above say where an action came from, such as the minute that recorded it."""
    _trails[name] = compose


@dataclass(frozen=True, kw_only=True)
class UpdateShown:
    """One update as a page shows it; ``waits`` while the secretary has not settled it."""

    pk: int
    version: int
    who: str
    said_at: datetime
    claim: str
    claim_words: str
    text: str
    evidence: str
    forecast: date | None
    state_words: str
    reply: str
    waits: bool
    for_the_body: bool
    """Whether accepting it would be a fourth move, which is the body's to give."""
    address: str


@dataclass(frozen=True, kw_only=True)
class ActionPage:
    """One action for one reader."""

    number: int
    text: str
    body: str
    owner: str
    organisation: str
    lead: str
    kind: str
    state: str
    version: int
    facts: tuple[tuple[str, str], ...]
    days: tuple[tuple[Any, ...], ...]
    steps: tuple[tuple[Any, ...], ...]
    owners: tuple[tuple[Any, ...], ...]
    updates: tuple[UpdateShown, ...]
    evidence: tuple[str, ...]
    origins: tuple[Origin, ...]
    may: frozenset[str]
    """Codes of what this reader may do now."""
    offer: OwnerChange | None


def action_page(action: Action, viewpoint: Viewpoint) -> ActionPage:
    """One action as it stands for a reader on their day. Source: rule R18; state machine of an action."""
    changes = list(action.date_changes.select_related("by", "decision", "update__author"))
    late = lateness(
        raised_on=action.raised_on,
        first_due=action.first_due,
        moved_to=[one.moved_to for one in changes],
        on=action.closed_on or viewpoint.on,
    )
    updates = list(action.updates.select_related("author", "recorded_by", "settled_by"))
    owners = list(action.owner_changes.select_related("from_owner", "from_agency", "to_owner", "to_agency"))
    offer = next((one for one in owners if one.outcome == OwnerChange.Outcome.WAITING), None)
    kind, words = state_shown(action, late)
    return ActionPage(
        number=action.number,
        text=action.text,
        body=action.body.name,
        owner=action.owner.name if action.owner else "",
        organisation=action.owner_agency.name,
        lead=_lead(action, late),
        kind=kind,
        state=words,
        version=action.version,
        facts=tuple(_facts(action, late)),
        days=tuple(_days(action, changes)),
        steps=tuple(_steps(action)),
        owners=tuple(_owners(owners)),
        updates=tuple(_update(one, action, late) for one in reversed(updates)),
        evidence=tuple(one.evidence for one in updates if one.evidence and one.state == "accepted"),
        origins=tuple(_origins(action, viewpoint)),
        may=frozenset(_may(action, viewpoint, offer)),
        offer=offer,
    )


def state_shown(action: Action, late: Lateness) -> tuple[str, str]:
    """The state of an action as a kind of status and its words."""
    words = str(action.get_state_display())
    said = words[:1].upper() + words[1:]
    if action.state == Action.State.VERIFIED:
        return "complete", _("Verified")
    if action.closed_on:
        return "out", said
    if late.overdue_days:
        overdue = ngettext("%(n)d day overdue", "%(n)d days overdue", late.overdue_days)
        return "late", f"{said}, {overdue % {'n': late.overdue_days}}"
    if action.state == Action.State.CLAIMED:
        return "on course", said
    return ("slipping" if late.slips else "no news"), said


def _lead(action: Action, late: Lateness) -> str:
    if action.closed_on:
        how = str(action.get_state_display())
        return _("%(how)s on %(day)s.") % {
            "how": how[:1].upper() + how[1:],
            "day": long_date(action.closed_on),
        }
    due = _("Due %(day)s.") % {"day": long_date(late.due)}
    if not late.slips:
        return f"{due} {_('Its date was never moved.')}"
    moved = ngettext("Moved once", "Moved %(n)d times", late.slips) % {"n": late.slips}
    days = abs(late.drift_days)
    drift = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    where = _("later than first promised") if late.drift_days >= 0 else _("earlier than first promised")
    return f"{due} {moved}, {drift} {where}."


def _facts(action: Action, late: Lateness) -> Iterator[tuple[str, str]]:
    yield long_date(action.first_due), _("first promised")
    yield long_date(late.due), _("due now") if not action.closed_on else _("due at the end")
    yield ngettext("%(n)d day", "%(n)d days", late.drift_days) % {"n": late.drift_days}, _("drift")
    yield str(late.slips), ngettext("change of date", "changes of date", late.slips)
    yield ngettext("%(n)d day", "%(n)d days", late.age_days) % {"n": late.age_days}, _("since it was raised")


def _days(action: Action, changes: list[Any]) -> Iterator[tuple[Any, ...]]:
    first = _("First promised, when the action was raised on %(day)s") % {"day": long_date(action.raised_on)}
    yield long_date(action.first_due), first, "", ""
    for one in changes:
        said_by = one.update.author.name if one.update else ""
        kept_by = one.by.name if one.by else ""
        given = _("Given by decision %(number)s") % {"number": one.decision.number} if one.decision else ""
        who = said_by or kept_by or _("Not recorded")
        yield long_date(one.moved_to), one.reason, {"words": who, "note": given}, long_date(one.moved_at)


def _steps(action: Action) -> Iterator[tuple[Any, ...]]:
    for one in action.state_changes.select_related("by"):
        words = str(one.get_to_display())
        yield (
            words[:1].upper() + words[1:],
            one.reason,
            one.by.name if one.by else "",
            long_date(one.changed_at),
        )


def _owners(changes: list[OwnerChange]) -> Iterator[tuple[Any, ...]]:
    for one in changes:
        was = ", ".join(part for part in (str(one.from_owner or ""), one.from_agency.name) if part)
        now = ", ".join(part for part in (str(one.to_owner or ""), one.to_agency.name) if part)
        outcome = str(one.get_outcome_display())
        yield (
            now,
            was,
            {"words": one.reason, "note": outcome[:1].upper() + outcome[1:]},
            long_date(one.asked_at),
        )


def _update(one: ActionUpdate, action: Action, late: Lateness) -> UpdateShown:
    waits = one.state in (ActionUpdate.State.PROPOSED, ActionUpdate.State.QUERIED)
    writer = _("%(who)s, written down by %(writer)s") % {"who": one.author.name, "writer": one.recorded_by}
    return UpdateShown(
        pk=one.pk,
        version=one.version,
        who=writer if one.recorded_by else one.author.name,
        said_at=one.said_at,
        claim=one.claim,
        claim_words=str(one.get_claim_display()),
        text=one.text,
        evidence=one.evidence,
        forecast=one.forecast,
        state_words=str(one.get_state_display()),
        reply=one.reply,
        waits=waits and action.closed_on is None,
        for_the_body=one.claim == ActionUpdate.Claim.LONGER and needs_the_body_to_move(late.slips),
        address=reverse(
            "decisions:settle",
            kwargs={"partnership": action.partnership.slug, "action": action.number, "update": one.pk},
        ),
    )


def _origins(action: Action, viewpoint: Viewpoint) -> Iterator[Origin]:
    if action.decision is not None:
        place = {"partnership": action.partnership.slug, "body": action.decision.body.code}
        yield Origin(
            _("Decision %(number)s") % {"number": action.decision.number},
            reverse("decisions:decisions", kwargs=place),
            action.decision.text,
        )
    for compose in _trails.values():
        origin = compose(action, viewpoint)
        if origin is not None:
            yield origin


def _may(action: Action, viewpoint: Viewpoint, offer: OwnerChange | None) -> Iterator[str]:
    if action.closed_on is not None:
        return
    possible = {step.code for step in steps_from(action.state)}
    if holds_permit(ANSWER_ACTION, viewpoint):
        yield "update"
        yield from possible & {"accept", "decline"}
    if holds_permit(CONFIRM_ACTION, viewpoint) and not _is_own(action, viewpoint):
        yield from possible & {"verify", "send-back"}
    if holds_permit(KEEP_ACTION, viewpoint):
        yield from ("settle", "move", "close", "owner")
    if offer is not None and holds_permit(TAKE_ACTION, viewpoint):
        yield "take-over"


def _is_own(action: Action, viewpoint: Viewpoint) -> bool:
    return viewpoint.person is not None and action.owner_id == viewpoint.person.pk
