"""Reads of scorecards for the public: drafts for those who prepare them, published ones for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from throughline.web.access.models import Partnership, User
from throughline.web.access.permits import belongs_to
from throughline.web.performance.models import PublicScorecard, ReleaseApproval
from throughline.web.performance.releases.frozen import Published, published_figures

PUBLIC_STATES = (PublicScorecard.State.RELEASED, PublicScorecard.State.WITHDRAWN)
COMPARED = ("verdict", "position", "value", "target", "period")


@dataclass(frozen=True)
class Difference:
    """One indicator that reads otherwise than in the scorecard published before; words may be empty."""

    name: str
    before: str
    now: str


def releases_visible_to(user: User, *, partnership: Partnership) -> QuerySet[PublicScorecard]:
    """The scorecards for the public of a partnership that a user belongs to, drafts too; the latest first."""
    if not belongs_to(partnership, user):
        return PublicScorecard.objects.none()
    rows = PublicScorecard.objects.filter(partnership=partnership)
    return rows.select_related("partnership", "author", "first_approved_by", "second_approved_by")


def published(partnership: Partnership) -> QuerySet[PublicScorecard]:
    """What anybody may know of: released scorecards, and that a withdrawn one was there; the latest first."""
    rows = PublicScorecard.objects.filter(partnership=partnership, state__in=PUBLIC_STATES)
    return rows.order_by("-released_at", "-number")


def readable(partnership: Partnership) -> QuerySet[PublicScorecard]:
    """The scorecards whose figures anybody may read."""
    return published(partnership).filter(state=PublicScorecard.State.RELEASED)


def published_before(partnership: Partnership) -> Published:
    """Every number that was ever public, by indicator; a withdrawn one was read too."""
    return published_figures(published(partnership).values_list("contents", flat=True))


def approvals_of(scorecard: PublicScorecard) -> Sequence[ReleaseApproval]:
    """The approvals of the words as they stand, the first first."""
    rows = scorecard.approvals.filter(digest=scorecard.digest)
    return list(rows.select_related("approved_by").order_by("approved_at", "pk"))


def authors_of(scorecard: PublicScorecard) -> Sequence[User]:
    """Who composed it and everybody who edited it since, in the order in which they began."""
    return [one.author for one in scorecard.authors.select_related("author")]


def differences(scorecard: PublicScorecard) -> tuple[PublicScorecard | None, tuple[Difference, ...]]:
    """The scorecard released before this one, of the same set, and what reads otherwise since."""
    rows = published(scorecard.partnership).filter(set_code=scorecard.set_code)
    earlier = rows.filter(number__lt=scorecard.number).first()
    if earlier is None:
        return None, ()
    before = {row["id"]: row for row in earlier.contents["rows"]}
    now = {row["id"]: row for row in scorecard.contents["rows"]}
    changed = [
        code
        for code in [*now, *(code for code in before if code not in now)]
        if _said(before.get(code)) != _said(now.get(code))
    ]
    return earlier, tuple(
        Difference((now.get(code) or before[code])["name"], _said(before.get(code)), _said(now.get(code)))
        for code in changed
    )


def _said(row: dict[str, Any] | None) -> str:
    return "; ".join(row[each] for each in COMPARED if row[each]) if row else ""
