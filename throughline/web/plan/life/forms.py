"""What is asked about strategies, the life of a plan, consultations and equality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.plan.life.ways import WayForm
from throughline.web.plan.models import (
    ConsultationResponse,
    EqualityAssessment,
    EqualityEffect,
    GateWaiver,
    LifeStep,
)

Choices = Sequence[tuple[str, Any]]
NOBODY: tuple[str, Any] = ("", _("None"))


class Day(forms.DateField):
    """A day, in the browser's own field for it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def words(label: Any, *, needed: bool = True, help_text: Any = "", most: int = 2000) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        label=label,
        required=needed,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def line(label: Any, *, needed: bool = True, help_text: Any = "", most: int = 200) -> forms.CharField:
    """A field for one line."""
    return forms.CharField(label=label, required=needed, max_length=most, help_text=help_text)


class ChoosingForm(WayForm):
    """A form whose choices the page gives, by the name of the field."""

    def __init__(self, *args: Any, choices: dict[str, Choices], **named: Any) -> None:
        super().__init__(*args, **named)
        for name, given in choices.items():
            self.fields[name].choices = list(given)  # type: ignore[attr-defined]


class RecordStrategy(ChoosingForm):
    """A strategy and the bodies that answer for it."""

    title = line(_("What is the strategy called?"))
    starts = Day(label=_("First day"))
    ends = Day(label=_("Last day"), help_text=_("Four years are usual."))
    written_by = forms.ChoiceField(label=_("Which body answers for the draft?"))
    owner = forms.ChoiceField(label=_("Which body approves it?"))
    watched_by = forms.ChoiceField(label=_("Which body sees that it is carried out?"))
    supersedes = forms.ChoiceField(label=_("Which strategy does it replace?"), required=False)
    summary = words(_("What it means to do"), needed=False)


class ApproveStrategy(ChoosingForm):
    """The decision that approves a strategy."""

    decision = forms.ChoiceField(
        label=_("Which decision approves it?"),
        required=False,
        help_text=_("A decision of the body that approves it. Without one it stays a draft."),
    )


class PutUnder(ChoosingForm):
    """Which year's plan carries a strategy out."""

    plan = forms.ChoiceField(label=_("Which year’s plan carries it out?"))


class TakeStep(ChoosingForm):
    """The next step of a plan's life."""

    to = forms.ChoiceField(label=_("What does the plan become?"), choices=LifeStep.To.choices)
    on = Day(label=_("On which day?"))
    decision = forms.ChoiceField(
        label=_("By which decision?"),
        required=False,
        help_text=_("Needed to adopt a plan and to review it."),
    )
    evidence = words(_("What shows it"), needed=False, help_text=_("For a review: what was done."))


class WaiveGate(WayForm):
    """Why a gate is passed without what it asks for."""

    gate = forms.ChoiceField(label=_("Which gate?"), choices=GateWaiver.Gate.choices)
    on = Day(label=_("On which day?"))
    reason = words(
        _("Why is it waived?"), most=500, help_text=_("It is kept and shown. No personal details.")
    )


class ParentsAnswer(ChoosingForm):
    """What a body above answered."""

    parent = forms.ChoiceField(label=_("Who was asked?"))
    on = Day(label=_("When did they answer?"))
    answer = words(_("What did they answer?"))


class NamePredecessor(WayForm):
    """An earlier plan or strategy that this one replaces."""

    title = line(_("What was it called?"))
    covers = line(_("Which years was it for?"), most=60)
    reference = line(_("Where can it be read?"), needed=False, most=300)


class OpenConsultation(WayForm):
    """Whom a plan is taken to, how, and until when."""

    title = line(_("What is the consultation called?"))
    who = words(_("Who is asked?"), most=500, help_text=_("Organisations and groups. No names of people."))
    method = line(_("How are they asked?"), most=300)
    opens = Day(label=_("It opens on"))
    closes = Day(label=_("It closes on"))


class RecordResponse(ChoosingForm):
    """How many answers came from which groups."""

    consultation = forms.ChoiceField(label=_("Which consultation?"))
    from_whom = line(_("From whom?"), help_text=_("Groups in words. No names of people."))
    kind = forms.ChoiceField(label=_("What kind of answer?"), choices=ConsultationResponse.Kind.choices)
    count = forms.IntegerField(label=_("How many?"), min_value=1, max_value=10_000_000)
    is_at_least = forms.BooleanField(label=_("It was at least so many"), required=False)
    on = Day(label=_("When were they counted?"))


class RecordFinding(ChoosingForm):
    """One thing that was said."""

    consultation = forms.ChoiceField(label=_("Which consultation?"))
    theme = line(_("Theme"), most=100)
    words = words(_("What was said?"))
    is_dissent = forms.BooleanField(label=_("It disagrees with the plan"), required=False)


class AnswerFinding(ChoosingForm):
    """What was done about something that was said."""

    finding = forms.ChoiceField(label=_("Which finding?"))
    what_we_did = words(_("What was done, or why nothing was?"))
    objective = forms.ChoiceField(label=_("Which objective did it lead to?"), required=False)
    on = Day(label=_("On which day?"))


class BeginAssessment(WayForm):
    """An equality impact assessment."""

    summary = words(_("What does the plan change, and for whom?"))
    evidence = words(_("What evidence is there?"))
    written_on = Day(label=_("Written on"))


class RecordEffect(ChoosingForm):
    """What is expected for one group."""

    strand = forms.ChoiceField(label=_("Which group?"))
    effect = forms.ChoiceField(label=_("How does it go for them?"), choices=EqualityEffect.Effect.choices)
    words = words(_("What is expected?"))
    evidence = line(_("On what evidence?"), needed=False, most=500)
    mitigation = forms.ChoiceField(
        label=_("Which action answers it?"),
        required=False,
        help_text=_("Needed where it goes worse for them, or where nobody knows."),
    )


class SignOff(WayForm):
    """The end of an assessment."""

    outcome = forms.ChoiceField(label=_("What does it come to?"), choices=EqualityAssessment.Outcome.choices)
    on = Day(label=_("Signed off on"))
    review_on = Day(label=_("Look at it again on"))


class NameStrand(WayForm):
    """A group that assessments look at."""

    code = forms.SlugField(label=_("A short code"), max_length=40)
    name = line(_("What is the group called?"), most=100)
