"""The skeleton of an agenda: what the terms, the body's kind and open business put on it.

Source: the partnership file, sections 4, 7 and 11; rules R8, R15 and R18.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from throughline.rules.obligations import Obligation
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import AgendaItemStanding, Body, Open, Reading, Terms, in_use
from throughline.words.dates import ImpreciseDate

ACTIONS = "actions"
"""The item of an agenda under which actions are taken."""
Asked = Literal["note", "agree", "decide", "discuss"]


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One item of a skeleton agenda, and why it is there.

    ``id`` is unique on the agenda and stays the same from draft to minutes, such as ``actions`` or
    ``panel-report/iom``.
    """

    id: str
    title: str
    asked: Asked
    because: str
    clause: tuple[str, ...] = ()


def skeleton_agenda(
    terms: Terms,
    body: str,
    day: date,
    *,
    ratifications: Collection[str] = (),
    chairs_actions: Collection[str] = (),
    exists: Collection[str] = (),
    falling_due: Collection[Obligation] = (),
    next_meeting: date | None = None,
) -> tuple[AgendaLine, ...]:
    """The items of a meeting that follow from the terms of its day, in order, with nothing typed.

    ``ratifications`` are the decisions recommended without a quorum; ``chairs_actions`` what the chair
    decided and no meeting has noted or reversed; ``exists`` the as-required items for which something
    exists; ``falling_due`` the body's obligations, of which those due before ``next_meeting`` or overdue
    take an item. Raises KeyError if the body is not in force that day.
    Source: the partnership file, sections 4, 7 and 11; rules R8, R15, R18 and R47.
    """
    day_terms = on(terms, day)
    here = day_terms.body(body)
    lines = list(_opening())
    lines += _ratified(ratifications)
    lines += _by_the_chair(chairs_actions)
    lines += _panel(here) if here.kind == "case-panel" else _business()
    lines += _readings(terms, here, day)
    lines += _reports(day_terms, here)
    lines += _due_items(here, day, falling_due, next_meeting)
    lines.append(_FORWARD_PLAN)
    return tuple(_each_once(_with_standing(lines, here.agenda, exists)))


def progresses_actions(body: Body) -> bool:
    """Whether the terms take actions at every meeting, so that those open are listed for the next one.

    Source: Pan-Dorset terms, recording 1 (actions are progressed at meetings).
    """
    firm = (one for one in body.agenda if (in_use(one.strength) or "firm") != "as-required")
    return any(one.item.casefold() == ACTIONS for one in firm)


def _each_once(lines: Iterator[AgendaLine]) -> Iterator[AgendaLine]:
    """The lines with a number added to an id that stands already, such as a second report to one parent."""
    met: Counter[str] = Counter()
    for line in lines:
        met[line.id] += 1
        yield line if met[line.id] == 1 else replace(line, id=f"{line.id}/{met[line.id]}")


_FORWARD_PLAN = AgendaLine(
    id="forward-plan",
    title="Forward plan",
    asked="note",
    because="the dates and obligations that follow from the terms",
)


def _opening() -> Iterator[AgendaLine]:
    yield AgendaLine(
        id="apologies",
        title="Apologies, deputies and interests",
        asked="note",
        because="who is here, for whom, and what they declare, before anything is decided",
    )
    yield AgendaLine(
        id="minutes",
        title="Minutes of the last meeting",
        asked="agree",
        because="minutes stand once the body agrees them",
    )


def _ratified(ratifications: Collection[str]) -> Iterator[AgendaLine]:
    for number, text in enumerate(ratifications, start=1):
        yield AgendaLine(
            id=f"ratification/{number}",
            title=f"To ratify: {text}",
            asked="decide",
            because="recommended when the meeting was not quorate (rule R8)",
        )


def _by_the_chair(chairs_actions: Collection[str]) -> Iterator[AgendaLine]:
    for number, text in enumerate(chairs_actions, start=1):
        yield AgendaLine(
            id=f"chairs-action/{number}",
            title=f"Chair’s action to report: {text}",
            asked="decide",
            because="decided by the chair between meetings: the body notes it or reverses it (rule R47)",
        )


def _business() -> Iterator[AgendaLine]:
    yield AgendaLine(
        id="actions",
        title="Actions needing a decision",
        asked="decide",
        because="actions overdue, moved three times or open for more than 90 days (rule R18)",
    )
    yield AgendaLine(
        id="exceptions",
        title="Exceptions",
        asked="discuss",
        because="what the rules pick out of the plan; none is a valid report (rule R21)",
    )
    yield AgendaLine(
        id="performance",
        title="Performance: changed verdicts only",
        asked="discuss",
        because="verdicts that are not those of the last meeting (rule R29)",
    )
    yield AgendaLine(
        id="risks",
        title="Risks and escalations",
        asked="discuss",
        because="risks that rose and escalations without an answer (rule R44)",
    )


