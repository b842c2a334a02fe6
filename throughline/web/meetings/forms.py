"""What the secretary types about meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.meetings.actions import AgendaLine
from throughline.web.meetings.models import Channel, Paper
from throughline.words.markings import MarkingUnknown, read_marking

ASKS = [("note", _("Note")), ("agree", _("Agree")), ("discuss", _("Discuss")), ("decide", _("Decide"))]
DAY = {"type": "date"}


def in_sentences(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices whose words begin with a capital, as words that stand alone do."""
    return [(value, f"{words[:1].upper()}{words[1:]}") for value, words in choices]


class Day(forms.DateField):
    """A day as a browser's own field for dates writes it."""

    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Give the day as year, month and day, for example 2026-06-09.")}


class Time(forms.TimeField):
    """A time of day, or nothing."""

    widget = forms.TimeInput(format="%H:%M")
    default_error_messages = {"invalid": _("Give the time on the 24-hour clock, for example 14:00.")}


class CallMeeting(forms.Form):
    """When and where a meeting is to be."""

    held_on = Day(
        label=_("Day"),
        help_text=_("For example 9 June 2026."),
        error_messages={"required": _("Enter the day of the meeting.")},
    )
    starts_at = Time(
        label=_("Time"), required=False, help_text=_("For example 10:00. Leave empty if not settled.")
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)


class CallOneMeeting(CallMeeting):
    """A meeting called on its own: of what kind, and for an extraordinary one who asks for it."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), required=False)
    asked_by = forms.MultipleChoiceField(
        label=_("Who asks for an extraordinary meeting?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The terms say who may. Leave empty for any other meeting."),
    )
    second_sitting = forms.BooleanField(label=_("A second sitting on a day that has one"), required=False)

    def __init__(
        self, *args: Any, kinds: Sequence[str], seats: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = in_sentences((kind, kind.replace("-", " ")) for kind in kinds)
        self.fields["kind"].choices = named  # type: ignore[attr-defined]
        self.fields["asked_by"].choices = list(seats)  # type: ignore[attr-defined]
        if not seats:
            del self.fields["asked_by"]

    def clean_kind(self) -> str:
        """An ordinary meeting where no kind is given."""
        return self.cleaned_data["kind"] or "ordinary"


class CallYear(forms.Form):
    """The year to be called, and where its meetings are."""

    year = forms.RegexField(r"^[0-9]{4}$", widget=forms.HiddenInput)
    place = forms.CharField(
        label=_("Place of all of them"), max_length=200, required=False, help_text=_("Each can be changed.")
    )


class MoveMeeting(CallMeeting):
    """Another day, time or place, and why."""

    because = forms.CharField(
        label=_("Why is it moved?"), max_length=300, required=False, help_text=_("Members see this sentence.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CancelMeeting(forms.Form):
    """Why a meeting is not held."""

    because = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=300,
        help_text=_(
            "Members see this sentence. A meeting cancelled for want of business counts as a missed meeting."
        ),
        error_messages={"required": _("Say why the meeting is cancelled.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionOnly(forms.Form):
    """The version of the meeting that the secretary saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MinutesSent(forms.Form):
    """The day the minutes went to every reader."""

    sent_on = Day(label=_("Day"), error_messages={"required": _("Give the day the minutes went out.")})
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, held_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held_on, self.today = held_on, today

    def clean_sent_on(self) -> date:
        """A day between the meeting and today."""
        sent_on: date = self.cleaned_data["sent_on"]
        if not self.held_on <= sent_on <= self.today:
            raise forms.ValidationError(_("Give a day between the meeting and today."))
        return sent_on


