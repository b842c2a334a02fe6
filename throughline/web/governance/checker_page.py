"""The terms checker as a page: what needs a reading, what was read, what is silent, what to tidy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.terms.model import Finding, Reading, Terms, today_is_in
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.checker_ways import CheckerWay, checker_ways
from throughline.web.governance.places import (
    Answer,
    NoSuchPlace,
    place_shown,
    question_at,
    reading_in_words,
    until_read,
)
from throughline.web.governance.queries import findings_on, terms_as_written, terms_record
from throughline.words.dates import ImpreciseDate
from throughline.words.formats import list_words, weekday_words


@dataclass(frozen=True)
class Question:
    """A place that needs a reading: the question, both sides, and what is done until then."""

    at: str
    kind: str
    body_name: str
    question: str
    clause: str
    says: str
    answers: tuple[Answer, ...]
    until: str
    ways: tuple[CheckerWay, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class ReadingShown:
    """A reading: the question, what was read, and the decision with the day it holds from."""

    clause: str
    where: str
    question: str
    words: str
    decided: str
    holds: str


@dataclass(frozen=True)
class Point:
    """Something worth knowing, for which nothing waits; ``count`` is how many places say the same."""

    clause: str
    words: str
    where: str
    count: int = 1


@dataclass(frozen=True)
class CheckerPage:
    """What the checker says on a day, about the whole file or one body."""

    lead: str
    contradictions: tuple[Question, ...]
    proposals: tuple[Question, ...]
    silences: tuple[Question, ...]
    open_questions: tuple[ReadingShown, ...]
    adopted: tuple[ReadingShown, ...]
    points: tuple[Point, ...]
    errors: tuple[Point, ...]
    bodies: tuple[tuple[str, str], ...]
    body: str
    terms_number: int


def checker_page(
    partnership: Partnership, day: date, *, body: str = "", viewpoint: Viewpoint | None = None
) -> CheckerPage:
    """The checker's page for a partnership, or for the body with that code, as one reader may use it.

    Raises NoTermsYet.
    """
    terms = terms_as_written(partnership, day)
    known = {one.id for one in terms.bodies}
    body = body if body in known else ""
    found = [one for one in findings_on(partnership, day) if not body or one.at.split(".")[0] == body]
    contradictions = [one for one in found if _is_contradiction(one)]
    proposals = [one for one in found if one.level == "L" and one.code.endswith("-proposed")]
    silences = [one for one in found if one.level == "S"]
    points = [
        one for one in found if one.level == "L" and one not in proposals and one.code != "L-reading-open"
    ]
    empty = sum(one.code == "E-appendix-empty" for one in contradictions)
    return CheckerPage(
        lead=_lead(len(contradictions) - empty, empty, len(silences), len(proposals)),
        contradictions=_questions(terms, contradictions, _("Contradiction"), viewpoint),
        proposals=_questions(terms, proposals, _("Proposal in use"), viewpoint),
        silences=_questions(terms, silences, _("Silence"), viewpoint),
        open_questions=_readings(terms, day, body, adopted=False),
        adopted=_readings(terms, day, body, adopted=True),
        points=_gathered(terms, points),
        errors=_gathered(terms, [one for one in found if one.level == "E" and one not in contradictions]),
        bodies=tuple((one.id, one.name) for one in terms.bodies if one.versions),
        body=body,
        terms_number=terms_record(partnership, day).number,
    )


def _is_contradiction(finding: Finding) -> bool:
    return finding.level == "E" and (finding.code.endswith("-conflict") or finding.code == "E-appendix-empty")


def _lead(contradictions: int, empty: int, silences: int, proposals: int) -> str:
    if not (contradictions or empty or silences or proposals):
        return _("Nothing to settle: every rule of the terms works as written.")
    contradict = ngettext(
        "contradict themselves %(times)s", "contradict themselves %(times)s", contradictions
    ) % {"times": _times(contradictions)}
    leave = ngettext("leave %(n)s appendix empty", "leave %(n)s appendices empty", empty) % {"n": _few(empty)}
    silent = ngettext("are silent in %(n)s place", "are silent in %(n)s places", silences)
    imprecise = ngettext("are imprecise in %(n)s place", "are imprecise in %(n)s places", proposals)
    said = [
        words
        for words, count in (
            (contradict, contradictions),
            (leave, empty),
            (silent % {"n": _few(silences)}, silences),
            (imprecise % {"n": _few(proposals)}, proposals),
        )
        if count
    ]
    return _(
        "The terms %(faults)s. Until a board adopts a reading, Throughline does what is shown and says so."
    ) % {"faults": list_words(said)}


def _few(number: int) -> str:
    """A small number in words, as a sentence has it."""
    words = (
        _("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"),
        _("nine"),
    )  # fmt: skip
    return words[number] if number < len(words) else str(number)


def _times(number: int) -> str:
    once_or_twice = {1: _("once"), 2: _("twice")}
    return once_or_twice.get(number) or _("%(n)s times") % {"n": _few(number)}


def _questions(
    terms: Terms, findings: Sequence[Finding], kind: str, viewpoint: Viewpoint | None
) -> tuple[Question, ...]:
    open_places = {one.settles for one in terms.readings if one.decided is None}
    shown = (_question(terms, one, kind, viewpoint) for one in findings)
    return tuple(replace(one, is_open=one.at in open_places) for one in shown)


def _question(terms: Terms, finding: Finding, kind: str, viewpoint: Viewpoint | None) -> Question:
    try:
        place = place_shown(terms, finding.at)
    except NoSuchPlace:
        return Question(
            finding.at, kind, terms.name, question_at(terms, finding.at), list_words(finding.clause),
            finding.message, (), until_read(finding),
        )  # fmt: skip
    words = finding.message[:1].upper() + finding.message[1:]
    return Question(
        at=finding.at,
        kind=_("Missing") if finding.code == "E-appendix-empty" else kind,
        body_name=place.body_name,
        question=place.question,
        clause=list_words(finding.clause),
        says="" if place.answers and kind != _("Proposal in use") else f"{words.rstrip('.')}.",
        answers=place.answers,
        until=until_read(finding),
        ways=() if viewpoint is None else checker_ways(finding.at, viewpoint),
    )


def _readings(terms: Terms, day: date, body: str, *, adopted: bool) -> tuple[ReadingShown, ...]:
    answered = {one.settles for one in terms.readings if one.decided is not None}
    rows = [
        one
        for one in terms.readings
        if (not body or (one.settles or "").split(".")[0] == body)
        and (one.decided is not None or one.settles is None or one.settles not in answered)
    ]
    return tuple(_reading(terms, one, day) for one in rows if (one.decided is not None) == adopted)


def _reading(terms: Terms, reading: Reading, day: date) -> ReadingShown:
    begins = reading.from_ if isinstance(reading.from_, ImpreciseDate) else None
    holds = (
        _("From the first day")
        if begins is None
        else _("From %(day)s") % {"day": weekday_words(begins.earliest)}
    )
    if begins is not None and not today_is_in(reading, day):
        holds = _("Not yet: from %(day)s") % {"day": weekday_words(begins.earliest)}
    names = {one.id: one.name for one in terms.bodies}
    return ReadingShown(
        clause=list_words(reading.clause),
        where=names.get((reading.settles or "").split(".")[0], ""),
        question=reading.question,
        words=reading_in_words(terms, reading) if reading.value is not None else "",
        decided=reading.decided or "",
        holds=holds,
    )


def _gathered(terms: Terms, findings: Sequence[Finding]) -> tuple[Point, ...]:
    """One row for findings that say the same of one body."""
    names = {one.id: one.name for one in terms.bodies}
    rows: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        rows.setdefault((one.code, one.at.split(".")[0], one.message), []).append(one)
    return tuple(
        Point(
            clause=list_words(list(dict.fromkeys(clause for one in same for clause in one.clause))),
            words=f"{message[:1].upper()}{message[1:].rstrip('.')}.",
            where=names.get(start, _("The whole file")),
            count=len(same),
        )
        for (_code, start, message), same in rows.items()
    )


__all__ = ["CheckerPage", "checker_page"]
