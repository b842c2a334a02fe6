"""Whether an objective keeps to the scope of the body whose plan it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from throughline.rules.plan.model import Objective
from throughline.rules.plan.tags import tag_of
from throughline.rules.terms.model import Terms

OFFENCE_TYPES: Final[Mapping[str, str]] = {
    "burglary": r"burglar(?:y|ies|s)",
    "robbery": r"robber(?:y|ies|s)",
    "shoplifting": r"shop(?:-| )?(?:lifting|lifters?|theft)",
    "theft": r"thefts?|thieves",
    "vehicle crime": r"vehicle crime|car crime",
    "fraud": r"fraud",
    "domestic abuse": r"domestic (?:abuse|violence)",
    "sexual offences": r"sexual (?:offences?|offending|assaults?)|rape",
    "violence": r"violent (?:crimes?|offences?|offending)|knife crime",
    "drug dealing": r"drug (?:dealing|trafficking|supply)|county lines",
    "hate crime": r"hate crimes?",
    "arson": r"arson",
    "drink driving": r"drink[- ]driving",
    "terrorism": r"terroris[mt]s?",
}
"""Types of offence and the words by which a sentence names each."""


def offence_types_in(objective: Objective) -> tuple[str, ...]:
    """The types of offence that an objective says it is limited to, by its tags and by its words.

    Source: Pan-Dorset terms, role 0 (no single type of offence).
    """
    tagged = (tag.word.replace("-", " ") for tag in map(tag_of, objective.tags) if tag.group == "offence")
    named = (
        name
        for name, words in OFFENCE_TYPES.items()
        if re.search(rf"\b(?:{words})\b", objective.text, re.IGNORECASE)
    )
    return tuple(dict.fromkeys((*tagged, *named)))


def ruled_out_by(terms: Terms) -> Mapping[str, str]:
    """What the terms' clauses put out of scope, each with the words of the clause: "offence".

    Source: the partnership file, section 8 (``clause`` of kind out-of-scope, ``rules_out``).
    """
    return dict(_ruled_out(terms))


def _ruled_out(terms: Terms) -> Iterator[tuple[str, str]]:
    for body in terms.bodies:
        for clause in body.clauses:
            if clause.kind == "out-of-scope":
                yield from ((one, f"{body.name}, {clause.id}: {clause.text}") for one in clause.rules_out)
