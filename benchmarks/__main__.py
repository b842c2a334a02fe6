"""How fast Throughline is on this machine, each number beside a peer measured in the same run."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

from benchmarks import (
    charts,
    chase,
    disclosure,
    extracts,
    imports,
    linkage,
    national,
    packs,
    pages,
    plans,
    reading,
    reoffending,
    reports,
    rooms,
    scorecard,
    search,
    terms,
)
from benchmarks.timing import line

PARTS = {
    "terms": terms, "packs": packs, "pages": pages, "chase": chase, "rooms": rooms, "search": search,
    "national": national, "disclosure": disclosure, "scorecard": scorecard, "charts": charts,
    "reading": reading, "imports": imports, "linkage": linkage, "plans": plans, "reports": reports,
    "reoffending": reoffending, "extracts": extracts,
}  # fmt: skip


def machine() -> str:
    """The machine in a line: processor, cores, memory, Python."""
    cpu = next(
        (
            row.split(":", 1)[1].strip()
            for row in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in row
        ),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def main() -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    ).stdout.strip()
    print(f"machine  {machine()}\ncommit   {commit}\n")
    print(f"{'':58} {'median':>9} {'p95':>9}      ratio")
    for name in sys.argv[1:] or PARTS:
        for times, peer in PARTS[name].measured():
            print(line(times, peer), flush=True)


main()
