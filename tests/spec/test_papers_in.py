"""What a paper may become: the table of its states, and what its words coming in make of it."""

from __future__ import annotations

from typing import get_args

import pytest

from throughline.rules.papers_in import FOLLOWS, PaperState, may_become, on_coming_in

MOVES = [
    ("a paper asked for is begun", "commissioned", "drafting", True),
    ("a paper asked for may come in at once", "commissioned", "submitted", True),
    ("nothing is cleared before it is in", "commissioned", "cleared", False),
    ("a paper that is in may go back to its author", "submitted", "drafting", True),
    ("a paper is cleared before it is published", "submitted", "published", False),
    ("a cleared paper is published", "cleared", "published", True),
    ("new words of a cleared paper are to be cleared again", "cleared", "submitted", True),
    ("a published paper is taken", "published", "taken", True),
    ("a published paper is not drafted again", "published", "drafting", False),
    ("a paper tabled late is taken", "late-tabled", "taken", True),
    ("a published paper may still be withdrawn", "published", "withdrawn", True),
    ("a paper that was taken stays taken", "taken", "withdrawn", False),
    ("a withdrawn paper stays withdrawn", "withdrawn", "submitted", False),
]


@pytest.mark.parametrize(("now", "then", "may"), [row[1:] for row in MOVES], ids=[row[0] for row in MOVES])
def test_what_may_follow(now: str, then: str, may: bool) -> None:
    assert may_become(now, then) is may


def test_the_table_knows_every_state_and_no_other() -> None:
    states = set(get_args(PaperState))
    assert set(FOLLOWS) == states
    assert {then for follows in FOLLOWS.values() for then in follows} <= states


COMING = [
    # what is said, the state before, agenda published, let in late, the state after
    ("before the agenda is out a paper comes in", "commissioned", False, False, "submitted"),
    ("new words are to be cleared again", "cleared", False, False, "submitted"),
    ("after it, only with leave", "drafting", True, False, None),
    ("with leave it is tabled late", "drafting", True, True, "late-tabled"),
    ("one in the pack stays in the pack", "published", True, False, "published"),
    ("one tabled late stays so", "late-tabled", True, False, "late-tabled"),
    ("one that was taken stays as it was", "taken", True, True, None),
    ("one withdrawn does not come back", "withdrawn", False, True, None),
]


@pytest.mark.parametrize(
    ("now", "is_published", "is_permitted", "then"), [row[1:] for row in COMING], ids=[r[0] for r in COMING]
)
def test_what_words_that_come_in_make_of_a_paper(
    now: str, is_published: bool, is_permitted: bool, then: str | None
) -> None:
    assert on_coming_in(now, is_published=is_published, is_permitted=is_permitted) == then
    assert then is None or may_become(now, then)
