"""The questions of a waiting plan as a form asks them, and the answers that came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from throughline.rules.plan.draft import Repair, Unresolved
from throughline.rules.plan.merging import Conflict
from throughline.web.plan.proposals import Answers, ProposedPlan

ACCEPTED, REFUSED, HERE, COPY = "accepted", "refused", "here", "copy"


@dataclass(frozen=True)
class Asked:
    """One question with the name of its field and what is chosen so far."""

    name: str
    about: Unresolved | Repair | Conflict
    chosen: str

    @property
    def key(self) -> str:
        """The name as the page may use it for one of its parts: without spaces."""
        return "-".join(self.name.split())


def asked_leads(proposed: ProposedPlan) -> tuple[Asked, ...]:
    """The leads that no organisation explains, each once."""
    found = proposed.preview.unresolved_leads if proposed.preview else ()
    return tuple(Asked(f"lead-{one.name}", one, "") for one in found)


def asked_repairs(proposed: ProposedPlan, answers: Answers) -> tuple[Asked, ...]:
    """The rows that stood in the wrong columns."""
    found = proposed.preview.repairs if proposed.preview else ()
    return tuple(Asked(f"repair-{one.place}", one, _said(answers, str(one.place))) for one in found)


def asked_conflicts(proposed: ProposedPlan, answers: Answers) -> tuple[Asked, ...]:
    """The cells that were changed here and in the copy."""
    return tuple(
        Asked(f"cell-{one.id}-{one.column}", one, COPY if (one.id, one.column) in answers.copies else HERE)
        for one in proposed.conflicts
    )


def _said(answers: Answers, place: str) -> str:
    answer = answers.repairs.get(place)
    return "" if answer is None else ACCEPTED if answer else REFUSED


def answered(
    proposed: ProposedPlan, before: Answers, sent: Mapping[str, str], agencies: frozenset[str]
) -> Answers:
    """The answers given before with those that were sent; what nobody answered stays open."""
    leads = {one.name: sent.get(f"lead-{one.name}", "") for one in _unresolved(proposed)}
    repairs = {
        str(ask.about.place): sent[ask.name] == ACCEPTED
        for ask in asked_repairs(proposed, before)
        if isinstance(ask.about, Repair) and sent.get(ask.name) in (ACCEPTED, REFUSED)
    }
    copies = frozenset(
        (ask.about.id, ask.about.column)
        for ask in asked_conflicts(proposed, before)
        if isinstance(ask.about, Conflict) and sent.get(ask.name, ask.chosen) == COPY
    )
    return Answers(
        leads={**before.leads, **{name: agency for name, agency in leads.items() if agency in agencies}},
        repairs={**before.repairs, **repairs},
        copies=copies,
    )


def _unresolved(proposed: ProposedPlan) -> Iterator[Unresolved]:
    yield from proposed.preview.unresolved_leads if proposed.preview else ()
