"""What the words of one cell of a legacy table are made of: pieces, quarters, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

TAG = re.compile(r"</?(?:p|ul|ol|li|i|b|em|strong|br|span|div)\b[^<>]*>", re.IGNORECASE)
BREAK = re.compile(r"</?(?:p|ul|ol|li|br|div)\b[^<>]*>", re.IGNORECASE)
BULLET = re.compile(r"[•▪○●◦‣·]|(?<=\s)o(?=\s+[A-Z])|(?<=^)o(?=\s+[A-Z])")
QUARTERS = re.compile(r"\s+".join(rf"Q{number}\s*:\s*(\d[\d,]*)" for number in (1, 2, 3, 4)))
SMALLEST_SUMMAND = 20
YEARS = range(1990, 2100)


@dataclass(frozen=True)
class Trajectory:
    """Four counts to date, and the words that stood before them."""

    label: str
    quarters: tuple[int, int, int, int]


@dataclass(frozen=True)
class ProposedSum:
    """Two numbers of one cell that make a third of it."""

    left: Decimal
    right: Decimal
    total: Decimal

    def __str__(self) -> str:
        return f"{self.left} + {self.right} = {self.total}"


def plain_words(text: str) -> str:
    """The words of a cell on one line, without its markup and bullets.

    Source: product.md, section 5.4, legacy table import.
    """
    return " ".join(pieces(text))


def pieces(text: str) -> tuple[str, ...]:
    """The parts that bullets, paragraphs, line ends and semicolons divide a cell into.

    Source: product.md, section 5.4, legacy table import.
    """
    parted = TAG.sub(" ", BREAK.sub("\n", text))
    parts = re.split(r"[\n\r;]+", BULLET.sub("\n", parted))
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def trajectories(parts: Sequence[str]) -> tuple[Trajectory, ...]:
    """Every run of Q1 to Q4 with a count each, in the pieces of one cell, with the words before it.

    Source: product.md, section 5.4, legacy table import; rule R22.
    """
    return _apart(parts)[0]


def without_trajectories(parts: Sequence[str]) -> tuple[str, ...]:
    """The pieces of a cell that are neither a run of Q1 to Q4 nor the words that head one.

    Source: product.md, section 5.4, legacy table import.
    """
    return _apart(parts)[1]


def _apart(parts: Sequence[str]) -> tuple[tuple[Trajectory, ...], tuple[str, ...]]:
    text, begins = "\n".join(parts), 0
    found: list[Trajectory] = []
    rest: list[str] = []
    for match in QUARTERS.finditer(text):
        first, second, third, fourth = (int(count.replace(",", "")) for count in match.groups())
        *earlier, label = text[begins : match.start()].strip().split("\n")
        rest += [line.strip() for line in earlier]
        found.append(Trajectory(label.strip(), (first, second, third, fourth)))
        begins = match.end()
    rest += [line.strip() for line in text[begins:].split("\n")]
    return tuple(found), tuple(line for line in rest if line)


def proposed_sums(text: str) -> tuple[ProposedSum, ...]:
    """Pairs of numbers in a cell that add up to another number of it, for a person to confirm.

    Years and numbers below 20 are left out, for they meet by chance.
    Source: product.md, section 1.1, S12.
    """
    written = re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])", plain_words(text))
    numbers = dict.fromkeys(Decimal(one.replace(",", "").rstrip(".")) for one in written)
    summands = [one for one in numbers if one >= SMALLEST_SUMMAND and one not in YEARS]
    return tuple(
        ProposedSum(left, right, left + right)
        for left, right in combinations(summands, 2)
        if left + right in numbers
    )
