"""Whatever is done with minutes in whatever order: numbers, versions and approved words hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.meetings.conftest import NOW
from tests.web.meetings.minutes_told import AT, approved, held_on, note, sent_out, someone
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.minutes.content import words_now
from throughline.web.meetings.models import Meeting, Minute, MinutesVersion, ProposedEdit
from throughline.words.refusals import Refused

DAYS = (date(2026, 3, 16), date(2026, 3, 18), date(2026, 3, 23))
ACTS = ("write", "amend", "strike", "propose", "take", "leave", "send", "comment", "approve", "correct")
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 9), st.sampled_from(["One.", "Two."])),
    min_size=4,
    max_size=12,
)


@pytest.mark.parametrize("start", [0, 1], ids=["from nothing", "from approved minutes"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_minutes_hold_whatever_is_done(
    group: Body, start: int, steps: list[tuple[str, int, int, str]]
) -> None:
    with transaction.atomic():
        meetings = [held_on(group, day) for day in DAYS]
        watch = Watch(group)
        if start:
            note(meetings[0], "Zero.")
            sent_out(meetings[0])
            approved(meetings[0], meetings[2])
        watch.look()
        for count, (act, which, line, words) in enumerate(steps):
            try:
                with transaction.atomic():
                    _do(act, meetings, which, line, f"{words} {count}")
            except Refused:
                pass
            watch.look(corrects=act == "correct")
        transaction.set_rollback(True)


def _do(act: str, meetings: list[Meeting], which: int, line: int, words: str) -> None:
    meeting, last = Meeting.objects.get(pk=meetings[which].pk), meetings[2]
    lines = list(meeting.minute_lines.order_by("pk"))
    minute = lines[line % len(lines)] if lines else note(meeting, words)
    given_words: dict[str, Any] = {"minute": minute, **AT}
    if act == "write":
        note(meeting, words)
    elif act == "amend":
        actions.amend_minute(text=words, readers="body", expected_version=minute.version, **given_words)
    elif act == "strike":
        actions.strike_minute(expected_version=minute.version, **given_words)
    elif act == "propose":
        actions.propose_edit(proposed=words, by_person=someone("Jo Hazel"), **given_words)
    elif act in ("take", "leave"):
        for edit in ProposedEdit.objects.filter(minute__meeting=meeting, state="open"):
            version = Minute.objects.get(pk=edit.minute_id).version
            actions.settle_edit(edit=edit, take=act == "take", expected_version=version, **AT)
    elif act == "send":
        sent_out(meeting, at=NOW + timedelta(days=line))
    elif act == "comment":
        actions.comment_on_minute(text=words, by_person=someone("Lena Yarrow"), **given_words)
    elif act == "approve":
        approved(meeting, last)
    else:
        actions.correct_minute(text=words, at_meeting=last, **given_words)


class Watch:
    """What was seen of a body's minutes so far, and what may never change from one look to the next."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.numbers: dict[int, int] = {}
        self.versions: dict[int, Any] = {one.pk: one.content for one in self.kept()}
        self.approved: dict[int, str] = {}
        self.said: dict[int, str] = {}

    def kept(self) -> Any:
        """Every version of the body's minutes."""
        return MinutesVersion.objects.filter(meeting__body=self.body)

    def look(self, *, corrects: bool = False) -> None:
        """Look at everything once more."""
        lines = list(Minute.objects.filter(meeting__body=self.body).prefetch_related("corrections"))
        self._numbers(lines)
        self._versions(lines)
        self._approved(lines, corrects=corrects)

    def _numbers(self, lines: list[Minute]) -> None:
        given_numbers = {one.pk: one.number for one in lines if one.number}
        assert sorted(given_numbers.values()) == list(range(1, len(given_numbers) + 1))
        assert self.numbers.items() <= given_numbers.items()
        self.numbers = given_numbers

    def _versions(self, lines: list[Minute]) -> None:
        kept = {one.pk: one.content for one in self.kept()}
        assert all(kept[key] == content for key, content in self.versions.items())
        now = {one.pk: "" if one.struck_at else words_now(one) for one in lines}
        for key in set(kept) - set(self.versions):
            assert all(one["text"] == now[one["minute"]] for one in kept[key])
        self.versions = kept

    def _approved(self, lines: list[Minute], *, corrects: bool) -> None:
        done = self.kept().filter(kind="approved")
        fixed = {
            one.pk: one.text for one in lines if one.meeting_id in set(done.values_list("meeting", flat=True))
        }
        assert self.approved.items() <= fixed.items()
        assert corrects or all(
            words_now(one) == self.said[one.pk] for one in lines if one.pk in self.approved
        )
        self.approved = fixed
        self.said = {one.pk: words_now(one) for one in lines}
