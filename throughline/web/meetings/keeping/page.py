"""The page of a body's rule keeping, and the statement of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.papers.blocks import Document, Link, Text
from throughline.papers.compliance_statement import (
    NotJudged,
    NotKept,
    RuleShown,
    Statement,
    compliance_statement,
)
from throughline.rules.calendar_year import year_of
from throughline.rules.keeping import Occasion, Period, RuleLine
from throughline.rules.terms.words_for import names_in
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_as_written
from throughline.web.governance.seats.page import organisation_in_words, post_in_words
from throughline.web.meetings.keeping.effectiveness import effects_of, figures_of
from throughline.web.meetings.keeping.evidence import Evidence, evidence_of
from throughline.web.meetings.keeping.judged import (
    Keeping,
    before,
    keeping_of,
    last_twelve_months,
    year_beginning,
)
from throughline.web.meetings.keeping.words import (
    about_words,
    headline_words,
    how_words,
    kept_words,
    period_words,
    rule_name,
    source_words,
    strength_words,
    trend_words,
    worst_words,
)
from throughline.web.meetings.models import RuleNote
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

YEAR = re.compile(r"^(20[0-9]{2})-([0-9]{2})$")


class NoSuchYear(Refused):
    """A year is named by the two years it lies in, and has begun."""


def period_named(body: Body, named: str, today: date) -> Period:
    """The last twelve months, or the year named as 2025-26. Raises NoSuchYear and NoTermsYet."""
    if not named:
        return last_twelve_months(today)
    found = YEAR.match(named)
    period = (
        year_beginning(terms_as_written(body.partnership, today), int(found[1]))
        if found and int(found[2]) == (int(found[1]) + 1) % 100
        else None
    )
    if period is None or period.first > today:
        raise NoSuchYear(f"“{named}” is no year that has begun. Write it as 2025-26.")
    return period


def year_name(starts: date) -> str:
    """The year that begins on a day, by the two years it lies in: 2025-26."""
    return f"{starts.year}-{(starts.year + 1) % 100:02d}"


@dataclass(frozen=True, kw_only=True)
class KeepingPage:
    """Rule keeping of a body over some days: the statement, and what the secretary may do."""

    document: Document
    keeping: Keeping
    to_say: tuple[tuple[str, str], ...]
    """Each occasion not kept: its words and where the secretary says why."""
    years: tuple[tuple[str, str], ...]
    """Other periods to look at: their words and how they are asked for."""
    named: str


def keeping_page(body: Body, named: str, today: date) -> KeepingPage:
    """Rule keeping of a body over the period asked for. Raises NoSuchYear and NoTermsYet."""
    period = period_named(body, named, today)
    found = evidence_of(body, first=before(period).first, today=today)
    keeping = keeping_of(found, period)
    notes = notes_of(body, period)
    addresses = _addresses(found)
    shown = _statement(found, keeping, notes, addresses)
    return KeepingPage(
        document=_document(found, shown),
        keeping=keeping,
        to_say=tuple(_to_say(body, keeping, notes, names_of(found))),
        years=tuple(_years(found, named)),
        named=named,
    )


def statement_of(body: Body, named: str, today: date) -> Document:
    """The statement of a period as a paper. Raises NoSuchYear and NoTermsYet."""
    found, keeping = keeping_named(body, named, today)
    return _document(found, _statement(found, keeping, notes_of(body, keeping.period), {}))


def keeping_named(body: Body, named: str, today: date) -> tuple[Evidence, Keeping]:
    """Rule keeping of a body over the period asked for, as values. Raises NoSuchYear and NoTermsYet."""
    period = period_named(body, named, today)
    found = evidence_of(body, first=before(period).first, today=today)
    return found, keeping_of(found, period)


@dataclass(frozen=True, kw_only=True)
class Missed:
    """One occasion on which a rule was not kept, in words, and what is said of it."""

    rule: str
    rests_on: str
    name: str
    about: str
    how: str
    note: RuleNote | None


def occasion_missed(body: Body, rule: str, due: date, rests_on: str, today: date) -> Missed | None:
    """The occasion of those parts, if the rule was late or broken on it. Raises NoTermsYet."""
    found = evidence_of(body, first=before(last_twelve_months(today)).first, today=today)
    names = names_of(found)
    days = Period(first=found.first, last=today)
    wanted = (rule, due, rests_on)
    for line in keeping_of(found, days).lines:
        for one in line.not_kept:
            if key_of(one) == wanted:
                return Missed(
                    rule=rule,
                    rests_on=rests_on,
                    name=rule_name(line.rule),
                    about=_plain(about_words(one, {}, names)),
                    how=how_words(one),
                    note=notes_of(body, days).get(wanted),
                )
    return None


def names_of(found: Evidence) -> dict[str, str]:
    """What the organisations, and the seats of the body, are called."""
    names = dict(names_in(found.written))
    circle = found.circles.get(found.today)
    for held in circle.seats if circle else ():
        post = post_in_words(held, names)
        names.setdefault(held.seat, f"{post}, {organisation_in_words(held, names)}")
    return names


Notes = Mapping[tuple[str, date, str], RuleNote]


def notes_of(body: Body, period: Period) -> dict[tuple[str, date, str], RuleNote]:
    """What the secretary said of occasions up to the end of a period, by occasion."""
    rows = RuleNote.objects.filter(body=body, due__lte=period.last)
    return {(row.rule, row.due, row.rests_on): row for row in rows}


def key_of(one: Occasion) -> tuple[str, date, str]:
    """By what a note finds its occasion."""
    return one.rule.code.replace("/", "-"), one.due, one.rests_on


def _document(found: Evidence, shown: Statement) -> Document:
    return compliance_statement(
        shown,
        marking=found.written.marking_default or "OFFICIAL",
        computed_from=f"what is recorded of {found.body.name} and terms {found.terms_number}, "
        f"on {day_words(found.today)}",
        fictional=is_demonstration(),
    )


def _statement(found: Evidence, keeping: Keeping, notes: Notes, addresses: Mapping[str, str]) -> Statement:
    was = {(line.rule.code, line.rule.strength): line for line in keeping.lines_before}
    now, earlier = effects_of(found, keeping.period, keeping.before)
    judged = [line for line in keeping.lines if line.judged]
    names = names_of(found)
    return Statement(
        body=found.body.name,
        period=period_words(keeping.period),
        lead=_lead(keeping),
        trend=trend_words(keeping.headline, keeping.headline_before),
        rules=tuple(_shown(line, was.get((line.rule.code, line.rule.strength))) for line in judged),
        not_kept=tuple(_not_kept(one, notes, addresses, names) for line in judged for one in line.not_kept),
        not_judged=tuple(_not_judged(line) for line in keeping.lines if not line.judged),
        figures=figures_of(now, earlier),
    )


def _lead(keeping: Keeping) -> str:
    broken = [
        rule_name(line.rule).lower()
        for line in keeping.lines
        if line.rule.strength == "firm" and line.not_kept
    ]
    said = headline_words(keeping.headline)
    return f"{said} Not kept every time: {', '.join(broken)}." if broken else said


def _shown(line: RuleLine, was: RuleLine | None) -> RuleShown:
    return RuleShown(
        name=rule_name(line.rule),
        source=source_words(line.rule),
        strength=strength_words(line.rule),
        standing=line.standing,
        kept=kept_words(line),
        before=kept_words(was) or "Not judged",
        worst=worst_words(line),
    )


def _not_kept(one: Occasion, notes: Notes, addresses: Mapping[str, str], names: Mapping[str, str]) -> NotKept:
    note = notes.get(key_of(one))
    return NotKept(
        rule=rule_name(one.rule),
        about=about_words(one, addresses, names),
        how=how_words(one),
        why=note.words if note else "Nothing said",
    )


def _not_judged(line: RuleLine) -> NotJudged:
    whys = dict.fromkeys(one.why for one in line.occasions if one.why)
    due = any(one.standing == "not due" for one in line.occasions)
    return NotJudged(
        rule=rule_name(line.rule),
        source=source_words(line.rule),
        why="; ".join(whys) or ("Not due yet" if due else "Nothing is recorded that it could be read from"),
    )


def _addresses(found: Evidence) -> dict[str, str]:
    """The pages of meetings and decisions, by what an occasion rests on."""
    parts = {"partnership": found.body.partnership.slug, "body": found.body.code}
    pages = {
        one.address: reverse("meetings:meeting", kwargs={**parts, "meeting": one.address})
        for one in found.meetings
    }
    for one in found.decisions:
        number = one.number.removeprefix(f"{found.body.code}-")
        pages[one.number] = reverse("decisions:decision", kwargs={**parts, "decision": number})
    return pages


def _to_say(
    body: Body, keeping: Keeping, notes: Notes, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    address = reverse("meetings:say_why", kwargs={"partnership": body.partnership.slug, "body": body.code})
    for line in keeping.lines:
        for one in line.not_kept:
            rule, due, rests_on = key_of(one)
            words = f"{rule_name(one.rule)}: {_plain(about_words(one, {}, names))}"
            verb = _("Change what is said") if (rule, due, rests_on) in notes else _("Say why")
            yield f"{verb}: {words}", f"{address}?{_asked(rule, due, rests_on)}"


def _asked(rule: str, due: date, rests_on: str) -> str:
    return urlencode({"rule": rule, "due": due.isoformat(), "on": rests_on})


def _plain(text: Text) -> str:
    return text.text if isinstance(text, Link) else str(text)


def _years(found: Evidence, named: str) -> Iterator[tuple[str, str]]:
    if named:
        yield _("The last 12 months"), ""
    starts, _ends = year_of(found.written, found.today)
    for back in (0, 1):
        name = year_name(date(starts.year - back, starts.month, starts.day))
        if name != named:
            yield _("The year %(year)s") % {"year": name}, name
