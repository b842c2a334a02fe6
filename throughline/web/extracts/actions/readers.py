"""Who reads the extracts of a partnership, from when to when, and its end."""

from __future__ import annotations

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext as _

from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.decisions.standing import person_of
from throughline.web.extracts.models import ExtractReader
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

LONGEST = relativedelta(months=12)


class NotOneself(Refused):
    """Nobody lets themselves read about single persons."""


class ReaderNeedsReason(Refused):
    """Somebody is to read about single persons, and nobody says what for."""


class ReaderTooLong(Refused):
    """A reader of extracts is appointed for twelve months at most, and not for days that are over."""


class ReadsAlready(Refused):
    """The person reads extracts on those days already."""


class NoLongerReads(Refused):
    """That reading was ended before."""


@transaction.atomic
def appoint_reader(
    *, person: Person, from_on: date, until_on: date, why: str, by: User | None, at: datetime
) -> ExtractReader:
    """Let a person read the extracts of their partnership; both days are counted in.

    Raises NotOneself, ReaderNeedsReason, ReaderTooLong (over twelve months, or an end before the beginning)
    and ReadsAlready.
    """
    _refuse_days(from_on, until_on)
    if not why.strip():
        raise ReaderNeedsReason(_("Say what the person reads the extracts for. Nothing was saved."))
    if by is not None and person.user_id == by.pk:
        raise NotOneself(_("Somebody else appoints you. Ask the other office. Nothing was saved."))
    Person.objects.select_for_update().get(pk=person.pk)
    _refuse_twice(person, from_on, until_on)
    reader = ExtractReader.objects.create(
        person=person,
        from_on=from_on,
        until_on=until_on,
        why=why.strip(),
        appointed_by=person_of(by, person.partnership),
    )
    record_event(
        by=by,
        at=at,
        what="reader of extracts appointed",
        thing=reader,
        partnership=person.partnership,
        detail={"from": from_on.isoformat(), "until": until_on.isoformat()},
    )
    return reader


def _refuse_days(from_on: date, until_on: date) -> None:
    if until_on < from_on:
        raise ReaderTooLong(_("The last day is before the first. Nothing was saved."))
    longest = from_on + LONGEST
    if until_on > longest:
        raise ReaderTooLong(
            _("That is more than twelve months. Give %(day)s or an earlier day. Nothing was saved.")
            % {"day": day_words(longest)}
        )


def _refuse_twice(person: Person, from_on: date, until_on: date) -> None:
    others = ExtractReader.objects.filter(
        person=person, ended_at=None, from_on__lte=until_on, until_on__gte=from_on
    )
    if other := others.first():
        raise ReadsAlready(
            _("%(name)s reads the extracts already, until %(day)s. End that first. Nothing was saved.")
            % {"name": person.name, "day": day_words(other.last_day)}
        )


@transaction.atomic
def end_reader(*, reader: ExtractReader, because: str, by: User | None, at: datetime) -> ExtractReader:
    """End what a person reads, from this moment on. Raises NoLongerReads."""
    kept = ExtractReader.objects.select_for_update().get(pk=reader.pk)
    if kept.ended_at is not None:
        raise NoLongerReads(_("That was ended before. Nothing was changed."))
    kept.ended_at, kept.ended_because = at, because.strip()
    kept.save(update_fields=["ended_at", "ended_because"])
    record_event(
        by=by,
        at=at,
        what="reader of extracts ended",
        thing=kept,
        partnership=kept.person.partnership,
        detail={"until": kept.last_day.isoformat()},
    )
    return kept
