"""A small store of made-up extracts, linked and built, to try pages and commands on; nobody in it is real."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from throughline.figures.cohorts.linking.keeping import link_extracts
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.bringing_in import bring_in
from throughline.figures.extracts.store.building import build
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.figures.extracts.store.receipts import Sending
from throughline.figures.made_up.extracts import two_extracts
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    import pyarrow as pa

GROWN_BEFORE: Final = date(1992, 1, 1)
"""Whoever was born before was a grown person on every day that the extracts tell of."""
GROUPS: Final = ("theft", "violence", "drugs", "fraud")


class StoreNotEmpty(Refused):
    """Made-up extracts may stand beside no others."""


def fill_small_store(folder: Path, *, people: int = 600, seed: int = 2009) -> ExtractStore:
    """Bring two made-up extracts of offences into a new store, link them and build their histories.

    The second tells of a third as many people, mostly those of the first, a quarter of a year later; some
    pairs wait for a person. The same seed gives the same extracts. Raises StoreNotEmpty, EngineMissing.
    """
    store = open_extract_store(folder)
    if store.in_force().receipts:
        raise StoreNotEmpty(f"{folder} holds extracts already. Name an empty folder.")
    chance = np.random.default_rng(seed)
    spring = Window(date(2009, 4, 1), date(2009, 6, 30))
    summer = Window(date(2009, 7, 1), date(2009, 9, 30))
    for table, period, came in zip(
        two_extracts(people, people // 3, chance=chance),
        (spring, summer),
        (date(2009, 7, 20), date(2009, 10, 22)),
        strict=True,
    ):
        sending = Sending(contract="offences", supplier="police", period=period, received_on=came)
        _bring_in(store, _offences(table, period, chance), sending)
    link_extracts(store)
    build(store)
    return store


def _bring_in(store: ExtractStore, table: pa.Table, sending: Sending) -> None:
    import pyarrow.parquet as pq

    with TemporaryDirectory(dir=store.folder) as folder:
        file = Path(folder) / "made-up.parquet"
        pq.write_table(table, file)
        bring_in(store, file, sending)


def _offences(people: pa.Table, period: Window, chance: np.random.Generator) -> pa.Table:
    """A proven offence in the period of each grown person of an extract, as the contract has it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    born = people["date_of_birth"].cast(pa.date32())
    grown = people.set_column(people.column_names.index("date_of_birth"), "date_of_birth", born).filter(
        pc.less(born, pa.scalar(GROWN_BEFORE))
    )
    count, days = len(grown), (period.ends - period.starts).days
    offence = np.datetime64(period.starts) + chance.integers(0, days // 2, count)
    words = {"M": "male", "F": "female"}
    told: dict[str, Any] = {
        "record": [f"{period.starts:%Y%m}-{one}" for one in grown["record"].to_pylist()],
        "sex": [words[one] for one in grown["sex"].to_pylist()],
        "offence_date": offence,
        "proved_date": offence + chance.integers(1, days // 2, count),
        "outcome": ["conviction"] * count,
        "offence_group": [GROUPS[one] for one in chance.integers(0, len(GROUPS), count)],
        "disposal": ["fine"] * count,
    }
    kept = ("pnc_id", "forename", "surname", "date_of_birth", "postcode")
    return pa.table({**told, **{name: grown[name] for name in kept}})
