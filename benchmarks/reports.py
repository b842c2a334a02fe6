"""The four quarterly reports for three parents: composed from the accepted updates and printed as PDF."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.site import build_store
from benchmarks.timing import Times

GOAL = 5.0
BUILD_TWELVE = """
import json, time
from datetime import date
from throughline.web import database
import django; django.setup()
from django.db import transaction
from throughline.papers.files import FILES
from throughline.universe.story import morning
from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body
from throughline.web.reports import actions
from throughline.web.reports.paper import paper_of
from throughline.web.reports.report_page import report_page
from throughline.words.periods import quarters, year_holding
board = Partnership.objects.get(slug="pan-dorset")
body = Body.objects.select_related("partnership").get(partnership=board, code="rrsg")
day = date(2026, 3, 30)
reader = Viewpoint(Person.objects.get(partnership=board, name="Sam Larch").user, day, board)
def build():
    for quarter in quarters(year_holding(day)):
        for parent in ("dcjb", "dorset-csp", "bcp-csp"):
            report = actions.draft_report(
                body=body, duty="rrsg.duty.progress-report", what="progress-report", recipient=parent,
                title="Report", period_starts=quarter.first, period_ends=quarter.last, begun_on=day,
                marking="OFFICIAL", by=None, at=morning(day),
            )
            assert FILES["pdf"][0](paper_of(report_page(report, reader), on=day))[:4] == b"%PDF"
took = []
for _ in range(6):
    with transaction.atomic():
        began = time.perf_counter()
        build()
        took.append(time.perf_counter() - began)
        transaction.set_rollback(True)
print(json.dumps(took[1:]))
"""


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Twelve reports, five times after once to warm up; the goal is for the median of all twelve."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        environment = build_store(Path(name))
        command = [sys.executable, "-c", BUILD_TWELVE]
        said = subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout
        yield Times("12 reports: 4 quarters, 3 parents, as PDF", tuple(json.loads(said)), GOAL), None
