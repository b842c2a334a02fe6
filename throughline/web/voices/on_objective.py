"""What an objective's thread shows of who was heard, and of what came of it."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.plan.strands import Knot, ObjectiveSeen
from throughline.web.voices.models import Citation, Engagement


def voices_of_objective(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The records that were made for an objective, or on an outcome of which it rests; one query."""
    cited = Q(outcomes__citations__objective=seen.objective, outcomes__citations__withdrawn_on=None)
    rows = Engagement.objects.filter(cited | Q(objective=seen.objective), held_from__lte=seen.viewpoint.on)
    slug = seen.version.plan.partnership.slug
    return tuple(
        Knot(
            one.title,
            one.held_from,
            reverse("voices:voice", kwargs={"partnership": slug, "heard": one.number}),
            note=one.groups,
        )
        for one in rows.distinct().order_by("held_from", "pk")
    )


def came_of_voices(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The outcomes that an objective rests on, with the record each came of; one query."""
    rows = Citation.objects.filter(
        objective=seen.objective, withdrawn_on=None, cited_on__lte=seen.viewpoint.on
    )
    slug = seen.version.plan.partnership.slug
    return tuple(
        Knot(
            one.outcome.words,
            one.outcome.came_on,
            reverse("voices:voice", kwargs={"partnership": slug, "heard": one.outcome.engagement.number}),
            note="" if one.outcome.came_on else _("Still to come"),
            came_from=one.outcome.engagement.title,
        )
        for one in rows.select_related("outcome__engagement").order_by("cited_on", "pk")
    )
