"""A small whole store of extracts: a town that never was, with all that a store may have to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np

from throughline.figures.cohorts.linking.keeping import link_extracts
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.bringing_in import bring_in
from throughline.figures.extracts.store.building import build
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.figures.extracts.store.receipts import Sending
from throughline.figures.made_up.nation import Nation, Part, parts_of
from throughline.figures.made_up.records import USUAL
from throughline.figures.made_up.sendings import SUPPLIERS

if TYPE_CHECKING:
    import pyarrow as pa

TOWN: Final = Nation(people=300, offences=1_500, seed=2025, slips=replace(USUAL, forename=0.05, surname=0.05))
ALL_YEARS: Final = Window(date(2000, 1, 1), date(2025, 12, 31))
EARLIER: Final = Window(date(2000, 1, 1), date(2025, 9, 30))
AUTUMN: Final = Window(date(2025, 10, 1), date(2025, 12, 31))
CAME, DUE, CAME_LATE = date(2026, 1, 9), date(2026, 1, 12), date(2026, 1, 19)
SCHEME: Final = "Work first"
"""The programme to be evaluated, on which 61 people began in the year below."""
SCHEME_YEAR: Final = Window(date(2023, 4, 1), date(2024, 3, 31))
ON_THE_SCHEME, COMPLETE = 61, 47
LACKING: Final = (("date_of_birth", 6), ("sex", 4), ("forename", 4))
"""What the records of the others lack, and of how many."""
REJECTED: Final = 4
"""How many rows of the last extract of offences are sent back."""


def small_store(folder: Path) -> ExtractStore:
    """A store of 300 made-up people that was linked and built, in a folder that is made where it is missing.

    Nine extracts came, one late and with rows that were sent back; pairs wait for a decision; of 61 people
    on one programme 47 have complete records. Nobody in it is real. Raises EngineMissing.
    """
    import pyarrow.parquet as pq

    store = open_extract_store(folder)
    part = next(parts_of(TOWN, at_a_time=TOWN.people))
    with TemporaryDirectory() as name:
        file = Path(name) / "sent.parquet"
        for sending, rows in _sendings(part):
            pq.write_table(rows, file)
            bring_in(store, file, sending)
    link_extracts(store)
    build(store)
    return store


def _sendings(part: Part) -> Iterator[tuple[Sending, pa.Table]]:
    """Each extract that came, and what was said of it."""
    for contract, sent in part.sent.items():
        if contract == "offences":
            yield from _offences(sent.rows)
        else:
            rows = _on_the_scheme(part) if contract == "programme-completions" else sent.rows
            yield _sending(contract, ALL_YEARS), rows


def _sending(contract: str, period: Window, came: date = CAME) -> Sending:
    return Sending(
        contract=contract, supplier=SUPPLIERS[contract], period=period, received_on=came, due_on=DUE
    )


def _offences(rows: pa.Table) -> Iterator[tuple[Sending, pa.Table]]:
    """The offences up to the autumn, and those of the autumn, which came late."""
    import pyarrow as pa
    import pyarrow.compute as pc

    is_of_autumn = pc.greater_equal(rows["offence_date"], pa.scalar(AUTUMN.starts))
    yield _sending("offences", EARLIER), rows.filter(pc.invert(is_of_autumn))
    autumn = rows.filter(is_of_autumn)
    yield _sending("offences", AUTUMN, CAME_LATE), pa.concat_tables([autumn, _unsound(autumn)])


def _unsound(sound: pa.Table) -> pa.Table:
    """A line sent twice, a proof before the offence, a day to come, and a code that nobody knows."""
    import pyarrow as pa

    line = sound.slice(0, 1).to_pylist()[0]
    wrong: tuple[dict[str, object], ...] = (
        {},
        {"record": "X1", "offence_date": date(2025, 11, 3), "proved_date": date(2025, 11, 2),
         "outcome": "caution"},
        {"record": "X2", "offence_date": date(2026, 11, 3), "proved_date": None, "outcome": None},
        {"record": "X3", "offence_group": "piracy"},
    )  # fmt: skip
    return pa.Table.from_pylist([line | one for one in wrong], schema=sound.schema)


def _on_the_scheme(part: Part) -> pa.Table:
    """A row each of 61 grown men and women who are nobody's twin, some of which lack something."""
    import pyarrow as pa

    grown = [
        one for one in part.people.to_pylist() if one["person"] % 2 == 0 and one["date_of_birth"].year < 2000
    ][:ON_THE_SCHEME]
    months = np.datetime64(SCHEME_YEAR.starts, "M") + np.arange(ON_THE_SCHEME) % 12
    rows = [
        {
            "record": f"WF{at}",
            **{name: cell for name, cell in one.items() if name not in ("person", "postcode")},
            "sex": "male" if one["sex"] == "M" else "female",
            "programme": SCHEME,
            "started_on": month.astype("datetime64[D]").item(),
            "ended_on": (month + 3).astype("datetime64[D]").item(),
            "result": "completed" if at % 3 else "not-completed",
        }
        for at, (one, month) in enumerate(zip(grown, months, strict=True), 1)
    ]
    lacking = [name for name, count in LACKING for _ in range(count)]
    for row, name in zip(rows[COMPLETE:], lacking, strict=True):
        row[name] = None
    return pa.Table.from_pylist(rows)
