"""What came of an objective: the figures of the indicators that are told for it, and what they say."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.figures.scorecard import Row
from throughline.web.access.models import Partnership
from throughline.web.performance.queries import ReceivedScorecard, received_scorecard
from throughline.web.plan.strands import Knot, ObjectiveSeen, add_strand


def declare() -> None:
    """Give the thread its outcomes."""
    add_strand("outcome", "performance", gettext_lazy("What happened"), outcomes)


def outcomes(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The verdict of each indicator that names the objective, with the receipt behind its latest figure."""
    partnership = seen.version.plan.partnership
    received = received_scorecard(partnership, seen.viewpoint.on)
    if received is None:
        return ()
    return tuple(
        _knot(partnership, received, row)
        for row in received.card.rows
        if row.judgement.indicator.objective == seen.objective.code
    )


def _knot(partnership: Partnership, received: ReceivedScorecard, row: Row) -> Knot:
    indicator = row.judgement.indicator
    figures = received.figures.get(indicator.id, ())
    return Knot(
        words=indicator.name,
        on=figures[-1].received_on if figures else None,
        address=reverse(
            "performance:indicator", kwargs={"partnership": partnership.slug, "indicator": indicator.id}
        ),
        note=row.judgement.sentence,
        came_from=_("Receipt %(receipt)s") % {"receipt": row.receipts[-1]} if row.receipts else "",
    )
