"""The table of a plan among 42 plans of 56 objectives, and a workbook of 60 objectives that is sent."""

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

KEEPER = "Priya Hawthorn"
PLANS = 42
REQUESTS = 200
WARM_UP = 20
GOAL = 0.040
IMPORT_GOAL = 1.0
PAGES = (
    "/east-midlands/plan/2009-10",
    "/east-midlands/plan/2009-10?status=late",
    "/east-midlands/plan/2009-10/on-a-page",
    "/east-midlands/plan/2009-10/workshop",
)
TO_FORTY_TWO = """
import sys
from datetime import date
from throughline.web import database
import django; django.setup()
from throughline.universe.story import PARTNERSHIPS, morning
from throughline.web.access.models import Partnership
from throughline.web.plan import actions
from throughline.web.plan.models import DeliveryPlan, MilestoneUpdate, PlanVersion
text = (PARTNERSHIPS / "east-midlands-plan-2009-10.csv").read_text(encoding="utf-8")
day = date(2009, 7, 14)
for number in range(int(sys.argv[1]) - DeliveryPlan.objects.count()):
    place = Partnership.objects.create(slug=f"area-{number}", name=f"Area {number}")
    version = actions.accept_plan(partnership=place, text=text, accepted_on=day, by=None, at=morning(day))
    MilestoneUpdate.objects.bulk_create(
        MilestoneUpdate(
            milestone=step, quarter_starts=date(2009, 10, 1), told_on=date(2010, 1, 7), words="Under way",
            recorded_at=morning(day),
        )
        for step in version.plan.milestones.all()
    )
"""
"""An area for each police force outside London, each with a plan and a quarter's news."""
SIXTY = """
import time
from throughline.web import database
import django; django.setup()
from throughline.papers.plan_workbook import plan_workbook
from throughline.rules.plan.model import Milestone, Objective, Plan, SuccessMeasure
from throughline.web.access.models import Partnership
from throughline.web.governance.queries import terms_on
from throughline.web.plan.proposals import following, propose
from throughline.web.plan.queries import copied, plan_of, version_on, versions_for
from throughline.web.site.today import today
place = Partnership.objects.get(slug="east-midlands")
day = today(place)
terms = terms_on(place, day)
plan = copied(version_on(place, day))
more = tuple(
    line
    for n in range(60 - len(plan.objectives))
    for line in (
        Objective(id=f"1.1.{50 + n}", parent="1.1", text=f"More work {n}", lead="noms"),
        SuccessMeasure(id=f"1.1.{50 + n}.a", parent=f"1.1.{50 + n}", text="Work done"),
        Milestone(id=f"1.1.{50 + n}.m1", parent=f"1.1.{50 + n}", text="Begun", due="2009-12"),
    )
)
plan = Plan((*plan.lines, *more))
assert len(plan.objectives) == 60
for kind in ("xlsx", "ods"):
    content = plan_workbook(plan, kind, marking="OFFICIAL")
    for _ in range(6):
        began = time.perf_counter()
        read = propose(content, f"plan.{kind}", terms=terms, year="2009-10")
        following(read, versions_for(place, read.plan), terms=terms)
        print(kind, time.perf_counter() - began)
"""
"""A workbook read, merged with the plan in force and linted, as when it is sent; the first time warms up."""


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Each page, 200 requests after 20 to warm up, the goal being for the p95; then the workbooks."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        folder = Path(name)
        with served("benchmarks.hello:application", folder / "hello", dict(os.environ)):
            hello = Reader(folder / "hello")
            peer = timed("a bare Django page", lambda: hello.get("/"), times=REQUESTS, warm_up=WARM_UP)
        yield peer, None
        environment = build_store(folder)
        subprocess.run([sys.executable, "-c", TO_FORTY_TWO, str(PLANS)], check=True, env=environment)
        with served("throughline.web.wsgi:application", folder / "site", environment):
            reader = Reader(folder / "site")
            reader.sign_in_as(KEEPER)
            queries = counted(KEEPER, PAGES, environment)
            for address in PAGES:
                if reader.get(address)[0] != 200:
                    raise LookupError(f"{address} does not answer: there is no page to measure.")
                yield (
                    timed(
                        f"GET {address.removeprefix('/east-midlands')}, {queries[address]} queries",
                        lambda address=address: reader.get(address),
                        times=REQUESTS,
                        warm_up=WARM_UP,
                        goal=GOAL,
                    ),
                    peer,
                )
        yield from _workbooks(environment)


def _workbooks(environment: dict[str, str]) -> Iterator[tuple[Times, None]]:
    told = subprocess.run(
        [sys.executable, "-c", SIXTY], check=True, env=environment, capture_output=True, text=True
    ).stdout
    rows = [line.split() for line in told.splitlines()]
    for kind in ("xlsx", "ods"):
        seconds = tuple(float(took) for name, took in rows if name == kind)[1:]
        yield Times(f"a workbook of 60 objectives read and merged, {kind}", seconds, goal=IMPORT_GOAL), None
