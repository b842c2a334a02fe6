"""What is asked about an objective of a local plan."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.plan.life.forms import ChoosingForm, Day, line
from throughline.web.plan.models import LocalLine


class TellLocalLine(ChoosingForm):
    """Where an objective of a local plan stands, and what of ours it serves."""

    child = forms.ChoiceField(label=_("Which local plan?"))
    number = line(_("Which number has the objective there?"), most=40)
    words = line(_("What does it say?"), most=300)
    serves = forms.ChoiceField(label=_("Which line of our plan does it serve?"))
    status = forms.ChoiceField(label=_("How does it stand?"), choices=LocalLine.Status.choices)
    told_on = Day(label=_("On which day was it told?"))
