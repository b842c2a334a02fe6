"""The pages of messages: the secretary's, each reader's own, the way to stop, and the trial."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import NOW
from tests.web.mail.conftest import Postbox
from throughline.web.access import actions as access
from throughline.web.access.models import Partnership, Person
from throughline.web.mail.actions import notify
from throughline.web.mail.kinds import add_link
from throughline.web.mail.letters import stop_path
from throughline.web.mail.models import LastRound, Notice, Preference, UndeliverableAddress
from throughline.web.mail.server import MailServer

MESSAGES = "/hazelmere/messages/"


@pytest.fixture
def told(our_kinds: None, person_with: Callable[..., Person]) -> Callable[..., Notice]:
    """Keeps a notice for Dee Bramble in one of the states."""
    dee = person_with("Dee Bramble")

    def keep(state: str = "waiting", kind: str = "daily-news", **changes: Any) -> Notice:
        number = Notice.objects.count() + 1
        made = notify(
            person=dee, kind=kind, about=f"meeting:{number}", subject=f"News {number}", path="/hazelmere/x",
            words=f"There is news {number}.", once=f"news:{number}", by=None, at=NOW,
        )  # fmt: skip
        Notice.objects.filter(pk=made.pk).update(state=state, envelope="e" * 32, **changes)
        made.refresh_from_db()
        return made

    return keep


def test_the_first_visit_says_what_will_come(as_secretary: Client) -> None:
    page = as_secretary.get(MESSAGES).content.decode()
    assert "Nothing has been due to anybody yet." in page
    assert "Messages appear here by themselves" in page


LEADS = [
    ("what failed comes first", ["failed", "sent", "waiting"], "1 message did not certainly arrive and needs you."),
    ("also what is not certain, or came back", ["uncertain", "bounced"],
     "2 messages did not certainly arrive and need you."),
    ("then what waits", ["waiting", "sent"], "1 message waits for its hour. Nothing failed."),
    ("then what would have been sent", ["kept", "kept"], "2 messages would have been sent."),
    ("else all is well", ["sent"], "Every message that was due has gone."),
]  # fmt: skip


@pytest.mark.parametrize(("states", "lead"), [one[1:] for one in LEADS], ids=[one[0] for one in LEADS])
def test_the_lead_says_what_needs_somebody(
    as_secretary: Client, told: Callable[..., Notice], states: list[str], lead: str
) -> None:
    for state in states:
        told(state)
    assert lead in as_secretary.get(MESSAGES).content.decode()


def test_a_state_is_filtered_and_an_empty_one_says_so(
    as_secretary: Client, told: Callable[..., Notice]
) -> None:
    told("sent")
    told("failed", trouble="recipient-refused")
    page = as_secretary.get(f"{MESSAGES}?state=failed").content.decode()
    assert "News 2" in page
    assert "News 1" not in page
    assert "does not know this address" in page
    assert "There is no message in this state." in as_secretary.get(f"{MESSAGES}?state=kept").content.decode()


def test_an_unknown_state_or_page_shows_a_page_all_the_same(
    as_secretary: Client, told: Callable[..., Notice]
) -> None:
    told()
    assert as_secretary.get(f"{MESSAGES}?state=xx&page=minus").status_code == 200


def test_the_page_asks_as_often_however_many_messages_there_are(
    as_secretary: Client, told: Callable[..., Notice], django_assert_max_num_queries: Any
) -> None:
    told()
    with django_assert_max_num_queries(12):
        as_secretary.get(MESSAGES)
    for _number in range(40):
        told("failed")
    with django_assert_max_num_queries(12):
        as_secretary.get(MESSAGES)


def test_a_message_shows_what_the_email_says_and_whom_it_goes_to(
    as_secretary: Client, told: Callable[..., Notice]
) -> None:
    notice = told()
    page = as_secretary.get(f"{MESSAGES}{notice.pk}/").content.decode()
    assert "There is news 1." in page
    assert "/hazelmere/x" in page
    assert "dee.bramble@hazelmere.example" in page


def test_addresses_that_open_something_for_the_reader_alone_are_not_shown(
    as_secretary: Client, told: Callable[..., Notice]
) -> None:
    add_link("stays", lambda about: "/hazelmere/answer/open-sesame")
    notice = told(kind="stays")
    page = as_secretary.get(f"{MESSAGES}{notice.pk}/").content.decode()
    assert "made when it is sent" in page
    assert stop_path(notice.person) not in page
    assert "sesame" not in page


def test_chosen_messages_are_sent_again_and_others_are_left(
    as_secretary: Client, told: Callable[..., Notice]
) -> None:
    failed, sent, kept = told("failed"), told("sent"), told("kept")
    answer = as_secretary.post(
        f"{MESSAGES}change/", {"chosen": [failed.pk, sent.pk], "act": "send"}, follow=True
    )
    assert "1 message waits to be sent." in answer.content.decode()
    states = [Notice.objects.get(pk=one.pk).state for one in (failed, sent, kept)]
    assert states == ["waiting", "sent", "kept"]


def test_chosen_messages_are_withdrawn(as_secretary: Client, told: Callable[..., Notice]) -> None:
    notice = told("uncertain")
    as_secretary.post(f"{MESSAGES}change/", {"chosen": notice.pk, "act": "withdraw"})
    notice.refresh_from_db()
    assert notice.state == "withdrawn"


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"]], ids=["none", "no number", "not there"])
def test_nothing_chosen_changes_nothing_and_says_so(
    as_secretary: Client, told: Callable[..., Notice], chosen: list[str]
) -> None:
    notice = told("failed")
    answer = as_secretary.post(f"{MESSAGES}change/", {"chosen": chosen, "act": "send"}, follow=True)
    assert "None of the messages chosen may be changed so." in answer.content.decode()
    notice.refresh_from_db()
    assert notice.state == "failed"


def test_another_partnerships_messages_cannot_be_read_or_changed(
    as_stranger: Client, told: Callable[..., Notice]
) -> None:
    notice = told("failed")
    assert as_stranger.get(f"{MESSAGES}{notice.pk}/").status_code == 404
    assert as_stranger.get(f"/thornbury/messages/{notice.pk}/").status_code == 404
    as_stranger.post("/thornbury/messages/change/", {"chosen": notice.pk, "act": "withdraw"})
    notice.refresh_from_db()
    assert notice.state == "failed"


def test_an_address_that_does_not_answer_is_listed_until_it_is_changed(
    as_secretary: Client, told: Callable[..., Notice]
) -> None:
    dee = told("bounced").person
    UndeliverableAddress.objects.create(person=dee, email=dee.email, since=NOW, trouble="came-back")
    assert "Addresses that do not answer" in as_secretary.get(MESSAGES).content.decode()
    Person.objects.filter(pk=dee.pk).update(email="dee@elsewhere.example")
    assert "Addresses that do not answer" not in as_secretary.get(MESSAGES).content.decode()


def test_a_real_store_says_when_nothing_sends(
    as_secretary: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("throughline.web.mail.shown.is_demonstration", lambda: False)
    assert "Nothing sends messages at the moment." in as_secretary.get(MESSAGES).content.decode()


def test_a_round_long_ago_is_no_worker(as_secretary: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("throughline.web.mail.shown.is_demonstration", lambda: False)
    LastRound.objects.create(at=NOW)
    assert "Nothing sends messages at the moment." in as_secretary.get(MESSAGES).content.decode()


def choices(client: Client) -> str:
    return client.get("/you/messages").content.decode()


def test_a_reader_switches_a_kind_off_and_on_again(
    as_secretary: Client, secretary: Person, our_kinds: None
) -> None:
    as_secretary.post("/you/messages", {"wanted": ["at-once"]})
    assert Preference.objects.get(person=secretary, kind="daily-news").wanted is False
    as_secretary.post("/you/messages", {"wanted": ["at-once", "daily-news"]})
    assert Preference.objects.get(person=secretary, kind="daily-news").wanted is True


def test_a_kind_that_stays_on_says_why_and_cannot_be_chosen(
    as_secretary: Client, secretary: Person, our_kinds: None
) -> None:
    assert "Nobody else can answer." in choices(as_secretary)
    answer = as_secretary.post("/you/messages", {"wanted": ["stays"]})
    assert answer.status_code == 200
    assert not Preference.objects.exists()


def test_every_kind_may_be_switched_off_at_once(as_secretary: Client, our_kinds: None) -> None:
    as_secretary.post("/you/messages", {})
    assert Preference.objects.filter(kind="daily-news", wanted=False).exists()


def test_a_reader_sees_what_they_were_told(as_secretary: Client, secretary: Person, our_kinds: None) -> None:
    assert "Nothing yet." in choices(as_secretary)
    notify(
        person=secretary, kind="daily-news", about="", subject="News", words="There is news for you.",
        path="/hazelmere/x", once="1", by=None, at=NOW,
    )  # fmt: skip
    assert "There is news for you." in choices(as_secretary)


def test_whoever_belongs_nowhere_is_told_so(as_person: Callable[..., Client], stranger: Person) -> None:
    client = as_person(stranger)
    Person.objects.filter(pk=stranger.pk).update(user=None)
    assert "You belong to no partnership" in choices(client)


def test_opening_the_way_to_stop_changes_nothing(secretary: Person, our_kinds: None) -> None:
    page = Client().get(stop_path(secretary))
    assert page.status_code == 200
    assert "Nothing has changed yet." in page.content.decode()
    assert secretary.name not in page.content.decode()
    assert not Preference.objects.exists()


def test_the_button_or_a_mail_programs_own_stops_what_may_be_stopped(
    secretary: Person, our_kinds: None
) -> None:
    """The mail program posts without a token of ours, and without having signed in."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(stop_path(secretary), {"List-Unsubscribe": "One-Click"})
    assert "The messages are stopped" in answer.content.decode()
    assert Preference.objects.filter(person=secretary, kind="daily-news", wanted=False).exists()
    assert not Preference.objects.filter(kind="stays").exists()


