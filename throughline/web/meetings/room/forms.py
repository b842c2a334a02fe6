"""What the secretary types about what happened in the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.rules.circle import Circle, SeatHeld
from throughline.rules.terms.model import in_use
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Person
from throughline.web.decisions.settling import Settling
from throughline.web.meetings.actions import Came
from throughline.web.meetings.forms import Day
from throughline.web.meetings.models import Attendance, Meeting
from throughline.web.meetings.queries import people_and_seats
from throughline.web.site.jinja import long_date
from throughline.words.formats import list_words


@dataclass(frozen=True)
class SeatAtTheTable:
    """One seat of the day: whose it is, who sits in it, who else may come for it, and who came."""

    seat: str
    organisation: str
    post: str
    member: Person | None
    others: tuple[Person, ...]
    came: Attendance | None

    @property
    def here(self) -> str:
        """The name of the tick for the member."""
        return f"here_{self.seat.replace('/', '--')}"

    @property
    def other(self) -> str:
        """The name of the choice of somebody who came for the member, or for a seat without one."""
        return f"other_{self.seat.replace('/', '--')}"


def seats_at_the_table(
    meeting: Meeting, circle: Circle, came: Sequence[Attendance]
) -> tuple[SeatAtTheTable, ...]:
    """The seats of a meeting's day in the order of the terms, in one query."""
    people = people_and_seats(meeting)
    members = {seat: one for one, seat in people if seat}
    seated, names = {one.pk for one in members.values()}, names_in(circle.terms)
    by_seat = {row.seat: row for row in came if row.seat}
    return tuple(
        SeatAtTheTable(
            seat=held.seat,
            organisation=names.get(held.organisation or "", held.organisation or ""),
            post=_post(held),
            member=members.get(held.seat),
            others=tuple(
                one
                for one, _seat in people
                if one.agency and one.agency.code == held.organisation and one.pk not in seated
            ),
            came=by_seat.get(held.seat),
        )
        for held in circle.seats
    )


def _post(held: SeatHeld) -> str:
    posts: tuple[str, ...] | None = in_use(held.entry.post)
    return list_words(posts or (), joining=_now("or"))


class WhoCame(forms.Form):
    """For each seat whether its member is here, or else who came for it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, seats: Sequence[SeatAtTheTable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for one in seats:
            came = one.came.person_id if one.came else None
            if one.member:
                self.fields[one.here] = forms.BooleanField(
                    label=one.member.name, required=False, initial=came == one.member.pk
                )
            if one.others:
                nobody = _now("No deputy") if one.member else _now("Nobody")
                self.fields[one.other] = forms.ChoiceField(
                    label=_now("Deputy") if one.member else _now("Who came for it"),
                    required=False,
                    choices=[("", nobody), *((str(other.pk), other.name) for other in one.others)],
                    initial=str(came) if came in {other.pk for other in one.others} else "",
                )

    def clean(self) -> dict[str, Any]:
        """The member or a deputy for each seat, not both."""
        cleaned: dict[str, Any] = super().clean() or {}
        for one in self.seats:
            if cleaned.get(one.here) and cleaned.get(one.other):
                said = _now("Tick %(name)s or choose a deputy for that seat, not both.")
                self.add_error(one.other, said % {"name": one.member.name if one.member else ""})
        return cleaned

    def came(self) -> tuple[Came, ...]:
        """Those who came, in the order of seats."""
        found = []
        for one in self.seats:
            other = next((p for p in one.others if str(p.pk) == self.cleaned_data.get(one.other)), None)
            person = one.member if self.cleaned_data.get(one.here) else other
            if person is not None and person.agency is not None:
                is_deputy = one.member is not None and person is not one.member
                capacity = Attendance.Capacity.DEPUTY if is_deputy else Attendance.Capacity.MEMBER
                found.append(Came(seat=one.seat, person=person, agency=person.agency, capacity=capacity))
        return tuple(found)


class DecisionMade(forms.Form):
    """What the board decided, in the words it was agreed in."""

    text = forms.CharField(
        label=_("What was decided"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In one or two sentences, as the minutes will have it. It is not edited afterwards."),
        error_messages={"required": _("Write what was decided.")},
    )
    settles = forms.ChoiceField(label=_("Does it settle an earlier decision?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, waiting: Sequence[Settling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _now("No")), *((one.value, one.words) for one in waiting)]
        self.fields["settles"].choices = choices  # type: ignore[attr-defined]
        if not waiting:
            del self.fields["settles"]


class ActionPromised(forms.Form):
    """What is to be done, by which organisation and person, and by when."""

    text = forms.CharField(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Its words and its first day stay as they are."),
        error_messages={"required": _("Write what is to be done.")},
    )
    owner_agency = forms.ChoiceField(label=_("Organisation"))
    owner = forms.ChoiceField(label=_("Person"), required=False)
    due = Day(label=_("Due"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        proposed: date | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        self.fields["owner_agency"].choices = list(agencies)  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("No named person yet")), *people]  # type: ignore[attr-defined]
        if proposed:
            said = _now("Leave it empty for %(day)s, when the papers of the next meeting are due.")
            self.fields["due"].help_text = said % {"day": long_date(proposed)}

    def clean_due(self) -> date:
        """The day given, or the one proposed. Source: rule R18."""
        due: date | None = self.cleaned_data["due"] or self.proposed
        if due is None:
            raise forms.ValidationError(_now("Give the day by which it is due: no next meeting is known."))
        return due
