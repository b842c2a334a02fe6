"""What the page of one extract shows: its receipt, and why rows were sent back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from throughline.figures.extracts.store.history import CameIn
from throughline.web.access.models import Partnership
from throughline.web.extracts.list_page import ShownExtract, shown_extract
from throughline.web.extracts.queries import names_of_columns, told_of_extracts


@dataclass(frozen=True)
class ReceiptPage:
    """The receipt of one extract."""

    id: str
    shown: ShownExtract
    counts: bool
    facts: tuple[tuple[str, str], ...]
    by_column: tuple[tuple[str, int], ...]
    """How many reasons there are for each column."""
    passed_over: tuple[str, ...]
    came_on: date


def receipt_page(partnership: Partnership, came: CameIn) -> ReceiptPage:
    """The page of one extract of the partnership."""
    receipt = came.receipt
    names = dict(partnership.agencies.values_list("code", "name"))
    shown = shown_extract(came, partnership.slug, names, told_of_extracts(partnership))
    titles = names_of_columns(receipt.sending.contract)
    by_column = (
        (titles.get(one, one) or _("The row"), many) for one, many in receipt.rejected_by_column.items()
    )
    return ReceiptPage(
        receipt.id,
        shown,
        came.counts,
        _facts(came, shown),
        tuple(by_column),
        receipt.passed_over,
        receipt.sending.received_on,
    )


def _facts(came: CameIn, shown: ShownExtract) -> tuple[tuple[str, str], ...]:
    receipt = came.receipt
    announced = receipt.sending.rows_announced
    told = (
        (_("Receipt"), receipt.id),
        (_("How it stands"), shown.state),
        (_("Period"), shown.period),
        (_("In time"), shown.lateness),
        (_("Rows read"), f"{receipt.rows_read:,}"),
        (_("Rows announced"), _("Not said") if announced is None else f"{announced:,}"),
        (_("Rows taken in"), shown.rows),
        (_("Rows sent back"), shown.sent_back),
        (_("Size in bytes"), f"{receipt.size:,}"),
        (_("SHA-256 of the file"), receipt.sha256),
        (
            _("Profile"),
            _("%(name)s, version %(version)s")
            % {"name": receipt.profile, "version": receipt.profile_version},
        ),
    )
    return (*told, (_("It took the place of"), receipt.replaces)) if receipt.replaces else told
