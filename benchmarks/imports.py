"""How long it takes to stage, look at and accept a workbook of 42 areas, 40 quarters and 30 indicators."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Times

AREAS, QUARTERS, INDICATORS = 42, 40, 30
IMPORT = """
import io, json, sys, time
from throughline.web import database
import django; django.setup()
from datetime import date, datetime, UTC
from django.core.management import call_command
from openpyxl import Workbook
call_command("migrate", verbosity=0)
from throughline.universe.build import build
build()
from throughline.figures.extracts.profiles import profile_from
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import actions
from throughline.web.performance.imports.differences import differences_of
from throughline.web.performance.models import Observation
areas, quarters, indicators = map(int, sys.argv[1:])
at, day = datetime(2010, 1, 15, 9, tzinfo=UTC), date(2010, 1, 15)
entry = '''[[indicator]]
id = "made-{0}"
code = "M {0}"
name = "Made {0}"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Some"
denominator = "All"
'''
supplier = Agency.objects.filter(partnership__slug="east-midlands")[0]
actions.load_indicators(
    partnership=supplier.partnership, text="\\n".join(entry.format(n) for n in range(indicators)),
    loaded_on=day, by=None, at=at,
)

def workbook(more):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    sheet.append(["Area", "Quarter", "Indicator", "Some", "All"])
    for indicator in range(indicators):
        for area in range(areas):
            for quarter in range(quarters):
                year, q = 2000 + quarter // 4, 1 + quarter % 4
                whole = 400 + area + quarter
                part = (indicator * 31 + area * 17 + quarter * 7) % 300 + more
                period = f"Q{q} {year}-{(year + 1) % 100:02d}"
                sheet.append([f"Area {area}", period, f"made-{indicator}", part, whole])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

profile = profile_from({
    "name": "Made", "totals": "discrete",
    "roles": {
        "area": "area", "quarter": "period", "indicator": "indicator",
        "some": "numerator", "all": "denominator",
    },
})
told = {"by": None, "at": at}
seconds = {"stage": [], "look": [], "accept": []}
for more in (0, 1):
    content = workbook(more)
    began = time.perf_counter()
    staged = actions.stage_file(supplier=supplier, name="figures.xlsx", content=content, **told)
    if staged.state == "staged":
        staged = actions.map_file(staged=staged, profile=profile, is_saved=True, **told)
    seconds["stage"].append(time.perf_counter() - began)
    began = time.perf_counter()
    found = differences_of(staged, day)
    seconds["look"].append(time.perf_counter() - began)
    began = time.perf_counter()
    receipt = actions.accept_file(staged=staged, seen=found.digest, received_on=day, **told)
    seconds["accept"].append(time.perf_counter() - began)
    assert receipt.lines_accepted == areas * quarters * indicators, receipt.lines_accepted
    assert len(found.revised) == (receipt.lines_accepted if more else 0)
print(json.dumps(seconds))
"""


def measured() -> Iterator[tuple[Times, Times | None]]:
    """A workbook of new figures, then the same with every figure revised, in a store of its own."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
            "THROUGHLINE_DATABASE_URL": f"sqlite:///{Path(home) / 'store.sqlite3'}",
        }
        told = subprocess.run(
            [sys.executable, "-c", IMPORT, str(AREAS), str(QUARTERS), str(INDICATORS)],
            check=True,
            env=environment,
            capture_output=True,
            text=True,
        )
    seconds = json.loads(told.stdout.splitlines()[-1])
    count = f"{AREAS * QUARTERS * INDICATORS:,}"
    for place, kind in enumerate(("new", "revised")):
        yield Times(f"workbook of {count} {kind} figures staged", (seconds["stage"][place],)), None
        yield Times("its differences looked at", (seconds["look"][place],)), None
        yield Times("its figures accepted", (seconds["accept"][place],), goal=5.0), None
