"""What a member ticks, and what a secretary writes down of a review or a selection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.governance.models import Review, Selection
from throughline.web.governance.seats.post_forms import day_field

OUTCOMES = (
    (Review.Outcome.UNCHANGED, _("Unchanged: it stands as it is")),
    (Review.Outcome.CHANGED, _("Changed, or to be changed")),
)
WAYS = (
    (Selection.How.ELECTED, _("Elected")),
    (Selection.How.NOMINATED, _("Nominated")),
    (Selection.How.APPOINTED, _("Appointed")),
    (Selection.How.ADVERTISED, _("Chosen after an advertisement")),
)


class Accept(forms.Form):
    """What a member accepts of what the terms ask."""

    what = forms.MultipleChoiceField(label=_("I accept"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, asked: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["what"].choices = list(asked)  # type: ignore[attr-defined]
        self.fields["what"].error_messages["required"] = _("Tick what you accept.")


class RecordReview(forms.Form):
    """What was reviewed, when, what came of it, and when it is next due."""

    about = forms.ChoiceField(label=_("What was reviewed"))
    reviewed_on = day_field(_("Day of the review"))
    outcome = forms.ChoiceField(label=_("What came of it"), choices=OUTCOMES, widget=forms.RadioSelect)
    next_on = day_field(
        _("Next review"),
        required=False,
        help_text=_("Leave it empty where the terms set the interval, or where no day is agreed."),
    )
    note = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=300,
        help_text=_("In a sentence, such as the number of the decision. Names of people are not needed."),
    )

    def __init__(self, *args: Any, subjects: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["about"].choices = list(subjects)  # type: ignore[attr-defined]


class RecordSelection(forms.Form):
    """How whoever speaks for several organisations was chosen."""

    how = forms.ChoiceField(label=_("How they were chosen"), choices=WAYS, widget=forms.RadioSelect)
    chosen_by = forms.CharField(label=_("Who chose them"), max_length=200)
    chosen_on = day_field(_("Day on which they were chosen"))
    speaks_for = forms.CharField(
        label=_("Organisations they speak for"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line."),
        max_length=4000,
    )

    def values(self) -> dict[str, Any]:
        """What to record."""
        return self.cleaned_data | {"speaks_for": self.cleaned_data["speaks_for"].splitlines()}
