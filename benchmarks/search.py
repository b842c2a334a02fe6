"""Searching a hundred thousand entries, beside a plain look through every text with LIKE.

Words are drawn as in writing: a few are in most texts and most are in few. The reader is a secretary of
one partnership among eight, so seven eighths of the entries are not theirs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Times

ENTRIES = 100_000
TIMES = 60
GOAL = 0.015
MEASURE = """
import json, random, sys, time
from throughline.web import database
import django; django.setup()
from datetime import UTC, date, datetime, timedelta
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from throughline.web.access import actions as access
from throughline.web.access.models import Partnership, User
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body
from throughline.web.search.finding import find
from throughline.web.search.models import SearchEntry
from throughline.web.search.seeing import entries_open_to
from throughline.words.typed_query import parts_of
number, times = int(sys.argv[1]), int(sys.argv[2])
at, on = datetime(2026, 3, 30, 9, tzinfo=UTC), date(2026, 3, 30)
chance = random.Random(1)
syllables = [a + b for a in "bdfgklmnprstv" for b in ("an", "el", "ir", "os", "um")]
words = ["".join(chance.choices(syllables, k=3)) for _ in range(20_000)]
weights = [1 / (rank + 1) for rank in range(len(words))]
some = chance.choices(words, weights, k=number * 40)
bodies = []
for place in range(8):
    made = access.create_partnership(slug=f"place-{place}", name=f"Place {place}", by=None, at=at)
    bodies += [
        Body.objects.create(partnership=made, code=f"b{n}", name=f"Body {n}", kind="board") for n in range(4)
    ]
kinds = ["item", "paper", "minute", "decision", "action"]
SearchEntry.objects.bulk_create(
    (
        SearchEntry(
            partnership_id=bodies[n % 32].partnership_id, body=bodies[n % 32], scope=f"s{n}", thing=f"t{n}",
            kind=kinds[n % 5], day=on - timedelta(days=n % 3000), state="open", address="/",
            title=" ".join(some[n * 40 : n * 40 + 5]), text=" ".join(some[n * 40 + 5 : n * 40 + 40]),
        )
        for n in range(number)
    ),
    batch_size=1000,
)
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
first = Partnership.objects.get(slug="place-0")
user = User.objects.create_user(email="a@place.example", name="Sam Larch")
person = access.record_person(partnership=first, name="Sam Larch", user=user, by=None, at=at)
access.appoint_to_office(person=person, office="secretary", from_on=date(2025, 1, 1), by=None, at=at)

def timed(work):
    seconds = []
    for n in range(times + 5):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return seconds[5:]

def ours(typed):
    viewpoint = Viewpoint(user, on, first)
    return find(parts_of(typed), entries_open_to(viewpoint, first), chosen={})

def plainly(typed):
    like = SearchEntry.objects.filter(partnership=first, text__icontains=typed)
    return like.count(), list(like.order_by("-day")[:20])

told = {}
for name, rank in (("rare", 5_000), ("middling", 200), ("common", 0)):
    typed = words[rank]
    told[name] = {
        "count": ours(typed).count, "ours": timed(lambda: ours(typed)), "like": timed(lambda: plainly(typed))
    }
phrase = " ".join(some[5:7])
told["phrase"] = {
    "count": ours(f'"{phrase}"').count, "ours": timed(lambda: ours(f'"{phrase}"')),
    "like": timed(lambda: plainly(phrase)),
}
print(json.dumps(told))
"""


def measured() -> Iterator[tuple[Times, Times | None]]:
    """A rare, a middling and a common word and a phrase; on PostgreSQL too where one is offered."""
    with tempfile.TemporaryDirectory() as home:
        yield from _on("SQLite", f"sqlite:///{Path(home) / 'store.sqlite3'}")
    if address := os.environ.get("THROUGHLINE_TEST_POSTGRES"):
        yield from _on("PostgreSQL", address)


def _on(engine: str, address: str) -> Iterator[tuple[Times, Times | None]]:
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, str(ENTRIES), str(TIMES)],
        check=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
            "THROUGHLINE_DATABASE_URL": address,
        },
        capture_output=True,
        text=True,
    )
    for name, found in json.loads(told.stdout.splitlines()[-1]).items():
        like = Times("LIKE", tuple(found["like"]))
        words = (
            f"{engine}: a {name} {'of two words' if name == 'phrase' else 'word'}, {found['count']:,} found"
        )
        yield Times(f"{words}, by LIKE", like.seconds), None
        yield Times(words, tuple(found["ours"]), goal=GOAL), like
