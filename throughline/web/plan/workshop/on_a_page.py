"""The plan on a page: priorities down, pathways across, each square with who leads what and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.papers.blocks import Status
from throughline.papers.plan_on_a_page import PageRow, PlanOnAPage, SquareObjective
from throughline.rules.plan.model import Priority, Theme
from throughline.rules.terms.model import Terms
from throughline.web.plan.queries import StandingObjective, StandingPlan, lines_of

LOOKS = {
    "complete": ("good", "s-done"),
    "on-course": ("good", "s-on"),
    "slipping": ("watch", "s-slip"),
    "late": ("bad", "s-late"),
    "no-news": ("none", "s-none"),
    "undated": ("none", "s-undated"),
}
"""The look and the shape of each status."""


@dataclass(frozen=True)
class Square:
    """One objective under one pathway: its number, who leads, and its status with look and shape."""

    number: str
    lead: str
    short: str
    """The shortest writing of who leads, as the terms have it."""
    status: Status
    look: str
    shape: str


@dataclass(frozen=True)
class GridRow:
    """One priority, and its objectives under each column."""

    priority: Priority
    squares: tuple[tuple[Square, ...], ...]


@dataclass(frozen=True)
class Band:
    """One theme with its priorities."""

    theme: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class Grid:
    """The whole sheet; ``columns`` are codes and names of pathways, the last for those that name none."""

    columns: tuple[tuple[str, str], ...]
    bands: tuple[Band, ...]


def grid_of(shown: StandingPlan, terms: Terms | None, none: str) -> Grid:
    """A standing plan as a grid; ``none`` heads the column of objectives that name no pathway."""
    codes = {path.name: path.code or path.id for path in terms.pathways} if terms else {}
    used = {name for one in shown.objectives for name in one.pathways}
    names = [name for name in codes if name in used] + sorted(used - codes.keys())
    has_none = any(not one.pathways for one in shown.objectives)
    columns = [(codes.get(name, name), name) for name in names] + ([(none, none)] if has_none else [])
    short = {one.id: min((one.name, *one.alias), key=len) for one in terms.agencies} if terms else {}
    standing = lines_of(shown)
    themes = {line.id: line.text for line in shown.plan.lines if isinstance(line, Theme)}

    def squares(objectives: tuple[StandingObjective, ...], name: str) -> tuple[Square, ...]:
        return tuple(
            _square(one, short.get(one.objective.lead, one.lead), standing[one.objective.id].status)
            for one in objectives
            if name in one.pathways or (not one.pathways and name == none)
        )

    rows: dict[str, list[GridRow]] = {}
    for priority, objectives in shown.priorities:
        row = GridRow(priority, tuple(squares(objectives, name) for _code, name in columns))
        rows.setdefault(themes.get(priority.theme, ""), []).append(row)
    return Grid(tuple(columns), tuple(Band(theme, tuple(found)) for theme, found in rows.items()))


def paper_of(grid: Grid, *, title: str, said: str) -> PlanOnAPage:
    """The same grid as values to print."""
    return PlanOnAPage(
        title=title,
        said=said,
        columns=grid.columns,
        rows=tuple(
            PageRow(
                row.priority.id,
                row.priority.text,
                tuple(
                    tuple(SquareObjective(one.number, one.short, one.status) for one in square)
                    for square in row.squares
                ),
            )
            for band in grid.bands
            for row in band.rows
        ),
    )


def _square(one: StandingObjective, short: str, status: Status) -> Square:
    look, shape = LOOKS[status.kind]
    return Square(one.objective.id, one.lead, short, status, look, shape)
