"""The ways of counting, for tests that hold for each of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.figures.on_spark import ON_SPARK, one_spark, spark_where_it_is_wanted
from throughline.figures.measures.definition import count_by_definition
from throughline.figures.measures.on_spark import count_by_spark
from throughline.figures.measures.scan import count_by_scan

__all__ = ["count", "one_spark", "spark_where_it_is_wanted"]


@pytest.fixture(
    params=[
        pytest.param(count_by_definition, id="the definition"),
        pytest.param(count_by_scan, id="the scan"),
        pytest.param(count_by_spark, id="Spark", marks=ON_SPARK),
    ]
)
def count(request: pytest.FixtureRequest) -> Any:
    """Each way of counting in turn."""
    return request.param
