"""Whether areas differ by more than chance as a whole, and which still stand out when many are tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, fsum, log, sqrt

MANY = 20
"""Only above so many units is spread between them estimated, or false discovery controlled."""
TRIMMED = 0.1
FALSE_DISCOVERY = 0.05


@dataclass(frozen=True)
class Dispersion:
    """How far units spread beyond chance: phi is 1 where chance explains all, tau squared then 0.

    ``tau_squared`` is the variance between units, in the unit of their values squared.
    """

    phi: float
    tau_squared: float
    units: int
    kept: int


def dispersion(
    distances: Sequence[float], errors: Sequence[float], trimmed: float = TRIMMED
) -> Dispersion | None:
    """The spread of units about their average, beyond what chance gives each; None if it cannot be said.

    ``distances`` are standard scores, ``errors`` the standard errors by which they were divided. The
    lowest and the highest share ``trimmed`` are left out, so that true outliers do not excuse themselves.
    Raises ValueError for lists of unlike length, or an error that is not positive.
    Source: Spiegelhalter 2005; DerSimonian and Laird 1986; figures, section 2 (over-dispersion).
    """
    if len(distances) != len(errors) or any(error <= 0 for error in errors):
        raise ValueError("each unit needs a standard score and a standard error above zero")
    in_order = sorted(zip(distances, errors, strict=True))
    left_out = floor(trimmed * len(in_order))
    kept = in_order[left_out : len(in_order) - left_out]
    if len(kept) < 2:
        return None
    phi = fsum(distance**2 for distance, _ in kept) / len(kept)
    weights = [error**-2 for _, error in kept]
    beyond = len(kept) * phi - (len(kept) - 1)
    total = fsum(weights)
    tau_squared = max(0.0, beyond / (total - fsum(weight**2 for weight in weights) / total))
    return Dispersion(phi, tau_squared, len(in_order), len(kept))


def ratio_dispersion(
    observed: Sequence[float], expected: Sequence[float], trimmed: float = TRIMMED
) -> Dispersion | None:
    """The spread of observed over expected, on the log scale, beyond chance; None if it cannot be said.

    Raises ValueError for a count that is not above zero, as its logarithm is then undefined.
    Source: NHS Digital, SHMI methodology; figures, section 2 (over-dispersion).
    """
    if any(count <= 0 for count in (*observed, *expected)):
        raise ValueError("spread on the log scale needs counts above zero")
    errors = [1 / sqrt(count) for count in expected]
    distances = [log(seen / due) / error for seen, due, error in zip(observed, expected, errors, strict=True)]
    return dispersion(distances, errors, trimmed)


def standing_out(chances: Sequence[float], share_false: float = FALSE_DISCOVERY) -> tuple[bool, ...]:
    """Which of many tests hold, if at most ``share_false`` of those that hold may be false.

    ``chances`` are two-sided probabilities from 0 to 1, in any order; the answers keep that order. Three
    lines of our own, because the part of scipy that has them takes seconds to load.
    Raises ValueError for a probability outside 0 to 1.
    Source: Benjamini and Hochberg 1995; rule R28.
    """
    if any(not 0 <= chance <= 1 for chance in chances):
        raise ValueError("a probability lies from 0 to 1")
    passing = (
        chance
        for place, chance in enumerate(sorted(chances), start=1)
        if chance <= share_false * place / len(chances)
    )
    largest = max(passing, default=-1.0)
    return tuple(chance <= largest for chance in chances)
