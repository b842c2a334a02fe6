"""How the saved model was made: from made-up people, whose truth is known."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from throughline.figures.cohorts.linking.model import (
    CURRENT,
    GIVEN,
    SavedModel,
    untrained,
    with_given_chances,
)
from throughline.figures.cohorts.linking.records import compared_sql
from throughline.figures.extracts.engine import EngineMissing, open_engine
from throughline.figures.made_up.extracts import two_extracts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STANDING: Final = 150_000
INCOMING: Final = 50_000
SEED: Final = 1
PAIRS: Final = 3e6
AUTOMATIC_FROM: Final = 6.5
REVIEW_FROM: Final = 5.0
"""Both were chosen on made-up extracts of other seeds than the benchmark's, so that fewer than 5 in 10,000
automatic links are wrong and at most 2 in 100 incoming records wait."""


def learn(
    *, standing: int = STANDING, incoming: int = INCOMING, pairs: float = PAIRS, seed: int = SEED
) -> SavedModel:
    """A model that has learnt from two made-up extracts of so many records. Raises EngineMissing.

    ``pairs`` are drawn at random, to see how often two strangers agree.
    """
    import pyarrow as pa

    told = two_extracts(standing, incoming, chance=np.random.default_rng(seed))
    with open_engine() as engine:
        engine.register("told", pa.concat_tables(told))
        engine.execute(f"create table labelled as {compared_sql('told', also='record, person')}")
        settings = learnt(engine, pairs=pairs, seed=seed)
    made = {
        "from": "two made-up extracts, of which nine in ten records of the second are of people in the first",
        "standing": standing,
        "incoming": incoming,
        "pairs": pairs,
        "seed": seed,
        "given": GIVEN,
        "with": {name: version(name) for name in ("splink", "duckdb")},
    }
    return SavedModel(CURRENT, made, AUTOMATIC_FROM, REVIEW_FROM, settings)


def learnt(engine: DuckDBPyConnection, *, pairs: float, seed: int) -> dict[str, Any]:
    """The settings of a model that has learnt from ``labelled``: records, and ``person``, the truth.

    How often records of one person agree is counted; how often strangers do is drawn
    from so many random pairs. Raises EngineMissing.
    """
    try:
        from splink import DuckDBAPI, Linker
    except ImportError:
        raise EngineMissing(
            "Learning needs a part of the program that is not installed here. "
            "Install it with: deploy/environment figures"
        ) from None
    records = DuckDBAPI(engine).register("labelled")
    linker = Linker(records, untrained(), log_level=None, validate_settings=False)
    linker.training.estimate_u_using_random_sampling(
        max_pairs=pairs, seed=seed, min_count_per_level=None, num_chunks=1
    )
    linker.training.estimate_m_from_label_column("person")
    settings: dict[str, Any] = linker.misc.save_model_to_json()
    del settings["linker_uid"]
    return with_given_chances(settings)
