"""The form with which a release is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SendRelease(forms.Form):
    """A release file, whose figures they are, and the indicator that it is for."""

    indicator = forms.ChoiceField(
        label=_("Which indicator are the figures of?"),
        help_text=_("Those that the list says to be counted by a measure."),
        error_messages={"required": _("Choose the indicator that the figures are of.")},
    )
    supplier = forms.ChoiceField(
        label=_("Whose figures are they?"), error_messages={"required": _("Choose whose figures they are.")}
    )
    file = forms.FileField(
        label=_("The release file"),
        help_text=_("As “throughline figures release” writes it: JSON, up to 1 MB."),
        error_messages={
            "required": _("Choose the release file."),
            "empty": _("The file is empty. Choose the file that the release was written to."),
        },
    )

    def __init__(
        self,
        *given: Any,
        indicators: Sequence[tuple[str, str]],
        suppliers: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.fields["indicator"].choices = indicators  # type: ignore[attr-defined]
        self.fields["supplier"].choices = suppliers  # type: ignore[attr-defined]
