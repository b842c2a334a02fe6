"""The one door to the database that reads extracts and runs the definitions of measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY: Final = "2GiB"
"""What the database takes before it turns to the disk; below the 3 GiB that a whole import may take."""
EVERY: Final = 0.2
"""How many seconds pass between two looks at how far a query is."""


class EngineMissing(Refused):
    """The part of the program that extracts and measures need is not installed."""


def open_engine(
    *, memory: str = MEMORY, threads: int | None = None, spill: Path | None = None
) -> DuckDBPyConnection:
    """An empty database in memory, cut off from the network and from extensions, that prints nothing.

    ``memory`` is its limit, as 2GiB; ``threads`` how many it uses, all where None; ``spill`` the folder for
    what does not fit. Raises EngineMissing where it is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise EngineMissing(
            "Extracts and measures need a part of the program that is not installed here. "
            "Install it with: deploy/environment figures"
        ) from None
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if threads is not None:
        settings["threads"] = threads
    if spill is not None:
        settings["temp_directory"] = str(spill)
    engine = duckdb.connect(config=settings)
    engine.execute("SET enable_progress_bar = true")
    engine.execute("SET enable_progress_bar_print = false")
    return engine


@contextmanager
def watched(engine: DuckDBPyConnection, tell: Callable[[float], None]) -> Iterator[None]:
    """Have ``tell`` hear, now and then, the share of the query under way that is done, from 0 to 1."""
    ended = Event()

    def listen() -> None:
        while not ended.wait(EVERY):
            tell(max(engine.query_progress(), 0) / 100)

    listening = Thread(target=listen, daemon=True)
    listening.start()
    try:
        yield
    finally:
        ended.set()
        listening.join()


def quoted(text: str) -> str:
    """A text as a constant of SQL."""
    return "'" + text.replace("'", "''") + "'"


def named(name: str) -> str:
    """A name of a column or table, as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
