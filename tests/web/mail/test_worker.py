"""What the worker sends, holds back, puts off and gives up, with a real mail server at the other end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.web.mail.conftest import LONDON, MORNING, Postbox, free_port
from throughline.web.access.models import Event, Partnership, Person
from throughline.web.mail import reminders
from throughline.web.mail.actions import choose_kinds, record_bounce, remove_old, send_again
from throughline.web.mail.claims import LEASE, claim_letter
from throughline.web.mail.kinds import add_link
from throughline.web.mail.models import Notice, UndeliverableAddress
from throughline.web.mail.reminders import Reminder
from throughline.web.mail.server import MailServer, server_from_url
from throughline.web.mail.worker import work_once
from throughline.words.refusals import Refused

Tell = Callable[..., Notice]


@pytest.fixture(autouse=True)
def _no_reminders_of_other_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "_sources", [])


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def troubles() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("trouble", flat=True))


def text_of(message: Any) -> str:
    return str(message.get_body(("plain",)).get_content())


def test_what_is_due_to_a_person_goes_in_one_email(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    for _number in range(3):
        tell(ash)
    assert work_once().counts["sent"] == 1
    (message,) = postbox.messages
    assert message["Subject"] == "Hazelmere Partnership: 3 things for you"
    assert all(f"There is news {n}." in text_of(message) for n in (1, 2, 3))
    assert "https://throughline.example/hazelmere/news/2" in text_of(message)
    assert (states(), postbox.recipients) == (["sent"] * 3, ["ash@members.example"])


def test_a_second_round_sends_nothing_again(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    tell(ash)
    work_once()
    work_once()
    assert len(postbox.messages) == 1


def test_an_email_says_that_a_machine_wrote_it_and_how_to_stop_it(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    notice = tell(ash)
    work_once()
    (message,) = postbox.messages
    notice.refresh_from_db()
    assert message["Message-ID"] == f"<throughline.{notice.envelope}@site.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"].startswith("<https://throughline.example/you/messages/stop/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "https://throughline.example/you/messages" in text_of(message)
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_what_cannot_wait_goes_by_itself(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    tell(ash)
    tell(ash, "at-once", subject="The meeting is off")
    work_once()
    assert sorted(message["Subject"] for message in postbox.messages) == ["News 1", "The meeting is off"]


WHEN = [
    ("a daily one made after the hour waits for tomorrow", "daily-news", "2026-03-30T08:45", "2026-03-30T17:00", 0),
    ("and goes tomorrow", "daily-news", "2026-03-30T08:45", "2026-03-31T08:31", 1),
    ("before Good Friday it waits over Easter", "daily-news", "2026-04-02T09:00", "2026-04-06T12:00", 0),
    ("and goes on the Tuesday", "daily-news", "2026-04-02T09:00", "2026-04-07T08:30", 1),
    ("where no worker ran in the morning it goes in the day", "daily-news", "2026-03-30T07:00", "2026-03-30T16:00", 1),
    ("but not in the evening", "daily-news", "2026-03-30T07:00", "2026-03-30T18:00", 0),
    ("at once means at once", "at-once", "2026-03-30T17:58", "2026-03-30T17:59", 1),
    ("save in the quiet hours", "at-once", "2026-03-30T18:01", "2026-03-30T22:00", 0),
    ("after which it goes", "at-once", "2026-03-30T18:01", "2026-03-31T08:00", 1),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "made", "looked", "sent"), [w[1:] for w in WHEN], ids=[w[0] for w in WHEN])
def test_the_hours_of_the_worker(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox, clock: Any,
    kind: str, made: str, looked: str, sent: int,
) -> None:  # fmt: skip
    tell(ash, kind, at=datetime.fromisoformat(made).replace(tzinfo=LONDON))
    clock.move_to(datetime.fromisoformat(looked).replace(tzinfo=LONDON))
    work_once()
    assert len(postbox.messages) == sent


def test_an_address_that_the_server_refuses_is_not_tried_again(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.rcpt_to = "550 No such user"
    tell(ash)
    work_once()
    postbox.rcpt_to = "250 OK"
    tell(ash)
    work_once()
    assert (states(), troubles()) == (["failed"] * 2, ["recipient-refused", "address-undeliverable"])
    assert postbox.messages == []


def test_a_changed_address_is_tried_anew(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    UndeliverableAddress.objects.create(
        person=ash, email="ash@members.example", since=MORNING, trouble="came-back"
    )
    Person.objects.filter(pk=ash.pk).update(email="ash@elsewhere.example")
    tell(ash)
    work_once()
    assert postbox.recipients == ["ash@elsewhere.example"]


def test_one_refused_address_does_not_hold_up_the_others(
    ash: Person, make_person: Callable[..., Person], tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    tell(make_person("Bryony Fern", email=""))
    tell(ash)
    work_once()
    assert (states(), troubles()[0]) == (["failed", "sent"], "no-address")


def test_a_server_that_asks_to_wait_is_asked_again_later(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox, clock: Any
) -> None:
    postbox.data = "451 Try again later"
    tell(ash)
    work_once()
    assert (states(), troubles()) == (["waiting"], ["later"])
    postbox.data = "250 OK"
    work_once()
    assert postbox.messages == []
    clock.shift(timedelta(minutes=2))
    work_once()
    assert (len(postbox.messages), states()) == (1, ["sent"])


def test_after_the_last_try_a_message_has_failed(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox, clock: Any
) -> None:
    postbox.data = "451 Try again later"
    tell(ash)
    for _try in range(12):
        work_once()
        clock.shift(timedelta(days=1))
    assert (states(), troubles()) == (["failed"], ["gave-up"])


def test_where_the_connection_breaks_while_it_is_sent_nobody_knows(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox, clock: Any
) -> None:
    postbox.hang_up = True
    tell(ash)
    work_once()
    postbox.hang_up = False
    clock.shift(timedelta(days=1))
    work_once()
    assert (states(), postbox.messages) == (["uncertain"], [])


def test_a_claim_left_behind_becomes_uncertain_and_is_never_sent_by_itself(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox, clock: Any
) -> None:
    tell(ash)
    assert claim_letter(MORNING, MORNING) is not None
    work_once()
    assert states() == ["sending"]
    clock.shift(LEASE + timedelta(seconds=1))
    work_once()
    clock.shift(timedelta(days=2))
    work_once()
    assert (states(), postbox.messages) == (["uncertain"], [])


def test_a_claimed_message_is_not_claimed_again(ash: Person, tell: Tell) -> None:
    tell(ash)
    first = claim_letter(MORNING, MORNING)
    assert first is not None
    assert claim_letter(MORNING, MORNING) is None


def test_what_somebody_switched_off_is_withdrawn(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    tell(ash)
    tell(ash, "stays")
    choose_kinds(people=[ash], wanted={"daily-news": False}, by=None, at=MORNING)
    work_once()
    assert (states(), troubles()) == (["withdrawn", "sent"], ["not-wanted", ""])


def test_whose_user_was_switched_off_is_told_nothing(
    make_person: Callable[..., Person], tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    person = make_person("Bryony Fern", signs_in=True)
    person.user.is_active = False
    person.user.save()
    tell(person)
    work_once()
    assert (states(), troubles(), postbox.messages) == (["withdrawn"], ["left"], [])


def test_a_link_with_a_secret_is_made_when_it_is_sent_and_kept_in_no_row(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    asked: list[str] = []

    def make(about: str) -> str:
        asked.append(about)
        return "/hazelmere/answer/open-sesame"

    add_link("at-once", make)
    notice = tell(ash, "at-once", about="chase:7", path="")
    assert asked == []
    work_once()
    assert (asked, "answer/open-sesame" in text_of(postbox.messages[0])) == (["chase:7"], True)
    notice.refresh_from_db()
    assert "sesame" not in str(list(Notice.objects.values())) + str(list(Event.objects.values()))


def test_a_link_that_can_no_longer_be_made_withdraws_its_notice_alone(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    def make(about: str) -> str:
        raise Refused("The action is closed.")

    add_link("stays", make)
    tell(ash, "stays", path="")
    tell(ash)
    work_once()
    assert (states(), troubles()) == (["withdrawn", "sent"], ["no-longer", ""])
    assert "news 1" not in text_of(postbox.messages[0])


def test_a_fault_in_one_link_does_not_stop_the_worker(
    ash: Person, make_person: Callable[..., Person], tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    def make(about: str) -> str:
        raise ZeroDivisionError

    add_link("at-once", make)
    tell(make_person("Bryony Fern"), "at-once", path="")
    tell(ash)
    work_once()
    assert (states(), troubles()) == (["failed", "sent"], ["fault", ""])


def test_without_a_mail_server_messages_are_kept_and_may_be_sent_on_purpose(
    ash: Person, place: Partnership, tell: Tell, settings: Any, postbox: Postbox, request: Any
) -> None:
    settings.MAIL_SERVER = None
    notice = tell(ash)
    done = work_once()
    assert (states(), done.trouble) == (["kept"], "no-server")
    request.getfixturevalue("mail_server")
    work_once()
    assert postbox.messages == []
    send_again(partnership=place, numbers=[notice.pk], by=None, at=datetime(2026, 3, 30, 7, tzinfo=LONDON))
    work_once()
    assert (len(postbox.messages), states()) == (1, ["sent"])


@pytest.mark.parametrize(
    ("days_ago", "state", "stays"),
    [
        pytest.param(367, "sent", False, id="sent more than twelve months ago"),
        pytest.param(365, "sent", True, id="sent twelve months ago"),
        pytest.param(367, "withdrawn", False, id="withdrawn, and was to leave more than twelve months ago"),
        pytest.param(367, "bounced", False, id="came back more than twelve months ago"),
        pytest.param(367, "kept", False, id="would have been sent more than twelve months ago"),
        pytest.param(1, "failed", True, id="failed yesterday"),
    ],
)
def test_a_message_is_removed_when_its_twelve_months_are_over(
    ash: Person, tell: Tell, settings: Any, days_ago: int, state: str, stays: bool
) -> None:
    settings.MAIL_SERVER = None
    then = MORNING - timedelta(days=days_ago)
    Notice.objects.filter(pk=tell(ash).pk).update(
        state=state, leaves_at=then, envelope="e" * 32, sent_at=then if state == "sent" else None
    )
    done = work_once()
    assert (Notice.objects.exists(), done.counts["removed"]) == (stays, 0 if stays else 1)
    assert Event.objects.filter(what="message removed").count() == done.counts["removed"]


def test_a_message_that_still_waits_is_not_removed_however_old_it_is(
    ash: Person, tell: Tell, place: Partnership
) -> None:
    tell(ash, at=MORNING - timedelta(days=800))
    assert remove_old(partnership=place, by=None, at=MORNING) == 0
    assert states() == ["waiting"]


def test_what_is_not_due_is_not_kept_before_its_hour(ash: Person, tell: Tell, settings: Any) -> None:
    settings.MAIL_SERVER = None
    tell(ash, at=MORNING)
    work_once()
    assert states() == ["waiting"]


def test_a_server_that_is_down_leaves_everything_waiting(ash: Person, tell: Tell, settings: Any) -> None:
    settings.MAIL_SERVER = server_from_url(f"smtp://127.0.0.1:{free_port()}", sender="site@site.example")
    tell(ash)
    assert work_once().trouble == "port"
    assert (states(), Notice.objects.get().tries) == (["waiting"], 0)


def test_a_worker_that_is_told_to_stop_claims_nothing_more(
    ash: Person, tell: Tell, mail_server: MailServer, postbox: Postbox
) -> None:
    tell(ash)
    work_once(is_stopping=lambda: True)
    assert (states(), postbox.messages) == (["waiting"], [])


def test_reminders_of_the_day_become_notices_once(
    ash: Person, place: Partnership, our_kinds: None, mail_server: MailServer, clock: Any, postbox: Postbox
) -> None:
    def source(partnership: Partnership, day: Any) -> list[Reminder]:
        return [Reminder(
            person_id=ash.pk, kind="daily-news", about="meeting:1", sentence=f"Due on {day:%d %B}.",
            path="/hazelmere/x", once="agenda:1",
        )]  # fmt: skip

    reminders.add_reminders(source)
    assert [work_once().counts["reminders"] for _round in range(3)] == [1, 0, 0]
    clock.move_to(datetime(2026, 3, 31, 8, 30, tzinfo=LONDON))
    work_once()
    assert "Due on 30 March." in text_of(postbox.messages[0])


def test_a_fault_in_one_source_silences_no_other(
    ash: Person, place: Partnership, our_kinds: None, mail_server: MailServer
) -> None:
    def faulty(partnership: Partnership, day: Any) -> list[Reminder]:
        raise ZeroDivisionError

    def sound(partnership: Partnership, day: Any) -> list[Reminder]:
        return [Reminder(
            person_id=ash.pk, kind="daily-news", about="", sentence="Due.", path="", once="sound"
        )]  # fmt: skip

    reminders.add_reminders(faulty)
    reminders.add_reminders(sound)
    done = work_once()
    assert (done.trouble, done.counts["reminders"]) == ("source", 1)


def test_the_trail_tells_of_every_email_that_was_sent(
    ash: Person, tell: Tell, mail_server: MailServer
) -> None:
    notice = tell(ash)
    work_once()
    event = Event.objects.filter(what="message sent").get()
    notice.refresh_from_db()
    assert event.subjects == [f"person:{ash.pk}"]
    assert event.detail == {
        "messages": [notice.pk], "kinds": ["daily-news"], "about": ["meeting:1"], "envelope": notice.envelope,
    }  # fmt: skip


def test_an_email_that_came_back_marks_its_notices_and_the_address(
    ash: Person, tell: Tell, mail_server: MailServer
) -> None:
    notice = tell(ash)
    work_once()
    notice.refresh_from_db()
    assert record_bounce(envelope=notice.envelope, is_lasting=True, by=None, at=MORNING) == 1
    assert (states(), UndeliverableAddress.objects.get().email) == (["bounced"], "ash@members.example")
