"""Once minutes are approved the database itself refuses to change them, on either engine."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Decision
from throughline.web.meetings.approved_words import FIXED
from throughline.web.meetings.models import Meeting, Minute, MinutesVersion

APPROVED, DRAFT = "2025-06-10", "2026-03-04"
OTHER: dict[str, Any] = {
    "text": "Other words.",
    "series": "X",
    "number": 999,
    "kind": "action",
    "written_at": "2020-01-01T00:00:00Z",
    "struck_at": "2020-01-01T00:00:00Z",
    "item_id": None,
    "action_id": None,
}
"""For each column another value; the keys of other records are looked up."""


def a_decision(barnet: Partnership, day: str) -> Minute:
    """A paragraph of a day's minutes, one that has a decision where there is one."""
    lines = Minute.objects.filter(meeting__body__partnership=barnet, meeting__held_on=day, struck_at=None)
    return lines.order_by("decision", "pk").exclude(item=None).first() or lines[0]


def another(minute: Minute, column: str) -> Any:
    """A value that the column does not have."""
    if column == "meeting_id":
        return Meeting.objects.exclude(pk=minute.meeting_id).values_list("pk", flat=True)[0]
    if column == "decision_id":
        taken = Minute.objects.exclude(decision=None).values("decision")
        return Decision.objects.exclude(pk__in=taken).values_list("pk", flat=True)[0]
    return OTHER[column]


@pytest.mark.parametrize("column", [one for one in FIXED if one != "action_id"])
def test_a_paragraph_of_approved_minutes_is_not_changed_behind_the_actions(
    barnet: Partnership, column: str
) -> None:
    minute = a_decision(barnet, APPROVED)
    was = Minute.objects.filter(pk=minute.pk).values().get()
    with pytest.raises(DatabaseError, match="corrected by a later decision"), transaction.atomic():
        Minute.objects.filter(pk=minute.pk).update(**{column: another(minute, column)})
    assert Minute.objects.filter(pk=minute.pk).values().get() == was


def test_who_may_read_it_may_still_be_narrowed(barnet: Partnership) -> None:
    minute = a_decision(barnet, APPROVED)
    assert Minute.objects.filter(pk=minute.pk).update(readers="members") == 1


def test_a_draft_may_be_changed_until_it_is_approved(barnet: Partnership) -> None:
    minute = a_decision(barnet, DRAFT)
    assert Minute.objects.filter(pk=minute.pk).update(text="Other words.") == 1
    MinutesVersion.objects.create(
        meeting=minute.meeting, number=1, kind="approved", content=[], made_at="2026-03-30T09:00:00Z"
    )
    with pytest.raises(DatabaseError, match="corrected"), transaction.atomic():
        Minute.objects.filter(pk=minute.pk).update(text="Yet other words.")
