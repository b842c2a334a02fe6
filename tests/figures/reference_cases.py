"""The reference cases by function, and how near to them is near enough."""

import json
from pathlib import Path

import pytest

CASES = json.loads((Path(__file__).parent / "reference" / "stat_cases.json").read_text())["cases"]
COMPUTED = 1e-9
"""How near, where a case states no tolerance: what is computed in the same way differs by rounding only."""


def cases(function):
    """The reference cases of one function, as parameters."""
    found = [case for case in CASES if case["function"] == function]
    assert found, f"no reference case of {function}"
    return [pytest.param(case, id=f"{function}-{place}") for place, case in enumerate(found)]


def near(case):
    """What compares a value with an expected one within the case's own tolerance."""
    tolerance = case.get("tolerance", COMPUTED)
    if case.get("tolerance_kind", "relative") == "relative":
        return lambda expected: pytest.approx(expected, rel=tolerance, abs=1e-12)
    return lambda expected: pytest.approx(expected, abs=tolerance)
