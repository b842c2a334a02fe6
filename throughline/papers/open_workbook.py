"""A workbook to edit in OpenDocument (ODS): frozen headings, lists to choose from, words kept as words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from throughline.papers.open_document_xml import SPACES, VERSION, said, tag

KIND: Final = "application/vnd.oasis.opendocument.spreadsheet"
MORE_SPACES: Final = {
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}


@dataclass(frozen=True)
class OpenCell:
    """The words of a cell, and the number it is written as where it is a figure."""

    words: str
    figure: int | float | None = None


@dataclass(frozen=True)
class OpenList:
    """What a column offers: words, or the cells of another sheet."""

    words: tuple[str, ...] = ()
    cells: str = ""

    @property
    def condition(self) -> str:
        """What a cell of the column must be, as the format writes it."""
        quoted = ";".join(f'"{word}"' for word in self.words)
        return (
            f"of:cell-content-is-in-list({quoted})"
            if self.words
            else (f"of:cell-content-is-in-list([{self.cells}])")
        )


@dataclass(frozen=True)
class OpenSheet:
    """One sheet: its headings, the rows under them, what each column offers, and how columns look."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[OpenCell, ...], ...]
    lists: tuple[OpenList | None, ...]
    figures: frozenset[int]
    wide: frozenset[int]


