"""Whether a pack went to everybody who was entitled to it in time.

Source: rule R1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class SentOut:
    """Who was entitled to a pack on the day it was due, and when the last of them was sent it."""

    on: date | None
    """The day on which the last of those entitled then was sent it; None while somebody was not."""
    missing: tuple[str, ...] = ()
    """Those entitled on the due day who were not sent it."""
    later_joiners: tuple[str, ...] = ()
    """Those who became entitled after the due day: listed, and no breach."""


def sent_out(*, due: date, entitled: Mapping[str, date], sent: Mapping[str, date]) -> SentOut:
    """When a pack had gone to every reader entitled on the day it was due.

    ``entitled`` gives the day from which each reader is entitled, ``sent`` the day each was first sent it.
    Nobody entitled, nobody to send to: no day.
    Source: rule R1.
    """
    then = {who for who, since in entitled.items() if since <= due}
    missing = tuple(sorted(then - set(sent)))
    days = [sent[who] for who in then if who in sent]
    return SentOut(
        on=max(days) if days and not missing else None,
        missing=missing,
        later_joiners=tuple(sorted(set(entitled) - then)),
    )
