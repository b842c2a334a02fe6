"""What is asked about needs, services, gaps, recommendations and lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughline.rules.provision import Amount, NeedUnit, Per
from throughline.web.provision.choices import Choices, Pairs
from throughline.web.provision.models import GapFinding, RecommendationAnswer

UNITS = (("people", _("People")), ("places", _("Places at any time")))
PERIODS = (("year", _("A year")), ("quarter", _("A quarter")), ("month", _("A month")))
UNKNOWN = _("Leave it empty where nobody knows: unknown is not nought.")


class Day(forms.DateField):
    """A day, in the browser's own field for it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Words(forms.CharField):
    """A few sentences."""

    def __init__(self, *, rows: int = 3, **named: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **named)


class OfChoices(forms.Form):
    """A form whose lists are those of the partnership: `lists` names the list behind each field."""

    lists: dict[str, str] = {}

    def __init__(self, *args: Any, choices: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        for field, source in self.lists.items():
            found: Pairs = list(getattr(choices, source))
            if not self.fields[field].required and not isinstance(
                self.fields[field], forms.MultipleChoiceField
            ):
                found = found if found and found[0][0] == "" else [("", _now("None")), *found]
            self.fields[field].choices = found  # type: ignore[attr-defined]
        self.choices = choices

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, each code as its record."""
        return self.choices.rows_for(dict(self.cleaned_data))


def _cohorts(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none if it is for everyone."),
    )


def _said(words: str) -> tuple[str, ...]:
    return tuple(sorted({part.strip().lower() for part in words.split(";") if part.strip()}))


def _whole(label: Any, help_text: Any = UNKNOWN) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=2_000_000_000, help_text=help_text
    )


class AddPlace(OfChoices):
    """A place, and which wider one it counts towards."""

    lists = {"inside": "places"}

    name = forms.CharField(
        label=_("Name of the place"), max_length=120, error_messages={"required": _("Give the place a name.")}
    )
    code = forms.SlugField(
        label=_("Its code"),
        max_length=40,
        help_text=_("Small letters and hyphens, such as derby-city. Files name the place by it."),
    )
    inside = forms.ChoiceField(
        label=_("Which wider place it counts towards"),
        required=False,
        help_text=_("What it has then counts for the wider place too. Choose none if it stands alone."),
    )


class RecordAssessment(forms.Form):
    """An assessment of needs: its scope, its sources and its findings."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the assessment a title.")}
    )
    scope = Words(label=_("How far it reached"), max_length=500, rows=2)
    drawn_from = Words(label=_("What it was drawn from"), max_length=500, rows=2)
    findings = Words(label=_("What it found"), max_length=2000, rows=4)
    assessed_on = Day(label=_("When it was completed"))


