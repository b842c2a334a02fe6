"""What was agreed and what became of it."""

from throughline.web.decisions.models.actions import Action, DateChange
from throughline.web.decisions.models.decisions import Adoption, Decision

__all__ = ["Action", "Adoption", "DateChange", "Decision"]
