"""Published tables and partners' tables read through a profile: staged, with every refusal in its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from throughline.figures.extracts.cumulative import in_kept_form
from throughline.figures.extracts.figures import (
    Figure,
    FigureKey,
    Numbers,
    Rejected,
    Remark,
    Revision,
    Staged,
)
from throughline.figures.extracts.profiles import Profile, refuse_changed
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.table_cells import Gathered, gather
from throughline.figures.extracts.tables import FoundTable, Sheet, find_tables
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class NoTableRecognised(Refused):
    """No table of the file is the one that the profile was made for."""


def read_published(
    sheets: Sequence[Sheet],
    profile: Profile,
    *,
    known_indicators: Collection[str],
    known_areas: Collection[str] | None = None,
    earlier: Mapping[FigureKey, Numbers] | None = None,
    closed_before: date | None = None,
    covers: Window | None = None,
    totals_to_date: Collection[str] = (),
) -> Staged:
    """What the tables of a file would bring in, read through their profile; nothing is taken in by it.

    ``known_areas`` None takes every area; ``earlier`` holds the figures that count now; figures that end
    before ``closed_before`` are of a closed year; ``covers`` is the period of a table that prints none;
    ``totals_to_date`` the indicators kept as totals from the year's first day. Raises NoTableRecognised
    and HeadingsChanged for a file without a table of the profile.
    Source: rules R22, R23 and R31; product, sections 3.5 and 7 (17, 24 and 30).
    """
    tables = _recognised(sheets, profile)
    gathered = gather(tables, profile, known_indicators, known_areas, covers)
    earlier = earlier or {}
    figures, not_adding = in_kept_form(
        gathered.figures,
        cumulative=profile.totals == "cumulative",
        totals_to_date=totals_to_date,
        every=profile.every,
        year_starts=profile.year_starts,
        earlier=earlier,
    )
    return _staged(gathered, figures, not_adding, earlier, closed_before)


def _recognised(sheets: Sequence[Sheet], profile: Profile) -> tuple[FoundTable, ...]:
    found = find_tables(sheets, {profile.fingerprint})
    tables = tuple(one for one in found if one.fingerprint == profile.fingerprint)
    if tables:
        return tables
    if not found:
        raise NoTableRecognised(
            "No table was found: no row of headings has figures below it. Send the sheet as it was published."
        )
    nearest = max(found, key=lambda one: len(set(one.keys) & set(profile.roles)))
    refuse_changed(nearest, profile)
    raise AssertionError("a table with the profile's headings has its fingerprint")


def _staged(
    gathered: Gathered,
    figures: Sequence[Figure],
    not_adding: Sequence[Rejected],
    earlier: Mapping[FigureKey, Numbers],
    closed_before: date | None,
) -> Staged:
    taken: list[Figure] = []
    revisions: list[Revision] = []
    unchanged: list[Figure] = []
    rejections = [*gathered.rejections, *not_adding]
    for one in figures:
        before = earlier.get(one.key)
        if before == one.numbers:
            unchanged.append(one)
        elif closed_before and one.key.ends < closed_before:
            rejections.append(Rejected(one.place, _closed(one.key, closed_before)))
        else:
            taken.append(one)
            if before is not None:
                revisions.append(Revision(one, before))
    return Staged(
        rows_read=gathered.rows_read,
        figures=tuple(sorted(taken, key=_place)),
        revisions=tuple(sorted(revisions, key=lambda one: one.figure.place)),
        unchanged=tuple(unchanged),
        duplicates=tuple(gathered.duplicates),
        rejections=tuple(sorted(rejections, key=_place)),
        not_available=tuple(gathered.not_available),
        remarks=tuple(sorted(gathered.remarks, key=_place)),
        passed_over=tuple(gathered.passed_over),
    )


def _place(one: Figure | Rejected | Remark) -> tuple[str, int, int]:
    return one.place.sheet, one.place.row, one.place.column


def _closed(key: FigureKey, closed_before: date) -> str:
    return (
        f"The period to {day_words(key.ends)} is of a year that was closed on {day_words(closed_before)}. "
        "Ask for the year to be opened, or leave the figure out."
    )
