"""Every figure behind an indicator, as it may be shown: revisions stand beside what they replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from throughline.figures.indicators.disclosure import profile_of
from throughline.figures.indicators.model import Indicator as Definition
from throughline.figures.indicators.percentage import percent
from throughline.figures.measures.release import release, release_share
from throughline.papers.charts.run_chart import months_words
from throughline.web.performance.models import Observation
from throughline.words.formats import day_words

HIDDEN = "hidden"


@dataclass(frozen=True)
class ShownFigure:
    """One figure of one return: what may be shown of it, where it came from, and whether it stands."""

    period: str
    numbers: tuple[str, ...]
    """As many as the headings of ``number_columns``."""
    status: str
    receipt: str
    receipt_key: int
    received_on: str
    standing: str
    stands: bool
    key: int


def number_columns(indicator: Definition) -> tuple[str, ...]:
    """The headings of an indicator's numbers, by how it is judged."""
    return {
        "percentage": (_("Counted"), _("Out of"), _("Per cent")),
        "predicted": (_("Actual"), _("People"), _("Predicted"), _("Actual over predicted")),
    }.get(indicator.method, (_("Counted"),))


def shown_figures(indicator: Definition, rows: Sequence[Observation]) -> tuple[ShownFigure, ...]:
    """The indicator's own figures in order of time and of arrival; areas and groups are left out.

    Source: figures, opening (an observation is never updated: a revision is a new row).
    """
    own = [row for row in rows if not row.area and not row.group]
    own.sort(key=lambda row: (row.starts, row.ends, row.receipt.received_on, row.receipt.reference))
    standing = {(row.starts, row.ends): row for row in own}
    return tuple(_shown(indicator, row, standing[(row.starts, row.ends)]) for row in own)


def _shown(indicator: Definition, row: Observation, last: Observation) -> ShownFigure:
    stands = row.pk == last.pk
    replaced = _("Replaced on %(day)s by receipt %(receipt)s") % {
        "day": day_words(last.receipt.received_on),
        "receipt": last.receipt.reference,
    }
    return ShownFigure(
        period=months_words(row.starts, row.ends),
        numbers=numbers_of(indicator, row),
        status=str(row.get_status_display()),
        receipt=row.receipt.reference,
        receipt_key=row.receipt_id,
        received_on=day_words(row.receipt.received_on),
        standing=_("Stands") if stands else replaced,
        stands=stands,
        key=row.pk,
    )


def numbers_of(indicator: Definition, row: Observation) -> tuple[str, ...]:
    """The numbers of a figure through the gate, one for each heading: counts, and what they come to."""
    named, profile = (row.receipt.reference,), profile_of(indicator)
    if row.denominator is None:
        return (release(row.numerator, receipts=named, profile=profile).words,)
    if row.denominator == 0:
        return ("0", "0", _("no cases"), "")[: len(number_columns(indicator))]
    share = release_share(
        row.numerator, row.denominator, receipts=named, people=indicator.counts_people, profile=profile
    )
    if share.x is None or share.n is None:
        return (HIDDEN,) * len(number_columns(indicator))
    if indicator.method != "predicted":
        counts = (f"{share.x:,}", f"{share.n:,}")
        worked = percent(Fraction(share.x, share.n)) if share.n else _("no cases")
        return (*counts, worked)[: len(number_columns(indicator))]
    expected = Fraction(row.expected or 0)
    ratio = f"{float(share.x / expected):.2f}" if expected else ""
    return f"{share.x:,}", f"{share.n:,}", f"{float(expected):,g}", ratio
