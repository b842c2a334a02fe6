"""The released scorecards, as the page for the public leads to them."""

from __future__ import annotations

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.governance.home_parts import HomeEntry
from throughline.web.performance.models import PublicScorecard
from throughline.web.site.jinja import long_date


def published_everywhere() -> tuple[HomeEntry, ...]:
    """A line for each partnership that has released a scorecard and not withdrawn it, by name."""
    open_to_all = PublicScorecard.objects.filter(state=PublicScorecard.State.RELEASED).order_by()
    rows = open_to_all.values("partnership__slug", "partnership__name").annotate(
        several=Count("pk"), latest=Max("released_at")
    )
    return tuple(
        HomeEntry(
            row["partnership__name"],
            reverse("performance:published", kwargs={"partnership": row["partnership__slug"]}),
            ngettext("%(several)d scorecard", "%(several)d scorecards", row["several"])
            % {"several": row["several"]}
            + _(", the latest of %(day)s") % {"day": long_date(row["latest"])},
        )
        for row in rows.order_by("partnership__name")
    )
