"""Pages of the demonstration, as its secretary sees them, beside the least that Django can do."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.queries import counted
from benchmarks.site import Reader, build_store, served
from benchmarks.timing import Times, timed

SECRETARY = "Sam Larch"
REQUESTS = 200
WARM_UP = 20
GOAL = 0.030
STARTS = ("/barnet/", "/east-midlands/")


def pages_of(reader: Reader) -> list[str]:
    """The pages of each partnership that its first page links to, in its navigation or its text."""
    found: dict[str, None] = {}
    for start in STARTS:
        status, page = reader.get(start)
        if status == 200:
            found[start] = None
            links = [link for link in re.findall(r'href="(/[^"#?]*)"', page) if "." not in link]
            found.update(dict.fromkeys(link for link in links if link.startswith(start)))
    if not found:
        raise LookupError(f"None of {', '.join(STARTS)} answers: there is no page to measure.")
    return [address for address in found if reader.get(address)[0] == 200]


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Each page, 200 requests after 20 to warm up; the goal is for the p95."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        folder = Path(name)
        with served("benchmarks.hello:application", folder / "hello", dict(os.environ)):
            hello = Reader(folder / "hello")
            peer = timed("a bare Django page", lambda: hello.get("/"), times=REQUESTS, warm_up=WARM_UP)
        yield peer, None
        environment = build_store(folder)
        with served("throughline.web.wsgi:application", folder / "site", environment):
            reader = Reader(folder / "site")
            reader.sign_in_as(SECRETARY)
            addresses = pages_of(reader)
            queries = counted(SECRETARY, addresses, environment)
            for address in addresses:
                work = timed(
                    f"GET {address}, {queries[address]} queries",
                    lambda address=address: reader.get(address),
                    times=REQUESTS,
                    warm_up=WARM_UP,
                    goal=GOAL,
                )
                yield work, peer
