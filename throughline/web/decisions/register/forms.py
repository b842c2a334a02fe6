"""What is asked about decisions, cascades, chair's actions and commissions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class Day(forms.DateField):
    """A day, in the browser's own field for it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _words(label: Any, most: int, *, needed: Any = "", help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(needed),
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed} if needed else None,
    )


class Implemented(forms.Form):
    """That a decision was carried out, and what shows it."""

    implemented_on = Day(label=_("When it was carried out"))
    evidence = _words(
        _("What shows it"),
        1000,
        needed=_("Say what shows that the decision was carried out."),
        help_text=_("A sentence, the number of a paper or an address. No personal details."),
    )


class Closed(forms.Form):
    """From which day nothing of a decision is open."""

    closed_on = Day(label=_("Closed on"))


class ChairsAction(forms.Form):
    """What a chair decided between meetings, why it could not wait, and what allows it."""

    text = _words(
        _("What the chair decided"),
        4000,
        needed=_("Write what the chair decided."),
        help_text=_("In one or two sentences. It is not edited afterwards."),
    )
    because = _words(
        _("Why it could not wait for a meeting"), 500, needed=_("Say why it could not wait for a meeting.")
    )
    decided_on = Day(label=_("When the chair decided it"))
    allowed_by = forms.ChoiceField(label=_("Which decision lets the chair act"), required=False)

    def __init__(self, *args: Any, grounds: Sequence[tuple[str, str]], by_terms: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        none = _now("The terms allow it") if by_terms else _now("None")
        self.fields["allowed_by"].choices = [("", none), *grounds]  # type: ignore[attr-defined]


class StartCascade(forms.Form):
    """Which organisations are told of a decision, from when, and by when they carry it out."""

    agencies = forms.MultipleChoiceField(
        label=_("Which organisations are told"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every organisation with a seat is ticked."),
        error_messages={"required": _("Choose at least one organisation to tell.")},
    )
    told_on = Day(label=_("Told on"), help_text=_("They have ten working days from then to acknowledge it."))
    effective_from = Day(
        label=_("To be carried out by"),
        required=False,
        help_text=_("Leave it empty if the decision sets no day."),
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["agencies"].choices = list(agencies)  # type: ignore[attr-defined]


class CascadeAnswer(forms.Form):
    """What an organisation made of a decision."""

    says = forms.ChoiceField(
        label=_("What became of it in this organisation"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of it.")},
    )
    said_on = Day(label=_("On which day"))
    reason = _words(
        _("Why, or what was done"),
        500,
        help_text=_("Needed where it is declined or does not apply. No personal details."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, answers: Sequence[tuple[str, Any]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["says"].choices = list(answers)  # type: ignore[attr-defined]


class AskCommission(forms.Form):
    """Work asked of another: by which decision, under which clause, of whom, what and by when."""

    decision = forms.ChoiceField(
        label=_("By which decision"), error_messages={"required": _("Choose the decision that asks for it.")}
    )
    to = forms.ChoiceField(label=_("Asked of"))
    scope = _words(_("What is to be done"), 1000, needed=_("Say what is to be done."))
    product = forms.CharField(
        label=_("What is to be handed over"),
        max_length=300,
        error_messages={"required": _("Say what is to be handed over.")},
    )
    due = Day(label=_("Due"))
    under_clause = forms.ChoiceField(
        label=_("Under which clause of the terms it falls"),
        required=False,
        help_text=_("Work outside the remit needs a decision that waives it."),
    )
    waiver = forms.ChoiceField(label=_("Decision that waives the remit"), required=False)

    def __init__(
        self,
        *args: Any,
        decisions: Sequence[tuple[str, str]],
        to: Sequence[tuple[str, str]],
        clauses: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        for name, choices in (
            ("decision", decisions),
            ("to", to),
            ("under_clause", [("", _now("None of them")), *clauses]),
            ("waiver", [("", _now("None")), *decisions]),
        ):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class CommissionStep(forms.Form):
    """A step of a commission: which, when, and what is said with it."""

    step = forms.ChoiceField(
        label=_("What happens now"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens now.")},
    )
    taken_on = Day(label=_("On which day"))
    words = _words(_("What is said with it"), 500, help_text=_("Needed where it is refused: why."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["step"].choices = list(steps)  # type: ignore[attr-defined]
