"""Composing, editing and withdrawing a scorecard for the public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Words(forms.Form):
    """What is said beside the figures."""

    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        error_messages={"required": _("Write the title that the public reads.")},
    )
    words = forms.CharField(
        label=_("What to say beside the figures"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Name no person, and nobody’s case. An empty line begins a new paragraph."),
    )
    licence = forms.CharField(
        label=_("What anybody may do with it"),
        required=False,
        max_length=200,
        help_text=_("For example: Open Government Licence v3.0. Where it is empty, nothing is said."),
    )


class Compose(Words):
    """Which figures, of which day, and what is said beside them."""

    on = forms.DateField(
        label=_("The figures as they were known on"),
        help_text=_("Today, or an earlier day."),
        error_messages={
            "required": _("Give the day that the figures are of."),
            "invalid": _("That is no day. Write it as 2026-06-30."),
        },
    )
    set_code = forms.ChoiceField(label=_("Which indicators"), required=False)
    field_order = ("set_code", "on", "title", "words", "licence")

    def __init__(self, *given: Any, sets: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["set_code"].choices = [("", _("Every indicator")), *sets]  # type: ignore[attr-defined]
        self.fields["on"].widget.input_type = "date"


class Edit(Words):
    """The words of a draft, at the version that the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Withdraw(forms.Form):
    """Why a scorecard is taken back."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        required=False,
        max_length=300,
        help_text=_("Anybody who had the address reads this. Name no person."),
    )
