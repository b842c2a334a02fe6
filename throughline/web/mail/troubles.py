"""What can stand in the way of a message: a permanent code for the row, and a sentence for the reader."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughline.web.mail.server import MailServer
from throughline.words.refusals import Refused

OF_THE_SERVER: dict[str, Any] = {
    "name": _("The mail server’s name “%(host)s” is not known. Check THROUGHLINE_SMTP_URL."),
    "port": _("No mail server answers at %(host)s on port %(port)s. Check the port and the firewall."),
    "no-tls-from-the-start": _(
        "%(host)s does not speak TLS from the start on port %(port)s. Use smtp:// instead of smtps://."
    ),
    "no-starttls": _(
        "%(host)s does not offer TLS on port %(port)s. Use smtps://, or tls=none on this machine."
    ),
    "certificate": _(
        "The certificate of %(host)s is not trusted, has expired or is for another name. "
        "Use the name on the certificate, or name its authority’s file in SSL_CERT_FILE."
    ),
    "tls": _("%(host)s offered TLS and then failed to begin it. Ask whoever runs the mail server."),
    "sign-in": _("%(host)s refused the user or the password of THROUGHLINE_SMTP_URL. Check both."),
    "no-sign-in": _(
        "%(host)s does not let anybody sign in on port %(port)s. "
        "Try port 587, or leave the user and password out of THROUGHLINE_SMTP_URL."
    ),
    "sender-refused": _(
        "%(host)s does not send for %(sender)s. Set THROUGHLINE_MAIL_FROM to an address that it sends for."
    ),
    "broken": _("%(host)s broke the connection off. It is tried again."),
}
"""Nothing is wrong with the message: it waits, and is tried again."""
OF_THE_MESSAGE: dict[str, Any] = {
    "later": _("The mail server asked to try again later."),
    "recipient-refused": _("The mail server does not know this address. Ask the person for another."),
    "message-refused": _("The mail server refused the message."),
    "gave-up": _("The mail server put it off too often. Send it again when the server is well."),
    "uncertain": _(
        "The connection broke, or the worker stopped, while this was being sent. It may have arrived. "
        "Ask the person, then send it again or withdraw it."
    ),
    "came-back": _("The message came back from this address. Ask the person for another."),
    "no-address": _("There is no e-mail address for this person. Record one, then send it again."),
    "address-undeliverable": _(
        "An earlier message to this address failed. Change the address, then send it again."
    ),
    "not-wanted": _("The person has switched messages of this kind off."),
    "left": _("The person no longer signs in here."),
    "no-longer": _("What the message was about no longer stands."),
    "fault": _("A fault in Throughline stopped this message. The worker’s log says which."),
}
OF_THE_WORKER: dict[str, Any] = {
    "no-server": _("No mail server is set up. Messages are kept here, and none is lost."),
    "source": _("A fault in Throughline stopped some reminders. The worker’s log says which."),
}
SENTENCES = OF_THE_SERVER | OF_THE_MESSAGE | OF_THE_WORKER


class MailTrouble(Refused):
    """A step of sending failed: `code` says which; the text says what to do."""

    def __init__(self, trouble: str, server: MailServer, *, code: int = 0) -> None:
        super().__init__(sentence_of(trouble, server))
        self.trouble = trouble
        self.code = code

    @property
    def is_of_the_server(self) -> bool:
        """Whether nothing is wrong with the message, so that every other would fail as well."""
        return self.trouble in OF_THE_SERVER


def sentence_of(trouble: str, server: MailServer | None = None) -> str:
    """The sentence for a code; a code that an older version wrote is told as it stands."""
    sentence = SENTENCES.get(trouble)
    if sentence is None:
        return trouble
    if server is None:
        return str(sentence) % {"host": "The mail server", "port": "its port", "sender": "the sender"}
    return str(sentence) % {"host": server.host, "port": server.port, "sender": server.sender}
