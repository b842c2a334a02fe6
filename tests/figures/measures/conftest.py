"""The ways of counting, for tests that hold for each of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.figures.on_spark import ON_SPARK, one_spark, spark_where_it_is_wanted
from throughline.figures.extracts.store.packing import pack
from throughline.figures.measures.counted import CountedCohort, Store
from throughline.figures.measures.definition import count_by_definition
from throughline.figures.measures.on_spark import count_by_spark
from throughline.figures.measures.scan import count_by_scan

__all__ = ["count", "one_spark", "spark_where_it_is_wanted"]


def count_packed(store: Store, *asked: Any, **limits: Any) -> CountedCohort:
    """By the scan, of the store's packed form; of its Parquet where there are no offences to pack."""
    if not (store.folder / "packed").exists():
        pack(store.folder)
    return count_by_scan(store, *asked, **limits)


@pytest.fixture(
    params=[
        pytest.param(count_by_definition, id="the definition"),
        pytest.param(count_by_scan, id="the scan"),
        pytest.param(count_packed, id="the packed form"),
        pytest.param(count_by_spark, id="Spark", marks=ON_SPARK),
    ]
)
def count(request: pytest.FixtureRequest) -> Any:
    """Each way of counting in turn."""
    return request.param
