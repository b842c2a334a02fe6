"""What the benchmark measures at a hundredth of a police force's size: every way comes to the same counts."""

import pytest

from benchmarks.reoffending import ALL, FORCE, OTHERS, QUARTER, WAYS, YEAR, Run, build, compared, run
from benchmarks.reoffending_peers import PEERS, is_here


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made-up")
    build(folder, FORCE // 100)
    return folder


@pytest.fixture(scope="module")
def counted_by_pandas(store):
    return {days: PEERS["pandas"](store, *days) for days in (QUARTER, YEAR, ALL)}


@pytest.mark.parametrize("way", ["scan", "capped", "parquet", "definition", *OTHERS])
@pytest.mark.parametrize(("sentence", "days"), [("a quarter", QUARTER), ("a year", YEAR), ("24 years", ALL)])
def test_each_way_counts_as_pandas_does(store, counted_by_pandas, way, sentence, days):
    if not is_here(way):
        pytest.skip(f"{way} is not on this machine")
    expected = counted_by_pandas[days]
    assert expected[2] >= expected[1] > 0
    counts = WAYS[way](store, *days) if way in WAYS else run(way, store, *days).counts
    assert counts == expected


def test_a_way_that_counts_otherwise_stops_the_benchmark(store, monkeypatch):
    monkeypatch.setattr(
        "benchmarks.reoffending.STRETCHES", (("a quarter", QUARTER, {"scan": None, "off": None}),)
    )
    monkeypatch.setattr(
        "benchmarks.reoffending.run", lambda way, *_: Run(1.0, 1.0, 1.0, [3, 2, 1 + (way == "off")])
    )
    with pytest.raises(ValueError, match="off counts"):
        list(compared(store, "few", 1))
