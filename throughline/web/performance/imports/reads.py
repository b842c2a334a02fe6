"""Reads of the files that came in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from throughline.papers.blocks import Table
from throughline.papers.spreadsheet import comma_separated
from throughline.web.access.models import Partnership, User
from throughline.web.access.permits import belongs_to
from throughline.web.performance.imports.states import WAITING
from throughline.web.performance.models import PublicScorecard, Receipt, StagedFile

MARKING = "OFFICIAL"


def files_visible_to(user: User, *, partnership: Partnership) -> QuerySet[StagedFile]:
    """The files of a partnership that a user belongs to, without their bytes; none of any other."""
    if not belongs_to(partnership, user):
        return StagedFile.objects.none()
    rows = StagedFile.objects.filter(partnership=partnership)
    return rows.select_related("supplier", "partnership", "receipt", "profile").defer("content")


def waiting_for(user: User, *, partnership: Partnership) -> QuerySet[StagedFile]:
    """The files of a partnership that somebody has still to look at, the latest first."""
    return files_visible_to(user, partnership=partnership).filter(state__in=WAITING)


def figures_in(receipt: Receipt) -> int:
    """How many figures a receipt holds."""
    return receipt.observations.count()


def released_while_counted(receipt: Receipt, on: date) -> int:
    """How many released scorecards were drawn up on a day on which the receipt's figures counted."""
    rows = PublicScorecard.objects.filter(partnership=receipt.partnership_id, state="released")
    return rows.filter(on__gte=receipt.received_on, on__lte=on).count()


def rejections_of(receipt: Receipt) -> list[tuple[str, str, str]]:
    """The row, the column and the reason of everything in a return that was not taken in."""
    return [(str(one.line), one.column, one.reason) for one in receipt.rejections.all()]


def rejections_as_csv(rejections: Iterable[tuple[str, str, str]]) -> str:
    """Rejections for the supplier's spreadsheet, by place and reason; no cell of it is a formula."""
    table = Table("Not taken in", ("Row", "Column", "Why"), tuple(rejections))
    return comma_separated(table, marking=MARKING)
