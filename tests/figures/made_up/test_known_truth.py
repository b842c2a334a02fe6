"""A made-up nation goes from its extracts to a rate, and its true rate is known beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dateutil.relativedelta import relativedelta

from throughline.figures.cohorts.linking.keeping import link_extracts
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.bringing_in import bring_in
from throughline.figures.extracts.store.building import build
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.figures.extracts.store.receipts import Sending
from throughline.figures.made_up.nation import Nation, parts_of, write_nation
from throughline.figures.made_up.records import NONE
from throughline.figures.made_up.sendings import SUPPLIERS
from throughline.figures.made_up.truth import QUARTERS, months_after
from throughline.figures.measures.counted import Store
from throughline.figures.measures.definition import count_by_definition
from throughline.figures.measures.versions import PROVEN_REOFFENDING

ALL_YEARS = Window(date(2000, 1, 1), date(2025, 12, 31))
CAME = date(2026, 1, 9)


def brought_in(nation: Nation, folder: Path) -> ExtractStore:
    """The store of all that a nation's suppliers sent; every row must be taken in."""
    sent = folder / "sent"
    sent.mkdir()
    write_nation(nation, sent, at_a_time=1_000)
    store = open_extract_store(folder / "store")
    for contract, supplier in SUPPLIERS.items():
        sending = Sending(contract=contract, supplier=supplier, period=ALL_YEARS, received_on=CAME)
        receipt = bring_in(store, sent / f"{contract}.parquet", sending).receipt
        assert receipt.rows_accepted == receipt.rows_read > 0, contract
        assert receipt.passed_over == (), contract
    return store


def measured(store: ExtractStore) -> list[tuple[int, int, int]]:
    """Cohort, reoffenders and reoffences of each quarter, by the measure's definition."""
    build(store)
    last = date(2000, 1, 1) + relativedelta(months=3 * QUARTERS, days=-1)
    counted = count_by_definition(Store(store.folder), PROVEN_REOFFENDING, date(2000, 1, 1), last)
    months = counted.members.day.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    quarters = (months - 360) // 3
    return [
        (
            int((quarters == at).sum()),
            int((counted.reoffences[quarters == at] > 0).sum()),
            int(counted.reoffences[quarters == at].sum()),
        )
        for at in range(QUARTERS)
    ]


def true_figures(folder: Path) -> list[tuple[int, int, int]]:
    rows = pq.read_table(folder / "sent" / "truth" / "rates.parquet").to_pylist()
    return [(row["cohort"], row["reoffenders"], row["reoffences"]) for row in rows]


def test_without_slips_every_quarter_measures_as_it_truly_was(tmp_path: Path) -> None:
    """Every row has the person's own PNC id, so a build needs no linking."""
    store = brought_in(Nation(people=1_500, offences=9_000, seed=3, slips=NONE), tmp_path)
    found = measured(store)
    assert found == true_figures(tmp_path)
    assert len(found) == 98
    assert sum(reoffenders for _, reoffenders, _ in found) > 1_000


def test_with_slips_a_linked_store_measures_close_to_the_truth(tmp_path: Path) -> None:
    """What linking misses splits some people in two; it moves the rate of all quarters by less than a point."""
    store = brought_in(Nation(people=2_000, offences=10_000, seed=4), tmp_path)
    link_extracts(store)
    (cohort, reoffenders), (true_cohort, true_reoffenders) = (
        np.array(figures).sum(axis=0)[:2] for figures in (measured(store), true_figures(tmp_path))
    )
    assert abs(reoffenders / cohort - true_reoffenders / true_cohort) < 0.01
    assert abs(cohort / true_cohort - 1) < 0.03


@pytest.mark.parametrize(
    ("sentence", "day", "months", "after"),
    [
        ("a year on", "2018-03-31", 12, "2019-03-31"),
        ("no thirty-first", "2018-08-31", 18, "2020-02-29"),
        ("a leap day", "2016-02-29", 12, "2017-02-28"),
    ],
)
def test_so_many_months_after(sentence: str, day: str, months: int, after: str) -> None:
    found = months_after(np.array([day], "datetime64[D]"), months)
    assert found.astype(str).tolist() == [after], sentence


def test_the_truth_of_a_nation_is_that_of_its_parts_together(tmp_path: Path) -> None:
    nation = Nation(people=600, offences=3_000, seed=9)
    write_nation(nation, tmp_path, at_a_time=200)
    table: pa.Table = pq.read_table(tmp_path / "truth" / "rates.parquet")
    parts = [part.truth for part in parts_of(nation, at_a_time=200)]
    for figure in ("cohort", "reoffenders", "reoffences"):
        assert table[figure].to_pylist() == sum(getattr(one, figure) for one in parts).tolist()
        assert all(getattr(one, figure).any() for one in parts)
