"""The form by which dates of cases are sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = (
    ("mappa", _("MAPPA: levels, reviews, meetings, disclosure and attendance")),
    ("visor", _("ViSOR: entries, reviews and partner status")),
    ("sfo", _("Serious further offences: notifications, reviews and ratings")),
)


class SendCaseDates(forms.Form):
    """The dates of one organisation's cases for one quarter."""

    supplier = forms.ChoiceField(
        label=_("Who sent it?"), error_messages={"required": _("Choose who sent the dates.")}
    )
    kind = forms.ChoiceField(
        label=_("What are the dates of?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the dates are of.")},
    )
    quarter = forms.ChoiceField(
        label=_("Which quarter?"), error_messages={"required": _("Choose the quarter.")}
    )
    file = forms.FileField(
        label=_("The dates"),
        help_text=_(
            "A CSV file or a sheet whose first line is: reference, event, on, detail. "
            "References only: a line that may hold a name is refused, and nothing of it is kept."
        ),
        error_messages={
            "required": _("Choose the file of the dates."),
            "empty": _("The file is empty. Choose the file of the dates."),
        },
    )

    def __init__(
        self,
        *given: Any,
        suppliers: list[tuple[str, str]],
        quarters: list[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.fields["supplier"].choices = suppliers  # type: ignore[attr-defined]
        self.fields["quarter"].choices = quarters  # type: ignore[attr-defined]

    def clean_quarter(self) -> date:
        """The first day of the quarter."""
        return date.fromisoformat(self.cleaned_data["quarter"])
