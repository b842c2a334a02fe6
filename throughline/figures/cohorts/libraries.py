"""The libraries that measures need beside the database, each behind one door."""

from __future__ import annotations

from typing import Any

from throughline.figures.extracts.engine import EngineMissing

NOT_HERE = (
    "Extracts and measures need a part of the program that is not installed here. "
    "Install it with: deploy/environment figures"
)


def parquet() -> Any:
    """The reader and writer of Parquet.

    Raises EngineMissing where it is not installed.
    """
    try:
        from pyarrow import parquet as found
    except ImportError:
        raise EngineMissing(NOT_HERE) from None
    return found


def translator() -> Any:
    """The translator between dialects of SQL.

    Raises EngineMissing where it is not installed.
    """
    try:
        import sqlglot as found
    except ImportError:
        raise EngineMissing(NOT_HERE) from None
    return found
