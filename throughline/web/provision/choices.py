"""What the forms of this room let a person choose from, and the records that a choice means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from throughline.web.access.models import Agency, Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Decision
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.plan.queries import (
    objectives_closed_to,
    objectives_in_the_open,
    plan_of,
    version_on,
)
from throughline.web.provision.models import GapFinding, NeedsAssessment, Place, Provision
from throughline.web.provision.reads import pathways_on
from throughline.words.cohorts import COHORTS
from throughline.words.sectors import SECTORS

Pairs = list[tuple[str, str]]
LONGEST = 90


@dataclass
class Choices:
    """The choices of one partnership on the reader's day; each list is one query, when it is asked for."""

    viewpoint: Viewpoint

    @property
    def partnership(self) -> Partnership:
        """The partnership of the address."""
        assert self.viewpoint.partnership is not None  # noqa: S101 - every route of this room has one
        return self.viewpoint.partnership

    @cached_property
    def pathways(self) -> Pairs:
        """The pathways of the terms."""
        return list(pathways_on(self.partnership, self.viewpoint.on).items())

    @cached_property
    def place_rows(self) -> dict[str, Place]:
        """The places, by code."""
        rows = Place.objects.filter(partnership=self.partnership).select_related("inside", "partnership")
        return {one.code: one for one in rows}

    @property
    def places(self) -> Pairs:
        """The places."""
        return [(code, one.name) for code, one in self.place_rows.items()]

    @property
    def cohorts(self) -> Pairs:
        """The groups of people."""
        return list(COHORTS.items())

    @property
    def sectors(self) -> Pairs:
        """The sectors that a provider may come from."""
        return [("", _("Not said")), *SECTORS.items()]

    @cached_property
    def agency_rows(self) -> dict[str, Agency]:
        """The organisations, by code."""
        return {one.code: one for one in Agency.objects.filter(partnership=self.partnership)}

    @property
    def agencies(self) -> Pairs:
        """The organisations."""
        return [(code, one.name) for code, one in self.agency_rows.items()]

    @cached_property
    def body_rows(self) -> dict[str, Body]:
        """The bodies, by code."""
        rows = Body.objects.filter(partnership=self.partnership).select_related("partnership")
        return {one.code: one for one in rows}

    @property
    def bodies(self) -> Pairs:
        """The bodies."""
        return [(code, one.name) for code, one in self.body_rows.items()]

    @cached_property
    def closed(self) -> frozenset[tuple[int, str]]:
        """The objectives that the reader may not read, by the key of their plan and their number."""
        return objectives_closed_to(self.viewpoint)

    @cached_property
    def objective_rows(self) -> dict[str, Objective]:
        """The objectives of the plan in force, by code."""
        version = version_on(self.partnership, self.viewpoint.on)
        rows = objectives_in_the_open(self.partnership).filter(plan=version.plan) if version else []
        return {one.code: one for one in rows}

    @cached_property
    def objectives(self) -> Pairs:
        """The objectives of the plan in force, with their first words, and none."""
        version = version_on(self.partnership, self.viewpoint.on)
        planned = plan_of(version).objectives if version else ()
        return [("", _("None")), *((one.id, f"{one.id} {one.text}"[:LONGEST]) for one in planned)]

    @cached_property
    def assessment_rows(self) -> dict[str, NeedsAssessment]:
        """The assessments of needs, by number."""
        rows = NeedsAssessment.objects.filter(partnership=self.partnership)
        return {str(one.number): one for one in rows}

    @property
    def assessments(self) -> Pairs:
        """The assessments of needs, and none."""
        found = ((code, f"{one.number} {one.title}"[:LONGEST]) for code, one in self.assessment_rows.items())
        return [("", _("None")), *found]

    @cached_property
    def gap_rows(self) -> dict[str, GapFinding]:
        """The gaps recorded, by number."""
        rows = GapFinding.objects.filter(partnership=self.partnership).select_related("partnership")
        return {str(one.number): one for one in rows}

    @property
    def gaps(self) -> Pairs:
        """The gaps recorded, with their first words."""
        return [(code, f"{one}: {one.words}"[:LONGEST]) for code, one in self.gap_rows.items()]

    @cached_property
    def services(self) -> Pairs:
        """The services of the directory by number, each under the name that it has now."""
        rows = Provision.objects.filter(partnership=self.partnership, followed_by=None)
        return [
            ("", _("None")),
            *((str(number), name) for number, name in rows.values_list("number", "name")),
        ]

    @cached_property
    def decision_rows(self) -> dict[str, Decision]:
        """The decisions that the reader may know of, by their key."""
        rows = decisions_readable_by(self.viewpoint, partnership=self.partnership)
        return {str(one.pk): one for one in rows.select_related("body")}

    @property
    def decisions(self) -> Pairs:
        """The decisions that the reader may know of, and none."""
        found = ((code, f"{one.number}: {one.text}"[:LONGEST]) for code, one in self.decision_rows.items())
        return [("", _("None")), *found]

    def rows_for(self, typed: dict[str, Any]) -> dict[str, Any]:
        """What was typed, with each code exchanged for the record that it means; nothing chosen is None."""
        kinds = {
            "place": "place_rows", "inside": "place_rows", "owner": "agency_rows", "lead": "agency_rows",
            "provider_agency": "agency_rows", "body": "body_rows", "objective": "objective_rows",
            "assessment": "assessment_rows", "decision": "decision_rows",
        }  # fmt: skip
        return {
            name: getattr(self, kinds[name]).get(value) if name in kinds else value
            for name, value in typed.items()
        }
