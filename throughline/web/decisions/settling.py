"""What a decision of a meeting may settle: ratify, rescind, or answer what the chair did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Final, Literal

from django.db.models import Q
from django.utils.translation import gettext as _

from throughline.rules.decision_states import DecisionState
from throughline.web.decisions.models import Decision
from throughline.web.decisions.standing import state_of, with_standing
from throughline.web.governance.models import Body

LONGEST: Final = 90
"""How many letters of a decision's words stand in a list to choose from."""
Settles = Literal["ratify", "rescind", "note", "reverse"]
_OPEN_TO: Final[dict[DecisionState, tuple[Settles, ...]]] = {
    "recommended": ("ratify",),
    "chairs-action": ("note", "reverse"),
    "reported": ("note", "reverse"),
    "made": ("rescind",),
    "ratified": ("rescind",),
    "noted": ("rescind",),
    "implemented": ("rescind",),
}


@dataclass(frozen=True)
class Settling:
    """One thing that a new decision may do to an earlier one."""

    step: Settles
    decision: Decision

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"{self.step}:{self.decision.pk}"

    @property
    def words(self) -> str:
        """What a form shows for it."""
        says = {
            "ratify": _("Ratifies %(number)s: %(text)s"),
            "rescind": _("Rescinds %(number)s: %(text)s"),
            "note": _("Notes the chair’s action %(number)s: %(text)s"),
            "reverse": _("Reverses the chair’s action %(number)s: %(text)s"),
        }
        text = shorten(self.decision.text, LONGEST, placeholder="…")
        return says[self.step] % {"number": self.decision.number, "text": text}


def open_to_settling(body: Body, day: date) -> tuple[Settling, ...]:
    """What a decision of the body of that day may settle; what waits for it first."""
    earlier = with_standing(Decision.objects.filter(body=body, decided_on__lte=day))
    found = [Settling(step, one) for one in earlier for step in _OPEN_TO.get(state_of(one), ())]
    return tuple(sorted(found, key=lambda one: one.step == "rescind"))


def waiting_to_be_settled(body: Body, day: date) -> tuple[Settling, ...]:
    """What of the body waits on a day: recommendations to ratify, and chair's actions to note or reverse.

    Source: rules R8 and R47.
    """
    recommended = Q(authority=Decision.Authority.RECOMMENDED, ratified_by=None)
    unanswered = Q(chairs_action__answer="")
    earlier = with_standing(Decision.objects.filter(recommended | unanswered, body=body, decided_on__lte=day))
    return tuple(Settling(step, one) for one in earlier for step in _OPEN_TO.get(state_of(one), ()))


def settling_open_to(decision: Decision, day: date) -> tuple[Settles, ...]:
    """What a later decision may do to this one, as it stands on a day."""
    return _OPEN_TO.get(state_of(decision, on=day), ())


def settling_of(value: str, among: Iterable[Settling]) -> Settling | None:
    """What a form's value means, or None for a decision of its own."""
    return next((one for one in among if one.value == value), None)


def unreported_before(body: Body, day: date) -> tuple[Decision, ...]:
    """The chair's actions of a body before a day that no meeting has noted or reversed. Source: rule R47."""
    rows = Decision.objects.filter(body=body, chairs_action__answer="", decided_on__lte=day)
    return tuple(rows.select_related("chairs_action").order_by("decided_on", "pk"))
