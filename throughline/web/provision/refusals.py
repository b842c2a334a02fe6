"""What this room refuses, and the checks that several of its actions share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from throughline.web.access.models import Partnership
from throughline.web.governance.queries import terms_on
from throughline.words.cohorts import COHORTS
from throughline.words.formats import day_words, list_words
from throughline.words.refusals import Refused


class UnknownPathway(Refused):
    """The terms name no such pathway."""


class UnknownCohort(Refused):
    """Nobody has named such a group of people."""


class NotYet(Refused):
    """What is recorded has happened."""


class SaysTooLittle(Refused):
    """Something that a reader needs was left out."""


class NotInDirectory(Refused):
    """What was evaluated is no service of the directory."""


class DaysOutOfOrder(Refused):
    """What ends, ends after it begins."""


class ChangedMeanwhile(Refused):
    """Somebody else changed it since it was looked at."""


class ThereAlready(Refused):
    """It stands there already."""


class OfAnotherPartnership(Refused):
    """What belongs together is of one partnership."""


def next_number(rows: QuerySet[Any]) -> int:
    """The number after the last that was given; 1 for the first."""
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def refuse_unknown_pathway(partnership: Partnership, code: str, on: date) -> None:
    """Nothing if the terms of the day name the pathway. Raises UnknownPathway."""
    known = {one.id: one.name for one in terms_on(partnership, on).pathways}
    if code not in known:
        raise UnknownPathway(
            f"“{code}” is no pathway of {partnership.name}. "
            f"Choose one of {list_words(sorted(known.values()), joining='or')}. Nothing was changed."
        )


def refuse_unknown_cohorts(cohorts: Iterable[str]) -> None:
    """Nothing if every cohort has a name. Raises UnknownCohort."""
    for one in cohorts:
        if one and one not in COHORTS:
            raise UnknownCohort(
                f"“{one}” is no cohort. Choose one of {list_words(list(COHORTS), joining='or')}. "
                "Nothing was changed."
            )


def refuse_days_to_come(day: date, at: datetime, what: str) -> None:
    """Nothing if the day has come. Raises NotYet."""
    if day > at.date():
        raise NotYet(f"{what} on {day_words(day)} has not come yet. Give today or an earlier day.")


def refuse_out_of_order(first: date, last: date | None, what: str) -> None:
    """Nothing if the last day is not before the first. Raises DaysOutOfOrder."""
    if last is not None and last < first:
        raise DaysOutOfOrder(
            f"{what} cannot end on {day_words(last)}, before it begins on {day_words(first)}. "
            "Nothing was changed."
        )


def refuse_empty(words: str, sentence: str) -> None:
    """Nothing if there are words. Raises SaysTooLittle."""
    if not words.strip():
        raise SaysTooLittle(f"{sentence} Nothing was changed.")


def refuse_another_partnership(partnership: Partnership, *things: Any) -> None:
    """Nothing if everything is of this partnership. Raises OfAnotherPartnership."""
    for one in things:
        if one is not None and one.partnership_id != partnership.pk:
            raise OfAnotherPartnership(f"{one} is not of {partnership.name}. Nothing was changed.")
