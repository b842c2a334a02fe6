"""Why a rule was not kept, in the secretary's words."""

from __future__ import annotations

from django.db import models

from throughline.web.access.models import Person
from throughline.web.governance.models import Body
from throughline.web.site.models import Versioned


class RuleNote(Versioned):
    """What the secretary says of one occasion on which a rule of the body was late or broken."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="rule_notes")
    rule = models.SlugField(max_length=60)
    """The code of the rule, with ``-`` for ``/``."""
    due = models.DateField()
    rests_on = models.CharField(max_length=120)
    """What the occasion is read from: the address of a meeting, the number of a decision, a seat."""
    words = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["body", "due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("body", "rule", "due", "rests_on"), name="meetings_one_note_an_occasion"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="meetings_a_rule_note_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.body.code}, {self.rule}, {self.due}"
