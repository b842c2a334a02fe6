"""Files that came in: staged, mapped, accepted, withdrawn, undone. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.performance.imports.states import state_after
from throughline.web.performance.models import Receipt, StagedFile
from throughline.words.refusals import Refused


class UndoRefused(Refused):
    """A receipt cannot be undone: it was before, or no reason was given."""


@transaction.atomic
def withdraw_file(*, staged: StagedFile, by: User | None, at: datetime) -> StagedFile:
    """Withdraw a file that waits; its bytes go, that it came stays. Raises StepNotPossible."""
    staged = _held(staged)
    staged.state = state_after(staged.state, "withdraw")
    staged.content = b""
    staged.save(update_fields=["state", "content"])
    record_event(
        by=by,
        at=at,
        what="file withdrawn",
        thing=staged,
        partnership=staged.partnership,
        detail={"sha256": staged.sha256},
    )
    return staged


@transaction.atomic
def undo_receipt(*, receipt: Receipt, reason: str, undone_on: date, by: User | None, at: datetime) -> Receipt:
    """Undo a receipt: from a day on its figures no longer count; before that day they did, and still show.

    Raises UndoRefused where it was undone before, where no reason is given, or for a day before it came.
    """
    _hold(receipt.partnership)
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    _check_undo(receipt, reason, undone_on)
    receipt.undone_on, receipt.undone_reason = undone_on, reason.strip()
    receipt.save(update_fields=["undone_on", "undone_reason"])
    staged = StagedFile.objects.filter(receipt=receipt).first()
    if staged:
        staged.state = state_after(staged.state, "undo")
        staged.save(update_fields=["state"])
    record_event(
        by=by,
        at=at,
        what="receipt undone",
        thing=receipt,
        partnership=receipt.partnership,
        detail={"receipt": receipt.reference, "on": str(undone_on), "lines": receipt.lines_accepted},
    )
    return receipt


def _check_undo(receipt: Receipt, reason: str, on: date) -> None:
    if receipt.undone_on:
        raise UndoRefused(f"Receipt {receipt.reference} was undone already. Nothing was changed.")
    if not reason.strip():
        raise UndoRefused("Say why the receipt is undone, so that whoever reads it later can follow.")
    if on < receipt.received_on:
        raise UndoRefused(f"Receipt {receipt.reference} came in after that day. Choose a later day.")


def _hold(partnership: Partnership) -> None:
    """Let one person at a time change which figures of a partnership count."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)


def _held(staged: StagedFile) -> StagedFile:
    _hold(staged.partnership)
    return StagedFile.objects.select_for_update().select_related("partnership").get(pk=staged.pk)
