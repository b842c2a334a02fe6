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
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.site import build_store

HERE = Path(__file__).parent
DESK, PHONE = 1280, 320
COLOURS = 48
TALLEST = 1600
"""The most of a page that a picture shows, in pixels; the rest is more of the same."""
SECRETARY = "Sam Larch"
PAGES = {
    "today": "/barnet/",
    "meeting": "/barnet/rrdg/2026-04-14",
    "calendar": "/barnet/calendar",
    "board": "/barnet/rrdg/",
    "map": "/pan-dorset/map",
    "checker": "/barnet/terms/checker",
    "actions": "/barnet/actions",
    "plan": "/east-midlands/plan",
    "scorecard": "/east-midlands/scorecard",
    "indicator": "/east-midlands/indicators/ni143",
    "arrivals": "/east-midlands/scorecard/arrivals",
    "rules": "/barnet/rrdg/rules",
    "minutes": "/barnet/rrdg/2026-02-10/minutes",
    "search": "/barnet/search?q=housing",
}
"""The name of each picture, and the address that it shows to the secretary."""
ON_PHONE = ("today", "meeting", "scorecard", "indicator")
PACK = "/barnet/rrdg/2026-04-14/pack.pdf"
PACK_SHEETS = 2
MEETING = "/barnet/rrdg/2026-04-14"
BODY = "Reducing Re-offending Delivery Group"
THERE = ("Jo Hazel", "Owen Teasel", "Tom Alder", "Ruth Campion", "Kofi Linden")
"""Who comes to the meeting that is pictured while it runs."""


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """Serve the demonstration on a free port of this machine; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--log-level",
        "error",
    ]
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


@contextmanager
def built(folder: Path) -> Iterator[dict[str, str]]:
    """A store with the demonstration and its charts; yields the environment that leads to it."""
    environment = build_store(folder)
    draw_charts(environment)
    yield environment


def draw_charts(environment: dict[str, str]) -> None:
    """Draw the charts of the pages, as a worker would."""
    program = "from throughline.cli import main; main()"
    subprocess.run([sys.executable, "-P", "-c", program, "figures", "draw"], env=environment, check=True)


def sign_in(page: Page, site: str) -> None:
    """Sign in to the demonstration as its secretary."""
    page.goto(f"{site}/demonstration")
    page.locator("tr", has_text=SECRETARY).first.get_by_role("button").click()


def take(page: Page, site: str) -> None:
    """Take each picture. Raises LookupError for an address that does not answer."""
    for name, address in PAGES.items():
        _photograph(page, f"{site}{address}", DESK, HERE / f"{name}.png")
        if name in ON_PHONE:
            _photograph(page, f"{site}{address}", PHONE, HERE / f"{name}-phone.png")


def _photograph(page: Page, address: str, width: int, file: Path) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        raise LookupError(f"{address} does not answer: {file.name} was not taken.")
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


def take_answer(page: Page, site: str) -> None:
    """Picture what an owner sees who opens a link on a telephone, without an account."""
    page.goto(f"{site}/barnet/actions/chase")
    page.get_by_role("link", name="Round ").first.click()
    page.get_by_role("button", name="Make a link to pass on by hand").first.click()
    link = page.locator("main code, main input[readonly]").first
    address = link.input_value() if link.evaluate("one => one.tagName") == "INPUT" else link.inner_text()
    owner = page.context.browser.new_page()  # type: ignore[union-attr]
    _photograph(owner, site + urlsplit(address).path, PHONE, HERE / "answer-phone.png")
    owner.close()


def take_room(page: Page, site: str) -> None:
    """Hold the next meeting of Barnet's group as far as its first item, and picture the room."""
    page.goto(f"{site}/demonstration")
    page.get_by_role("button", name=f"{BODY} meets").click()
    page.goto(f"{site}{MEETING}/room")
    page.get_by_role("button", name="Open the meeting").click()
    for name in THERE:
        page.get_by_role("button", name=f"Arrived {name}").click()
    page.get_by_role("button", name="Take up").first.click()
    page.goto("about:blank")  # the room stands at the item in hand; without this only the place on it changes
    for width, name in ((DESK, "room"), (PHONE, "room-phone")):
        _photograph(page, f"{site}{MEETING}/room", width, HERE / f"{name}.png")


def make_small(folder: Path) -> None:
    """Keep as many colours of each picture as its words and shapes need."""
    for file in folder.glob("*.png"):
        with Image.open(file) as picture:
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(file, optimize=True)


def take_pack(page: Page, site: str) -> None:
    """Picture the first sheets of the pack, as they are printed. Raises LookupError where there is none."""
    answer = page.request.get(f"{site}{PACK}")
    if not answer.ok:
        raise LookupError(f"{PACK} does not answer: the pack was not pictured.")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as pack:
        pack.write(answer.body())
        pack.flush()
        sheets = ["-f", "1", "-l", str(PACK_SHEETS), "-r", "60", "-png", pack.name, str(HERE / "pack")]
        subprocess.run(["pdftoppm", *sheets], check=True)


def main() -> None:
    """Take every picture anew."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Pictures need chromium. Install it with: apt-get install chromium")
    if shutil.which("pdftoppm") is None:
        raise SystemExit("Pictures of the pack need pdftoppm. Install it with: apt-get install poppler-utils")
    with (
        tempfile.TemporaryDirectory(prefix="throughline-pictures-") as folder,
        built(Path(folder)) as environment,
        served(environment) as site,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        sign_in(page, site)
        take(page, site)
        take_pack(page, site)
        take_answer(page, site)
        take_room(page, site)
        browser.close()
    make_small(HERE)


if __name__ == "__main__":
    main()