def _panel(body: Body) -> Iterator[AgendaLine]:
    rule = body.casework[-1] if body.casework else None
    functions: tuple[str, ...] = (in_use(rule.functions) if rule is not None else None) or ()
    clause = rule.clause if rule is not None else ()
    yield AgendaLine(
        id="actions",
        title="Actions needing a decision",
        asked="decide",
        because="actions overdue, moved three times or open for more than 90 days (rule R18)",
    )
    titles: tuple[tuple[str, str, Asked], ...] = (
        ("select", "Referrals for selection", "decide"),
        ("share", "Information shared on cases", "discuss"),
        ("action-plan", "Action plans and reviews", "agree"),
        ("deselect", "Cases for de-selection", "decide"),
    )
    for function, title, asked in titles:
        if function in functions:
            yield AgendaLine(
                id=f"casework/{function}",
                title=title,
                asked=asked,
                because="a function of the panel",
                clause=clause,
            )


def _readings(terms: Terms, body: Body, day: date) -> Iterator[AgendaLine]:
    answered = {reading.settles for reading in terms.readings if reading.decided is not None}
    for reading in terms.readings:
        is_answered = reading.decided is None and reading.settles is not None and reading.settles in answered
        if _is_of(reading, body) and _is_open(reading, day) and not is_answered:
            yield AgendaLine(
                id=f"reading/{reading.settles or reading.id}",
                title=f"Reading: {reading.question}",
                asked="decide",
                because="the terms are unclear here until the body adopts a reading",
                clause=reading.clause,
            )


def _is_of(reading: Reading, body: Body) -> bool:
    return (reading.settles or "").partition(".")[0] == body.id


def _is_open(reading: Reading, day: date) -> bool:
    taken_on = reading.from_
    return reading.decided is None or (isinstance(taken_on, ImpreciseDate) and taken_on.earliest == day)


def _reports(terms: Terms, body: Body) -> Iterator[AgendaLine]:
    for line in body.lines:
        if line.type != "holds-to-account":
            continue
        who = in_use(line.to)
        for other in terms.bodies:
            if who is not None and other.id in who.is_:
                yield AgendaLine(
                    id=f"panel-report/{other.id}" if other.kind == "case-panel" else f"report/{other.id}",
                    title=f"Report of the {other.name}",
                    asked="discuss",
                    because=f"{body.name} holds it to account",
                    clause=line.clause,
                )


def _due_items(
    body: Body, day: date, falling_due: Collection[Obligation], next_meeting: date | None
) -> Iterator[AgendaLine]:
    for one in falling_due:
        is_due = (
            one.state == "dated"
            and one.due is not None
            and (one.is_overdue or (next_meeting is not None and one.due < next_meeting))
        )
        if one.body == body.id and is_due and one.due is not None:
            late = one.due < day
            yield AgendaLine(
                id=f"due/{one.what}/{one.to}",
                title=f"{one.what.replace('-', ' ').capitalize()}",
                asked="decide" if one.what.endswith("review") else "agree",
                because=("overdue: " if late else "due before the next meeting: ") + one.why,
                clause=one.clause,
            )


def _with_standing(
    lines: list[AgendaLine], standing: tuple[AgendaItemStanding, ...], exists: Collection[str]
) -> Iterator[AgendaLine]:
    added: list[AgendaLine] = []
    for entry in standing:
        is_firm = (in_use(entry.strength) or "firm") != "as-required"
        place = next((n for n, line in enumerate(lines) if _says_the_same(line, entry)), None)
        if place is not None:
            lines[place] = replace(lines[place], clause=(*lines[place].clause, *entry.clause))
        elif is_firm or entry.item in exists:
            added.append(_standing(entry, is_firm=is_firm))
    yield from (*lines[:-1], *added, lines[-1])


def _says_the_same(line: AgendaLine, entry: AgendaItemStanding) -> bool:
    return entry.item.casefold() in (line.id, line.title.casefold())


def _standing(entry: AgendaItemStanding, *, is_firm: bool) -> AgendaLine:
    when = entry.when.says if isinstance(entry.when, Open) else entry.when
    because = (
        "a standing item of the terms" if is_firm else "the terms take it when there is something to take"
    )
    return AgendaLine(
        id=f"standing/{entry.item.casefold().replace(' ', '-')}",
        title=entry.item,
        asked="discuss",
        because=because if when in (None, "meeting") else f"{because} ({when})",
        clause=entry.clause,
    )
