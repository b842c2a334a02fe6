"""Figures as a library: intervals, judgements, rates and curves, for a notebook or a program of your own.

``from throughline.figures import wilson`` needs no Django and no database. A part is read only when a name
of it is asked for, so that what is slow to load waits until it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # each name is given again as itself, so that types follow it here
    from throughline.figures.indicators.comparison import (  # noqa: I001
        RelativeRate as RelativeRate,
        ShareDifference as ShareDifference,
        difference_of_shares as difference_of_shares,
        funnel_limits_at_count as funnel_limits_at_count,
        funnel_limits_of_proportion as funnel_limits_of_proportion,
        funnel_limits_of_ratio as funnel_limits_of_ratio,
        proportion_in_funnel as proportion_in_funnel,
        ratio_in_funnel as ratio_in_funnel,
        relative_rate as relative_rate,
    )
    from throughline.figures.indicators.dated_target import (
        DatedResult as DatedResult,
        DatedTarget as DatedTarget,
        against_dated_target as against_dated_target,
        due_by_year as due_by_year,
        due_in as due_in,
    )
    from throughline.figures.indicators.detectable import (
        DetectableFall as DetectableFall,
        DetectableShare as DetectableShare,
        cases_needed as cases_needed,
        detectable_fall as detectable_fall,
        detectable_share as detectable_share,
        people_needed as people_needed,
    )
    from throughline.figures.indicators.dispersion import (
        Dispersion as Dispersion,
        dispersion as dispersion,
        ratio_dispersion as ratio_dispersion,
        standing_out as standing_out,
    )
    from throughline.figures.indicators.disproportion import (
        GroupRate as GroupRate,
        RelativeRates as RelativeRates,
        relative_rate_index as relative_rate_index,
    )
    from throughline.figures.indicators.fixed_group import (
        ChosenAtItsPeak as ChosenAtItsPeak,
        Effect as Effect,
        FixedGroupResult as FixedGroupResult,
        effect_before_and_after as effect_before_and_after,
        offences_against_baseline as offences_against_baseline,
    )
    from throughline.figures.indicators.funnel import (
        AreaCount as AreaCount,
        AreaInFunnel as AreaInFunnel,
        Funnel as Funnel,
        compare_areas as compare_areas,
    )
    from throughline.figures.indicators.judge import (
        judge as judge,
    )
    from throughline.figures.indicators.model import (
        Change as Change,
        Indicator as Indicator,
        Judgement as Judgement,
        LagProfile as LagProfile,
        Observation as Observation,
        Position as Position,
        Target as Target,
    )
    from throughline.figures.indicators.percentage import (
        PercentageResult as PercentageResult,
        misses_allowed as misses_allowed,
        needed_for as needed_for,
        percentage_against_target as percentage_against_target,
    )
    from throughline.figures.indicators.plan_file import (
        IndicatorFile as IndicatorFile,
        IndicatorUnreadable as IndicatorUnreadable,
        PlannedIndicator as PlannedIndicator,
        read_indicator_file as read_indicator_file,
    )
    from throughline.figures.indicators.predicted import (
        PredictedResult as PredictedResult,
        ProvableFall as ProvableFall,
        actual_against_predicted as actual_against_predicted,
        significant_fall as significant_fall,
    )
    from throughline.figures.indicators.ratio_funnel import (
        AreaExpected as AreaExpected,
        RatioFunnel as RatioFunnel,
        RatioInFunnel as RatioInFunnel,
        compare_ratios as compare_ratios,
    )
    from throughline.figures.indicators.series import (
        Cause as Cause,
        Limits as Limits,
        Rebase as Rebase,
        Segment as Segment,
        SeriesResult as SeriesResult,
        read_series as read_series,
        signal_or_noise as signal_or_noise,
        xmr_limits as xmr_limits,
    )
    from throughline.figures.indicators.trajectory import (
        TrajectoryResult as TrajectoryResult,
        trajectory_against_plan as trajectory_against_plan,
    )
    from throughline.figures.intervals import (
        Interval as Interval,
        byar as byar,
        clopper_pearson as clopper_pearson,
        count_interval as count_interval,
        exact_poisson as exact_poisson,
        koopman as koopman,
        newcombe as newcombe,
        ratio_interval as ratio_interval,
        wald_difference as wald_difference,
        wilson as wilson,
    )
    from throughline.figures.measures.geography import (
        AreaCounts as AreaCounts,
        RolledUp as RolledUp,
        rolled_up as rolled_up,
    )
    from throughline.figures.measures.rates import (
        CohortCounts as CohortCounts,
        ReoffendingRates as ReoffendingRates,
        adjusted_rate as adjusted_rate,
        pooled_score as pooled_score,
        pooled_year as pooled_year,
        reoffending_rates as reoffending_rates,
    )
    from throughline.figures.measures.release import (
        Released as Released,
        ReleasedShare as ReleasedShare,
        ReleasedTable as ReleasedTable,
        release as release,
        release_share as release_share,
        release_table as release_table,
    )
    from throughline.figures.standardised import (
        StandardisedRate as StandardisedRate,
        StandardisedRatio as StandardisedRatio,
        directly_standardised as directly_standardised,
        indirectly_standardised_rate as indirectly_standardised_rate,
        indirectly_standardised_ratio as indirectly_standardised_ratio,
    )
    from throughline.figures.survival import (
        CurvePoint as CurvePoint,
        CurvesCompared as CurvesCompared,
        HazardRatio as HazardRatio,
        TimeCurve as TimeCurve,
        cox_regression as cox_regression,
        cumulative_incidence as cumulative_incidence,
        kaplan_meier as kaplan_meier,
        log_rank as log_rank,
    )

PARTS: dict[str, tuple[str, ...]] = {
    "intervals": (
        "Interval",
        "wilson",
        "clopper_pearson",
        "exact_poisson",
        "byar",
        "count_interval",
        "ratio_interval",
        "newcombe",
        "wald_difference",
        "koopman",
    ),
    "standardised": (
        "StandardisedRate",
        "StandardisedRatio",
        "directly_standardised",
        "indirectly_standardised_ratio",
        "indirectly_standardised_rate",
    ),
    "survival": (
        "TimeCurve",
        "CurvePoint",
        "CurvesCompared",
        "HazardRatio",
        "kaplan_meier",
        "cumulative_incidence",
        "log_rank",
        "cox_regression",
    ),
    "measures.rates": (
        "CohortCounts",
        "ReoffendingRates",
        "reoffending_rates",
        "pooled_year",
        "pooled_score",
        "adjusted_rate",
    ),
    "measures.release": (
        "Released",
        "ReleasedShare",
        "ReleasedTable",
        "release",
        "release_share",
        "release_table",
    ),
    "indicators.model": (
        "Change",
        "Position",
        "Indicator",
        "Target",
        "Observation",
        "Judgement",
        "LagProfile",
    ),
    "indicators.plan_file": (
        "IndicatorFile",
        "PlannedIndicator",
        "IndicatorUnreadable",
        "read_indicator_file",
    ),
    "indicators.judge": ("judge",),
    "indicators.percentage": (
        "PercentageResult",
        "percentage_against_target",
        "needed_for",
        "misses_allowed",
    ),
    "indicators.predicted": (
        "PredictedResult",
        "ProvableFall",
        "actual_against_predicted",
        "significant_fall",
    ),
    "indicators.fixed_group": (
        "ChosenAtItsPeak",
        "FixedGroupResult",
        "offences_against_baseline",
        "effect_before_and_after",
        "Effect",
    ),
    "indicators.trajectory": (
        "TrajectoryResult",
        "trajectory_against_plan",
    ),
    "indicators.series": (
        "Limits",
        "SeriesResult",
        "Cause",
        "xmr_limits",
        "signal_or_noise",
        "Rebase",
        "Segment",
        "read_series",
    ),
    "indicators.comparison": (
        "RelativeRate",
        "relative_rate",
        "funnel_limits_of_proportion",
        "funnel_limits_of_ratio",
        "proportion_in_funnel",
        "ratio_in_funnel",
        "ShareDifference",
        "difference_of_shares",
        "funnel_limits_at_count",
    ),
    "indicators.dispersion": (
        "Dispersion",
        "dispersion",
        "standing_out",
        "ratio_dispersion",
    ),
    "indicators.funnel": (
        "AreaCount",
        "AreaInFunnel",
        "Funnel",
        "compare_areas",
    ),
    "indicators.disproportion": (
        "GroupRate",
        "RelativeRates",
        "relative_rate_index",
    ),
    "indicators.detectable": (
        "DetectableFall",
        "DetectableShare",
        "detectable_fall",
        "detectable_share",
        "people_needed",
        "cases_needed",
    ),
    "indicators.ratio_funnel": (
        "AreaExpected",
        "RatioFunnel",
        "RatioInFunnel",
        "compare_ratios",
    ),
    "indicators.dated_target": (
        "DatedResult",
        "DatedTarget",
        "against_dated_target",
        "due_by_year",
        "due_in",
    ),
    "measures.geography": (
        "AreaCounts",
        "RolledUp",
        "rolled_up",
    ),
}
"""Every public name, by the part that it stands in."""

_PART_OF = {name: part for part, names in PARTS.items() for name in names}
__all__ = sorted(_PART_OF)


def __getattr__(name: str) -> Any:
    """A public name, with its part read on the first use of it.

    Raises AttributeError for a name that is not public.
    Source: PEP 562.
    """
    if name not in _PART_OF:
        raise AttributeError(f"throughline.figures has no public name {name}")
    found = getattr(import_module(f"{__name__}.{_PART_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
