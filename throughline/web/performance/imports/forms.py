"""Forms of the files that come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.figures.extracts.printed_numbers import NOT_AVAILABLE
from throughline.figures.extracts.returns import Window

STATUSES = (
    ("final", _("Final")),
    ("provisional", _("Provisional: final figures follow")),
    ("revised", _("Revised: they correct figures that were final")),
)
TOTALS = (
    ("discrete", _("A count of its own period")),
    ("cumulative", _("A total since the year began")),
)
EVERY = (
    ("", _("As it is printed")),
    ("month", _("A month")),
    ("quarter", _("A quarter")),
    ("year", _("A year")),
)
DATE_ORDERS = (
    ("", _("So that they cannot be mistaken")),
    ("day-first", _("The day first: 31/12/2009")),
    ("month-first", _("The month first: 12/31/2009")),
)
YEARS = (
    ("", _("None stands there")),
    ("financial", _("From 1 April 2009 to 31 March 2010")),
    ("calendar", _("From 1 January to 31 December 2009")),
)
NAMED_BY = (
    ("", _("None, or both")),
    ("first-day", _("The first day")),
    ("last-day", _("The last day")),
)
ENCODINGS = (("", _("Told from its bytes")), ("utf-8", _("UTF-8")), ("cp1252", _("Windows-1252")))
DELIMITERS = (
    ("", _("Told from its rows")),
    (",", _("Commas")),
    (";", _("Semicolons")),
    ("\t", _("Tabs")),
    ("|", _("Upright bars")),
)
SHEET_NAMES = (
    ("", _("Nothing that is needed")),
    ("area", _("The area")),
    ("group", _("The group of people")),
    ("indicator", _("The indicator")),
)


class SendFile(forms.Form):
    """A published table or an extract, with what only the sender knows of it."""

    supplier = forms.ChoiceField(
        label=_("Whose figures are they?"), error_messages={"required": _("Choose whose figures they are.")}
    )
    status = forms.ChoiceField(label=_("How settled are they?"), choices=STATUSES, initial="final")
    published_on = forms.DateField(
        label=_("When were they published?"),
        required=False,
        help_text=_("Leave empty for figures that were sent and not published."),
        error_messages={"invalid": _("The day of publication is no day. Write it as 2026-06-30.")},
    )
    closed_before = forms.DateField(
        label=_("From which day are the years still open?"),
        required=False,
        help_text=_("Figures that end before it are not taken in. Leave empty for a published table."),
        error_messages={"invalid": _("That is no day. Write it as 2026-04-01.")},
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("ODS, XLSX or CSV, up to 10 MB."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty. Choose the file that holds the table."),
        },
    )

    def __init__(self, *given: Any, suppliers: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["supplier"].choices = suppliers  # type: ignore[attr-defined]
        for name in ("published_on", "closed_before"):
            self.fields[name].widget.input_type = "date"


class SayColumns(forms.Form):
    """What holds for the whole table, beside the role of each column."""

    totals = forms.ChoiceField(
        label=_("What is each figure?"),
        choices=TOTALS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether each figure is of its own period or a total.")},
    )
    indicator = forms.ChoiceField(
        label=_("Which indicator is it?"),
        required=False,
        help_text=_("Only for a table that names none."),
    )
    every = forms.ChoiceField(
        label=_("How long is each period?"),
        choices=EVERY,
        required=False,
        help_text=_("Needed for totals since the year began."),
    )
    date_order = forms.ChoiceField(
        label=_("How are its days written?"),
        choices=DATE_ORDERS,
        required=False,
        help_text=_("01/02/09 is read only where this is said."),
    )
    named_by = forms.ChoiceField(
        label=_("Which day of a period is written?"), choices=NAMED_BY, required=False
    )
    years = forms.ChoiceField(label=_("What is a year such as 2009?"), choices=YEARS, required=False)
    sheet_names = forms.ChoiceField(
        label=_("What do the names of the sheets say?"), choices=SHEET_NAMES, required=False
    )
    everyone = forms.CharField(
        label=_("Which word stands for everybody?"),
        required=False,
        max_length=40,
        help_text=_("For example Total or All, in a column of groups."),
    )
    not_available = forms.CharField(
        label=_("What stands where there is no figure?"),
        max_length=200,
        required=False,
        initial=" ".join(NOT_AVAILABLE),
        help_text=_("Marks with a space between them. They are gaps, never nought."),
    )
    repeat_labels = forms.BooleanField(
        label=_("An empty cell repeats the area, group, indicator or period above it"), required=False
    )
    covers_from = forms.DateField(
        label=_("First day that it covers"),
        required=False,
        help_text=_("Only for a table that does not say its period."),
        error_messages={"invalid": _("The first day is no day. Write it as 2026-04-01.")},
    )
    covers_to = forms.DateField(
        label=_("Last day that it covers"),
        required=False,
        error_messages={"invalid": _("The last day is no day. Write it as 2026-06-30.")},
    )
    encoding = forms.ChoiceField(label=_("How is a CSV file encoded?"), choices=ENCODINGS, required=False)
    delimiter = forms.ChoiceField(
        label=_("What separates the cells of a CSV file?"), choices=DELIMITERS, required=False
    )
    name = forms.CharField(
        label=_("What is this kind of table called?"),
        max_length=120,
        help_text=_("For example: Proven reoffending by local authority."),
        error_messages={"required": _("Give this kind of table a name.")},
    )
    is_saved = forms.BooleanField(
        label=_("Read the next table with these headings the same way"), required=False, initial=True
    )

    def __init__(self, *given: Any, indicators: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["indicator"].choices = [("", _("The table says it")), *indicators]  # type: ignore[attr-defined]
        for name in ("covers_from", "covers_to"):
            self.fields[name].widget.input_type = "date"

    def clean(self) -> dict[str, Any]:
        """The period is whole, or not given."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("covers_from"), given.get("covers_to")
        if bool(first) != bool(last) and not {"covers_from", "covers_to"} & set(self.errors):
            self.add_error("covers_to", _("Give the first and the last day, or neither."))
        elif first and last and last < first:
            self.add_error("covers_to", _("The last day is before the first. Correct one of them."))
        return given

    @property
    def settings(self) -> dict[str, Any]:
        """What was said, as the settings of a profile."""
        kept = (
            "name", "totals", "indicator", "every", "date_order", "years", "sheet_names", "everyone",
            "named_by", "encoding", "delimiter", "repeat_labels",
        )  # fmt: skip
        said = {name: self.cleaned_data[name] for name in kept}
        return {**said, "not_available": self.cleaned_data["not_available"].split()}

    @property
    def covers(self) -> Window | None:
        """The days that the table covers, where it does not say so itself."""
        first, last = self.cleaned_data["covers_from"], self.cleaned_data["covers_to"]
        return Window(first, last) if first else None


class UndoReceipt(forms.Form):
    """Why the figures of a receipt no longer count."""

    reason = forms.CharField(
        label=_("Why is it undone?"),
        max_length=300,
        help_text=_("For example: the columns of two areas were exchanged. Name no person."),
        error_messages={"required": _("Say why it is undone.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
