"""The door to SQLite: a current SQLite takes the place of the system's before Django loads.

Debian 12 ships SQLite 3.40, whose write-ahead log has a known fault. Every door (the command line,
the server, the tests) imports this module first. Where the replacement is not installed, the
system's SQLite is used and `is_current` says so.
"""

from __future__ import annotations

import sqlite3 as system_sqlite
import sys

SAFE_SQLITE = (3, 51, 3)

try:
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:  # no wheel for this machine
    current_sqlite = system_sqlite
else:
    current_sqlite = pysqlite3
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def is_current() -> bool:
    """Whether the SQLite in use is free of the write-ahead-log fault."""
    return tuple(int(part) for part in current_sqlite.sqlite_version.split(".")) >= SAFE_SQLITE
