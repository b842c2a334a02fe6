"""What is asked about exception reports: the three boxes of a line, reasons, what the board made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.rules.lateness import DAYS_FOR_A_DECISION, SLIPS_FOR_A_DECISION
from throughline.web.exceptions.words import OUTCOMES


def _box(label: Any, help_text: Any = "", *, most: int = 1500, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WriteLine(forms.Form):
    """The three boxes of a line, and who owns its recovery."""

    cause = _box(_("Cause"), _("Why is it off track? Name no person."))
    recovery = _box(_("Recovery"), _("What brings it back, by when, and who does it?"))
    ask = _box(_("Asked of the board"), _("What should the board decide? Leave it empty to ask for nothing."))
    owner = forms.ChoiceField(label=_("Owner of the recovery"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, people: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["owner"].choices = [("", _("Nobody named")), *people]  # type: ignore[attr-defined]


class TakeOut(forms.Form):
    """Why a line that a rule chose need not come before the board."""

    because = forms.CharField(
        label=_("Why it is taken out"),
        required=False,
        max_length=500,
        help_text=_("The board reads this beside the line."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeBack(forms.Form):
    """Why a submitted report is taken back."""

    because = forms.CharField(
        label=_("Why you take it back"),
        max_length=500,
        error_messages={"required": _("Write why you take the report back.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Outcome(forms.Form):
    """What the board made of a report."""

    outcome = forms.ChoiceField(
        label=_("What the board made of it"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the board made of the report.")},
    )
    said = _box(
        _("The question, or the reason"),
        _("Needed where it was sent back or escalated. Name no person."),
        most=1000,
        rows=3,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Came(forms.Form):
    """Which line a decision or an action came of."""

    line = forms.ChoiceField(label=_("Line of the report"))
    record = forms.ChoiceField(label=_("What came of it"))

    def __init__(
        self, *given: Any, lines: Sequence[tuple[str, str]], records: Sequence[tuple[str, str]], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined]
        self.fields["record"].choices = list(records)  # type: ignore[attr-defined]


class Draft(forms.Form):
    """To which body a report is made."""

    body = forms.ChoiceField(label=_("Report to"))

    def __init__(self, *given: Any, bodies: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]


class Agree(forms.Form):
    """From where on an action is an exception, and which decision says so."""

    decision = forms.ChoiceField(
        label=_("Decision"), error_messages={"required": _("Choose the decision that agreed it.")}
    )
    from_on = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    action_days = forms.IntegerField(
        label=_("Days that an action may be open"),
        min_value=1,
        max_value=999,
        initial=DAYS_FOR_A_DECISION,
    )
    action_moves = forms.IntegerField(
        label=_("Moves of an action’s day that make it an exception"),
        min_value=1,
        max_value=99,
        initial=SLIPS_FOR_A_DECISION,
    )

    def __init__(self, *given: Any, decisions: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]
