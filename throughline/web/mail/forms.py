"""What the pages of messages ask."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.mail.kinds import kinds


class WantedKinds(forms.Form):
    """The kinds of message that may be switched off, each with a tick where it is wanted."""

    wanted = forms.MultipleChoiceField(
        label=_("Tell me about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, posted: Mapping[str, Any] | None = None, *, off: Collection[str] = ()) -> None:
        choices = [(kind.code, kind.words) for kind in kinds() if not kind.stays_on]
        super().__init__(posted, initial={"wanted": [code for code, _words in choices if code not in off]})
        self.fields["wanted"].choices = choices  # type: ignore[attr-defined]

    def codes(self) -> list[str]:
        """The codes of the kinds that may be switched off."""
        return [code for code, _words in self.fields["wanted"].choices]  # type: ignore[attr-defined]

    def values(self) -> dict[str, bool]:
        """Each kind that may be switched off, and whether it is wanted."""
        ticked = self.cleaned_data["wanted"]
        return {code: code in ticked for code in self.codes()}


class Trial(forms.Form):
    """Where a test message goes."""

    to = forms.EmailField(
        label=_("Send a test message to"),
        help_text=_("An address that you can read, such as your own."),
        error_messages={
            "required": _("Give the e-mail address that the test message goes to."),
            "invalid": _("Give an e-mail address, such as name@example.org."),
        },
    )
