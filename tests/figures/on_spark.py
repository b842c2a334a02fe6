"""One Spark for all tests that run on it."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator

import pytest

from throughline.figures.measures.on_spark import spark_session

ON_SPARK = (
    pytest.mark.spark,
    # Spark's own client leaves the socket of a result to the collector of what is no longer used.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
)


@pytest.fixture(scope="session")
def one_spark() -> Iterator[None]:
    """Passed over where Spark is not installed, but never where everything is checked."""
    if importlib.util.find_spec("pyspark") is None and os.environ.get("CI") != "true":
        pytest.skip("Spark is not installed: deploy/environment spark")
    with spark_session(threads=2, memory=2**30):
        yield


@pytest.fixture(autouse=True)
def spark_where_it_is_wanted(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("spark"):
        request.getfixturevalue("one_spark")
