"""Linking an extract to those that came before: 100,000 made-up records against 2,000,000; how right it is.

The records that came before are read in the form in which a store keeps them; the incoming ones as an extract
tells them. Each step runs in a process of its own, so that its memory is its own. THROUGHLINE_LINK_SHARE=0.01
measures a hundredth.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from benchmarks.timing import Times

SHARE = float(os.environ.get("THROUGHLINE_LINK_SHARE", "1"))
STANDING, INCOMING = int(2_000_000 * SHARE), int(100_000 * SHARE)
LINK_GOAL, LEARN_GOAL = 6.0, 45.0
SEED = 99
MAKE = """
import sys
import numpy as np, pyarrow.parquet as pq
from throughline.figures.cohorts.linking.records import compared_sql
from throughline.figures.extracts.engine import open_engine
from throughline.figures.made_up.extracts import two_extracts
folder, standing, incoming, seed = sys.argv[1], *map(int, sys.argv[2:])
first, second = two_extracts(standing, incoming, chance=np.random.default_rng(seed))
pq.write_table(second, f"{folder}/incoming.parquet")
with open_engine() as engine:
    engine.register("first", first)
    engine.execute(f"copy ({compared_sql('first', also='record')}) to '{folder}/standing.parquet'")
    engine.register("second", second)
    both = "select record, person from first union all select record, person from second"
    engine.execute(f"copy ({both}) to '{folder}/truth.parquet'")
"""
LINK = """
import json, resource, sys, time
from dataclasses import asdict
import pyarrow
from throughline.figures.cohorts.linking.linking import find_pairs, link, prepare
from throughline.figures.cohorts.linking.measuring import measured
from throughline.figures.cohorts.linking.model import saved_model
from throughline.figures.cohorts.linking.records import compared_sql
from throughline.figures.extracts.engine import open_engine
folder = sys.argv[1]
with open_engine() as engine:
    began, worked = time.perf_counter(), time.process_time()
    told = compared_sql(f"read_parquet('{folder}/incoming.parquet')", also="record")
    prepare(engine, standing=f"from read_parquet('{folder}/standing.parquet')", incoming=told)
    find_pairs(engine, saved_model())
    found = time.perf_counter()
    summary = link(engine, saved_model(), {})
    ended = time.perf_counter()
    told = {"pairs": found - began, "people": ended - found, "processor": time.process_time() - worked,
            "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
            "summary": asdict(summary)}
    engine.execute(f"create table truth as from read_parquet('{folder}/truth.parquet')")
    right = measured(engine)
    told |= {"precision": right.precision, "recall": right.recall, "joined": right.joined}
print(json.dumps(told))
"""
LEARN = """
import json, resource, time
from throughline.figures.cohorts.linking.learning import learn
began = time.perf_counter()
learn()
print(json.dumps({"seconds": time.perf_counter() - began,
                  "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20}))
"""


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Finding pairs and joining people with the saved model; then learning a model anew."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as folder:
        _run(MAKE, folder, STANDING, INCOMING, SEED)
        told = json.loads(_run(LINK, folder))
    size = f"{INCOMING:,} records against {STANDING:,}"
    whole = Times(f"{size}: linked", (told["pairs"] + told["people"],), goal=LINK_GOAL)
    yield whole, None
    yield Times("of which finding and weighing pairs", (told["pairs"],)), whole
    yield Times("of which joining people", (told["people"],)), whole
    print(_in_words(told), flush=True)
    learnt = json.loads(_run(LEARN))
    yield Times("learning a model anew", (learnt["seconds"],), goal=LEARN_GOAL), None
    print(f"learning: {learnt['gigabytes']:.2f} GiB at most", flush=True)


def _in_words(told: dict[str, object]) -> str:
    summary = told["summary"]
    return (
        f"linked: {told['gigabytes']:.2f} GiB at most, {told['processor']:.1f} s of processors; "
        f"{told['joined']:,} pairs joined, precision {told['precision']:.5f}, recall {told['recall']:.4f}; "
        f"{summary['share_waiting']:.2%} of incoming records wait; links {summary['links']}"
    )


def _run(program: str, *arguments: object) -> str:
    """The last line that a program prints, which runs in a process of its own; libraries print before it."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().rpartition("\n")[2]
    )
