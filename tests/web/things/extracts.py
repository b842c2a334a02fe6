"""What the extracts room puts into addresses: an extract that came, a pair that waits, and a reader."""

from __future__ import annotations

from typing import Any

from tests.web.extracts.example import example_store
from throughline.figures.cohorts.linking.reviewing import waiting_for_a_person
from throughline.web.access.models import Person
from throughline.web.extracts.models import ExtractReader


def in_barnet(reader: Person) -> dict[str, Any]:
    """An extract of the example, two records that wait, and the analyst's reading of them."""
    left, right = waiting_for_a_person(example_store())[0].pair
    return {
        "extract": example_store().in_force().receipts[0], "left": left, "right": right, "sent_extract": "none",
        "extract_reader": ExtractReader.objects.get(ended_at=None).pk, "link_decision": 1,
    }  # fmt: skip
