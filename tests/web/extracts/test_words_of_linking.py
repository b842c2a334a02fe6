"""Every reason for which a pair waits, and every way to agree, has words of its own."""

from __future__ import annotations

import re

import pytest

from throughline.figures.cohorts.linking.guards import GUARDED
from throughline.figures.cohorts.linking.linking import THROUGH_OTHERS
from throughline.figures.cohorts.linking.model import saved_model
from throughline.figures.cohorts.linking.records import TOLD
from throughline.figures.cohorts.linking.reviewing import Beside, Waiting
from throughline.web.extracts.pair_page import pair_page
from throughline.web.extracts.words import AGREEMENTS, COLUMNS, REASONS, weight_words

LEVELS = {
    level["label_for_charts"]
    for comparison in saved_model().comparisons
    for level in comparison["comparison_levels"]
}
GUARDS = set(re.findall(r"then '([^']+)'", GUARDED))


def test_each_level_that_the_model_weighs_is_told() -> None:
    assert set(AGREEMENTS) == LEVELS
    assert len({str(one) for one in AGREEMENTS.values()}) == len(LEVELS)


def test_each_reason_to_wait_is_told() -> None:
    assert len(GUARDS) == 3
    assert set(REASONS) == {*GUARDS, THROUGH_OTHERS, "weight"}


def test_each_thing_that_is_compared_has_a_name() -> None:
    assert set(COLUMNS) == set(TOLD)


@pytest.mark.parametrize(
    ("sentence", "over", "begins"),
    [
        ("from the limit on, only a guard keeps it back", 0.0, "What agrees speaks so strongly"),
        ("just below it, a person is needed", -0.01, "What agrees speaks for one person, but not"),
    ],
)
def test_a_weight_is_told_by_what_it_would_do(sentence: str, over: float, begins: str) -> None:
    assert str(weight_words(saved_model().automatic_from + over)).startswith(begins), sentence


def test_what_was_never_weighed_is_not_called_strong() -> None:
    assert str(weight_words(None)).startswith("Nothing was weighed")


@pytest.mark.parametrize(
    ("sentence", "left", "right", "said"),
    [
        ("one record does not say", "", "ASHFORD", "Cannot be told"),
        ("both say, and the names change places", "DANIEL", "ASHFORD", "Told beside the forename"),
    ],
)
def test_a_surname_that_is_not_weighed_is_told_apart_from_one_that_is_missing(
    sentence: str, left: str, right: str, said: str
) -> None:
    waiting = (Waiting((1, 2), "weight", 7.0),)
    (thing,) = pair_page(waiting, (1, 2), (Beside("surname", left, right, "not known"),)).things
    assert str(thing.agreement).startswith(said), sentence
