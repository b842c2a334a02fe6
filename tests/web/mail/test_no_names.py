"""Over every fictional year: no message that would have been sent tells the name or address of anybody."""

from __future__ import annotations

import re
from typing import Any

import pytest

from throughline.web.access.models import Partnership, Person, User
from throughline.web.governance.reminders import due_in_governance
from throughline.web.mail.models import Notice
from throughline.web.mail.shown import as_it_reads
from throughline.web.mail.worker import work_once
from throughline.web.meetings.reminders import due_in_meetings
from throughline.web.site.today import today


@pytest.fixture
def letters(universe: Any, db: None) -> list[str]:
    """Every e-mail of the universe after a round of the worker, whole: subject, text and HTML."""
    work_once()
    read = [as_it_reads(notice) for notice in Notice.objects.select_related("partnership", "person")]
    return [f"{one.subject}\n{one.text}\n{one.html}" for one in read]


def test_the_universe_has_many_messages_of_many_kinds(letters: list[str]) -> None:
    assert len(letters) > 30
    assert Notice.objects.order_by().values("kind").distinct().count() > 5


def test_in_a_demonstration_none_is_sent_and_none_waits(letters: list[str]) -> None:
    assert set(Notice.objects.order_by().values_list("state", flat=True)) == {"kept"}


def test_no_message_tells_a_name_or_an_address(letters: list[str]) -> None:
    canaries = {name.split()[-1] for name in Person.objects.values_list("name", flat=True)}
    canaries |= {address for address in Person.objects.values_list("email", flat=True) if address}
    canaries |= set(User.objects.values_list("email", flat=True))
    assert len(canaries) > 30
    found = re.compile("|".join(rf"\b{re.escape(one)}\b" for one in canaries))
    assert [letter for letter in letters if found.search(letter)] == []


def test_a_second_round_of_the_same_day_says_nothing_again(letters: list[str]) -> None:
    before = set(Notice.objects.values_list("pk", flat=True))
    assert work_once().counts["reminders"] == 0
    assert set(Notice.objects.values_list("pk", flat=True)) <= before


def test_the_secretary_hears_of_seats_minutes_and_reviews(letters: list[str]) -> None:
    told = set(Notice.objects.filter(person__name="Sam Larch").values_list("partnership__slug", "kind"))
    assert {("barnet", "seat-vacant"), ("barnet", "minutes-due"), ("pan-dorset", "terms-review")} <= told


@pytest.mark.parametrize("slug", ["barnet", "east-midlands"])
def test_what_falls_due_is_asked_of_the_store_in_a_bounded_number_of_questions(
    universe: Any, db: None, slug: str, django_assert_max_num_queries: Any
) -> None:
    partnership = Partnership.objects.get(slug=slug)
    for source, most in ((due_in_governance, 20), (due_in_meetings, 14)):
        with django_assert_max_num_queries(most):
            list(source(partnership, today(partnership)))
