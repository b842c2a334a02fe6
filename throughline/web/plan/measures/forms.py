"""What is typed of a measure: the figure of one quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TellMeasure(forms.Form):
    """A count to date, or so many of so many, at the end of one quarter."""

    quarter = forms.ChoiceField(label=_("At the end of which quarter?"))
    count = forms.IntegerField(
        label=_("How many since the year began?"),
        min_value=0,
        error_messages={
            "required": _("Write how many. Where nothing was returned, tell nothing: a gap is not nought."),
            "invalid": _("Write the number in figures, such as 34."),
            "min_value": _("A count is nought or more."),
        },
    )
    out_of = forms.IntegerField(
        label=_("Of how many, if it is a share"),
        required=False,
        min_value=0,
        error_messages={
            "invalid": _("Write the number in figures, such as 40."),
            "min_value": _("A count is nought or more."),
        },
    )

    def __init__(self, *args: Any, quarters: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["quarter"].choices = quarters  # type: ignore[attr-defined]
