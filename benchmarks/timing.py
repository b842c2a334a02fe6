"""Times, and how they are printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """How long one thing took, each time, in seconds."""

    name: str
    seconds: tuple[float, ...]
    goal: float | None = None
    """The most that it may take, in seconds: the median, or for pages the p95."""

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[max(0, -(-len(self.seconds) * 95 // 100) - 1)]


def timed(
    name: str, work: Callable[[], object], *, times: int, warm_up: int = 1, goal: float | None = None
) -> Times:
    """Do some work so many times after warming up."""
    for _ in range(warm_up):
        work()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return Times(name, tuple(seconds), goal)


def line(times: Times, peer: Times | None = None) -> str:
    """One line: name, median, p95, the ratio to a peer measured in the same run, and the goal."""
    ratio = f"{times.median / peer.median:7.1f} x" if peer else " " * 9
    goal = f"   goal {times.goal * 1000:,.0f} ms" if times.goal else ""
    return f"{times.name:58} {times.median * 1000:9.1f} {times.p95 * 1000:9.1f} ms {ratio}{goal}"
