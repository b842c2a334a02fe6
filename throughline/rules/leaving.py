"""When an appointment ends, or may be ended, because its holder stays away.

Source: the partnership file, section 7 (``leaving``).
"""

from __future__ import annotations

from collections.abc import Sequence

from throughline.rules.terms.model import Leaving, in_use


def has_missed_too_many(rule: Leaving, attended: Sequence[bool]) -> bool | None:
    """Whether the meetings missed reach the number the terms give: in a row, or out of the last so many.

    ``attended`` holds this body's meetings while the appointment ran, the earliest first. None
    where the terms give no number. What follows, ``automatic`` says: it ends, or it may be ended.
    Source: the partnership file, section 7 (``leaving``).
    """
    absences: int | None = in_use(rule.absences)
    if absences is None:
        return None
    of_last: int | None = in_use(rule.of_last)
    if of_last is not None:
        return sum(not came for came in attended[-of_last:]) >= absences
    return len(attended) >= absences and not any(attended[-absences:])
