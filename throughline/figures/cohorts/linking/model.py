"""The saved model: what it weighs, how it was made, and from which weight a pair counts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

CURRENT: Final = "2"
"""The version of the saved model that links are made with."""
FEWEST: Final = 100_000
"""However few records there are, a pair is not taken for likelier to be one person than among so many."""
COUNTED: Final = ("forename", "surname", "date_of_birth")
"""Columns of which it is counted how frequent each value is: a rare one weighs more than a common one."""
RULES: Final = (
    "l.pnc_id = r.pnc_id",
    "l.surname = r.surname and l.date_of_birth = r.date_of_birth",
    "l.forename = r.forename and l.date_of_birth = r.date_of_birth",
    "l.forename = r.forename and l.surname = r.surname and l.postcode = r.postcode",
    "l.forename = r.forename and l.surname = r.surname and l.birth_year = r.birth_year",
    "l.forename = r.surname and l.surname = r.forename and l.date_of_birth = r.date_of_birth",
)
"""Two records are weighed where one of these holds; each says of every column of l what it equals of r."""
Level = tuple[str, str]
"""What a level of likeness is called, and its condition as SQL over columns such as {0}_l and {0}_r."""
ALIKE: Final = ("alike", "{0}_l = {0}_r")
SWAPPED: Final = "forename_l = surname_r and surname_l = forename_r and forename_l <> forename_r"
ONE_SLIP: Final = (
    "one slip",
    "abs(length({0}_l) - length({0}_r)) <= 1 and damerau_levenshtein({0}_l, {0}_r) <= 1",
)
NEARLY_ALIKE: Final = ("nearly alike", "jaro_winkler_similarity({0}_l, {0}_r) >= 0.9")
PART_OF: Final = (
    "least(length({0}_l), length({0}_r)) >= 4 and (starts_with({0}_l, {0}_r) or starts_with({0}_r, {0}_l) "
    "or ends_with({0}_l, {0}_r) or ends_with({0}_r, {0}_l))"
)
FORENAMES: Final[tuple[Level, ...]] = (
    ALIKE,
    ("forename and surname change places", SWAPPED),
    ONE_SLIP,
    NEARLY_ALIKE,
)
SURNAMES: Final[tuple[Level, ...]] = (ALIKE, ONE_SLIP, ("one is part of the other", PART_OF), NEARLY_ALIKE)
BIRTHS: Final[tuple[Level, ...]] = (
    ("one 1 January", "{0}_l = {0}_r and ends_with({0}_l, '-01-01')"),
    ALIKE,
    ("one digit differs", "hamming({0}_l, {0}_r) <= 1"),
    (
        "day and month change places",
        "{0}_l[:4] = {0}_r[:4] and {0}_l[6:7] = {0}_r[9:10] and {0}_l[9:10] = {0}_r[6:7]",
    ),
    ("of one year", "{0}_l[:4] = {0}_r[:4]"),
)
HOMES: Final[tuple[Level, ...]] = (ALIKE, ("of one district", "district_l = district_r"))
GIVEN: Final = {
    "forename": {"forename and surname change places": {"m_probability": 0.002, "u_probability": 1e-6}},
    "surname": {"one is part of the other": {"m_probability": 0.005}},
    "date_of_birth": {"one 1 January": {"m_probability": 0.003, "u_probability": 0.003}},
}
"""Chances that made-up people cannot teach, since nothing of the kind happens to them.

A 1 January speaks for nobody, since it often stands for a day that is not known.
"""


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
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in RULES],
        "comparisons": [
            _comparison("forename", FORENAMES),
            _comparison("surname", SURNAMES, nor=SWAPPED),
            _comparison("date_of_birth", BIRTHS),
            _comparison("sex"),
            _comparison("postcode", HOMES),
            _comparison("pnc_id"),
        ],
    }


def _comparison(column: str, levels: tuple[Level, ...] = (ALIKE,), *, nor: str = "") -> dict[str, Any]:
    """Levels from alike to anything else; where either record says nothing, nothing is learnt.

    Nor is anything where the condition ``nor`` holds, of which another comparison tells.
    """
    nothing = f"{column}_l is null or {column}_r is null" + (f" or ({nor})" if nor else "")
    return {
        "output_column_name": column,
        "comparison_levels": [
            _level("not known", nothing) | {"is_null_level": True},
            *(_level(label, sql.format(column)) | _rarer(column, label) for label, sql in levels),
            _level("anything else", "ELSE"),
        ],
    }


def _rarer(column: str, label: str) -> dict[str, Any]:
    if label != "alike" or column not in COUNTED:
        return {}
    return {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0}


def _level(label: str, sql: str) -> dict[str, Any]:
    return {"sql_condition": sql, "label_for_charts": label}


def with_given_chances(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings that have learnt, with the chances of GIVEN; the others of a comparison make up the rest."""
    comparisons = []
    for comparison in settings["comparisons"]:
        given = GIVEN.get(comparison["output_column_name"], {})
        levels = [one | given.get(one["label_for_charts"], {}) for one in comparison["comparison_levels"]]
        for chance in ("m_probability", "u_probability"):
            fixed = [chance in given.get(one["label_for_charts"], {}) for one in levels]
            free = [
                one for one, is_fixed in zip(levels, fixed, strict=True) if chance in one and not is_fixed
            ]
            rest = 1 - sum(one[chance] for one, is_fixed in zip(levels, fixed, strict=True) if is_fixed)
            learnt = sum(one[chance] for one in free)
            for one in free:
                one[chance] *= rest / learnt
        comparisons.append(comparison | {"comparison_levels": levels})
    return settings | {"comparisons": comparisons}
