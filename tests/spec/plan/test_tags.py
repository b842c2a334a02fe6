"""What each objective is filed under: by itself, by its cohorts, by its priority and by its plan."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.spec.plan.plans_made import PLANS
from throughline.rules.plan.model import (
    CohortDefined,
    Fact,
    Line,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
    TagNamed,
    Theme,
)
from throughline.rules.plan.tags import (
    Split,
    Tag,
    ages_in,
    ages_of,
    counts_by_kind,
    filed_under,
    splits,
    tag_of,
    tags_of,
)

PRIORITY = Priority(id="1", theme="t")
OBJECTIVE = Objective(id="1.1", parent="1")


@pytest.mark.parametrize(
    ("sentence", "written", "tag"),
    [
        ("a group and a word", "approach:diversion", Tag("approach", "diversion")),
        ("spaces make no difference", " sector : health ", Tag("sector", "health")),
        ("a bare word is of no group", "vulnerability", Tag("other", "vulnerability")),
        ("only the first colon parts them", "equality:sex:women", Tag("equality", "sex:women")),
    ],
)
def test_how_a_tag_is_written(sentence: str, written: str, tag: Tag) -> None:
    assert tag_of(written) == tag, sentence


@pytest.mark.parametrize(
    ("sentence", "written", "groups"),
    [
        ("adults", "adult", ("adult",)),
        ("both are youth and adults", "both", ("youth", "adult")),
        ("16 to 24, both ends included, reaches into both", "16-24", ("youth", "16-to-24", "adult")),
        ("10 to 17 are youth", "10-17", ("youth",)),
        ("18 is adult, and within 16 to 24", "18-18", ("16-to-24", "adult")),
        ("25 and over are adults alone", "25-99", ("adult",)),
        ("15 to 24 begins too early to be of 16 to 24", "15-24", ("youth", "adult")),
        ("16 to 25 ends too late to be of 16 to 24", "16-25", ("youth", "adult")),
        ("a word that says no age", "women", ()),
        ("nothing", "", ()),
    ],
)
def test_the_ages_of_a_word(sentence: str, written: str, groups: tuple[str, ...]) -> None:
    assert ages_in(written) == groups, sentence


@pytest.mark.parametrize(
    ("sentence", "lines", "groups"),
    [
        ("what the objective says itself", (Objective(id="1.1", parent="1", ages="adult"),), ("adult",)),
        (
            "then what defines its cohort",
            (Objective(id="1.1", parent="1", cohorts=("leavers",)), CohortDefined(id="leavers", ages="16-17")),
            ("youth", "16-to-24"),
        ),
        (
            "then the cohort's own word",
            (Objective(id="1.1", parent="1", cohorts=("young",)), Priority(id="1", ages="adult")),
            ("youth",),
        ),
        ("then its priority", (OBJECTIVE, Priority(id="1", ages="youth"), Fact(id="ages", text="adult")), ("youth",)),
        ("then the theme", (OBJECTIVE, PRIORITY, Theme(id="t", ages="both")), ("youth", "adult")),
        ("last the plan", (OBJECTIVE, PRIORITY, Fact(id="ages", text="adult")), ("adult",)),
        ("where nothing says an age there is none", (OBJECTIVE, PRIORITY), ()),
    ],
)  # fmt: skip
def test_the_nearest_says_the_age(sentence: str, lines: tuple[Line, ...], groups: tuple[str, ...]) -> None:
    plan = Plan(lines)
    assert ages_of(plan, plan.objectives[0]) == groups, sentence


@pytest.mark.parametrize(
    ("sentence", "lines", "code"),
    [
        ("its own tag", (Objective(id="1.1", parent="1", tags=("sector:health",)),), "sector:health"),
        ("its kind", (Objective(id="1.1", parent="1", kind="agency-action"),), "kind:agency-action"),
        ("its cohort", (Objective(id="1.1", parent="1", cohorts=("women",)),), "cohort:women"),
        (
            "the tag of its cohort",
            (Objective(id="1.1", parent="1", cohorts=("kin",)), CohortDefined(id="kin", tags=("inter-generational",))),
            "inter-generational",
        ),
        ("the tag of its priority", (OBJECTIVE, Priority(id="1", tags=("vulnerability",))), "vulnerability"),
        ("the tag of its theme", (OBJECTIVE, PRIORITY, Theme(id="t", tags=("vulnerability",))), "vulnerability"),
        ("adults and youth are both", (Objective(id="1.1", parent="1", ages="both"),), "age:both"),
    ],
)  # fmt: skip
def test_an_objective_is_filed_under(sentence: str, lines: tuple[Line, ...], code: str) -> None:
    plan = Plan(lines)
    assert code in {one.code for one in tags_of(plan, plan.objectives[0])}, sentence
    assert code not in {one.code for one in tags_of(Plan((OBJECTIVE,)), OBJECTIVE)}


def test_a_measure_is_filed_as_its_objective_is() -> None:
    measure = SuccessMeasure(id="1.1.s", parent="1.1", ages="youth")
    plan = Plan((Objective(id="1.1", parent="1", tags=("approach:diversion",), ages="adult"), measure))
    assert {one.code for one in tags_of(plan, measure)} == {"approach:diversion", "age:youth"}


def test_a_tag_that_is_only_named_has_nothing_under_it() -> None:
    veterans = TagNamed(id="region:veterans", text="Veterans")
    women = Objective(id="1.1", parent="1", tags=("region:women",))
    found = {one.tag.code: (one.name, one.objectives) for one in filed_under(Plan((veterans, women)))}
    assert found == {"region:veterans": ("Veterans", ()), "region:women": ("", ("1.1",))}


@pytest.mark.clause("C295", breaks="throughline.rules.plan.tags:counts_by_kind")
def test_objectives_are_counted_by_kind_and_those_that_say_none_come_last() -> None:
    said = ("agency-action", "joint-commission", "agency-action", "", "grant")
    plan = Plan(tuple(Objective(id=f"1.{n}", parent="1", kind=kind) for n, kind in enumerate(said)))
    assert counts_by_kind(plan) == (
        ("joint-commission", 1), ("single-commission", 0), ("agency-action", 2), ("grant", 1), ("", 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "measures", "found"),
    [
        (
            "one indicator for two groups",
            (("a", "rate", ("equality:sex=women",)), ("b", "rate", ("equality:sex=men",))),
            (Split("rate", (("women", "a"), ("men", "b"))),),
        ),
        ("one group alone is no split", (("a", "rate", ("equality:sex=women",)),), ()),
        (
            "two indicators are not one",
            (("a", "rate", ("equality:sex=women",)), ("b", "count", ("equality:sex=men",))),
            (),
        ),
        (
            "another characteristic is another split",
            (("a", "rate", ("equality:sex=women",)), ("b", "rate", ("equality:race=asian",))),
            (),
        ),
        (
            "no indicator is no split",
            (("a", "", ("equality:sex=women",)), ("b", "", ("equality:sex=men",))),
            (),
        ),
    ],
)
def test_an_indicator_that_is_told_by_sex(
    sentence: str, measures: tuple[tuple[str, str, tuple[str, ...]], ...], found: tuple[Split, ...]
) -> None:
    lines = (SuccessMeasure(id=one, parent="1.1", indicator=of, tags=tags) for one, of, tags in measures)
    assert splits(Plan(tuple(lines)), "sex") == found, sentence


@given(PLANS)
def test_each_objective_stands_under_each_of_its_tags_and_no_other(plan: Plan) -> None:
    filed = {one.tag: one.objectives for one in filed_under(plan)}
    for objective in plan.objectives:
        held = {tag for tag, objectives in filed.items() if objective.id in objectives}
        assert held == set(tags_of(plan, objective))


@given(PLANS)
def test_every_objective_is_counted_once(plan: Plan) -> None:
    assert sum(count for _kind, count in counts_by_kind(plan)) == len(plan.objectives)
