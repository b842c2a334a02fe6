"""Asking every lead of a plan how its lines go, once a quarter, and what they answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughline.web.access.models import Agency, Person
from throughline.web.governance.models import Body
from throughline.web.plan.models.plans import DeliveryPlan, Milestone, MilestoneUpdate, Objective
from throughline.web.site.models import Versioned


class UpdateRound(models.Model):
    """One time of asking all leads of a plan, about one quarter, which ``number`` names from 1 to 4."""

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    quarter_starts = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="plan_one_round_a_quarter"),
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on")), name="plan_round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=4), name="plan_round_is_of_a_quarter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, round {self.number}"


class UpdateLetter(models.Model):
    """What one person is asked in one round, by one link; the link itself is never stored."""

    round = models.ForeignKey(UpdateRound, on_delete=models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="update_letters")
    reference = models.CharField(max_length=32, unique=True)
    expires_on = models.DateField()
    """The last day on which the link works."""
    link_shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "person"]
        constraints = [
            models.UniqueConstraint(fields=("round", "person"), name="plan_one_letter_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.round}, letter {self.pk}"


class UpdateQuestion(models.Model):
    """One line that a letter asks about, for the organisation that leads it."""

    round = models.ForeignKey(UpdateRound, on_delete=models.PROTECT, related_name="questions")
    letter = models.ForeignKey(UpdateLetter, on_delete=models.PROTECT, related_name="questions")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="questions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="update_questions")

    class Meta:
        ordering = ["letter", "milestone"]
        constraints = [
            models.UniqueConstraint(fields=("round", "milestone"), name="plan_line_asked_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.milestone}"


class PlanAnswer(Versioned):
    """What a lead said of one line; accepted, it became the news that every report reuses."""

    class Claim(models.TextChoices):
        NO_CHANGE = "no-change", _("no change")
        ON_COURSE = "on-course", _("on course")
        DONE = "done", _("done")
        LATER = "later", _("later than planned")
        STUCK = "stuck", _("stuck, help is asked")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits to be settled")
        ACCEPTED = "accepted", _("accepted")
        QUERIED = "queried", _("asked back")
        DECLINED = "declined", _("not accepted")

    question = models.ForeignKey(UpdateQuestion, on_delete=models.PROTECT, related_name="answers")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_link = models.BooleanField(default=False)
    claim = models.CharField(max_length=12, choices=Claim.choices)
    words = models.TextField(blank=True)
    forecast = models.CharField(max_length=60, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    help_asked = models.CharField(max_length=300, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    """The count to date of a measure whose figures no return brings."""
    said_on = models.DateField()
    said_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_on = models.DateField(null=True, blank=True)
    reply = models.CharField(max_length=500, blank=True)
    update = models.OneToOneField(
        MilestoneUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="answer"
    )

    class Meta:
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("question",),
                condition=Q(state__in=("proposed", "accepted")),
                name="plan_one_answer_stands",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", update__isnull=False)
                | (~Q(state="accepted") & Q(update__isnull=True)),
                name="plan_accepted_answer_is_news",
            ),
            models.CheckConstraint(
                condition=~Q(claim="done") | ~Q(evidence=""), name="plan_done_needs_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}, {self.claim}"


class UpdateOfMeeting(models.Model):
    """The meeting at which an update was told: its body and its day."""

    update = models.OneToOneField(MilestoneUpdate, on_delete=models.PROTECT, related_name="told_at")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()

    class Meta:
        ordering = ["update"]

    def __str__(self) -> str:
        return f"{self.update}, told at {self.body} on {self.held_on}"


class StatusOverride(models.Model):
    """Another status than the one worked out, given by a chair for one quarter, with the reason.

    Without a ``milestone`` it is of the objective as a whole. A lifted one stays readable.
    """

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="overrides")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="overrides"
    )
    quarter_starts = models.DateField()
    status = models.CharField(max_length=12)
    computed = models.CharField(max_length=12)
    """The status that was worked out on the day, which is printed beside it."""
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    given_at = models.DateTimeField()
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["objective", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="plan_override_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(status=F("computed")), name="plan_override_is_of_another_status"
            ),
            models.UniqueConstraint(
                fields=("objective", "quarter_starts"),
                condition=Q(lifted_on__isnull=True, milestone__isnull=True),
                name="plan_one_override_of_objective",
            ),
            models.UniqueConstraint(
                fields=("milestone", "quarter_starts"),
                condition=Q(lifted_on__isnull=True, milestone__isnull=False),
                name="plan_one_override_of_milestone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone or self.objective}: {self.status} by override"


class MeasureValue(models.Model):
    """A count to date, or so many of so many, told of a measure for one quarter; a later row follows it."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="measure_values")
    code = models.CharField(max_length=40)
    """The measure's number in the plan's file."""
    quarter_starts = models.DateField()
    count = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField(null=True, blank=True)
    told_on = models.DateField()
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.OneToOneField(
        PlanAnswer, on_delete=models.PROTECT, null=True, blank=True, related_name="value"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["objective", "code", "quarter_starts", "told_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(out_of__isnull=True) | Q(count__lte=F("out_of")),
                name="plan_measured_part_within_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.quarter_starts}"
