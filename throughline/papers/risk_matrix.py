"""The matrix of risks: how likely against how grave, with the way that each came since it was last scored.

Plain SVG. A circle stands where a risk is; a ring and a line show where it was. Nothing is told by
colour alone: each mark has its number, and rising and falling have their own shapes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from throughline.papers.blocks import Drawing, Table
from throughline.papers.shapes import IMPROVED, QUIET, WORSE

Direction = Literal["new", "rising", "falling", "steady"]
STEPS: Final = range(1, 6)
INK, RULE, PALE = "#0b0c0c", "#b1b4b6", "#f3f2f1"
DIRECTION_WORDS: Final[dict[Direction, str]] = {
    "new": "new",
    "rising": "rising",
    "falling": "falling",
    "steady": "steady",
}


@dataclass(frozen=True, kw_only=True)
class PlacedRisk:
    """A risk in the matrix: its number, its words, where it is and where it was when scored before."""

    number: int
    words: str
    likelihood: int
    impact: int
    was: tuple[int, int] | None = None
    """Likelihood and impact of the scoring before; None where there was none."""
    direction: Direction = "new"
    note: str = ""
    """What else is worth saying, such as that only its words changed."""


@dataclass(frozen=True)
class Form:
    """How the matrix fits a width: the side of a cell, its height, a mark's size and the letters'."""

    cell: int
    high: int
    mark: int
    letters: int
    edge: int


WIDE: Final = Form(cell=124, high=78, mark=13, letters=14, edge=44)
PRINTED: Final = Form(cell=200, high=72, mark=14, letters=15, edge=44)
"""As wide as a sheet on its side, and no higher than half of it."""
NARROW: Final = Form(cell=50, high=56, mark=10, letters=12, edge=30)


def risk_matrix(risks: Sequence[PlacedRisk], *, title: str, form: Form = WIDE) -> Drawing:
    """The matrix as a drawing for a page, or for a paper by its form, with the table that says the same.

    Source: the partnership's register of risks (risk matrix with trails).
    """
    moved = sum(one.direction in ("rising", "falling") for one in risks)
    return Drawing(
        svg=_svg(risks, title, form),
        narrow_svg=_svg(risks, title, NARROW),
        title=title,
        description=f"{len(risks)} in the matrix, {moved} of them moved since the scoring before.",
        twin=matrix_table(risks),
        wide=True,
    )


def matrix_table(risks: Sequence[PlacedRisk]) -> Table:
    """What the drawing shows, in rows: the gravest first."""
    rows = sorted(risks, key=lambda one: (-one.likelihood * one.impact, one.number))
    return Table(
        "Every entry in the matrix",
        ("Entry", "Likelihood", "Impact", "Score", "Score before", "Direction"),
        tuple(
            (
                f"{one.number} {one.words}",
                str(one.likelihood),
                str(one.impact),
                str(one.likelihood * one.impact),
                str(one.was[0] * one.was[1]) if one.was else "none",
                DIRECTION_WORDS[one.direction] + (f", {one.note}" if one.note else ""),
            )
            for one in rows
        ),
        numeric=(1, 2, 3, 4),
        widths=(40, 12, 10, 10, 12, 16),
        empty="Nothing in the register has a score.",
    )


def _svg(risks: Sequence[PlacedRisk], title: str, form: Form) -> str:
    wide, high = form.edge + 5 * form.cell + 4, 5 * form.high + form.edge + 4
    places = _places(risks, form)
    inside = "".join((*_grid(form), *_trails(risks, places, form), *_marks(risks, places, form)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'font-family="Arial, Liberation Sans, sans-serif" font-size="{form.letters}" role="img" '
        f'aria-label="{escape(title)}">{inside}</svg>'
    )


def _corner(likelihood: int, impact: int, form: Form) -> tuple[int, int]:
    """The upper left corner of a cell: likelihood grows upward, impact to the right."""
    return form.edge + (impact - 1) * form.cell, (5 - likelihood) * form.high + 2


def _grid(form: Form) -> Iterator[str]:
    for likelihood in STEPS:
        for impact in STEPS:
            x, y = _corner(likelihood, impact, form)
            yield (
                f'<rect x="{x}" y="{y}" width="{form.cell}" height="{form.high}" fill="#fff" '
                f'stroke="{RULE}"/>'
                f'<text x="{x + form.cell - 5}" y="{y + form.letters}" text-anchor="end" font-size="'
                f'{form.letters - 2}" fill="{QUIET}">{likelihood * impact}</text>'
            )
    below = 5 * form.high + form.letters + 6
    for step in STEPS:
        across, up = form.edge + (step - 0.5) * form.cell, (5.5 - step) * form.high + 6
        yield f'<text x="{across:g}" y="{below}" text-anchor="middle" fill="{INK}">{step}</text>'
        yield f'<text x="{form.edge - 8}" y="{up:g}" text-anchor="end" fill="{INK}">{step}</text>'
    middle = 2.5 * form.high
    yield (
        f'<text x="{form.edge + 2.5 * form.cell:g}" y="{below + form.letters + 2}" text-anchor="middle" '
        f'fill="{INK}">Impact</text>'
        f'<text x="11" y="{middle:g}" text-anchor="middle" fill="{INK}" '
        f'transform="rotate(-90 11 {middle:g})">Likelihood</text>'
    )


def _places(risks: Sequence[PlacedRisk], form: Form) -> dict[int, tuple[float, float]]:
    """The middle of each mark: those of one cell stand in rows beside each other."""
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for one in risks:
        cells[one.likelihood, one.impact].append(one.number)
    step = 2 * form.mark + 4
    in_a_row = max(1, (form.cell - 6) // step)
    found: dict[int, tuple[float, float]] = {}
    for (likelihood, impact), numbers in cells.items():
        x, y = _corner(likelihood, impact, form)
        for place, number in enumerate(numbers):
            found[number] = (
                x + 4 + form.mark + (place % in_a_row) * step,
                y + form.high - 5 - form.mark - (place // in_a_row) * step,
            )
    return found


def _trails(risks: Sequence[PlacedRisk], places: dict[int, tuple[float, float]], form: Form) -> Iterator[str]:
    for one in risks:
        if one.was is None or one.was == (one.likelihood, one.impact):
            continue
        left, top = _corner(*one.was, form)
        x, y = left + form.cell / 2, top + form.high / 2
        to_x, to_y = places[one.number]
        yield (
            f'<path d="M{x:g} {y:g}L{to_x:g} {to_y:g}" stroke="{INK}" stroke-width="1.5" '
            f'stroke-dasharray="4 3" fill="none"/><circle cx="{x:g}" cy="{y:g}" r="4" fill="#fff" '
            f'stroke="{INK}" stroke-width="1.5"/>'
        )


def _marks(risks: Sequence[PlacedRisk], places: dict[int, tuple[float, float]], form: Form) -> Iterator[str]:
    for one in risks:
        x, y = places[one.number]
        yield f"<g><title>{escape(f'{one.number} {one.words}, {DIRECTION_WORDS[one.direction]}')}</title>"
        yield _shape(one.direction, x, y, form.mark)
        letters = form.letters - 1 if one.number < 100 else form.letters - 4
        colour = INK if one.direction in ("new", "steady") else "#fff"
        yield (
            f'<text x="{x:g}" y="{y + letters / 2.8:.1f}" text-anchor="middle" font-weight="700" '
            f'font-size="{letters}" fill="{colour}">{one.number}</text></g>'
        )


def _shape(direction: Direction, x: float, y: float, r: int) -> str:
    """A square for what rises, a diamond for what falls, a disc for what stands, a dashed ring for new."""
    if direction == "rising":
        return f'<rect x="{x - r:g}" y="{y - r:g}" width="{2 * r}" height="{2 * r}" fill="{WORSE}"/>'
    if direction == "falling":
        d = r + 2
        return f'<path d="M{x:g} {y - d:g}l{d} {d}l{-d} {d}l{-d} {-d}z" fill="{IMPROVED}"/>'
    dashes = ' stroke-dasharray="3 2"' if direction == "new" else ""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r}" fill="{PALE}" stroke="{INK}" stroke-width="1.5"{dashes}/>'
