"""Reads of many bodies at once agree with the permits of each body."""

from __future__ import annotations

import pytest

from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.models import Body
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS, codes_readable_by
from throughline.web.meetings.queries import codes_run_by
from throughline.web.site.today import today


@pytest.mark.parametrize("slug", ["barnet", "east-midlands"])
@pytest.mark.parametrize(
    "permit, codes",
    [
        (READ_BODY, lambda viewpoint, every: codes_readable_by(viewpoint)),
        (RUN_MEETINGS, lambda viewpoint, every: codes_run_by(viewpoint, among=every)),
    ],
    ids=["read", "run"],
)
def test_all_bodies_at_once_is_each_body_by_itself(
    universe: None, db: None, slug: str, permit, codes
) -> None:
    partnership = Partnership.objects.get(slug=slug)
    every = frozenset(Body.objects.filter(partnership=partnership).values_list("code", flat=True))
    people = Person.objects.filter(partnership=partnership, user__isnull=False).select_related("user")
    seen = set()
    for person in people:
        on = today(partnership)
        each = {
            code
            for code in every
            if holds_permit(permit, Viewpoint(person.user, on, partnership, {"body": code}))
        }
        assert codes(Viewpoint(person.user, on, partnership), every) == each, person.name
        seen.add(frozenset(each))
    assert len(seen) > 1, "everybody may do the same, so this shows nothing"
