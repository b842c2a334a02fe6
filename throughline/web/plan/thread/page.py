"""What the thread of an objective shows one reader: every strand, and what nobody has recorded."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from throughline.papers.blocks import Document, Status, Text
from throughline.papers.thread import Thread, ThreadKnot, ThreadStrand, thread
from throughline.rules.plan.status import STATUS_WORDS
from throughline.web.access.permits import Viewpoint
from throughline.web.plan.models import Objective
from throughline.web.plan.queries import KINDS, StandingObjective, StandingPlan
from throughline.web.plan.strands import ObjectiveSeen, Strand, strands_of
from throughline.web.site.jinja import short_date
from throughline.web.site.kinds import is_demonstration


@dataclass(frozen=True)
class ThreadShown:
    """A thread as a page shows it: the paper that is the page, and how many records are on it."""

    objective: str
    paper: Document
    records: int


def thread_of(
    shown: StandingPlan, found: StandingObjective, viewpoint: Viewpoint, marking: str
) -> ThreadShown:
    """The whole thread of an objective, as far as this reader may see it."""
    row = Objective.objects.get(plan=shown.version.plan, code=found.objective.id)
    strands = tuple(strands_of(ObjectiveSeen(row, shown.version, viewpoint)))
    paper = thread(
        Thread(
            title=_("Thread of objective %(number)s") % {"number": found.objective.id},
            lead=found.objective.text,
            facts=_facts(found, strands),
            strands=tuple(_strand(one) for one in strands if one.knots),
            missing=tuple(str(one.heading) for one in strands if not one.knots),
            missing_lead=_("Nothing that you may see is recorded of these:"),
            missing_heading=_("What is missing"),
            columns=(_("What"), _("When"), _("Came from")),
        ),
        marking=marking,
        computed_from=_("plan %(year)s, version %(number)s")
        % {"year": shown.version.plan.year, "number": shown.version.number},
        version=_("FICTITIOUS") if is_demonstration() else "",
    )
    return ThreadShown(found.objective.id, paper, sum(len(one.knots) for one in strands))


def _facts(found: StandingObjective, strands: tuple[Strand, ...]) -> tuple[tuple[str, Text], ...]:
    status = found.standing.status
    records = sum(len(one.knots) for one in strands)
    return (
        (_("Status"), Status(KINDS[status], STATUS_WORDS[status])),
        (_("Led by"), found.lead or _("Nobody")),
        (_("Steps"), str(len(found.standing.steps))),
        (_("Records on the thread"), str(records)),
    )


def _strand(strand: Strand) -> ThreadStrand:
    return ThreadStrand(
        str(strand.heading),
        tuple(
            ThreadKnot(
                words=knot.words,
                address=knot.address,
                on=f"{short_date(knot.on)} {knot.on.year}" if knot.on else "",
                note=knot.note,
                came_from=knot.came_from,
            )
            for knot in strand.knots
        ),
    )
