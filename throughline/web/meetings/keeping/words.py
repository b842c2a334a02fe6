"""Rule keeping in words: the names of rules, what an occasion was about, and by how much it was missed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.papers.blocks import Link, Text
from throughline.rules.keeping import Headline, Occasion, Period, Rule, RuleLine
from throughline.words.formats import day_words, days_words, list_words, plural

NAMES = {
    "agenda": "Agenda out in time",
    "papers": "Papers out in time",
    "referral-papers": "Referral papers out in time",
    "minutes": "Minutes out in time",
    "acknowledgement": "Referrals acknowledged in time",
    "meetings": "Meets as often as its terms say",
    "quorum": "Decides with a quorum only",
    "ratification": "Recommendations put to the next meeting",
    "chairs-action": "Chair’s action told to the next meeting",
    "cascade": "Organisations acknowledge decisions",
    "deputies": "Deputies are briefed",
    "seats": "Every seat is filled",
    "terms-review": "Terms reviewed in time",
    "account": "Answers to the body above",
}
STRENGTHS = {"firm": "Must", "usual": "Usually", "best-effort": "When possible", "as-required": "As required"}
OURS = "not in the terms"
ABOUT_A_DECISION = ("quorum", "ratification", "chairs-action")


def rule_name(rule: Rule) -> str:
    """What a rule is called on a page."""
    kind = rule.code.partition("/")[2]
    if kind:
        return f"Holds {kind} meetings as often as its terms say"
    return NAMES.get(rule.code, rule.code.replace("-", " ").capitalize())


def source_words(rule: Rule) -> str:
    """Where a rule stands in the terms, or that they do not have it."""
    return list_words(rule.clause) or OURS


def strength_words(rule: Rule) -> str:
    """How firmly a rule is said."""
    return STRENGTHS.get(rule.strength, rule.strength)


def kept_words(line: RuleLine | None) -> str:
    """How often of how many times; empty where it was never judged."""
    if line is None or not line.judged:
        return ""
    return f"{line.kept} of {len(line.judged)}"


def worst_words(line: RuleLine) -> str:
    """The most by which a rule was late."""
    return f"at most {late_words(line.most_days_late)}" if line.most_days_late else ""


def late_words(days: int) -> str:
    """How late, in working days."""
    return f"{plural(days, 'working day')} late"


def about_words(one: Occasion, addresses: Mapping[str, str], names: Mapping[str, str]) -> Text:
    """What an occasion was about, leading to its page where ``addresses`` know one.

    ``names`` says what organisations and seats are called.
    """
    first, _, more = one.rests_on.partition(", ")
    words = _about(one, names.get(first, first), names.get(more, more))
    return Link(words, addresses[first]) if first in addresses else words


def _about(one: Occasion, first: str, more: str) -> str:
    code = one.rule.code.partition("/")[0]
    if code == "meetings":
        return f"The time up to {day_words(one.due)}"
    if code == "cascade":
        return f"Decision {first}, {more}"
    if code in ABOUT_A_DECISION:
        return f"Decision {first}"
    if code == "seats":
        return first
    if code == "terms-review":
        return "The terms"
    if code == "report":
        return f"Report to {first}"
    said = f"Meeting of {_day_of(first)}"
    return f"{said}, {more}" if more else said


def _day_of(address: str) -> str:
    day, sitting = address[:10], address[11:]
    words = day_words(date.fromisoformat(day))
    return f"{words}, sitting {sitting}" if sitting else words


def how_words(one: Occasion) -> str:
    """By how much an occasion was missed, or in what way."""
    if one.standing == "late":
        done = f"Done {day_words(one.came)}" if one.came else "Not done yet"
        return f"{done}: due {day_words(one.due)}, {late_words(one.working_days_late)}."
    return f"{one.why[:1].upper()}{one.why[1:]}." if one.why else "Not kept."


def headline_words(found: Headline) -> str:
    """How many firm rules were kept, as a sentence."""
    if not found.judged:
        return "No firm rule could be judged in these days."
    return f"{found.kept} of {plural(found.judged, 'firm rule')} kept."


def trend_words(now: Headline, before: Headline) -> str:
    """How that compares with the year before."""
    if not before.judged:
        return "Nothing firm could be judged in the year before."
    was = f"{before.kept} of {before.judged} in the year before"
    if not now.judged:
        return f"It was {was}."
    share, earlier = now.kept * before.judged, before.kept * now.judged
    word = "better than" if share > earlier else "worse than" if share < earlier else "the same share as"
    return f"That is {word} {was}."


def period_words(period: Period) -> str:
    """The days looked at."""
    return days_words(period.first, period.last)
