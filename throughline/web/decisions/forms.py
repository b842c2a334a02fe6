"""Recording how a board read one place of its terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.web.governance.places import Answer, value_written
from throughline.web.site.refusals import refusals_on

OTHER = "other"


class RecordReading(forms.Form):
    """Which answer the board chose, by which decision, and from when it holds."""

    answer = forms.ChoiceField(label=_("What the board decided"), widget=forms.RadioSelect)
    other = forms.CharField(
        label=_("The value, as the partnership file writes it"), required=False, max_length=1000
    )
    question = forms.CharField(label=_("The question, in the board’s words"), max_length=300)
    body = forms.ChoiceField(label=_("Which board decided it"))
    number = forms.CharField(
        label=_("Number of the decision"),
        required=False,
        max_length=60,
        help_text=_("As the minutes give it. Leave it empty to be given the next number of that board."),
    )
    decided_on = forms.DateField(
        label=_("When it was decided"), widget=forms.DateInput(attrs={"type": "date"})
    )
    effective_from = forms.DateField(
        label=_("First day on which it holds"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self,
        *args: Any,
        answers: Sequence[Answer],
        bodies: Sequence[tuple[str, str]],
        example: str = "",
        is_text: bool = False,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.answers = [one for one in answers if one.value is not None]
        self.is_text = is_text
        choices = [(str(place), _with_source(one)) for place, one in enumerate(self.answers)]
        if choices:
            self.fields["answer"].choices = [*choices, (OTHER, _("Another reading, written below"))]  # type: ignore[attr-defined]
        else:
            del self.fields["answer"]
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        if is_text:
            self.fields["other"].label = _("What it says, in words")
        elif example:
            self.fields["other"].help_text = _now("For example: %(example)s") % {"example": example}

    def clean(self) -> dict[str, Any]:
        """The value that was chosen or written."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = cleaned.get("answer", OTHER)
        if "answer" in self.errors:
            return cleaned
        if chosen != OTHER:
            cleaned["value"] = self.answers[int(chosen)].value
            return cleaned
        written = cleaned.get("other", "").strip()
        if not written:
            self.add_error("other", _now("Write the value that the board decided on."))
            return cleaned
        with refusals_on(self, "other"):
            cleaned["value"] = written if self.is_text else value_written(written)
        return cleaned


def _with_source(answer: Answer) -> str:
    words = answer.words[:1].upper() + answer.words[1:]
    return f"{words} ({answer.clause})" if answer.clause else words
