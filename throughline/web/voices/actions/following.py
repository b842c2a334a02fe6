"""What follows on a record: times held, who is reached, last days, and people asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from throughline.rules.decision_states import IN_FORCE
from throughline.rules.voices import sunset_state
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.decisions.models import Decision
from throughline.web.decisions.standing import person_of, state_of
from throughline.web.voices.models import Engagement, Nomination, SunsetChange, TimeHeld, ToReach
from throughline.web.voices.telling import record_heard
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class FollowingRefused(Refused):
    """What follows on a record agrees with it."""


@transaction.atomic
def record_time_held(
    *,
    engagement: Engagement,
    held_on: date,
    on: date,
    by: User | None,
    at: datetime,
    came: int | None = None,
    place: str = "",
) -> TimeHeld:
    """Record that something which comes round was held. Raises FollowingRefused."""
    if engagement.times is None:
        raise FollowingRefused("It does not come round. Say how often it does, then record the time.")
    if not engagement.held_from <= held_on <= on:
        raise FollowingRefused(f"Give a day from {day_words(engagement.held_from)} to {day_words(on)}.")
    if engagement.times_held.filter(held_on=held_on).exists():
        raise FollowingRefused(f"{day_words(held_on)} is recorded already. Nothing was changed.")
    made = TimeHeld.objects.create(engagement=engagement, held_on=held_on, came=came, place=place.strip())
    record_heard("voice held", engagement, by, at, on=str(held_on))
    return made


@transaction.atomic
def name_to_reach(
    *, engagement: Engagement, names: Iterable[str], by: User | None, at: datetime
) -> list[ToReach]:
    """Name who is to be reached, such as every prison; none is named twice. Raises FollowingRefused."""
    known = {one.casefold() for one in engagement.to_reach.values_list("name", flat=True)}
    new = [one for one in dict.fromkeys(map(str.strip, names)) if one and one.casefold() not in known]
    if not new:
        raise FollowingRefused("Every one of these is named already. Nothing was changed.")
    made = ToReach.objects.bulk_create([ToReach(engagement=engagement, name=one[:120]) for one in new])
    record_heard("to be reached named", engagement, by, at, count=len(made))
    return made


@transaction.atomic
def record_reached(
    *,
    engagement: Engagement,
    names: Iterable[str],
    reached_on: date,
    on: date,
    by: User | None,
    at: datetime,
    hours: int | None = None,
) -> int:
    """Record which of those named were reached on a day; how many. Raises FollowingRefused."""
    if reached_on > on:
        raise FollowingRefused(f"{day_words(reached_on)} has not come yet. Give today or an earlier day.")
    rows = engagement.to_reach.filter(name__in=list(names), reached_on=None)
    count = rows.update(reached_on=reached_on, hours=hours)
    if not count:
        raise FollowingRefused("Choose one or more that are still to be reached. Nothing was changed.")
    record_heard("reached", engagement, by, at, count=count, on=str(reached_on))
    return count


@transaction.atomic
def move_sunset(
    *, engagement: Engagement, to: date, decision: Decision, on: date, by: User | None, at: datetime
) -> SunsetChange:
    """Give a group a later last day, by a decision that holds. Raises FollowingRefused. Source: rule R49."""
    was = _sunset(engagement, decision, on)
    if to <= was:
        raise FollowingRefused(f"It ends on {day_words(was)}. Give a later day, or end it.")
    return _changed(engagement, was, to, decision, on, by, at)


@transaction.atomic
def end_engagement(
    *, engagement: Engagement, decision: Decision, on: date, by: User | None, at: datetime
) -> SunsetChange:
    """End a group that was to end, by a decision that holds. Raises FollowingRefused. Source: rule R49."""
    return _changed(engagement, _sunset(engagement, decision, on), None, decision, on, by, at)


def _sunset(engagement: Engagement, decision: Decision, on: date) -> date:
    state = sunset_state(engagement.sunset, ended_on=engagement.ended_on, on=on)
    if engagement.sunset is None or state in ("ended", "no sunset"):
        raise FollowingRefused("It has no last day that could be moved, or has ended. Nothing was changed.")
    if state_of(decision, on=on) not in IN_FORCE or decision.body.partnership_id != engagement.partnership_id:
        raise FollowingRefused(
            f"Decision {decision.number} does not hold. A last day moves by a decision that does."
        )
    return engagement.sunset


def _changed(
    engagement: Engagement,
    was: date,
    to: date | None,
    decision: Decision,
    on: date,
    by: User | None,
    at: datetime,
) -> SunsetChange:
    made = SunsetChange.objects.create(
        engagement=engagement,
        was=was,
        to=to,
        told_on=on,
        decision=decision,
        by=person_of(by, engagement.partnership),
    )
    engagement.sunset, engagement.ended_on = to or was, None if to else on
    engagement.version += 1
    engagement.save(update_fields=["sunset", "ended_on", "version"])
    record_heard(
        "last day moved" if to else "voice ended", engagement, by, at, was=str(was), to=str(to or "")
    )
    return made


@transaction.atomic
def ask_nominations(
    *,
    engagement: Engagement,
    agencies: Iterable[Agency],
    due: date,
    on: date,
    by: User | None,
    at: datetime,
) -> list[Nomination]:
    """Ask organisations to name somebody by a day; those asked already are not asked again.

    Raises FollowingRefused. Source: Pan-Dorset terms of reference (representatives as tasked).
    """
    if due < on:
        raise FollowingRefused(f"{day_words(due)} is past. Give today or a later day to answer by.")
    asked = set(engagement.nominations.values_list("agency", flat=True))
    new = [one for one in dict.fromkeys(agencies) if one.pk not in asked]
    if not new:
        raise FollowingRefused("Every one of these organisations is asked already. Nothing was changed.")
    made = Nomination.objects.bulk_create(
        [Nomination(engagement=engagement, agency=one, asked_on=on, due=due) for one in new]
    )
    record_heard("nominations asked", engagement, by, at, count=len(made), due=str(due))
    return made


@transaction.atomic
def answer_nomination(
    *,
    nomination: Nomination,
    answer: str,
    on: date,
    by: User | None,
    at: datetime,
    post: str = "",
    person: Person | None = None,
    words: str = "",
) -> Nomination:
    """Record whom an organisation names, or that it can name nobody and why. Raises FollowingRefused."""
    if nomination.answered_on is not None:
        raise FollowingRefused(
            f"It was answered on {day_words(nomination.answered_on)}. Nothing was changed."
        )
    if answer == Nomination.Answer.NAMED and not post.strip():
        raise FollowingRefused("Give the post of whoever is named.")
    if answer == Nomination.Answer.NOBODY and not words.strip():
        raise FollowingRefused("Say why nobody can be named.")
    nomination.answer, nomination.answered_on = answer, on
    nomination.post, nomination.person, nomination.words = post.strip(), person, words.strip()
    nomination.by = person_of(by, nomination.engagement.partnership)
    nomination.save(update_fields=["answer", "answered_on", "post", "person", "words", "by"])
    subjects = [f"person:{person.pk}"] if person else []
    record_event(
        by=by,
        at=at,
        what="nomination answered",
        thing=nomination.engagement,
        partnership=nomination.engagement.partnership,
        subjects=subjects,
        detail={"number": nomination.engagement.number, "agency": nomination.agency.code, "answer": answer},
    )
    return nomination
