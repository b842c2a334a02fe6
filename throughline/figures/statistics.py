"""The door to scipy and statsmodels: quantiles, limits and curves that they have and we do not write again.

Both are slow to import, so judging imports neither of them itself; their slow parts wait until asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from scipy.special import betaincinv, gammaincinv, ndtr, ndtri


def normal_point(confidence: float) -> float:
    """The standard normal point with ``confidence`` between minus it and plus it (0.95 gives 1.96).

    Source: the normal distribution.
    """
    return float(ndtri(0.5 + confidence / 2))


def chance_of(distance: float) -> float:
    """The two-sided probability of a standard score at least so far from 0, if chance alone is at work.

    Source: the normal distribution.
    """
    return float(2 * ndtr(-abs(distance)))


def gamma_quantile(shape: float, probability: float) -> float:
    """The quantile of a gamma distribution of scale one; half a chi-squared quantile of twice the shape.

    Source: the incomplete gamma function.
    """
    return float(gammaincinv(shape, probability))


def beta_quantile(first: float, second: float, probability: float) -> float:
    """The quantile of a beta distribution with two shapes.

    Source: the incomplete beta function.
    """
    return float(betaincinv(first, second, probability))


def share_left(days: Sequence[float], *, is_over: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """The Kaplan-Meier curve: each day on which one was over, and the share not over after it.

    ``days`` are lengths, one for each thing; where ``is_over`` is false the thing still went on at that
    length and is censored there. Empty where none was over.
    Source: Kaplan and Meier, 1958 (scipy.stats.ecdf with censored data).
    """
    from scipy.stats import CensoredData, ecdf

    over = [day for day, ended in zip(days, is_over, strict=True) if ended]
    if not over:
        return ()
    going_on = [day for day, ended in zip(days, is_over, strict=True) if not ended]
    curve = ecdf(CensoredData(uncensored=over, right=going_on)).sf
    ended = set(over)
    pairs = zip(curve.quantiles, curve.probabilities, strict=True)
    return tuple((float(day), float(share)) for day, share in pairs if float(day) in ended)


def crossing(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a continuous function passes zero between two points at which its signs differ.

    Source: Brent 1973 (scipy.optimize.brentq).
    """
    from scipy.optimize import brentq

    return float(brentq(function, low, high, xtol=1e-12, rtol=1e-12))


def limits_of_difference(
    x1: int, n1: int, x2: int, n2: int, confidence: float, method: Literal["newcomb", "wald"]
) -> tuple[float, float]:
    """The limits of the first share less the second, by Newcombe's method or by Wald's.

    Source: Newcombe 1998, method 10 (statsmodels, confint_proportions_2indep).
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    lower, upper = confint_proportions_2indep(
        x1, n1, x2, n2, compare="diff", method=method, alpha=1 - confidence
    )
    return float(lower), float(upper)


def limits_of_rate(
    x: float, exposure: float, confidence: float, method: Literal["score", "wald", "jeff"]
) -> tuple[float, float]:
    """The limits of a count over an exposure, by the score test, Wald's method or Jeffreys' prior.

    Source: statsmodels, confint_poisson.
    """
    from statsmodels.stats.rates import confint_poisson

    lower, upper = confint_poisson(x, exposure, method=method, alpha=1 - confidence)
    return float(lower), float(upper)
