"""The page on which a lead answers for all its lines, by link or signed in; one page, two doors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughline.rules.plan.answering import Claim, Said, may_claim
from throughline.web.access.models import User
from throughline.web.plan import actions
from throughline.web.plan.measures.figures import Returned, returned
from throughline.web.plan.models import PlanAnswer, UpdateLetter, UpdateQuestion
from throughline.web.plan.queries import standing_plan, updates_of, version_on
from throughline.web.plan.rounds.forms import LineAnswer
from throughline.web.plan.rounds.page import claim_words, quarter_words
from throughline.web.plan.rounds.reads import Line, last_answer, lines_of_round
from throughline.web.site.refusals import refusals_on

STANDS = (PlanAnswer.State.PROPOSED, PlanAnswer.State.ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class LineToAnswer:
    """One line of a letter: what was said last time, what was promised, and the form or the answer."""

    question: UpdateQuestion
    line: Line
    form: LineAnswer
    answer: PlanAnswer | None
    """The answer that stands; None where the line is open."""
    claim_words: str
    asked_back: PlanAnswer | None
    """An answer that was asked back or not accepted, with what the keeper said of it."""
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class LetterPage:
    """Every line of one letter, the open ones first in their order."""

    letter: UpdateLetter
    quarter: str
    lines: tuple[LineToAnswer, ...]

    @property
    def open_lines(self) -> tuple[LineToAnswer, ...]:
        """The lines without an answer that stands."""
        return tuple(one for one in self.lines if one.answer is None)

    @property
    def answered(self) -> tuple[LineToAnswer, ...]:
        """The lines with an answer that stands."""
        return tuple(one for one in self.lines if one.answer is not None)

    @property
    def unchanged(self) -> int:
        """How many open lines may be answered at once with no change."""
        return sum(Claim.NO_CHANGE in one.claims for one in self.open_lines)

    @property
    def is_late(self) -> bool:
        """Whether the link reaches beyond the closing day only by its grace."""
        return self.letter.round.closes_on < self.letter.expires_on

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """What is wrong with what was typed: the id of the field and the sentence."""
        return tuple(
            (one.form[name].auto_id if name in one.form.fields else f"line-{one.question.pk}", str(said))
            for one in self.lines
            if one.form.is_bound and one.form.has_changed()
            for name, sentences in one.form.errors.items()
            for said in sentences
        )


def letter_page(letter: UpdateLetter, on: date, typed: Mapping[str, Any] | None = None) -> LetterPage:
    """A letter as its person sees it on a day; about nine queries, however many lines it has."""
    made = letter.round
    partnership = made.plan.partnership
    version = version_on(partnership, on, year=made.plan.year)
    lines = lines_of_round(standing_plan(version, on), updates_of(version, on)) if version else {}
    asked = letter.questions.select_related("milestone__objective", "agency").prefetch_related("answers")
    questions = [one for one in asked if one.milestone.code in lines]
    has_measures = any(lines[one.milestone.code].measure for one in questions)
    series = returned(partnership, on) if has_measures else ()
    return LetterPage(
        letter,
        quarter_words(made),
        tuple(_to_answer(one, lines[one.milestone.code], on, series, typed) for one in questions),
    )


def _to_answer(
    question: UpdateQuestion,
    line: Line,
    on: date,
    series: Sequence[Returned],
    typed: Mapping[str, Any] | None,
) -> LineToAnswer:
    last = last_answer(list(question.answers.all()))
    stands = last if last and last.state in STANDS else None
    claims = may_claim(line.now, on=on)
    form = LineAnswer(
        None if stands else typed,
        prefix=f"line-{question.pk}",
        claims=claims,
        date_now=line.date_now,
        asks_count=_asks_count(line, series),
    )
    return LineToAnswer(
        question=question,
        line=line,
        form=form,
        answer=stands,
        claim_words=claim_words(stands) if stands else "",
        asked_back=last if stands is None else None,
        claims=claims,
    )


def _asks_count(line: Line, series: Sequence[Returned]) -> bool:
    """A measure with planned quarters is asked for its count where no return brings it."""
    measure = line.measure
    if measure is None:
        return False
    return not any(one.objective == line.objective and one.planned == measure.quarters for one in series)


def take_answers(
    letter: UpdateLetter,
    typed: Mapping[str, Any],
    *,
    on: date,
    by: User | None,
    at: datetime,
    by_link: bool,
) -> LetterPage:
    """Keep every line that was answered whole; what is wrong stays on the page as it was typed."""
    page = letter_page(letter, on, None if "unchanged" in typed else typed)
    for one in page.open_lines:
        said = _said(one, "unchanged" in typed)
        if said is None:
            continue
        with refusals_on(one.form):
            actions.answer_line(
                question=one.question,
                said=said[0],
                count=said[1],
                now=one.line.now,
                on=on,
                by=by,
                at=at,
                by_link=by_link,
            )
    return page


def _said(one: LineToAnswer, is_unchanged: bool) -> tuple[Said, int | None] | None:
    if is_unchanged:
        return (Said(Claim.NO_CHANGE), None) if Claim.NO_CHANGE in one.claims else None
    if not one.form.is_valid() or not one.form.has_changed():
        return None
    return one.form.said, one.form.cleaned_data.get("count")
