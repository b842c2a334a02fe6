"""What follows from who came to a meeting: its quorum, and what its decisions are worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from throughline.rules.circle import Circle, Present
from throughline.rules.quorum import QuorumState, in_words, is_quorate
from throughline.rules.terms.model import Terms
from throughline.web.decisions.models import Decision
from throughline.web.governance.circles import seated_on
from throughline.web.meetings.models import Attendance, Meeting

AUTHORITIES = {
    "made": Decision.Authority.MADE,
    "recommended": Decision.Authority.RECOMMENDED,
    "made; no quorum stated": Decision.Authority.NO_QUORUM_STATED,
}


def who_came(meeting: Meeting) -> tuple[Attendance, ...]:
    """The recorded attendance of a meeting, in one query."""
    return tuple(meeting.attendances.select_related("person", "agency"))


def quorum_by(rows: Iterable[Attendance], circle: Circle) -> QuorumState:
    """The quorum that those recorded make. Source: rules R6 and R7."""
    return is_quorate(circle, present(rows))


def present(rows: Iterable[Attendance]) -> tuple[Present, ...]:
    """Recorded attendance as the rules take it."""
    return tuple(
        Present(
            person=row.person.name,
            seat=row.seat or None,
            organisation=row.agency.code,
            as_=row.capacity,  # type: ignore[arg-type]
        )
        for row in rows
    )


def circle_of(meeting: Meeting, *, written: Terms | None = None) -> Circle:
    """The body as it was on the day of the meeting. Raises NoTermsYet."""
    return seated_on(meeting.body, meeting.held_on, written=written).circle


def quorum_by_who_came(circle: Circle, rows: Sequence[Attendance]) -> str:
    """In a sentence, whether those recorded make a quorum, with the other reading where it differs.

    Nothing where nobody is recorded. Source: rules R6 and R7.
    """
    return in_words(quorum_by(rows, circle), circle) if rows else ""
