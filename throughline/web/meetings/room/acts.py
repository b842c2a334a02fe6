"""What each button of the room does: the name of an act, and the action behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.access.models import Agency, Person, User
from throughline.web.meetings import actions
from throughline.web.meetings.models import AgendaItem, Attendance, Interest, Meeting, Motion
from throughline.web.meetings.room_choices import settling_chosen
from throughline.words.formats import list_words
from throughline.words.refusals import Refused


class NothingChosen(Refused):
    """A button needs something chosen or typed beside it."""


class ItemsNotTaken(Refused):
    """A meeting is to be closed with items that nobody took up, and nobody said that this is meant."""


@dataclass(frozen=True)
class Pressed:
    """One press: on which meeting, with what typed, by whom and when."""

    meeting: Meeting
    parts: tuple[str, ...]
    typed: Mapping[str, str]
    by: User | None
    at: datetime

    @property
    def told(self) -> dict[str, Any]:
        """By whom and when, as every action asks it."""
        return {"by": self.by, "at": self.at}

    def word(self, name: str) -> str:
        """Something typed, or nothing."""
        return self.typed.get(name, "").strip()

    def version(self) -> int:
        """The version of the meeting that the page showed."""
        return int(self.word("version") or 0)


def press(meeting: Meeting, typed: Mapping[str, str], *, by: User | None, at: datetime) -> str:
    """Do what a button asks, and say where the page goes on: the id of a part of it.

    Raises whatever the action refuses, and NothingChosen.
    """
    name, *parts = typed.get("do", "").split("|")
    act = ACTS.get(name)
    if act is None:
        raise NothingChosen(_("That button is not known. Nothing was changed."))
    return act(Pressed(meeting, tuple(parts), typed, by, at))


def _open(one: Pressed) -> str:
    actions.open_session(meeting=one.meeting, expected_version=one.version(), **one.told)
    return "room"


def _resume(one: Pressed) -> str:
    actions.resume(meeting=one.meeting, expected_version=one.version(), **one.told)
    return "room"


def _adjourn(one: Pressed) -> str:
    day = one.word("resumes_on")
    actions.adjourn(
        meeting=one.meeting, because=one.word("because"), resumes_on=_day(day) if day else None, **one.told
    )
    return "room"


def _close(one: Pressed) -> str:
    if one.word("without") != "yes" and (waiting := _not_taken(one.meeting)):
        raise ItemsNotTaken(
            ngettext(
                "Item %(items)s was never taken up: take it up, or close the meeting without it.",
                "Items %(items)s were never taken up: take them up, or close the meeting without them.",
                len(waiting),
            )
            % {"items": list_words(waiting)}
        )
    actions.close_session(meeting=one.meeting, expected_version=one.version(), **one.told)
    return "room"


def _not_taken(meeting: Meeting) -> list[str]:
    """The numbers of the items in force that nobody took up, in order."""
    rows = meeting.items.filter(withdrawn_at=None, opened_at=None, closed_at=None).order_by("position")
    return [item.number or str(item.position) for item in rows]


def _abandon(one: Pressed) -> str:
    actions.abandon(meeting=one.meeting, expected_version=one.version(), **one.told)
    return "room"


def _arrive(one: Pressed) -> str:
    """Whoever is expected by the button beside the seat; anybody else by what was chosen."""
    seat = one.parts[0] if one.parts else one.word("seat")
    who = one.parts[1] if len(one.parts) > 1 else one.word("person")
    actions.arrive(
        meeting=one.meeting,
        person=_person(one, who),
        seat=seat,
        is_remote="remote" in one.parts[2:] or one.word("remote") == "yes",
        **one.told,
    )
    return "who"


def _leave(one: Pressed) -> str:
    actions.leave(meeting=one.meeting, attendance=_row(one, one.parts[0]), **one.told)
    return "who"


def _take(one: Pressed) -> str:
    return _at(actions.take_item(item=_item(one), **one.told))


def _close_item(one: Pressed) -> str:
    return _at(actions.close_item(item=_item(one), **one.told))


def _note(one: Pressed) -> str:
    item = _item(one)
    actions.note_in_room(item=item, text=one.word("note"), once=one.word("once"), **one.told)
    return _at(item)


def _decide(one: Pressed) -> str:
    item = _item(one)
    actions.decide_in_room(
        item=item,
        text=one.word("decision"),
        once=one.word("once"),
        settles=settling_chosen(one.meeting, one.word("settles"), one.word("rescinds")),
        **one.told,
    )
    return _at(item)


def _move(one: Pressed) -> str:
    item = _item(one)
    mover, seconder = (
        _row(one, one.word(name)) if one.word(name) else None for name in ("mover", "seconder")
    )
    actions.put_motion(
        item=item,
        text=one.word("decision"),
        matter=one.word("matter"),
        mover=mover,
        seconder=seconder,
        once=one.word("once"),
        **one.told,
    )
    return _at(item)


def _vote(one: Pressed) -> str:
    motion = _motion(one)
    actions.cast_vote(motion=motion, attendance=_row(one, one.parts[1]), says=one.parts[2], **one.told)
    return _at(motion.item)


def _take_back(one: Pressed) -> str:
    motion = _motion(one)
    actions.take_back_vote(motion=motion, elector=one.parts[1], **one.told)
    return _at(motion.item)


def _count(one: Pressed) -> str:
    motion = _motion(one)
    actions.close_motion(motion=motion, casting=one.word("casting"), **one.told)
    return _at(motion.item)


def _withdraw(one: Pressed) -> str:
    motion = _motion(one)
    actions.withdraw_motion(motion=motion, **one.told)
    return _at(motion.item)


def _assign(one: Pressed) -> str:
    item = _item(one)
    if not one.word("owner"):
        raise NothingChosen(_("Choose who is to do it. Nothing was changed."))
    kind, _sign, code = one.word("owner").partition(":")
    person = _person(one, code) if kind == "person" else None
    agency = person.agency if person else Agency.objects.filter(
        partnership=one.meeting.body.partnership, code=code
    ).first()  # fmt: skip
    if agency is None:
        raise NothingChosen(_("Choose who is to do it. Nothing was changed."))
    actions.assign_in_room(
        item=item,
        text=one.word("action"),
        owner_agency=agency,
        owner=person,
        due=_day(one.word("due")),
        once=one.word("once"),
        **one.told,
    )
    return _at(item)


def _interest(one: Pressed) -> str:
    item = _item(one)
    actions.declare_interest(
        item=item,
        attendance=_row(one, one.word("whose")),
        leaves_the_room=one.word("leaves") == "yes",
        **one.told,
    )
    return _at(item)


def _back(one: Pressed) -> str:
    found = Interest.objects.filter(pk=_number(one.parts[0]), item__meeting=one.meeting)
    interest = found.select_related("item__meeting", "attendance__person").first()
    if interest is None:
        raise NothingChosen(_("That interest is not recorded here. Nothing was changed."))
    actions.withdraw_interest(interest=interest, **one.told)
    return _at(interest.item)


def _preside(one: Pressed) -> str:
    actions.choose_presiding(
        meeting=one.meeting,
        attendance=_row(one, one.word("presides")),
        because=one.word("preside_because"),
        **one.told,
    )
    return "room"


ACTS: Mapping[str, Callable[[Pressed], str]] = {
    "open": _open,
    "resume": _resume,
    "adjourn": _adjourn,
    "close": _close,
    "abandon": _abandon,
    "arrive": _arrive,
    "leave": _leave,
    "take": _take,
    "close-item": _close_item,
    "note": _note,
    "decide": _decide,
    "move": _move,
    "vote": _vote,
    "take-back": _take_back,
    "count": _count,
    "withdraw": _withdraw,
    "assign": _assign,
    "interest": _interest,
    "back": _back,
    "preside": _preside,
}
"""Every act of the room by the name that its button sends, with numbers after a bar."""


def _at(item: AgendaItem) -> str:
    return f"item-{item.pk}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NothingChosen(_("Give the day, for example 2026-04-24. Nothing was changed.")) from None


def _item(one: Pressed) -> AgendaItem:
    found = AgendaItem.objects.filter(pk=_number(one.parts[0]) if one.parts else 0, meeting=one.meeting)
    item = found.select_related("meeting__body__partnership").first()
    if item is None:
        raise NothingChosen(_("That item is not on this agenda. Nothing was changed."))
    return item


def _motion(one: Pressed) -> Motion:
    found = Motion.objects.filter(pk=_number(one.parts[0]) if one.parts else 0, item__meeting=one.meeting)
    motion = found.select_related("item__meeting__body__partnership").first()
    if motion is None:
        raise NothingChosen(_("That motion was not put at this meeting. Nothing was changed."))
    return motion


def _row(one: Pressed, number: str) -> Attendance:
    found = Attendance.objects.filter(pk=_number(number), meeting=one.meeting)
    row = found.select_related("person", "agency").first()
    if row is None:
        raise NothingChosen(_("Choose somebody who is here. Nothing was changed."))
    return row


def _person(one: Pressed, number: str) -> Person:
    found = Person.objects.filter(pk=_number(number), partnership=one.meeting.body.partnership)
    person = found.select_related("agency").first()
    if person is None:
        raise NothingChosen(_("Choose who arrives. Nothing was changed."))
    return person
