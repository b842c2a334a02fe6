"""What the terms do not say, where terms are expected to speak. Each silence stands by itself.

Source: the partnership file, section 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from throughline.rules.terms.check_context import Checked, ended
from throughline.rules.terms.model import (
    AllOf,
    AnyOf,
    Body,
    Entry,
    Finding,
    Leaf,
    Office,
    Open,
    Quorum,
    Vote,
    in_use,
)


def silences(checked: Checked) -> Iterator[Finding]:
    """The silences of each body in force whose own terms are in the file, and not only an extract of them.

    Source: the partnership file, section 12.
    """
    for body in checked.now.bodies:
        written = checked.settled.body(body.id)
        if written.versions and not any(in_use(v.status) == "extract" for v in written.versions):
            yield from _of_quorum(body)
            yield from _of_vote(body)
            yield from _of_offices(body, written, checked)
            yield from _of_meetings(body)
            yield from _of_duties(body)
            yield from _of_the_rest(body)


def _silent(body: Body, place: str, code: str, message: str, entry: Entry | None = None) -> Finding:
    at = f"{entry.at}.{place}" if entry and place else entry.at if entry else f"{body.at}.{place}"
    source = entry or body
    return Finding("S", f"S-{code}", at, entry.clause if entry else (), source.line, message)


def _of_quorum(body: Body) -> Iterator[Finding]:
    general = _general(body.quorum)
    if general is None or not _has_test(general.test):
        message = "no quorum stated: presence is recorded and none is applied"
        yield _silent(body, "" if general else "quorum", "quorum", message, general)
    yield from _uncounted(body, "quorum", body.quorum)


def _of_vote(body: Body) -> Iterator[Finding]:
    general = _general(body.vote)
    if general is None or not _has_test(general.test):
        message = "nothing said about how a vote is decided: none is counted"
        yield _silent(body, "" if general else "vote", "vote", message, general)
    yield from _uncounted(body, "vote", body.vote)
    for vote in body.vote:
        if vote.casting is None and _is_majority(vote.test):
            yield _silent(body, "casting", "casting", "nothing said about equal votes: a tie falls", vote)


def _general(entries: tuple[Any, ...]) -> Any:
    """The entry for every matter that has none of its own."""
    return next((entry for entry in entries if not entry.for_), None)


def _has_test(test: Any) -> bool:
    """Whether a test compares with anything; an open one has its own finding."""
    if isinstance(test, AllOf | AnyOf):
        return bool(test.parts)
    if isinstance(test, Leaf):
        return any(value is not None for value in (test.at_least, test.more_than, test.at_most))
    return isinstance(test, Open)


def _is_majority(test: Any) -> bool:
    test = in_use(test)
    return isinstance(test, Leaf) and isinstance(in_use(test.more_than), Fraction)


def _uncounted(body: Body, word: str, entries: tuple[Quorum, ...] | tuple[Vote, ...]) -> Iterator[Finding]:
    for entry in entries:
        for path, leaf in _leaves("", entry.test):
            if leaf.count is None and _has_test(leaf):
                message = "nothing said about what is counted"
                yield _silent(body, f"{path}count", f"{word}-count", message, entry)


def _leaves(path: str, test: Any) -> Iterator[tuple[str, Leaf]]:
    if isinstance(test, Leaf):
        yield path, test
    elif isinstance(test, AllOf | AnyOf):
        node = "all_of" if isinstance(test, AllOf) else "any_of"
        for position, part in enumerate(test.parts, 1):
            yield from _leaves(f"{path}{node}.{position}.", part)


def _of_offices(body: Body, written: Body, checked: Checked) -> Iterator[Finding]:
    held = {office.id: office for office in body.offices}
    over = {office.id: office for office in written.offices if ended(office, checked.day)}
    chair, secretariat = held.get("chair"), held.get("secretariat")
    if not (chair and _has_holder(chair)) and not ("chair" in over and chair is None):
        yield _of_office(body, chair, "chair", "chair", "nobody is named to preside")
    if chair is None or (chair.in_absence is None and not chair.joint):
        message = "nobody is named to preside when the chair is absent"
        place = "in_absence" if chair else "office.chair.in_absence"
        yield _silent(body, place, "chair-absent", message, chair)
    if not (secretariat and _has_holder(secretariat)) and not ("secretariat" in over and secretariat is None):
        message = "nobody is named to support the meetings"
        yield _of_office(body, secretariat, "secretariat", "secretariat", message)
    for office in body.offices:
        if office.id not in ("chair", "secretariat") and not _has_holder(office):
            message = "named, but nothing says who holds it"
            yield _silent(body, "held_by", "office-holder", message, office)


def _of_office(body: Body, office: Office | None, name: str, code: str, message: str) -> Finding:
    return _silent(body, "held_by" if office else f"office.{name}", code, message, office)


def _has_holder(office: Office) -> bool:
    ways = (office.held_by, office.rotates, office.chosen_by, office.how, office.among, office.chosen_at)
    return any(way is not None for way in ways)


def _of_meetings(body: Body) -> Iterator[Finding]:
    if not any(meets.every is not None or meets.at_least is not None for meets in body.meets):
        yield _silent(body, "meets.ordinary", "frequency", "no frequency of meetings stated")
    if not body.deputy:
        yield _silent(body, "deputy", "deputies", "nothing said about deputies")


_DEADLINES = (
    ("agenda", ("agenda",), "agenda"),
    ("papers", ("papers", "referral-papers"), "papers"),
    ("minutes", ("minutes",), "minutes"),
)


def _of_duties(body: Body) -> Iterator[Finding]:
    for name, kinds, words in _DEADLINES:
        owed = [duty for duty in body.duties if duty.what in kinds]
        if not any(duty.due is not None for duty in owed):
            entry = owed[0] if owed else None
            place = "due" if entry else f"duty.{name}"
            yield _silent(body, place, f"{name}-deadline", f"no deadline for the {words}", entry)
    if not any(duty.what == "terms-review" for duty in body.duties):
        yield _silent(body, "duty.terms-review", "terms-review", "no review of the terms stated")


def _of_the_rest(body: Body) -> Iterator[Finding]:
    for approval in body.approvals:
        if approval.needs is None:
            yield _silent(body, "needs", "approval", "nothing says whose consent is needed", approval)
    for casework in body.casework:
        if casework.review_every is None:
            message = "nothing says how often a case is reviewed"
            yield _silent(body, "review_every", "case-review", message, casework)
    if body.kind == "task-and-finish" and body.sunset is None:
        yield _silent(body, "sunset", "sunset", "nothing says when this task-and-finish body ends")
