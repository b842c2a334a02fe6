"""What whoever records a voice chooses from: organisations, people, bodies, decisions and objectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective, PlanVersion
from throughline.web.plan.queries import plan_of, version_on
from throughline.web.voices.lists import pathways_of

Choices = list[tuple[str, str]]
MOST_OF_WORDS = 90
"""Letters of a decision or an objective that a list shows."""


@dataclass(frozen=True)
class Chosen:
    """Everything that a reader can choose on their day, by the value that a form sends.

    Each list is read when a form shows it, so a form asks the store for no list that it lacks.
    """

    partnership: Partnership
    viewpoint: Viewpoint

    def of(self, name: str) -> Choices:
        """The choices of one list, with their words."""
        if name == "objectives":
            words = self._planned
            return [(code, f"{code} {words[code]}"[:MOST_OF_WORDS]) for code in self.objectives]
        if name == "decisions":
            return [(key, f"{one.number}: {one.text}"[:MOST_OF_WORDS]) for key, one in self.decisions.items()]
        if name == "actions":
            return [(key, f"{one.number}: {one.text}"[:MOST_OF_WORDS]) for key, one in self.actions.items()]
        return [(key, one.name) for key, one in getattr(self, name).items()]

    @cached_property
    def agencies(self) -> Mapping[str, Agency]:
        """The partnership's organisations, by code."""
        return {one.code: one for one in Agency.objects.filter(partnership=self.partnership)}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The partnership's people, by name."""
        rows = Person.objects.filter(partnership=self.partnership).order_by("name")
        return {str(one.pk): one for one in rows}

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """The partnership's bodies, by code."""
        return {one.code: one for one in Body.objects.filter(partnership=self.partnership)}

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """The decisions that the reader may read."""
        rows = decisions_readable_by(self.viewpoint, partnership=self.partnership)
        return {str(one.pk): one for one in rows.select_related("body__partnership")}

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """The actions raised by the reader's day, the latest first."""
        rows = Action.objects.filter(partnership=self.partnership, raised_on__lte=self.viewpoint.on)
        return {str(one.number): one for one in rows.order_by("-number")}

    @cached_property
    def objectives(self) -> Mapping[str, Objective]:
        """The objectives of the plan in force that stand in the store, in the plan's order."""
        if self._version is None:
            return {}
        rows = Objective.objects.filter(plan=self._version.plan, code__in=self._planned)
        found = {one.code: one for one in rows}
        return {code: found[code] for code in self._planned if code in found}

    @cached_property
    def pathways(self) -> Choices:
        """The partnership's pathways, by their ids."""
        return list(pathways_of(self.partnership, self.viewpoint.on).items())

    @cached_property
    def _version(self) -> PlanVersion | None:
        return version_on(self.partnership, self.viewpoint.on)

    @cached_property
    def _planned(self) -> Mapping[str, str]:
        return {one.id: one.text for one in plan_of(self._version).objectives} if self._version else {}
