"""The scorecard of 30 indicators and the pages of its analyst, beside the least that Django can do."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.queries import counted
from benchmarks.site import Reader, build_store, served
from benchmarks.timing import Times, timed

ANALYST = "Marek Rowan"
REQUESTS = 200
WARM_UP = 20
GOAL = 0.030
PAGES = (
    "/east-midlands/scorecard",
    "/east-midlands/scorecard/targets?indicator=ni18-derby",
    "/east-midlands/scorecard/targets?indicator=dv-community",
    "/east-midlands/scorecard/disproportionality",
)
TO_THIRTY = """
from datetime import date, timedelta
from throughline.web import database
import django; django.setup()
from throughline.universe.story import PARTNERSHIPS, morning
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import actions, queries
board = Partnership.objects.get(slug="east-midlands")
day = date(2010, 1, 10)
missing = range(30 - len(queries.planned_indicators(board, day)))
if missing:
    more = "".join(
        f'\\n[[indicator]]\\nid = "more-{n}"\\ncode = "M"\\nname = "More, {n}"\\nmethod = "percentage"\\n'
        'polarity = "higher"\\nunit = "people"\\nnumerator = "Some"\\ntarget = { value = 70 }\\n'
        for n in missing
    )
    text = (PARTNERSHIPS / "east-midlands-indicators.toml").read_text(encoding="utf-8") + more
    actions.load_indicators(partnership=board, text=text, loaded_on=day, by=None, at=morning(day))
    sender = Agency.objects.get(partnership=board, code="noms-probation")
    for place in range(12):
        first = date(2009, 1 + place, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        rows = [f"more-{n},{70 + (place + n) % 5},100" for n in missing]
        lines = ["indicator,numerator,denominator", *rows]
        actions.receive_return(
            supplier=sender, content="\\n".join(lines).encode(), period_starts=first, period_ends=last,
            received_on=day, by=None, at=morning(day),
        )
if len(queries.planned_indicators(board, day)) < 30:
    raise SystemExit("fewer than 30 indicators")
"""
"""More indicators with a year of returns each, where the example has fewer than 30."""


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Each page, 200 requests after 20 to warm up; the goal is for the p95."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        folder = Path(name)
        with served("benchmarks.hello:application", folder / "hello", dict(os.environ)):
            hello = Reader(folder / "hello")
            peer = timed("a bare Django page", lambda: hello.get("/"), times=REQUESTS, warm_up=WARM_UP)
        yield peer, None
        environment = build_store(folder)
        subprocess.run([sys.executable, "-c", TO_THIRTY], check=True, env=environment)
        with served("throughline.web.wsgi:application", folder / "site", environment):
            reader = Reader(folder / "site")
            reader.sign_in_as(ANALYST)
            queries = counted(ANALYST, PAGES, environment)
            for address in PAGES:
                if reader.get(address)[0] != 200:
                    raise LookupError(f"{address} does not answer: there is no page to measure.")
                yield (
                    timed(
                        f"GET {address.partition('?')[0]}, {queries[address]} queries",
                        lambda address=address: reader.get(address),
                        times=REQUESTS,
                        warm_up=WARM_UP,
                        goal=GOAL,
                    ),
                    peer,
                )
