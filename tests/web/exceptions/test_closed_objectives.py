"""A candidate tied to an objective that the plan closed names no number to the report's readers."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.exceptions import ActionSeen, Line
from throughline.web.access.models import Partnership
from throughline.web.exceptions.looking import _as_open
from throughline.web.plan.queries import standing_plan, version_on

DAY = date(2010, 1, 15)


@pytest.mark.parametrize(
    ("sentence", "objective", "told"),
    [
        ("an open objective keeps its number", "1.3.1", "1.3.1"),
        ("a closed one has none", "3.4.1", ""),
        ("no objective stays none", "", ""),
    ],
)
def test_a_line_names_only_an_open_objective(
    universe: None, db: None, sentence: str, objective: str, told: str
) -> None:
    version = version_on(Partnership.objects.get(slug="east-midlands"), DAY)
    assert version is not None
    seen = ActionSeen(
        line=Line(kind="action", code="1", words="Do it", objective=objective),
        age_days=1, moves=0, overdue_days=0,
    )  # fmt: skip
    assert _as_open(seen, standing_plan(version, DAY)).line.objective == told, sentence
