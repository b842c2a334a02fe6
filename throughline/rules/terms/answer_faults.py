"""What the answers that begin a partnership contradict, each at the answer that is to be mended.

Source: the partnership file, section 12.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from throughline.rules.terms.check import check
from throughline.rules.terms.model import Finding, Terms
from throughline.rules.terms.reader import read
from throughline.rules.terms.write import NewBody, NewPartnership, new_partnership
from throughline.words.formats import list_words, plural

ANSWER_OF = {"line": "reports_to", "quorum": "quorum", "seat": "members", "office": "chair", "meets": "every"}
"""The answer that writes each list of a body."""


@dataclass(frozen=True)
class AnswerFault:
    """An answer that cannot stand: the number of its board from 0, its name in NewBody, and why."""

    board: int
    answer: str
    sentence: str


def answer_faults(answers: NewPartnership, *, on: date) -> tuple[AnswerFault, ...]:
    """Every answer that the checker would call an error on a day, in the order of the boards.

    A quorum that does not say what it counts is measured by seats, of which there are most.
    Raises ValueError and TermsUnreadable as `new_partnership` does.
    Source: the partnership file, section 12 (``E-line-cycle``, ``E-quorum-impossible``, ``E-duplicate-id``).
    """
    if twice := tuple(_named_twice(answers)):
        return twice
    counted = replace(answers, bodies=tuple(_counting(body) for body in answers.bodies))
    terms = read(new_partnership(counted))
    found = (_fault(one, answers, terms) for one in check(terms, on=on) if one.level == "E")
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.board, one.answer)))


def _counting(body: NewBody) -> NewBody:
    return replace(body, quorum_counts="seats") if body.quorum and not body.quorum_counts else body


def _named_twice(answers: NewPartnership) -> Iterator[AnswerFault]:
    met = Counter[str]()
    for number, body in enumerate(answers.bodies):
        met[body.name] += 1
        if met[body.name] > 1:
            yield AnswerFault(
                number, "name", f"Another board is called {body.name}. Give this one its own name."
            )


def _fault(finding: Finding, answers: NewPartnership, terms: Terms) -> AnswerFault:
    ids = [body.id for body in terms.bodies]
    owner, *rest = finding.at.split(".")
    board = ids.index(owner) if owner in ids else 0
    answer = ANSWER_OF.get(rest[0], "name") if rest else "name"
    return AnswerFault(board, answer, _sentence(finding, answers.bodies[board], terms))


def _sentence(finding: Finding, body: NewBody, terms: Terms) -> str:
    if finding.code == "E-line-cycle":
        return _circle(finding, body, terms)
    if finding.code == "E-quorum-impossible":
        return (
            f"A quorum of {body.quorum} cannot be met: {body.name} has {plural(len(body.members), 'seat')}. "
            f"Write a smaller number, or add who else sits{_what_counts(body)}."
        )
    if finding.code == "E-duplicate-id":
        return f"{body.name} names a board and something else too. Give one of them another name."
    return f"{finding.message}."


def _what_counts(body: NewBody) -> str:
    return f"; it counts {body.quorum_counts}" if body.quorum_counts else ""


def _circle(finding: Finding, body: NewBody, terms: Terms) -> str:
    names = {one.id: one.name for one in terms.bodies}
    way = [names[each] for each in finding.message.rpartition(": ")[2].split(" -> ")]
    if len(way) == 2:  # the board and itself
        return f"{body.name} cannot report to itself. Name the body above it, or leave this empty."
    others = list_words(way[1:-1])
    return (
        f"{body.name} cannot report to a body that reports to it, by way of {others}. Take one of them out."
    )
