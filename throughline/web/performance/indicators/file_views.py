"""The scorecard and each indicator as files: XLSX, ODS, and CSV with what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.blocks import Table
from throughline.papers.described_csv import description
from throughline.papers.open_sheet import open_sheet
from throughline.papers.spreadsheet import comma_separated, workbook
from throughline.web.access.permits import permit
from throughline.web.performance import queries
from throughline.web.performance.indicators.sets import card_of_set, chosen_set
from throughline.web.performance.indicators.tables import figures_table, indicator_tables, scorecard_table
from throughline.web.performance.indicators.views import asked_day, found_page
from throughline.web.performance.permits import READ_FIGURES
from throughline.words.formats import day_words

READ = ["GET", "HEAD"]
MARKING = "OFFICIAL"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
METADATA = "application/csvm+json"
HERE = "figures.csv"
"""What the CSV file is called beside its description."""


@permit(READ_FIGURES)
@require_http_methods(READ)
def scorecard_file(request: HttpRequest, partnership: Any, sheet: str) -> HttpResponse:
    """The scorecard of a day, or one set of it, as a file."""
    table, source = _scorecard(request, partnership)
    return _file(sheet, [table], source, f"{partnership.slug}-scorecard")


@permit(READ_FIGURES)
@require_http_methods(READ)
def scorecard_metadata(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What the columns of the scorecard's CSV mean."""
    return _metadata(*_scorecard(request, partnership), [])


@permit(READ_FIGURES)
@require_http_methods(READ)
def indicator_file(request: HttpRequest, partnership: Any, indicator: str, sheet: str) -> HttpResponse:
    """Every figure of an indicator as a file; in a workbook its definition, breaks and targets too."""
    page = found_page(partnership, indicator, asked_day(request, partnership))
    tables = [figures_table(page)] if sheet == "csv" else indicator_tables(page)
    return _file(sheet, tables, _known_on(page.day), f"{partnership.slug}-{page.indicator.id}")


@permit(READ_FIGURES)
@require_http_methods(READ)
def indicator_metadata(request: HttpRequest, partnership: Any, indicator: str) -> HttpResponse:
    """What the columns of an indicator's CSV mean."""
    page = found_page(partnership, indicator, asked_day(request, partnership))
    notes = [page.hides, *(f"{one.on.isoformat()}: {one.reason}" for one in page.breaks)]
    return _metadata(figures_table(page), _known_on(page.day), notes)


def _scorecard(request: HttpRequest, partnership: Any) -> tuple[Table, str]:
    day = asked_day(request, partnership)
    received = queries.received_scorecard(partnership, day)
    if received is None:
        raise Http404
    chosen = chosen_set(received.sets, request.GET.get("set", ""))
    name = chosen.name if chosen else partnership.name
    caption = _("Scorecard on %(day)s: %(name)s") % {"day": day_words(day), "name": name}
    source = _("indicators %(number)s and %(known)s") % {
        "number": received.list_number,
        "known": _known_on(day),
    }
    return scorecard_table(card_of_set(received.card, chosen).rows, caption), source


def _known_on(day: Any) -> str:
    return _("returns received by %(day)s") % {"day": day_words(day)}


def _file(sheet: str, tables: Sequence[Table], source: str, name: str) -> HttpResponse:
    if sheet not in TYPES:
        raise Http404
    content = {
        "xlsx": lambda: workbook(tables, marking=MARKING, computed_from=source),
        "ods": lambda: open_sheet(tables, marking=MARKING, computed_from=source),
        "csv": lambda: comma_separated(tables[0], marking=MARKING).encode(),
    }[sheet]()
    answer = HttpResponse(content, content_type=TYPES[sheet])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{sheet}"'
    if sheet == "csv":
        answer["Link"] = f'<{HERE}-metadata.json>; rel="describedby"; type="{METADATA}"'
    return answer


def _metadata(table: Table, source: str, notes: Sequence[str]) -> HttpResponse:
    words = description(table, url=HERE, marking=MARKING, source=source, notes=notes)
    return HttpResponse(words, content_type=METADATA)
