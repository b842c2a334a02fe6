"""Posts and who holds them, standing deputies, and requests that an organisation join."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.access.models import Person
from throughline.web.governance.models import Post, PostHeld

STANDINGS = (
    (PostHeld.Standing.SUBSTANTIVE, _("Holds the post")),
    (PostHeld.Standing.ACTING, _("Acts in the post")),
    (PostHeld.Standing.INTERIM, _("Holds it for the time being")),
)


def day_field(label: Any, **named: Any) -> forms.DateField:
    """A day to give."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **named)


def people_choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """People by name with their post and organisation."""
    return [
        (str(one.pk), ", ".join(word for word in (one.name, one.post, str(one.agency or "")) if word))
        for one in people
    ]


class NewPost(forms.Form):
    """A post of an organisation."""

    title = forms.CharField(label=_("What the post is called"), max_length=200)
    rank = forms.IntegerField(
        label=_("Rank"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("1 is the most senior of the organisation. Leave it empty if it is not known."),
    )
    from_on = day_field(_("First day of the post"))


class TakePost(forms.Form):
    """Who takes a post, and how."""

    person = forms.ChoiceField(label=_("Who takes the post"))
    standing = forms.ChoiceField(label=_("How"), choices=STANDINGS)
    from_on = day_field(_("First day in the post"))

    def __init__(self, *args: Any, people: Iterable[Person], **named: Any) -> None:
        super().__init__(*args, **named)
        self.people = {str(one.pk): one for one in people}
        self.fields["person"].choices = people_choices(self.people.values())  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What to record."""
        return self.cleaned_data | {"person": self.people[self.cleaned_data["person"]]}


class MoveToPost(forms.Form):
    """Which post somebody moves to; they leave the one they hold the day before."""

    post = forms.ChoiceField(label=_("Post"))
    standing = forms.ChoiceField(label=_("How"), choices=STANDINGS)
    from_on = day_field(_("First day in the post"))

    def __init__(self, *args: Any, posts: Iterable[Post], **named: Any) -> None:
        super().__init__(*args, **named)
        self.posts = {str(one.pk): one for one in posts}
        known = [(key, f"{one.title}, {one.agency.name}") for key, one in self.posts.items()]
        self.fields["post"].choices = known  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What to record."""
        return self.cleaned_data | {"post": self.posts[self.cleaned_data["post"]]}


class EndPost(forms.Form):
    """The last day of a post."""

    until_on = day_field(_("Last day of the post"))


class NameDeputy(forms.Form):
    """Who stands in for a seat's member, from which day."""

    person = forms.ChoiceField(label=_("Who stands in"))
    from_on = day_field(_("First day"))

    def __init__(self, *args: Any, people: Iterable[Person], **named: Any) -> None:
        super().__init__(*args, **named)
        self.people = {str(one.pk): one for one in people}
        self.fields["person"].choices = people_choices(self.people.values())  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What to record."""
        return self.cleaned_data | {"person": self.people[self.cleaned_data["person"]]}


class EndDeputy(forms.Form):
    """The last day of a standing deputy."""

    until_on = day_field(_("Last day"))


class AskToJoin(forms.Form):
    """Which organisation is to join, and why."""

    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    reason = forms.CharField(
        label=_("Why it is to join"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A person supervised is never named here."),
    )


class Answer(forms.Form):
    """By which decision the body answered, and how."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Decision of the body"))
    is_agreed = forms.TypedChoiceField(
        label=_("The body"),
        choices=(("yes", _("Agreed that it joins")), ("no", _("Declined"))),
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )

    def __init__(self, *args: Any, decisions: Iterable[Any], **named: Any) -> None:
        super().__init__(*args, **named)
        self.decisions = {str(one.pk): one for one in decisions}
        known = [(key, f"{one.number}: {one.text}"[:120]) for key, one in self.decisions.items()]
        self.fields["decision"].choices = known  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What to record."""
        typed = self.cleaned_data
        return {
            "decision": self.decisions[typed["decision"]],
            "is_agreed": typed["is_agreed"],
            "expected_version": typed["version"],
        }
