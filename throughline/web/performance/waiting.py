"""What waits in the performance room: scorecards to approve, and files to look at."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.access.waiting import Waiting, add_waiting
from throughline.web.performance.imports.states import WAITING
from throughline.web.performance.models import PublicScorecard, StagedFile
from throughline.web.performance.permits import APPROVE_PUBLICATION, KEEP_FIGURES
from throughline.web.site.jinja import short_date


def declare() -> None:
    """Put what waits here on Today."""
    add_waiting("scorecards to approve", to_approve)
    add_waiting("files to look at", to_look_at)


def to_approve(partnership: Partnership, viewpoint: Viewpoint) -> Iterator[Waiting]:
    """The drafts of public scorecards that the reader may approve: not their own, nor approved by them."""
    if not holds_permit(APPROVE_PUBLICATION, viewpoint):
        return
    drafts = PublicScorecard.objects.filter(partnership=partnership, state=PublicScorecard.State.DRAFT)
    drafts = drafts.exclude(authors__author=viewpoint.user.pk).prefetch_related("approvals")
    for one in drafts.order_by("number"):
        given = {each.approved_by_id for each in one.approvals.all() if each.digest == one.digest}
        if viewpoint.user.pk not in given:
            yield Waiting(
                _("Read and approve “%(title)s”") % {"title": one.title},
                reverse("performance:release", args=[partnership.slug, one.number]),
                _("A scorecard for the public needs two who did not write it"),
                _("no date"),
            )


def to_look_at(partnership: Partnership, viewpoint: Viewpoint) -> Iterator[Waiting]:
    """The files with figures that came in and that nobody has accepted, for whoever keeps figures."""
    if not holds_permit(KEEP_FIGURES, viewpoint):
        return
    waiting = StagedFile.objects.filter(partnership=partnership, state__in=WAITING)
    for one in waiting.select_related("supplier").order_by("pk"):
        yield Waiting(
            _("Look at the figures of %(supplier)s, then accept them") % {"supplier": one.supplier.name},
            reverse("performance:file", args=[partnership.slug, one.pk]),
            when=_("came %(day)s") % {"day": short_date(one.staged_at)},
        )
