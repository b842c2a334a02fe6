"""The letter of a commission, with the gaps that it is to close."""

from __future__ import annotations

from throughline.papers.blocks import Document
from throughline.papers.letter_of_commission import Commissioned, GapBehind, letter_of_commission
from throughline.rules.commissioning import remit_of
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.commissions.page import commission_page
from throughline.web.decisions.register.permits import commission_in
from throughline.web.governance.queries import terms_on
from throughline.web.provision.models import GapFinding
from throughline.web.provision.reads import pathways_on
from throughline.web.provision.shown import is_hidden
from throughline.web.site.jinja import long_date
from throughline.web.site.kinds import is_demonstration
from throughline.words.cohorts import cohort_name
from throughline.words.formats import number_words
from throughline.words.markings import read_marking


def letter_of(viewpoint: Viewpoint) -> Document | None:
    """The letter of the commission that the address names, or None where there is no such commission."""
    commission = commission_in(viewpoint)
    if commission is None:
        return None
    page = commission_page(commission, viewpoint)
    terms = terms_on(commission.partnership, commission.asked_on)
    bounds = remit_of(terms, terms.body(commission.body.code), recipient="").bounds
    gaps = GapFinding.objects.filter(steps__commission=commission).select_related("place")
    asked = Commissioned(
        number=commission.number,
        body=commission.body.name,
        to=page.line.to,
        asked_on=long_date(commission.asked_on),
        scope=commission.scope,
        product=commission.product,
        due=long_date(commission.due),
        decision=commission.decision.number,
        remit=page.remit,
        bounds=tuple(f"{one.text} ({one.id})" for one in bounds if one.text),
        gaps=tuple(_behind(one, viewpoint) for one in gaps),
        state=page.line.words.lower(),
    )
    return letter_of_commission(
        asked,
        marking=str(read_marking(terms.marking_default or "OFFICIAL")),
        computed_from=f"commission {commission.number} as it stood on {long_date(viewpoint.on)}",
        fictional=is_demonstration(),
    )


def _behind(gap: GapFinding, viewpoint: Viewpoint) -> GapBehind:
    names = pathways_on(gap.partnership, viewpoint.on)
    size = "not known" if gap.size is None else "hidden" if is_hidden(gap.size) else number_words(gap.size)
    return GapBehind(
        number=gap.number,
        words=gap.words,
        about=", ".join((names.get(gap.pathway, gap.pathway), gap.place.name, cohort_name(gap.cohort))),
        size=size,
        evidence=gap.evidence,
    )
