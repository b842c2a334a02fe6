"""What is typed about reports, parents' dates and decisions, and briefings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.words.markings import MarkingUnknown, read_marking


class Day(forms.DateField):
    """A day, in the browser's own field for it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _words(label: Any, most: int, *, needed: Any = "", help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(needed),
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed} if needed else None,
    )


class Draft(forms.Form):
    """To whom a report goes, of which days it tells, and by when it is due."""

    duty = forms.ChoiceField(
        label=_("Which report"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which report, and to whom.")},
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the report a title.")}
    )
    period_starts = Day(label=_("Tells of the days from"))
    period_ends = Day(label=_("Until"))
    due = Day(
        label=_("Due"),
        required=False,
        help_text=_("The day by which the parent takes papers. Leave it empty if nobody set one."),
    )
    marking = forms.CharField(label=_("Marking"), max_length=60)

    def __init__(self, *args: Any, duties: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["duty"].choices = list(duties)  # type: ignore[attr-defined]

    def clean_marking(self) -> str:
        """The marking, if it is one."""
        typed = str(self.cleaned_data["marking"]).strip()
        try:
            return str(read_marking(typed))
        except MarkingUnknown as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class Frame(forms.Form):
    """What a person says around what was composed."""

    framing = _words(
        _("In your words"),
        6000,
        help_text=_("What the parent should know about it. Name nobody under supervision."),
        rows=8,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Step(forms.Form):
    """What was done with a report, on which day, and what was said."""

    step = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    taken_on = Day(label=_("On which day"))
    words = _words(
        _("What was said"),
        500,
        help_text=_("Needed where it is returned, answered or corrected."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["step"].choices = list(steps)  # type: ignore[attr-defined]


class Template(forms.Form):
    """What a report to one parent is made of; the numbers say in which order."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the report a title.")}
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, sections: Sequence[tuple[str, Any, Any]], chosen: Sequence[str], **named: Any
    ) -> None:
        super().__init__(*args, **named)
        for code, heading, holds in sections:
            self.fields[f"place-{code}"] = forms.IntegerField(
                label=heading,
                help_text=holds,
                required=False,
                min_value=1,
                max_value=len(sections),
                initial=chosen.index(code) + 1 if code in chosen else None,
            )

    @property
    def sections(self) -> list[str]:
        """The codes of the sections that have a place, in the order of their places."""
        placed = [
            (place, name.removeprefix("place-"))
            for name, place in self.cleaned_data.items()
            if name.startswith("place-") and place
        ]
        return [code for _place, code in sorted(placed, key=lambda one: one[0])]


class RecipientDay(forms.Form):
    """When a parent meets, and by when it takes papers."""

    recipient = forms.ChoiceField(label=_("Who meets"), error_messages={"required": _("Choose who meets.")})
    meets_on = Day(label=_("It meets on"))
    papers_due = Day(label=_("It takes papers until"))

    def __init__(self, *args: Any, recipients: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["recipient"].choices = list(recipients)  # type: ignore[attr-defined]


class FromAParent(forms.Form):
    """What a parent decided, in its words, and what it asks."""

    parent = forms.ChoiceField(label=_("Who decided"), error_messages={"required": _("Choose who decided.")})
    reference = forms.CharField(label=_("Its number there"), max_length=60, required=False)
    decided_on = Day(label=_("Decided on"))
    received_on = Day(label=_("Received on"))
    words = _words(
        _("What was decided"),
        4000,
        needed=_("Write what was decided, in its words."),
        help_text=_("It is not edited afterwards. Name nobody under supervision."),
        rows=4,
    )
    asks = _words(_("What it asks of this body"), 500)

    def __init__(self, *args: Any, parents: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["parent"].choices = list(parents)  # type: ignore[attr-defined]


class CarryOn(forms.Form):
    """By which decision of its own the body carries it on."""

    decision = forms.ChoiceField(
        label=_("Our decision"),
        error_messages={"required": _("Choose the decision that carries it on.")},
    )
    carried_on = Day(label=_("On which day"))

    def __init__(self, *args: Any, decisions: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]


class Told(forms.Form):
    """Who was told of what, when it happened and when they heard."""

    audience = forms.CharField(
        label=_("Who was told"),
        max_length=200,
        help_text=_("A board, a group or an organisation."),
        error_messages={"required": _("Say who was told.")},
    )
    about = _words(_("Of what"), 500, needed=_("Say what they were told of."))
    happened_on = Day(label=_("It happened on"))
    due = Day(label=_("They were to be told by"), required=False)
    told_on = Day(label=_("They were told on"))


class Days(forms.Form):
    """The days that a paper tells of."""

    starts = Day(label=_("From"))
    ends = Day(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        """The days, the first before the last."""
        found = super().clean() or {}
        if found.get("starts") and found.get("ends") and found["starts"] >= found["ends"]:
            self.add_error("ends", _("The last day must come after the first."))
        return found


class Assure(forms.Form):
    """Of which programme and days, how sure, why, and which records show it."""

    programme = forms.ChoiceField(
        label=_("Which programme"), error_messages={"required": _("Choose the programme.")}
    )
    period_starts = Day(label=_("Of the days from"))
    period_ends = Day(label=_("Until"))
    confidence = forms.ChoiceField(
        label=_("How sure the body is"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how sure the body is.")},
    )
    words = _words(_("Why"), 1000, needed=_("Say in a sentence why the body is so sure."))
    evidence = forms.MultipleChoiceField(
        label=_("Which records show it"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,
        programmes: Sequence[tuple[str, str]],
        levels: Sequence[tuple[str, Any]],
        records: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.fields["programme"].choices = list(programmes)  # type: ignore[attr-defined]
        self.fields["confidence"].choices = list(levels)  # type: ignore[attr-defined]
        self.fields["evidence"].choices = list(records)  # type: ignore[attr-defined]
