"""The e-mail itself: plain text and simple HTML of the same notices, with a way to stop them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.access.models import Person
from throughline.web.mail.models import Notice
from throughline.web.mail.server import MailServer

SALT = "throughline.mail.stop"
LANGUAGE = "en-gb"


@dataclass(frozen=True)
class Written:
    """What an e-mail says: its subject, its plain text, and the same as HTML."""

    subject: str
    text: str
    html: str


def written(notices: Sequence[Notice], links: Mapping[int, str], *, stop: str = "") -> Written:
    """The words of one e-mail with these notices; `links` are paths, by the number of the notice.

    `stop` stands in place of the reader's own address for stopping, where somebody else looks.
    """
    with translation.override(LANGUAGE):
        place = notices[0].partnership
        subject = subject_of(notices)
        told: dict[str, Any] = {
            "subject": subject,
            "partnership": place,
            "notices": [(one, full_address(links.get(one.pk, ""))) for one in notices],
            "preferences": full_address(reverse("messages:mine")),
            "stop": full_address(stop or stop_path(notices[0].person)),
            "language": LANGUAGE[:2],
        }
        text = render_to_string("mail/letter.txt", told)
        return Written(subject, text, render_to_string("mail/letter.html", told))


def subject_of(notices: Sequence[Notice]) -> str:
    """The one notice's own subject, or how many there are and from which partnership."""
    if len(notices) == 1:
        return notices[0].subject
    sentence = ngettext(
        "%(partnership)s: %(count)s thing for you", "%(partnership)s: %(count)s things for you", len(notices)
    )
    return sentence % {"partnership": notices[0].partnership.name, "count": len(notices)}


def message_of(
    words: Written, *, to: str, envelope: str, person: Person, server: MailServer, at: datetime
) -> EmailMessage:
    """The message as it is handed to the server, with the headers that a machine's letter owes."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = words.subject
    message["From"] = server.sender
    message["To"] = to
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_number(envelope, server.domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Unsubscribe"] = f"<{full_address(stop_path(person))}>"
    if settings.SITE_URL.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Content-Language"] = LANGUAGE
    message.set_content(words.text)
    message.add_alternative(words.html, subtype="html")
    return message


def message_number(envelope: str, domain: str) -> str:
    """The Message-ID of an envelope, by which a bounce finds its notices again."""
    return f"<throughline.{envelope}@{domain}>"


def trial_letter(*, to: str, at: datetime, envelope: str, server: MailServer) -> EmailMessage:
    """A message that only says that the mail server works."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _("Throughline can send e-mail")
    message["From"] = server.sender
    message["To"] = to
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_number(envelope, server.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        _("This is a test that somebody who runs the site asked for. There is nothing to do.") + "\n"
    )
    return message


def full_address(path: str) -> str:
    """The address of a path of this site, as an e-mail needs it; empty for none."""
    return f"{settings.SITE_URL}{path}" if path else ""


def stop_path(person: Person) -> str:
    """Where a person chooses their messages without signing in; it says nothing about who they are."""
    return reverse("messages:stop", kwargs={"signed": signing.dumps(person.pk, salt=SALT)})


def person_of_token(token: str) -> Person | None:
    """Whose choices an address of `stop_path` opens; None for one that we did not make."""
    try:
        number = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=number).select_related("partnership").first()
