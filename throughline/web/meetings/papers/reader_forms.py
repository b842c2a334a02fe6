"""What is typed about who may see an item, who comes to a meeting, and referrals to a panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.meetings.forms import Time, in_sentences
from throughline.web.meetings.models import Channel, Reply


class NamedReaders(forms.Form):
    """The people who may see an item beside those whom its readers name already."""

    people = forms.MultipleChoiceField(
        label=_("Who may see it?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """Whether a member comes, and who comes instead; no reason is asked."""

    answer = forms.ChoiceField(
        label=_("Are you coming?"),
        choices=in_sentences(Reply.Answer.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    deputy = forms.ChoiceField(label=_("Who comes in your place?"), required=False)
    deputy_is_briefed = forms.BooleanField(label=_("I have briefed them"), required=False)
    from_at = Time(label=_("From"), required=False, help_text=_("Only if you come later than the start."))
    until_at = Time(label=_("Until"), required=False, help_text=_("Only if you must leave before the end."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        deputies: Sequence[tuple[str, str]],
        member: str = "",
        **kwargs: Any,
    ) -> None:
        """``member`` names whom somebody else answers for; empty for the member's own answer."""
        super().__init__(*args, **kwargs)
        self.fields["deputy"].choices = [("", _("Nobody chosen")), *deputies]  # type: ignore[attr-defined]
        if member:
            self._speak_of(member)

    def _speak_of(self, member: str) -> None:
        self.fields["answer"].label = _("Is %(name)s coming?") % {"name": member}
        self.fields["deputy"].label = _("Who comes in their place?")
        self.fields["deputy_is_briefed"].label = _("They are briefed")
        self.fields["from_at"].help_text = _("Only if they come later than the start.")
        self.fields["until_at"].help_text = _("Only if they must leave before the end.")

    def clean(self) -> dict[str, Any]:
        """A deputy is named where one is sent."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("answer") == Reply.Answer.DEPUTY and not typed.get("deputy"):
            self.add_error("deputy", _("Choose who comes in your place."))
        return typed


class TableReferral(forms.Form):
    """A referral to a panel, by its reference alone."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=20,
        help_text=_("Such as R-014. Write nothing of the person who is referred: no name, initials or date."),
        error_messages={"required": _("Give the referral’s reference.")},
    )
    agency = forms.ChoiceField(label=_("Organisation that refers"))
    referrer = forms.ChoiceField(
        label=_("Who refers"), required=False, help_text=_("They are invited for this referral only.")
    )

    came_by = forms.ChoiceField(
        label=_("How did its papers reach you?"),
        choices=[
            (Channel.SECURE_MAIL, _("Secure e-mail")),
            (Channel.HAND, _("On paper, by hand")),
            (Channel.MAIL, _("Ordinary e-mail")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the papers reached you.")},
    )

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]
        self.fields["referrer"].choices = [("", _("No named person")), *people]  # type: ignore[attr-defined]
