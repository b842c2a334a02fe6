"""The minutes of Barnet's group and panel in the fictional year: sent out, approved, and one corrected."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from throughline.universe.story import Story, morning
from throughline.web.decisions.models import Action, Decision
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.minutes.content import content_of, lines_of, seal_of
from throughline.web.meetings.models import Meeting, Minute
from throughline.web.meetings.queries import meetings_of_body
from throughline.words.working_days import add_working_days

# the day of the meeting, when its minutes went out, the meeting that approved them
GROUP = [
    (date(2025, 4, 8), date(2025, 4, 22), date(2025, 6, 10)),
    (date(2025, 6, 10), date(2025, 6, 23), date(2025, 8, 12)),
    (date(2025, 8, 12), date(2025, 8, 27), date(2025, 12, 9)),
    (date(2025, 10, 14), date(2025, 10, 31), date(2025, 12, 9)),
    (date(2025, 12, 9), date(2025, 12, 22), date(2026, 2, 10)),
    (date(2026, 2, 10), date(2026, 2, 24), None),
]

# the day of the meeting, the item, what was said, who may read it
SAID = [
    (date(2025, 4, 8), "apologies", "Nobody declared an interest.", "public"),
    (date(2025, 4, 8), "performance", "Fewer people came back within a year than the year before; the group asked "
     "whether the difference is more than chance.", "public"),
    (date(2025, 6, 10), "apologies", "Nobody declared an interest.", "public"),
    (date(2025, 6, 10), "risks", "One landlord may withdraw. Barnet Homes looks for a fourth.", "body"),
    (date(2025, 8, 12), "exceptions", "Short sentences leave too little time for a plan before release.", "public"),
    (date(2025, 10, 14), "apologies", "The meeting was not quorate; what it agreed is a recommendation.", "public"),
    (date(2025, 10, 14), "exceptions", "Housing counts people released without an address from this month on.",
     "public"),
    (date(2025, 12, 9), "performance", "The count for October and November is too small to say anything.", "public"),
    (date(2025, 12, 9), "panel-report--iom", "The panel asks for one more housing officer until March.", "members"),
    (date(2026, 2, 10), "apologies", "Nobody declared an interest.", "public"),
    (date(2026, 2, 10), "exceptions", "Eleven people were released without an address since October.", "public"),
    (date(2026, 2, 10), "performance", "The figures for the third quarter came a week late from two organisations.",
     "public"),
    (date(2026, 2, 10), "panel-report--iom", "The panel met three times and took on four people.", "body"),
]  # fmt: skip

APRIL, JUNE, FEBRUARY = date(2025, 4, 8), date(2025, 6, 10), date(2026, 2, 10)
UNSOLD = "Health screening was left for want of a paper."
LANDLORDS = "Barnet Homes and Youth Offending report on landlords in October."
CORRECTED = "Barnet Homes and Probation report on landlords in October."
FASTER = "The figures for the third quarter came a week late from two organisations, as in the second."
PANEL_DRAFT = [
    ("apologies", "Nobody declared an interest.", "body"),
    ("casework--share", "What may be shared with the new drug service waits for its agreement.", "members"),
]


def minute_the_year(story: Story) -> None:
    """Write, send out and approve the minutes of the group's six meetings; the panel's last are a draft."""
    held = {one.held_on: one for one in meetings_of_body(story.body("rrdg"))}
    for day, out_on, _ in GROUP:
        _approve_at(story, held, day)
        _write(story, held[day])
        if day == FEBRUARY:
            _correct(story, held)
        if day == JUNE:
            _chair_and_members(story, held[day])
        _circulate(story, held[day], out_on)
        if day == APRIL:
            _comment_and_answer(story, held[day])
    _waiting(story, held[FEBRUARY])
    _panel(story)


def _write(story: Story, meeting: Meeting) -> None:
    day = meeting.held_on
    for said_on, code, text, readers in SAID:
        if said_on == day:
            _note(story, meeting, code, text, readers=readers)
    for decision in Decision.objects.filter(body=meeting.body, decided_on=day, minute=None).order_by("pk"):
        _note(story, meeting, "actions", decision.text, kind=Minute.Kind.DECISION, decision=decision)
    for action in Action.objects.filter(body=meeting.body, raised_on=day).order_by("number"):
        _note(story, meeting, "actions", action.text, kind=Minute.Kind.ACTION, action=action)


def _note(
    story: Story,
    meeting: Meeting,
    code: str,
    text: str,
    *,
    readers: str = "",
    kind: str = Minute.Kind.NOTE,
    decision: Decision | None = None,
    action: Action | None = None,
) -> Minute:
    return meetings.write_minute(
        meeting=meeting,
        item=meeting.items.filter(code=code).first(),
        text=text,
        kind=kind,
        once="",
        readers=readers,
        decision=decision,
        action=action,
        by=story.by,
        at=_written(meeting),
    )


def _written(meeting: Meeting) -> datetime:
    return morning(meeting.held_on) + timedelta(hours=4)


def _chair_and_members(story: Story, meeting: Meeting) -> None:
    """Before the draft of June goes out: a paragraph changed, one struck, one in the chair's words."""
    about = {"by": story.by, "at": morning(add_working_days(meeting.held_on, 3))}
    struck = _note(story, meeting, "forward-plan", UNSOLD)
    meetings.strike_minute(minute=struck, expected_version=struck.version, **about)
    note = _note(story, meeting, "panel-report--iom", "The panel reported.")
    meetings.amend_minute(
        minute=note,
        text="The panel reported on its first quarter.",
        readers=Minute.Readers.BODY,
        expected_version=note.version,
        **about,
    )
    homes = _note(story, meeting, "exceptions", "Barnet Homes reports on landlords.")
    proposed = meetings.propose_edit(
        minute=homes, proposed=LANDLORDS, by_person=story.people["Jo Hazel"], **about
    )
    meetings.settle_edit(edit=proposed, take=True, expected_version=homes.version, **about)


