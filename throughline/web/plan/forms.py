"""Forms of the plan room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.rules.plan.asked import DAYS_OF
from throughline.rules.plan.model import Milestone
from throughline.rules.plan.objective_status import Step
from throughline.words.periods import PeriodUnreadable, year_named


class UploadPlan(forms.Form):
    """A file, or a pasted table, and the year it is for."""

    year = forms.CharField(
        label=_("Which year is the plan for?"),
        max_length=20,
        help_text=_("For example, 2009-10."),
        error_messages={"required": _("Write the year that the plan is for, such as 2009-10.")},
    )
    file = forms.FileField(
        label=_("The plan's file"),
        required=False,
        help_text=_("CSV, XLSX, ODS or DOCX, up to 10 MB. Leave empty if you paste the table."),
    )
    pasted = forms.CharField(
        label=_("Or paste the table"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("With its heading row, copied from a spreadsheet or a document."),
    )

    def clean_year(self) -> str:
        """The year as the pages write it."""
        try:
            return year_named(self.cleaned_data["year"]).name
        except PeriodUnreadable:
            raise forms.ValidationError(_("Write the year as 2009-10.")) from None

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two was given."""
        given: dict[str, Any] = super().clean() or {}
        if "file" not in self.errors and bool(given.get("file")) == bool(given.get("pasted", "").strip()):
            self.add_error("file", _("Choose a file or paste a table, one of the two."))
        return given

    @property
    def sent(self) -> tuple[bytes, str]:
        """The bytes that were sent, and what they were called."""
        if file := self.cleaned_data.get("file"):
            return file.read(), file.name
        return self.cleaned_data["pasted"].encode(), "pasted table"


class UpdateMilestone(forms.Form):
    """What is told of one step for the quarter that is being reported."""

    is_complete = forms.BooleanField(label=_("It is complete"), required=False)
    forecast = forms.CharField(
        label=_("When do you expect it now?"),
        required=False,
        max_length=60,
        help_text=_("As precise as you know, such as 2010-02 or 2010-02-26. Leave empty if the date stands."),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        max_length=300,
        help_text=_("Needed when it is complete: where anybody can see that it was done."),
    )
    words = forms.CharField(
        label=_("What has happened?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    happened_on = forms.DateField(
        label=_("On which day was it published, or the person appointed?"),
        required=False,
        help_text=_("For example, 2009-09-14."),
        error_messages={"invalid": _("Write the day as 2009-09-14.")},
    )
    vetting = forms.CharField(
        label=_("Which vetting does whoever was appointed hold?"), required=False, max_length=60
    )
    came = forms.ChoiceField(
        label=_("What became of what it waits for?"),
        required=False,
        choices=[("", _("Nothing yet")), ("came", _("It came")), ("failed", _("It will not come"))],
    )
    area = forms.ChoiceField(label=_("Of which place do you tell?"), required=False)

    def __init__(self, *args: Any, steps: Sequence[Step] = (), **named: Any) -> None:
        super().__init__(*args, **named)
        areas = dict.fromkeys(area for step in steps for area in step.areas)
        self.fields["area"].choices = [("", _("All of it")), *((one, one) for one in areas)]  # type: ignore[attr-defined]
        milestones = [step for step in steps if isinstance(step, Milestone)]
        asked = {
            "happened_on": any(one.kind in DAYS_OF for one in milestones),
            "vetting": any(one.vetting for one in milestones),
            "came": any(one.waits_for for one in milestones),
            "area": bool(areas),
        }
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self.fields[name]
