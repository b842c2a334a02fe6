"""The one door to scipy: the few quantiles that intervals are made of.

scipy is slow to import, so nothing else imports it.
"""

from __future__ import annotations

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
