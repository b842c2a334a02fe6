"""What the thread of an objective shows of this room: gaps, services, work asked for, recommendations."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.decisions.models import Commission
from throughline.web.decisions.register.permits import commissions_readable_by
from throughline.web.plan.strands import Knot, ObjectiveSeen
from throughline.web.provision.models import CatalogueEntry, GapFinding, GapStep, Recommendation


def _slug(seen: ObjectiveSeen) -> str:
    partnership = seen.viewpoint.partnership
    return partnership.slug if partnership else ""


def gaps_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The gaps that were recorded for an objective."""
    return tuple(
        Knot(
            words=one.words,
            on=one.found_on,
            address=reverse("provision:gap", kwargs={"partnership": _slug(seen), "gap": one.number}),
            note=_("%(number)s, %(state)s") % {"number": one, "state": one.get_state_display()},
        )
        for one in GapFinding.objects.filter(objective=seen.objective)
    )


def services_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The programmes and interventions that are for an objective, each as it stands now."""
    rows = CatalogueEntry.objects.filter(objective=seen.objective, followed_by=None)
    return tuple(
        Knot(
            words=one.title,
            on=one.recorded_on,
            address=reverse(
                "provision:catalogue", kwargs={"partnership": _slug(seen), "register": one.register}
            ),
            note=one.state,
        )
        for one in rows
    )


def commissions_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The work asked of others for a gap of an objective, where the reader may see it."""
    steps = GapStep.objects.filter(gap__objective=seen.objective, commission__isnull=False)
    rows = steps.select_related("commission", "gap").filter(
        commission__in=commissions_seen(seen),
    )
    return tuple(
        Knot(
            words=one.commission.product,
            on=one.taken_on,
            address=reverse(
                "decisions:commission",
                kwargs={"partnership": _slug(seen), "commission": one.commission.number},
            ),
            note=one.commission.get_state_display(),
            came_from=str(one.gap),
        )
        for one in rows
        if one.commission is not None
    )


def commissions_seen(seen: ObjectiveSeen) -> QuerySet[Commission]:
    """The commissions that the reader may see, as part of one query."""
    return Commission.objects.filter(commissions_readable_by(seen.viewpoint))


def influence_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The recommendations that were made for an objective."""
    return tuple(
        Knot(
            words=_("%(to)s: %(words)s") % {"to": one.to, "words": one.words},
            on=one.made_on,
            address=reverse(
                "provision:recommendation",
                kwargs={"partnership": _slug(seen), "advice": one.number},
            ),
        )
        for one in Recommendation.objects.filter(objective=seen.objective)
    )
