"""What is asked of the workbench, and the target that is agreed on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

LARGEST = 100_000_000
QUARTER_FIELDS = ("first", "second", "third", "fourth")


def _number(label: Any, missing: Any, *, help_text: Any = "", required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=0,
        max_value=LARGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": missing,
            "invalid": _("Write a whole number, such as 3884."),
            "min_value": _("Write a number that is not below zero."),
            "max_value": _("Write a number up to 100 million."),
        },
    )


def _percent(label: Any, missing: Any, *, help_text: Any = "", required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=9,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": missing,
            "invalid": _("Write a per cent without its sign, such as 5 or 61.8."),
            "min_value": _("A per cent is not below 0."),
            "max_value": _("A per cent is at most 100."),
            "max_digits": _("Write at most six decimals."),
            "max_decimal_places": _("Write at most six decimals."),
        },
    )


class PeoplePredicted(forms.Form):
    """A cohort, how many of it are predicted to reoffend, and the fall that is thought of."""

    cohort = _number(_("How many people are in the cohort?"), _("Enter how many people are in the cohort."))
    expected = forms.DecimalField(
        label=_("How many of them are expected to reoffend?"),
        help_text=_("The number predicted for these people, such as 294."),
        min_value=Decimal(0),
        max_value=Decimal(LARGEST),
        max_digits=14,
        decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Enter how many are expected to reoffend."),
            "invalid": _("Write a number, such as 294."),
            "min_value": _("Write a number that is not below zero."),
            "max_value": _("Write a number up to 100 million."),
            "max_digits": _("Write at most four decimals."),
            "max_decimal_places": _("Write at most four decimals."),
        },
    )
    asked = _percent(
        _("Which fall do you think of, in per cent?"),
        "",
        required=False,
        help_text=_("Leave empty for none."),
    )
    sided = forms.ChoiceField(
        label=_("How is it tested?"),
        choices=[
            ("two", _("For a fall or a rise, as published")),
            ("one", _("For a fall alone (one-sided)")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def clean_asked(self) -> Decimal | None:
        """A fall of nothing is no fall."""
        asked: Decimal | None = self.cleaned_data["asked"]
        if asked == 0:
            raise forms.ValidationError(_("A fall of 0% asks for nothing. Write more, or leave it empty."))
        return asked

    def clean(self) -> dict[str, Any]:
        """No more are expected than there are."""
        sent: dict[str, Any] = super().clean() or {}
        cohort, expected = sent.get("cohort"), sent.get("expected")
        if cohort == 0:
            self.add_error("cohort", _("Nobody is in the cohort. Enter at least one person."))
        elif cohort is not None and expected is not None and expected > cohort:
            self.add_error("expected", _("More are expected than are in the cohort. Correct one of them."))
        return sent


class ShareOfCases(forms.Form):
    """So many cases, the share they start from, and the target that is thought of."""

    cases = _number(_("How many cases are there in one period?"), _("Enter how many cases there are."))
    baseline = _percent(
        _("Which share do they start from, in per cent?"), _("Enter the share they start from.")
    )
    asked = _percent(
        _("Which target do you think of, in per cent?"),
        "",
        required=False,
        help_text=_("Leave empty for none."),
    )

    def clean_cases(self) -> int:
        """Without a case there is no share."""
        cases: int = self.cleaned_data["cases"]
        if cases == 0:
            raise forms.ValidationError(_("Without a case there is no share. Enter at least one."))
        return cases


class QuartersOfAPlan(forms.Form):
    """What each quarter should bring, and what has been done so far."""

    first = _number(_("Planned for the first quarter"), _("Enter what is planned for the first quarter."))
    second = _number(_("Planned for the second quarter"), _("Enter what is planned for the second quarter."))
    third = _number(_("Planned for the third quarter"), _("Enter what is planned for the third quarter."))
    fourth = _number(_("Planned for the fourth quarter"), _("Enter what is planned for the fourth quarter."))
    quarter = forms.ChoiceField(
        label=_("Which quarter has ended?"),
        choices=[
            ("", _("None yet")), ("1", _("The first")), ("2", _("The second")),
            ("3", _("The third")), ("4", _("The fourth")),
        ],
        required=False,
    )  # fmt: skip
    done = _number(
        _("How many were done by its end?"),
        "",
        required=False,
        help_text=_("The total since the year began."),
    )

    def clean(self) -> dict[str, Any]:
        """A quarter and what was done by its end come together."""
        sent: dict[str, Any] = super().clean() or {}
        if sent.get("quarter") and sent.get("done") is None and "done" not in self.errors:
            self.add_error("done", _("Enter how many were done by the end of that quarter."))
        if sent.get("done") is not None and not sent.get("quarter"):
            self.add_error("quarter", _("Choose the quarter by whose end they were done."))
        return sent


class AgreeTarget(forms.Form):
    """A target for one indicator, from a day on, with where it comes from."""

    indicator = forms.ChoiceField(
        label=_("For which indicator?"), error_messages={"required": _("Choose the indicator.")}
    )
    value = forms.DecimalField(
        label=_("Which target?"),
        help_text=_("In per cent for a share, such as 73; otherwise a whole number, such as 261."),
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Enter the target."),
            "invalid": _("Write a number, such as 73 or 261."),
            "min_value": _("A target is not below zero."),
            "max_digits": _("Write at most six decimals."),
            "max_decimal_places": _("Write at most six decimals."),
        },
    )
    source = forms.CharField(
        label=_("Where does it come from?"),
        help_text=_("For example: agreed by the board on 12 January 2010. Name no person."),
        max_length=150,
        error_messages={
            "required": _("Say where the target comes from."),
            "max_length": _("Say it in at most 150 letters."),
        },
    )
    decision = forms.CharField(
        label=_("Number of the decision, if there is one"), required=False, max_length=40
    )
    from_on = forms.DateField(
        label=_("From which day does it hold?"),
        error_messages={
            "required": _("Enter the day from which it holds."),
            "invalid": _("The day is no day. Write it as 2026-04-01."),
        },
    )

    def __init__(
        self, *given: Any, choices: list[tuple[str, str]], shares: frozenset[str], today: date, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.shares, self.today = shares, today
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
        self.fields["from_on"].widget.input_type = "date"

    def clean_from_on(self) -> date:
        """Earlier scorecards stay as they were."""
        day: date = self.cleaned_data["from_on"]
        if day < self.today:
            raise forms.ValidationError(
                _("The day is past. Enter today or a later day: an earlier scorecard stays as it was.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        """A share is at most the whole, and a count is whole."""
        sent: dict[str, Any] = super().clean() or {}
        value, indicator = sent.get("value"), sent.get("indicator")
        if value is None or indicator is None:
            return sent
        if indicator in self.shares:
            if value > 100:
                self.add_error("value", _now("A share is at most 100%. Write a per cent, such as 73."))
            sent["exact"] = Fraction(value) / 100
        else:
            if value != value.to_integral_value():
                self.add_error("value", _now("This indicator counts. Write a whole number, such as 261."))
            sent["exact"] = Fraction(value)
        return sent
