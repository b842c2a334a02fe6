"""What is asked of whoever records a voice; a kind of record asks only for what it has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from throughline.rules.voices import ASKABLE, VoiceType
from throughline.web.voices.choices import Choices, Chosen
from throughline.web.voices.heard import Heard
from throughline.web.voices.models import Nomination
from throughline.web.voices.words import FIELDS
from throughline.words.sectors import SECTORS

NOTHING: tuple[str, Any] = ("", _("None"))
NO_NAMES = _("Name no person here.")
DAY = {"required": _("Give the day."), "invalid": _("That is no day. Write it as 2026-06-30.")}
COUNTS = ("invited", "came", "responses", "agreed", "sessions", "hours")
LINES = ("place", "method", "audience", "speakers", "community", "source")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A field for a day."""
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, error_messages=DAY
    )


def count_field(label: Any) -> forms.IntegerField:
    """A field for a count, which may stay empty."""
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=1_000_000, widget=widget,
        error_messages={"invalid": _("Write a whole number, such as 100.")},
    )  # fmt: skip


def line_field(
    label: Any, *, required: bool = False, most: int = 200, help_text: Any = ""
) -> forms.CharField:
    """A field for one line of words."""
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=help_text,
        error_messages={"required": _("Write this, in a few words.")},
    )  # fmt: skip


def one_of(label: Any, choices: Choices, *, required: bool = False) -> forms.ChoiceField:
    """A field that chooses one of a list, or nothing."""
    return forms.ChoiceField(
        label=label, required=required, choices=[NOTHING, *choices],
        error_messages={"required": _("Choose one of the list.")},
    )  # fmt: skip


def some_of(label: Any, choices: Choices, *, required: bool = False) -> forms.MultipleChoiceField:
    """A field that ticks several of a list."""
    return forms.MultipleChoiceField(
        label=label, required=required, choices=choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )  # fmt: skip


