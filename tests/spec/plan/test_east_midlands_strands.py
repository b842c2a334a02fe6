"""The strands and priorities of the East Midlands plan, word for word enough to be found."""

from __future__ import annotations

import pytest

from tests.spec.plan.test_east_midlands_plan import claim, plan


@claim("C404", "1.s1")
@claim("C404", "1.s2")
@claim("C404", "1.s3")
def test_the_first_theme_has_three_strands_in_their_order() -> None:
    strands = [line.text for line in plan().under("1") if line.id.startswith("1.s")]
    assert len(strands) == 3
    through_the_sentence, what_works, delivery_chain = strands
    assert "all through their sentence" in through_the_sentence
    assert "what works" in what_works
    assert "along the delivery chain" in delivery_chain


@pytest.mark.parametrize("setting", ["in custody", "in the community"])
@claim("C485", "3.1")
def test_priority_three_one_has_both_halves_of_its_sentence(setting: str) -> None:
    [priority] = [one for one in plan().priorities if one.id == "3.1"]
    assert setting in priority.text
    assert priority.theme == "3"


@claim("C429", "2.1.1")
@claim("C429", "2.1.1.m1")
def test_the_models_of_short_sentences_roll_out_by_march_for_that_cohort() -> None:
    [objective] = [one for one in plan().objectives if one.id == "2.1.1"]
    [milestone] = plan().milestones_of("2.1.1")
    assert (objective.cohorts, objective.pathways, milestone.due) == (
        ("under-12-months",),
        ("OM",),
        "2010-03",
    )
