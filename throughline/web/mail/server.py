"""The mail server that the environment names: where it is, how it is spoken to, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from throughline.words.refusals import Refused

PORTS: Final = {"tls": 465, "starttls": 587, "none": 25}
WAYS: Final = {"smtps": "tls", "smtp": "starttls"}
NAME: Final = "THROUGHLINE_SMTP_URL"


class MailSettingRefused(Refused, ValueError):
    """The mail server's address, or the sender's, cannot be used."""


@dataclass(frozen=True)
class MailServer:
    """A server: `security` is tls (from the first word), starttls (before signing in) or none."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def domain(self) -> str:
        """What stands after the @ in the sender's address."""
        return self.sender.rpartition("@")[2].rstrip(">")


def server_from_url(url: str, *, sender: str) -> MailServer | None:
    """The server of `smtp://user:password@host:587?tls=starttls` or `smtps://host`; None for no address.

    `tls` is starttls (the usual), or none for a server on this machine. Raises MailSettingRefused.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in WAYS or not parts.hostname:
        raise MailSettingRefused(f"{NAME} must look like smtp://user:password@mail.example.org:587.")
    if "@" not in sender:
        raise MailSettingRefused(
            f"{NAME} is set and THROUGHLINE_MAIL_FROM is not an e-mail address. Set it to the sender's."
        )
    security = _security(parts.scheme, parts.query)
    return MailServer(
        host=parts.hostname,
        port=_port(parts.netloc) or PORTS[security],
        security=security,
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _security(scheme: str, query: str) -> str:
    said = parse_qs(query).get("tls", [WAYS[scheme]])[-1]
    if said not in ("starttls", "none") and scheme == "smtp":
        raise MailSettingRefused(f"{NAME} says tls={said}. Use tls=starttls, or tls=none on this machine.")
    return "tls" if scheme == "smtps" else said


def _port(place: str) -> int | None:
    try:
        return urlsplit(f"//{place}").port
    except ValueError:
        raise MailSettingRefused(f"{NAME} has a port that is not a number from 1 to 65535.") from None
