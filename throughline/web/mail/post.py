"""Speaking to the mail server, one step at a time, so that a failure says which step it was."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import parseaddr

from throughline.web.mail.server import MailServer
from throughline.web.mail.troubles import MailTrouble

PATIENCE = 20.0
"""Seconds to wait for the server's next word."""


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection, secured and signed in as the settings say. Raises MailTrouble."""
    connection = connect(server)
    try:
        yield connection
    finally:
        close(connection)


def connect(server: MailServer) -> smtplib.SMTP:
    """Open, secure and sign in. Raises MailTrouble, whose code names the step that failed."""
    _find(server)
    connection = _open(server)
    try:
        if server.security == "starttls":
            _secure(connection, server)
        if server.user:
            _sign_in(connection, server)
        _greet(connection, server)
    except BaseException:
        close(connection)
        raise
    return connection


def close(connection: smtplib.SMTP) -> None:
    """Say goodbye, to a server that may be gone."""
    with suppress(smtplib.SMTPException, OSError):
        connection.quit()
    connection.close()


def offer_sender(connection: smtplib.SMTP, server: MailServer) -> None:
    """Ask whether the server takes mail from our sender, and send none. Raises MailTrouble."""
    _step(connection, server, "sender-refused", lambda: connection.mail(parseaddr(server.sender)[1]))
    with suppress(smtplib.SMTPException, OSError):
        connection.rset()


def deliver(connection: smtplib.SMTP, server: MailServer, *, to: str, message: EmailMessage) -> None:
    """Hand one message over; when this returns, the server has taken it.

    Raises MailTrouble: `uncertain` where the connection broke after the text had begun to be sent.
    """
    _step(connection, server, "sender-refused", lambda: connection.mail(parseaddr(server.sender)[1]))
    _step(connection, server, "recipient-refused", lambda: connection.rcpt(to))
    try:
        code, _ = connection.data(message.as_bytes())
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
    except (smtplib.SMTPException, OSError):
        raise MailTrouble("uncertain", server) from None
    if code != 250:
        with suppress(smtplib.SMTPException, OSError):
            connection.rset()
        raise MailTrouble("message-refused" if code >= 500 else "later", server, code=code)


def _find(server: MailServer) -> None:
    try:
        socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise MailTrouble("name", server) from None


def _open(server: MailServer) -> smtplib.SMTP:
    try:
        if server.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
        return smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    except ssl.SSLCertVerificationError:
        raise MailTrouble("certificate", server) from None
    except ssl.SSLError:
        raise MailTrouble("no-tls-from-the-start", server) from None
    except (OSError, smtplib.SMTPException):
        raise MailTrouble("port", server) from None


def _secure(connection: smtplib.SMTP, server: MailServer) -> None:
    try:
        connection.starttls(context=ssl.create_default_context())
    except smtplib.SMTPNotSupportedError:
        raise MailTrouble("no-starttls", server) from None
    except ssl.SSLCertVerificationError:
        raise MailTrouble("certificate", server) from None
    except (OSError, smtplib.SMTPException):
        raise MailTrouble("tls", server) from None


def _greet(connection: smtplib.SMTP, server: MailServer) -> None:
    try:
        connection.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException):
        raise MailTrouble("broken", server) from None


def _sign_in(connection: smtplib.SMTP, server: MailServer) -> None:
    try:
        connection.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError:
        raise MailTrouble("sign-in", server) from None
    except smtplib.SMTPNotSupportedError:
        raise MailTrouble("no-sign-in", server) from None
    except (OSError, smtplib.SMTPException):
        raise MailTrouble("broken", server) from None


def _step(
    connection: smtplib.SMTP, server: MailServer, refused: str, ask: Callable[[], tuple[int, bytes]]
) -> None:
    try:
        code, _ = ask()
    except UnicodeError:
        raise MailTrouble(refused, server, code=553) from None
    except (smtplib.SMTPException, OSError):
        raise MailTrouble("broken", server) from None
    if not 200 <= code < 300:
        with suppress(smtplib.SMTPException, OSError):
            connection.rset()
        raise MailTrouble(refused if code >= 500 else "later", server, code=code)
