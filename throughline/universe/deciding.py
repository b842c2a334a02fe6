"""What became of some of Barnet's decisions: taken back, carried into organisations, asked of others."""

from __future__ import annotations

from datetime import date

from throughline.universe.story import Story, morning
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import Decision
from throughline.web.meetings.queries import meeting_at

JUNE, DECEMBER, FEBRUARY = "2025-06-10", "2025-12-09", "2026-02-10"
TOLD_ON = date(2026, 2, 11)
ANSWERS = [
    # organisation, what it said, on which day, why or what was done
    ("barnet-homes", "acknowledged", date(2026, 2, 16), ""),
    ("ps", "acknowledged", date(2026, 2, 18), ""),
    ("ps", "implemented", date(2026, 3, 9), "The question stands on the form that is used at release."),
    ("ph", "not-applicable", date(2026, 2, 20), "Nobody is met here on the day of release."),
]  # fmt: skip
SILENT = "police"


def decide_more(story: Story) -> None:
    """A decision taken back, a chair's action, a cascade with one organisation late, two commissions."""
    in_full = _decide(story, JUNE, "Every paper is presented in full at the meeting.")
    _decide(story, DECEMBER, "Papers are taken as read.", settles=in_full, step="rescind")
    may_act = _decide(
        story, DECEMBER, "Between meetings the chair may agree to bids whose closing day comes first."
    )
    _act_for_the_chair(story, may_act)
    asked = _decide(story, FEBRUARY, "Every organisation asks at release whether somebody has an address.")
    _tell_organisations(story, asked)
    _ask_for_work(story, asked)


def _decide(story: Story, day: str, text: str, **settles: object) -> Decision:
    return story.decide(meeting_at(story.body("rrdg"), day), text, **settles)  # type: ignore[arg-type]


def _act_for_the_chair(story: Story, may_act: Decision) -> None:
    day = date(2026, 1, 20)
    taken = decisions.take_chairs_action(
        body=story.body("rrdg"),
        decided_on=day,
        text="The group joins the bid for supported lodgings.",
        because="The bid closed on 23 January, before the next meeting.",
        allowed_by=may_act,
        by=story.by,
        at=morning(day),
    )
    _decide(story, FEBRUARY, "The chair's joining of the bid is noted.", settles=taken, step="note")


def _tell_organisations(story: Story, decision: Decision) -> None:
    told = sorted({code for code, *_ in ANSWERS} | {SILENT})
    cascade = decisions.start_cascade(
        decision=decision,
        agencies=[story.agency(code) for code in told],
        told_on=TOLD_ON,
        effective_from=date(2026, 4, 30),
        by=story.by,
        at=morning(TOLD_ON),
    )
    for code, says, said_on, reason in ANSWERS:
        receipt = cascade.receipts.get(agency__code=code)
        decisions.answer_cascade(
            receipt=receipt,
            says=says,
            said_on=said_on,
            reason=reason,
            is_on_behalf=True,
            expected_version=receipt.version,
            by=story.by,
            at=morning(said_on),
        )


def _ask_for_work(story: Story, decision: Decision) -> None:
    asked_on = date(2026, 2, 12)
    screening = decisions.ask_commission(
        decision=decision,
        to=story.agency("ph"),
        scope="Say where people who leave prison without an address can be treated from the first day.",
        product="A list of services with their opening hours",
        due=date(2026, 4, 30),
        asked_on=asked_on,
        under_clause="2.4",
        by=story.by,
        at=morning(asked_on),
    )
    decisions.take_commission_step(
        commission=screening,
        step="accept",
        words="It comes to the meeting of June.",
        taken_on=date(2026, 2, 19),
        expected_version=screening.version,
        by=story.by,
        at=morning(date(2026, 2, 19)),
    )
    decisions.ask_commission(
        decision=decision,
        to=story.body("iom"),
        scope="Say how often the panel met somebody without an address, in numbers alone.",
        product="A table by month",
        due=date(2026, 5, 29),
        asked_on=asked_on,
        under_clause="1.1",
        by=story.by,
        at=morning(asked_on),
    )