class RecordNeed(OfChoices):
    """How many people need what in which place, and what shows it."""

    lists = {"pathway": "pathways", "place": "places", "cohort": "cohorts", "assessment": "assessments"}

    pathway = forms.ChoiceField(label=_("Pathway"))
    place = forms.ChoiceField(label=_("Place"))
    cohort = forms.ChoiceField(
        label=_("Who"), required=False, help_text=_("Choose none if it is the need of everyone.")
    )
    size = _whole(_("How many"))
    unit = forms.ChoiceField(label=_("Counted as"), choices=UNITS)
    per = forms.ChoiceField(label=_("In"), choices=PERIODS)
    true_of = forms.CharField(
        label=_("What holds of all of them"),
        required=False,
        max_length=200,
        help_text=_(
            "Such as: on licence; over 18. A service that is only for people on licence counts if it is said."
        ),
    )
    evidence = Words(
        label=_("What shows it"),
        max_length=500,
        rows=2,
        help_text=_("A document, a count or who said so. No personal details."),
        error_messages={"required": _("Say what shows the need.")},
    )
    assessment = forms.ChoiceField(label=_("From which assessment"), required=False)
    assessed_on = Day(label=_("As it was on"))

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, with the amount as one value."""
        found = super().typed
        found["size"] = _amount(found, "size")
        found["true_of"] = _said(found["true_of"])
        return found


def _amount(found: dict[str, Any], name: str) -> Amount:
    unit, per = cast("NeedUnit", found.pop("unit")), cast("Per", found.pop("per"))
    return Amount(found.pop(name), unit, per)


class RecordProvision(OfChoices):
    """One service: what, where, for whom, how much, by whom, paid by whom, and until when."""

    lists = {
        "pathway": "pathways",
        "place": "places",
        "cohorts": "cohorts",
        "provider_agency": "agencies",
        "sector": "sectors",
    }

    name = forms.CharField(
        label=_("Name of the service"),
        max_length=200,
        error_messages={"required": _("Give the service a name.")},
    )
    pathway = forms.ChoiceField(label=_("Pathway"))
    place = forms.ChoiceField(label=_("Place"))
    cohorts = _cohorts(_("Whom it is for"))
    provider_agency = forms.ChoiceField(label=_("Organisation that provides it"), required=False)
    provider = forms.CharField(label=_("Or another provider, by name"), required=False, max_length=200)
    sector = forms.ChoiceField(label=_("Sector of the provider"), required=False)
    eligibility = Words(label=_("Who may use it"), required=False, max_length=500, rows=2)
    requires = forms.CharField(
        label=_("What must hold of whoever comes"),
        required=False,
        max_length=200,
        help_text=_("In the words that needs use, such as: on licence; over 18."),
    )
    capacity = _whole(_("How many it can take"))
    unit = forms.ChoiceField(label=_("Counted as"), choices=UNITS)
    per = forms.ChoiceField(label=_("In"), choices=PERIODS)
    cost = _whole(_("What it costs, in pounds"), "")
    cost_year = forms.CharField(
        label=_("Of which year the cost is"), required=False, max_length=20, help_text=_("Such as 2009-10.")
    )
    funder = forms.CharField(label=_("Who pays for it"), required=False, max_length=200)
    commissioner = forms.CharField(label=_("Who asked for it"), required=False, max_length=200)
    procurement = forms.CharField(
        label=_("How it was bought"),
        required=False,
        max_length=200,
        help_text=_("Such as open tender, grant or own staff."),
    )
    from_on = Day(label=_("First day"))
    until_on = Day(label=_("Last day"), required=False, help_text=_("Leave it empty if it has no end."))

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, with the amount as one value."""
        found = super().typed
        found["capacity"] = _amount(found, "capacity")
        found["requires"] = _said(found["requires"])
        found["cohorts"] = tuple(found["cohorts"])
        return found


class ShareBudget(forms.Form):
    """What one contributor puts into the budget of a service."""

    contributor = forms.CharField(label=_("Who contributes"), max_length=200)
    amount = forms.IntegerField(label=_("How much, in pounds"), min_value=0, max_value=2_000_000_000)
    year = forms.CharField(label=_("Of which year"), max_length=20, help_text=_("Such as 2009-10."))
    purpose = forms.CharField(label=_("What for"), max_length=300)
    governed_by = forms.CharField(label=_("Who governs the pooled budget"), max_length=300)


class AwardFunding(forms.Form):
    """Money given for a service, its conditions and the days on which the funder is told."""

    funder = forms.CharField(label=_("Who gives it"), max_length=200)
    amount = forms.IntegerField(label=_("How much, in pounds"), min_value=0, max_value=2_000_000_000)
    conditions = Words(
        label=_("On which conditions"),
        max_length=1000,
        error_messages={"required": _("Say on which conditions the money is given.")},
    )
    from_on = Day(label=_("First day"))
    until_on = Day(label=_("Last day"))
    monitored_on = Words(
        label=_("Days on which the funder is told"),
        required=False,
        rows=4,
        help_text=_("One a line, such as 2010-06-30."),
    )

    def clean_monitored_on(self) -> tuple[date, ...]:
        """The days, each of a line."""
        return tuple(_days(self.cleaned_data["monitored_on"].split()))


def _days(lines: Iterable[str]) -> Iterable[date]:
    for line in lines:
        try:
            yield date.fromisoformat(line)
        except ValueError:
            said = _now("“%(line)s” is no day. Write each day as 2010-06-30.") % {"line": line}
            raise forms.ValidationError(said) from None


