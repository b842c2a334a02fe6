"""Two editors: the second to save is told, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import F
from django.utils.translation import gettext as _

from throughline.web.site.models import Versioned
from throughline.words.refusals import Refused

Record = TypeVar("Record", bound=Versioned)


class EditedSince(Refused):
    """Someone else changed the record after this person opened it; `typed` keeps what was typed."""

    def __init__(self, typed: Mapping[str, Any]) -> None:
        super().__init__(
            _(
                "Someone else changed this after you opened it. Nothing was overwritten. "
                "What you typed is below. Check it against what is there now, then save again."
            )
        )
        self.typed = dict(typed)


def save_changes(record: Record, *, expected_version: int, **changes: Any) -> Record:
    """Write the changes if the record is still at the version that the editor saw.

    Raises EditedSince where it is not. The check and the change are one statement, so of two
    people who save at once exactly one wins.
    """
    rows = type(record)._default_manager.filter(pk=record.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **changes):
        raise EditedSince(changes)
    record.refresh_from_db()
    return record
