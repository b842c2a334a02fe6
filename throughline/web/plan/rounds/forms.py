"""What is typed about rounds: when one opens, how a line goes, and what is made of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.rules.plan.answering import Claim, Said
from throughline.rules.plan.status import STATUS_WORDS, MilestoneStatus

LONG = forms.Textarea(attrs={"rows": 2})
CLAIM_WORDS = {
    Claim.NO_CHANGE: _("No change since last time"),
    Claim.DONE: _("Done"),
    Claim.LATER: _("Later than the date now"),
    Claim.STUCK: _("Stuck, and we ask for help"),
}


class Day(forms.DateField):
    """A day as a browser's own field for dates writes it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Give the day as year, month and day, for example 2010-01-08.")}


class NewRound(forms.Form):
    """When a round opens and closes, and whom each organisation's letter goes to."""

    opens_on = Day(label=_("Opens on"), error_messages={"required": _("Say on which day the round opens.")})
    closes_on = Day(
        label=_("Closes on"),
        help_text=_("Late answers are taken for two weeks more, and marked as late."),
        error_messages={"required": _("Say on which day the round closes.")},
    )

    def __init__(
        self,
        *args: Any,
        leads: Sequence[tuple[str, str, str]],
        people: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        """``leads`` are codes, names and the keys of the people proposed."""
        super().__init__(*args, **named)
        choices = [("", _now("Nobody: do not ask")), *people]
        for code, name, proposed in leads:
            self.fields[f"who-{code}"] = forms.ChoiceField(
                label=name, required=False, choices=choices, initial=proposed
            )

    @property
    def chosen(self) -> dict[str, int]:
        """The keys of the people to ask, by the code of the organisation."""
        return {
            name.removeprefix("who-"): int(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("who-") and value
        }


class LineAnswer(forms.Form):
    """How one line goes; a line that says nothing is left for later."""

    claim = forms.ChoiceField(
        label=_("How does it go?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how this line goes."),
            "invalid_choice": _("Choose one of the answers that the page offers for this line."),
        },
    )
    words = forms.CharField(label=_("What has happened?"), required=False, widget=LONG, max_length=1000)
    forecast = forms.CharField(
        label=_("When do you expect it now?"),
        help_text=_("If later or stuck. As precise as you know, such as 2010-02 or 2010-02-26."),
        required=False,
        max_length=60,
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("If done: what shows it, and where it can be seen."),
        required=False,
        max_length=300,
    )
    help_asked = forms.CharField(
        label=_("Help you ask for"),
        help_text=_("If stuck: what you need, and from whom."),
        required=False,
        max_length=300,
    )
    count = forms.IntegerField(
        label=_("Count since the year began"),
        required=False,
        min_value=0,
        error_messages={
            "invalid": _("Write the count as a whole number, such as 34."),
            "min_value": _("A count is nought or more."),
        },
    )

    def __init__(
        self, *args: Any, claims: Sequence[Claim], date_now: str, asks_count: bool, **named: Any
    ) -> None:
        named.update(empty_permitted=True, use_required_attribute=False)
        super().__init__(*args, **named)
        course = _now("On course for %(when)s") % {"when": date_now} if date_now else _now("On course")
        words = {Claim.ON_COURSE: course, **CLAIM_WORDS}
        self.fields["claim"].choices = [(one.value, words[one]) for one in claims]  # type: ignore[attr-defined]
        if not asks_count:
            del self.fields["count"]

    @property
    def said(self) -> Said:
        """What was said, as the rule takes it."""
        kept = self.cleaned_data
        return Said(
            Claim(kept["claim"]), kept["words"], kept["forecast"], kept["evidence"], kept["help_asked"]
        )

    @property
    def is_opened(self) -> bool:
        """Whether the page shows the fields beside the choice: something was typed, or is wrong."""
        return self.is_bound and (self.has_changed() or bool(self.errors))


class Settle(forms.Form):
    """What the plan's keeper makes of an answer."""

    answer = forms.ChoiceField(choices=[(one, one) for one in ("accept", "query", "decline")])
    reply = forms.CharField(required=False, max_length=500)
    version = forms.IntegerField()


def first_days(on: date, closes: date) -> dict[str, date]:
    """The days that a new round proposes."""
    return {"opens_on": on, "closes_on": closes}


class GiveStatus(forms.Form):
    """Which line has another status than the one worked out, which, and why."""

    line = forms.ChoiceField(label=_("Which line?"), help_text=_("The objective as a whole, or one step."))
    status = forms.ChoiceField(
        label=_("Which status does it have?"),
        widget=forms.RadioSelect,
        choices=[(one.value, STATUS_WORDS[one]) for one in MilestoneStatus],
        error_messages={"required": _("Choose the status that the line has.")},
    )
    reason = forms.CharField(
        label=_("Why is it another than the one worked out?"),
        help_text=_("It is printed beside the status, wherever the status is."),
        widget=LONG,
        max_length=500,
        error_messages={"required": _("Say why the status is another than the one worked out.")},
    )

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["line"].choices = lines  # type: ignore[attr-defined]


class SaidAtMeeting(forms.Form):
    """What a meeting said of a step, and which meeting it was."""

    meeting = forms.ChoiceField(label=_("At which meeting?"))
    step = forms.ChoiceField(label=_("Of which step?"))
    words = forms.CharField(
        label=_("What was said?"),
        widget=LONG,
        max_length=1000,
        error_messages={"required": _("Write what the meeting said of the step.")},
    )
    is_complete = forms.BooleanField(label=_("It is complete"), required=False)
    forecast = forms.CharField(
        label=_("When is it expected now?"),
        help_text=_("As precise as was said, such as 2010-02. Leave empty if the date stands."),
        required=False,
        max_length=60,
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("Needed when it is complete: where anybody can see that it was done."),
        required=False,
        max_length=300,
    )

    def __init__(
        self,
        *args: Any,
        steps: Sequence[tuple[str, str]],
        meetings: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.fields["step"].choices = steps  # type: ignore[attr-defined]
        self.fields["meeting"].choices = meetings  # type: ignore[attr-defined]
