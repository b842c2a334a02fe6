"""Runs the definition of a measure, translated and otherwise as it is written, on Spark over the same store.

The one door to Spark: no other module knows it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from throughline.figures.cohorts.libraries import translator
from throughline.figures.cohorts.rule import windows_of
from throughline.figures.extracts.engine import EngineMissing
from throughline.figures.measures.counted import CountedCohort, Store
from throughline.figures.measures.definition import NO_ENDINGS, as_counted
from throughline.figures.measures.versions import MeasureVersion
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LEAST: Final = 512 * 2**20
"""Spark does not start with less memory, in bytes."""
HERE: Final = "127.0.0.1"
SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
}
"""What makes days and numbers the same everywhere, and keeps Spark quiet."""
ON_THIS_MACHINE: Final = {
    "spark.driver.bindAddress": HERE,
    "spark.driver.host": HERE,
    "spark.sql.shuffle.partitions": "16",
}

_LOG: Final = files("throughline.figures.measures") / "spark_log.properties"


class TooLittleForSpark(Refused):
    """Spark does not start with so little memory."""


def count_by_spark(
    store: Store,
    version: MeasureVersion,
    first: date,
    last: date,
    *,
    threads: int | None = None,
    memory: int | None = None,
    master: str | None = None,
) -> CountedCohort:
    """The cohort of some windows with its reoffences, by the measure's SQL text in Spark's dialect.

    ``memory`` is in bytes, of this machine's part; ``master`` is where Spark runs, this machine where None.
    A cluster reads the store by the same path.

    Raises NoSuchWindow for days that are not whole windows, EngineMissing where Spark or Java is not
    installed, TooLittleForSpark.
    Source: figures, section 1 (how it is computed).
    """
    windows_of(version.rule, first, last)
    with spark_session(master=master, threads=threads, memory=memory) as session:
        return _counted(session, store, version, first, last)


@contextmanager
def spark_session(
    *, master: str | None = None, threads: int | None = None, memory: int | None = None
) -> Iterator[SparkSession]:
    """A session of Spark that ends with the block, on this machine alone where no master is named.

    A process has one at a time: one that runs already is used as it is, and left running.
    ``threads`` is how many it uses here, all where None; ``memory`` is in bytes.
    Raises EngineMissing where Spark or Java is not installed, TooLittleForSpark.
    """
    if memory is not None and memory < LEAST:
        raise TooLittleForSpark(f"Spark needs {LEAST // 2**20} MiB to start: allow so much, or use the scan.")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineMissing(
            "Spark is not installed here. Install it with: deploy/environment spark"
        ) from None
    if not _has_java():
        raise EngineMissing(
            "Spark needs Java 17 or later, which is not on this machine. "
            "Install it with: apt-get install default-jre-headless"
        )
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    with TemporaryDirectory(prefix="throughline-") as spill, as_file(_LOG) as log:
        settings = _settings(Path(spill), log, master, memory)
        builder = SparkSession.builder.master(master or f"local[{threads or '*'}]").appName("throughline")
        session = builder.config(map=settings).getOrCreate()
        try:
            yield session
        finally:
            session.stop()


def _settings(spill: Path, log: Path, master: str | None, memory: int | None) -> dict[str, Any]:
    own = {
        "spark.local.dir": str(spill),
        "spark.sql.warehouse.dir": str(spill),
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log.as_uri()}",
    }
    size = {} if memory is None else {"spark.driver.memory": f"{memory // 2**20}m"}
    return {**SETTINGS, **({} if master else ON_THIS_MACHINE), **own, **size}


def _counted(
    session: SparkSession, store: Store, version: MeasureVersion, first: date, last: date
) -> CountedCohort:
    own = session.newSession()
    for name, file in (("offences", store.offences), ("index_events", store.index_events)):
        own.read.parquet(_place(file)).createTempView(name)
    if store.endings.exists():
        own.read.parquet(_place(store.endings)).createTempView("endings")
    else:
        nothing = translator().transpile(NO_ENDINGS, read="duckdb", write="spark")[0]
        own.sql(nothing).createTempView("endings")
    return as_counted(own.sql(version.sql_for("spark"), args={"first": first, "last": last}).toArrow())


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None) is not None


def _place(file: Path) -> str:
    """A file as Spark names it, to which brackets, stars and question marks would stand for many."""
    return "file://" + re.sub(r"([\\{}\[\]*?])", r"\\\1", str(file.resolve()))
