"""What an import of a plan is measured against: the partnership's own terms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.spec.plan.test_east_midlands_plan import plan
from tests.spec.terms.files import founding
from throughline.rules.plan.linter import lint
from throughline.rules.plan.model import Plan
from throughline.web.plan.proposals import surroundings


@pytest.mark.clause("C342", breaks="throughline.web.plan.proposals:surroundings")
@pytest.mark.clause("C342", breaks="throughline.rules.plan.cross_checks:indicator_off_purpose")
@pytest.mark.clause("C342", breaks="partnerships/east-midlands.toml#indicator.ni-143")
def test_a_code_that_does_not_serve_the_purpose_it_is_cited_for_is_flagged() -> None:
    around = surroundings(founding("east-midlands"))
    mistaken = Plan(
        tuple(replace(line, indicator="NI 43") if line.id == "2.3.1.a" else line for line in plan().lines)
    )
    said = [
        [each.sentence for each in lint(one, around) if each.code == "indicator-off-purpose"]
        for one in (plan(), mistaken)
    ]
    assert said == [[], ["NI 43 is cited for PSA 16, which it does not serve; NI 143 and NI 144 do."]]
