"""Who hears that comments on draft minutes are about to close: those of 16 March close on 2 April."""

from __future__ import annotations

from datetime import date

import pytest

from tests.web.meetings.minutes_told import AT, approved, held_on, note
from throughline.web.access.models import Partnership
from throughline.web.governance.models import Body
from throughline.web.mail.personal import refuse_names_and_addresses
from throughline.web.meetings import actions
from throughline.web.meetings.minutes.content import content_of, lines_of, seal_of
from throughline.web.meetings.models import Meeting, MinutesRecipient
from throughline.web.meetings.reminders_comments import closing_comments

CLOSES = date(2026, 4, 2)


@pytest.fixture
def out(group: Body) -> Meeting:
    """A meeting of 16 March whose minutes are out; comments close on Thursday 2 April."""
    meeting = held_on(group, date(2026, 3, 16))
    note(meeting, "The pilot begins in May.")
    seen = seal_of(content_of(lines_of(meeting)))
    actions.circulate_minutes(meeting=meeting, comments_close_on=CLOSES, seen=seen, **AT)
    return meeting


DAYS = [
    ("three working days before nobody hears", date(2026, 3, 30), False),
    ("two working days before everybody who was sent them does", date(2026, 3, 31), True),
    ("once it has passed nobody does", date(2026, 4, 7), False),
]


@pytest.mark.parametrize(("day", "is_said"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_when_it_is_said_and_to_whom(barnet: Partnership, out: Meeting, day: date, is_said: bool) -> None:
    sent = set(MinutesRecipient.objects.filter(version__meeting=out).values_list("person", flat=True))
    told = [one for one in closing_comments(barnet, day) if one.about == f"meeting:{out.pk}"]
    assert sent
    assert {one.person_id for one in told} == (sent if is_said else set())
    for one in told:
        assert one.sentence.endswith("of 16 March 2026 close on 2 April 2026.")
        refuse_names_and_addresses(barnet, one.sentence, one.path, one.once)


def test_approved_minutes_are_not_reminded_of(barnet: Partnership, group: Body, out: Meeting) -> None:
    approved(out, held_on(group, date(2026, 3, 23)))
    assert not [
        one for one in closing_comments(barnet, date(2026, 3, 31)) if one.about.endswith(f":{out.pk}")
    ]
