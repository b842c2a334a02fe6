"""The kinds of record that a partnership has: those of everybody, and its own."""

from __future__ import annotations

from collections.abc import Mapping

from throughline.rules.voices import TYPES, VoiceType
from throughline.web.access.models import Partnership
from throughline.web.voices.models import OwnType


def kinds_of(partnership: Partnership) -> Mapping[str, VoiceType]:
    """Every kind of record by its code, the partnership's own after those that everybody has; one query."""
    own = OwnType.objects.filter(partnership=partnership)
    return TYPES | {one.code: VoiceType(one.code, one.name, frozenset(one.asks)) for one in own}
