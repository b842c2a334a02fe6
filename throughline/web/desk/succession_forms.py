"""Which organisation ends and who follows; then, for each thing that moves, who takes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.rules.terms.succeed import NewAgency
from throughline.web.desk.actions import Settled
from throughline.web.desk.succession import NOBODY, Question, WhatMoves
from throughline.web.governance.seats.words import seat_in_words

SECTORS = (
    "probation", "police", "council", "prison", "youth", "health", "housing", "drugs-alcohol", "employment",
    "courts", "voluntary", "faith", "victims", "central", "fire",
)  # fmt: skip


class AskSuccession(forms.Form):
    """Which organisation ends, from which day others stand, and which they are: known ones or new ones."""

    agency = forms.ChoiceField(label=_("Organisation that ends"))
    first_day = forms.DateField(
        label=_("First day on which others stand"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Its own last day is the day before."),
    )
    followed_by = forms.MultipleChoiceField(
        label=_("Organisations known here that follow it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    new_names = forms.CharField(
        label=_("New organisations that follow it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("One a line. Leave both empty if nobody follows."),
    )
    sector = forms.ChoiceField(
        label=_("Sector of the new organisations"),
        required=False,
        choices=[("", _("Not stated")), *((one, one.replace("-", " and ")) for one in SECTORS)],
    )

    def __init__(self, *args: Any, agencies: Iterable[Any], **named: Any) -> None:
        super().__init__(*args, **named)
        self.agencies = {one.code: one for one in agencies}
        known = [(code, one.name) for code, one in self.agencies.items()]
        self.fields["agency"].choices = known  # type: ignore[attr-defined]
        self.fields["followed_by"].choices = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody follows themselves."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("agency") in cleaned.get("followed_by", ()):
            self.add_error("followed_by", _now("An organisation cannot follow itself. Choose another."))
        return cleaned

    def question(self) -> Question:
        """What was asked."""
        typed = self.cleaned_data
        known = tuple(NewAgency(id=code, name=self.agencies[code].name) for code in typed["followed_by"])
        names = [" ".join(line.split()) for line in typed["new_names"].splitlines() if line.strip()]
        taken = set(self.agencies)
        new = tuple(
            NewAgency(id=code, name=name, sector=typed["sector"]) for code, name in _codes(names, taken)
        )
        return Question(
            agency=self.agencies[typed["agency"]],
            first_day=typed["first_day"],
            successors=(*known, *new),
            new=frozenset(one.id for one in new),
        )


def _codes(names: Iterable[str], taken: set[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:50] or "organisation"
        code = next(
            one for one in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if one not in taken
        )
        taken.add(code)
        yield code, name


class SettleSuccession(forms.Form):
    """Who takes each thing that moves; where several organisations follow, nothing is guessed."""

    def __init__(self, *args: Any, moving: WhatMoves, **named: Any) -> None:
        super().__init__(*args, **named)
        self.moving = moving
        names = [(one.id, one.name) for one in moving.question.successors]
        self._add_meeting_seats()
        self._add_people(names)
        if not moving.question.only and names:
            self._add_choices(names)

    def _add_people(self, names: list[tuple[str, str]]) -> None:
        gone = (NOBODY, _now("Does not go on"))
        for person in self.moving.people:
            words = ", ".join(one for one in (person.name, person.post) if one)
            self._add(f"person-{person.pk}", words, [*names, gone])

    def _add_choices(self, names: list[tuple[str, str]]) -> None:
        vacant = (NOBODY, _now("Nobody until the body decides"))
        for number, seat in enumerate(self.moving.seats):
            if seat.is_own:
                self._add(f"seat-{number}", _now("Seat, %(seat)s") % {"seat": seat.words}, [*names, vacant])
        for number, line in enumerate(self.moving.lines):
            what = _now("Leads %(line)s") if line.leads else _now("Supports %(line)s")
            self._add(f"line-{number}", what % {"line": f"{line.id} {line.text}"}, [*names, vacant])
        for action in self.moving.actions:
            what = _now("Action %(number)d: %(text)s") % {"number": action.number, "text": action.text}
            self._add(f"action-{action.pk}", what, names)

    def _add_meeting_seats(self) -> None:
        for number, one in enumerate(self.moving.meets):
            label = _now("Seats of one organisation on %(body)s that stay") % {"body": self._body(one.body)}
            self.fields[f"meets-{number}"] = forms.MultipleChoiceField(
                label=label,
                choices=[(seat, self._seat(one.body, seat)) for seat in (*one.ending, *one.standing)],
                widget=forms.CheckboxSelectMultiple,
                help_text=_now("They count as one organisation. A seat that is not ticked ends."),
                error_messages={"required": _now("Tick each seat that stays: %(what)s") % {"what": label}},
            )

    def _seat(self, body: str, seat: str) -> str:
        known = {one.key: one.words for one in self.moving.seats}
        return known.get((body, seat), seat_in_words(seat))

    def _body(self, code: str) -> str:
        return next((one.body.name for one in self.moving.seats if one.body.code == code), code)

    def _add(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        first = [("", _now("Choose")), *choices]
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=first,
            error_messages={"required": _now("Say who takes this: %(what)s") % {"what": label}},
        )

    def settled(self) -> Settled:
        """What a person said of each thing."""
        moving = self.moving
        return Settled(
            seats=dict(self._taken("seat", ((str(n), one.key) for n, one in enumerate(moving.seats)))),
            closed=tuple(self._closed()),
            people=dict(self._taken("person", ((str(one.pk), one.pk) for one in moving.people))),
            lines=dict(self._taken("line", ((str(n), one.id) for n, one in enumerate(moving.lines)))),
            actions=dict(self._taken("action", ((str(one.pk), one.pk) for one in moving.actions))),
        )

    def _taken(self, what: str, things: Iterable[tuple[str, Any]]) -> Iterator[tuple[Any, str]]:
        for key, thing in things:
            said = self.cleaned_data.get(f"{what}-{key}", "")
            if said and said != NOBODY:
                yield thing, said

    def _closed(self) -> Iterator[tuple[str, str]]:
        for number, one in enumerate(self.moving.meets):
            kept = self.cleaned_data[f"meets-{number}"]
            yield from ((one.body, seat) for seat in (*one.ending, *one.standing) if seat not in kept)


def first_answers(agency: str, day: date) -> dict[str, Any]:
    """What stands in the first form when it is opened."""
    return {"agency": agency, "first_day": day}
