"""What is asked about an entry of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.risks.words import PROXIMITIES

LIKELIHOODS = [
    ("1", _("1: hardly likely")), ("2", _("2: unlikely")), ("3", _("3: as likely as not")),
    ("4", _("4: likely")), ("5", _("5: almost certain, or it has happened")),
]  # fmt: skip
IMPACTS = [
    ("1", _("1: hardly felt")), ("2", _("2: one step is late")), ("3", _("3: an objective is at risk")),
    ("4", _("4: several objectives fail")), ("5", _("5: the plan fails, or people come to harm")),
]  # fmt: skip
NO_NAMES = _("No name of anybody supervised, and nothing by which one could be known.")


class Day(forms.DateField):
    """A day, in the browser's own field for it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def some_words(
    label: Any, most: int, *, needed: Any = "", help_text: Any = "", rows: int = 3
) -> forms.CharField:
    """A box for a few sentences; ``needed`` is what is said where it stays empty."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(needed),
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed} if needed else None,
    )


class Choosing(forms.Form):
    """A form whose fields are given their choices when it is made, by the fields' names."""

    def __init__(
        self, *args: Any, choices: Mapping[str, Sequence[tuple[str, Any]]] | None = None, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        for name, options in (choices or {}).items():
            self.fields[name].choices = list(options)  # type: ignore[attr-defined]


class Score(forms.Form):
    """How likely and how grave."""

    likelihood = forms.TypedChoiceField(
        label=_("How likely it is"),
        choices=LIKELIHOODS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how likely it is.")},
    )
    impact = forms.TypedChoiceField(
        label=_("How grave it would be"),
        choices=IMPACTS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how grave it would be.")},
    )


class Wording(forms.Form):
    """Cause, event, effect, and what is done."""

    event = some_words(
        _("What could happen, or has happened"),
        300,
        needed=_("Say what could happen, or what has happened."),
        help_text=NO_NAMES,
        rows=2,
    )
    cause = some_words(_("Because of what"), 500, rows=2)
    effect = some_words(_("What would follow"), 500, rows=2)
    treatment = some_words(_("What is done about it"), 1000)
    proximity = forms.ChoiceField(label=_("How soon"), choices=list(PROXIMITIES.items()))


class RecordRisk(Choosing, Wording, Score):
    """A new entry of the register."""

    kind = forms.ChoiceField(label=_("What it is"))
    body = forms.ChoiceField(label=_("In whose register"))
    owner_agency = forms.ChoiceField(label=_("Which organisation owns it"))
    owner = forms.ChoiceField(label=_("Who there"), required=False)
    objective = forms.ChoiceField(label=_("Which objective it bears on"), required=False)
    raised_on = Day(label=_("Raised on"))

    field_order = ("kind", "body", "event", "cause", "effect", "likelihood", "impact", "proximity",
                   "treatment", "owner_agency", "owner", "objective", "raised_on")  # fmt: skip


class ScoreAnew(Score):
    """A new score; the earlier ones stay."""

    words = some_words(_("Why"), 500, help_text=NO_NAMES)
    on = Day(label=_("Scored on"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class WordAnew(Wording):
    """Other words; the earlier ones stay."""

    on = Day(label=_("From which day"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseRisk(Choosing):
    """Why an entry is closed, when, and by which decision."""

    because = some_words(_("Why it is closed"), 500, needed=_("Say why it is closed."), help_text=NO_NAMES)
    closed_on = Day(label=_("Closed on"))
    decision = forms.ChoiceField(label=_("By which decision"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TieRisk(Choosing):
    """What an entry has to do with."""

    record = forms.ChoiceField(
        label=_("What it has to do with"),
        help_text=_(
            "An objective, an action that answers it, a target that it is assumed for, or a figure that "
            "raised it."
        ),
    )


class SetThreshold(Choosing):
    """From which score a board calls an entry medium and high, and by which decision."""

    decision = forms.ChoiceField(
        label=_("By which decision"), error_messages={"required": _("Choose the decision that sets it.")}
    )
    medium_from = forms.IntegerField(label=_("Medium from"), help_text=_("A score from 2 to 24."))
    high_from = forms.IntegerField(label=_("High from"), help_text=_("A score above medium, up to 25."))
    from_on = Day(label=_("From which day"))
