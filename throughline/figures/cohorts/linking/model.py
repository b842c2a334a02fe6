"""The saved model: what it weighs, how it was made, and from which weight a pair counts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

CURRENT: Final = "1"
"""The version of the saved model that links are made with."""
FEWEST: Final = 100_000
"""However few records there are, a pair is not taken for likelier to be one person than among so many."""
NAMES: Final = ("forename", "surname")
COUNTED: Final = (*NAMES, "date_of_birth")
"""Columns of which it is counted how frequent each value is: a rare one weighs more than a common one."""
BLOCKS: Final = (
    ("pnc_id",),
    ("surname", "date_of_birth"),
    ("forename", "date_of_birth"),
    ("forename", "surname", "postcode"),
    ("forename", "surname", "birth_year"),
)
"""Two records are weighed where they agree on all the columns of one of these."""
NEAR_NAMES: Final = (
    (
        "one slip",
        "abs(length({0}_l) - length({0}_r)) <= 1 and damerau_levenshtein({0}_l, {0}_r) <= 1",
    ),
    ("nearly alike", "jaro_winkler_similarity({0}_l, {0}_r) >= 0.9"),
)
NEAR_BIRTHS: Final = (
    ("one digit differs", "hamming({0}_l, {0}_r) <= 1"),
    (
        "day and month change places",
        "{0}_l[:4] = {0}_r[:4] and {0}_l[6:7] = {0}_r[9:10] and {0}_l[9:10] = {0}_r[6:7]",
    ),
    ("of one year", "{0}_l[:4] = {0}_r[:4]"),
)
NEAR_HOMES: Final = (("of one district", "district_l = district_r"),)


@dataclass(frozen=True)
class SavedModel:
    """A model as it stands in the repository.

    ``automatic_from`` and ``review_from`` are weights: logarithms to base two of the odds that a pair is
    one person.
    """

    version: str
    made: dict[str, Any]
    """How it was trained: on what, how many, with which seed and libraries."""
    automatic_from: float
    review_from: float
    settings: dict[str, Any]
    """What Splink reads."""

    @property
    def rules(self) -> list[str]:
        """Conditions over two records l and r: a pair is worth a look where one of them holds."""
        return [one["blocking_rule"] for one in self.settings["blocking_rules_to_generate_predictions"]]

    @property
    def comparisons(self) -> list[dict[str, Any]]:
        """What is compared, each with its levels, the first that holds counting."""
        return list(self.settings["comparisons"])

    def chance_of(self, column: str) -> float:
        """How often two strangers are alike in this column, from 0 to 1."""
        (found,) = (one for one in self.comparisons if one["output_column_name"] == column)
        alike = next(one for one in found["comparison_levels"] if one["label_for_charts"] == "alike")
        return float(alike["u_probability"])

    def as_text(self) -> str:
        """The model as it is saved."""
        return json.dumps(asdict(self), indent=1) + "\n"


@cache
def saved_model(version: str = CURRENT) -> SavedModel:
    """The saved model of a version. Raises FileNotFoundError where there is none."""
    text = files(__package__).joinpath(f"model-{version}.json").read_text(encoding="utf-8")
    return SavedModel(**json.loads(text))


def untrained() -> dict[str, Any]:
    """What the model weighs, before it has learnt how much, as Splink reads it."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record",
        "retain_matching_columns": False,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": " and ".join(f"l.{one} = r.{one}" for one in block)} for block in BLOCKS
        ],
        "comparisons": [
            *(_comparison(name, NEAR_NAMES) for name in NAMES),
            _comparison("date_of_birth", NEAR_BIRTHS),
            _comparison("sex"),
            _comparison("postcode", NEAR_HOMES),
            _comparison("pnc_id"),
        ],
    }


def _comparison(column: str, between: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """Levels from alike to anything else; where either record says nothing, nothing is learnt."""
    rarer = {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0} if column in NAMES else {}
    return {
        "output_column_name": column,
        "comparison_levels": [
            _level("not known", f"{column}_l is null or {column}_r is null") | {"is_null_level": True},
            _level("alike", f"{column}_l = {column}_r") | rarer,
            *(_level(label, sql.format(column)) for label, sql in between),
            _level("anything else", "ELSE"),
        ],
    }


def _level(label: str, sql: str) -> dict[str, Any]:
    return {"sql_condition": sql, "label_for_charts": label}
