"""What somebody sent, read as a plan: a plan's own file, its workbook, or a table of six columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from throughline.papers.reading import read_rows
from throughline.rules.plan.cells import Row
from throughline.rules.plan.comparison import LineChange, compare
from throughline.rules.plan.cross_checks import purposes_by_indicator
from throughline.rules.plan.draft import Preview
from throughline.rules.plan.file_form import plan_csv, read_plan
from throughline.rules.plan.legacy import preview_legacy
from throughline.rules.plan.linter import PlanFinding, Surroundings, lint
from throughline.rules.plan.merging import Conflict, exported_of, is_copy, marked, merge, with_choices
from throughline.rules.plan.model import Plan
from throughline.rules.plan.proposal import propose_plan
from throughline.rules.plan.scope import ruled_out_by
from throughline.rules.plan.when import PlanYear
from throughline.rules.plan.workbook_form import is_workbook, read_sheets
from throughline.rules.terms.model import Terms
from throughline.words.periods import year_named


@dataclass(frozen=True)
class Answers:
    """What a person answered to the questions of a file that was sent."""

    leads: Mapping[str, str] = field(default_factory=dict)
    """The organisation's id of a written name that no alias explains."""
    repairs: Mapping[str, bool] = field(default_factory=dict)
    """By the place of a row, whether it is read as proposed."""
    copies: frozenset[tuple[str, str]] = frozenset()
    """The cells, by id and column, in which the copy's words are taken."""

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Answers:
        """The answers of a record that ``as_record`` gave."""
        copies = frozenset((one[0], one[1]) for one in record.get("copies", ()))
        return cls(record.get("leads", {}), record.get("repairs", {}), copies)

    def as_record(self) -> dict[str, Any]:
        """The answers as plain values."""
        return {
            "leads": dict(self.leads),
            "repairs": dict(self.repairs),
            "copies": [list(one) for one in sorted(self.copies)],
        }


UNANSWERED = Answers()


@dataclass(frozen=True)
class ProposedPlan:
    """A plan as it was understood, what a person must look at, and how the file was read."""

    plan: Plan
    preview: Preview | None
    """What was found in a table of six columns; None for a plan's own file or workbook."""
    findings: tuple[PlanFinding, ...]
    notes: tuple[str, ...]
    follows: int = 0
    """The number of the version that this one would follow; 0 where it is the first."""
    is_merged: bool = False
    """Whether the file was an edited copy, so that only its changes are taken."""
    changes: tuple[LineChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """Cells that were changed here and in the copy, each in its own way."""

    @property
    def text(self) -> str:
        """The plan as its own file."""
        return plan_csv(self.plan)


def propose(
    content: bytes, name: str, *, terms: Terms, year: str, answers: Answers = UNANSWERED
) -> ProposedPlan:
    """Read what was sent; a table of six columns is for ``year``, such as "2009-10".

    Raises Unreadable, and PlanRefused with every problem and its place.
    """
    reading = read_rows(content, name)
    if _is_own_file(reading.rows):
        plan, preview = read_plan(reading.rows), None
    elif is_workbook(sheets := {one.name: one.rows for one in reading.sheets}):
        plan, preview = read_sheets(sheets), None
    else:
        named = year_named(year, terms.calendar.year_starts)
        of_year = PlanYear(named.first, named.last)
        preview = preview_legacy(
            reading.rows,
            aliases=dict(_agency_writings(terms)) | dict(answers.leads),
            pathways=dict(_pathway_writings(terms)),
            year=of_year,
            repairs=answers.repairs,
        )
        plan = propose_plan(preview, year=of_year, facts={"name": f"{terms.name}: delivery plan {year}"})
    return ProposedPlan(plan, preview, lint(plan, surroundings(terms)), reading.notes)


def following(
    proposed: ProposedPlan, versions: Mapping[int, Plan], *, terms: Terms, answers: Answers = UNANSWERED
) -> ProposedPlan:
    """The plan as it follows the versions there are: an edited copy is merged, any other file replaces.

    Raises UnknownVersion, and PlanRefused where what was chosen cannot stand together.
    Source: product.md, section 5.4 (an edited copy is merged, not overwritten).
    """
    if not versions:
        return proposed
    number = max(versions)
    here = versions[number]
    if not is_copy(proposed.plan):
        return replace(proposed, follows=number, changes=compare(here, proposed.plan))
    merged = merge(exported=exported_of(proposed.plan, versions), here=here, copy=proposed.plan)
    plan = marked(with_choices(merged, answers.copies), "")
    return replace(
        proposed,
        plan=plan,
        findings=lint(plan, surroundings(terms)),
        follows=number,
        is_merged=True,
        changes=compare(here, plan),
        conflicts=merged.conflicts,
    )


def surroundings(terms: Terms) -> Surroundings:
    """The organisations the terms name, those that hold a seat on a body, and what each indicator serves."""
    seated = {seat.agency for body in terms.bodies for seat in body.seats if isinstance(seat.agency, str)}
    return Surroundings(
        agencies=frozenset(agency.id for agency in terms.agencies),
        members=frozenset(seated),
        indicators=purposes_by_indicator(terms),
        ruled_out=ruled_out_by(terms),
    )


def pathway_names(terms: Terms) -> Mapping[str, str]:
    """The name of each pathway, by every way of writing it."""
    return {
        writing: path.name
        for path in terms.pathways
        for writing in (path.id, path.code or path.id, *path.alias)
    }


def _is_own_file(rows: tuple[Row, ...]) -> bool:
    heading = next((row for row in rows if any(cell.text.strip() for cell in row)), ())
    return {"row", "id"} <= {cell.text.strip() for cell in heading}


def _agency_writings(terms: Terms) -> Iterator[tuple[str, str]]:
    for agency in terms.agencies:
        for writing in (agency.id, agency.name, *agency.alias):
            yield writing, agency.id


def _pathway_writings(terms: Terms) -> Iterator[tuple[str, str]]:
    for path in terms.pathways:
        for writing in (path.id, path.code or path.id, path.name, *path.alias):
            yield writing, path.code or path.id