class AskForPaper(forms.Form):
    """What paper is wanted, from whom and by when."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the paper a title.")}
    )
    ask = forms.ChoiceField(
        label=_("What will it ask of the board?"), choices=in_sentences(Paper.Ask.choices)
    )
    author_agency = forms.ChoiceField(label=_("Organisation that writes it"))
    author = forms.ChoiceField(label=_("Person"), required=False)
    due_on = Day(label=_("Due"), error_messages={"required": _("Give the day by which the paper is due.")})
    marking = forms.CharField(
        label=_("Marking"),
        max_length=60,
        initial="OFFICIAL",
        error_messages={"required": _("Give the marking.")},
    )
    readers = forms.ChoiceField(
        label=_("Who may read it?"), choices=in_sentences(Paper.Readers.choices), initial="body"
    )
    kind_of_information = forms.ChoiceField(
        label=_("Does it hold information that the terms keep close?"),
        required=False,
        help_text=_("Such a paper goes to named readers only, and every reading of it is recorded."),
    )
    embargoed_until = forms.DateTimeField(
        label=_("Under an embargo until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("A day and a time, or nothing. Until then only those below know of it."),
        error_messages={"invalid": _("Give a day and a time, for example 2026-04-02 09:30.")},
    )
    early_readers = forms.MultipleChoiceField(
        label=_("Who knows of it before its embargo ends, beside the secretary and those named on its item?"),
        required=False,
        choices=[("chair", _("The chair")), ("vice-chair", _("The vice-chair"))],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        kinds: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        """``kinds`` are the kinds of information that the terms keep close; without any none is asked."""
        super().__init__(*args, **kwargs)
        self.fields["kind_of_information"].choices = [("", _("No")), *kinds]  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["kind_of_information"]
        self.fields["author_agency"].choices = list(agencies)  # type: ignore[attr-defined]
        self.fields["author"].choices = [("", _("No named person yet")), *people]  # type: ignore[attr-defined]

    def clean_marking(self) -> str:
        """A marking of one of the two schemes."""
        marking = str(self.cleaned_data["marking"])
        try:
            read_marking(marking)
        except MarkingUnknown as unknown:
            raise forms.ValidationError(f"{unknown}.") from unknown
        return marking


class ReceivePaper(forms.Form):
    """The words of a paper that came in: read from a file first, or pasted; then looked at; then saved."""

    file = forms.FileField(
        label=_("Read the words from a file"),
        required=False,
        help_text=_(
            "A Word document (DOCX) or plain text (MD, TXT). Nothing is saved until you have looked."
        ),
    )
    text = forms.CharField(
        label=_("The paper’s words"),
        widget=forms.Textarea(attrs={"rows": 18}),
        required=False,
        help_text=_(
            "Or paste them. A line that begins with ## is a heading; one that begins with - is in a list. "
            "Name nobody who is supervised."
        ),
    )
    permitted_by = forms.ChoiceField(
        label=_("Who gives leave to table it late?"),
        required=False,
        help_text=_("The agenda is published. Whoever presides may let a paper come in now."),
    )
    came_as = forms.ChoiceField(
        choices=[(one, one) for one in ("pasted", "docx", "md", "txt")],
        required=False,
        widget=forms.HiddenInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, presiding: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permitted_by"].choices = [("", _("Nobody yet")), *presiding]  # type: ignore[attr-defined]
        if not presiding:
            del self.fields["permitted_by"]


class IssuePack(VersionOnly):
    """The way on which an issue of the pack goes."""

    channel = forms.ChoiceField(
        label=_("How does it go?"),
        choices=in_sentences(Channel.choices),
        initial=Channel.LINK,
        required=False,
        help_text=_("Each reader is told by a message with a link in any case; the message holds no paper."),
    )

    def clean_channel(self) -> str:
        """The link, where nothing is chosen."""
        return self.cleaned_data["channel"] or Channel.LINK


class Agenda(forms.Form):
    """The minutes and the paper of every item, and one more item."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    asks = forms.ChoiceField(label=_("What is asked of the board?"), choices=ASKS, required=False)
    readers = forms.ChoiceField(
        label=_("Who may see it?"), choices=in_sentences(Paper.Readers.choices), required=False
    )
    permitted_by = forms.ChoiceField(
        label=_("Who gives leave to table a new item late?"),
        required=False,
        help_text=_("The agenda is published. Whoever presides may let an item onto it now."),
    )

    def __init__(
        self,
        *args: Any,
        lines: Sequence[AgendaLine],
        papers: Sequence[Paper],
        presiding: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permitted_by"].choices = [("", _("Nobody yet")), *presiding]  # type: ignore[attr-defined]
        if not presiding:
            del self.fields["permitted_by"]
        self.lines = tuple(lines)
        self.papers = {str(paper.pk): paper for paper in papers}
        choices = [("", _("No paper")), *((key, paper.title) for key, paper in self.papers.items())]
        for line in lines:
            self.fields[f"minutes_{line.code}"] = forms.IntegerField(
                label=_("Minutes for “%(title)s”") % {"title": line.title},
                required=False,
                min_value=1,
                max_value=480,
                initial=line.minutes,
                error_messages={"invalid": _("Give the minutes as a number, for example 10.")},
            )
            self.fields[f"paper_{line.code}"] = forms.ChoiceField(
                label=_("Paper for “%(title)s”") % {"title": line.title},
                required=False,
                choices=choices,
                initial=str(line.paper.pk) if line.paper else "",
            )

    def typed(self) -> tuple[AgendaLine, ...]:
        """The items with the minutes and papers that were typed."""
        return tuple(
            replace(
                line,
                minutes=self.cleaned_data[f"minutes_{line.code}"],
                paper=self.papers.get(self.cleaned_data[f"paper_{line.code}"]),
            )
            for line in self.lines
        )
