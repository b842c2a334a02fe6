"""Counts against the names that follow them, and indicators against the purposes they are cited for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.spec.plan.test_east_midlands_plan import FILE, plan
from tests.spec.plan.test_linter import MEASURE, OBJECTIVE, PRIORITY, SOUND
from tests.spec.terms.files import founding
from throughline.rules.plan.cross_checks import (
    count_against_names,
    indicator_off_purpose,
    purposes_by_indicator,
    purposes_in,
)
from throughline.rules.plan.linter import Surroundings, lint
from throughline.rules.plan.model import Plan, Term

SERVES = {"NI 143": ("PSA 16",), "NI 144": ("PSA 16",), "NI 18": ("PSA 23",)}


@pytest.mark.parametrize(
    ("sentence", "text", "wrong"),
    [
        ("four are counted and three named",
         "four prisons in the fourth wave, of which Leicester, Lincoln and Wellingborough are named",
         "Says 4 prisons in the fourth wave, and names 3: Leicester, Lincoln and Wellingborough."),
        ("three in brackets", "Pilots in 2 areas (Derby, Leicester and Nottingham)",
         "Says 2 areas, and names 3: Derby, Leicester and Nottingham."),
        ("a name of two words is one name", "two women's prisons: Foston Hall and Morton Hall", ""),
        ("as many as are named", "in three areas: Leicester, Northampton and Nottingham", ""),
        ("no count", "Training in Derby, Leicester and Nottingham", ""),
        ("no names", "All 17 prisons live", ""),
        ("a year is followed by words, not names", "By March 2010: plans and reports", ""),
        ("one name is an example", "two forces (Lincolnshire)", ""),
    ],
)  # fmt: skip
def test_a_count_agrees_with_the_names_that_follow_it(sentence: str, text: str, wrong: str) -> None:
    assert count_against_names(text) == wrong, sentence


@pytest.mark.parametrize(
    ("text", "purposes"),
    [
        ("More people in settled accommodation (PSA 16)", ("PSA 16",)),
        ("Health needs met (PSAs 23 and 25)", ("PSA 23", "PSA 25")),
        ("supports PSAs 16, 24 and 26", ("PSA 16", "PSA 24", "PSA 26")),
        ("The PSA board meets", ()),
    ],
)
def test_the_purposes_that_a_text_cites(text: str, purposes: tuple[str, ...]) -> None:
    assert purposes_in(text) == purposes


@pytest.mark.parametrize(
    ("sentence", "code", "cited", "wrong"),
    [
        ("of the pair", "NI 143", ["PSA 16"], ""),
        ("a hundred too few", "NI 43", ["PSA 16"],
         "NI 43 is cited for PSA 16, which it does not serve; NI 143 and NI 144 do."),
        ("another's purpose", "NI 143", ["PSA 23"], "NI 143 is cited for PSA 23, which it does not serve; NI 18 does."),
        ("one of the two purposes will do", "NI 18", ["PSA 16", "PSA 23"], ""),
        ("a purpose that nothing known serves is not judged", "NI 43", ["PSA 26"], ""),
        ("no purpose is cited", "NI 43", [], ""),
        ("no indicator", "", ["PSA 16"], ""),
    ],
)  # fmt: skip
def test_an_indicator_serves_the_purpose_it_is_cited_for(
    sentence: str, code: str, cited: list[str], wrong: str
) -> None:
    assert indicator_off_purpose(code, cited, SERVES) == wrong, sentence


def test_the_linter_says_both() -> None:
    measure = replace(MEASURE, indicator="NI 44")
    priority = replace(PRIORITY, text="Fewer victims, and homes (PSA 16)")
    objective = replace(OBJECTIVE, text="Open 3 houses: Ash and Beech")
    changed = {MEASURE: measure, PRIORITY: priority, OBJECTIVE: objective}
    terms = (Term(id="PSA", text="Public service agreement"), Term(id="NI", text="National indicator"))
    plan_of = Plan((*(changed.get(line, line) for line in SOUND), *terms))
    found = {(each.code, each.place) for each in lint(plan_of, Surroundings(indicators=SERVES))}
    assert found == {("indicator-off-purpose", "1.1.1.a"), ("count-differs-from-names", "1.1.1")}


@pytest.mark.clause("C446", breaks=f"{FILE}#2.5.3.b")
@pytest.mark.clause("C446", breaks="throughline.rules.plan.cross_checks:count_against_names")
def test_seventeen_prisons_are_wanted_and_of_four_named_only_three() -> None:
    [prisons] = [one for one in plan().measures if one.id == "2.5.3.b"]
    assert (prisons.target, prisons.unit) == (Decimal(17), "prisons")
    said = {each.place: each.sentence for each in lint(plan()) if each.code == "count-differs-from-names"}
    assert said == {
        "2.5.3.b": "Says 4 in the fourth wave, and names 3: Leicester, Lincoln and Wellingborough."
    }


def entry(clause: str, id: str, code: str, purpose: str, another: str) -> object:
    return pytest.param(
        id, code, purpose, another, id=f"{clause}: {code}",
        marks=pytest.mark.clause(clause, breaks=f"partnerships/east-midlands.toml#indicator.{id}"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("id", "code", "purpose", "another"),
    [
        entry("C324", "ni-16", "NI 16", "PSA 23", "PSA 16"),
        entry("C326", "ni-19", "NI 19", "PSA 23", "PSA 25"),
        entry("C328", "ni-38", "NI 38", "PSA 25", "PSA 23"),
        entry("C329", "ni-40", "NI 40", "PSA 25", "PSA 16"),
        entry("C331", "ni-144", "NI 144", "PSA 16", "PSA 23"),
    ],
)
def test_a_plan_may_cite_an_indicator_of_the_catalogue_for_what_it_serves_and_nothing_else(
    id: str, code: str, purpose: str, another: str
) -> None:
    terms = founding("east-midlands")
    serves = purposes_by_indicator(terms)
    assert indicator_off_purpose(code, [purpose], serves) == ""
    assert indicator_off_purpose(code, [another], serves).startswith(f"{code} is cited for {another}")
    fewer = replace(terms, indicators=tuple(one for one in terms.indicators if one.id != id))
    assert indicator_off_purpose(code, [purpose], purposes_by_indicator(fewer)) != ""
