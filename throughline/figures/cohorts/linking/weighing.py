"""How much speaks for a pair of records being one person, by a saved model, in logarithms to base two."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from throughline.figures.cohorts.linking.model import COUNTED, FEWEST, SavedModel

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SMOOTHED_BY: Final = 1_000
"""So many records as the model learnt from are added to those that are there: among few records every name
would seem common."""


def weight_of(model: SavedModel, *, among: int) -> str:
    """SQL over two records l and r, which stand among so many: the weight that Splink gives to the pair.

    It is the library's own sum: how likely any two records are one person, and for each comparison the
    level that holds, with what a rare or common value adds. FREQUENCIES are joined.
    """
    return _sum(model, _comparison, among)


def bound_of(model: SavedModel, *, among: int) -> str:
    """SQL as of ``weight_of``: what the weight cannot exceed, found without a distance between two texts.

    What is not alike counts as the level that speaks most for one person.
    """
    return _sum(model, _bound, among)


def _sum(model: SavedModel, part: Callable[[dict[str, Any]], str], among: int) -> str:
    chance = 1 / max(among, FEWEST)
    return "(" + " + ".join([repr(math.log2(chance / (1 - chance))), *map(part, model.comparisons)]) + ")"


def _comparison(comparison: dict[str, Any]) -> str:
    *levels, last = comparison["comparison_levels"]
    return f"case {_cases(levels)} else {_weight(last)} end"


def _bound(comparison: dict[str, Any]) -> str:
    levels = comparison["comparison_levels"]
    after = 1 + [one["label_for_charts"] for one in levels].index("alike")
    most = max(map(_usual, levels[after:]))
    return f"case {_cases(levels[:after])} else {most!r} end"


def _cases(levels: Iterable[dict[str, Any]]) -> str:
    return " ".join(f"when {_of_two(one['sql_condition'])} then {_weight(one)}" for one in levels)


def _of_two(condition: str) -> str:
    """A condition of Splink's over columns such as surname_l, over the records l and r."""
    return re.sub(r"\b([a-z]\w*)_([lr])\b", r"\2.\1", condition)


def _weight(level: dict[str, Any]) -> str:
    if column := level.get("tf_adjustment_column"):
        usual, share = math.log2(level["u_probability"]), level["tf_adjustment_weight"]
        return f"({_usual(level)!r} + coalesce({share} * ({usual!r} - log2(f_{column}.frequency)), 0))"
    return repr(_usual(level))


def _usual(level: dict[str, Any]) -> float:
    """What a level adds to the weight, whatever the values are."""
    if level.get("is_null_level"):
        return 0.0
    return math.log2(level["m_probability"] / level["u_probability"])


def count_frequencies(engine: DuckDBPyConnection, model: SavedModel) -> None:
    """Make a table f_<column> with ``frequency``, from 0 to 1, for each column of COUNTED."""
    for column in COUNTED:
        usual = SMOOTHED_BY * model.chance_of(column)
        engine.execute(f"""
            create or replace temp table f_{column} as
            select {column}, (count(*) + {usual}) / (sum(count(*)) over () + {SMOOTHED_BY}) as frequency
            from compared where {column} is not null group by {column}
        """)


FREQUENCIES: Final = " ".join(f"left join f_{one} on f_{one}.{one} = l.{one}" for one in COUNTED)
"""SQL that joins how frequent what the record l tells is."""
