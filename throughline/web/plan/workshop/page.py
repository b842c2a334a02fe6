"""What the workshop shows: findings by kind beside their words, sums, and versions to compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.rules.plan.comparison import LineChange, compare
from throughline.rules.plan.linter import PlanFinding, lint
from throughline.rules.plan.model import Check, Plan
from throughline.rules.plan.sums import SumUnreadable, work_out
from throughline.rules.terms.model import Terms
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.plan.changes.page import changes_visible_to
from throughline.web.plan.life.queries import is_adopted
from throughline.web.plan.models import ChangeRequest, PlanVersion
from throughline.web.plan.proposals import surroundings
from throughline.web.plan.queries import opened, plan_of
from throughline.web.plan.workshop.words import MENDS


@dataclass(frozen=True)
class FindingShown:
    """One finding beside the words that it is about."""

    place: str
    words: str
    sentence: str


@dataclass(frozen=True)
class FindingGroup:
    """Every finding of one kind, with its heading and how it is mended."""

    heading: Any
    mend: Any
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True)
class SumShown:
    """One sum that must hold, and the three numbers of it; ``trouble`` where it cannot be worked out."""

    id: str
    expression: str
    left: str = ""
    right: str = ""
    difference: str = ""
    trouble: str = ""

    @property
    def holds(self) -> bool:
        """Both sides are the same number."""
        return not self.trouble and self.left == self.right


@dataclass(frozen=True)
class WorkshopPage:
    """A version of a plan on the bench."""

    version: PlanVersion
    plan: Plan
    is_adopted: bool
    groups: tuple[FindingGroup, ...]
    sums: tuple[SumShown, ...]
    versions: tuple[tuple[str, PlanVersion], ...]
    """What it can be compared with, each under the name that an address has for it."""
    last_year: str
    open_changes: int

    @property
    def finding_count(self) -> int:
        """How many things are worth a look."""
        return sum(len(group.findings) for group in self.groups)

    @property
    def broken_sums(self) -> int:
        """How many sums do not hold, or cannot be worked out."""
        return sum(not one.holds for one in self.sums)


def workshop_page(version: PlanVersion, viewpoint: Viewpoint, day: date, terms: Terms | None) -> WorkshopPage:
    """The workshop of the version that is in force on a day, as a reader may see it."""
    waiting = changes_visible_to(viewpoint, plan=version.plan).filter(state=ChangeRequest.State.ASKED)
    plan = plan_of(version)
    findings = lint(plan, surroundings(terms) if terms else None)
    others = versions_of(version.plan.partnership, day)
    last = [name for name, one in others if one.plan.year_starts < version.plan.year_starts]
    return WorkshopPage(
        version=version,
        plan=plan,
        is_adopted=is_adopted(version.plan, day),
        groups=tuple(_groups(plan, findings)),
        sums=tuple(_sum(check, plan) for check in plan.checks),
        versions=tuple((name, one) for name, one in others if one.pk != version.pk),
        last_year=last[0] if last else "",
        open_changes=waiting.count(),
    )


def versions_of(partnership: Partnership, day: date) -> tuple[tuple[str, PlanVersion], ...]:
    """Every version there was by a day, the newest first, each with its name: "2009-10.2"."""
    found = PlanVersion.objects.filter(plan__partnership=partnership, accepted_on__lte=day)
    found = found.select_related("plan").defer("text").order_by("-plan__year_starts", "-number")
    return tuple((version_name(one), one) for one in found)


def version_name(version: PlanVersion) -> str:
    """What an address calls a version: its year and number."""
    return f"{version.plan.year}.{version.number}"


def version_called(viewpoint: Viewpoint, name: str) -> PlanVersion | None:
    """The version with that name, as the reader may read it, if there was one by their day."""
    year, _point, number = name.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        return None
    found = PlanVersion.objects.filter(
        plan__partnership=viewpoint.partnership,
        plan__year=year,
        number=int(number),
        accepted_on__lte=viewpoint.on,
    )
    version = found.select_related("plan__partnership").first()
    return opened(version, viewpoint) if version else None


def changes_between(before: PlanVersion, after: PlanVersion) -> tuple[LineChange, ...]:
    """The lines that differ, word by word, in the order of their numbers."""
    return compare(plan_of(before), plan_of(after))


def _groups(plan: Plan, findings: tuple[PlanFinding, ...]) -> Iterator[FindingGroup]:
    words = {line.id: line.text for line in plan.lines}
    for code, (heading, mend) in MENDS.items():
        found = tuple(
            FindingShown("" if one.place == "plan" else one.place, words.get(one.place, ""), one.sentence)
            for one in findings
            if one.code == code
        )
        if found:
            yield FindingGroup(heading, mend, found)


def _sum(check: Check, plan: Plan) -> SumShown:
    try:
        result = work_out(check, plan)
    except SumUnreadable as fault:
        return SumShown(check.id, check.expression, trouble=str(fault))
    difference = str(abs(result.left - result.right))
    return SumShown(check.id, check.expression, str(result.left), str(result.right), difference)
