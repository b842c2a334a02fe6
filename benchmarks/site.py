"""A site of its own for measuring: the demonstration in an empty store, served over a Unix socket."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

BUILD = """
from throughline.web import database
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from throughline.universe.build import build
build()
"""


class Connection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, place: Path) -> None:
        super().__init__("localhost")
        self.place = place

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(str(self.place))


class Reader:
    """Someone with a browser: keeps cookies, follows redirects, signs in."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> tuple[int, str]:
        """The answer's status and text."""
        return self._ask("GET", address, None)

    def sign_in_as(self, name: str) -> None:
        """Sign in to the demonstration. Raises LookupError if nobody there is called so."""
        _, page = self.get("/demonstration")
        row = next((row for row in re.split(r"<tr|<li", page) if name in row and "action=" in row), None)
        if row is None:
            raise LookupError(f"The demonstration has nobody called {name}.")
        address = re.search(r'action="([^"]+)"', row)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', row)
        if address is None or token is None:
            raise LookupError(f"The demonstration has no button to sign in as {name}.")
        self._ask("POST", address[1], urlencode({"csrfmiddlewaretoken": token[1]}))

    def post(self, address: str, filled_in: dict[str, str]) -> tuple[int, str]:
        """Send a form; the status and text of the page that follows."""
        return self._ask("POST", address, urlencode(filled_in))

    def _ask(self, method: str, address: str, body: str | None) -> tuple[int, str]:
        connection = Connection(self.place)
        headers = {"Host": "localhost", "Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        if answer.status in (301, 302, 303) and body is not None:
            return self.get(answer.headers["Location"].partition("#")[0])
        return answer.status, text


def build_store(folder: Path, *, url: str | None = None) -> dict[str, str]:
    """Fill an empty store with the demonstration; the environment in which it is served.

    It is SQLite in the folder unless another address is given.
    """
    environment = {
        **os.environ,
        "THROUGHLINE_DATABASE_URL": url or f"sqlite:///{folder}/store.sqlite3",
        "THROUGHLINE_STORE": str(folder),
        "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
    }
    subprocess.run([sys.executable, "-c", BUILD], check=True, env=environment)
    return environment


@contextmanager
def served(application: str, place: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Serve an application over a Unix socket with two workers, and stop it afterwards."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers",
        "2",
        "--bind",
        f"unix:{place}",
        "--threads",
        "4",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen([*command, application], env=environment)
    try:
        until = time.monotonic() + 30
        while not place.exists() and time.monotonic() < until:
            time.sleep(0.05)
        yield server
    finally:
        server.terminate()
        server.wait(10)
