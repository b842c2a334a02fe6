"""What the page of a file that was sent shows: what would be taken in and what sent back, before it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from throughline.figures.extracts.contracts import contract_named
from throughline.figures.extracts.store.rehearsing import Reason, rehearse
from throughline.figures.extracts.store.sent import Sent
from throughline.papers.reading.one_sheet import rows_of_workbook
from throughline.web.access.models import Partnership
from throughline.web.extracts.queries import names_of_columns
from throughline.web.extracts.stores import store_of
from throughline.words.formats import days_words

MOST_REASONS = 30
"""How many reasons the page lists; the list to send back has every row."""


@dataclass(frozen=True)
class SendingPage:
    """What bringing a file in would give."""

    name: str
    supplier: str
    period: str
    rows_read: str
    rows_taken: str
    rows_back: str
    is_known: bool
    replaces: str
    reasons: tuple[tuple[str, str, str], ...]
    """For each reason: the column, the sentence, and how many rows."""
    more: int
    """How many reasons are not listed."""
    passed_over: tuple[str, ...]


def sending_page(partnership: Partnership, sent: Sent) -> SendingPage:
    """The page of a file that was sent. Raises what bringing it in would refuse."""
    rows = rows_of_workbook(sent.file.read_bytes(), f"file.{sent.ending}")
    found = rehearse(store_of(partnership), sent.file, sent.sending, profile=sent.profile, rows=rows)
    receipt, sending = found.receipt, sent.sending
    names = dict(partnership.agencies.values_list("code", "name"))
    return SendingPage(
        name=contract_named(sending.contract).title,
        supplier=names.get(sending.supplier, sending.supplier),
        period=days_words(sending.period.starts, sending.period.ends),
        rows_read=f"{receipt.rows_read:,}",
        rows_taken=f"{receipt.rows_accepted:,}",
        rows_back=f"{receipt.rows_rejected:,}",
        is_known=found.is_known,
        replaces=(receipt.replaces or "")[:12],
        reasons=tuple(_shown(found.reasons[:MOST_REASONS], sending.contract)),
        more=max(0, len(found.reasons) - MOST_REASONS),
        passed_over=receipt.passed_over,
    )


def _shown(reasons: Iterable[Reason], contract: str) -> Iterable[tuple[str, str, str]]:
    titles = names_of_columns(contract)
    return ((titles.get(one.column, one.column), one.sentence, f"{one.rows:,}") for one in reasons)
