"""Rules printed back as sentences (sections 3, 4, 8 and 11)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.terms.files import A_BODY, TOP, WHO_EXISTS, founding
from throughline.rules.terms import read
from throughline.rules.terms import words_for as words
from throughline.rules.terms.model import Span, Who

TESTS = [
    ("a whole number", 'count = "organisations", at_least = 4', "At least 4 organisations"),
    ("one person", 'count = "people", at_least = 1', "At least 1 person"),
    ("a fraction of the filled seats", 'count = "seats", at_least = "1/3"', "At least 1/3 of the filled seats"),
    ("a fraction of all seats", 'count = "seats", at_least = "1/3", of = "all"', "At least 1/3 of all the seats"),
    ("all", 'count = "seats", at_least = "1/1"', "At least all of the filled seats"),
    ("a unit proposed", 'count = { says = "x", proposed = "organisations", or = ["employers"] }, at_least = 4',
     "At least 4 organisations (proposed; or employers)"),
    ("a unit not settled", 'count = { says = "the usual" }, at_least = 4', "At least 4 “the usual” (not settled)"),
    ("no unit", "at_least = 4", "At least 4 units not stated"),
    ("no number", 'count = "people"', "A number not stated of people"),
    ("a range", 'count = "people", at_least = 3, at_most = 9', "At least 3 and at most 9 people"),
    ("some from each", 'count = "people", at_least = 2, from_each = ["police", "council"]',
     "At least 2 people from each of Shire Police and Shire Council"),
    ("some of a kind", 'count = "people", at_least = 1, who = ["chair", "police"]',
     "At least 1 person from the chair or Shire Police"),
    ("both of two", 'all_of = [{ count = "people", at_least = 6 }, { count = "people", at_least = 2, '
     'from_each = ["police", "council"] }]',
     "At least 6 people, and at least 2 people from each of Shire Police and Shire Council"),
    ("either of two", 'any_of = [{ count = "people", at_least = 6 }, { count = "seats", at_least = "1/2" }]',
     "At least 6 people, or at least half of the filled seats"),
    ("weights", 'count = "organisations", at_least = 4, weight = { police = 3 }',
     "At least 4 organisations (weighted: Shire Police 3)"),
]  # fmt: skip


@pytest.mark.parametrize("keys, sentence", [row[1:] for row in TESTS], ids=[row[0] for row in TESTS])
def test_a_quorum_is_printed_as_a_sentence(keys: str, sentence: str) -> None:
    terms = read(TOP + WHO_EXISTS + A_BODY + f"quorum = {{ {keys} }}\n")
    test = terms.bodies[0].quorum[0].test
    assert test is not None
    assert words.test_in_words(test, words.names_in(terms)) == sentence


def test_barnets_quorum_and_vote_are_printed_with_what_is_proposed() -> None:
    group = founding("barnet").body("rrdg")
    assert group.quorum[0].test is not None
    assert words.test_in_words(group.quorum[0].test) == "At least 4 organisations (proposed; or employers)"
    assert group.vote[0].test is not None
    assert words.test_in_words(group.vote[0].test) == (
        "More than half of the votes cast, one for each of the organisations (proposed; or seats or people)"
    )


VALUES = [
    ("a span", "meets", "every = { months = 2 }", "every", "2 months"),
    ("a span of one", "meets", "every = { months = 1 }", "every", "1 month"),
    ("working days", "meets", "lasting = { working_days = 5 }", "lasting", "5 working days"),
    ("twice a year", "meets", 'at_least = { times = 2, per = "year" }', "at_least", "twice a year"),
    ("four times a year", "meets", 'at_least = { times = 4, per = "year" }', "at_least", "4 times a year"),
    ("a pattern", "meets", 'on = "second tuesday 10:00"', "on", "the second Tuesday, 10:00"),
    ("the last of a month", "meets", 'on = "last friday"', "on", "the last Friday"),
    ("every such day", "meets", 'on = "friday"', "on", "every Friday"),
    ("working days before", "duty", 'what = "x", due = { working_days = 5, before = "meeting" }', "due",
     "5 working days before the meeting"),
    ("clear working days", "duty", 'what = "x", due = { working_days = 5, before = "meeting", clear = true }', "due",
     "5 clear working days before the meeting"),
    ("at an event", "duty", 'what = "x", due = { at = "year-start" }', "due", "at the start of the year"),
    ("by a date", "duty", 'what = "x", due = { by = "2021" }', "due", "by 2021"),
    ("in a month", "duty", 'what = "x", due = { within = ["may", "june"] }', "due", "in May or June"),
    ("when someone says", "duty", 'what = "x", due = { set_by = "csp" }', "due", "when Shire CSP sets a date"),
    ("another body's meeting", "duty", 'what = "x", due = { weeks = 2, before = "csp/meeting" }', "due",
     "2 weeks before the meeting of Shire CSP"),
    ("another kind of meeting", "duty", 'what = "x", due = { after = "meeting:annual" }', "due", "after the annual meeting"),
    ("one organisation", "duty", 'what = "x", to = "police"', "to", "Shire Police"),
    ("the members", "duty", 'what = "x", to = "members"', "to", "the members"),
    ("several", "duty", 'what = "x", to = ["police", "csp", "owner"]', "to", "Shire Police, Shire CSP or the owner"),
    ("the most senior", "office", 'id = "chair", held_by = { is = "police", choose = "senior" }', "held_by",
     "Shire Police, the most senior of them"),
    ("staff of an employer", "office", 'id = "chair", held_by = { employer = "council" }', "held_by",
     "staff of Shire Council"),
    ("the chair's organisation", "office", 'id = "host", held_by = { agency_of = "chair" }', "held_by",
     "the organisation of the chair"),
    ("an office elsewhere", "office", 'id = "chair", held_by = { office = "chair", of = "csp" }', "held_by",
     "the chair of Shire CSP"),
    ("everyone but one", "office", 'id = "chair", held_by = { is = "voters", except = "police" }', "held_by",
     "the members who vote, except Shire Police"),
    ("an order", "office", 'id = "chair", in_absence = ["vice-chair", "police"]', "in_absence",
     "the vice-chair; then Shire Police"),
    ("consent of all", "approval", 'what = "x", needs = { all_of = ["owner", "csp"] }', "needs", "the owner and Shire CSP"),
    ("consent of one of two", "approval", 'what = "x", needs = { any_of = ["owner", "csp"] }', "needs",
     "the owner or Shire CSP"),
    ("silence", "approval", 'what = "x"', "needs", "not stated"),
    ("words only", "duty", 'what = "x", every = { says = "regular" }', "every", "“regular” (not settled)"),
    ("a contradiction", "duty", 'what = "x", to = { conflict = [{ value = "police" }, { says = "the mayor" }] }', "to",
     "contradictory: Shire Police; “the mayor”"),
]  # fmt: skip


@pytest.mark.parametrize(
    "table, keys, field, said", [row[1:] for row in VALUES], ids=[row[0] for row in VALUES]
)
def test_any_value_is_printed_in_words(table: str, keys: str, field: str, said: str) -> None:
    terms = read(TOP + WHO_EXISTS + A_BODY + f"{table} = [{{ {keys} }}]\n")
    body = terms.bodies[0]
    entry: Any = next(iter((*body.meets, *body.duties, *body.offices, *body.approvals)))
    assert words.in_words(getattr(entry, field), words.names_in(terms)) == said


SEATS = [
    ("a range", "number = { at_least = 1, at_most = 3 }", "number", "1 to 3"),
    ("at least", "number = { at_least = 2 }", "number", "at least 2"),
    ("as another, less one", 'number = { as = "b", less = 1 }', "number", "as many as b, less 1"),
    (
        "a term",
        "term = { years = 2, renewable = true, total = { years = 6 } }",
        "term",
        "2 years, renewable, 6 years in all",
    ),
    ("a term once only", "term = { years = 2, renewable = false }", "term", "2 years, not renewable"),
]


@pytest.mark.parametrize("keys, field, said", [row[1:] for row in SEATS], ids=[row[0] for row in SEATS])
def test_what_a_seat_says_is_printed_in_words(keys: str, field: str, said: str) -> None:
    seat = read(TOP + A_BODY + f'seat = [{{ id = "a", sector = "faith", {keys} }}]\n').bodies[0].seats[0]
    assert words.in_words(getattr(seat, field)) == said


FREQUENCIES = [
    ("a span and a day", 'every = { months = 2 }, on = "second tuesday"', "every 2 months, on the second Tuesday"),
    ("a span of one", "every = { months = 1 }", "every month"),
    ("both proposed", 'every = { says = "bi-monthly", proposed = { months = 2 }, or = [{ weeks = 2 }] }, '
     'on = { proposed = "friday" }', "every 2 months (proposed; or every 2 weeks), on every Friday (proposed)"),
    ("at least", 'at_least = { times = 4, per = "year" }', "at least 4 times a year"),
    ("exactly", 'at_least = { times = 1, per = "year" }, at_most = { times = 1, per = "year" }', "exactly once a year"),
    ("nothing", 'place = "Town Hall"', "no frequency stated"),
]  # fmt: skip


@pytest.mark.parametrize("keys, said", [row[1:] for row in FREQUENCIES], ids=[row[0] for row in FREQUENCIES])
def test_how_often_a_body_meets_is_printed_in_words(keys: str, said: str) -> None:
    meets = read(TOP + A_BODY + f"meets = [{{ {keys} }}]\n").bodies[0].meets[0]
    assert words.frequency_in_words(meets) == said


def test_an_id_without_a_name_is_printed_as_it_stands() -> None:
    assert words.who_in_words(Who(is_=("mayor",))) == "mayor"
    assert words.every_in_words(Span(1, "years")) == "every year"
