"""Places of the terms as a reader meets them: the question each raises, and the answers at hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tomlkit
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.rules.terms.addresses import Found, find
from throughline.rules.terms.check_unsettled import open_values
from throughline.rules.terms.model import Clause, Finding, Leaf, Open, Reading, Span, Terms, TermsUnreadable
from throughline.rules.terms.readings import ReadingUnusable, settle
from throughline.rules.terms.words_for import every_in_words, in_words, names_in
from throughline.words.formats import list_words
from throughline.words.refusals import Refused


class NoSuchPlace(Refused):
    """The address names no place of these terms."""


class NotAValue(Refused):
    """What was written is not a value of a partnership file."""


@dataclass(frozen=True)
class Answer:
    """One answer at hand: its words, its clause, and the value as the file writes it, if it has one."""

    words: str
    clause: str = ""
    value: Any = None

    @property
    def written(self) -> str:
        """The value as one line of a partnership file."""
        return as_written(self.value)


@dataclass(frozen=True)
class PlaceShown:
    """A place of the terms: its body, the question it raises and the answers the terms themselves hold."""

    at: str
    body: str
    body_name: str
    question: str
    answers: tuple[Answer, ...]
    clause: tuple[str, ...]


def place_shown(terms: Terms, at: str) -> PlaceShown:
    """A place of the terms as written. Raises NoSuchPlace."""
    try:
        found = find(terms, at)
    except KeyError as error:
        raise NoSuchPlace(str(error.args[0])) from None
    body = found.body or next((one for one in terms.bodies if one is found.entry), None)
    return PlaceShown(
        at=at,
        body=body.id if body else "",
        body_name=body.name if body else terms.name,
        question=question_at(terms, at),
        answers=tuple(_answers(terms, found)),
        clause=found.entry.clause if found.entry else (),
    )


def question_at(terms: Terms, at: str) -> str:
    """The question that an unsettled place raises, in words; its body is said beside it."""
    body, *rest = _VERSION.sub("", at).split(".")
    if rest[:1] == ["clause"]:
        clause = ".".join(rest[1:])
        if _APPENDIX.fullmatch(clause):
            return _("What does appendix %(number)s say?") % {"number": clause}
        return _("What does clause %(clause)s say?") % {"clause": clause}
    if rest[:1] == ["seat"] and rest[-1] == "as":
        return _("Is this seat a member’s, or only in attendance: %(seat)s?") % {"seat": _spaced(rest[1:-1])}
    for ends, question in _QUESTIONS:
        if _holds(rest, ends.split(".")):
            return str(question)
    return _("How is this to be read: %(place)s?") % {"place": _spaced(rest) or body}


def _spaced(words: list[str]) -> str:
    return " ".join(words).replace("_", " ").replace("-", " ")


_APPENDIX = re.compile(r"A\d+")
_VERSION = re.compile(r"@[a-z0-9-]+")


def _holds(place: list[str], words: list[str]) -> bool:
    return any(place[n : n + len(words)] == words for n in range(len(place)))


_QUESTIONS = (
    ("meets.ordinary.on", gettext_lazy("On which day does it meet?")),
    ("meets", gettext_lazy("How often does it meet?")),
    ("chair.in_absence", gettext_lazy("Who presides when the chair is away?")),
    ("office.chair", gettext_lazy("Who chairs?")),
    ("office.vice-chair", gettext_lazy("Who is vice-chair?")),
    ("office.secretariat", gettext_lazy("Who supports the meetings?")),
    ("held_by", gettext_lazy("Who holds this office?")),
    ("quorum.count", gettext_lazy("What does the quorum count?")),
    ("quorum", gettext_lazy("How many make a quorum?")),
    ("vote.count", gettext_lazy("What does a vote count?")),
    ("vote.casting", gettext_lazy("What happens when votes are equal?")),
    ("vote", gettext_lazy("How is a vote decided?")),
    ("deputy", gettext_lazy("May a deputy come instead?")),
    ("duty.agenda", gettext_lazy("By when is the agenda sent?")),
    ("duty.papers", gettext_lazy("By when are papers sent?")),
    ("duty.referral-papers", gettext_lazy("By when are referral papers sent?")),
    ("duty.minutes", gettext_lazy("By when are minutes sent?")),
    ("duty.terms-review", gettext_lazy("When are the terms reviewed?")),
    ("approval.joining", gettext_lazy("Whose consent does joining need?")),
    ("needs", gettext_lazy("Whose consent is needed?")),
    ("review_every", gettext_lazy("How often is a case reviewed?")),
    ("version", gettext_lazy("When did these terms begin, and in what state?")),
)
"""What a place is about, by the keys on the way to it; the first that fits is asked."""


def _answers(terms: Terms, found: Found) -> Iterator[Answer]:
    value = _open_value(found)
    if value is None or not isinstance(found.value, dict):
        return
    names = names_in(terms)
    raw = found.value
    for statement, written in zip(value.conflict, raw.get("conflict", ()), strict=True):
        words = statement.says or value_in_words(found.steps, statement.value, names)
        yield Answer(words, list_words(statement.clause), written.get("value"))
    if value.proposed is not None:
        yield Answer(
            value_in_words(found.steps, value.proposed, names), _("in use until a reading"), raw["proposed"]
        )
    for other, written in zip(value.alternatives, raw.get("or", ()), strict=True):
        yield Answer(value_in_words(found.steps, other, names), _("the other reading"), written)


def _open_value(found: Found) -> Open[Any] | None:
    if found.entry is None:
        return None
    way = ".".join(str(step) for step in found.steps)
    return next((value for key, value in open_values(found.table, found.entry) if key == way), None)


def value_in_words(steps: tuple[str | int, ...], value: Any, names: dict[str, str]) -> str:
    """A value read from the file, in words: "every 2 months" where the last key is how often."""
    if isinstance(value, Span) and steps and steps[-1] == "every":
        return every_in_words(value)
    said = in_words(value, names)
    return said if "(" not in said[:1] and not said.startswith(("Open(", "Entry(")) else as_written(value)


def reading_in_words(terms: Terms, reading: Reading) -> str:
    """What a reading says, in words where the value has them, else as the file writes it."""
    try:
        found = find(settle(terms, reading), reading.settles or "")
    except (KeyError, ReadingUnusable, TermsUnreadable):
        return as_written(reading.value)
    if isinstance(found.entry, Clause) and not found.steps:
        return str(reading.value)
    value = _read_value(found)
    return as_written(reading.value) if value is None else value_in_words(found.steps, value, names_in(terms))


def _read_value(found: Found) -> Any:
    if found.entry is None or len(found.steps) != 1:
        return None
    key = str(found.steps[0])
    test = getattr(found.entry, "test", None)
    if isinstance(test, Leaf) and hasattr(test, key):
        return getattr(test, key)
    return (
        getattr(found.entry, found.table.all_keys[key].field, None) if key in found.table.all_keys else None
    )


def as_written(value: Any) -> str:
    """A value as one line of a partnership file; nothing for no value."""
    if value is None:
        return ""
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return table.as_string()
    return tomlkit.item(value).as_string()


def value_written(text: str) -> Any:
    """The value that somebody typed as the file writes it; bare words are taken as words.

    Raises NotAValue for a table or list that is not closed.
    """
    typed = text.strip()
    try:
        return tomllib.loads(f"value = {typed}")["value"]
    except tomllib.TOMLDecodeError:
        if typed[:1] in "{[\"'" or "\n" in typed:
            raise NotAValue(
                f"“{typed}” is not a value of a partnership file. "
                "Write it like 4, people or { months = 2 }."
            ) from None
        return typed


UNTIL_READ = {
    "quorum": gettext_lazy("Presence is recorded and no quorum is applied."),
    "vote": gettext_lazy("What is agreed without a vote is recorded; no vote is counted."),
    "casting": gettext_lazy("A tie falls."),
    "chair": gettext_lazy("Those present elect who presides, and the reason is recorded."),
    "chair-absent": gettext_lazy("Those present elect who presides, and the reason is recorded."),
    "chair-conflict": gettext_lazy("Nobody presides by rule."),
    "secretariat": gettext_lazy("Whoever is recorded as secretary runs the meetings."),
    "secretariat-conflict": gettext_lazy("Nobody is taken for the secretariat by rule."),
    "office-holder": gettext_lazy("Nobody holds the office by rule."),
    "frequency": gettext_lazy("No meetings are proposed."),
    "deputies": gettext_lazy("A deputy counts and votes, and does not preside."),
    "agenda-deadline": gettext_lazy("No day is computed for the agenda."),
    "papers-deadline": gettext_lazy("No day is computed for papers."),
    "minutes-deadline": gettext_lazy("No day is computed for minutes."),
    "terms-review": gettext_lazy("No review is reminded of."),
    "approval": gettext_lazy("Nobody is taken to have agreed."),
    "case-review": gettext_lazy("No review of a case is computed."),
    "sunset": gettext_lazy("The body goes on."),
    "appendix-empty": gettext_lazy("Nothing is assumed in its place."),
    "meets-conflict": gettext_lazy("No meetings are proposed after the change."),
}
"""What is done until a board adopts a reading, by the finding's code without its level."""

EXAMPLES = {
    "quorum": '{ count = "organisations", at_least = 4 }',
    "quorum-count": '"organisations"',
    "vote": '{ count = "organisations", of = "cast", more_than = "1/2" }',
    "vote-count": '"organisations"',
    "casting": '"presiding"',
    "chair": '{ held_by = "members" }',
    "chair-absent": '["vice-chair"]',
    "secretariat": '{ held_by = "members" }',
    "office-holder": '"members"',
    "frequency": "{ every = { months = 2 } }",
    "deputies": "{ allowed = true }",
    "agenda-deadline": '{ due = { working_days = 5, before = "meeting" } }',
    "papers-deadline": '{ due = { working_days = 5, before = "meeting" } }',
    "minutes-deadline": '{ due = { working_days = 10, after = "meeting" } }',
    "terms-review": "{ every = { years = 1 } }",
    "approval": '"members"',
    "case-review": "{ months = 3 }",
}
"""How a reading of a silence may be written, by the finding's code without its level."""


def until_read(finding: Finding) -> str:
    """What is done at a place until a board adopts a reading; empty where the finding says it itself."""
    return str(UNTIL_READ.get(finding.code[2:], ""))
