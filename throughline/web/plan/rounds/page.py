"""What the pages of update rounds show: whom to ask, who answered, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.plan.answering import answers_until
from throughline.rules.plan.model import EVERYONE
from throughline.web.access.models import Partnership, Person
from throughline.web.plan.models import PlanAnswer, PlanVersion, UpdateQuestion, UpdateRound
from throughline.web.plan.queries import standing_plan, updates_of, version_on
from throughline.web.plan.rounds.links import words_sent
from throughline.web.plan.rounds.reads import (
    Line,
    last_answer,
    lines_of_round,
    people_who_lead,
    questions_of,
    rounds_of,
)
from throughline.web.plan.rounds.said import is_unchanged
from throughline.web.site.jinja import long_date
from throughline.words.periods import quarters, year_holding


@dataclass(frozen=True)
class RoundRow:
    """One round in the list: how far it has come."""

    year: str
    number: int
    quarter: str
    opens_on: date
    closes_on: date
    is_sent: bool
    asked: int
    answered: int


@dataclass(frozen=True)
class RoundsPage:
    """The rounds there were, and whether this quarter's may be opened."""

    lead: str
    rows: tuple[RoundRow, ...]
    may_open: str
    """The quarter that has no round yet, in words; empty where there is nothing to open."""


def rounds_page(partnership: Partnership, on: date) -> RoundsPage:
    """The rounds of every year, the latest first; three queries."""
    found = list(rounds_of(partnership).prefetch_related("questions__answers"))
    rows = tuple(_row(one) for one in found)
    version = version_on(partnership, on)
    may_open = ""
    if version is not None:
        quarter = _quarter_of(version, on)
        asked = {(one.plan_id, one.quarter_starts) for one in found}
        if (version.plan_id, quarter[0]) not in asked:
            may_open = quarter[1]
    return RoundsPage(_lead_of_list(rows, may_open), rows, may_open)


def _quarter_of(version: PlanVersion, on: date) -> tuple[date, str]:
    plan = version.plan
    found = quarters(year_holding(plan.year_starts, f"{plan.year_starts:%m-%d}"))
    quarter = max((one for one in found if one.last < on), default=found[0])
    return quarter.first, _months(quarter.first, quarter.last)


def _months(first: date, last: date) -> str:
    return _("%(first)s to %(last)s") % {"first": f"{first:%B}", "last": f"{last:%B %Y}"}


def _row(one: UpdateRound) -> RoundRow:
    questions = list(one.questions.all())
    return RoundRow(
        year=one.plan.year,
        number=one.number,
        quarter=quarter_words(one),
        opens_on=one.opens_on,
        closes_on=one.closes_on,
        is_sent=one.sent_at is not None,
        asked=len(questions),
        answered=sum(_stands(last_answer(list(each.answers.all()))) for each in questions),
    )


def quarter_words(one: UpdateRound) -> str:
    """The quarter that a round asks about: "October to December 2009"."""
    year = year_holding(one.plan.year_starts, f"{one.plan.year_starts:%m-%d}")
    quarter = quarters(year)[one.number - 1]
    return _months(quarter.first, quarter.last)


def _lead_of_list(rows: tuple[RoundRow, ...], may_open: str) -> str:
    if may_open:
        return _("Nobody has been asked about %(quarter)s yet.") % {"quarter": may_open}
    if not rows:
        return _("There is no plan yet, so nobody can be asked how it goes.")
    return _("%(answered)d of %(asked)d lines are answered for %(quarter)s.") % {
        "answered": rows[0].answered, "asked": rows[0].asked, "quarter": rows[0].quarter,
    }  # fmt: skip


@dataclass(frozen=True)
class LeadAsked:
    """One organisation with its lines that are due news, and who would be asked."""

    code: str
    name: str
    lines: tuple[Line, ...]
    proposed: str
    """The key of the person proposed; empty where nobody of it is known."""


@dataclass(frozen=True)
class NewRoundPage:
    """Everything due news this quarter, by organisation, before a round is prepared."""

    version: PlanVersion
    quarter_starts: date
    quarter: str
    lead: str
    leads: tuple[LeadAsked, ...]
    unknown: tuple[Line, ...]
    """Lines whose lead is no one organisation of the partnership, so that nobody can be asked."""
    people: tuple[tuple[str, str], ...]


def new_round_page(partnership: Partnership, on: date) -> NewRoundPage | None:
    """Whom to ask about what on a day; None where there is no plan."""
    version = version_on(partnership, on)
    if version is None:
        return None
    shown = standing_plan(version, on)
    due = [one for one in lines_of_round(shown, updates_of(version, on)).values() if one.is_due]
    agencies, people, seated = people_who_lead(partnership, on)
    names = {one.code: one for one in agencies}
    leads = tuple(
        LeadAsked(code, names[code].name, tuple(found), _proposed(names[code].pk, people, seated))
        for code, found in ((one, [line for line in due if line.lead == one]) for one in names)
        if found
    )
    asked = sum(len(one.lines) for one in leads if one.proposed)
    return NewRoundPage(
        version=version,
        quarter_starts=shown.quarter.first,
        quarter=_months(shown.quarter.first, shown.quarter.last),
        lead=ngettext(
            "%(due)d line is due news, and %(asked)d has somebody to ask.",
            "%(due)d lines are due news, and %(asked)d have somebody to ask.",
            len(due),
        )
        % {"due": len(due), "asked": asked},
        leads=leads,
        unknown=tuple(one for one in due if one.lead not in names or one.lead == EVERYONE),
        people=tuple(
            (str(one.pk), f"{one.name}, {one.agency.name}" if one.agency else one.name) for one in people
        ),
    )