def open_workbook(sheets: Sequence[OpenSheet], *, marking: str, room_below: int) -> bytes:
    """The sheets as an ODS file; the lists go on for ``room_below`` rows under the last.

    No formulas, no author, no dates of the computer: the same sheets give the same bytes.
    """
    parts = {
        "mimetype": KIND,
        "content.xml": _content(sheets, room_below),
        "styles.xml": _styles(marking),
        "settings.xml": _settings(sheets),
        "meta.xml": _part("office:document-meta", tag("office:meta")),
    }
    parts["META-INF/manifest.xml"] = _manifest(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(entry, text)
    return out.getvalue()


def _part(name: str, *inside: str) -> str:
    given = {f"xmlns:{short}": space for short, space in (SPACES | MORE_SPACES).items()}
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tag(
        name, {**given, "office:version": VERSION}, *inside
    )


def _content(sheets: Sequence[OpenSheet], room_below: int) -> str:
    validations = [
        _validation(f"list-{number}-{place}", one)
        for number, sheet in enumerate(sheets)
        for place, one in enumerate(sheet.lists)
        if one
    ]
    tables = [_table(number, sheet, room_below) for number, sheet in enumerate(sheets)]
    return _part(
        "office:document-content",
        tag("office:automatic-styles", {}, *_cell_styles()),
        tag(
            "office:body",
            {},
            tag("office:spreadsheet", {}, tag("table:content-validations", {}, *validations), *tables),
        ),
    )


def _cell_styles() -> tuple[str, ...]:
    top = {"style:vertical-align": "top"}
    return (
        tag("number:text-style", {"style:name": "as-words"}, tag("number:text-content")),
        _style(
            "words",
            "table-cell",
            tag("style:table-cell-properties", top | {"fo:wrap-option": "wrap"}),
            {"style:data-style-name": "as-words"},
        ),
        _style("figures", "table-cell", tag("style:table-cell-properties", top)),
        _style("heading", "table-cell", tag("style:text-properties", {"fo:font-weight": "bold"})),
        _style("narrow", "table-column", tag("style:table-column-properties", {"style:column-width": "3cm"})),
        _style("wide", "table-column", tag("style:table-column-properties", {"style:column-width": "11cm"})),
    )


def _style(name: str, family: str, inside: str, more: dict[str, str] | None = None) -> str:
    return tag("style:style", {"style:name": name, "style:family": family, **(more or {})}, inside)


def _validation(name: str, offered: OpenList) -> str:
    # A warning, so that a person may write what the list does not know yet.
    warning = tag(
        "table:error-message", {"table:message-type": "warning", "table:title": "Not in the list",
        "table:display": "true"}
    )  # fmt: skip
    given = {
        "table:name": name,
        "table:condition": offered.condition,
        "table:allow-empty-cell": "true",
        "table:display-list": "unsorted",
    }
    return tag("table:content-validation", given, warning)


def _table(number: int, sheet: OpenSheet, room_below: int) -> str:
    columns = [
        tag(
            "table:table-column",
            {
                "table:style-name": "wide" if place in sheet.wide else "narrow",
                "table:default-cell-style-name": _look(sheet, place),
            },
        )
        for place in range(len(sheet.headings))
    ]
    head = tag(
        "table:table-row", {}, *(_words(one, {"table:style-name": "heading"}) for one in sheet.headings)
    )
    rows = [
        tag(
            "table:table-row",
            {},
            *(_cell(one, _given(number, sheet, place)) for place, one in enumerate(row)),
        )
        for row in sheet.rows
    ]
    empty = [tag("table:table-cell", _given(number, sheet, place)) for place in range(len(sheet.headings))]
    below = tag("table:table-row", {"table:number-rows-repeated": str(room_below)}, *empty)
    return tag(
        "table:table",
        {"table:name": sheet.name},
        *columns,
        tag("table:table-header-rows", {}, head),
        *rows,
        below,
    )


def _look(sheet: OpenSheet, place: int) -> str:
    return "figures" if place in sheet.figures else "words"


def _given(number: int, sheet: OpenSheet, place: int) -> dict[str, str]:
    chosen = {"table:content-validation-name": f"list-{number}-{place}"} if sheet.lists[place] else {}
    return {"table:style-name": _look(sheet, place), **chosen}


def _cell(one: OpenCell, given: dict[str, str]) -> str:
    if one.figure is None:
        return _words(one.words, given)
    figure = {"office:value-type": "float", "office:value": str(one.figure)}
    return tag("table:table-cell", {**given, **figure}, tag("text:p", {}, said(one.words)))


def _words(words: str, given: dict[str, str]) -> str:
    if not words:
        return tag("table:table-cell", given)
    paragraphs = (tag("text:p", {}, said(line)) for line in words.split("\n"))
    written = " ".join(f"{key}={quoteattr(value)}" for key, value in given.items())
    exact = quoteattr(words).replace("\t", "&#9;")
    return (
        f'<table:table-cell {written} office:value-type="string" office:string-value={exact}>'
        f"{''.join(paragraphs)}</table:table-cell>"
    )


def _styles(marking: str) -> str:
    edge = tag("text:p", {}, said(marking))
    page = tag(
        "style:page-layout",
        {"style:name": "sideways"},
        tag("style:page-layout-properties", {"style:print-orientation": "landscape"}),
    )
    master = tag(
        "style:master-page",
        {"style:name": "Default", "style:page-layout-name": "sideways"},
        tag("style:header", {}, edge),
        tag("style:footer", {}, edge),
    )
    return _part(
        "office:document-styles",
        tag("office:automatic-styles", {}, page),
        tag("office:master-styles", {}, master),
    )


def _settings(sheets: Sequence[OpenSheet]) -> str:
    entries = [
        _entry(
            {"config:name": sheet.name},
            _item("HorizontalSplitMode", "short", "0"),
            _item("VerticalSplitMode", "short", "2"),
            _item("VerticalSplitPosition", "int", "1"),
            _item("ActiveSplitRange", "short", "2"),
            _item("PositionBottom", "int", "1"),
        )
        for sheet in sheets
    ]
    tables = tag("config:config-item-map-named", {"config:name": "Tables"}, *entries)
    view = _entry({}, _item("ViewId", "string", "view1"), tables)
    views = tag("config:config-item-map-indexed", {"config:name": "Views"}, view)
    whole = tag("config:config-item-set", {"config:name": "ooo:view-settings"}, views)
    return _part("office:document-settings", tag("office:settings", {}, whole))


def _entry(given: dict[str, str], *inside: str) -> str:
    return tag("config:config-item-map-entry", given, *inside)


def _item(name: str, kind: str, value: str) -> str:
    return tag("config:config-item", {"config:name": name, "config:type": kind}, value)


def _manifest(parts: dict[str, str]) -> str:
    space = {"xmlns:manifest": SPACES["manifest"], "manifest:version": VERSION}
    entries = [_file("/", KIND), *(_file(name, "text/xml") for name in parts if name != "mimetype")]
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tag("manifest:manifest", space, *entries)


def _file(path: str, kind: str) -> str:
    return tag("manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
