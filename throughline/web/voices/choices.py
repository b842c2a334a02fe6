"""What whoever records a voice chooses from: organisations, people, bodies, decisions and objectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.plan.queries import plan_of, version_on
from throughline.web.voices.lists import pathways_of

Choices = list[tuple[str, str]]
MOST_OF_WORDS = 90
"""Letters of a decision or an objective that a list shows."""


@dataclass(frozen=True)
class Chosen:
    """Everything that can be chosen, by the value that a form sends."""

    agencies: Mapping[str, Agency]
    people: Mapping[str, Person]
    bodies: Mapping[str, Body]
    decisions: Mapping[str, Decision]
    actions: Mapping[str, Action]
    objectives: Mapping[str, Objective]
    objective_words: Mapping[str, str]
    pathways: Choices

    def of(self, name: str) -> Choices:
        """The choices of one list, with their words."""
        if name == "objectives":
            return [(code, f"{code} {words}"[:MOST_OF_WORDS]) for code, words in self.objective_words.items()]
        if name == "decisions":
            return [(key, f"{one.number}: {one.text}"[:MOST_OF_WORDS]) for key, one in self.decisions.items()]
        if name == "actions":
            return [(key, f"{one.number}: {one.text}"[:MOST_OF_WORDS]) for key, one in self.actions.items()]
        return [(key, one.name) for key, one in getattr(self, name).items()]


def choices_for(partnership: Partnership, viewpoint: Viewpoint) -> Chosen:
    """What a reader may choose from on their day."""
    version = version_on(partnership, viewpoint.on)
    planned = {one.id: one.text for one in plan_of(version).objectives} if version else {}
    rows = Objective.objects.filter(plan=version.plan, code__in=planned) if version else ()
    objectives = {one.code: one for one in rows}
    decisions = decisions_readable_by(viewpoint, partnership=partnership).select_related("body__partnership")
    actions = Action.objects.filter(partnership=partnership, raised_on__lte=viewpoint.on)
    return Chosen(
        agencies={one.code: one for one in Agency.objects.filter(partnership=partnership)},
        people={str(one.pk): one for one in Person.objects.filter(partnership=partnership).order_by("name")},
        bodies={one.code: one for one in Body.objects.filter(partnership=partnership)},
        decisions={str(one.pk): one for one in decisions},
        actions={str(one.number): one for one in actions.order_by("-number")},
        objectives=objectives,
        objective_words={code: words for code, words in planned.items() if code in objectives},
        pathways=list(pathways_of(partnership, viewpoint.on).items()),
    )
