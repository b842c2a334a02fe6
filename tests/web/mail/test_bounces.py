"""Messages that came back, read from files as mail servers write them."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest

from tests.web.mail.conftest import MORNING
from throughline.web.access.models import Person
from throughline.web.mail.bounces import Bounce, NotAReport, bounces_in, record_all
from throughline.web.mail.models import Notice, UndeliverableAddress

NUMBER = "0123456789abcdef0123456789abcdef"
REPORT = """\
From: MAILER-DAEMON@mail.example
To: throughline@site.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

The message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; ash@members.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--B
Content-Type: {returned}

From: throughline@site.example
To: ash@members.example
Message-ID: <throughline.{number}@site.example>
Subject: News

--B--
"""


def report(action: str = "failed", status: str = "5.1.1", number: str = NUMBER,
           returned: str = "message/rfc822") -> bytes:  # fmt: skip
    text = REPORT.format(action=action, status=status, number=number, returned=returned)
    return text.encode()


READ = [
    ("an address that will never do", report(), (Bounce(NUMBER, True),)),
    ("only the headers came back", report(returned="text/rfc822-headers"), (Bounce(NUMBER, True),)),
    ("a mailbox that is full: failed, and the address may do again", report(status="4.2.2"),
     (Bounce(NUMBER, False),)),
    ("a delay is no failure", report(action="delayed", status="4.4.1"), ()),
    ("a delivery is no failure", report(action="delivered", status="2.0.0"), ()),
    ("a message that is not ours", report().replace(b"<throughline.", b"<other."), ()),
]  # fmt: skip


@pytest.mark.parametrize(("content", "found"), [r[1:] for r in READ], ids=[r[0] for r in READ])
def test_what_a_report_says(content: bytes, found: tuple[Bounce, ...]) -> None:
    assert bounces_in(content) == found


def test_a_mailbox_of_many_reports(tmp_path: Path) -> None:
    other = "f" * 32
    box = mailbox.mbox(str(tmp_path / "box"))
    for content in (report(), b"Subject: A holiday\n\nI am away.\n", report(number=other)):
        box.add(content)
    box.close()
    assert [one.envelope for one in bounces_in((tmp_path / "box").read_bytes())] == [NUMBER, other]


@pytest.mark.parametrize("content", [b"", b"Subject: Hello\n\nI am away.\n", b"\x00\xff\xfe", b"From nobody"])
def test_a_file_without_a_report_changes_nothing(content: bytes) -> None:
    with pytest.raises(NotAReport, match="Nothing was changed"):
        bounces_in(content)


@pytest.fixture
def sent(ash: Person, tell) -> Notice:  # type: ignore[no-untyped-def]
    """A notice that went in the e-mail of the reports."""
    notice = tell(ash)
    Notice.objects.filter(pk=notice.pk).update(state="sent", envelope=NUMBER)
    return notice


def test_a_lasting_failure_marks_the_message_and_the_address(sent: Notice) -> None:
    assert record_all(bounces_in(report()), by=None, at=MORNING) == (1, 1)
    sent.refresh_from_db()
    assert (sent.state, UndeliverableAddress.objects.count()) == ("bounced", 1)


def test_a_passing_failure_marks_the_message_alone(sent: Notice) -> None:
    record_all(bounces_in(report(status="4.2.2")), by=None, at=MORNING)
    sent.refresh_from_db()
    assert (sent.state, UndeliverableAddress.objects.count()) == ("bounced", 0)


def test_a_report_that_is_read_twice_changes_nothing_more(sent: Notice) -> None:
    record_all(bounces_in(report()), by=None, at=MORNING)
    assert record_all(bounces_in(report()), by=None, at=MORNING) == (1, 0)
