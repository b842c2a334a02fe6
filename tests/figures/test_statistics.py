"""The statistics: every judgement with its source, and what it must not be used for"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from throughline.figures import half_life as half_lives
from throughline.figures import indicators, intervals, standardised, survival
from throughline.figures.half_life import half_life
from throughline.figures.indicators import (
    comparison,
    dated_target,
    fixed_group,
    predicted,
    ratio_funnel,
    series,
)
from throughline.figures.indicators.comparison import difference_of_shares, relative_rate
from throughline.figures.indicators.dated_target import DatedTarget, against_dated_target
from throughline.figures.indicators.detectable import BASELINE_COUNTED, detectable_fall, detectable_share
from throughline.figures.indicators.disproportion import NO_CAUSE, relative_rate_index
from throughline.figures.indicators.fixed_group import effect_before_and_after, offences_against_baseline
from throughline.figures.indicators.funnel import NOT_A_RANKING, SAME_PEOPLE, AreaCount, compare_areas
from throughline.figures.indicators.judge import judge
from throughline.figures.indicators.model import Indicator, Observation
from throughline.figures.indicators.percentage import NOT_A_SERIES, percentage_against_target
from throughline.figures.indicators.predicted import actual_against_predicted, significant_fall
from throughline.figures.indicators.ratio_funnel import AreaExpected, compare_ratios
from throughline.figures.indicators.series import signal_or_noise
from throughline.figures.indicators.trajectory import NOT_AN_OUTCOME, trajectory_against_plan
from throughline.figures.intervals import (
    byar,
    byar_with_a_half,
    clopper_pearson,
    count_interval,
    exact_poisson,
    koopman,
    newcombe,
    poisson_jeffreys,
    poisson_score,
    poisson_wald,
    ratio_interval,
    wald_difference,
    wilson,
)
from throughline.figures.standardised import (
    directly_standardised,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from throughline.figures.survival import (
    COMPETES,
    cox_regression,
    cumulative_incidence,
    kaplan_meier,
    log_rank,
)

GROUPS = ([40, 60], [1000, 1000], [100, 100], [2000, 2000])
HOMES = Indicator(
    id="homes", code="NI 143", name="Settled homes", method="percentage", polarity="higher", unit="people",
    numerator="settled", denominator="ended", baseline=Fraction(7, 10),
)  # fmt: skip
QUARTER = Observation(
    start=date(2009, 4, 1), end=date(2009, 6, 30), numerator=71, denominator=100, receipt="2009-07-04/1",
    received_on=date(2009, 7, 4),
)  # fmt: skip

EXAMPLES: dict[Callable[..., Any], Callable[[], Any]] = {
    percentage_against_target: lambda: percentage_against_target(118, 142, Fraction(85, 100)),
    actual_against_predicted: lambda: actual_against_predicted(3884, 268, 294),
    significant_fall: lambda: significant_fall(3884, 294),
    detectable_fall: lambda: detectable_fall(3884, 294),
    detectable_share: lambda: detectable_share(142, Fraction(85, 100)),
    offences_against_baseline: lambda: offences_against_baseline(281, baseline=330, improvement=280, ceiling=284),
    effect_before_and_after: lambda: effect_before_and_after(before=200, after=150, chosen_at_peak=False),
    against_dated_target: lambda: against_dated_target(DatedTarget(2005, 400, 2011, Fraction(0)), 2009, 380),
    trajectory_against_plan: lambda: trajectory_against_plan([34, 89, 216, 257], [41, 96]),
    signal_or_noise: lambda: signal_or_noise([70, 72] * 6, overlapping=True),
    relative_rate: lambda: relative_rate(150, 1000, 900, 10_000),
    difference_of_shares: lambda: difference_of_shares(100, 200, 60, 200),
    relative_rate_index: lambda: relative_rate_index([("one", 7, 34), ("other", 1, 34)], "other"),
    compare_areas: lambda: compare_areas([AreaCount("Ashby", 60, 100), AreaCount("Birch", 70, 100)]),
    compare_ratios: lambda: compare_ratios([AreaExpected("Ashby", 60, 50.0)]),
    directly_standardised: lambda: directly_standardised(*GROUPS[:3]),
    indirectly_standardised_ratio: lambda: indirectly_standardised_ratio(*GROUPS),
    indirectly_standardised_rate: lambda: indirectly_standardised_rate(*GROUPS),
    kaplan_meier: lambda: kaplan_meier([3, 5], happened=[True, False]),
    judge: lambda: judge(HOMES, None, [QUARTER], on=date(2009, 8, 1)),
}  # fmt: skip
"""One use of each judgement whose result carries its own warnings."""


def said_by(judgement: Callable[..., Any]) -> str:
    """What the documentation of a judgement says, on one line."""
    return " ".join((inspect.getdoc(judgement) or "").split())


@pytest.mark.parametrize(
    ("sentence", "judgement", "source", "its_limits"),
    [
        ("The verdict on one indicator, from what had been received by a day", judge, "rules R21 to R29",
         fixed_group.BASELINE_KNOWN),
        ("A share against a percentage target, counted exactly", percentage_against_target, "rule R23", NOT_A_SERIES),
        ("Reoffenders against the number predicted", actual_against_predicted, "rule R24", predicted.REPEATED),
        ("The same, where outcomes are yes or no", actual_against_predicted, "rule R24", predicted.OVERSTATED),
        ("The same, where cohorts overlap", actual_against_predicted, "rule R24", series.OVERLAPPING),
        ("The number that a significant fall needs", significant_fall, "the East Midlands plan", predicted.REPEATED),
        ("The smallest fall that a cohort can show", detectable_fall, "rule R25", predicted.OVERSTATED),
        ("The smallest change of a share that so many cases can show", detectable_share, "Wilson 1927",
         BASELINE_COUNTED),
        ("Offences of a fixed group against a baseline and two thresholds", offences_against_baseline, "rule R26",
         fixed_group.AT_ITS_PEAK),
        ("A change between two counts", effect_before_and_after, "regression to the mean",
         fixed_group.NOTHING_BESIDE),
        ("A year's count against a cut by an end year", against_dated_target, "Public Service Agreement 23",
         dated_target.DRAWN_BY_US),
        ("Cumulative returns against the plan's quarters", trajectory_against_plan, "rules R21 and R22",
         NOT_AN_OUTCOME),
        ("Signal or noise in a series", signal_or_noise, "rules R24 and R27", series.NOT_WHY),
        ("The same, for rolling cohorts", signal_or_noise, "rules R24 and R27", series.TOO_NARROW),
        ("One rate over another", relative_rate, "Katz and others 1978", comparison.UNLIKE_PEOPLE),
        ("One share less another, as of the same quarter a year before", difference_of_shares, "Newcombe 1998",
         comparison.UNLIKE_PEOPLE),
        ("Groups beside one of reference", relative_rate_index, "Koopman 1984", NO_CAUSE),
        ("Shares of areas in a funnel", compare_areas, "Spiegelhalter 2005", NOT_A_RANKING),
        ("The same, where areas supervise unlike people", compare_areas, "Spiegelhalter 2005", SAME_PEOPLE),
        ("Counts of areas over those expected", compare_ratios, "SHMI methodology", ratio_funnel.EXPECTED_KNOWN),
        ("A directly standardised rate", directly_standardised, "Dobson and others 1991",
         standardised.ONLY_WITH_THE_SAME_STANDARD),
        ("An indirectly standardised ratio", indirectly_standardised_ratio, "figures, section 2",
         standardised.NOT_WITH_EACH_OTHER),
        ("An indirectly standardised rate", indirectly_standardised_rate, "figures, section 2",
         standardised.NOT_WITH_EACH_OTHER),
        ("The share to whom nothing has happened yet", kaplan_meier, "Kaplan and Meier 1958", COMPETES),
    ],
)  # fmt: skip
def test_a_judgement_names_its_source_and_carries_its_own_limits(
    sentence: str, judgement: Callable[..., Any], source: str, its_limits: str
) -> None:
    """Each result says beside its figures what they must not be taken for"""
    assert source in said_by(judgement).partition("Source:")[2], sentence
    assert its_limits in EXAMPLES[judgement]().warnings


@pytest.mark.parametrize(
    ("sentence", "method", "source", "not_for"),
    [
        ("A share, by the score interval", wilson, "Wilson 1927", "one person counted twice"),
        ("A share, exactly", clopper_pearson, "Clopper and Pearson 1934", "a funnel"),
        ("A count, exactly", exact_poisson, "Garwood 1936", "shares near one half"),
        ("A count from ten on", byar, "Breslow and Day 1987", "counts below ten"),
        ("A count: exact below ten, Byar's above", count_interval, "figures, section 2", "events that a few people have many of"),
        ("Observed over expected", ratio_interval, "figures, section 2", "counted from few cases"),
        ("The other formula called Byar's", byar_with_a_half, "Rothman and Boice 1979", "judging"),
        ("A rate, by the score test", poisson_score, "statsmodels", "one table with exact limits"),
        ("A rate, by Wald's method", poisson_wald, "statsmodels", "small counts"),
        ("A rate, by Jeffreys' prior", poisson_jeffreys, "statsmodels", "one table with exact limits"),
        ("A difference of two shares", newcombe, "Newcombe 1998", "the same people"),
        ("A difference of two shares, by Wald's method", wald_difference, "statsmodels", "small groups"),
        ("A ratio of two shares", koopman, "Koopman 1984", "events that one person may have several of"),
        ("A share who had an outcome, where others compete", cumulative_incidence, "Aalen and Johansen 1978",
         "what would have happened to those who left another way"),
        ("Whether curves differ", log_rank, "Mantel 1966", "curves that cross"),
        ("Hazard ratios", cox_regression, "Cox 1972", "scores nobody"),
        ("How long half of the promises took", half_life, "rule R18", "Fewer than ten promises"),
    ],
)  # fmt: skip
def test_a_method_names_its_source_and_what_it_is_not_for(
    sentence: str, method: Callable[..., Any], source: str, not_for: str
) -> None:
    """Limits and curves from which judgements are made"""
    told, _, named = said_by(method).partition("Source:")
    assert source in named, sentence
    assert not_for in told


def modules_that_judge() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(indicators.__path__, f"{indicators.__name__}."):
        yield importlib.import_module(found.name)
    yield from (standardised, survival, intervals, half_lives)


def judging(module: ModuleType) -> Iterator[str]:
    """The public functions of a module whose result names its method."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            result = get_type_hints(function).get("return")
            if is_dataclass(result) and "method" in {*get_type_hints(result), *vars(result)}:
                yield name


PARTS = {
    "funnel_limits_of_proportion", "funnel_limits_of_ratio", "funnel_limits_at_count",
}  # fmt: skip
"""Limits drawn in a funnel: what they are not for is said of the funnel."""


def test_no_judgement_is_left_out_of_this_chapter() -> None:
    marks = (
        test_a_judgement_names_its_source_and_carries_its_own_limits,
        test_a_method_names_its_source_and_what_it_is_not_for,
    )
    listed = {row[1].__name__ for test in marks for row in test.pytestmark[0].args[1]}
    found = {name for module in modules_that_judge() for name in judging(module)}
    assert found - PARTS <= listed
    assert len(found) > 25
