"""Forms of the performance room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReceiveReturn(forms.Form):
    """One partner's return for one period."""

    supplier = forms.ChoiceField(label=_("Who sent it?"))
    period_starts = forms.DateField(
        label=_("First day that it covers"), widget=forms.DateInput(attrs={"type": "date"})
    )
    period_ends = forms.DateField(
        label=_("Last day that it covers"), widget=forms.DateInput(attrs={"type": "date"})
    )
    file = forms.FileField(
        label=_("The return"),
        help_text=_("A CSV file whose first line is: indicator, numerator, denominator."),
    )

    def __init__(self, *given: Any, suppliers: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["supplier"].choices = suppliers  # type: ignore[attr-defined]
        for name in ("period_starts", "period_ends"):
            self.fields[name].widget.input_type = "date"
