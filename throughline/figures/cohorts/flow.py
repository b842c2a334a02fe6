"""The flow of a cohort: how many index events there were, which were not counted and why, who is left."""

from __future__ import annotations

from dataclasses import dataclass

OTHER_DISPOSAL = "Not a disposal that this measure counts"
OTHER_AGE = "Not known to be of an age that this measure counts"
LEFT_BEFORE = "The person had died or been deported by that day"
COUNTED_ALREADY = "The person was counted already in the same window"


@dataclass(frozen=True)
class FlowStep:
    """Events that were not counted, and why."""

    why: str
    events: int


@dataclass(frozen=True)
class Flow:
    """Who was counted and who was not: ``began`` events, less those of each step, are ``counted`` people.

    Raises ValueError if the numbers do not add up, or one is below zero.
    Source: figures, section 1 (proven reoffending).
    """

    began: int
    left_out: tuple[FlowStep, ...]
    counted: int

    def __post_init__(self) -> None:
        left_out = sum(step.events for step in self.left_out)
        if self.counted < 0 or any(step.events < 0 for step in self.left_out):
            raise ValueError("a step of a cohort's flow cannot be below zero")
        if self.began - left_out != self.counted:
            raise ValueError(f"{self.began} events less {left_out} left out are not {self.counted} people")
