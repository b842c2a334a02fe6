"""Letters about getting in: sent at once and kept nowhere, since some hold a one-time link.

They name nobody. Everything else that is sent waits in the mail room, above this one.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from throughline.web.site.kinds import is_demonstration

log = logging.getLogger(__name__)
_post = ThreadPoolExecutor(max_workers=2, thread_name_prefix="letters")


def are_sent() -> bool:
    """Whether a mail server is set up; a demonstration writes to nobody."""
    return getattr(settings, "MAIL_SERVER", None) is not None and not is_demonstration()


def send_password_link(*, to: str, link: str) -> Future[None] | None:
    """The letter with a one-time link at which a new password is set."""
    return _send(
        to,
        _("Set a new password"),
        _(
            "Somebody asked for a new password for this address.\n\n%(link)s\n\nThe link works once, for an "
            "hour. If it was not you, do nothing: your password stays as it is."
        )
        % {"link": link},
    )


def send_invitation(*, to: str, address: str, code: str) -> Future[None] | None:
    """The letter with an invited person's one-time code and where to write it."""
    return _send(
        to,
        _("You are invited to Throughline"),
        _(
            "You are invited to sign in. Open %(address)s and write this one-time code:\n\n%(code)s\n\n"
            "It works once, for 14 days."
        )
        % {"address": address, "code": code},
    )


def send_news(*, to: str, what: str) -> Future[None] | None:
    """The letter that tells somebody that their way in was changed, and by what act."""
    return _send(
        to,
        _("Your way in was changed"),
        _("%(what)s\n\nIf this is news to you, tell your partnership's secretary today.") % {"what": what},
    )


def _send(to: str, subject: str, words: str) -> Future[None] | None:
    """Hand the letter on and go back at once, so that no answer takes longer where an address is known."""
    if not to or not are_sent():
        return None
    return _post.submit(_post_now, to, subject, words)


def _post_now(to: str, subject: str, words: str) -> None:
    try:
        send_mail(subject, words, None, [to])
    except (OSError, SMTPException) as error:
        log.warning("A letter about getting in could not be sent: %s", type(error).__name__)
