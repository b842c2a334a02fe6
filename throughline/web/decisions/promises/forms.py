"""What is typed about actions: how they go, on another day, to another owner, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.rules.lateness import Lateness, needs_the_body_to_move
from throughline.web.decisions.models import ActionUpdate
from throughline.web.site.jinja import short_date

Claim = ActionUpdate.Claim
LONG = forms.Textarea(attrs={"rows": 3})


class SayHow(forms.Form):
    """How an action goes, in the owner's words; the day is given in three boxes."""

    claim = forms.ChoiceField(
        label=_("Where is it now?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the action is going."),
            "invalid_choice": _("Choose one of the answers that the page offers."),
        },
    )
    day = forms.IntegerField(label=_("Day"), required=False, min_value=1, max_value=31)
    month = forms.IntegerField(label=_("Month"), required=False, min_value=1, max_value=12)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    text = forms.CharField(
        label=_("What has changed?"),
        help_text=_("One or two sentences. Do not name anyone under supervision."),
        widget=LONG,
        required=False,
        max_length=1000,
    )
    evidence = forms.CharField(
        label=_("Evidence, if you have it"),
        help_text=_("Needed where it is done: what shows it, in a sentence or as a link."),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, late: Lateness, since: str = "", **named: Any) -> None:
        super().__init__(*args, **named)
        self.for_the_body = needs_the_body_to_move(late.slips)
        on_course = (Claim.ON_COURSE, _now("On course for %(day)s") % {"day": short_date(late.due)})
        self.fields["claim"].choices = [  # type: ignore[attr-defined]
            (Claim.DONE, _now("Done")),
            *([] if late.overdue_days else [on_course]),
            (Claim.LONGER, _now("It needs longer")),
            (Claim.STUCK, _now("I am stuck and need help")),
        ]
        if since:
            self.fields["text"].label = _now("What has changed since %(day)s?") % {"day": since}

    def clean(self) -> dict[str, Any]:
        """The three boxes as one day."""
        cleaned: dict[str, Any] = super().clean() or {}
        boxes = [cleaned.get(name) for name in ("year", "month", "day")]
        cleaned["forecast"] = None
        if cleaned.get("claim") != Claim.LONGER or any(
            name in self.errors for name in ("day", "month", "year")
        ):
            return cleaned
        try:
            cleaned["forecast"] = date(*(int(box) for box in boxes if box is not None))
        except (TypeError, ValueError):
            self.add_error("day", _now("Give the new date as day, month and year, for example 15 5 2026."))
        return cleaned

    @property
    def day_errors(self) -> list[str]:
        """What is wrong with the three boxes, each said once."""
        found = [error for name in ("day", "month", "year") for error in self.errors.get(name, [])]
        return list(dict.fromkeys(str(error) for error in found))


class NotYours(forms.Form):
    """Whose an action is, where the person asked says that it is not theirs."""

    text = forms.CharField(
        label=_("Who should have it?"),
        help_text=_("Their post or organisation is enough."),
        max_length=300,
        error_messages={"required": _("Say who should have this action, by post or organisation.")},
    )


class Day(forms.DateField):
    """A day as a browser's own field for dates writes it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Give the day as year, month and day, for example 2026-06-09.")}


class Versioned(forms.Form):
    """A form of one action that knows which version of it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveDay(Versioned):
    """Another day for an action, why, and where it needs one, the decision that gives it."""

    to = Day(label=_("New date"))
    reason = forms.CharField(label=_("Why it moves"), widget=LONG, max_length=1000)
    decision = forms.ChoiceField(
        label=_("Decision that gives the day"),
        required=False,
        help_text=_("Needed after three moves. Otherwise leave it empty."),
    )

    def __init__(self, *args: Any, decisions: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["decision"].choices = [("", _now("None")), *decisions]  # type: ignore[attr-defined]


class CloseWithout(Versioned):
    """An action that need not be done: cancelled by a decision, or merged into another."""

    how = forms.ChoiceField(
        label=_("What becomes of it"),
        widget=forms.RadioSelect,
        choices=[
            ("cancel", _("A decision cancels it")),
            ("merge", _("It becomes part of another action")),
        ],
    )
    decision = forms.ChoiceField(label=_("The decision that cancels it"), required=False)
    into = forms.ChoiceField(label=_("The action that it becomes part of"), required=False)
    reason = forms.CharField(label=_("Why"), widget=LONG, max_length=400)

    def __init__(
        self,
        *args: Any,
        decisions: Sequence[tuple[str, str]],
        actions: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.fields["decision"].choices = [("", _now("None chosen")), *decisions]  # type: ignore[attr-defined]
        self.fields["into"].choices = [("", _now("None chosen")), *actions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A decision to cancel, another action to merge."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("how") == "cancel" and not cleaned.get("decision"):
            self.add_error("decision", _now("Choose the decision that cancels this action."))
        if cleaned.get("how") == "merge" and not cleaned.get("into"):
            self.add_error("into", _now("Choose the action that this one becomes part of."))
        return cleaned


class NewOwner(forms.Form):
    """Who is to own an action, and why it passes on."""

    owner = forms.ChoiceField(
        label=_("New owner"), help_text=_("A person, or an organisation without a named person.")
    )
    reason = forms.CharField(label=_("Why it passes on"), widget=LONG, max_length=400)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["owner"].choices = [("", _now("None chosen")), *owners]  # type: ignore[attr-defined]


class Reply(forms.Form):
    """What the secretary makes of an update, and what they say of it."""

    answer = forms.ChoiceField(choices=[(one, one) for one in ("accept", "query", "escalate", "decline")])
    reply = forms.CharField(required=False, max_length=500)
    version = forms.IntegerField()
    action_version = forms.IntegerField()


class TakeStep(Versioned):
    """One step of an action, with its reason where it needs one."""

    step = forms.CharField(max_length=20)
    said = forms.CharField(required=False, max_length=500)


class NewRound(forms.Form):
    """Which actions are asked about, and for how many days each link works."""

    lasts = forms.IntegerField(
        label=_("Days for which each link works"), min_value=1, max_value=60, initial=7
    )
    actions = forms.MultipleChoiceField(
        label=_("Actions"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, actions: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["actions"].choices = actions  # type: ignore[attr-defined]

    def clean_actions(self) -> list[int]:
        """The numbers of the actions ticked."""
        chosen = [int(one) for one in self.cleaned_data["actions"]]
        if not chosen:
            raise forms.ValidationError(_now("Tick at least one action to ask about."))
        return chosen