class TellDelivery(forms.Form):
    """What a funder was told was delivered."""

    told_on = Day(label=_("When the funder was told"))
    delivered = Words(
        label=_("What was delivered against the conditions"),
        max_length=500,
        error_messages={"required": _("Say what was delivered against the conditions.")},
    )


class RecordGap(OfChoices):
    """A gap: what is missing, what shows it, how much it matters and who owns it."""

    lists = {
        "pathway": "pathways",
        "place": "places",
        "cohort": "cohorts",
        "owner": "agencies",
        "objective": "objectives",
        "assessment": "assessments",
    }

    pathway = forms.ChoiceField(label=_("Pathway"))
    place = forms.ChoiceField(label=_("Place"))
    cohort = forms.ChoiceField(label=_("Who"), required=False, help_text=_("Choose none for everyone."))
    words = Words(label=_("What is missing"), max_length=500, rows=2)
    evidence = Words(
        label=_("What shows it"), max_length=500, rows=2, help_text=_("A document or a count. No names.")
    )
    severity = forms.ChoiceField(
        label=_("How much it matters"),
        widget=forms.RadioSelect,
        choices=[(value, words.capitalize()) for value, words in GapFinding.Severity.choices],
    )
    owner = forms.ChoiceField(label=_("Which organisation owns it"))
    objective = forms.ChoiceField(label=_("Which objective it bears on"), required=False)
    assessment = forms.ChoiceField(label=_("From which assessment"), required=False)
    found_on = Day(label=_("When it was found"))


