"""Asking leads how their lines of the plan go: a round is prepared, looked at, and sent once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from throughline.rules.plan.answering import answers_until
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.decisions.chase.links import new_reference
from throughline.web.mail.actions import keep_reminders
from throughline.web.plan.models import DeliveryPlan, Milestone, UpdateLetter, UpdateQuestion, UpdateRound
from throughline.web.plan.rounds.links import letter_reminder, path_of, refuse_ended
from throughline.words.formats import weekday_words
from throughline.words.periods import quarters, year_holding
from throughline.words.refusals import Refused

REPORTED_FOR = timedelta(days=92)
"""How long after a plan's year its last quarter may still be asked about."""
LINK_LASTS = timedelta(days=7)
"""How long a link made by hand works at least."""


class NobodyAsked(Refused):
    """A round asks at least one named person about one line."""


class AskedAlready(Refused):
    """Each quarter of a plan has one round, which is sent once."""


class RoundUnfit(Refused):
    """The days or the quarter of a round cannot be."""


@dataclass(frozen=True)
class ToAsk:
    """One line, the organisation that leads it, and the person who is asked."""

    milestone: Milestone
    agency: Agency
    person: Person


@transaction.atomic
def prepare_update_round(
    *,
    plan: DeliveryPlan,
    quarter_starts: date,
    opens_on: date,
    closes_on: date,
    asked: Sequence[ToAsk],
    by: User | None,
    at: datetime,
) -> UpdateRound:
    """Prepare one letter for each person, with all the lines they are asked about; nothing is sent yet.

    Raises RoundUnfit, AskedAlready and NobodyAsked.
    """
    number = _quarter_number(plan, quarter_starts)
    if opens_on > plan.year_ends + REPORTED_FOR:
        raise RoundUnfit(
            f"The year {plan.year} is closed: its last quarter was reported. Ask about a later year."
        )
    if closes_on <= opens_on:
        raise RoundUnfit(f"The round opens on {weekday_words(opens_on)}. Let it close on a later day.")
    if not asked:
        raise NobodyAsked("No line has a person to ask. Choose a person for at least one organisation.")
    if UpdateRound.objects.filter(plan=plan, number=number).exists():
        raise AskedAlready(f"Quarter {number} of {plan.year} has its round already. Open that one.")
    made = UpdateRound.objects.create(
        plan=plan,
        number=number,
        quarter_starts=quarter_starts,
        opens_on=opens_on,
        closes_on=closes_on,
        made_at=at,
    )
    letters = _letters(made, asked)
    UpdateQuestion.objects.bulk_create(
        UpdateQuestion(round=made, letter=letters[one.person.pk], milestone=one.milestone, agency=one.agency)
        for one in asked
    )
    record_event(
        by=by,
        at=at,
        what="update round prepared",
        thing=made,
        partnership=plan.partnership,
        subjects=sorted(f"person:{person}" for person in letters),
        detail={"plan": plan.year, "quarter": number, "lines": len(asked), "people": len(letters)},
    )
    return made


def _letters(made: UpdateRound, asked: Iterable[ToAsk]) -> dict[int, UpdateLetter]:
    people = dict.fromkeys(one.person.pk for one in asked)
    UpdateLetter.objects.bulk_create(
        UpdateLetter(
            round=made, person_id=person, reference=new_reference(), expires_on=answers_until(made.closes_on)
        )
        for person in people
    )
    return {one.person_id: one for one in UpdateLetter.objects.filter(round=made)}


def _quarter_number(plan: DeliveryPlan, starts: date) -> int:
    found = [one.first for one in quarters(year_holding(plan.year_starts, f"{plan.year_starts:%m-%d}"))]
    if starts not in found:
        raise RoundUnfit(f"{weekday_words(starts)} begins no quarter of {plan.year}. Choose one of its four.")
    return found.index(starts) + 1


@transaction.atomic
def send_update_round(*, asked: UpdateRound, by: User | None, at: datetime) -> int:
    """Hand every letter of a round to the messages, each with its link made at the moment of sending.

    Answers how many. Raises AskedAlready.
    """
    if not UpdateRound.objects.filter(pk=asked.pk, sent_at__isnull=True).update(sent_at=at):
        raise AskedAlready("This round was sent already. Nothing was sent twice.")
    asked.refresh_from_db()
    partnership = asked.plan.partnership
    letters = list(asked.letters.prefetch_related("questions"))
    reminders = [letter_reminder(one, len(one.questions.all()), asked.closes_on, "opens") for one in letters]
    keep_reminders(partnership=partnership, reminders=reminders, by=by, at=at)
    record_event(
        by=by,
        at=at,
        what="update round sent",
        thing=asked,
        partnership=partnership,
        detail={"plan": asked.plan.year, "quarter": asked.number, "letters": len(letters)},
    )
    return len(letters)


@transaction.atomic
def make_plan_link_by_hand(*, letter: UpdateLetter, made_on: date, by: User | None, at: datetime) -> str:
    """Make a new link to pass on by hand, and answer its address; the one made before ends.

    Raises NoLongerTheirs. The event says who took it.
    """
    letter.expires_on = max(letter.expires_on, made_on + LINK_LASTS)
    refuse_ended(letter, made_on)
    letter.reference = new_reference()
    letter.link_shown_at = at
    letter.save(update_fields=["reference", "expires_on", "link_shown_at"])
    record_event(
        by=by,
        at=at,
        what="plan answer link made to pass on by hand",
        thing=letter,
        partnership=letter.round.plan.partnership,
        subjects=[f"person:{letter.person_id}"],
        detail={"quarter": letter.round.number, "until": str(letter.expires_on)},
    )
    return path_of(letter)
