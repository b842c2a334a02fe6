"""One notice for each thing to tell: once, without personal data, at its hour."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.web.mail.conftest import BEFORE, LONDON, MORNING
from throughline.web.access.models import Event, Partnership, Person
from throughline.web.mail.actions import keep_reminders, notify_all
from throughline.web.mail.kinds import UnknownKind, add_kind
from throughline.web.mail.models import Notice
from throughline.web.mail.personal import NamesAPerson
from throughline.web.mail.reminders import Reminder

Tell = Callable[..., Notice]


def test_a_second_notice_with_the_same_key_does_nothing(ash: Person, tell: Tell) -> None:
    first = tell(ash, once="agenda:1")
    events = Event.objects.count()
    second = tell(ash, once="agenda:1", subject="Something else")
    assert (second, second.subject, Event.objects.count()) == (first, first.subject, events)


def test_two_people_are_told_the_same_thing_once_each(
    ash: Person, make_person: Callable[..., Person], tell: Tell, our_kinds: None
) -> None:
    people = [ash, make_person("Bryony Fern")]
    told: dict[str, Any] = {
        "people": people, "kind": "daily-news", "about": "meeting:1", "subject": "News", "words": "News.",
        "path": "/x", "once": "one", "by": None, "at": BEFORE,
    }  # fmt: skip
    assert notify_all(**told) == 2
    assert notify_all(**told) == 0
    assert Notice.objects.count() == 2


HOURS = [
    ("a daily one waits for the hour", "daily-news", None, datetime(2026, 3, 30, 8, 30, tzinfo=LONDON)),
    ("one at once waits for the quiet hours to end", "at-once", None, datetime(2026, 3, 30, 8, tzinfo=LONDON)),
    ("none leaves before its day", "daily-news", datetime(2026, 4, 3, 9, tzinfo=LONDON),
     datetime(2026, 4, 7, 8, 30, tzinfo=LONDON)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "not_before", "leaves"), [h[1:] for h in HOURS], ids=[h[0] for h in HOURS])
def test_when_a_notice_leaves(ash: Person, tell: Tell, kind: str, not_before: Any, leaves: datetime) -> None:
    assert tell(ash, kind, not_before=not_before).leaves_at == leaves


NAMING = [
    ("a name in the words", {"words": "Ash Bramble has not answered."}),
    ("a name in the subject", {"subject": "For Ash Bramble"}),
    ("a name in other letters and spaces", {"words": "ASH  BRAMBLE has not answered."}),
    ("a name over the end of a line", {"words": "It waits for Ash\nBramble."}),
    ("a name in the address of a page", {"path": "/hazelmere/people/ash-bramble"}),
    ("a name in the reference", {"about": "person:ash bramble"}),
    ("an e-mail address, whosever it is", {"words": "Write to somebody.else@site.example."}),
]


@pytest.mark.parametrize("told", [n[1] for n in NAMING], ids=[n[0] for n in NAMING])
def test_no_message_names_anybody(ash: Person, tell: Tell, told: dict[str, str]) -> None:
    with pytest.raises(NamesAPerson, match="Nothing was sent or saved"):
        tell(ash, **told)
    assert not Notice.objects.exists()


ORDINARY = ["The ash and the bramble are plants.", "Ashbramble is a road.", "It is due at 10:30@site."]


@pytest.mark.parametrize("words", ORDINARY)
def test_ordinary_words_pass(ash: Person, tell: Tell, words: str) -> None:
    assert tell(ash, words=words).words == words


def test_a_subject_is_one_line(ash: Person, tell: Tell) -> None:
    assert tell(ash, subject="News\r\nBcc: everybody").subject == "News Bcc: everybody"


def test_a_kind_that_no_room_declared_is_a_fault(ash: Person, tell: Tell) -> None:
    with pytest.raises(UnknownKind):
        tell(ash, "unheard-of")


def test_a_kind_has_a_plain_code() -> None:
    with pytest.raises(ValueError, match="lower-case"):
        add_kind("Not A Code", "words")


def test_the_trail_tells_who_and_what_about_and_no_words(ash: Person, tell: Tell) -> None:
    tell(ash, words="A sentence of its own.")
    event = Event.objects.latest("number")
    assert (event.what, event.subjects) == ("messages made", [f"person:{ash.pk}"])
    assert event.detail == {"kinds": ["daily-news"], "messages": 1}


def reminder(person: Person, number: int, sentence: str = "An agenda is due.") -> Reminder:
    return Reminder(
        person_id=person.pk, kind="daily-news", about=f"meeting:{number}", sentence=sentence, path="/x",
        once=f"agenda:{number}",
    )  # fmt: skip


def test_five_hundred_reminders_are_kept_within_two_seconds(
    place: Partnership, ash: Person, our_kinds: None
) -> None:
    begun = time.perf_counter()
    kept = keep_reminders(
        partnership=place, reminders=[reminder(ash, n) for n in range(500)], by=None, at=MORNING
    )
    assert kept == 500
    assert time.perf_counter() - begun < 2


def test_reminders_ask_the_store_less_than_once_for_every_fifty(
    place: Partnership, ash: Person, our_kinds: None, django_assert_max_num_queries: Any
) -> None:
    """SQLite takes some fifty rows in one statement; PostgreSQL takes all, and asks for the trail's lock."""
    many = [reminder(ash, n) for n in range(400)]
    with django_assert_max_num_queries(8):
        keep_reminders(partnership=place, reminders=many[:1], by=None, at=MORNING)
    with django_assert_max_num_queries(8 + 400 // 50):
        keep_reminders(partnership=place, reminders=many, by=None, at=MORNING)


def test_a_reminder_that_names_somebody_goes_without_its_sentence(
    place: Partnership, ash: Person, our_kinds: None
) -> None:
    kept = keep_reminders(
        partnership=place, reminders=[reminder(ash, 1, "Ash Bramble is late.")], by=None, at=MORNING
    )
    assert kept == 1
    assert Notice.objects.get().words == "Daily news"
