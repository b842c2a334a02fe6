"""Who sits where, who the people of a partnership are, and which offices they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.web.access.models import Office, OfficeHeld, Person

SOMEBODY_NEW = "new"
BECAUSE = (
    ("left", _("They left the post")),
    ("replaced", _("Somebody else takes the seat")),
    ("organisation-ended", _("The organisation ended or left")),
    ("mistake", _("It was recorded by mistake")),
)
NOBODY_SUPERVISED = _("Members and officials only. A person supervised is never entered here.")


def _day(label: Any, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **named)


class FillSeat(forms.Form):
    """Who takes a seat, and from which day: somebody known, or somebody new."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    person = forms.ChoiceField(label=_("Who takes the seat"), help_text=NOBODY_SUPERVISED)
    name = forms.CharField(label=_("Name, if they are new"), max_length=200, required=False)
    post = forms.CharField(label=_("Their post"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty if they will not sign in."),
    )
    from_on = _day(_("First day in the seat"))
    is_proposal = forms.BooleanField(
        label=_("Only propose them: the seat is theirs once they are confirmed"), required=False
    )

    def __init__(self, *args: Any, people: Iterable[Person], **named: Any) -> None:
        super().__init__(*args, **named)
        self.people = {str(one.pk): one for one in people}
        known = [(key, _in_the_list(one)) for key, one in self.people.items()]
        self.fields["person"].choices = [(SOMEBODY_NEW, _("Somebody new")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name; somebody known has one already."""
        cleaned: dict[str, Any] = super().clean() or {}
        is_new = cleaned.get("person") == SOMEBODY_NEW
        if is_new and not cleaned.get("name", "").strip():
            self.add_error("name", _now("Write the name of whoever takes the seat, or choose them above."))
        if not is_new and cleaned.get("name", "").strip():
            self.add_error("name", _now("Choose somebody above or write a new name, not both."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What to record."""
        typed = self.cleaned_data
        known = self.people.get(typed["person"])
        new = {} if known else {key: typed[key].strip() for key in ("name", "post", "email")}
        return {
            "person": known,
            "from_on": typed["from_on"],
            "seen": typed["seen"],
            "is_confirmed": not typed["is_proposal"],
            **new,
        }


def _in_the_list(person: Person) -> str:
    return ", ".join(word for word in (person.name, person.post, str(person.agency or "")) if word)


class VacateSeat(forms.Form):
    """The last day in a seat, and why."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    until_on = _day(_("Last day in the seat"))
    because = forms.ChoiceField(label=_("Why it ends"), choices=BECAUSE)


class PersonAnswers(forms.Form):
    """What is recorded of an official or a member."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=NOBODY_SUPERVISED)
    post = forms.CharField(label=_("Post"), max_length=200, required=False)
    agency = forms.ChoiceField(label=_("Organisation"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty if they will not sign in."),
    )

    def __init__(self, *args: Any, agencies: Iterable[Any], **named: Any) -> None:
        super().__init__(*args, **named)
        self.agencies = {str(one.pk): one for one in agencies}
        known = [(key, one.name) for key, one in self.agencies.items()]
        self.fields["agency"].choices = [("", _("None recorded")), *known]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What to record."""
        return self.cleaned_data | {"agency": self.agencies.get(self.cleaned_data["agency"])}


class ChangePerson(PersonAnswers):
    """Corrections to a person, from the version that the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class GiveOffice(forms.Form):
    """An office of the partnership or of one body, from one day to another."""

    office = forms.ChoiceField(label=_("Office"), choices=Office.choices)
    body = forms.ChoiceField(label=_("Of which body"), required=False)
    from_on = _day(_("First day"))
    until_on = _day(
        _("Last day"), required=False, help_text=_("Leave it empty if none is known. An inspector needs one.")
    )

    def __init__(
        self, *args: Any, bodies: Sequence[tuple[str, str]], held: Iterable[OfficeHeld], **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.held = tuple(held)
        self.fields["body"].choices = [("", _("The whole partnership")), *bodies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An office is not given twice for the same days."""
        cleaned: dict[str, Any] = super().clean() or {}
        day = cleaned.get("from_on")
        for one in self.held:
            same = (one.office, one.body_code) == (cleaned.get("office"), cleaned.get("body", ""))
            if same and day is not None and one.is_in_force(day):
                self.add_error("office", _now("They hold this office already on that day."))
        return cleaned


class LeaveOffice(forms.Form):
    """Which office ends, and its last day."""

    held = forms.ChoiceField(label=_("Office"))
    last_day = _day(_("Last day of the office"))

    def __init__(self, *args: Any, held: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["held"].choices = held  # type: ignore[attr-defined]
        self.fields["held"].error_messages["invalid_choice"] = _(
            "Somebody else ended this office after you opened the page. Nothing was changed."
        )
