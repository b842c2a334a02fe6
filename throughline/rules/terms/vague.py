"""Words that mislead, and what to write in their place."""

from __future__ import annotations

_SPAN = {
    "bi-monthly": "{ months = 2 } or { weeks = 2 }, whichever is meant",
    "bi-annually": '{ times = 2, per = "year" }',
    "biennially": "{ years = 2 }",
    "quarterly": "{ months = 3 }",
    "monthly": "{ months = 1 }",
    "weekly": "{ weeks = 1 }",
    "annually": "{ years = 1 }",
    "yearly": "{ years = 1 }",
    "as required": 'strength = "as-required", or { says = "as required" }',
}
_ONLY_SAID = ("regular", "regularly", "periodically", "ongoing", "tbc", "to be confirmed", "unspecified")
_OTHER_SPELLINGS = {"bimonthly": "bi-monthly", "bi-annual": "bi-annually", "biannually": "bi-annually"}


def replacement_for(words: str) -> str | None:
    """What to write instead of words that mislead when they stand alone, or None if they do not.

    Source: the partnership file, section 12 (``E-vague-word``); rule R4.
    """
    plain = " ".join(words.casefold().split())
    plain = _OTHER_SPELLINGS.get(plain, plain)
    if plain in _SPAN:
        return _SPAN[plain]
    return f'{{ says = "{words.strip()}" }}' if plain in _ONLY_SAID else None
