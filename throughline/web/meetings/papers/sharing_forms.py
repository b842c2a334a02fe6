"""What is typed about a paper that is to go beyond its body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.meetings.forms import Day


class AskToShare(forms.Form):
    """To whom the paper is to go, and what for."""

    with_whom = forms.CharField(
        label=_("Organisation that is to have it"),
        max_length=200,
        help_text=_("Its name. Write no person’s name."),
        error_messages={"required": _("Give the organisation that is to have the paper.")},
    )
    purpose = forms.CharField(
        label=_("What for"),
        max_length=300,
        error_messages={"required": _("Say what the organisation needs the paper for.")},
    )


class Consent(forms.Form):
    """Whose consent came, on which day, and what shows it."""

    party = forms.ChoiceField(
        label=_("Whose consent came"), error_messages={"required": _("Choose whose consent came.")}
    )
    shown_by = forms.CharField(
        label=_("What shows it"),
        max_length=200,
        help_text=_("The number of a decision, or a letter and its day. Write no person’s name."),
        error_messages={"required": _("Say what shows the consent.")},
    )
    given_on = Day(label=_("Given on"), error_messages={"required": _("Give the day of the consent.")})

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = list(parties)  # type: ignore[attr-defined]
