"""Why a plan does what it does: duties, parents' plans, themes, targets; and what serves each."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions.models import Action
from throughline.web.plan.models.plans import DeliveryPlan


class SourceKind(models.Model):
    """What kind of source there is, such as a statute or a theme; a partnership may add its own."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="source_kinds")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    binds = models.BooleanField(default=False)
    """Whether those who hold such a source must act on it, as on a statute."""
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["partnership", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "code"), name="plan_source_kind_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """One duty, plan, theme, target, direction or reference that objectives cite by its code."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="sources")
    code = models.SlugField(max_length=40)
    kind = models.ForeignKey(SourceKind, on_delete=models.PROTECT, related_name="sources")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    """Its own words, where they matter: a priority of a parent's plan, a direction."""
    publisher = models.CharField(max_length=200, blank=True)
    published = models.CharField(max_length=60, blank=True)
    """When, in its author's precision."""
    reference = models.CharField(max_length=300, blank=True)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    response = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="sources_answered"
    )
    """The action that answers a direction."""
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "kind__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "code"), name="plan_source_code_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="plan_source_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("pk")), name="plan_source_not_part_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SourceHolder(models.Model):
    """An organisation that a source binds or asks."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="holders")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sources_held")

    class Meta:
        ordering = ["source", "agency"]
        constraints = [models.UniqueConstraint(fields=("source", "agency"), name="plan_source_held_once")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.source}"


class SourceLink(models.Model):
    """A line of a plan that serves a source; an ended link stays readable with its day."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="links")
    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="source_links")
    line = models.CharField(max_length=40)
    """The number of an objective or of a priority."""
    linked_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["source", "plan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("source", "plan", "line"),
                condition=Q(ended_on__isnull=True),
                name="plan_source_linked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} serves {self.source}"


class PartnerPlan(models.Model):
    """A plan that a partner or another body keeps itself; its objectives are not copied here."""

    class Stands(models.TextChoices):
        """How it stands to the plan of this partnership."""

        OWN = "own", "a partner’s own plan"
        CHILD = "child", "a local plan under this one"
        BESIDE = "beside", "a plan of another body, worked on together"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="partner_plans")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="own_plans"
    )
    owner = models.CharField(max_length=200, blank=True)
    """Whose it is, in words, where no organisation of the partnership keeps it."""
    title = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField()
    reference = models.CharField(max_length=300, blank=True)
    stands = models.CharField(max_length=10, choices=Stands.choices)
    plan = models.ForeignKey(
        DeliveryPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="partner_plans"
    )
    """The plan of this partnership that it is linked with."""
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "stands", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | ~Q(owner=""), name="plan_partner_plan_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="plan_partner_plan_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LocalLine(models.Model):
    """Where one objective of a local plan stood when told; a later word follows and replaces nothing."""

    class Status(models.TextChoices):
        """How it stands, in the words of any objective."""

        COMPLETE = "complete", "complete"
        ON_COURSE = "on-course", "on course"
        SLIPPING = "slipping", "slipping"
        LATE = "late", "late"

    child = models.ForeignKey(PartnerPlan, on_delete=models.PROTECT, related_name="lines")
    number = models.CharField(max_length=40)
    """Its number in the local plan."""
    words = models.CharField(max_length=300)
    serves = models.CharField(max_length=40)
    """The number of the priority or objective of the plan above that it serves."""
    status = models.CharField(max_length=20, choices=Status.choices)
    told_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["child", "told_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(serves=""), name="plan_local_line_serves_a_line"
            )
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.number}"
