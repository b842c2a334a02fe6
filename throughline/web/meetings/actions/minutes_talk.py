"""What is said of a draft: words the chair proposes, members' comments, and who may read a paragraph."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from throughline.web.access.models import Person, User
from throughline.web.meetings.actions.minutes import MinuteEmpty, WordsFixed
from throughline.web.meetings.minutes.steps import MinutesNotThere, comments_close_on, must_allow
from throughline.web.meetings.models import Comment, Minute, ProposedEdit
from throughline.web.meetings.told import tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class NothingProposed(Refused):
    """A proposal gives other words than those that stand."""


class EditSettled(Refused):
    """A proposal is taken or left once."""


class CommentsClosed(Refused):
    """Comments are taken until the day on which they close."""


class CommentAnswered(Refused):
    """A comment is answered once."""


@transaction.atomic
def propose_edit(
    *, minute: Minute, proposed: str, by_person: Person, by: User | None, at: datetime
) -> ProposedEdit:
    """Propose other words for a minute of a draft; the same words proposed again are one proposal.

    Raises NothingProposed, WordsFixed for a decision or an action, MinutesNotThere and MinutesApproved.
    """
    must_allow(minute.meeting, "propose")
    minute.refresh_from_db()
    words = proposed.strip()
    if minute.decision_id or minute.action_id:
        raise WordsFixed("A decision and an action keep the words they were recorded in.")
    if minute.struck_at:
        raise MinutesNotThere("This minute was struck out. Nothing was changed.")
    if not words or words == minute.text:
        raise NothingProposed("These are the words that stand. Write them as you would have them.")
    edit, is_new = ProposedEdit.objects.get_or_create(
        minute=minute,
        proposed=words,
        by_person=by_person,
        state=ProposedEdit.State.OPEN,
        defaults={"was": minute.text, "proposed_at": at},
    )
    if is_new:
        tell(minute.meeting, "edit proposed", by=by, at=at, minute=minute.pk, edit=edit.pk)
    return edit


@transaction.atomic
def settle_edit(
    *, edit: ProposedEdit, take: bool, expected_version: int, by: User | None, at: datetime
) -> ProposedEdit:
    """Take the words that the chair proposed, or leave them; the proposal stays on record.

    ``expected_version`` is the minute's. Raises EditSettled, MinutesApproved and EditedSince.
    """
    minute = edit.minute
    must_allow(minute.meeting, "settle")
    state = ProposedEdit.State.TAKEN if take else ProposedEdit.State.LEFT
    still_open = ProposedEdit.objects.filter(pk=edit.pk, state=ProposedEdit.State.OPEN)
    if not still_open.update(state=state, settled_at=at):
        raise EditSettled("This proposal was taken or left already. Nothing was changed.")
    if take:
        save_changes(minute, expected_version=expected_version, text=edit.proposed)
    edit.refresh_from_db()
    tell(minute.meeting, f"edit {state}", by=by, at=at, minute=minute.pk, edit=edit.pk)
    return edit


@transaction.atomic
def comment_on_minute(
    *, minute: Minute, text: str, by_person: Person, by: User | None, at: datetime
) -> Comment:
    """Say something of a circulated minute while comments are open; a double click says it once.

    Raises CommentsClosed, MinuteEmpty, MinutesNotThere and MinutesApproved.
    """
    meeting = minute.meeting
    must_allow(meeting, "comment")
    closes = comments_close_on(meeting)
    if closes is None or timezone.localdate(at) > closes:
        day = f" at the end of {day_words(closes)}" if closes else ""
        raise CommentsClosed(
            f"Comments closed{day}. Ask for a change when the next meeting approves the minutes."
        )
    if not text.strip():
        raise MinuteEmpty("The comment has no words. Write what should be said otherwise.")
    comment, is_new = Comment.objects.get_or_create(
        minute=minute,
        by_person=by_person,
        text=text.strip(),
        defaults={"agency": by_person.agency, "said_at": at},
    )
    if is_new:
        tell(meeting, "comment made", by=by, at=at, minute=minute.pk, comment=comment.pk)
    return comment


@transaction.atomic
def answer_comment(*, comment: Comment, answer: str, by: User | None, at: datetime) -> Comment:
    """Answer a comment, once. Raises CommentAnswered, MinuteEmpty, MinutesNotThere and MinutesApproved."""
    must_allow(comment.minute.meeting, "answer")
    if not answer.strip():
        raise MinuteEmpty("The answer has no words. Say what became of the comment.")
    waiting = Comment.objects.filter(pk=comment.pk, answered_at=None)
    if not waiting.update(answer=answer.strip(), answered_at=at):
        raise CommentAnswered("This comment was answered already. Nothing was changed.")
    comment.refresh_from_db()
    tell(comment.minute.meeting, "comment answered", by=by, at=at, comment=comment.pk)
    return comment


@transaction.atomic
def set_minute_readers(
    *, minute: Minute, readers: str, expected_version: int, by: User | None, at: datetime
) -> Minute:
    """Say who may read an approved paragraph; its words stay. Raises MinutesNotThere and EditedSince."""
    must_allow(minute.meeting, "restrict")
    save_changes(minute, expected_version=expected_version, readers=readers)
    tell(minute.meeting, "minute’s readers set", by=by, at=at, minute=minute.pk, readers=readers)
    return minute
