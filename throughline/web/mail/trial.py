"""Trying the mail server: step by step without a message, or with one that says it is a test."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from throughline.web.access.models import User
from throughline.web.mail import actions, post
from throughline.web.mail.letters import trial_letter
from throughline.web.mail.troubles import MailTrouble, sentence_of
from throughline.web.site.kinds import is_demonstration
from throughline.words.refusals import Refused


class NoMailServer(Refused):
    """There is nothing to try."""


def try_server() -> str:
    """Connect, secure, sign in and offer the sender, and send nothing; the sentence when all went well.

    Raises NoMailServer, or MailTrouble with the step that failed.
    """
    server = settings.MAIL_SERVER
    if server is None:
        raise NoMailServer(sentence_of("no-server"))
    with post.connected(server) as connection:
        post.offer_sender(connection, server)
    return _("%(host)s answers on port %(port)s, lets us in and sends for %(sender)s.") % {
        "host": server.host, "port": server.port, "sender": server.sender,
    }  # fmt: skip


def send_trial(*, to: str, by: User | None, at: datetime) -> str:
    """Send a test message; the sentence when the server has taken it.

    Raises NoMailServer, also in a demonstration, and MailTrouble with the step that failed.
    """
    server = settings.MAIL_SERVER
    if server is None:
        raise NoMailServer(sentence_of("no-server"))
    if is_demonstration():
        raise NoMailServer(
            _("This is an example, and nothing leaves it. Try the mail server in a real store.")
        )
    try:
        with post.connected(server) as connection:
            letter = trial_letter(to=to, at=at, envelope=uuid.uuid4().hex, server=server)
            post.deliver(connection, server, to=to, message=letter)
    except MailTrouble as trouble:
        actions.record_test_message(trouble=trouble.trouble, by=by, at=at)
        raise
    actions.record_test_message(by=by, at=at)
    return _("%(host)s took the test message. See whether it arrives.") % {"host": server.host}
