"""Decisions about two records: what is recorded, what is refused, and that each can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from throughline.figures.cohorts.linking.decisions import (
    LinkDecision,
    NotDecided,
    decided,
    in_force,
    read,
    written,
)

AT = datetime(2026, 3, 30, 9, 30, tzinfo=UTC)
BY, WHY = "Sam Larch", "Both files name one mother."


def made(*steps: tuple[tuple[int, int], str]) -> tuple[LinkDecision, ...]:
    """Decisions made one after another."""
    found: tuple[LinkDecision, ...] = ()
    for pair, verdict in steps:
        found += (decided(found, pair, verdict, by=BY, at=AT, why=WHY),)  # type: ignore[arg-type]
    return found


ONE, TWO, BACK = "one person", "two people", "taken back"
COUNTS = [
    ("nothing decided", (), {}),
    ("a link", (((1, 2), ONE),), {(1, 2): ONE}),
    ("the order of the records does not matter", (((2, 1), ONE),), {(1, 2): ONE}),
    ("a link taken back leaves nothing", (((1, 2), ONE), ((1, 2), BACK)), {}),
    ("taken back and decided again", (((1, 2), ONE), ((1, 2), BACK), ((1, 2), TWO)), {(1, 2): TWO}),
    ("other pairs stand", (((1, 2), ONE), ((3, 4), TWO), ((1, 2), BACK)), {(3, 4): TWO}),
]


@pytest.mark.parametrize(("sentence", "steps", "counts"), COUNTS)
def test_what_counts(sentence: str, steps: tuple[tuple[tuple[int, int], str], ...], counts: object) -> None:
    assert {pair: one.verdict for pair, one in in_force(made(*steps)).items()} == counts, sentence


def test_nothing_is_lost_when_a_decision_is_taken_back() -> None:
    found = made(((1, 2), ONE), ((1, 2), BACK))
    assert [(one.number, one.verdict) for one in found] == [(1, ONE), (2, BACK)]


REFUSED = [
    ("one record named twice", (), (3, 3), ONE, BY, WHY, "Record 3 was named twice"),
    ("nobody decided", (), (1, 2), ONE, " ", WHY, "who decided and why"),
    ("no reason", (), (1, 2), ONE, BY, "", "who decided and why"),
    ("nothing to take back", (), (1, 2), BACK, BY, WHY, "No decision about records 1 and 2 counts"),
    ("taken back twice", (((1, 2), ONE), ((1, 2), BACK)), (1, 2), BACK, BY, WHY, "No decision about records 1 and 2"),
    ("the same again", (((1, 2), ONE),), (2, 1), ONE, BY, WHY, "decided so already, by Sam Larch"),
    ("the opposite", (((1, 2), ONE),), (2, 1), TWO, BY, WHY, "by Sam Larch. Take that decision back first"),
    ("the opposite of the opposite", (((1, 2), TWO),), (1, 2), ONE, BY, WHY, "Take that decision back first"),
    ("a reason of ends of lines alone", (), (1, 2), ONE, BY, "\u2028\x00\u2029\x85", "who decided and why"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "steps", "pair", "verdict", "by", "why", "said"), REFUSED)
def test_what_is_refused(
    sentence: str,
    steps: tuple[tuple[tuple[int, int], str], ...],
    pair: tuple[int, int],
    verdict: str,
    by: str,
    why: str,
    said: str,
) -> None:
    with pytest.raises(NotDecided, match=said):
        decided(made(*steps), pair, verdict, by=by, at=AT, why=why)  # type: ignore[arg-type]


def test_a_decision_reads_as_it_was_written() -> None:
    found = made(((1, 2), ONE), ((3, 4), TWO))
    assert read("".join(map(written, found)).split("\n")) == found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x00", "\x0b", "\x1c", "\x85", "\u2028", "\u2029", "\udcff"])
def test_what_is_pasted_into_a_decision_is_kept_as_one_line_that_can_be_written(end: str) -> None:
    made_now = decided((), (1, 2), ONE, by=f"Sam{end}Larch", at=AT, why=f"One file,{end}two hands.{end}")
    assert (made_now.by, made_now.why) == ("Sam Larch", "One file, two hands.")
    assert len(written(made_now).encode().decode().splitlines()) == 1
