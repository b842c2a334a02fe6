"""What is typed about minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.meetings.forms import Day, in_sentences
from throughline.web.meetings.models import AgendaItem, Meeting, Minute
from throughline.web.site.jinja import long_date

READERS = in_sentences(Minute.Readers.choices)


def _words(label: Any, missing: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": missing}
    )


class WriteMinute(forms.Form):
    """One more paragraph under an item of the agenda."""

    text = _words(_("What is to be minuted"), _("Write what the record is to say."))
    item = forms.ChoiceField(label=_("Under which item"), required=False)
    readers = forms.ChoiceField(label=_("Who may read it"), choices=READERS, initial="public")
    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(one.pk): one for one in items}
        named = [(key, f"{one.number or one.position} {one.title}") for key, one in self.items.items()]
        self.fields["item"].choices = [("", _("Before the first item")), *named]  # type: ignore[attr-defined]

    def clean_item(self) -> AgendaItem | None:
        """The item that was chosen, or none."""
        return self.items.get(self.cleaned_data["item"])


class AmendMinute(forms.Form):
    """Other words, or other readers, for a paragraph of a draft."""

    text = _words(_("The minute"), _("Write the words of the minute, or strike it out."))
    readers = forms.ChoiceField(label=_("Who may read it"), choices=READERS)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StrikeMinute(forms.Form):
    """The version of the paragraph that is to go."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ProposeWords(forms.Form):
    """The words the chair would have."""

    proposed = _words(_("The words as you would have them"), _("Write the words as you would have them."))


class SettleEdit(forms.Form):
    """Whether the chair's words are taken."""

    take = forms.ChoiceField(choices=[("yes", _("Take")), ("no", _("Leave"))])
    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentOnMinute(forms.Form):
    """What a member says of one paragraph."""

    text = _words(_("Your comment"), _("Write what should be said otherwise, and why."))


class AnswerComment(forms.Form):
    """What became of a comment."""

    answer = forms.CharField(
        label=_("Answer"), max_length=300, error_messages={"required": _("Say what became of the comment.")}
    )


class CirculateMinutes(forms.Form):
    """Until when members may comment."""

    comments_close_on = Day(
        label=_("Comments close at the end of"),
        error_messages={"required": _("Give the day on which comments close.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_comments_close_on(self) -> date:
        """Today or a later day."""
        day: date = self.cleaned_data["comments_close_on"]
        if day < self.today:
            raise forms.ValidationError(_("Give today or a later day."))
        return day


class AtMeeting(forms.Form):
    """The later meeting that decided it."""

    at_meeting = forms.ChoiceField(
        label=_("Which meeting decided it?"), error_messages={"required": _("Choose the meeting.")}
    )

    def __init__(self, *args: Any, later: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later = {one.address: one for one in later}
        choices = [(key, long_date(one.held_on)) for key, one in self.later.items()]
        self.fields["at_meeting"].choices = choices  # type: ignore[attr-defined]

    def clean_at_meeting(self) -> Meeting:
        """The meeting itself."""
        return self.later[self.cleaned_data["at_meeting"]]


class CorrectMinute(AtMeeting):
    """The words as they are to stand, and who decided it."""

    text = _words(_("The words as they are to stand"), _("Write the words as they are to stand."))
    field_order = ("text", "at_meeting")


class MinuteReaders(forms.Form):
    """Who may read an approved paragraph."""

    readers = forms.ChoiceField(label=_("Who may read it"), choices=READERS)
    version = forms.IntegerField(widget=forms.HiddenInput)
