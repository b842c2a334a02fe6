"""The legacy table of six columns, recognised and checked; nothing in it is dropped or guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from throughline.rules.plan.cells import Cell, Place, Row
from throughline.rules.plan.draft import (
    DraftObjective,
    DraftPriority,
    DraftTheme,
    Join,
    Preview,
    Question,
    Repair,
    Unresolved,
)
from throughline.rules.plan.model import EVERYONE, in_number_order, number_order
from throughline.rules.plan.names import Names, resolve
from throughline.rules.plan.pieces import (
    pieces,
    plain_words,
    proposed_sums,
    trajectories,
    without_trajectories,
)
from throughline.rules.plan.table import (
    OBJECTIVE,
    PRIORITY,
    THEME,
    TableRow,
    find_table,
    number_at_start,
)
from throughline.rules.plan.when import PlanYear
from throughline.words.dates import DateUnreadable, dates_in

COLUMN_ORDER = ("priority", "objective", "measures", "milestones", "lead", "pathway")


def preview_legacy(
    rows: Iterable[Row],
    *,
    aliases: Mapping[str, str],
    pathways: Mapping[str, str],
    year: PlanYear,
    repairs: Mapping[str, bool] | None = None,
) -> Preview:
    """What a table of six columns says, with its joins, repairs and questions shown.

    ``aliases`` leads from every writing of an organisation to its id, ``pathways`` from every
    writing of a pathway to its code; the lead "all" stands for every organisation. ``repairs``
    says by its place whether a repair is accepted; until then it is read as proposed and asked about.
    Raises ``PlanRefused`` when there is no such table.
    Source: product.md, section 5.4, legacy table import; section 1.1, S11.
    """
    table = find_table(rows)
    walk = _Walk(repairs or {})
    for row in table.rows:
        walk.take(row)
    for objective in walk.objectives.values():
        _understand(objective, {EVERYONE: EVERYONE} | dict(aliases), pathways)
    objectives = in_number_order(walk.objectives.values())
    asked = [*walk.questions, *(one for each in objectives for one in _questions(each, year))]
    asked += _missing_parents(objectives, walk.priorities)
    return Preview(
        themes=tuple(walk.themes.values()),
        priorities=tuple(sorted(walk.priorities.values(), key=lambda one: number_order(one.id))),
        objectives=objectives,
        headings=table.headings,
        outside=table.outside,
        glossary=_glossary(table.outside),
        joins=tuple(walk.joins),
        repairs=tuple(walk.repairs),
        questions=tuple(asked),
        unresolved_leads=_once((one.leads, one.place) for one in objectives),
        unresolved_pathways=_once((one.pathways, one.place) for one in objectives),
        unplaced=tuple(walk.unplaced),
    )


class _Walk:
    """One pass down the rows, knowing which theme, priority and objective it stands in."""

    def __init__(self, answered: Mapping[str, bool]) -> None:
        self.answered = answered
        self.themes: dict[str, DraftTheme] = {}
        self.priorities: dict[str, DraftPriority] = {}
        self.objectives: dict[str, DraftObjective] = {}
        self.joins: list[Join] = []
        self.repairs: list[Repair] = []
        self.questions: list[Question] = []
        self.unplaced: list[tuple[Place, str]] = []
        self.theme: DraftTheme | None = None
        self.priority: DraftPriority | None = None
        self.objective: DraftObjective | None = None

    def take(self, row: TableRow) -> None:
        row = self._repaired(row)
        self._take_priority(row)
        begins = self._take_objective(row)
        cut = row.follows_heading and not begins
        self._take_pieces(row, "measures", cut)
        self._take_pieces(row, "milestones", cut)
        self._take_names(row)

    def _repaired(self, row: TableRow) -> TableRow:
        """A row whose priority stands under objectives has slipped one column to the right."""
        slipped = number_at_start(PRIORITY, row.words("objective")) and not row.words("priority")
        if not (slipped and number_at_start(OBJECTIVE, row.words("measures"))):
            return row
        moved = {
            left: Cell(row.cells[right].text, row.cells[right].place)
            for left, right in pairwise(COLUMN_ORDER)
        }
        moved["pathway"] = Cell("", row.cells["pathway"].place)
        repaired = TableRow(row.cells | moved, row.follows_heading)
        self.repairs.append(Repair(row.place, _shown(row), _shown(repaired)))
        answer = self.answered.get(str(row.place))
        if answer is None:
            self._ask(
                "shifted-row",
                row.place,
                (
                    f"The cells of {number_at_start(OBJECTIVE, row.words('measures'))} stand one column "
                    "too far to the right. They are read one column to the left, which leaves its "
                    "pathway empty. Is that so?"
                ),
            )
        return row if answer is False else repaired

    def _take_priority(self, row: TableRow) -> None:
        words = row.words("priority")
        if not words:
            return
        alone = not any(row.words(column) for column in COLUMN_ORDER[1:])
        if number := number_at_start(PRIORITY, words):
            theme = self.theme.id if self.theme else ""
            if number in self.priorities:
                self._ask(
                    "repeated-number",
                    row.place,
                    f"The priority {number} stands here a second time. Are its words more of the first?",
                )
                self.priorities[number].text += f" {words}"
            self.priority = self.priorities.setdefault(
                number, DraftPriority(number, _after(number, words), theme)
            )
        elif alone and (number := number_at_start(THEME, words)):
            self.theme = self.themes.setdefault(number, DraftTheme(number, _after(number, words)))
            self.priority = self.objective = None
        elif self.priority:
            self.priority.text += f" {words}"
            self.joins.append(Join(row.place, self.priority.id, self.priority.text))
        elif self.theme:
            self.theme.approach.extend(pieces(row.cells["priority"].text))
        else:
            self.unplaced.append((row.place, words))

    def _take_objective(self, row: TableRow) -> bool:
        words = row.words("objective")
        number = number_at_start(OBJECTIVE, words)
        if number:
            if number in self.objectives:
                self._ask(
                    "repeated-number",
                    row.place,
                    f"The objective {number} stands here a second time. Are its words more of the first?",
                )
                self.objectives[number].text += f" {words}"
            self.objective = self.objectives.setdefault(
                number, DraftObjective(number, row.place, _after(number, words))
            )
            self._check_row(row, number)
        elif words and self.objective:
            self.objective.text += f" {words}"
            self.joins.append(Join(row.place, self.objective.id, self.objective.text))
        elif words:
            self.unplaced.append((row.place, words))
        return bool(number)

    def _check_row(self, row: TableRow, number: str) -> None:
        standing = self.priority.id if self.priority else ""
        if number.rsplit(".", 1)[0] != standing:
            own = number.rsplit(".", 1)[0]
            self._ask(
                "other-row",
                row.place,
                f"{number} stands in the row of {standing or 'no priority'}. "
                f"Does it belong to {own}, as its number says?",
            )

    def _take_pieces(self, row: TableRow, column: str, cut: bool) -> None:
        found = list(pieces(row.cells[column].text))
        if not found:
            return
        if self.objective is None:
            self.unplaced += [(row.place, piece) for piece in found]
            return
        kept = self.objective.measures if column == "measures" else self.objective.milestones
        if cut and kept:
            kept[-1] += f" {found.pop(0)}"
            self.joins.append(Join(row.place, self.objective.id, kept[-1]))
        kept.extend(found)

    def _take_names(self, row: TableRow) -> None:
        for column in row.cells:
            words = row.words(column)
            if not words or column in COLUMN_ORDER[:4]:
                continue
            if self.objective is None or column.startswith("beyond"):
                self.unplaced.append((row.place, words))
                self._ask(
                    "no-place", row.place, f"“{words}” belongs to no column or objective. Where does it go?"
                )
            elif column == "lead":
                self.objective.lead_words.append(words)
            else:
                self.objective.pathway_words.append(words)

    def _ask(self, code: str, place: Place, sentence: str) -> None:
        self.questions.append(Question(code, place, sentence))


def _understand(objective: DraftObjective, aliases: Mapping[str, str], pathways: Mapping[str, str]) -> None:
    objective.leads = resolve("\n".join(objective.lead_words), aliases)
    objective.pathways = resolve("\n".join(objective.pathway_words), pathways)
    objective.trajectories = trajectories(objective.milestones)
    objective.sums = proposed_sums("\n".join(objective.measures))


def _questions(objective: DraftObjective, year: PlanYear) -> Iterator[Question]:
    measures, milestones = len(objective.measures), len(objective.milestones)
    if measures != milestones and not objective.trajectories:
        yield Question(
            "counts-differ",
            objective.place,
            (
                f"{objective.id} has {_counted(measures, 'measure')} and "
                f"{_counted(milestones, 'milestone')}. Which milestone goes with which measure?"
            ),
        )
    if len(objective.leads.known) > 1:
        yield Question(
            "several-leads",
            objective.place,
            (
                f"{objective.id} names {len(objective.leads.known)} leads: "
                f"{', '.join(objective.leads.known)}. Is {objective.leads.known[0]}, "
                "the first, the one who is accountable?"
            ),
        )
    if not objective.leads.known:
        yield Question("no-lead", objective.place, f"{objective.id} names no lead that is known. Who leads?")
    for trajectory in objective.trajectories:
        yield Question(
            "trajectory",
            objective.place,
            (
                f"{objective.id}: “{trajectory.label}” is read as counts to date of "
                f"{', '.join(map(str, trajectory.quarters))}. Is that so, and do the words say no more?"
            ),
        )
    for found in objective.sums:
        yield Question("sum", objective.place, f"{objective.id}: must {found} hold from now on?")
    for milestone in without_trajectories(objective.milestones):
        yield from _date_questions(objective, milestone, year)


def _date_questions(objective: DraftObjective, milestone: str, year: PlanYear) -> Iterator[Question]:
    try:
        found = dates_in(milestone, year_starts=f"{year.starts:%m-%d}", plan_year=year.starts.year)
    except DateUnreadable as fault:
        yield Question("date-unreadable", objective.place, f"{objective.id}: {fault}. By when?")
        return
    if len(found) > 1:
        yield Question(
            "several-dates",
            objective.place,
            (f"{objective.id}: “{milestone}” holds {len(found)} dates. Is it {len(found)} milestones?"),
        )
    elif not found:
        yield Question("no-date", objective.place, f"{objective.id}: “{milestone}” has no date. By when?")


def _missing_parents(
    objectives: Sequence[DraftObjective], priorities: Mapping[str, DraftPriority]
) -> Iterator[Question]:
    for objective in objectives:
        if objective.priority not in priorities:
            yield Question(
                "no-priority",
                objective.place,
                f"{objective.id} belongs to {objective.priority}, which the table does not hold. "
                "What is that priority?",
            )


def _once(named: Iterable[tuple[Names, Place]]) -> tuple[Unresolved, ...]:
    places: dict[str, list[Place]] = {}
    for names, place in named:
        for name in names.unresolved:
            places.setdefault(name, []).append(place)
    return tuple(Unresolved(name, tuple(where)) for name, where in places.items())


def _glossary(outside: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Rows of an abbreviation and its meaning, which stand below a heading that says so."""
    found: list[tuple[str, str]] = []
    begun = False
    for row in outside:
        words = [plain_words(cell.text) for cell in row if cell.text.strip()]
        begun = begun or [word.casefold() for word in words] == ["glossary"]
        if begun and len(words) == 2 and re.fullmatch(r"[A-Z][A-Za-z&]{1,9}", words[0]):
            found.append((words[0], words[1]))
    return tuple(found)


def _shown(row: TableRow) -> tuple[tuple[str, str], ...]:
    return tuple((column, row.words(column)) for column in COLUMN_ORDER)


def _after(number: str, words: str) -> str:
    return words[len(number) :].lstrip(". ")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
