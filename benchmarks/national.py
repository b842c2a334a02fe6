"""The demonstration and forty-one more partnerships of ten years: how fast pages stay, what memory they take.

Forty-one more partnerships are loaded from Barnet's terms by the ordinary action. Their meetings, items,
attendances, decisions and actions, and nine earlier years of Barnet's, are **written straight into the
tables** in bulk: nobody waits for 7,000 meetings told by actions. Such a store is for measuring alone.
The store is PostgreSQL where THROUGHLINE_TEST_POSTGRES names one (`deploy/with-postgres`), else SQLite.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.queries import counted
from benchmarks.site import Reader, build_store, served
from benchmarks.timing import Times, timed

SECRETARY = "Sam Larch"
MORE = 41
FROM, TO = 2016, 2025
"""The first year that is written in bulk, and the year before which it ends."""
REQUESTS = 60
WARM_UP = 6
GOAL = 0.030
ADDRESSES = (
    "/barnet/", "/barnet/calendar", "/barnet/actions", "/barnet/decisions", "/barnet/rrdg/",
    "/barnet/rrdg/decisions", "/barnet/rrdg/seats", "/barnet/rrdg/2026-04-14", "/barnet/iom/2026-04-01",
    "/boards",
)  # fmt: skip
FILL = """
from throughline.web import database
import django; django.setup()
from benchmarks.national import fill
fill()
"""
WORK = """
import resource, time
from throughline.web import database
import django; django.setup()
from throughline.web.mail.worker import work_once
work_once()
began = time.perf_counter()
work_once()
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def fill(more: int = MORE) -> None:
    """Load so many more partnerships, and write the years of all of them into the tables."""
    from datetime import date

    from django.db import transaction

    from throughline.universe.story import PARTNERSHIPS, morning
    from throughline.web.access.models import Partnership
    from throughline.web.governance.actions import load_terms

    text = (PARTNERSHIPS / "barnet.toml").read_text(encoding="utf-8")
    told = {"by": None, "at": morning(date(FROM, 4, 1))}
    with transaction.atomic():
        write_years(Partnership.objects.get(slug="barnet"))
        for number in range(more):
            own = re.sub(r'(?m)^id( *)= "barnet"', f'id = "area-{number}"', text, count=1)
            write_years(load_terms(text=own, demonstration_today=date(2026, 3, 30), **told))


def write_years(partnership: object) -> None:
    """Nine years of a group's and a panel's meetings of one partnership, with all that came of them."""
    from datetime import date, time

    from throughline.universe.story import morning
    from throughline.web.access.models import Person
    from throughline.web.decisions.models import Action, Decision
    from throughline.web.governance.models import Body
    from throughline.web.meetings.models import AgendaItem, Attendance, Meeting

    agencies = list(partnership.agencies.all())  # type: ignore[attr-defined]
    people = Person.objects.bulk_create(
        Person(partnership=partnership, name=f"Aster {n}", agency=agencies[n % len(agencies)])
        for n in range(10)
    )
    days = [date(year, month, 8) for year in range(FROM, TO) for month in range(1, 13)]
    number = 10_000
    for code, months, items in (("rrdg", 2, 10), ("iom", 1, 6)):
        body = Body.objects.get(partnership=partnership, code=code)
        meetings = Meeting.objects.bulk_create(
            Meeting(
                body=body, held_on=day, starts_at=time(10), place="Committee room 2", state="held",
                called_at=morning(day), changed_at=morning(day), published_at=morning(day),
                closed_at=morning(day), minutes_sent_on=day,
            )
            for day in days
            if day.month % months == 0
        )  # fmt: skip
        AgendaItem.objects.bulk_create(
            AgendaItem(
                meeting=one, position=n, number=str(n), code=f"item-{n}", title=f"Thing {n}",
                asks="discuss", because="asked for",
            )
            for one in meetings
            for n in range(1, items + 1)
        )  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(meeting=one, person=person, agency=person.agency, capacity="in-attendance")
            for one in meetings
            for person in people[:8]
        )
        Decision.objects.bulk_create(
            Decision(
                body=body, number=f"{code}-{one.held_on}/D{n}", decided_on=one.held_on,
                text=f"Thing {n} is agreed.", authority="made", recorded_at=morning(one.held_on),
            )
            for one in meetings
            for n in range(1, 3)
        )  # fmt: skip
        actions = [
            Action(
                partnership=partnership, number=number + place, body=body, text=f"Do thing {place}.",
                owner=people[place % 10], owner_agency=people[place % 10].agency, raised_on=one.held_on,
                first_due=one.held_on, state="verified", closed_on=one.held_on,
            )
            for place, one in enumerate(each for each in meetings for _ in range(4))
        ]  # fmt: skip
        Action.objects.bulk_create(actions)
        number += len(actions)


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Each page beside itself in the demonstration as it comes; then memory and the worker's round."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        folder = Path(name)
        environment = build_store(folder, url=os.environ.get("THROUGHLINE_TEST_POSTGRES"))
        before = pages(folder / "before", environment, "as it comes")
        yield from ((times, None) for times in before.values())
        yield worker(environment, "as it comes"), None
        subprocess.run([sys.executable, "-c", FILL], check=True, env=environment)
        after = pages(folder / "after", environment, f"with {MORE} more")
        for address, times in after.items():
            yield times, before[address]
        yield worker(environment, f"with {MORE} more"), None


def pages(place: Path, environment: dict[str, str], size: str) -> dict[str, Times]:
    """How long each page takes, and what memory the two answering processes hold after it."""
    queries = counted(SECRETARY, ADDRESSES, environment)
    with served("throughline.web.wsgi:application", place, environment) as server:
        reader = Reader(place)
        reader.sign_in_as(SECRETARY)
        found = {}
        for address in ADDRESSES:
            if reader.get(address)[0] != 200:
                raise LookupError(f"{address} does not answer: there is no page to measure.")
            found[address] = timed(
                f"{size}: {address}, {queries[address]} queries",
                lambda address=address: reader.get(address),
                times=REQUESTS,
                warm_up=WARM_UP,
                goal=GOAL,
            )
        print(f"{size}: memory of the site's processes, MB: {memory_of(server.pid)}", flush=True)
    return found


def memory_of(master: int) -> str:
    """What a server and each of its processes hold, and together with shared pages counted once."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    held = {one: _held(Path(f"/proc/{one}/smaps_rollup").read_text()) for one in (str(master), *children)}
    each = ", ".join(f"{resident / 1024:.0f}" for resident, _share in held.values())
    return f"resident {each}; together {sum(share for _resident, share in held.values()) / 1024:.0f}"


def _held(rollup: str) -> tuple[int, int]:
    found = dict(re.findall(r"(?m)^(Rss|Pss): +(\d+) kB", rollup))
    return int(found["Rss"]), int(found["Pss"])


def worker(environment: dict[str, str], size: str) -> Times:
    """How long one round of the worker takes once nothing is new, and the most memory that it held."""
    told = subprocess.run(
        [sys.executable, "-c", WORK], check=True, env=environment, capture_output=True, text=True
    )
    seconds, kilobytes = told.stdout.split()[-2:]
    print(f"{size}: memory of the worker at most, MB: {int(kilobytes) / 1024:.0f}", flush=True)
    return Times(f"{size}: a round of the worker", (float(seconds),))
