"""Lists about single persons leave the store: recorded in the audit trail before they go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.figures.cohorts.disclosures import Disclosure, disclose
from throughline.figures.cohorts.readiness import Member
from throughline.figures.cohorts.scheme_records import ReadScheme
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.extracts.readiness_forms import RECIPIENTS
from throughline.web.extracts.stores import store_of
from throughline.words.refusals import Refused


class RecipientUnknown(Refused):
    """Records of single persons go to nobody who is not named."""


@transaction.atomic
def disclose_people(
    *, partnership: Partnership, read: ReadScheme, recipient: str, why: str, by: User, at: datetime
) -> Disclosure:
    """Record that the complete records of a scheme go to a recipient, in the audit trail and in the store.

    The file may go once this has returned. Raises RecipientUnknown, NotDisclosed, NoStore and StoreBusy.
    """
    if recipient not in RECIPIENTS:
        raise RecipientUnknown(_("Choose who receives the list. Nothing was written."))
    complete = read.readiness.complete
    record_event(
        by=by,
        at=at,
        what="people of a scheme disclosed",
        thing=partnership,
        partnership=partnership,
        reason=why.strip(),
        subjects=_references(complete),
        detail={"recipient": recipient, "people": len(complete), **_asked(read)},
    )
    return disclose(
        store_of(partnership),
        read,
        by=by.name,
        to=str(RECIPIENTS[recipient]),
        at=at,
        why=why,
    )


@transaction.atomic
def list_records_to_complete(*, partnership: Partnership, read: ReadScheme, by: User, at: datetime) -> None:
    """Record that the list of what records lack was written, for their suppliers."""
    incomplete = read.readiness.incomplete
    record_event(
        by=by,
        at=at,
        what="records to complete listed",
        thing=partnership,
        partnership=partnership,
        subjects=_references(incomplete),
        detail={"people": len(incomplete), **_asked(read)},
    )


def _references(members: Iterable[Member]) -> list[str]:
    """The people by the numbers that linking gave, which tell nothing outside the store."""
    return [f"extracts.person:{one.record.person}" for one in members if one.record.person is not None]


def _asked(read: ReadScheme) -> dict[str, str]:
    period = read.period
    return {
        "contract": read.scheme.contract,
        "from": period.first.isoformat(),
        "until": period.last.isoformat(),
    }