def _circulate(story: Story, meeting: Meeting, day: date) -> None:
    meetings.circulate_minutes(
        meeting=meeting,
        comments_close_on=add_working_days(day, 8),
        seen=_seal(meeting),
        by=story.by,
        at=morning(day),
    )


def _comment_and_answer(story: Story, meeting: Meeting) -> None:
    note = lines_of(meeting)[0]
    said = meetings.comment_on_minute(
        minute=note,
        text="I declared that I sit on the board of a housing charity.",
        by_person=story.people["Lena Yarrow"],
        by=None,
        at=morning(date(2025, 4, 24)),
    )
    meetings.answer_comment(
        comment=said,
        answer="That was at the meeting of June; it stays as it is.",
        by=story.by,
        at=morning(date(2025, 4, 28)),
    )


def _approve_at(story: Story, held: dict[date, Meeting], day: date) -> None:
    """Before a meeting's own minutes are written, it approves the earlier ones that wait for it."""
    for earlier, _, approved_on in GROUP:
        if approved_on == day:
            meetings.approve_minutes(
                meeting=held[earlier],
                at_meeting=held[day],
                seen=_seal(held[earlier]),
                by=story.by,
                at=morning(day) + timedelta(hours=2),
            )


def _correct(story: Story, held: dict[date, Meeting]) -> None:
    """In February the group puts right which organisations were to report, and what the public may read."""
    about = {"by": story.by, "at": morning(FEBRUARY) + timedelta(hours=3)}
    june = lines_of(held[JUNE])
    wrong = next(one for one in june if one.text == LANDLORDS)
    meetings.correct_minute(minute=wrong, text=CORRECTED, at_meeting=held[FEBRUARY], **about)
    risk = next(one for one in june if one.item and one.item.code == "risks")
    meetings.set_minute_readers(
        minute=risk, readers=Minute.Readers.MEMBERS, expected_version=risk.version, **about
    )


def _waiting(story: Story, meeting: Meeting) -> None:
    """On the minutes of February a member and the chair have said something that waits for the secretary."""
    late = next(one for one in lines_of(meeting) if one.item and one.item.code == "performance")
    meetings.comment_on_minute(
        minute=late,
        text="One of the two sent them the day before the meeting.",
        by_person=story.people["Owen Teasel"],
        by=None,
        at=morning(date(2026, 3, 3)),
    )
    meetings.propose_edit(
        minute=late,
        proposed=FASTER,
        by_person=story.people["Jo Hazel"],
        by=None,
        at=morning(date(2026, 3, 24)),
    )


def _panel(story: Story) -> None:
    """The minutes of the panel's meeting in March are written and have not gone out."""
    meeting = meetings_of_body(story.body("iom")).get(held_on=date(2026, 3, 4))
    for code, text, readers in PANEL_DRAFT:
        _note(story, meeting, code, text, readers=readers)


def _seal(meeting: Meeting) -> str:
    return seal_of(content_of(lines_of(meeting)))
