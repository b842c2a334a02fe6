"""A report to a parent on its way: drafted, cleared, through the group between, sent, received, accepted.

Source: product.md, R14 and 4.4 (a report is made when it is received), page 30; the partnership file,
section 7 (``via``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from throughline.rules.obligations import Obligation
from throughline.words.periods import Period
from throughline.words.refusals import Refused

ReportState = Literal[
    "drafting",
    "cleared",
    "with-intermediate",
    "passed-on",
    "sent",
    "received",
    "accepted",
    "answered",
    "returned",
]
ReportStep = Literal[
    "clear", "reopen", "send-first", "pass-on", "return", "send", "receive", "accept", "answer", "correct"
]
CellState = ReportState | Literal["owed", "done", "no date", "as required"]

FOLLOWS: Final[Mapping[ReportState, Mapping[ReportStep, ReportState]]] = {
    "drafting": {"clear": "cleared"},
    "cleared": {"reopen": "drafting", "send-first": "with-intermediate", "send": "sent"},
    "with-intermediate": {"pass-on": "passed-on", "return": "returned"},
    "passed-on": {"send": "sent", "return": "returned"},
    "sent": {"receive": "received", "accept": "accepted", "return": "returned", "correct": "drafting"},
    "received": {"accept": "accepted", "return": "returned", "correct": "drafting"},
    "accepted": {"answer": "answered", "correct": "drafting"},
    "answered": {"correct": "drafting"},
    "returned": {"correct": "drafting"},
}
"""Every step that a state allows, and the state that follows. What is not here is refused."""
FREEZES: Final[frozenset[ReportStep]] = frozenset({"send-first", "send"})
"""The steps by which the words leave the house: from then on that version never changes."""
BEGINS_A_VERSION: Final[ReportStep] = "correct"
NEEDS_WORDS: Final[frozenset[ReportStep]] = frozenset({"return", "correct", "answer"})
_MADE: Final[frozenset[ReportStep]] = frozenset({"receive", "accept"})
_NOW: Final[Mapping[ReportState, str]] = {
    "drafting": "is still being drafted: clear it first",
    "cleared": "is cleared and not sent: it may be sent or opened again",
    "with-intermediate": "is with the group between: record that it was passed on or returned",
    "passed-on": "was passed on by the group between: it may be sent to the parent",
    "sent": "was sent: record that it was received, accepted or returned, or correct it",
    "received": "was received: record that it was accepted or returned, or correct it",
    "accepted": "was accepted: record the answer, or correct it",
    "answered": "was answered: only a correction may follow",
    "returned": "was returned: correct it first",
}


class ReportStepRefused(Refused, ValueError):
    """This step may not follow, or lacks the words that it needs."""


@dataclass(frozen=True)
class Taken:
    """One step of a report, and the day on which it was taken."""

    step: ReportStep
    on: date


def steps_allowed(state: ReportState, *, has_intermediate: bool) -> tuple[ReportStep, ...]:
    """What may follow; where the terms name a group between, it comes before the parent.

    Source: the partnership file, section 7 (``via``: goes there first); product.md, page 30.
    """
    found = FOLLOWS[state]
    if state == "cleared":
        left_out = "send" if has_intermediate else "send-first"
        return tuple(step for step in found if step != left_out)
    return tuple(found)


def report_after(
    state: ReportState, step: ReportStep, *, has_intermediate: bool, words: str = "", name: str = "The report"
) -> ReportState:
    """The state after a step. Raises ReportStepRefused with what may be done instead.

    Source: the partnership file, section 7 (``via``); product.md, page 30 (draft, send, log acceptance).
    """
    if step == "send" and state == "cleared" and has_intermediate:
        raise ReportStepRefused(
            f"{name} goes to the group between first, as the terms say. Send it there. Nothing was changed."
        )
    if step not in steps_allowed(state, has_intermediate=has_intermediate):
        raise ReportStepRefused(f"{name} {_NOW[state]}. Nothing was changed.")
    if step in NEEDS_WORDS and not words.strip():
        raise ReportStepRefused(f"Say in a sentence why, or what was said, of {name}. Nothing was changed.")
    return FOLLOWS[state][step]


def refuse_day(taken: Sequence[Taken], on: date, *, begun: date, today: date) -> None:
    """Refuse a day before the last step, or a day still to come. Raises ReportStepRefused.

    Source: product.md, page 30 (both dates are recorded).
    """
    earliest = max((one.on for one in taken), default=begun)
    if not earliest <= on <= today:
        raise ReportStepRefused(
            f"Give a day from {earliest:%-d %B %Y}, the day of the last step, until today. "
            "Nothing was changed."
        )


def made_on(taken: Iterable[Taken]) -> date | None:
    """The day on which a report counts as made: when the parent first received or accepted it.

    Source: product.md, 4.4 (made when received); R14 (tabled or acknowledged).
    """
    return min((one.on for one in taken if one.step in _MADE), default=None)


def last_day(taken: Iterable[Taken], *steps: ReportStep) -> date | None:
    """The last day on which one of some steps was taken; None where none was.

    Source: product.md, page 30.
    """
    return max((one.on for one in taken if one.step in steps), default=None)


def days_late(due: date | None, made: date | None, today: date) -> int:
    """How many days after its due day a report was made, or has not been made by today; 0 is in time.

    Source: product.md, R14 and R18 (overdue days are calendar days).
    """
    return max(0, ((made or today) - due).days) if due else 0


@dataclass(frozen=True, kw_only=True)
class ReportSeen:
    """What the grid needs of a report: whose, for whom, when it is due, and its steps in order."""

    key: int
    at: str
    what: str
    to: str
    due: date | None
    state: ReportState
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One thing owed to one parent: its state, how late in days, where the terms say it, its report."""

    what: str
    at: str
    to: str
    due: date | None
    state: CellState
    late_by: int = 0
    why: str = ""
    clause: tuple[str, ...] = ()
    via: str | None = None
    report: int | None = None
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class GridRow:
    """One parent: what is due in each part of the year, and what has no date."""

    to: str
    cells: tuple[tuple[Cell, ...], ...]
    undated: tuple[Cell, ...]


