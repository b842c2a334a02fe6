"""What sources put into the room: their part of Plan, and the first strand of every thread."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.web.plan.models import SourceLink
from throughline.web.plan.queries import plan_of
from throughline.web.plan.strands import Knot, ObjectiveSeen, add_strand
from throughline.web.site.sections import add_section


def declare() -> None:
    """Give Plan its part on sources, and the thread of an objective what it serves."""
    add_section(code="sources", words=gettext_lazy("Sources"), route="plan:sources")
    add_strand("duty", "sources", gettext_lazy("What it serves"), served)


def served(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The sources that an objective or its priority is linked with, in one query."""
    plan = seen.version.plan
    code = seen.objective.code
    parent = next((one.parent for one in plan_of(seen.version).objectives if one.id == code), "")
    rows = SourceLink.objects.filter(
        plan=plan, line__in=(code, parent), ended_on=None, linked_on__lte=seen.viewpoint.on
    )
    found = rows.select_related("source__kind").order_by("source__kind__position", "linked_on", "pk")
    return tuple(
        Knot(
            one.source.title,
            one.linked_on,
            reverse("plan:source", kwargs={"partnership": plan.partnership.slug, "source": one.source.code}),
            one.source.kind.name.capitalize(),
            "" if one.line == code else _("Through priority %(number)s") % {"number": parent},
        )
        for one in found
    )
