"""The register as a paper, narrowed as its page was."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from throughline.papers.blocks import Document
from throughline.papers.risk_register import RegisteredRisk, risk_register
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.queries import marking_on
from throughline.web.risks.register.page import owner_words, placed, register_page
from throughline.web.risks.standing import StandingRisk
from throughline.web.risks.words import PROXIMITIES, movement_words, score_words
from throughline.web.site.jinja import long_date
from throughline.web.site.kinds import is_demonstration


def register_paper(viewpoint: Viewpoint, asked: Mapping[str, str]) -> Document:
    """The register of a day as a paper."""
    page = register_page(viewpoint, asked)
    day = long_date(viewpoint.on)
    return risk_register(
        [_registered(one) for one in page.shown],
        placed(page.shown),
        title=_("Register of risks, %(day)s") % {"day": day},
        lead=page.lead,
        thresholds=" ".join(page.thresholds),
        marking=marking_of(viewpoint.partnership, viewpoint),
        computed_from=_("the register as it stood on %(day)s") % {"day": day},
        fictional=is_demonstration(),
    )


def marking_of(partnership: Partnership | None, viewpoint: Viewpoint) -> str:
    """The marking of what the partnership makes, by its terms of the day."""
    return marking_on(partnership, viewpoint.on) if partnership else "OFFICIAL"


def _registered(one: StandingRisk) -> RegisteredRisk:
    risk, worded = one.risk, one.wording
    closed = ""
    if risk.closed_on is not None:
        closed = _("Closed on %(day)s: %(why)s") % {
            "day": long_date(risk.closed_on),
            "why": risk.closed_because,
        }
    return RegisteredRisk(
        number=risk.number,
        kind=risk.kind.name,
        cause=worded.cause,
        event=worded.event,
        effect=worded.effect,
        treatment=worded.treatment,
        score=score_words(one),
        movement=movement_words(one),
        owner=owner_words(risk),
        proximity=str(PROXIMITIES[risk.proximity]),
        raised_on=risk.raised_on,
        objectives=one.objectives,
        closed=closed,
    )