def obligations_grid(
    obligations: Sequence[Obligation],
    reports: Sequence[ReportSeen],
    columns: Sequence[Period],
    *,
    today: date,
) -> tuple[GridRow, ...]:
    """What is owed to whom in each part of a year, and how far each report of it has come.

    A report stands for the obligation of the same duty, parent and part of the year; one that no date
    of the terms asks for stands by itself on the day its recipient set. Nothing else is filled in.
    Source: product.md, R14 and page 30.
    """
    cells = tuple(_cells(obligations, reports, columns, today))
    parents = dict.fromkeys([one.to for one in obligations] + [one.to for one in reports])
    return tuple(_row(parent, [one for one in cells if one.to == parent], columns) for parent in parents)


def _row(parent: str, cells: Sequence[Cell], columns: Sequence[Period]) -> GridRow:
    return GridRow(
        parent,
        tuple(tuple(one for one in cells if one.due and one.due in part) for part in columns),
        tuple(one for one in cells if one.due is None),
    )


def _cells(
    obligations: Sequence[Obligation], reports: Sequence[ReportSeen], columns: Sequence[Period], today: date
) -> Iterator[Cell]:
    taken: set[int] = set()
    first = min((part.first for part in columns), default=today)
    last = max((part.last for part in columns), default=today)
    for one in obligations:
        alike = [other for other in obligations if (other.at, other.to) == (one.at, one.to) and other.due]
        answer = next((seen for seen in reports if _answers(seen, one, alike, first, taken)), None)
        if answer is not None:
            taken.add(answer.key)
            yield _of_report(answer, one, today)
        else:
            yield _of_terms(one, today)
    clauses = {(one.at, one.to): one for one in obligations}
    for seen in reports:
        in_year = seen.due is None or first <= seen.due <= last
        if seen.key not in taken and in_year:
            yield _of_report(seen, clauses.get((seen.at, seen.to)), today)


def _answers(
    seen: ReportSeen, one: Obligation, alike: Sequence[Obligation], first: date, taken: Collection[int]
) -> bool:
    if seen.key in taken or (seen.at, seen.to) != (one.at, one.to) or not (seen.due and one.due):
        return False
    return _part(seen.due, first, len(alike)) == _part(one.due, first, len(alike))


def _part(day: date, first: date, parts: int) -> int:
    """Which of so many equal parts of the year a day falls in, by whole months from the year's first day."""
    months = (day.year - first.year) * 12 + day.month - first.month - (day.day < first.day)
    return months * parts // 12


def _of_report(seen: ReportSeen, one: Obligation | None, today: date) -> Cell:
    due = seen.due or (one.due if one else None)
    return Cell(
        what=seen.what,
        at=seen.at,
        to=seen.to,
        due=due,
        state=seen.state,
        late_by=days_late(due, made_on(seen.taken), today),
        why=one.why if one else "",
        clause=one.clause if one else (),
        via=one.via if one else None,
        report=seen.key,
        taken=seen.taken,
    )


def _of_terms(one: Obligation, today: date) -> Cell:
    states: Mapping[str, CellState] = {
        "dated": "owed",
        "done": "done",
        "as required": "as required",
        "suspended": "no date",
        "no date": "no date",
    }
    state = states[one.state]
    return Cell(
        what=one.what,
        at=one.at,
        to=one.to,
        due=one.due,
        state=state,
        late_by=days_late(one.due, None, today) if state == "owed" else 0,
        why=one.why,
        clause=one.clause,
        via=one.via,
    )
