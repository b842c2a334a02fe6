"""Files that were sent and are still to be looked at: kept in the store alone, and not for long."""

from __future__ import annotations

import json
import secrets
import shutil
import tomllib
from dataclasses import asdict, dataclass
from datetime import date, datetime
from math import inf
from pathlib import Path
from typing import Any, Final

from throughline.figures.extracts.contracts import contract_named
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.durable import put, told_when_unwritable
from throughline.figures.extracts.store.extract_profiles import (
    ExtractProfile,
    ExtractProfileRefused,
    extract_profile_from,
)
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.extracts.store.receipts import Sending
from throughline.words.refusals import Refused

SENT: Final = "sent"
ABOUT: Final = "about.json"
REHEARSAL: Final = ".rehearsal-"
"""What the name of a folder begins with in which a file is brought in to see what it would give."""


class NoSuchSending(Refused):
    """What was sent is no longer there: it was taken in, withdrawn, or lay for too long."""


@dataclass(frozen=True)
class Sent:
    """A file that was sent, where it lies, and what its sender says of it."""

    name: str
    """Drawn by lot, as an address names it."""
    file: Path
    ending: str
    """How its name ended, such as csv; the name itself is not kept, as it may be a person's."""
    sending: Sending
    profile: ExtractProfile | None
    sent_at: datetime


def keep_sent(
    store: ExtractStore, content: bytes, *, ending: str, sending: Sending, profile: str, at: datetime
) -> Sent:
    """Keep a file in the store until it is looked at; ``profile`` is the text of a TOML file, or empty.

    Raises ExtractProfileRefused, StoreFull and StoreUnwritable, with nothing kept.
    """
    profile_from_text(profile, sending.contract)
    name = secrets.token_hex(12)
    folder = store.folder / SENT / name
    with told_when_unwritable():
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700)
    about = {
        "sending": {**asdict(sending), "period": [sending.period.starts, sending.period.ends]},
        "profile": profile,
        "ending": ending,
        "at": at.isoformat(),
    }
    put(folder / "file", content)
    put(folder / ABOUT, json.dumps(about, default=str).encode())
    return sent(store, name)


def sent(store: ExtractStore, name: str) -> Sent:
    """A file that was sent. Raises NoSuchSending."""
    folder = store.folder / SENT / name
    if not name.isalnum() or not (folder / ABOUT).exists():
        raise NoSuchSending("That file is no longer there. Send it again.")
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    sending = _sending(about["sending"])
    profile = profile_from_text(about["profile"], sending.contract)
    at = datetime.fromisoformat(about["at"])
    return Sent(name, folder / "file", about["ending"], sending, profile, at)


def _sending(plain: dict[str, Any]) -> Sending:
    starts, ends = (date.fromisoformat(one) for one in plain.pop("period"))
    received, due = plain.pop("received_on"), plain.pop("due_on")
    return Sending(
        **plain,
        period=Window(starts, ends),
        received_on=date.fromisoformat(received),
        due_on=date.fromisoformat(due) if due else None,
    )


def profile_from_text(text: str, contract: str) -> ExtractProfile | None:
    """The profile that a TOML text holds; None where it is empty. Raises ExtractProfileRefused."""
    if not text.strip():
        return None
    try:
        plain = tomllib.loads(text)
    except ValueError as fault:
        raise ExtractProfileRefused(f"The profile cannot be read: {fault}. Write it as TOML.") from None
    return extract_profile_from(plain, contract_named(contract))


def forget_sent(store: ExtractStore, name: str) -> None:
    """Delete a file that was sent, with what was said of it; nothing happens where it is gone."""
    if name.isalnum():
        shutil.rmtree(store.folder / SENT / name, ignore_errors=True)


def forget_sent_before(store: ExtractStore, moment: datetime) -> int:
    """Delete every file that was sent before a moment; how many they were.

    What a killed program left goes with them once it is as old: a file that was not wholly kept, or a look
    at one. What is being written at the moment stays.
    """
    gone = _forget_rehearsals_before(store, moment)
    for folder in (store.folder / SENT).glob("*"):
        if _sent_at(store, folder) < moment.timestamp():
            forget_sent(store, folder.name)
            gone += 1
    return gone


def _sent_at(store: ExtractStore, folder: Path) -> float:
    """When a file was sent, in seconds; where nothing tells it, when something was last written of it."""
    try:
        return sent(store, folder.name).sent_at.timestamp()
    except Refused:
        return folder.stat().st_mtime if folder.exists() else inf


def _forget_rehearsals_before(store: ExtractStore, moment: datetime) -> int:
    left = [one for one in store.folder.glob(f"{REHEARSAL}*") if one.stat().st_mtime < moment.timestamp()]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)
