"""What the page of extracts shows: what came, what counts, and what has still to be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.cohorts.linking.keeping import NotLinkedYet, latest_summary
from throughline.figures.cohorts.linking.reviewing import waiting_for_a_person
from throughline.figures.extracts.contracts import contract_named
from throughline.figures.extracts.store.building import is_current, latest_build
from throughline.figures.extracts.store.history import CameIn, came_in
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.extracts.actions.coming import TAKEN_BACK, TAKEN_IN
from throughline.web.extracts.permits import APPOINT_READERS, READ_EXTRACTS
from throughline.web.extracts.queries import told_of_extracts
from throughline.web.extracts.stores import store_of
from throughline.words.formats import day_words, days_words
from throughline.words.refusals import Refused


@dataclass(frozen=True)
class ShownExtract:
    """One line: what came from whom for when, how late, and how much of it was taken in."""

    name: str
    address: str
    supplier: str
    period: str
    came_on: date
    lateness: str
    kind: str
    """Which of the statuses of pages its lateness looks like."""
    rows: str
    sent_back: str
    state: str
    trail: str
    """What the audit trail of the site does not tell of; empty where it tells all."""


@dataclass(frozen=True)
class Step:
    """What has to be done after extracts came: how it stands, in a sentence, and the command that does it."""

    words: str
    is_done: bool
    command: str = ""


@dataclass(frozen=True)
class ExtractsPage:
    """Everything that the page of extracts shows."""

    lead: str
    counting: tuple[ShownExtract, ...]
    others: tuple[ShownExtract, ...]
    steps: tuple[Step, ...]
    waiting: int | None
    """How many pairs wait for a person; None where nothing was linked or it cannot be told."""
    refused: str
    """Why the store cannot be read; empty where it can."""
    may_read: bool
    may_appoint: bool


def extracts_page(partnership: Partnership, viewpoint: Viewpoint) -> ExtractsPage:
    """The page of extracts, read from the store as it lies; two queries, for suppliers and for events."""
    may = {
        "may_read": holds_permit(READ_EXTRACTS, viewpoint),
        "may_appoint": holds_permit(APPOINT_READERS, viewpoint),
    }
    store = store_of(partnership)
    try:
        came = came_in(store)
    except Refused as refusal:
        return ExtractsPage("", (), (), (), None, str(refusal), **may)
    names = dict(partnership.agencies.values_list("code", "name"))
    told = told_of_extracts(partnership)
    shown = [(one.counts, shown_extract(one, partnership.slug, names, told)) for one in came]
    counting = tuple(one for counts, one in shown if counts)
    waiting, refused = _waiting(store)
    return ExtractsPage(
        lead=_lead(len(counting), waiting),
        counting=counting,
        others=tuple(one for counts, one in shown if not counts),
        steps=_steps(store) if counting else (),
        waiting=waiting,
        refused=refused,
        **may,
    )


def _waiting(store: ExtractStore) -> tuple[int | None, str]:
    try:
        return len(waiting_for_a_person(store)), ""
    except NotLinkedYet:
        return None, ""
    except Refused as refusal:
        return None, str(refusal)


def _lead(counting: int, waiting: int | None) -> str:
    if not counting:
        return _("No extract counts yet.")
    said = ngettext("%(num)d extract counts.", "%(num)d extracts count.", counting) % {"num": counting}
    if waiting is None:
        return said
    if not waiting:
        return said + " " + _("No pair of records waits for a person.")
    pairs = ngettext(
        "%(num)d pair of records waits for a person to say whether they are of one person.",
        "%(num)d pairs of records wait for a person to say whether they are of one person.",
        waiting,
    )
    return said + " " + pairs % {"num": waiting}


def _steps(store: ExtractStore) -> tuple[Step, ...]:
    linked = latest_summary(store)
    if linked is None:
        joined = Step(_("The same person is not yet looked for."), False, "throughline figures link")
    else:
        told = {"records": f"{linked.records:,}", "people": f"{linked.people:,}"}
        joined = Step(_("%(records)s different records were linked into %(people)s people.") % told, True)
    if is_current(store):
        return joined, Step(_("What measures read is built from just these extracts."), True)
    built = (
        _("Nothing is built from these extracts yet.")
        if latest_build(store) is None
        else _("What measures read is built from other extracts than these.")
    )
    return joined, Step(built, False, "throughline figures link && throughline figures build")


def shown_extract(
    came: CameIn, slug: str, names: dict[str, str], told: frozenset[tuple[str, str]]
) -> ShownExtract:
    """One extract as lists and its own page show it.

    ``names`` are those of the organisations, by code; ``told`` is what the audit trail tells of extracts.
    """
    receipt, sent = came.receipt, came.receipt.sending
    kind, lateness = _lateness(receipt.working_days_late, sent.due_on)
    return ShownExtract(
        name=contract_named(sent.contract).title,
        address=reverse("extracts:extract", kwargs={"partnership": slug, "extract": receipt.id}),
        supplier=names.get(sent.supplier, sent.supplier),
        period=days_words(sent.period.starts, sent.period.ends),
        came_on=sent.received_on,
        lateness=lateness,
        kind=kind,
        rows=f"{receipt.rows_accepted:,}",
        sent_back=f"{receipt.rows_rejected:,}",
        state=_state(came),
        trail=_trail(came, told),
    )


def _trail(came: CameIn, told: frozenset[tuple[str, str]]) -> str:
    name = came.receipt.id[:12]
    if (TAKEN_IN, name) not in told:
        return _("Brought in by the command, so not in the audit trail of this site")
    if came.undone_on and (TAKEN_BACK, name) not in told:
        return _("Taken back by the command, so not in the audit trail of this site")
    return ""


def _lateness(late: int | None, due: date | None) -> tuple[str, str]:
    if late is None or due is None:
        return "undated", _("No day was set")
    if not late:
        return "complete", _("In time: due %(day)s") % {"day": day_words(due)}
    days = ngettext("%(num)d working day late", "%(num)d working days late", late) % {"num": late}
    return "late", _("%(days)s: due %(day)s") % {"days": days, "day": day_words(due)}


def _state(came: CameIn) -> str:
    if came.counts:
        return _("Counts")
    if came.undone_on:
        return _("Taken back on %(day)s") % {"day": day_words(came.undone_on)}
    return _("Replaced by a later one")
