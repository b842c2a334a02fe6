"""The few elements of an OpenDocument file that papers are made of, as text that is already escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
VERSION = "1.3"


def tag(name: str, attributes: Mapping[str, str] | None = None, *inside: str) -> str:
    """An element such as ``text:p`` around what is already written."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in (attributes or {}).items())
    return f"<{name}{given}>{''.join(inside)}</{name}>" if inside else f"<{name}{given}/>"


def part(name: str, *inside: str) -> str:
    """A whole part of the file, such as ``office:document-content``, with every name space declared."""
    given = {f"xmlns:{short}": space for short, space in SPACES.items()}
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tag(
        name, {**given, "office:version": VERSION}, *inside
    )


def said(words: str) -> str:
    """Words as text: a newline breaks the line, a tab moves to the next stop, spaces in a row stay."""
    written = escape(words).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return re.sub(r"^ | (?= )| $", "<text:s/>", written)


def span(style: str, words: str) -> str:
    """Words in the style of a character."""
    return tag("text:span", {"text:style-name": style}, said(words))


def paragraph(style: str, *inside: str) -> str:
    """A paragraph in a named style."""
    return tag("text:p", {"text:style-name": coded(style)}, *inside)


def coded(style: str) -> str:
    """The name under which a file keeps a style.

    >>> coded("Heading 1")
    'Heading_20_1'
    """
    return style.replace(" ", "_20_")
