"""What the secretary says of a rule that was not kept; it leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.standing import person_of
from throughline.web.governance.models import Body
from throughline.web.meetings.models import RuleNote
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused


class NothingSaid(Refused):
    """A note on a rule has words."""


class SaidAlready(Refused):
    """Somebody said why in the meantime."""


@transaction.atomic
def note_rule(
    *,
    body: Body,
    rule: str,
    due: date,
    rests_on: str,
    words: str,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> RuleNote:
    """Say why a rule was late or broken on one occasion, or say it anew.

    ``expected_version`` is 0 where nobody has said anything; the same words twice change nothing.
    Raises NothingSaid, SaidAlready and EditedSince.
    """
    said = " ".join(words.split())
    if not said:
        raise NothingSaid("Write why the rule was not kept, in a sentence. Nothing was changed.")
    person = person_of(by, body.partnership)
    fresh = {"words": said, "by": person, "written_at": at}
    note, is_new = RuleNote.objects.get_or_create(
        body=body, rule=rule, due=due, rests_on=rests_on, defaults=fresh
    )
    if not is_new and note.words == said:
        return note
    if not is_new and not expected_version:
        raise SaidAlready(
            "Somebody has said why in the meantime. Nothing was changed. Open it again from the rules."
        )
    if not is_new:
        note = save_changes(note, expected_version=expected_version, **fresh)
    record_event(
        by=by,
        at=at,
        what="rule note written",
        thing=note,
        partnership=body.partnership,
        detail={"body": body.code, "rule": rule, "due": due.isoformat(), "on": rests_on},
    )
    return note
