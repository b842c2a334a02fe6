"""What is wrong with a page, as far as its HTML tells: form, title, headings, labels, ids, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder

TYPED = ("input", "select", "textarea")
UNSEEN = ("hidden", "submit", "button", "image", "reset")
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")


class Attentive(HTML5TreeBuilder):
    """Builds the tree and keeps what the parser had to forgive, so that a page is parsed once."""

    def feed(self, markup: str) -> None:  # type: ignore[override]
        parser = html5lib.HTMLParser(tree=self.create_treebuilder, strict=False)
        self.underlying_builder.parser = parser  # type: ignore[union-attr]
        parser.parse(markup)
        self.forgiven = parser.errors


@lru_cache(maxsize=512)
def faults_of(html: str) -> tuple[str, ...]:
    """Every fault of a page in a sentence; none for a good one."""
    builder = Attentive()
    page = BeautifulSoup(html, builder=builder)
    checks = (_form(builder), _frame(page), _ids(page), _labels(page), _names(page), _inline(page))
    return tuple(fault for check in checks for fault in check)


def _form(builder: Attentive) -> Iterator[str]:
    for (line, column), code, told in builder.forgiven:
        yield f"line {line}, column {column}: {html5lib.constants.E[code] % told}"


def _frame(page: BeautifulSoup) -> Iterator[str]:
    if page.html is None or not page.html.get("lang"):
        yield "the page does not say its language"
    if page.title is None or not page.title.get_text(strip=True):
        yield "the page has no title"
    if len(page.find_all("h1")) != 1:
        yield f"the page has {len(page.find_all('h1'))} headings of the first level"
    if len(page.find_all("main")) != 1:
        yield f"the page has {len(page.find_all('main'))} main parts"


def _ids(page: BeautifulSoup) -> Iterator[str]:
    counted = Counter(tag["id"] for tag in page.find_all(id=True))
    yield from (f"“{name}” is the id of {times} things" for name, times in counted.items() if times > 1)
    for tag in page.find_all(True):
        for pointer in POINTERS:
            for name in str(tag.get(pointer) or "").split():
                if name not in counted:
                    yield f"<{tag.name} {pointer}> points to “{name}”, which is not there"
        target = str(tag.get("href") or "")
        if tag.name == "a" and target.startswith("#") and target[1:] not in counted:
            yield f"a link leads to “{target}”, which is not there"


def _labels(page: BeautifulSoup) -> Iterator[str]:
    labelled = {label.get("for") for label in page.find_all("label") if label.get_text(strip=True)}
    for field in page.find_all(TYPED):
        if field.get("type") in UNSEEN:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
        if not named and field.get("id") not in labelled:
            yield f"the field “{field.get('name')}” has no label"


def _names(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.find_all(("a", "button", "th", "summary", "legend")):
        if not _spoken(tag):
            yield f"<{tag.name}> has no words: {str(tag)[:120]}"
    for picture in page.find_all("img"):
        if picture.get("alt") is None:
            yield f"a picture has no words: {str(picture)[:120]}"


def _spoken(tag: Tag) -> str:
    inside = tag.find(attrs={"aria-label": True})
    own = tag.get("aria-label") or tag.get_text(strip=True)
    return str(own or (inside and inside["aria-label"]) or "")


def _inline(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.find_all(True):
        if tag.get("style"):
            yield f"<{tag.name}> has a style of its own"
        if any(str(name).startswith("on") for name in tag.attrs):
            yield f"<{tag.name}> has a script of its own"
    yield from (
        f"a <{tag.name}> stands in the page"
        for tag in page.find_all(("style", "script"))
        if not tag.get("src")
    )