@pytest.mark.parametrize("change", ["x", ":", "A"])
def test_an_address_that_we_did_not_make_stops_nothing(secretary: Person, change: str) -> None:
    assert Client().get(stop_path(secretary) + change).status_code == 404


@pytest.fixture
def as_administrator(as_person: Callable[..., Client], person_with: Callable[..., Person]) -> Client:
    """A client signed in as whoever runs the site."""
    person = person_with("Ada Sedge")
    access.appoint_administrator(user=person.user, from_on=NOW.date(), by=None, at=NOW)
    return as_person(person)


def test_without_a_server_the_trial_says_what_to_set(as_administrator: Client, settings: Any) -> None:
    settings.MAIL_SERVER = None
    assert "Set THROUGHLINE_SMTP_URL" in as_administrator.get("/you/messages/test").content.decode()


def test_the_trial_sends_one_message(
    as_administrator: Client, mail_server: MailServer, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("throughline.web.mail.trial.is_demonstration", lambda: False)
    answer = as_administrator.post("/you/messages/test", {"to": "ada@site.example"})
    assert "took the test message" in answer.content.decode()
    assert postbox.recipients == ["ada@site.example"]


@pytest.mark.parametrize("to", ["", "nobody"])
def test_the_trial_asks_for_an_address(as_administrator: Client, mail_server: MailServer, to: str) -> None:
    answer = as_administrator.post("/you/messages/test", {"to": to})
    assert "There is a problem" in answer.content.decode()


def test_a_kind_that_no_room_declares_any_more_is_shown_by_its_code(
    as_secretary: Client, told: Callable[..., Notice]
) -> None:
    notice = told("sent")
    Notice.objects.update(kind="of-an-older-version")
    assert "of-an-older-version" in as_secretary.get(f"{MESSAGES}{notice.pk}/").content.decode()


def test_the_partnership_of_a_person_is_the_messages_own(
    told: Callable[..., Notice], partnership: Partnership
) -> None:
    assert told().partnership == partnership
