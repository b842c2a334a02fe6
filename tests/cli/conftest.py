"""What tests of the command line share: the universe in the store of the tests, and Spark."""

from __future__ import annotations

from tests.figures.on_spark import one_spark, spark_where_it_is_wanted
from tests.web.conftest import folder_of_run, universe, universe_ends

__all__ = ["folder_of_run", "one_spark", "spark_where_it_is_wanted", "universe", "universe_ends"]
