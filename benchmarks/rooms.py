"""The page of a meeting in session with 30 people and 40 items, and what an onlooker asks for meanwhile."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.queries import counted
from benchmarks.site import Reader, build_store, served
from benchmarks.timing import Times, timed

ROOM = "/barnet/rrdg/2026-04-14/room"
READERS = ("Sam Larch", "Ruth Campion")
REQUESTS = 200
WARM_UP = 20
GOAL = 0.030
EVERY = 1.5
"""Seconds between an onlooker's looks, as the page's own script has them."""
SEEN_WITHIN = 2.0
LOOKS = 10
FILL = """
from throughline.web import database
import django; django.setup()
from benchmarks.rooms import fill
fill()
"""


def fill(people: int = 30, items: int = 40) -> None:
    """Open the group's meeting of 14 April with so many people and items, by actions."""
    from datetime import date, timedelta

    from throughline.web.access.actions import record_person, stand_still_on
    from throughline.web.access.models import Partnership, Person
    from throughline.web.governance.circles import seated_on
    from throughline.web.meetings import actions
    from throughline.web.meetings.models import Meeting
    from throughline.web.site.today import now

    barnet = Partnership.objects.get(slug="barnet")
    day = date(2026, 4, 14)
    stand_still_on(partnership=barnet, day=day, by=None, at=now(barnet))
    meeting = Meeting.objects.get(body__partnership=barnet, body__code="rrdg", held_on=day)
    told = {"by": None, "at": now(barnet) - timedelta(minutes=1)}
    lines = [
        actions.AgendaLine(code=f"thing-{one}", title=f"Thing {one}", asks="discuss", because="asked for")
        for one in range(items)
    ]
    actions.set_agenda(meeting=meeting, lines=lines, expected_version=meeting.version, **told)
    actions.open_session(meeting=meeting, expected_version=meeting.version, **told)
    members = {held.person: held.seat for held in seated_on(meeting.body, day).circle.seats if held.person}
    agency = barnet.agencies.get(code="ph")
    for name, seat in members.items():
        person = Person.objects.get(partnership=barnet, name=name)
        actions.arrive(meeting=meeting, person=person, seat=seat, **told)
    for one in range(people - len(members)):
        person = record_person(partnership=barnet, name=f"Aster {one}", agency=agency, **told)
        actions.arrive(meeting=meeting, person=person, seat="", **told)
    for place, item in enumerate(meeting.items.order_by("position")):
        actions.take_item(item=item, **told)
        actions.note_in_room(item=item, text="What was said of it.", once=f"note-{place}", **told)


def measured() -> Iterator[tuple[Times, Times | None]]:
    """The room for who runs it and for who looks on; the goal is for the p95."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        folder = Path(name)
        with served("benchmarks.hello:application", folder / "hello", dict(os.environ)):
            hello = Reader(folder / "hello")
            peer = timed("a bare Django page", lambda: hello.get("/"), times=REQUESTS, warm_up=WARM_UP)
        yield peer, None
        environment = build_store(folder)
        subprocess.run([sys.executable, "-c", FILL], check=True, env=environment)
        with served("throughline.web.wsgi:application", folder / "site", environment):
            for who in READERS:
                reader = Reader(folder / "site")
                reader.sign_in_as(who)
                if reader.get(ROOM)[0] != 200:
                    raise LookupError(f"{ROOM} does not answer {who}: there is no room to measure.")
                queries = counted(who, [ROOM], environment)[ROOM]
                work = timed(
                    f"the room, 30 people, 40 items, as {who}, {queries} queries",
                    lambda reader=reader: reader.get(ROOM),
                    times=REQUESTS,
                    warm_up=WARM_UP,
                    goal=GOAL,
                )
                yield work, peer
            onlooker = Reader(folder / "site")
            onlooker.sign_in_as(READERS[1])
            yield (
                timed(
                    "what an onlooker's page asks for meanwhile",
                    lambda: onlooker.get(f"{ROOM}/now"),
                    times=REQUESTS,
                    warm_up=WARM_UP,
                    goal=GOAL,
                ),
                peer,
            )
            secretary = Reader(folder / "site")
            secretary.sign_in_as(READERS[0])
            waits = tuple(seen(secretary, onlooker, look) for look in range(LOOKS))
            yield Times("a note saved, until an onlooker has it", waits, goal=SEEN_WITHIN), None


def seen(secretary: Reader, onlooker: Reader, look: int) -> float:
    """Seconds from saving a note to the onlooker's having it, who looks at another moment each time."""
    words = f"What was said at look {look}."
    page = secretary.get(ROOM)[1]
    item = re.search(r'value="(note\|\d+)"', page)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if item is None or token is None:
        raise LookupError("No item is in hand to write a note under.")
    began = time.perf_counter()
    secretary.post(
        f"{ROOM}/do",
        {"csrfmiddlewaretoken": token[1], "do": item[1], "note": words, "once": f"look-{look}"},
    )
    time.sleep(EVERY * look / LOOKS)
    while words not in onlooker.get(f"{ROOM}/now")[1]:
        time.sleep(EVERY)
    return time.perf_counter() - began
