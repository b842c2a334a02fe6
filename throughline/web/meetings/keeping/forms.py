"""What the secretary types about a rule that was not kept."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SayWhy(forms.Form):
    """Why a rule was late or broken, in a sentence."""

    words = forms.CharField(
        label=_("Why was it not kept?"),
        help_text=_(
            "One or two sentences, without anybody’s name. Everybody who reads the papers sees them."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the rule was not kept, in a sentence.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self) -> int:
        """The version the editor saw; 0 where nobody had said anything."""
        return self.cleaned_data.get("version") or 0
