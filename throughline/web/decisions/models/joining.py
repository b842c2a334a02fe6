"""The decision by which a body answered a request that an organisation join it."""

from __future__ import annotations

from django.db import models

from throughline.web.decisions.models.decisions import Decision
from throughline.web.governance.models import JoiningRequest


class JoiningAnswer(models.Model):
    """The decision that answered a request to join."""

    request = models.OneToOneField(JoiningRequest, on_delete=models.PROTECT, related_name="answer")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="joining_answers")
    is_agreed = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.decision} answers {self.request}"