class TakeGapStep(forms.Form):
    """A step of a gap."""

    step = forms.ChoiceField(
        label=_("What happens now"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens now.")},
    )
    words = Words(
        label=_("Why, or what is done"),
        max_length=500,
        error_messages={"required": _("Say why, or what is done.")},
    )
    taken_on = Day(label=_("When"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: Pairs, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["step"].choices = steps  # type: ignore[attr-defined]


class Recommend(OfChoices):
    """What a body recommends, to whom, and by when it asks for an answer."""

    lists = {"body": "bodies", "objective": "objectives", "decision": "decisions"}

    body = forms.ChoiceField(label=_("Which body recommends it"))
    to = forms.CharField(label=_("To whom"), max_length=200)
    words = Words(label=_("What is recommended"), max_length=1000)
    decision = forms.ChoiceField(label=_("By which decision"), required=False)
    objective = forms.ChoiceField(label=_("Which objective it bears on"), required=False)
    made_on = Day(label=_("When it was sent"))
    answer_by = Day(
        label=_("Answer asked for by"), required=False, help_text=_("60 days later if you leave it empty.")
    )


class AnswerRecommendation(forms.Form):
    """What the other body answered, or what came of it."""

    says = forms.ChoiceField(
        label=_("What they said, or what came of it"),
        widget=forms.RadioSelect,
        choices=[(value, words.capitalize()) for value, words in RecommendationAnswer.Says.choices],
    )
    words = Words(label=_("In their words, or yours"), max_length=1000)
    told_on = Day(label=_("When"))


PLAIN = ("title", "words", "body", "lead", "state", "cohorts", "next_on", "objective")
RUNNING = (*PLAIN, "kind", "panels", "every_months", "amount")
ASKED: dict[str, tuple[str, ...]] = {
    "programmes": RUNNING,
    "funding": RUNNING,
    "interventions": RUNNING,
    "scoping": (*PLAIN, "items", "gaps"),
    "options": (*PLAIN, "items"),
    "evaluations": (*PLAIN, "service", "measure"),
    "references": ("title", "kind", "words", "body", "lead", "state", "objective"),
}
"""What each list asks of a line."""
OWN_WORDS: dict[str, dict[str, Any]] = {
    "scoping": {
        "words": _("What it is to find out"),
        "body": _("Which working group does it"),
        "items": _("What it is to bring, one a line"),
        "next_on": _("When it is due"),
    },
    "options": {
        "words": _("What the service would be"),
        "items": _("Principles that it is designed by, one a line"),
        "next_on": _("When it is decided"),
    },
    "evaluations": {
        "words": _("What was found"),
        "body": _("Which body asked for it"),
        "lead": _("Which organisation evaluated it"),
        "next_on": _("When it is evaluated again"),
    },
    "references": {
        "kind": _("What sort it is, such as research or a national strategy"),
        "words": _("Where it is to be found, and what it bears on"),
        "body": _("Which body reads it"),
        "lead": _("Which organisation keeps it"),
        "state": _("Whether it stands, such as current or replaced"),
    },
}
"""Labels that a list has of its own."""


class RecordEntry(OfChoices):
    """A line of a list, with the questions of that list: a programme, scoping work, an evaluation."""

    lists = {
        "body": "bodies",
        "lead": "agencies",
        "panels": "bodies",
        "cohorts": "cohorts",
        "objective": "objectives",
        "gaps": "gaps",
        "service": "services",
    }

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give it a title.")}
    )
    kind = forms.CharField(
        label=_("What sort it is"),
        required=False,
        max_length=60,
        help_text=_("Your own word, such as integrated offender management."),
    )
    words = Words(label=_("What it is"), required=False, max_length=1000)
    body = forms.ChoiceField(label=_("Which body governs it"))
    lead = forms.ChoiceField(label=_("Which organisation leads it"))
    state = forms.CharField(
        label=_("How it stands"), max_length=60, help_text=_("Such as running, planned or ended.")
    )
    panels = forms.MultipleChoiceField(
        label=_("Panels that work it case by case"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cohorts = _cohorts(_("Whom it is for"))
    every_months = forms.IntegerField(
        label=_("Reports every so many months"), required=False, min_value=1, max_value=60
    )
    next_on = Day(label=_("Next report, or last day for a bid"), required=False)
    amount = _whole(_("How much money, in pounds"), "")
    objective = forms.ChoiceField(label=_("Which objective it serves"), required=False)
    items = Words(label=_("One a line"), required=False, max_length=2000)
    gaps = forms.MultipleChoiceField(
        label=_("Gaps that it found"), required=False, widget=forms.CheckboxSelectMultiple
    )
    service = forms.ChoiceField(label=_("Which service was evaluated"), required=False)
    measure = forms.CharField(
        label=_("By which outcome, and how it was measured"), required=False, max_length=300
    )

    def __init__(self, *args: Any, register: str, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in set(self.fields) - {*ASKED[register]}:
            del self.fields[name]
        for name, label in OWN_WORDS.get(register, {}).items():
            self.fields[name].label = label

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, with panels and gaps as their records, and lines apart."""
        found = super().typed
        for name, rows in (("panels", "body_rows"), ("gaps", "gap_rows")):
            if name in found:
                found[name] = tuple(getattr(self.choices, rows)[code] for code in found[name])
        if "cohorts" in found:
            found["cohorts"] = tuple(found["cohorts"])
        if "items" in found:
            found["items"] = tuple(found["items"].splitlines())
        if "service" in found:
            found["service"] = int(found["service"]) if found["service"] else None
        return found


class Intend(OfChoices):
    """What a body means to buy, alone or with others."""

    lists = {"pathway": "pathways", "place": "places", "cohorts": "cohorts"}

    buyer = forms.CharField(label=_("Who means to buy it"), max_length=200)
    partners = forms.CharField(
        label=_("Together with"),
        required=False,
        max_length=300,
        help_text=_("Leave it empty if they buy alone."),
    )
    words = Words(label=_("What it is"), max_length=500, rows=2)
    pathway = forms.ChoiceField(label=_("Pathway"))
    place = forms.ChoiceField(label=_("Place"))
    cohorts = _cohorts(_("Whom it is for"))
    decide_on = Day(label=_("When it is decided"))
    from_on = Day(label=_("First day"))
    until_on = Day(label=_("Last day"), required=False)

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, with the cohorts as one value."""
        found = super().typed
        found["cohorts"] = tuple(found["cohorts"])
        return found


class SendRows(forms.Form):
    """A file of needs or of services."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, XLSX or ODS with a heading row."),
        error_messages={"required": _("Choose a file.")},
    )
