"""What the benchmark measures at a hundredth of a police force's size: every way comes to the same counts."""

import pytest

from benchmarks.reoffending import ALL, FORCE, QUARTER, WAYS, YEAR, build


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made-up")
    build(folder, FORCE // 100)
    return folder


@pytest.mark.parametrize("way", ["scan", "capped", "definition"])
@pytest.mark.parametrize(("sentence", "days"), [("a quarter", QUARTER), ("a year", YEAR), ("24 years", ALL)])
def test_each_way_counts_as_pandas_does(store, way, sentence, days):
    expected = WAYS["pandas"](store, *days)
    assert expected[2] >= expected[1] > 0
    assert WAYS[way](store, *days) == expected