class HeardForm(forms.Form):
    """One record, with the fields that its kind asks for."""

    def __init__(
        self, *given: Any, kind: VoiceType, chosen: Chosen, is_new: bool = True, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.kind, self.chosen = kind, chosen
        put = self.fields
        put["title"] = line_field(FIELDS["title"], required=True)
        put["held_from"] = day_field(FIELDS["held_from"])
        put["held_until"] = day_field(FIELDS["held_until"], required=False)
        put["groups"] = line_field(FIELDS["groups"], most=300, help_text=NO_NAMES)
        for name in ASKABLE:
            if name in kind.asks and not (name == "sunset" and not is_new):
                put[name] = self._asked(name)
        put["asked_by"] = line_field(
            FIELDS["asked_by"], help_text=_("A clause of the terms or a line of the plan.")
        )
        put["lead_agency"] = one_of(FIELDS["lead_agency_id"], chosen.of("agencies"))
        put["lead"] = one_of(FIELDS["lead_id"], chosen.of("people"))
        if chosen.objectives:
            put["objective"] = one_of(FIELDS["objective_id"], chosen.of("objectives"))
        put["note"] = forms.CharField(
            label=FIELDS["note"], required=False, max_length=4000, help_text=NO_NAMES,
            widget=forms.Textarea(attrs={"rows": 4}),
        )  # fmt: skip
        put["agencies"] = some_of(_("Organisations heard"), chosen.of("agencies"))
        put["sectors"] = some_of(FIELDS["sectors"], list(SECTORS.items()))
        if not is_new:
            put["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def _asked(self, name: str) -> forms.Field:
        label, is_needed = FIELDS.get(name, FIELDS.get(f"{name}_id")), name in self.kind.needs
        if name in COUNTS:
            return count_field(label)
        if name in LINES:
            return line_field(label, required=is_needed)
        if name == "pathway":
            return one_of(label, self.chosen.pathways, required=is_needed)
        if name == "parent":
            return one_of(label, self.chosen.of("bodies"), required=is_needed)
        if name == "decision":
            return one_of(label, self.chosen.of("decisions"))
        if name == "sunset":
            return day_field(label, required=is_needed)
        return forms.TypedChoiceField(
            label=label, required=False, choices=TIMES, coerce=int, empty_value=None
        )

    def heard(self) -> Heard:
        """What was typed, as a value."""
        typed = dict(self.cleaned_data)
        chosen = self.chosen
        typed.pop("version", None)
        typed.pop("agencies")
        places = {
            "lead_agency": chosen.agencies, "lead": chosen.people, "parent": chosen.bodies,
            "decision": chosen.decisions, "objective": chosen.objectives,
        }  # fmt: skip
        for name, rows in places.items():
            if name in typed:
                typed[name] = rows.get(typed[name])
        return Heard(**typed | {"sectors": tuple(typed["sectors"])})

    @property
    def agencies(self) -> list[Any]:
        """The organisations that were ticked."""
        return [self.chosen.agencies[code] for code in self.cleaned_data["agencies"]]


TIMES: list[tuple[str, Any]] = [
    ("", _("It does not come round")),
    ("1", _("Once a year")),
    ("2", _("Twice a year")),
    ("3", _("Three times a year")),
    ("4", _("Quarterly")),
    ("6", _("Every two months")),
    ("12", _("Monthly")),
]


class FindingForm(forms.Form):
    """Something that was said or found."""

    words = forms.CharField(
        label=_("What was said or found"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES, error_messages={"required": _("Write what was said or found.")},
    )  # fmt: skip
    found_on = day_field(_("When"))


class OutcomeForm(forms.Form):
    """What came of it, or is to come of it."""

    words = forms.CharField(
        label=_("What came of it, or is to come of it"), max_length=600, help_text=NO_NAMES,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what came of it.")},
    )  # fmt: skip
    came_on = day_field(_("Day on which it came about"), required=False)
    evidence = line_field(_("Where that can be seen"), most=300)
    due = day_field(_("Day by which it is to come about"), required=False)

    def __init__(self, *given: Any, chosen: Chosen, findings: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["finding"] = one_of(_("Finding that it answers"), findings)
        self.fields["decision"] = one_of(_("Decision that took it up"), chosen.of("decisions"))
        self.fields["action"] = one_of(_("Action that carries it"), chosen.of("actions"))
        if chosen.objectives:
            self.fields["objectives"] = some_of(_("Objectives that rest on it"), chosen.of("objectives"))
        self.fields["owners"] = some_of(_("Organisations whose outcome it is"), chosen.of("agencies"))


class CameForm(forms.Form):
    """That an outcome came about."""

    came_on = day_field(_("Day on which it came about"))
    evidence = line_field(_("Where that can be seen"), most=300)


class CiteForm(forms.Form):
    """An objective that rests on an outcome."""

    def __init__(self, *given: Any, chosen: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["objective"] = one_of(
            _("Objective that rests on it"), chosen.of("objectives"), required=True
        )


class HeldForm(forms.Form):
    """A time at which it was held."""

    held_on = day_field(_("When it was held"))
    came = count_field(FIELDS["came"])
    place = line_field(FIELDS["place"])


class NamesForm(forms.Form):
    """Who is to be reached."""

    names = forms.CharField(
        label=_("Who is to be reached, one a line"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}), help_text=_("Places, posts or organisations; no person."),
        error_messages={"required": _("Write at least one.")},
    )  # fmt: skip


class ReachedForm(forms.Form):
    """Who was reached on a day."""

    reached_on = day_field(_("When they were reached"))
    hours = count_field(_("Hours given to each"))

    def __init__(self, *given: Any, left: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["names"] = some_of(_("Who was reached"), left, required=True)


class SunsetForm(forms.Form):
    """A later last day of a group, or its end, by a decision."""

    what = forms.ChoiceField(
        label=_("What was decided"), widget=forms.RadioSelect,
        choices=[("extend", _("It goes on until a later day")), ("end", _("It ends"))],
        error_messages={"required": _("Choose what was decided.")},
    )  # fmt: skip
    to = day_field(_("New last day"), required=False)

    def __init__(self, *given: Any, chosen: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["decision"] = one_of(_("Decision"), chosen.of("decisions"), required=True)

    def clean(self) -> dict[str, Any]:
        """A group that goes on has a new last day."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("what") == "extend" and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", _("Give the new last day."))
        return cleaned


class AskForm(forms.Form):
    """Which organisations are asked to name somebody, and by when."""

    due = day_field(_("Day to answer by"))
    everyone = forms.BooleanField(label=_("Ask every organisation"), required=False)

    def __init__(self, *given: Any, chosen: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        self.chosen = chosen
        self.fields["agencies"] = some_of(_("Or ask these organisations"), chosen.of("agencies"))

    def clean(self) -> dict[str, Any]:
        """Every organisation, or some."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("everyone") and not cleaned.get("agencies"):
            self.add_error("agencies", _("Choose at least one organisation, or every one."))
        return cleaned

    @property
    def asked(self) -> list[Any]:
        """The organisations that are asked."""
        every = self.cleaned_data["everyone"]
        return [
            one
            for code, one in self.chosen.agencies.items()
            if every or code in self.cleaned_data["agencies"]
        ]


class AnswerForm(forms.Form):
    """Whom an organisation names."""

    answer = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect,
        choices=[
            (Nomination.Answer.NAMED.value, _("Somebody is named")),
            (Nomination.Answer.NOBODY.value, _("Nobody can be named")),
        ],
        error_messages={"required": _("Choose one of the answers.")},
    )  # fmt: skip
    post = line_field(_("Post of whoever is named"))
    words = line_field(_("Why nobody can be named"), most=300)

    def __init__(self, *given: Any, people: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["person"] = one_of(_("Who it is, if they are listed here"), people)


class OwnTypeForm(forms.Form):
    """A kind of record of the partnership's own."""

    name = line_field(_("What this kind is called"), required=True, most=80)
    asks = some_of(_("What it asks for besides title, days and who was heard"), [])

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["asks"].choices = [  # type: ignore[attr-defined]
            (name, FIELDS.get(name, FIELDS.get(f"{name}_id"))) for name in ASKABLE
        ]

    @property
    def code(self) -> str:
        """The kind's code, from its name."""
        return slugify(self.cleaned_data["name"])[:40] or "own"
