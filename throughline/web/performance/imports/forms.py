"""Forms of the files that come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 10_000_000
"""Bytes; a table of 42 areas, 40 quarters and 30 indicators takes a fifth of it."""
STATUSES = (
    ("final", _("Final")),
    ("provisional", _("Provisional: final figures follow")),
    ("revised", _("Revised: they correct figures that were final")),
)


class SendFile(forms.Form):
    """A published table or an extract, with what only the sender knows of it."""

    supplier = forms.ChoiceField(
        label=_("Whose figures are they?"), error_messages={"required": _("Choose whose figures they are.")}
    )
    status = forms.ChoiceField(label=_("How settled are they?"), choices=STATUSES, initial="final")
    published_on = forms.DateField(
        label=_("When were they published?"),
        required=False,
        help_text=_("Leave empty for figures that were sent and not published."),
        error_messages={"invalid": _("The day of publication is no day. Write it as 2026-06-30.")},
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("ODS, XLSX or CSV, up to 10 MB."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty. Choose the file that holds the table."),
        },
    )

    def __init__(self, *given: Any, suppliers: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["supplier"].choices = suppliers  # type: ignore[attr-defined]
        self.fields["published_on"].widget.input_type = "date"

    def clean_file(self) -> Any:
        """The file, where it is not too large to read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Send the sheets with the figures alone, or in parts.")
            )
        return file


class UndoReceipt(forms.Form):
    """Why the figures of a receipt no longer count."""

    reason = forms.CharField(
        label=_("Why is it undone?"),
        max_length=300,
        help_text=_("For example: the columns of two areas were exchanged. Name no person."),
        error_messages={"required": _("Say why it is undone.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
