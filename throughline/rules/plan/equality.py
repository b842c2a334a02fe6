"""What an equality impact assessment still lacks before somebody may sign it off.

Source: Equality Act 2010, sections 4 and 149; East Midlands plan, diversity vision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Effect = Literal["better", "none", "worse", "not-known"]

STANDARD_STRANDS: Final[Mapping[str, str]] = {
    "age": "Age",
    "disability": "Disability",
    "gender-reassignment": "Gender reassignment",
    "marriage": "Marriage and civil partnership",
    "pregnancy": "Pregnancy and maternity",
    "race": "Race",
    "religion": "Religion or belief",
    "sex": "Sex",
    "sexual-orientation": "Sexual orientation",
}
"""The protected characteristics, with which a partnership's own list begins."""


@dataclass(frozen=True)
class GroupEffect:
    """What is expected for one group, the evidence for it, and whether an action answers it."""

    strand: str
    effect: Effect
    evidence: str
    is_mitigated: bool


def open_questions(strands: Mapping[str, str], effects: Iterable[GroupEffect]) -> tuple[str, ...]:
    """What must be said before the assessment is signed off, one sentence a group; none when it is whole.

    ``strands`` gives each code its name; of several effects on one group the last counts.
    Source: Equality Act 2010, section 149; product.md, section 4.1 (equality impact assessment).
    """
    last = {one.strand: one for one in effects}
    return tuple(sentence for code, name in strands.items() if (sentence := _question(name, last.get(code))))


def _question(name: str, found: GroupEffect | None) -> str:
    if found is None:
        return f"{name}: nothing is said yet."
    if found.effect in ("worse", "not-known") and not found.is_mitigated:
        needed = "makes it less bad" if found.effect == "worse" else "finds out"
        return f"{name}: no action {needed}."
    if not found.evidence.strip() and found.effect != "not-known":
        return f"{name}: no evidence is given."
    return ""
