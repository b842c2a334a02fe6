"""Leicester, Leicestershire and Rutland: a probation trust ends, two organisations follow, then one."""

from __future__ import annotations

import re


def before_the_trust_ended(text: str) -> str:
    """The partnership file as it was before June 2014: the trust stands, and nobody follows it yet."""
    kept = [line for line in text.splitlines(keepends=True) if not _LATER.search(line)]
    return _ENDING.sub("", "".join(kept))


_LATER = re.compile(r'\{ id = "(nps|crc|ps)",')
_ENDING = re.compile(r", until = 2014-05-31, becomes = .*?organisations\"")
