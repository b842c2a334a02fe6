"""How long it takes to prepare a round of questions about five hundred actions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Times

ACTIONS = 500
TIMES = 5
PREPARE = """
import json, sys, time
from throughline.web import database
import django; django.setup()
from datetime import date, datetime, UTC
from django.core.management import call_command
call_command("migrate", verbosity=0)
from throughline.universe.build import build
build()
from throughline.web.decisions import actions
from throughline.web.decisions.models import Action, ChaseRequest
from throughline.web.governance.models import Body
number, times = int(sys.argv[1]), int(sys.argv[2])
at = datetime(2026, 3, 30, 9, tzinfo=UTC)
body = Body.objects.get(partnership__slug="barnet", code="rrdg")
owned = Action.objects.filter(body=body, owner__isnull=False).select_related("owner__agency")
owners = [one.owner for one in owned]
for count in range(number):
    owner = owners[count % len(owners)]
    actions.assign_action(
        body=body, text=f"Promise {count}", owner=owner, owner_agency=owner.agency,
        due=date(2026, 4, 10), raised_on=date(2026, 3, 30), by=None, at=at,
    )
asked = list(Action.objects.filter(body=body, text__startswith="Promise").select_related("partnership"))
seconds = []
for _ in range(times):
    began = time.perf_counter()
    made = actions.prepare_chase_round(
        partnership=body.partnership, actions=asked, made_on=date(2026, 3, 30), by=None, at=at
    )
    seconds.append(time.perf_counter() - began)
    assert made.requests.count() == number
began = time.perf_counter()
actions.send_chase_round(chase=made, by=None, at=at)
print(json.dumps({"prepare": seconds, "send": [time.perf_counter() - began]}))
"""


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Preparing a round, and handing its questions to the messages, in a store of its own."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
            "THROUGHLINE_DATABASE_URL": f"sqlite:///{Path(home) / 'store.sqlite3'}",
        }
        told = subprocess.run(
            [sys.executable, "-c", PREPARE, str(ACTIONS), str(TIMES)],
            check=True,
            env=environment,
            capture_output=True,
            text=True,
        )
    seconds = json.loads(told.stdout.splitlines()[-1])
    yield Times(f"chase round of {ACTIONS} actions prepared", tuple(seconds["prepare"]), goal=2.0), None
    yield Times(f"its {ACTIONS} questions handed to the messages", tuple(seconds["send"])), None
