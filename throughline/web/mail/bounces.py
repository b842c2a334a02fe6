"""Reports of delivery, read from a file: which of our e-mails came back, and whether for good.

Source: RFC 3464, delivery status notifications; RFC 3463, status codes.
"""

from __future__ import annotations

import mailbox
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default

from throughline.web.access.models import User
from throughline.web.mail.actions import record_bounce
from throughline.words.refusals import Refused

ENVELOPE = re.compile(r"<throughline\.([0-9a-f]{32})@[^>\s]+>")


class NotAReport(Refused):
    """The file holds no report of delivery."""


@dataclass(frozen=True)
class Bounce:
    """One report: the e-mail that came back, and whether its address will never do."""

    envelope: str
    is_lasting: bool


def bounces_in(content: bytes) -> tuple[Bounce, ...]:
    """The reports of messages that failed, in one message or in an mbox.

    A delay or a success is no failure. Raises NotAReport where there is no report of any delivery.
    """
    reports = [one for one in _messages(content) if one.get_content_type() == "multipart/report"]
    if not reports:
        raise NotAReport(
            "There is no report of delivery in this file. Save the message that came back with its "
            "attachments (.eml), or give an mbox. Nothing was changed."
        )
    return tuple(bounce for report in reports if (bounce := _bounce(report)))


def record_all(found: Iterable[Bounce], *, by: User | None, at: datetime) -> tuple[int, int]:
    """Mark what came back; how many reports there were and how many notices they concern."""
    marked = [record_bounce(envelope=one.envelope, is_lasting=one.is_lasting, by=by, at=at) for one in found]
    return len(marked), sum(marked)


def _messages(content: bytes) -> Iterator[Message]:
    if not content.startswith(b"From "):
        yield message_from_bytes(content, policy=default)
        return
    with tempfile.NamedTemporaryFile(suffix=".mbox") as file:
        file.write(content)
        file.flush()
        with closing(mailbox.mbox(file.name, create=False)) as box:
            yield from [message_from_bytes(one.as_bytes(), policy=default) for one in box]


def _bounce(report: Message) -> Bounce | None:
    """A failed delivery of ours: the status says so, and the returned headers carry our Message-ID."""
    statuses = [part for part in report.walk() if part.get_content_type() == "message/delivery-status"]
    fields = [group for status in statuses for group in _groups(status)]
    failed = [group for group in fields if str(group.get("Action", "")).strip().lower() == "failed"]
    returned = [part for part in report.walk() if part.get_content_type() in RETURNED]
    envelope = next((found.group(1) for part in returned if (found := ENVELOPE.search(_text(part)))), "")
    if not failed or not envelope:
        return None
    return Bounce(envelope, any(str(group.get("Status", "")).strip().startswith("5.") for group in failed))


RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


def _groups(status: Message) -> list[Message]:
    payload = status.get_payload()
    return [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []


def _text(part: Message) -> str:
    return part.as_bytes().decode("utf-8", "replace")
