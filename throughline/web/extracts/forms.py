"""Forms of the extracts room."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.figures.extracts.contracts import contract_named, contract_names
from throughline.figures.extracts.returns import Window

ENDINGS = ("csv", "txt", "parquet", "xlsx", "ods")


def day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    """A field for one day."""
    widget = forms.DateInput(format="%Y-%m-%d")
    widget.input_type = "date"
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=widget,
        error_messages={
            "required": _("Give the day."),
            "invalid": _("This is no day. Write it as 2026-06-30."),
        },
    )


class AppointReader(forms.Form):
    """Who is to read the extracts, until when and what for."""

    person = forms.ChoiceField(
        label=_("Who is to read them?"), error_messages={"required": _("Choose a person.")}
    )
    until_on = day(_("The last day"), _("Twelve months from today at most."))
    why = forms.CharField(
        label=_("What for?"),
        max_length=300,
        help_text=_("For example: decides which records are of one person, for the yearly measure."),
        error_messages={"required": _("Say what the person reads the extracts for.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *given: Any, people: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class EndReader(forms.Form):
    """Why somebody stops reading the extracts."""

    because = forms.CharField(label=_("Why does it end?"), max_length=300, required=False)


class UndoExtract(forms.Form):
    """Why an extract no longer counts."""

    why = forms.CharField(
        label=_("Why is it taken back?"),
        max_length=300,
        help_text=_("For example: the supplier sent last year’s rows. Write nothing about a person."),
        error_messages={"required": _("Say why the extract is taken back.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Decide(forms.Form):
    """Whether two records are of one person, and why."""

    verdict = forms.ChoiceField(
        label=_("Are these two records of one person?"),
        choices=(("one person", _("One person")), ("two people", _("Two people"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they are of one person or of two, or decide later.")},
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_(
            "Write nothing about the person: no name, no date of birth, no number of theirs. For example: "
            "one prison number on both files."
        ),
        error_messages={"required": _("Say why, without anything about the person.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TakeBack(forms.Form):
    """Why a decision about two records is taken back."""

    why = forms.CharField(
        label=_("Why is it taken back?"),
        max_length=300,
        help_text=_("Write nothing about the person."),
        error_messages={"required": _("Say why, without anything about the person.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SendExtract(forms.Form):
    """A file of single persons or offences, and what its sender says of it."""

    contract = forms.ChoiceField(
        label=_("What does it hold?"),
        error_messages={"required": _("Choose what it holds.")},
    )
    supplier = forms.ChoiceField(
        label=_("Who sent it?"), error_messages={"required": _("Choose who sent it.")}
    )
    starts = day(_("First day of its period"))
    ends = day(_("Last day of its period"))
    received_on = day(_("The day on which it came"))
    due_on = day(
        _("The day on which it was due"),
        _("Leave empty where a statute says it, or nothing."),
        required=False,
    )
    rows_announced = forms.IntegerField(
        label=_("How many rows does the sender say there are?"),
        required=False,
        min_value=1,
        help_text=_("A file with another number is refused. Leave empty where nobody says."),
        error_messages={
            "invalid": _("Write a whole number, without commas."),
            "min_value": _("Write a number of 1 or more."),
        },
    )
    file = forms.FileField(
        label=_("The file"),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )
    profile = forms.FileField(
        label=_("A profile that maps the sender’s own words"),
        required=False,
        help_text=_("A TOML file. Leave empty where the columns are named as the contract names them."),
    )

    def __init__(self, *given: Any, suppliers: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        contracts = [(one, contract_named(one).title) for one in contract_names()]
        self.fields["contract"].choices = [("", _("Choose a contract")), *contracts]  # type: ignore[attr-defined]
        self.fields["supplier"].choices = [("", _("Choose an organisation")), *suppliers]  # type: ignore[attr-defined]
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        self.fields["file"].help_text = _now(
            "CSV, Parquet, XLSX or ODS, up to %(limit)d MB. For a larger file, or many, use the command "
            "“throughline figures import”, which takes any size."
        ) % {"limit": limit}

    def clean(self) -> dict[str, Any]:
        """The period does not end before it begins, and the file is of a kind that is read."""
        given: dict[str, Any] = super().clean() or {}
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day is before the first. Correct one of them."))
        if given.get("file") and ending_of(given["file"].name) not in ENDINGS:
            self.add_error("file", _("The file is none of CSV, Parquet, XLSX and ODS. Send one of these."))
        return given

    @property
    def period(self) -> Window:
        """The days that the extract covers."""
        return Window(self.cleaned_data["starts"], self.cleaned_data["ends"])


def ending_of(name: str) -> str:
    """How a file's name ends, in small letters and without its dot."""
    return PurePath(name).suffix.lower().removeprefix(".")
