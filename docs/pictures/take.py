"""Takes the pictures of the documentation: pages of the demonstration.

The demonstration is built in an empty store, served for as long as it takes, and looked at with the
system's chromium at the width of a desk and of a phone.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.site import build_store

HERE = Path(__file__).parent
WIDTHS = {"": 1280, "-phone": 320}
SECRETARY = "Sam Larch"
PAGES = {
    "today": "/barnet/",
}
"""The name of each picture, and the address it shows to the secretary."""


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """Serve the demonstration on a free port of this machine; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    server = subprocess.Popen([*command, "throughline.web.wsgi:application"], env=environment)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def sign_in(page: Page, site: str) -> None:
    """Sign in to the demonstration as its secretary."""
    page.goto(f"{site}/demonstration")
    page.locator("tr", has_text=SECRETARY).first.get_by_role("button").click()


def take(page: Page, site: str) -> None:
    """Take each picture at each width. Raises LookupError for an address that does not answer."""
    for name, address in PAGES.items():
        for suffix, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(f"{site}{address}")
            if answer is None or answer.status != 200:
                raise LookupError(f"{address} does not answer: no picture of {name} was taken.")
            page.screenshot(path=HERE / f"{name}{suffix}.png", full_page=True)


def main() -> None:
    """Take every picture anew."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Pictures need chromium. Install it with: apt-get install chromium")
    with (
        tempfile.TemporaryDirectory(prefix="throughline-pictures-") as folder,
        served(build_store(Path(folder))) as site,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        sign_in(page, site)
        take(page, site)
        browser.close()


if __name__ == "__main__":
    main()
