"""What rooms above put on the record of a person or an organisation: actions, leads, attendance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from throughline.web.access.permits import Viewpoint
from throughline.web.governance.home_parts import HomePart

Kind = Literal["person", "agency"]
ComposeRecordPart = Callable[[Any, Viewpoint], HomePart | None]
"""Composes a part of a record for one reader, or gives None where the reader may see nothing of it."""
_parts: dict[tuple[Kind, str], ComposeRecordPart] = {}


def add_record_part(kind: Kind, name: str, compose: ComposeRecordPart) -> None:
    """Put a part on every record of a kind; the same name again takes the place of the earlier."""
    _parts[kind, name] = compose


def record_parts(kind: Kind, record: Any, viewpoint: Viewpoint) -> tuple[HomePart, ...]:
    """The parts of a record that this reader may see, in the order they were added."""
    composed = (compose(record, viewpoint) for (of, _name), compose in _parts.items() if of == kind)
    return tuple(part for part in composed if part is not None)
