"""Minutes go out, are approved and corrected; what may not be done is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.web.meetings.conftest import NOW
from tests.web.meetings.minutes_told import (
    AT,
    INQUORATE,
    approved,
    held_on,
    note,
    seal,
    sent_out,
    someone,
)
from throughline.web.access.models import Event
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.mail.models import Notice
from throughline.web.meetings import actions
from throughline.web.meetings.minutes.steps import MinutesApproved, MinutesNotThere
from throughline.web.meetings.models import Correction, Meeting, Minute, MinutesVersion
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused


@pytest.fixture
def first(group: Body) -> Meeting:
    """A meeting of Monday 16 March, held."""
    return held_on(group, date(2026, 3, 16))


@pytest.fixture
def second(group: Body) -> Meeting:
    """A quorate meeting of Monday 23 March, held."""
    return held_on(group, date(2026, 3, 23))


def test_a_double_click_writes_one_paragraph(first: Meeting) -> None:
    one, two = note(first, once="form-1"), note(first, once="form-1")
    assert one == two
    assert first.minute_lines.count() == 1


def test_a_restricted_item_makes_its_minutes_for_members(first: Meeting) -> None:
    item = first.items.create(position=9, code="x", title="X", asks="note", because="", readers="members")
    assert note(first, item=item).readers == "members"
    assert note(first).readers == "public"


def test_minutes_go_out_numbered_after_every_number_of_the_body(first: Meeting) -> None:
    last = max(Minute.objects.filter(meeting__body=first.body, number__gt=0).values_list("number", flat=True))
    paragraphs = [note(first, "One."), note(first, "Two.")]
    sent_out(first)
    assert [Minute.objects.get(pk=one.pk).number for one in paragraphs] == [last + 1, last + 2]


def test_the_first_time_out_is_the_day_that_rule_keeping_counts(first: Meeting) -> None:
    note(first)
    sent_out(first)
    sent_out(first, at=NOW + timedelta(days=1))
    first.refresh_from_db()
    assert first.minutes_sent_on == NOW.date()


def test_members_and_those_who_came_are_told_once_without_a_word_of_the_minutes(first: Meeting) -> None:
    note(first, "A word that stays inside.")
    version = sent_out(first)
    told = {one.person.name for one in version.recipients.select_related("person")}
    assert {"Jo Hazel", "Ruth Campion", "Kofi Linden"} <= told
    assert version.recipients.count() == len(told)
    sent = Notice.objects.filter(kind="minutes-circulated", once=f"minutes:{version.pk}")
    assert sent.count() == version.recipients.filter(channel="message").count()
    assert not [one for one in sent if "stays inside" in one.words + one.subject]


def test_who_has_no_address_is_listed_to_be_handed_a_copy(first: Meeting) -> None:
    jo, dee = someone("Jo Hazel"), someone("Dee Bramble")
    jo.email, dee.email = "", "dee@barnet.example"
    jo.save()
    dee.save()
    note(first)
    channels = dict(sent_out(first).recipients.values_list("person__name", "channel"))
    assert channels["Jo Hazel"] == "handed"
    assert channels["Dee Bramble"] == "message"


def test_a_quorate_later_meeting_approves_by_a_decision_that_its_own_minutes_have(
    first: Meeting, second: Meeting
) -> None:
    note(first)
    sent_out(first)
    version = approved(first, second)
    assert version.approved_by is not None
    assert version.approved_by.text == "The minutes of 16 March 2026 are approved."
    assert version.approved_by.authority == Decision.Authority.MADE
    assert Minute.objects.get(meeting=second).decision == version.approved_by


def test_approval_tells_which_minutes_changed_since_they_went_out(first: Meeting, second: Meeting) -> None:
    changed = note(first)
    note(first, "Stays.")
    sent_out(first)
    changed.refresh_from_db()
    amended(changed)
    decision = approved(first, second).approved_by
    assert decision is not None
    assert decision.text == (
        "The minutes of 16 March 2026 are approved with the changes made to minute "
        f"{changed.number} since they were circulated."
    )


def test_a_correction_keeps_the_words_that_were_approved(first: Meeting, second: Meeting) -> None:
    wrong = note(first, "Ruth Campion of Youth Offending reported.")
    sent_out(first)
    approved(first, second)
    wrong.refresh_from_db()
    corrected(wrong, second, "Ruth Campion of Barnet Homes reported.")
    corrected(wrong, second, "Ruth Campion of Barnet Homes gave a report.")
    wrong.refresh_from_db()
    assert wrong.text == "Ruth Campion of Youth Offending reported."
    assert [(one.was, one.text) for one in wrong.corrections.all()] == [
        ("Ruth Campion of Youth Offending reported.", "Ruth Campion of Barnet Homes reported."),
        ("Ruth Campion of Barnet Homes reported.", "Ruth Campion of Barnet Homes gave a report."),
    ]


def test_the_chairs_words_are_taken_or_left_and_stay_on_record(first: Meeting) -> None:
    one, two = note(first, "One."), note(first, "Two.")
    taken, left = proposed(one, "Item one."), proposed(two, "Item two.")
    assert proposed(one, "Item one.") == taken
    settled(taken, take=True)
    settled(left, take=False)
    assert [Minute.objects.get(pk=one.pk).text, Minute.objects.get(pk=two.pk).text] == ["Item one.", "Two."]
    assert (taken.was, taken.state, left.state) == ("One.", "taken", "left")


def amended(minute: Minute, text: str = "Other words.", **more: Any) -> Minute:
    given = {"text": text, "readers": "public", "expected_version": minute.version, **AT, **more}
    return actions.amend_minute(minute=minute, **given)


def corrected(minute: Minute, at_meeting: Meeting, text: str) -> Correction:
    return actions.correct_minute(minute=minute, text=text, at_meeting=at_meeting, **AT)


def proposed(minute: Minute, words: str) -> Any:
    return actions.propose_edit(minute=minute, proposed=words, by_person=someone("Jo Hazel"), **AT)


def settled(edit: Any, *, take: bool) -> Any:
    edit.minute.refresh_from_db()
    actions.settle_edit(edit=edit, take=take, expected_version=edit.minute.version, **AT)
    edit.refresh_from_db()
    return edit


def commented(minute: Minute, **more: Any) -> Any:
    given = {"text": "It was the other way round.", "by_person": someone("Lena Yarrow"), **AT, **more}
    return actions.comment_on_minute(minute=minute, **given)


def in_draft(first: Meeting, second: Meeting) -> Minute:
    return note(first)


def out(first: Meeting, second: Meeting) -> Minute:
    written = note(first)
    sent_out(first)
    return Minute.objects.get(pk=written.pk)


def agreed(first: Meeting, second: Meeting) -> Minute:
    written = out(first, second)
    approved(first, second)
    return Minute.objects.get(pk=written.pk)


def a_decision(first: Meeting, second: Meeting) -> Minute:
    made = actions.decide_at_meeting(meeting=first, text="Agreed.", expected_version=first.version, **AT)
    return getattr(made, "minute", None) or note(first, kind="decision", decision=made)


REFUSED: list[tuple[str, Callable[..., Minute], Callable[[Minute, Meeting], Any], type[Refused], str]] = [
    ("approved minutes are not amended", agreed, lambda one, _: amended(one), MinutesApproved,
     "are approved and are not edited any more"),
    ("approved minutes get no new paragraph", agreed, lambda one, _: note(one.meeting), MinutesApproved,
     "A later meeting may decide to correct a minute by its number."),
    ("nothing is struck from approved minutes", agreed,
     lambda one, _: actions.strike_minute(minute=one, expected_version=one.version, **AT), MinutesApproved,
     "are not edited any more"),
    ("approved minutes are not sent out again", agreed, lambda one, _: sent_out(one.meeting), MinutesApproved,
     "are not edited any more"),
    ("minutes are approved once", agreed, lambda one, later: approved(one.meeting, later), MinutesApproved,
     "are not edited any more"),
    ("minutes that have not gone out are not approved", in_draft,
     lambda one, later: approved(one.meeting, later), MinutesNotThere, "Circulate them first."),
    ("minutes that have not gone out take no comments", in_draft, lambda one, _: commented(one),
     MinutesNotThere, "Circulate them first."),
    ("a draft is changed, not corrected", out, lambda one, later: corrected(one, later, "Other."),
     MinutesNotThere, "Change the draft instead."),
    ("a correction changes something", agreed, lambda one, later: corrected(one, later, one.text),
     actions.NothingCorrected, "The correction changes nothing."),
    ("a proposal changes something", in_draft, lambda one, _: proposed(one, one.text),
     actions.NothingProposed, "These are the words that stand."),
    ("a minute has words", in_draft, lambda one, _: amended(one, " "), actions.MinuteEmpty, "strike it out"),
    ("a paragraph has words", in_draft, lambda one, _: note(one.meeting, " "), actions.MinuteEmpty,
     "The minute has no words."),
    ("a decision keeps its words", a_decision, lambda one, _: amended(one), actions.WordsFixed,
     "keep the words they were recorded in"),
    ("the chair proposes no other words for a decision", a_decision, lambda one, _: proposed(one, "Other."),
     actions.WordsFixed, "keep the words they were recorded in"),
    ("comments are late", out, lambda one, _: commented(one, at=NOW + timedelta(days=8)),
     actions.CommentsClosed, "Comments closed at the end of 6 April 2026."),
    ("comments close today at the earliest", in_draft,
     lambda one, _: sent_out(one.meeting, comments_close_on=NOW.date() - timedelta(days=1)),
     actions.CommentsClosePast, "Give today or a later day."),
    ("an earlier meeting approves nothing", out, lambda one, _: approved(one.meeting, one.meeting),
     actions.NotTheNextMeeting, "by a later meeting of the same body that has begun"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "act", "refusal", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_refused_changes_nothing(
    before: Callable[..., Minute],
    act: Callable[[Minute, Meeting], Any],
    refusal: type[Refused],
    sentence: str,
    first: Meeting,
    second: Meeting,
) -> None:
    minute = before(first, second)
    stood = (seal(first), MinutesVersion.objects.count(), Decision.objects.count(), Event.objects.count())
    with pytest.raises(refusal) as told:
        act(minute, second)
    assert sentence in str(told.value)
    now = (seal(first), MinutesVersion.objects.count(), Decision.objects.count(), Event.objects.count())
    assert now == stood


def test_minutes_are_not_approved_while_inquorate(first: Meeting, group: Body) -> None:
    few = held_on(group, date(2026, 3, 24), INQUORATE)
    note(first)
    sent_out(first)
    with pytest.raises(actions.ApprovedInquorate) as told:
        approved(first, few)
    assert str(told.value).startswith(
        "Minutes cannot be approved or corrected by the meeting of 24 March 2026: not quorate: "
        "2 organisations here, 4 needed."
    )
    assert str(told.value).endswith("Leave them to the next quorate meeting.")
    assert not Decision.objects.filter(decided_on=few.held_on).exists()


def test_nothing_goes_out_while_the_chairs_words_wait(first: Meeting) -> None:
    edit = proposed(note(first), "Other.")
    with pytest.raises(actions.EditsWaiting):
        sent_out(first)
    settled(edit, take=False)
    assert sent_out(first).number == 1


def test_a_draft_that_says_nothing_does_not_go_out(first: Meeting) -> None:
    with pytest.raises(actions.NothingWritten):
        sent_out(first)


def test_minutes_are_not_written_before_the_meeting(april: Meeting) -> None:
    with pytest.raises(actions.NotInThisState):
        note(april)


def test_of_two_editors_the_second_is_told_and_nothing_is_lost(first: Meeting) -> None:
    minute = note(first)
    stale = minute.version
    amended(minute, "The first editor's words.")
    with pytest.raises(EditedSince) as told:
        amended(minute, "The second editor's words.", expected_version=stale)
    assert told.value.typed["text"] == "The second editor's words."
    minute.refresh_from_db()
    assert minute.text == "The first editor's words."


@pytest.mark.parametrize("send_on", [sent_out, approved], ids=["sending out", "approving"])
def test_a_draft_that_changed_meanwhile_is_looked_at_again(
    send_on: Callable[..., Any], first: Meeting, second: Meeting
) -> None:
    minute = out(first, second)
    stale = seal(first)
    amended(minute)
    later = (second,) if send_on is approved else ()
    with pytest.raises(EditedSince):
        send_on(first, *later, seen=stale)
    assert first.minutes_versions.count() == 1
