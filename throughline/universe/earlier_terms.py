"""Partnership files as they stood earlier, made from those that stand now."""

from __future__ import annotations

import re

_LATER = re.compile(r'\{ id = "(nps|crc|ps)",')
_ENDING = re.compile(r", until = 2014-05-31, becomes = .*?organisations\"")


def before_the_trust_ended(text: str) -> str:
    """The file of Leicester, Leicestershire and Rutland before June 2014: nobody follows its trust yet."""
    kept = [line for line in text.splitlines(keepends=True) if not _LATER.search(line)]
    return _ENDING.sub("", "".join(kept))
