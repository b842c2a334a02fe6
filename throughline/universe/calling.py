"""Barnet before its meetings: referrals to the panel and its pack, and who says they come on 14 April."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from throughline.universe.story import Story, morning
from throughline.web.meetings import actions
from throughline.web.meetings.models import Meeting

# the panel's day: reference, referring organisation, who refers
REFERRALS = {
    date(2026, 3, 4): [("R-012", "barnet-homes", "Grace Mallow"), ("R-013", "police", "Tom Alder")],
    date(2026, 4, 1): [
        ("R-014", "cst", "Priya Hawthorn"),
        ("R-015", "police", "Tom Alder"),
        ("R-016", "substance", "Mina Clover"),
    ],
}
TABLED_BEFORE = 21
"""Calendar days before the meeting on which its referrals are tabled."""
WORDS = """## What the panel is asked

To select or not to select under reference {reference}, with its reasons.

## What each organisation brings

What it knows that bears on risk and on the seven pathways. The case is kept in its own place, not here.
"""

REPLIES: list[tuple[str, str, str, dict[str, Any]]] = [
    # seat, member, answer, what else was said
    ("cst-head", "Jo Hazel", "coming", {}),
    ("cst-mgr", "Priya Hawthorn", "coming", {"until_at": time(11, 30)}),
    ("nps-aco", "Owen Teasel", "remote", {}),
    ("pol-supt", "Dee Bramble", "deputy", {"deputy": "Nia Bracken", "deputy_is_briefed": True}),
    ("homes-mgr", "Ruth Campion", "coming", {"from_at": time(10, 40)}),
    ("ph-cm", "Lena Yarrow", "away", {}),
]


def table_referrals(story: Story, meeting: Meeting) -> None:
    """Table a panel's referrals three weeks before it, where it has any."""
    tabled_on = date.fromordinal(meeting.held_on.toordinal() - TABLED_BEFORE)
    for reference, agency, referrer in REFERRALS.get(meeting.held_on, []):
        referral = actions.table_referral(
            meeting=meeting,
            reference=reference,
            agency=story.agency(agency),
            referrer=story.people[referrer],
            marking="OFFICIAL-SENSITIVE",
            by=story.by,
            at=morning(tabled_on),
        )
        _receive(story, referral.paper, tabled_on, WORDS.format(reference=reference))


def _receive(story: Story, paper: Any, on: date, words: str) -> None:
    actions.receive_paper(
        paper=paper, text=words, received_on=on, expected_version=paper.version, by=story.by, at=morning(on)
    )


def acknowledge(story: Story, meeting: Meeting) -> None:
    """Of the referrals of 4 March one was acknowledged in time; the other still waits."""
    first = meeting.referrals.get(reference="R-012")
    sent_on = date(2026, 3, 10)
    actions.acknowledge_referral(referral=first, on=sent_on, by=story.by, at=morning(sent_on))


def issue(story: Story, meeting: Meeting) -> None:
    """The panel's pack goes out with its agenda, and again with new words of one paper."""
    first, second = date(2026, 3, 25), date(2026, 3, 27)
    actions.issue_pack(meeting=meeting, expected_version=meeting.version, by=story.by, at=morning(first))
    changed = meeting.referrals.select_related("paper").get(reference="R-015").paper
    words = WORDS.format(reference="R-015") + "\nThe police ask that this is taken first.\n"
    _receive(story, changed, second, words)
    actions.issue_pack(meeting=meeting, expected_version=meeting.version, by=story.by, at=morning(second))


def answer(story: Story, meeting: Meeting) -> None:
    """What members of the group said of its meeting by 26 March; two have not said."""
    for seat, name, said, more in REPLIES:
        told = dict(more)
        deputy = told.pop("deputy", "")
        actions.reply_to_meeting(
            meeting=meeting,
            seat=seat,
            person=story.people[name],
            answer=said,
            deputy=story.people[deputy] if deputy else None,
            by=story.by,
            at=morning(date(2026, 3, 26)),
            **told,
        )
