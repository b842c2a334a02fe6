"""What is asked about an escalation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.risks.register.forms import NO_NAMES, Choosing, Day, some_words
from throughline.web.risks.words import SEVERITIES


class Escalate(Choosing):
    """Who asks whom for what, what shows it, and by when an answer is needed."""

    source = forms.ChoiceField(label=_("Who asks"))
    to = forms.MultipleChoiceField(
        label=_("Which boards are asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one board to ask.")},
    )
    subject = forms.CharField(
        label=_("What it is about"),
        max_length=200,
        error_messages={"required": _("Say what it is about, in a few words.")},
    )
    ask = some_words(_("What is asked of them"), 1000, needed=_("Say what is asked of them."))
    evidence = some_words(_("What shows it"), 1000, needed=_("Say what shows it."), help_text=NO_NAMES)
    severity = forms.ChoiceField(label=_("How grave it is"), choices=list(SEVERITIES.items()))
    about = forms.ChoiceField(
        label=_("Which organisation it is about"),
        required=False,
        help_text=_("It may reply for five working days before it is sent."),
    )
    risk = forms.ChoiceField(label=_("Which entry of the register"), required=False)
    objective = forms.ChoiceField(label=_("Which objective"), required=False)
    needed_by = Day(
        label=_("Answer needed by"),
        required=False,
        help_text=_("Leave it empty if no day is set."),
    )


class TakeStep(Choosing):
    """A step of an escalation: which, when, and what is said with it."""

    step = forms.ChoiceField(
        label=_("What happens now"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens now.")},
    )
    on = Day(label=_("On which day"))
    words = some_words(
        _("What is said with it"),
        1000,
        help_text=_(
            "Needed for a reply, an answer, a return and a withdrawal. No name of anybody supervised."
        ),
        rows=4,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
