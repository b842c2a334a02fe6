"""The minutes of a meeting as they stand, paragraph by paragraph: what a version keeps of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from throughline.web.meetings.models import Correction, Meeting, Minute


def lines_of(meeting: Meeting, *, may_be_corrected: bool = True) -> tuple[Minute, ...]:
    """Every minute of a meeting in the order of its agenda, those struck out as well.

    Two queries; one where the minutes are known to have no corrections.
    """
    corrections = Correction.objects.select_related("decision")
    kept = Prefetch("corrections", corrections if may_be_corrected else Correction.objects.none())
    rows = meeting.minute_lines.select_related(
        "item__paper", "decision__motion", "action", "action__owner", "action__owner_agency"
    )
    return tuple(sorted(rows.prefetch_related(kept), key=_place))


def _place(minute: Minute) -> tuple[int, Any, int]:
    return (minute.item.position if minute.item else 0, minute.written_at, minute.pk)


def words_now(minute: Minute) -> str:
    """The words of a minute as they now stand: as last corrected, else as approved."""
    corrected: list[Correction] = list(minute.corrections.all())
    return corrected[-1].text if corrected else minute.text


def content_of(lines: Iterable[Minute]) -> list[dict[str, Any]]:
    """What a version keeps: each paragraph that has a number or is not struck out, as it now stands."""
    return [_kept(one) for one in lines if one.number or not one.struck_at]


def _kept(minute: Minute) -> dict[str, Any]:
    return {
        "minute": minute.pk,
        "number": minute.label,
        "item": minute.item_id,
        "title": minute.item.title if minute.item else "",
        "kind": minute.kind,
        "text": "" if minute.struck_at else words_now(minute),
        "readers": minute.readers,
        "struck": bool(minute.struck_at),
    }


def seal_of(content: Iterable[dict[str, Any]]) -> str:
    """Sixteen letters that stand for the content: another content has another seal."""
    written = json.dumps(list(content), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
