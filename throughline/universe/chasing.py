"""Two chase rounds in Barnet: one settled at the beginning of March, one whose answers wait today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughline.universe.story import Story, morning
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import Action, ActionUpdate, ChaseRequest, ChaseRound

FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 27)


@dataclass(frozen=True)
class Said:
    """What one owner answers by link."""

    about: str
    """How the action's words begin."""
    claim: str
    text: str = ""
    forecast: date | None = None
    evidence: str = ""


SAID_FIRST = (
    Said("One route into private", "on-course", "Two landlords withdrew, looking for a third."),
    Said("One consent form", "longer", "The second draft is being read again.", date(2026, 4, 30)),
)
SAID_SECOND = (
    Said(
        "One route into private",
        "longer",
        "Legal advice came; the third landlord signs in May.",
        date(2026, 5, 15),
    ),
    Said("One consent form", "stuck", "It waits for the county’s information governance lead."),
    Said("Brief the new deputy", "on-course", "The briefing is booked for 8 April."),
    Said("Bring the training offer", "on-course"),
    Said(
        "Try the prompt sheet",
        "done",
        "All three panels used it.",
        evidence="The note to the panel of 4 March.",
    ),
)


def chase(story: Story) -> None:
    """Ask twice, and let the owners answer; the first round's answers are settled."""
    first = _asked(story, FIRST, SAID_FIRST)
    for said in SAID_FIRST:
        update = _answer(first, said, date(2026, 3, 2))
        if said.claim == "on-course":
            decisions.accept_update(
                update=update,
                expected_version=update.version,
                action_version=update.action.version,
                by=story.by,
                at=morning(date(2026, 3, 3)),
            )
        else:
            decisions.query_update(
                update=update,
                question="Who reads it now, and by when will they answer?",
                asked_on=date(2026, 3, 3),
                expected_version=update.version,
                by=story.by,
                at=morning(date(2026, 3, 3)),
            )
    second = _asked(story, SECOND, (*SAID_SECOND, Said("Health screening", "no answer")))
    for said in SAID_SECOND:
        _answer(second, said, date(2026, 3, 30))


def _asked(story: Story, day: date, said: tuple[Said, ...]) -> ChaseRound:
    actions = [Action.objects.get(partnership=story.partnership, text__startswith=one.about) for one in said]
    made = decisions.prepare_chase_round(
        partnership=story.partnership, actions=actions, made_on=day, by=story.by, at=morning(day)
    )
    decisions.send_chase_round(chase=made, by=story.by, at=morning(day))
    return made


def _answer(made: ChaseRound, said: Said, day: date) -> ActionUpdate:
    found = ChaseRequest.objects.select_related("action__partnership", "person")
    return decisions.answer_by_link(
        request=found.get(round=made, action__text__startswith=said.about),
        claim=said.claim,
        text=said.text,
        forecast=said.forecast,
        evidence=said.evidence,
        on=day,
        by=None,
        at=morning(day),
    )
