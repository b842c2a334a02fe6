"""Extracts that come in by the pages: kept to be looked at, taken in or withdrawn, and taken back.

As with decisions, the event comes first in the transaction and the store last: where either cannot be
written, neither is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.figures.extracts.engine import open_engine
from throughline.figures.extracts.store import bringing_in
from throughline.figures.extracts.store.bringing_in import BroughtIn
from throughline.figures.extracts.store.keeping import open_extract_store
from throughline.figures.extracts.store.raw_rows import most_rows_of
from throughline.figures.extracts.store.receipts import ExtractReceipt, Sending
from throughline.figures.extracts.store.sent import Sent, forget_sent, keep_sent
from throughline.papers.reading.one_sheet import rows_of_workbook
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.extracts.stores import store_of
from throughline.words.refusals import Refused

TAKEN_IN: Final = "extract taken in"
TAKEN_BACK: Final = "extract taken back"
MOST_ROWS: Final = 1_000_000
"""How many rows a file brought in by the pages may have: other acts wait while it is brought in."""


class TooManyRows(Refused):
    """A file has more rows than the pages bring in."""


class UndoNeedsReason(Refused):
    """An extract is to be taken back, and nobody says why."""


@transaction.atomic
def keep_extract(
    *,
    partnership: Partnership,
    content: bytes,
    ending: str,
    sending: Sending,
    profile: str,
    by: User,
    at: datetime,
) -> Sent:
    """Keep a file in the partnership's store until somebody has looked at what it would give.

    Raises ExtractProfileRefused, TooManyRows, EngineMissing, NoStore and what writing to a store raises, with
    nothing kept.
    """
    record_event(
        by=by,
        at=at,
        what="extract kept to be looked at",
        thing=f"extracts.extract:{sending.contract}",
        partnership=partnership,
        detail=_told(sending) | {"bytes": len(content)},
    )
    store = open_extract_store(store_of(partnership).folder)
    kept = keep_sent(store, content, ending=ending, sending=sending, profile=profile, at=at)
    try:
        _refuse_too_many_rows(kept)
    except Refused:
        forget_sent(store, kept.name)
        raise
    return kept


def _refuse_too_many_rows(kept: Sent) -> None:
    with open_engine() as engine:
        rows = most_rows_of(kept.file, engine)
    if rows > MOST_ROWS:
        raise TooManyRows(
            _(
                "The file has %(rows)s rows, and the pages take %(most)s at most. Nothing was kept. "
                "The command “throughline figures import” takes an extract of any size."
            )
            % {"rows": f"{rows:,}", "most": f"{MOST_ROWS:,}"}
        )


def _told(sending: Sending) -> dict[str, str]:
    return {
        "contract": sending.contract,
        "supplier": sending.supplier,
        "starts": sending.period.starts.isoformat(),
        "ends": sending.period.ends.isoformat(),
    }


@transaction.atomic
def take_in(*, partnership: Partnership, sent: Sent, by: User, at: datetime) -> BroughtIn:
    """Bring in an extract that was looked at; the copy that was kept for looking is deleted.

    Raises what bringing an extract in refuses, with nothing changed.
    """
    name = bringing_in.receipt_of(sent.file, sent.sending, sent.profile)
    record_event(
        by=by,
        at=at,
        what=TAKEN_IN,
        thing=f"extracts.extract:{sent.sending.contract}",
        partnership=partnership,
        detail=_told(sent.sending) | {"receipt": name[:12]},
    )
    store = store_of(partnership)
    rows = rows_of_workbook(sent.file.read_bytes(), f"file.{sent.ending}")
    found = bringing_in.bring_in(store, sent.file, sent.sending, profile=sent.profile, rows=rows)
    transaction.on_commit(lambda: forget_sent(store, sent.name))
    return found


@transaction.atomic
def withdraw_extract(*, partnership: Partnership, sent: Sent, by: User, at: datetime) -> None:
    """Delete a file that was kept to be looked at; nothing of it was taken in."""
    record_event(
        by=by,
        at=at,
        what="extract withdrawn",
        thing=f"extracts.extract:{sent.sending.contract}",
        partnership=partnership,
        detail=_told(sent.sending),
    )
    forget_sent(store_of(partnership), sent.name)


@transaction.atomic
def undo_extract(
    *, partnership: Partnership, name: str, why: str, on: date, by: User, at: datetime
) -> ExtractReceipt:
    """Take an extract back; the one that it replaced counts again. Nothing is deleted.

    Raises UndoNeedsReason, NoSuchReceipt, NotInForce and StoreBusy, with nothing changed.
    """
    if not why.strip():
        raise UndoNeedsReason(_("Say why the extract is taken back. Nothing was changed."))
    record_event(
        by=by,
        at=at,
        what=TAKEN_BACK,
        thing=f"extracts.receipt:{name[:12]}",
        partnership=partnership,
        reason=why.strip(),
    )
    return bringing_in.undo(store_of(partnership), name, on=on)


@transaction.atomic
def hand_out_rejections(*, partnership: Partnership, name: str, by: User, at: datetime) -> bytes:
    """The rows of an extract that were not taken in, as CSV for its supplier, once it is told who took them.

    Raises NoSuchReceipt, with nothing handed out and nothing written.
    """
    receipt = store_of(partnership).receipt(name)
    record_event(
        by=by,
        at=at,
        what="rejections handed out",
        thing=f"extracts.receipt:{receipt.id[:12]}",
        partnership=partnership,
        detail={"supplier": receipt.sending.supplier, "rows": receipt.rows_rejected},
    )
    return store_of(partnership).rejections_file(receipt.id).read_bytes()
