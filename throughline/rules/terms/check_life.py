"""What is worth knowing of documents, lines, mandates and pathways on a day.

Source: the partnership file, section 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from throughline.rules.terms.check_context import Checked, ended, finding
from throughline.rules.terms.check_structure import words_of
from throughline.rules.terms.model import Body, Duty, Finding, Line, Rate, Span, in_use
from throughline.rules.terms.words_for import names_in
from throughline.words.dates import ImpreciseDate

_GPMS = re.compile(
    r"\b(PROTECT|RESTRICTED|CONFIDENTIAL|UNCLASSIFIED|NOT PROTECTIVELY MARKED)\b", re.IGNORECASE
)
_MONTHS_OF_A_RATE = {"week": 0.25, "month": 1.0, "quarter": 3.0, "year": 12.0}


def life(checked: Checked) -> Iterator[Finding]:
    """What has ended, is due, or stands on one side only. Source: the partnership file, section 12."""
    for body in checked.bodies():
        yield from _of_versions(checked, body)
        yield from _of_body(checked, body)
        yield from _of_review(checked, body)
        yield from _of_lines(checked, body)
    yield from _of_mandates(checked)
    yield from _of_pathways(checked)


def _of_versions(checked: Checked, body: Body) -> Iterator[Finding]:
    for version in checked.versions(body):
        status = in_use(version.status)
        if status == "extract":
            yield finding(
                "L", "extract", version, "only part of these terms is in the file: no silence is listed"
            )
        elif status not in (None, "agreed"):
            yield finding("L", "not-adopted", version, f"these terms are {status}, not agreed")
        if version.marking and _GPMS.search(version.marking):
            message = (
                f"“{version.marking}” belongs to a scheme abolished in April 2014: a person must re-mark"
            )
            yield finding("L", "legacy-marking", version, message, key="marking")


def _of_body(checked: Checked, body: Body) -> Iterator[Finding]:
    if body.alias:
        names = (body.name, *body.alias)
        yield finding("L", "aliases", body, f"one body, {len(names)} names: {'; '.join(names)}", key="alias")
    sunset = in_use(body.sunset)
    if isinstance(sunset, ImpreciseDate) and sunset.latest < checked.day:
        yield finding("L", "sunset-passed", body, f"was to end on {sunset}", key="sunset")


def _of_review(checked: Checked, body: Body) -> Iterator[Finding]:
    adopted = checked.adopted(body)
    for duty in body.duties:
        if duty.what == "terms-review" and not ended(duty, checked.day):
            due = review_due(duty, adopted)
            if due is not None and due < checked.day:
                message = f"the terms were due for review by {due.isoformat()}"
                yield finding("L", "review-overdue", duty, message)


def review_due(duty: Duty, adopted: date | None) -> date | None:
    """The day a review of the terms is due: as the duty says, or so long after they were adopted; else None.

    Source: rule R15.
    """
    due, every, rate = in_use(duty.due), in_use(duty.every), in_use(duty.at_least)
    if due is not None and due.day is not None:
        return due.day.latest
    if adopted is None:
        return None
    if isinstance(every, Span) and every.unit in ("days", "weeks", "months", "years"):
        return adopted + relativedelta(**{every.unit: every.number})  # type: ignore[arg-type]
    if isinstance(rate, Rate):
        return adopted + relativedelta(days=round(_MONTHS_OF_A_RATE[rate.per] / rate.times * 30.4375))
    return None


def _of_lines(checked: Checked, body: Body) -> Iterator[Finding]:
    for line in body.lines:
        if ended(line, checked.day):
            continue
        if line.type == "linked-with":
            names = names_in(checked.settled)
            linked = ", ".join(names.get(word, word) for word in words_of(line.to))
            message = f"linked with {linked}: the terms do not say how"
            yield finding("L", "line-unclassified", line, message)
        if line.type in _ANSWERED_BY:
            yield from _one_sided(checked, body, line)


_ANSWERED_BY = {"accountable-to": "holds-to-account", "holds-to-account": "accountable-to"}


def _one_sided(checked: Checked, body: Body, line: Line) -> Iterator[Finding]:
    wanted = _ANSWERED_BY[line.type]
    for other in checked.bodies():
        speaks = other.versions and not any(in_use(v.status) == "extract" for v in other.versions)
        if other.id not in words_of(line.to) or not speaks:
            continue
        if not any(
            back.type == wanted and body.id in words_of(back.to) for back in _standing(checked, other)
        ):
            message = f"{line.type.replace('-', ' ')} {other.name}, whose own terms do not say so"
            yield finding("L", "line-one-sided", line, message)


def _standing(checked: Checked, body: Body) -> Iterator[Line]:
    return (line for line in body.lines if not ended(line, checked.day))


def _of_mandates(checked: Checked) -> Iterator[Finding]:
    for mandate in checked.settled.mandates:
        if ended(mandate, checked.day):
            yield finding("L", "mandate-ended", mandate, f"{mandate.name} ended {in_use(mandate.until)}")


def _of_pathways(checked: Checked) -> Iterator[Finding]:
    standing = [pathway for pathway in checked.settled.pathways if not ended(pathway, checked.day)]
    if any(pathway.led_by is not None for pathway in standing):
        for pathway in standing:
            if pathway.led_by is None:
                message = f"{pathway.name}: no group, lead or champion"
                yield finding("L", "pathway-no-lead", pathway, message)
