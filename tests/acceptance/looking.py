"""Looking at a page as a browser does: its accessibility, its width, and what it complains of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js").read_text(encoding="utf-8")
WIDTHS = (1280, 320)
LEFT_BEFORE_LOADED = "net::ERR_ABORTED"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""


@dataclass
class Looker:
    """A page of a browser, and everything it complained of since it was last asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT_BEFORE_LOADED:
            self.complaints.append(f"not loaded: {request.url}: {request.failure}")

    def open(self, address: str) -> None:
        """Open an address of the site, and forget what was complained of before."""
        self.complaints.clear()
        self.page.goto(address)

    def faults(self, *, widths: tuple[int, ...] = WIDTHS) -> list[str]:
        """What is wrong with the page as it stands, at each width; a style or script refused is a complaint."""
        found = []
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 800})
            found += [f"{width} px: {fault}" for fault in self._faults()]
        return found + self.complaints

    def _faults(self) -> list[str]:
        found = [_in_words(violation) for violation in accessibility(self.page)]
        excess = self.page.evaluate(TOO_WIDE)
        if excess > 0:
            found.append(f"{excess} px too wide: {self.page.evaluate(WIDEST)}")
        if self.page.locator("h1").count() != 1:
            found.append(f"{self.page.locator('h1').count()} headings of the first level")
        return found


def go(through: Locator) -> None:
    """Press a button or a link that leads to another page, and wait until that page is there whole.

    A form that answers at its own address would otherwise be read while it is still coming.
    """
    with through.page.expect_navigation():
        through.click()


def accessibility(page: Page) -> list[dict[str, Any]]:
    """Every violation that axe-core finds, of any kind."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    result: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    violations: list[dict[str, Any]] = result["violations"]
    return violations


def _in_words(violation: dict[str, Any]) -> str:
    first = violation["nodes"][0]
    return f"{violation['id']} ({len(violation['nodes'])} times): {violation['help']}: {first['html'][:160]}"
