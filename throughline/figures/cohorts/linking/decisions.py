"""What people decided about two records: one person, or two; each can be taken back, and nothing is lost."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Literal

from throughline.figures.cohorts.linking.clusters import Pair
from throughline.words.refusals import Refused

UNWRITABLE: Final = {"Cc", "Cs", "Zl", "Zp"}
"""Kinds of characters that a decision's words do not keep: controls, halves of characters, ends of lines."""


class NotDecided(Refused):
    """A decision about two records cannot be recorded as it was given."""


@dataclass(frozen=True)
class LinkDecision:
    """Who decided what about two records, when and why."""

    number: int
    left: int
    right: int
    verdict: Literal["one person", "two people", "taken back"]
    by: str
    at: datetime
    why: str

    @property
    def pair(self) -> Pair:
        """The two records."""
        return self.left, self.right


def in_force(decisions: Iterable[LinkDecision]) -> dict[Pair, LinkDecision]:
    """The decision that counts for each pair: the latest, unless it takes the one before it back."""
    latest = {one.pair: one for one in decisions}
    return {pair: one for pair, one in latest.items() if one.verdict != "taken back"}


def decided(
    decisions: Sequence[LinkDecision],
    pair: Pair,
    verdict: Literal["one person", "two people", "taken back"],
    *,
    by: str,
    at: datetime,
    why: str,
) -> LinkDecision:
    """The next decision about a pair, in the order of numbers; who and why are kept as one line each.

    Raises NotDecided with what is missing, or with the decision that has to be taken back first.
    """
    left, right = sorted(pair)
    by, why = _one_line(by), _one_line(why)
    if left == right:
        raise NotDecided(f"Record {left} was named twice. Name two records; nothing was recorded.")
    if not (by and why):
        raise NotDecided("A decision needs who decided and why. Give both; nothing was recorded.")
    standing = in_force(decisions).get((left, right))
    if verdict == "taken back" and standing is None:
        raise NotDecided(f"No decision about records {left} and {right} counts. Nothing was taken back.")
    if standing is not None and standing.verdict == verdict:
        raise NotDecided(f"Records {left} and {right} are decided so already, by {standing.by}.")
    if standing is not None and verdict != "taken back":
        raise NotDecided(
            f"Records {left} and {right} are decided otherwise, by {standing.by}. "
            "Take that decision back first; nothing was recorded."
        )
    return LinkDecision(len(decisions) + 1, left, right, verdict, by, at, why)


def _one_line(text: str) -> str:
    """A text with a space for what would end its line or cannot be written."""
    kept = (" " if unicodedata.category(one) in UNWRITABLE else one for one in text)
    return " ".join("".join(kept).split())


def written(decision: LinkDecision) -> str:
    """A decision as a line of the file of decisions."""
    return json.dumps(asdict(decision) | {"at": decision.at.isoformat()}, ensure_ascii=False) + "\n"


def read(lines: Iterable[str]) -> tuple[LinkDecision, ...]:
    """The decisions of a file, in the order in which they were made."""
    plain = (json.loads(line) for line in lines if line.strip())
    return tuple(LinkDecision(**one | {"at": datetime.fromisoformat(one["at"])}) for one in plain)
