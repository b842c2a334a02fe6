"""Sites to look at: the real server on stores of its own, and a reader that follows every link."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

COMMAND = [sys.executable, "-P", "-c", "from throughline.cli import main; main()"]
ROOT = Path(__file__).parents[2]
PATIENCE = 90
"""The seconds after which a server that has not said it is ready counts as broken."""


@dataclass(frozen=True)
class Site:
    """A server that answers: where, what it said at its start, and its environment."""

    address: str
    said: str
    environment: dict[str, str]
    server: subprocess.Popen[str]


def environment_in(home: Path, *, store: str = "store/throughline.sqlite3") -> dict[str, str]:
    """An environment with nothing in it but a path, a home and the store's own place."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "THROUGHLINE_DATABASE_URL": f"sqlite:///{home / store}",
    }


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command of Throughline to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment,
        cwd=environment["HOME"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@contextmanager
def serving(*arguments: str, environment: dict[str, str]) -> Iterator[Site]:
    """`throughline serve` until the block ends; raises AssertionError where it never says it is ready."""
    said = Path(environment["HOME"]) / "said.txt"
    with said.open("w") as errors:
        server = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(free_port()), *arguments],
            env=environment,
            cwd=environment["HOME"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    try:
        assert address.startswith("http://localhost:"), said.read_text()
        yield Site(address, said.read_text(), environment, server)
    finally:
        stop(server)


def stop(server: subprocess.Popen[str]) -> int:
    """Stop a server as Ctrl and C does; its exit code."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    code = server.wait(PATIENCE)
    if server.stdout is not None:
        server.stdout.close()
    return code


@dataclass
class Reader:
    """Someone who reads without a browser: keeps cookies and follows links."""

    site: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def ask(self, address: str, filled_in: dict[str, str] | None = None) -> tuple[int, str, str]:
        """The status, the kind of answer and, where it is a page, its text."""
        body = urlencode(filled_in).encode() if filled_in is not None else None
        try:
            answer: Any = self.opener.open(Request(urljoin(self.site, address), body), timeout=60)
        except HTTPError as refusal:
            answer = refusal
        with answer:
            kind = answer.headers.get_content_type()
            text = answer.read().decode() if kind == "text/html" else ""
            return int(answer.status), kind, text

    def sign_in_as(self, name: str) -> None:
        """Sign in to a demonstration. Raises LookupError if nobody there is called so."""
        _, _, page = self.ask("/demonstration")
        row = next((row for row in page.split("<tr") if name in row and "action=" in row), None)
        if row is None:
            raise LookupError(f"The demonstration has nobody called {name}.")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', row)
        action = re.search(r'action="([^"]+)"', row)
        assert token is not None
        assert action is not None
        self.ask(action[1], {"csrfmiddlewaretoken": token[1]})

    def cookies_for_browser(self) -> list[dict[str, str]]:
        """The cookies, as a browser takes them."""
        return [{"name": one.name, "value": one.value or "", "url": self.site} for one in self.cookies]


def addresses_in(page: str) -> list[str]:
    """The site's own addresses that a page links to, without what follows #."""
    found = re.findall(r'<a\b[^>]*\shref="(/[^"#]*)', page)
    return list(dict.fromkeys(unescape(address) for address in found if not address.startswith("//")))


@dataclass(frozen=True)
class Found:
    """One address that a link leads to: the page that links to it, its route, and what it answered."""

    address: str
    linked_from: str
    route: str
    status: int
    kind: str


def walk(reader: Reader, *starts: str, route_of: Any, most: int) -> list[Found]:
    """Follow links from `starts`; of each route at most so many pages in each partnership, and so many files."""
    found: list[Found] = []
    seen: set[str] = set()
    counts: Counter[tuple[str, str]] = Counter()
    waiting = [(start, "") for start in starts]
    while waiting:
        address, linked_from = waiting.pop(0)
        path = urlsplit(address).path
        route = route_of(path)
        place = (route, "file" if "." in path else path.split("/")[1])
        if address in seen or counts[place] >= most:
            continue
        seen.add(address)
        counts[place] += 1
        status, kind, page = reader.ask(address)
        found.append(Found(address, linked_from, route, status, kind))
        waiting += [(further, address) for further in addresses_in(page)]
    return found


def wait_until(happens: Any, *, seconds: float = 30) -> bool:
    """Whether something becomes true in time."""
    until = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