def _proposed(agency: int, people: Sequence[Person], seated: dict[int, int]) -> str:
    """Who sits for an organisation, else the first of its people."""
    first = next((one.pk for one in people if one.agency_id == agency), None)
    found = seated.get(agency, first)
    return str(found) if found is not None else ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One line of a round: how it stands, and what was answered."""

    question: UpdateQuestion
    line: Line | None
    answer: PlanAnswer | None
    claim_words: str
    waits: bool
    is_late: bool
    status: tuple[str, str]


@dataclass(frozen=True)
class LetterShown:
    """One person of a round with their organisation's lines."""

    pk: int
    person: str
    organisation: str
    answered: int
    lines: tuple[Asked, ...]
    may_pass_on: bool

    @property
    def asked(self) -> int:
        """How many lines they are asked about."""
        return len(self.lines)

    @property
    def is_silent(self) -> bool:
        """Whether nothing was answered at all."""
        return not self.answered


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    """One round: what is sent, how complete it is, and what waits."""

    year: str
    number: int
    quarter: str
    opens_on: date
    closes_on: date
    until: date
    sent_at: datetime | None
    lead: str
    facts: tuple[tuple[str, str], ...]
    letters: tuple[LetterShown, ...]
    unchanged: int
    sample: str

    @property
    def people(self) -> int:
        """How many letters go out."""
        return len({one.pk for one in self.letters})


def round_page(made: UpdateRound, on: date) -> RoundPage:
    """A round as it stands on a day; eight queries, however many lines it has."""
    lines: dict[str, Line] = {}
    version = version_on(made.plan.partnership, on, year=made.plan.year)
    if version is not None:
        lines = lines_of_round(standing_plan(version, on), {})
    asked = [_asked(one, lines.get(one.milestone.code), made) for one in questions_of(made)]
    asked.sort(key=lambda one: (one.question.agency.name, one.question.letter_id))
    letters = tuple(
        _letter(list(group), on)
        for _key, group in groupby(asked, key=lambda one: (one.question.agency.name, one.question.letter_id))
    )
    answered = sum(one.answered for one in letters)
    waits = [one.answer for one in asked if one.waits and one.answer]
    silent = len({one.pk for one in letters} - {one.pk for one in letters if one.answered})
    return RoundPage(
        year=made.plan.year,
        number=made.number,
        quarter=quarter_words(made),
        opens_on=made.opens_on,
        closes_on=made.closes_on,
        until=answers_until(made.closes_on),
        sent_at=made.sent_at,
        lead=_lead(made, len(asked), answered, len(waits), on),
        facts=(
            (str(len(asked)), ngettext("line asked about", "lines asked about", len(asked))),
            (str(answered), _("answered")),
            (str(len(waits)), ngettext("answer to settle", "answers to settle", len(waits))),
            (str(silent), ngettext("lead silent", "leads silent", silent)),
        ),
        letters=letters,
        unchanged=sum(is_unchanged(one) for one in waits),
        sample=words_sent(len(letters[0].lines), made.closes_on) if letters else "",
    )


def _letter(asked: list[Asked], on: date) -> LetterShown:
    letter = asked[0].question.letter
    return LetterShown(
        pk=letter.pk,
        person=letter.person.name,
        organisation=asked[0].question.agency.name,
        answered=sum(_stands(one.answer) for one in asked),
        lines=tuple(asked),
        may_pass_on=on <= letter.expires_on and not all(_stands(one.answer) for one in asked),
    )


def _stands(answer: PlanAnswer | None) -> bool:
    return answer is not None and answer.state in (PlanAnswer.State.PROPOSED, PlanAnswer.State.ACCEPTED)


def _asked(question: UpdateQuestion, line: Line | None, made: UpdateRound) -> Asked:
    answer = last_answer(list(question.answers.all()))
    return Asked(
        question=question,
        line=line,
        answer=answer,
        claim_words=claim_words(answer) if answer else "",
        waits=answer is not None and answer.state == PlanAnswer.State.PROPOSED,
        is_late=answer is not None and answer.said_on > made.closes_on,
        status=_status(answer),
    )


def claim_words(answer: PlanAnswer) -> str:
    """What an answer claims, with the date it gives."""
    said = str(answer.get_claim_display())
    said = said[:1].upper() + said[1:]
    return (
        _("%(said)s: expected %(when)s") % {"said": said, "when": answer.forecast}
        if answer.forecast
        else said
    )


def _status(answer: PlanAnswer | None) -> tuple[str, str]:
    if answer is None:
        return "no news", _("No answer yet")
    words = str(answer.get_state_display())
    kinds = {"accepted": "complete", "queried": "slipping", "declined": "out", "proposed": "on course"}
    return kinds[answer.state], words[:1].upper() + words[1:]


def _lead(made: UpdateRound, asked: int, answered: int, waits: int, on: date) -> str:
    if made.sent_at is None:
        return _("Nothing is sent yet. Read what will be sent, then send it.")
    said = _("%(answered)d of %(asked)d lines are answered.") % {"answered": answered, "asked": asked}
    if on > made.closes_on and answered < asked:
        closed = _("The round closed on %(day)s.") % {"day": long_date(made.closes_on)}
        said = f"{said} {closed}"
    if not waits:
        return f"{said} {_('No answer waits for you.')}"
    return f"{said} {ngettext('%(n)d waits for you.', '%(n)d wait for you.', waits) % {'n': waits}}"
