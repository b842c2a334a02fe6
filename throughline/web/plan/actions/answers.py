"""What leads say of their lines of the plan, and what its keeper makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from throughline.rules.plan.answering import LineNow, Said, refuse_answer, what_follows
from throughline.rules.plan.when import PlanYear
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.decisions.stepping import person_of
from throughline.web.governance.models import Body
from throughline.web.mail.actions import keep_reminders
from throughline.web.mail.reminders import Reminder
from throughline.web.plan.actions.measures import record_measure_value
from throughline.web.plan.actions.plans import record_milestone_update
from throughline.web.plan.actions.rounds import LINK_LASTS
from throughline.web.plan.measures.told import refuse_value
from throughline.web.plan.models import (
    Milestone,
    MilestoneUpdate,
    PlanAnswer,
    UpdateLetter,
    UpdateOfMeeting,
    UpdateQuestion,
)
from throughline.web.plan.rounds.said import QUERY, is_unchanged, said_in
from throughline.web.site.versions import save_changes
from throughline.words.formats import weekday_words
from throughline.words.refusals import Refused


class AnsweredOnce(Refused):
    """A line has an answer that waits or was accepted."""


class RoundOver(Refused):
    """The round takes no answer any more, or its year is closed."""


class MeetingToCome(Refused):
    """Only a meeting that was held has said something."""


class SettledAlready(Refused):
    """An answer is settled once."""


class ReplyLacks(Refused):
    """Whoever asks back, or does not accept, says why."""


@transaction.atomic
def answer_line(
    *,
    question: UpdateQuestion,
    said: Said,
    now: LineNow,
    on: date,
    by: User | None,
    at: datetime,
    count: int | None = None,
    by_link: bool = False,
) -> PlanAnswer:
    """Keep what a lead says of one line, as an answer which the plan's keeper then accepts or not.

    ``now`` is the line as it stands. ``by`` is nobody where the link is the person's.
    Raises RoundOver, AnsweredOnce, AnswerLacks, ValueUnfit and NotCumulative; nothing is changed then.
    """
    made = question.round
    plan = made.plan
    if made.sent_at is None or on > question.letter.expires_on:
        raise RoundOver(f"The round closed on {weekday_words(made.closes_on)}. Write to the secretary.")
    refuse_answer(now, said, on=on, year=PlanYear(plan.year_starts, plan.year_ends))
    if question.answers.filter(state__in=("proposed", "accepted")).exists():
        raise AnsweredOnce(f"{now.code} is answered already. Your first answer was kept.")
    if count is not None:
        refuse_value(question.milestone.objective, now.code, made.quarter_starts, count, on)
    answer = PlanAnswer.objects.create(
        question=question,
        author_id=question.letter.person_id,
        by_link=by_link,
        claim=said.claim,
        words=said.words.strip(),
        forecast=said.forecast.strip(),
        evidence=said.evidence.strip(),
        help_asked=said.help_asked.strip(),
        count=count,
        said_on=on,
        said_at=at,
    )
    _record("plan line answered", answer, plan.partnership, by, at)
    return answer


@transaction.atomic
def accept_answer(
    *, answer: PlanAnswer, on: date, expected_version: int, by: User | None, at: datetime
) -> MilestoneUpdate:
    """Accept what a lead said: it becomes the line's news, which every report reuses.

    Raises SettledAlready, EditedSince, UpdateRefused and NotCumulative.
    """
    _refuse_settled(answer)
    question = answer.question
    follows = what_follows(_line_before(answer), said_in(answer))
    update = record_milestone_update(
        milestone=question.milestone,
        quarter_starts=question.round.quarter_starts,
        told_on=answer.said_on,
        told_by=answer.author,
        is_complete=follows.is_complete,
        forecast=follows.forecast,
        evidence=follows.evidence,
        words=follows.words,
        by=by,
        at=at,
    )
    if answer.count is not None:
        record_measure_value(
            objective=question.milestone.objective,
            code=question.milestone.code,
            quarter_starts=question.round.quarter_starts,
            count=answer.count,
            told_on=answer.said_on,
            told_by=answer.author,
            answer=answer,
            by=by,
            at=at,
        )
    _settle(answer, PlanAnswer.State.ACCEPTED, "", on, expected_version, by, at, update=update)
    return update


@transaction.atomic
def query_answer(
    *, answer: PlanAnswer, question: str, on: date, expected_version: int, by: User | None, at: datetime
) -> PlanAnswer:
    """Ask the lead back: the line is open again on their page, with the question beside it.

    Raises ReplyLacks, SettledAlready and EditedSince.
    """
    return _back(answer, PlanAnswer.State.QUERIED, question, on, expected_version, by, at)


@transaction.atomic
def decline_answer(
    *, answer: PlanAnswer, reason: str, on: date, expected_version: int, by: User | None, at: datetime
) -> PlanAnswer:
    """Do not accept what a lead said, with the reason; the line is open again on their page.

    Raises ReplyLacks, SettledAlready and EditedSince.
    """
    return _back(answer, PlanAnswer.State.DECLINED, reason, on, expected_version, by, at)


def _back(
    answer: PlanAnswer, state: str, reply: str, on: date, version: int, by: User | None, at: datetime
) -> PlanAnswer:
    _refuse_settled(answer)
    if not reply.strip():
        raise ReplyLacks(f"{answer.question.milestone.code}: write what you ask, or why it is not accepted.")
    _settle(answer, state, reply, on, version, by, at)
    letter = UpdateLetter.objects.get(pk=answer.question.letter_id)
    letter.expires_on = max(letter.expires_on, on + LINK_LASTS)
    letter.save(update_fields=["expires_on"])
    reminder = Reminder(
        person_id=letter.person_id,
        kind=QUERY,
        about=f"plan-letter:{letter.pk}",
        sentence=f"There is a question about line {answer.question.milestone.code} of the plan.",
        path="",
        once=f"plan-answer:{answer.pk}:{state}",
    )
    keep_reminders(partnership=answer.question.round.plan.partnership, reminders=[reminder], by=by, at=at)
    return answer


@transaction.atomic
def accept_unchanged_answers(
    *,
    partnership: Partnership,
    answers: Sequence[PlanAnswer],
    on: date,
    by: User | None,
    at: datetime,
) -> int:
    """Accept at once every answer that says no change or on course, and brings no figure; answers how many.

    One more event tells of all.
    """
    unchanged = [one for one in answers if is_unchanged(one)]
    for answer in unchanged:
        accept_answer(answer=answer, on=on, expected_version=answer.version, by=by, at=at)
    record_event(
        by=by,
        at=at,
        what="unchanged plan answers accepted",
        thing=partnership,
        partnership=partnership,
        detail={"answers": [one.pk for one in unchanged]},
    )
    return len(unchanged)


@transaction.atomic
def record_update_of_meeting(
    *,
    milestone: Milestone,
    body: Body,
    held_on: date,
    quarter_starts: date,
    told_on: date,
    words: str,
    by: User | None,
    at: datetime,
    is_complete: bool = False,
    forecast: str = "",
    evidence: str = "",
) -> MilestoneUpdate:
    """Record what a meeting said of a line of the plan; the update names the meeting as its source.

    Raises UpdateRefused, ReplyLacks where no words were noted, and MeetingToCome.
    """
    if not words.strip():
        raise ReplyLacks(f"{milestone.code}: write what the meeting said of it.")
    if held_on > told_on:
        raise MeetingToCome(
            f"The meeting of {weekday_words(held_on)} is still to come. Choose one that was held."
        )
    update = record_milestone_update(
        milestone=milestone,
        quarter_starts=quarter_starts,
        told_on=told_on,
        told_by=person_of(by, milestone.plan.partnership),
        is_complete=is_complete,
        forecast=forecast,
        evidence=evidence,
        words=words.strip(),
        by=by,
        at=at,
    )
    UpdateOfMeeting.objects.create(update=update, body=body, held_on=held_on)
    record_event(
        by=by,
        at=at,
        what="update told at a meeting",
        thing=update,
        partnership=milestone.plan.partnership,
        detail={"milestone": milestone.code, "body": body.code, "meeting": str(held_on)},
    )
    return update


def _line_before(answer: PlanAnswer) -> LineNow:
    """The line of an answer as the news before it told."""
    milestone = answer.question.milestone
    last = milestone.updates.filter(told_on__lte=answer.said_on).order_by("told_on", "pk").last()
    return LineNow(
        code=milestone.code,
        due=None,
        said_on=last.told_on if last else None,
        forecast=last.forecast if last else "",
    )


def _refuse_settled(answer: PlanAnswer) -> None:
    if answer.state != PlanAnswer.State.PROPOSED:
        raise SettledAlready(
            f"The answer on {answer.question.milestone.code} was settled already. Nothing was changed."
        )


def _settle(
    answer: PlanAnswer,
    state: str,
    reply: str,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
    update: MilestoneUpdate | None = None,
) -> None:
    partnership = answer.question.round.plan.partnership
    save_changes(
        answer,
        expected_version=expected_version,
        state=state,
        reply=reply.strip(),
        settled_by=person_of(by, partnership),
        settled_on=on,
        update=update,
    )
    _record(f"plan answer {state}", answer, partnership, by, at)


def _record(what: str, answer: PlanAnswer, partnership: Partnership, by: User | None, at: datetime) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=answer,
        partnership=partnership,
        subjects=[f"person:{answer.author_id}"],
        detail={"milestone": answer.question.milestone.code, "claim": str(answer.claim)},
    )
