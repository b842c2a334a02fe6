"""Questions with which a partnership is started, and the file that holds one already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.rules.terms.model import Span
from throughline.rules.terms.write import NewBody, NewMember, NewPartnership

LARGEST_FILE = 1_000_000
"""The largest partnership file that is read, in bytes."""
MOST_BOARDS = 20

KINDS = (
    ("board", _("Board")),
    ("group", _("Group")),
    ("case-panel", _("Case panel")),
    ("committee", _("Committee")),
    ("forum", _("Forum")),
    ("task-and-finish", _("Task and finish group")),
)
HOW_OFTEN = (
    ("", _("Not written down")),
    ("1 months", _("Every month")),
    ("2 months", _("Every 2 months")),
    ("3 months", _("Every 3 months")),
    ("4 months", _("Every 4 months")),
    ("6 months", _("Every 6 months")),
    ("1 years", _("Every year")),
)
COUNTS = (
    ("", _("Not written down")),
    ("organisations", _("Organisations")),
    ("people", _("People")),
    ("seats", _("Seats")),
    ("employers", _("Employers")),
)


class LinesField(forms.CharField):
    """Several lines of text, one thing on each; ``rows`` are shown at once."""

    def __init__(self, *, rows: int = 3, **named: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **named)

    def to_python(self, value: Any) -> Any:
        """The lines that hold something."""
        return tuple(line.strip() for line in str(value or "").splitlines() if line.strip())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether anything was typed."""
        return bool(str(data or "").strip())


class StartPartnership(forms.Form):
    """What the partnership is called and where it works."""

    name = forms.CharField(
        label=_("Name of the partnership"),
        max_length=200,
        error_messages={"required": _("Enter the name of the partnership.")},
    )
    id = forms.SlugField(
        label=_("Short name for its addresses"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens, such as east-shire. It cannot be changed later."),
        error_messages={
            "required": _("Enter a short name."),
            "invalid": _("Write the short name in small letters, digits and hyphens, such as east-shire."),
        },
    )
    area = LinesField(
        label=_("Areas it covers"),
        required=False,
        help_text=_("One on each line. Leave it empty if nothing says."),
    )

    def clean_id(self) -> str:
        """The short name in small letters."""
        return str(self.cleaned_data["id"]).lower()


class BoardAnswers(forms.Form):
    """What is known of one board; an empty answer is kept as silence."""

    name = forms.CharField(
        label=_("Name of the board"),
        max_length=200,
        error_messages={"required": _("Enter the name of the board.")},
    )
    kind = forms.ChoiceField(
        label=_("What kind of body it is"),
        choices=KINDS,
        initial="board",
        error_messages={"required": _("Choose what kind of body it is.")},
    )
    members = LinesField(
        label=_("Who sits on it"),
        rows=8,
        required=False,
        help_text=_(
            "One seat on each line: the organisation, then a comma and the post. "
            "Leave the post out if nothing says."
        ),
    )
    every = forms.ChoiceField(label=_("How often it meets"), choices=HOW_OFTEN, required=False)
    quorum = forms.IntegerField(
        label=_("Quorum"),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("How many must be there to decide. Leave it empty if it is not written down."),
        error_messages={"invalid": _("Write the quorum as a number, such as 4.")},
    )
    quorum_counts = forms.ChoiceField(label=_("What the quorum counts"), choices=COUNTS, required=False)
    chair = forms.CharField(
        label=_("Which organisation chairs it"),
        required=False,
        max_length=200,
        help_text=_("One of those that sit on it. Leave it empty if it is not written down."),
    )
    reports_to = LinesField(
        label=_("Which bodies it reports to"), required=False, help_text=_("One on each line.")
    )

    def clean(self) -> dict[str, Any]:
        """The chair is one of the members, named as there."""
        cleaned: dict[str, Any] = super().clean() or {}
        chair, members = cleaned.get("chair"), cleaned.get("members") or ()
        named = {member.split(",")[0].strip() for member in members}
        if chair and chair not in named:
            self.add_error(
                "chair", _now("%(chair)s is not among those who sit on it. Add it there.") % {"chair": chair}
            )
        if cleaned.get("quorum_counts") and not cleaned.get("quorum") and "quorum" not in self.errors:
            self.add_error("quorum", _now("Say how many, or leave what it counts as not written down."))
        return cleaned

    def body(self) -> NewBody:
        """The answers as values."""
        typed = self.cleaned_data
        number, _space, unit = typed["every"].partition(" ")
        return NewBody(
            name=typed["name"],
            kind=typed["kind"],
            members=tuple(_member(line) for line in typed["members"]),
            every=Span(int(number), unit) if number else None,
            quorum=typed["quorum"],
            quorum_counts=typed["quorum_counts"] or None,
            chair=typed["chair"] or None,
            reports_to=typed["reports_to"],
        )


def _member(line: str) -> NewMember:
    organisation, _comma, post = line.partition(",")
    return NewMember(organisation=organisation.strip(), post=post.strip() or None)


Boards: type[BaseFormSet] = formset_factory(
    BoardAnswers, extra=0, min_num=1, validate_min=True, max_num=MOST_BOARDS, absolute_max=MOST_BOARDS
)


def with_a_board(typed: Any) -> Any:
    """What was typed; a form sent without any board has one empty board."""
    if "board-TOTAL_FORMS" in typed:
        return typed
    more = typed.copy()
    more.update({"board-TOTAL_FORMS": "1", "board-INITIAL_FORMS": "0"})
    return more


def with_another_board(typed: Any) -> Any:
    """What was typed, with room for one more board."""
    more = typed.copy()
    count = int(more.get("board-TOTAL_FORMS") or 0) if str(more.get("board-TOTAL_FORMS", "")).isdigit() else 1
    more["board-TOTAL_FORMS"] = str(min(count + 1, MOST_BOARDS))
    return more


def answered(boards: Any) -> list[Any]:
    """The forms of the boards that something was typed for; one added and left empty is no board."""
    return [form for form in boards if form.has_changed()]


def answers_of(start: StartPartnership, boards: Any) -> NewPartnership:
    """Every answer as values."""
    typed = start.cleaned_data
    return NewPartnership(
        id=typed["id"],
        name=typed["name"],
        area=typed["area"],
        bodies=tuple(form.body() for form in answered(boards)),
    )


class LoadPartnership(forms.Form):
    """A partnership file."""

    file = forms.FileField(
        label=_("Partnership file"), help_text=_("A file that ends in .toml, at most 1 MB.")
    )

    def clean_file(self) -> Any:
        """The file, if it is not too large to be one."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError(
                _now("The file is larger than 1 MB. A partnership file is much smaller.")
            )
        return sent
