"""Forms of change control: which promise, what instead and why; and the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Sequence[tuple[str, str]]
AGREE, REFUSE = "agree", "refuse"


class AskChange(forms.Form):
    """One promise of an objective, what it should say instead, and the reason."""

    promise = forms.ChoiceField(
        label=_("Which promise should change?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose the promise that should change.")},
    )  # fmt: skip
    after = forms.CharField(
        label=_("What should it say instead?"),
        required=False,
        max_length=200,
        help_text=_(
            "A date as 2010-03, 2010-Q1 or 2010-03-31, a figure in digits, or an organisation's short name. "
            "Leave empty to drop a line."
        ),
    )
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("The board decides by it, and it stays with the plan. No personal details."),
        error_messages={"required": _("Say why: the board decides by the reason.")},
    )

    def __init__(self, *args: Any, promises: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["promise"].choices = list(promises)  # type: ignore[attr-defined]


class AnswerChange(forms.Form):
    """Agreed by a decision, or refused with a reason."""

    answer = forms.ChoiceField(
        label=_("What was decided?"),
        widget=forms.RadioSelect,
        choices=[(AGREE, _("Agreed: the plan changes")), (REFUSE, _("Refused: the plan stays"))],
        error_messages={"required": _("Choose whether it was agreed or refused.")},
    )
    decision = forms.ChoiceField(
        label=_("By which decision?"),
        required=False,
        help_text=_("Needed where it was agreed. The plan's next version names it."),
    )
    why = forms.CharField(
        label=_("If it was refused, why?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, decisions: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["decision"].choices = [("", _("None")), *decisions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An agreement names its decision, a refusal its reason."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") == AGREE and not given.get("decision"):
            self.add_error("decision", _("Choose the decision by which it was agreed."))
        if given.get("answer") == REFUSE and not given.get("why", "").strip():
            self.add_error("why", _("Say why it was refused: whoever asked reads it."))
        return given
