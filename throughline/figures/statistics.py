"""The one door to scipy: the few quantiles that intervals are made of, and the curve of what is left.

scipy is slow to import, so nothing else imports it; its slowest part waits until it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy.special import betaincinv, gammaincinv, ndtri


def normal_point(confidence: float) -> float:
    """The standard normal point with ``confidence`` between minus it and plus it (0.95 gives 1.96).

    Source: the normal distribution.
    """
    return float(ndtri(0.5 + confidence / 2))


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
