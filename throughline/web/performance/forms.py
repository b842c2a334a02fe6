"""Forms of the performance room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LoadIndicators(forms.Form):
    """A list of indicators with their targets."""

    file = forms.FileField(
        label=_("The list of indicators"),
        help_text=_(
            "A TOML file with one [[indicator]] for each: "
            "id, code, name, method, polarity, unit, numerator, target."
        ),
        error_messages={
            "required": _("Choose the file of the list."),
            "empty": _("The file is empty. Choose the file of the list."),
        },
    )

    def clean_file(self) -> str:
        """The words of the file."""
        try:
            text: str = self.cleaned_data["file"].read().decode("utf-8")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is no text in UTF-8. Save it as UTF-8.")) from None
        return text


class ReceiveReturn(forms.Form):
    """One partner's return for one period."""

    supplier = forms.ChoiceField(
        label=_("Who sent it?"), error_messages={"required": _("Choose who sent the return.")}
    )
    period_starts = forms.DateField(
        label=_("First day that it covers"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Enter the first day that the return covers."),
            "invalid": _("The first day is no day. Write it as 2026-04-01."),
        },
    )
    period_ends = forms.DateField(
        label=_("Last day that it covers"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Enter the last day that the return covers."),
            "invalid": _("The last day is no day. Write it as 2026-06-30."),
        },
    )
    file = forms.FileField(
        label=_("The return"),
        help_text=_("A CSV file whose first line is: indicator, numerator, denominator."),
        error_messages={
            "required": _("Choose the file of the return."),
            "empty": _("The file is empty. Choose the file of the return."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """The period ends after it starts."""
        sent: dict[str, Any] = super().clean() or {}
        first, last = sent.get("period_starts"), sent.get("period_ends")
        if first and last and last < first:
            self.add_error("period_ends", _("The last day is before the first. Correct one of them."))
        return sent

    def __init__(self, *given: Any, suppliers: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["supplier"].choices = suppliers  # type: ignore[attr-defined]
        for name in ("period_starts", "period_ends"):
            self.fields[name].widget.input_type = "date"
