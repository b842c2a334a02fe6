"""A decision carried into every organisation: who has acknowledged it, who does it, who is late.

Source: rule R45; Pan-Dorset terms, role 8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from throughline.words.refusals import Refused
from throughline.words.working_days import DEFAULT_CALENDAR, add_working_days, working_days_between

Answer = Literal["acknowledged", "implemented", "declined", "not-applicable"]
AnswerState = Literal["waiting", "acknowledged", "implemented", "declined", "not-applicable"]
Owed = Literal["acknowledgement", "implementation", "nothing"]

ACKNOWLEDGED_WITHIN: Final = 10
"""Working days that an organisation has to say that it knows of the decision."""

MAY_FOLLOW: Final[Mapping[AnswerState, frozenset[Answer]]] = {
    "waiting": frozenset({"acknowledged", "implemented", "declined", "not-applicable"}),
    "acknowledged": frozenset({"implemented", "declined", "not-applicable"}),
    "declined": frozenset({"acknowledged", "implemented", "not-applicable"}),
    "not-applicable": frozenset({"acknowledged", "implemented", "declined"}),
    "implemented": frozenset(),
}
"""What an organisation may answer after its last answer; that it was done is the end."""
NEEDS_A_REASON: Final[frozenset[Answer]] = frozenset({"declined", "not-applicable"})


class AnswerRefused(Refused, ValueError):
    """This answer may not follow, or lacks its reason."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What an organisation said, and on which day."""

    says: Answer
    on: date


@dataclass(frozen=True, kw_only=True)
class CascadeStanding:
    """Where one organisation stands with one decision on a day.

    ``due`` is the day by which what is owed is due, if a day is set. The two numbers of working days
    say how late the acknowledgement and the implementation came, or are by now; 0 is in time.
    """

    state: AnswerState
    owed: Owed
    due: date | None
    acknowledgement_late_by: int = 0
    implementation_late_by: int = 0

    @property
    def is_late(self) -> bool:
        """Whether what is owed now is late."""
        late = {
            "acknowledgement": self.acknowledgement_late_by,
            "implementation": self.implementation_late_by,
            "nothing": 0,
        }
        return late[self.owed] > 0


def acknowledge_by(told_on: date, *, calendar: str = DEFAULT_CALENDAR) -> date:
    """The last day to acknowledge a decision of which an organisation was told on a day.

    Source: rule R45 (ten working days, the day of telling not counted).
    """
    return add_working_days(told_on, ACKNOWLEDGED_WITHIN, calendar)


def refuse_answer(state: AnswerState, says: Answer, reason: str) -> None:
    """Refuse an answer that may not follow the last one, or lacks the reason it needs.

    Raises AnswerRefused. Source: rule R45 (not applicable needs a reason).
    """
    if says not in MAY_FOLLOW[state]:
        words = "was implemented, which is the end of it" if state == "implemented" else f"is {state} already"
        raise AnswerRefused(f"The decision {words} in this organisation. Nothing was changed.")
    if says in NEEDS_A_REASON and not reason.strip():
        raise AnswerRefused(
            "Say why the decision is declined, or why it does not apply. Nothing was changed."
        )


def cascade_standing(
    answers: Sequence[Answered],
    *,
    told_on: date,
    effective_from: date | None,
    on: date,
    calendar: str = DEFAULT_CALENDAR,
) -> CascadeStanding:
    """Where an organisation stands on a day, by its answers up to that day in their order.

    Any first answer acknowledges the decision. Declined or not applicable, it owes nothing more.
    ``effective_from`` is the day by which it must be implemented; None sets no such clock.
    Source: rule R45.
    """
    given = [one for one in answers if one.on <= on]
    state: AnswerState = given[-1].says if given else "waiting"
    known_by = acknowledge_by(told_on, calendar=calendar)
    late = _late(known_by, given[0].on if given else on, calendar)
    if state == "waiting":
        return CascadeStanding(
            state=state, owed="acknowledgement", due=known_by, acknowledgement_late_by=late
        )
    done_on = given[-1].on if state == "implemented" else on
    counts = state in ("acknowledged", "implemented") and effective_from is not None
    return CascadeStanding(
        state=state,
        owed="implementation" if state == "acknowledged" else "nothing",
        due=effective_from if state == "acknowledged" else None,
        acknowledgement_late_by=late,
        implementation_late_by=_late(effective_from, done_on, calendar) if counts and effective_from else 0,
    )


def _late(due: date, came: date, calendar: str) -> int:
    return max(0, working_days_between(due, came, calendar)) if came > due else 0
