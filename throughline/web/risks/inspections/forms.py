"""What is asked about inspections, recommendations and lessons."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.risks.register.forms import NO_NAMES, Choosing, Day, some_words
from throughline.web.risks.words import INSPECTIONS


class RecordInspection(forms.Form):
    """Which report, by whom, and when it came out."""

    kind = forms.ChoiceField(label=_("What it is"), choices=list(INSPECTIONS.items()))
    title = forms.CharField(
        label=_("Its title"), max_length=200, error_messages={"required": _("Give its title.")}
    )
    publisher = forms.CharField(
        label=_("Who wrote it"), max_length=200, error_messages={"required": _("Say who wrote it.")}
    )
    published_on = Day(label=_("When it came out"))


class RecordRecommendation(Choosing):
    """What a report recommends, and who answers for it by when."""

    number = forms.CharField(
        label=_("Its number in the report"),
        max_length=20,
        error_messages={"required": _("Give its number.")},
    )
    words = some_words(
        _("What it recommends"), 1000, needed=_("Write what it recommends."), help_text=NO_NAMES
    )
    owner_agency = forms.ChoiceField(label=_("Which organisation answers for it"))
    due = forms.CharField(
        label=_("By when"),
        max_length=60,
        help_text=_("A day, a month, a season or a quarter: 30/9/2009, September 2009, Autumn 2009, Q3."),
        error_messages={"required": _("Say by when.")},
    )
    objective = forms.ChoiceField(label=_("Which objective it bears on"), required=False)


class RecommendationStep(Choosing):
    """What happened to a recommendation, and what shows it."""

    step = forms.ChoiceField(
        label=_("What happens now"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens now.")},
    )
    on = Day(label=_("On which day"))
    words = some_words(
        _("What was done, what shows it, or why not"),
        1000,
        needed=_("Say what was done, what shows it, or why not."),
        help_text=NO_NAMES,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RecordLesson(Choosing):
    """What a review taught, what is done about it, by whom and by when."""

    words = some_words(_("What was learned"), 1000, needed=_("Write what was learned."), help_text=NO_NAMES)
    action = some_words(
        _("What is done about it"), 500, needed=_("Say what is done about it."), help_text=NO_NAMES
    )
    owner_agency = forms.ChoiceField(label=_("Which organisation does it"))
    themes = forms.CharField(
        label=_("Its themes"),
        max_length=300,
        required=False,
        help_text=_("Words by which lessons of several reviews are found together, with commas between."),
    )
    drawn_on = Day(label=_("When it was drawn"))
    due = Day(label=_("To be acted on by"))


class CompleteLesson(forms.Form):
    """That a lesson was acted on, and what shows it."""

    completed_on = Day(label=_("When it was acted on"))
    evidence = some_words(
        _("What shows it"), 500, needed=_("Say what shows that it was done."), help_text=NO_NAMES
    )
