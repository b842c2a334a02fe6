"""Accepting what was looked at, and undoing it. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.plan.cells import Place, column_letters
from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.performance.imports.differences import Differences, differences_of, expected_of
from throughline.web.performance.imports.locks import held, hold
from throughline.web.performance.imports.many_rows import FigureRow, write_figures
from throughline.web.performance.imports.states import state_after
from throughline.web.performance.models import Indicator, Receipt, Rejection, StagedFile
from throughline.web.performance.queries import planned_indicators
from throughline.words.refusals import Refused


class PreviewStale(Refused):
    """Other figures were accepted, or the columns were mapped anew, since the differences were looked at."""


class NothingToAccept(Refused):
    """Accepting the file would change nothing."""


class UndoRefused(Refused):
    """A receipt cannot be undone: it was before, or no reason was given."""


@transaction.atomic
def accept_file(
    *, staged: StagedFile, seen: str, received_on: date, by: User | None, at: datetime
) -> Receipt:
    """Take in the figures of a mapped file under one receipt; what was not sound is kept with its place.

    ``seen`` is the digest of the differences that were looked at. Raises StepNotPossible, PreviewStale
    where they are others by now, NothingToAccept, and what reading the file raises.
    """
    staged = held(staged)
    state = state_after(staged.state, "accept")
    found = differences_of(staged, received_on)
    if found.digest != seen:
        raise PreviewStale(
            "Other figures were accepted, or the columns were mapped anew, since you looked. "
            "Nothing was taken in. Look at what changes now, then accept."
        )
    if not found.is_something:
        raise NothingToAccept(
            "Every figure of the file counts already. Nothing was changed: withdraw the file."
        )
    receipt = _receipt_of(staged, found, received_on, at)
    _keep_figures(staged, found, receipt, received_on)
    staged.state, staged.receipt, staged.content = state, receipt, b""
    staged.save(update_fields=["state", "receipt", "content"])
    record_event(
        by=by,
        at=at,
        what="file accepted",
        thing=receipt,
        partnership=staged.partnership,
        detail={
            "receipt": receipt.reference,
            "sha256": receipt.sha256,
            "new": len(found.added),
            "revised": len(found.revised),
            "rejected": len(found.rejections),
        },
    )
    return receipt


@transaction.atomic
def undo_receipt(*, receipt: Receipt, reason: str, undone_on: date, by: User | None, at: datetime) -> Receipt:
    """Undo a receipt: from a day on its figures no longer count; before that day they did, and still show.

    Raises UndoRefused where it was undone before, where no reason is given, or for a day before it came.
    """
    hold(receipt.partnership)
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


def _receipt_of(staged: StagedFile, found: Differences, on: date, at: datetime) -> Receipt:
    same_day = Receipt.objects.filter(partnership=staged.partnership, received_on=on)
    first, last = found.covers
    return Receipt.objects.create(
        partnership=staged.partnership,
        supplier=staged.supplier,
        received_on=on,
        number=(same_day.aggregate(last=Max("number"))["last"] or 0) + 1,
        period_starts=first,
        period_ends=last,
        sha256=staged.sha256,
        lines_read=len(found.kept) + len(found.rejections),
        lines_accepted=len(found.kept),
        recorded_at=at,
        file_name=staged.name,
    )


def _keep_figures(staged: StagedFile, found: Differences, receipt: Receipt, on: date) -> None:
    planned = planned_indicators(staged.partnership, on)
    keys = dict(Indicator.objects.filter(partnership=staged.partnership).values_list("code", "pk"))
    write_figures(
        FigureRow(
            indicator_id=keys[one.figure.key.indicator],
            receipt_id=receipt.pk,
            line=one.figure.place.row,
            starts=one.figure.key.starts,
            ends=one.figure.key.ends,
            area=one.figure.key.area,
            group=one.figure.key.group,
            numerator=one.figure.numbers.numerator,
            denominator=one.figure.numbers.denominator,
            expected=expected_of(planned[one.figure.key.indicator], one.figure.numbers),
            status=str(one.status),
            published_on=staged.published_on,
        )
        for one in found.kept
    )
    Rejection.objects.bulk_create(
        (
            Rejection(receipt=receipt, line=one.place.row, column=_where(one.place), reason=one.reason[:400])
            for one in found.rejections
        ),
        batch_size=1_000,
    )


def _where(place: Place) -> str:
    """The sheet and the letters of the column, as far as there is room."""
    letters = column_letters(place.column) if place.column else ""
    return ", ".join(part for part in (place.sheet[:34], letters) if part)
