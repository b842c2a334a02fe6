"""What the pages of a scorecard for the public show: its state, who has approved, what is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.figures.scorecard import Group
from throughline.papers.blocks import Table
from throughline.web.access.models import User
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.performance.models import PublicScorecard, ReleaseApproval
from throughline.web.performance.permits import APPROVE_PUBLICATION, KEEP_FIGURES
from throughline.web.performance.releases.queries import (
    Difference,
    approvals_of,
    authors_of,
    differences,
)
from throughline.web.performance.releases.states import APPROVALS_NEEDED, is_allowed
from throughline.web.site.jinja import long_date

STATE_WORDS = {
    "draft": gettext_lazy("Draft"),
    "released": gettext_lazy("Released"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
COLUMNS = ("id", "code", "name", "group", "verdict", "position", "value", "limits", "target", "period")
HEADINGS = (
    "Id", "Code", "Indicator", "Group", "Verdict", "Position", "Value", "95% limits", "Target", "Period",
)  # fmt: skip


@dataclass(frozen=True)
class ReleasePage:
    """One scorecard for the public as those see it who prepare it."""

    release: PublicScorecard
    lead: str
    approvals: Sequence[ReleaseApproval]
    authors: Sequence[User]
    earlier: PublicScorecard | None
    differences: Sequence[Difference]
    may_approve: bool
    may_edit: bool
    may_withdraw: bool

    @property
    def groups(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The rows under their headings, in the order of the scorecard."""
        return groups_of(self.release)


def release_page(release: PublicScorecard, viewpoint: Viewpoint) -> ReleasePage:
    """All that the page of one scorecard shows to this reader."""
    approvals, authors = approvals_of(release), authors_of(release)
    earlier, changed = differences(release)
    approves = holds_permit(APPROVE_PUBLICATION, viewpoint)
    reader = viewpoint.user.pk
    has_part = {one.pk for one in authors} | {one.approved_by_id for one in approvals}
    return ReleasePage(
        release=release,
        lead=lead_of(release, len(approvals)),
        approvals=approvals,
        authors=authors,
        earlier=earlier,
        differences=changed,
        may_approve=approves and is_allowed(release.state, "approve") and reader not in has_part,
        may_edit=holds_permit(KEEP_FIGURES, viewpoint) and is_allowed(release.state, "edit"),
        may_withdraw=approves and is_allowed(release.state, "withdraw"),
    )


def lead_of(release: PublicScorecard, approved: int) -> str:
    """The state in a sentence: what has happened, and what is waited for."""
    if release.state == "released" and release.released_at:
        return _("Released on %(day)s by two people who did not write it. Anybody can read it.") % {
            "day": long_date(release.released_at)
        }
    if release.state == "withdrawn" and release.withdrawn_at:
        return _("Withdrawn on %(day)s. Its page says why, and no longer shows the figures.") % {
            "day": long_date(release.withdrawn_at)
        }
    if approved >= APPROVALS_NEEDED - 1:
        return _("A draft that nobody outside has seen. One person has approved it, and one more has to.")
    return _(
        "A draft that nobody outside has seen. Two people who did not write it have to approve it first."
    )


def groups_of(release: PublicScorecard) -> list[tuple[str, list[dict[str, Any]]]]:
    """The frozen rows of a scorecard under their headings; headings without rows are left out."""
    rows = release.contents["rows"]
    grouped = [(one.value, [row for row in rows if row["group"] == one.value]) for one in Group]
    return [(heading, found) for heading, found in grouped if found]


def as_table(release: PublicScorecard) -> Table:
    """The rows of a released scorecard as one table, for a file."""
    rows = tuple(tuple(str(row[column]) for column in COLUMNS) for row in release.contents["rows"])
    return Table(release.title, HEADINGS, rows)
