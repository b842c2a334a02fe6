"""What the page that asks for the columns of a table shows, and the profile that its answers make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughline.figures.extracts.profiles import Profile, profile_from
from throughline.figures.extracts.tables import FoundTable, find_tables
from throughline.papers.reading import read_sheets
from throughline.web.performance.imports.forms import SayColumns
from throughline.web.performance.imports.mapping import (
    PASSED_OVER,
    Choices,
    Column,
    Word,
    columns_of,
    named,
    part_choices,
    profile_of,
    words_of,
)
from throughline.web.performance.models import StagedFile
from throughline.web.performance.queries import planned_indicators
from throughline.words.refusals import Refused


class NoTableLeft(Refused):
    """Read in the way that was chosen, the file has no table."""


@dataclass(frozen=True)
class MappingPage:
    """The table that is asked about, its columns, and what holds for the whole of it."""

    tables: tuple[FoundTable, ...]
    table: FoundTable
    form: SayColumns
    columns: list[Column]
    words: list[Word]
    parts: Choices
    indicators: Choices

    def profile(self) -> Profile:
        """The profile that the answers make. Raises ProfileRefused."""
        return profile_of(self.form.settings, self.columns, self.words)


def mapping_page(staged: StagedFile, given: Mapping[str, Any], day: date) -> MappingPage:
    """The page for a file that waits; ``given`` is what was sent or asked, such as the table.

    Raises Unreadable, and NoTableLeft where the chosen way of reading leaves no table.
    """
    before = _before(staged)
    read = read_sheets(
        bytes(staged.content),
        staged.name,
        encoding=given.get("encoding", ""),
        delimiter=given.get("delimiter", ""),
    )
    tables = {one.fingerprint: one for one in reversed(find_tables(read.sheets, _known(before)))}
    if not tables:
        raise NoTableLeft(_("Read in that way, the file has no table. Choose another encoding or separator."))
    table = tables.get(given.get("table") or staged.fingerprint) or max(
        tables.values(), key=lambda one: len(one.lines)
    )
    planned = planned_indicators(staged.partnership, day)
    indicators = [(code, named(one)) for code, one in planned.items()]
    is_sent = "totals" in given or "name" in given
    form = SayColumns(given if is_sent else None, initial=_initial(staged, before), indicators=indicators)
    asked = columns_of(table, given, before)
    return MappingPage(
        tables=tuple(reversed(tables.values())),
        table=table,
        form=form,
        columns=asked,
        words=words_of(table, asked, planned, given),
        parts=part_choices(planned),
        indicators=[
            ("", _("Not known: its rows are refused, each with its place")),
            (PASSED_OVER, _("Pass over its rows")),
            *indicators,
        ],
    )


def _before(staged: StagedFile) -> Profile | None:
    return profile_from(staged.settings["profile"]) if "profile" in staged.settings else None


def _known(before: Profile | None) -> set[str]:
    return {before.fingerprint} if before else set()


def _initial(staged: StagedFile, before: Profile | None) -> dict[str, Any]:
    first, last = staged.settings.get("covers") or ("", "")
    initial: dict[str, Any] = {"covers_from": first, "covers_to": last}
    if before:
        initial |= before.as_plain()
        initial["not_available"] = " ".join(before.not_available)
    return initial
