"""What the acts on papers share: a paper's next state, its next version, and papers published or taken."""

from __future__ import annotations

from datetime import date, datetime

from throughline.rules.papers_in import may_become
from throughline.web.meetings.models import Meeting, Paper, PaperVersion
from throughline.words.refusals import Refused


class PaperIsPastThat(Refused):
    """A paper passes only to a state that may follow its own."""


def must_be_able(paper: Paper, then: str) -> None:
    """Refuse a state that may not follow the paper's own. Raises PaperIsPastThat."""
    if not may_become(paper.state, then):
        raise PaperIsPastThat(
            f"“{paper.title}” is “{paper.get_state_display()}”: it cannot become "
            f"“{Paper.State(then).label}”. Nothing was changed."
        )


def keep_version(paper: Paper, *, text: str, came_as: str, received_on: date, at: datetime) -> PaperVersion:
    """One more version of the paper's words, beside those that came before."""
    number = paper.versions.count() + 1
    return PaperVersion.objects.create(
        paper=paper, number=number, text=text, came_as=came_as, received_on=received_on, kept_at=at
    )


def publish_papers(meeting: Meeting, *, on: date) -> None:
    """The papers of a meeting that are in are cleared and published with its agenda."""
    meeting.papers.filter(state=Paper.State.SUBMITTED).update(state=Paper.State.CLEARED, cleared_on=on)
    meeting.papers.filter(state=Paper.State.CLEARED).update(state=Paper.State.PUBLISHED)


def take_papers(meeting: Meeting) -> None:
    """What was published or tabled late for a meeting that was held is taken."""
    met = (Paper.State.PUBLISHED, Paper.State.LATE_TABLED)
    meeting.papers.filter(state__in=met).update(state=Paper.State.TAKEN)
