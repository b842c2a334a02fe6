"""What people write beside an indicator: a note, a commentary, a break; and the day it is asked of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.performance.actions.notes import MOST_OF_COMMENTARY, MOST_OF_NOTE

KINDS = (
    ("definition", _("The definition changed")),
    ("system", _("The figures come from another system or supplier")),
    ("policy", _("The law or the policy changed")),
    ("decision", _("A board decided to judge from here on")),
)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Give the day."),
            "invalid": _("That is no day. Write it as 2026-06-30."),
        },
    )


class AsAt(forms.Form):
    """The day whose knowledge is asked for."""

    on = forms.DateField(required=False)


class WriteNote(forms.Form):
    """A note on the line at a day."""

    on = _day(_("Day that it is about"))
    words = forms.CharField(
        label=_("Note"),
        max_length=MOST_OF_NOTE,
        help_text=_("What happened, in a sentence. Name no person."),
        error_messages={"required": _("Write the note.")},
    )


class WriteCommentary(forms.Form):
    """What is behind a verdict."""

    words = forms.CharField(
        label=_("Commentary"),
        max_length=MOST_OF_COMMENTARY,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is behind the verdict, and what is being done. Name no person."),
        error_messages={"required": _("Write the commentary.")},
    )


class RecordBreak(forms.Form):
    """A break in the series."""

    on = _day(_("First day of the new series"))
    kind = forms.ChoiceField(label=_("Why is the line cut?"), choices=KINDS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What changed"),
        max_length=MOST_OF_NOTE,
        error_messages={"required": _("Write what changed.")},
    )
    decision = forms.CharField(
        label=_("Number of the decision"),
        required=False,
        max_length=40,
        help_text=_("As the register has it. Needed where a board decided to judge from here on."),
    )
