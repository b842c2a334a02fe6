"""What may stand in a partnership file, and how the rest is refused (sections 1 to 9 and 12)."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.terms.files import A_BODY, TOP, WHO_EXISTS, founding
from throughline.rules.terms import Finding, TermsUnreadable, check, read, read_bytes
from throughline.rules.terms.model import AllOf, Due, Leaf, Needs, Number, Open, Rate, Span, Term, Who

BODY = TOP + A_BODY


def refused(text: str) -> tuple[Finding, ...]:
    with pytest.raises(TermsUnreadable) as refusal:
        read(text)
    return refusal.value.findings


REFUSALS = [
    ("an unknown key at the top", TOP + "purpose = 1\n", "E-unknown-key", 4, "“purpose” is not a key here"),
    ("another schema", TOP.replace("@1", "@2"), "E-bad-value", 1, "reads schema"),
    ("no schema", TOP.split("\n", 1)[1], "E-missing-key", 1, "“schema” is missing"),
    ("an id in capitals", TOP.replace('"shire"', '"Shire"'), "E-bad-value", 2, "lower-case letters"),
    ("an unknown table of a body", BODY + "[body.rules]\n", "E-unknown-key", 4, "“rules” is not a key here"),
    ("a body without kind", TOP + '[[body]]\nid = "b"\nname = "B"\n', "E-missing-key", 4, "“kind” is missing"),
    ("an unknown kind", BODY.replace('"board"\n', '"boards"\n').replace('id = "boards"', 'id = "board"'),
     "E-bad-value", 4, "write one of board, group"),
    ("a seat that nobody may fill", BODY + 'seat = [\n  { id = "a" },\n]\n', "E-missing-key", 9, "one of agency"),
    ("two units in a span", BODY + "meets = [{ every = { months = 2, weeks = 1 } }]\n", "E-bad-value", 8, "one unit"),
    ("no unit in a span", BODY + "meets = [{ every = { fortnights = 2 } }]\n", "E-unknown-key", 8, "“fortnights”"),
    ("a span of nothing", BODY + "meets = [{ every = { months = 0 } }]\n", "E-bad-value", 8, "1 or more"),
    ("a rate by the decade", BODY + 'meets = [{ at_least = { times = 2, per = "decade" } }]\n', "E-bad-value", 8, "week"),
    ("a pattern out of order", BODY + 'meets = [{ on = "tuesday second" }]\n', "E-bad-value", 8, "second tuesday"),
    ("a fifth Friday", BODY + 'meets = [{ on = "fifth friday" }]\n', "E-bad-value", 8, "is not a pattern"),
    ("an hour past midnight", BODY + 'meets = [{ on = "first friday 24:30" }]\n', "E-bad-value", 8, "is not a pattern"),
    ("a bare year", BODY + "version = [{ from = 2014 }]\n", "E-bad-value", 8, 'write "2014"'),
    ("a day that is not", BODY + 'version = [{ from = "2014-13" }]\n', "E-bad-value", 8, "is not a date"),
    ("a date with a time", BODY + "version = [{ from = 2014-01-01T10:00:00 }]\n", "E-bad-value", 8, "is not a date"),
    ("a due with two moments", BODY + 'duty = [{ what = "x", due = { before = "meeting", after = "meeting" } }]\n',
     "E-bad-value", 8, "exactly one of"),
    ("a length of time until a date", BODY + 'duty = [{ what = "x", due = { days = 3, by = 2026-01-01 } }]\n',
     "E-bad-value", 8, "only beside before or after"),
    ("clear days that are not working days", BODY + 'duty = [{ what = "x", due = { days = 3, before = "meeting", '
     "clear = true } }]\n", "E-bad-value", 8, "working days only"),
    ("more than all", BODY + '[body.quorum]\nat_least = "3/2"\n', "E-bad-value", 8, "at most 1"),
    ("a quorum of none", BODY + "[body.quorum]\nat_least = 0\n", "E-bad-value", 8, "1 or more"),
    ("at least and more than", BODY + '[body.quorum]\nat_least = 2\nmore_than = 3\n', "E-bad-value", 8, "exclude"),
    ("a leaf that is a node", BODY + "[body.quorum]\nat_least = 2\nall_of = [{ at_least = 1 }]\n",
     "E-bad-value", 8, "one leaf, or one of"),
    ("votes cast in a quorum", BODY + '[body.quorum]\nat_least = "1/2"\nof = "cast"\n', "E-bad-value", 8, "filled, all"),
    ("one statement alone", BODY + '[body.quorum]\nat_least = { conflict = [{ value = 3 }] }\n',
     "E-bad-value", 8, "at least two statements"),
    ("or without a proposal", BODY + '[body.quorum]\nat_least = { says = "some", or = [3] }\n',
     "E-bad-value", 8, "beside “proposed”"),
    ("a proposal that may not stand there", BODY + '[body.quorum]\nat_least = { says = "some", proposed = -1 }\n',
     "E-bad-value", 8, "1 or more"),
    ("more than a value in an open one", BODY + '[body.quorum]\nat_least = { says = "some", until = 2020-01-01 }\n',
     "E-unknown-key", 8, "“until” is not a key here"),
    ("an open id", BODY + 'duty = [{ what = { says = "a report" } }]\n', "E-bad-value", 8, "cannot be left open"),
    ("an open kind", TOP + '[[body]]\nid = "b"\nname = "B"\nkind = { says = "group" }\n',
     "E-bad-value", 4, "cannot be left open"),
    ("an open type", BODY + 'line = [{ type = { says = "x" }, to = "b" }]\n', "E-bad-value", 8, "cannot be left open"),
    ("turns without a rhythm", BODY + 'office = [{ id = "chair", rotates = ["a"] }]\n',
     "E-missing-key", 8, "“every” is missing"),
    ("turns and a holder", BODY + 'office = [{ id = "chair", held_by = "a", rotates = ["a"], every = { years = 1 } }]\n',
     "E-bad-value", 8, "exclude each other"),
    ("a range upside down", BODY + 'seat = [{ id = "a", sector = "faith", number = { at_least = 3, at_most = 2 } }]\n',
     "E-bad-value", 8, "no range"),
    ("a who with an unknown key", BODY + 'seat = [{ id = "a", among = { rank = 1 }, sector = "faith" }]\n',
     "E-unknown-key", 8, "“rank”"),
    ("a body of an office without the office", BODY + 'office = [{ id = "chair", held_by = { of = "board" } }]\n',
     "E-bad-value", 8, "write “office” beside it"),
    ("a year that starts nowhere", TOP + 'calendar = { year_starts = "13-01" }\n', "E-bad-value", 4, "month and day"),
    ("an unknown calendar", TOP + 'calendar = { working_days = "wales" }\n', "E-bad-value", 4, "england-and-wales"),
    ("a reading without a question", TOP + '[[reading]]\nsettles = "x"\n', "E-missing-key", 4, "“question”"),
]  # fmt: skip


@pytest.mark.parametrize(
    "text, code, line, words", [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
def test_what_may_not_stand_in_a_file(text: str, code: str, line: int, words: str) -> None:
    found = refused(text)
    assert [(each.code, each.line) for each in found] == [(code, line)]
    assert words in found[0].message


VAGUE = [
    ("bi-monthly", "{ months = 2 } or { weeks = 2 }"),
    ("Bi-Monthly", "{ months = 2 } or { weeks = 2 }"),
    ("bi-annually", '{ times = 2, per = "year" }'),
    ("biennially", "{ years = 2 }"),
    ("quarterly", "{ months = 3 }"),
    ("monthly", "{ months = 1 }"),
    ("weekly", "{ weeks = 1 }"),
    ("annually", "{ years = 1 }"),
    ("yearly", "{ years = 1 }"),
    ("regular", '{ says = "regular" }'),
    ("regularly", '{ says = "regularly" }'),
    ("periodically", '{ says = "periodically" }'),
    ("ongoing", '{ says = "ongoing" }'),
    ("as required", "as-required"),
    ("TBC", '{ says = "TBC" }'),
    ("to be confirmed", '{ says = "to be confirmed" }'),
    ("unspecified", '{ says = "unspecified" }'),
]


@pytest.mark.parametrize("key", ["every", "fits", "within", "kind"])
@pytest.mark.parametrize("word, replacement", VAGUE, ids=[word for word, _ in VAGUE])
def test_a_word_that_misleads_is_refused_with_what_to_write(word: str, replacement: str, key: str) -> None:
    found = refused(BODY + f'meets = [{{ {key} = "{word}" }}]\n')
    assert [(each.code, each.line) for each in found] == [("E-vague-word", 8)]
    assert replacement in found[0].message


def test_a_vague_word_is_allowed_in_free_text() -> None:
    text = BODY + 'meets = [{ every = { says = "regular" }, purpose = "ongoing", note = "TBC" }]\n'
    assert read(text).bodies[0].meets[0].every == Open(says="regular")


def test_every_error_of_form_is_reported_at_once() -> None:
    text = (
        TOP
        + 'area = 4\n[[body]]\nid = "B"\nkind = "x"\nseat = [\n{ id = "a", agency = "b", x = 1 },\n{ id = 2 }]\n'
    )
    assert [(each.line, each.code, each.at) for each in refused(text)] == [
        (4, "E-bad-value", "area"),
        (5, "E-bad-value", "B.id"),
        (5, "E-bad-value", "B.kind"),
        (5, "E-missing-key", "B.name"),
        (9, "E-unknown-key", "B.seat.a.x"),
        (10, "E-bad-value", "B.seat.id"),
        (10, "E-missing-key", "B.seat"),
    ]


def value_of(line: str) -> Any:
    """The first entry of the only table of a body."""
    body = read(TOP + WHO_EXISTS + A_BODY + line + "\n").bodies[0]
    lists = (body.seats, body.meets, body.duties, body.offices, body.approvals, body.quorum, body.vote)
    return next(entries[0] for entries in lists if entries)


POLICE = Who(is_=("police",))
VALUES = [
    ("a span", "meets = [{ every = { months = 2 } }]", "every", Span(2, "months")),
    ("a rate", 'meets = [{ at_least = { times = 4, per = "year" } }]', "at_least", Rate(4, "year")),
    ("a due", 'duty = [{ what = "x", due = { working_days = 5, before = "meeting" } }]', "due",
     Due("before", Span(5, "working_days"), "meeting")),
    ("a due of clear days", 'duty = [{ what = "x", due = { working_days = 5, before = "meeting", clear = true } }]',
     "due", Due("before", Span(5, "working_days"), "meeting", clear=True)),
    ("a due that someone sets", 'duty = [{ what = "x", due = { set_by = "police" } }]', "due", Due("set_by", who=POLICE)),
    ("a due in months", 'duty = [{ what = "x", due = { within = ["may", "june"] } }]', "due",
     Due("within", months=("may", "june"))),
    ("a who of one word", 'office = [{ id = "chair", held_by = "police" }]', "held_by", POLICE),
    ("a who of several words", 'office = [{ id = "chair", held_by = ["police", "council"] }]', "held_by",
     Who(is_=("police", "council"))),
    ("a who with a choice", 'office = [{ id = "chair", held_by = { is = "police", choose = "senior" } }]', "held_by",
     Who(is_=("police",), choose="senior")),
    ("a who of several kinds", 'office = [{ id = "chair", held_by = ["police", { employer = "council" }] }]', "held_by",
     Who(any_of=(POLICE, Who(employer=("council",))))),
    ("a who in order", 'office = [{ id = "chair", in_absence = ["police", "council"] }]', "in_absence",
     (POLICE, Who(is_=("council",)))),
    ("consent of all", 'approval = [{ what = "x", needs = { all_of = ["owner", "police"] } }]', "needs",
     Needs(all_of=(Who(is_=("owner",)), POLICE))),
    ("consent of one", 'approval = [{ what = "x", needs = "police" }]', "needs", POLICE),
    ("a leaf", '[body.quorum]\ncount = "people"\nat_least = "1/3"', "test", Leaf(count="people", at_least=Fraction(1, 3))),
    ("a node", '[body.quorum]\nall_of = [{ at_least = 3 }, { at_most = 9 }]', "test",
     AllOf((Leaf(at_least=3), Leaf(at_most=9)))),
    ("a whole table left open", '[body.quorum]\nsays = "enough members"\nclause = "4"', "test",
     Open(says="enough members", clause=("4",))),
    ("a call by some of the members", 'meets = [{ called_by = { count = "people", at_least = 3 } }]', "called_by",
     Leaf(count="people", at_least=3)),
    ("a call by an office", 'meets = [{ called_by = "police" }]', "called_by", POLICE),
    ("a number that follows a seat", 'seat = [{ id = "a", sector = "faith", number = { as = "b", less = 1 } }]', "number",
     Number(as_="b", less=1)),
    ("a term", 'seat = [{ id = "a", sector = "faith", term = { years = 2, total = { years = 6 } } }]', "term",
     Term(length=Span(2, "years"), total=Span(6, "years"))),
    ("an open part leaves the whole open", 'duty = [{ what = "x", due = { working_days = { says = "a few", proposed = 3, '
     'or = [5] }, before = "meeting" } }]', "due",
     Open(says="a few", proposed=Due("before", Span(3, "working_days"), "meeting"),
          alternatives=(Due("before", Span(5, "working_days"), "meeting"),))),
]  # fmt: skip


@pytest.mark.parametrize("line, field, value", [row[1:] for row in VALUES], ids=[row[0] for row in VALUES])
def test_what_a_value_means(line: str, field: str, value: object) -> None:
    assert getattr(value_of(line), field) == value


def test_an_open_value_where_the_shape_is_plain_is_kept_beside_it() -> None:
    agency = read(
        TOP + 'agency = [{ id = "a", name = "A", employer = { says = "under review" } }]\n'
    ).agencies[0]
    assert agency.employer is None
    assert agency.unsettled == (("employer", Open(says="under review")),)


BYTES = [
    ("Windows text", 'name = "Bürger"'.encode("cp1252"), "saved as Windows text (cp1252)"),
    ("UTF-16", 'name = "x"'.encode("utf-16"), "saved as UTF-16: save it again as UTF-8"),
    ("a picture", b"\x89PNG\r\n\x1a\n\x81\x8d\x8f\x90\x9d", "it is not a text file"),
    ("not TOML", b"a = 1\nb = = 2\n", "line 2"),
    ("too deep", b"a = " + b"[" * 20_000, "too deep"),
    ("too long", b"#" * 1_000_001, "at most 1,000,000"),
]


@pytest.mark.parametrize("content, words", [row[1:] for row in BYTES], ids=[row[0] for row in BYTES])
def test_a_file_that_is_no_partnership_file_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(TermsUnreadable) as refusal:
        read_bytes(content, "terms.toml")
    assert [each.code for each in refusal.value.findings] == ["E-syntax"]
    assert words in str(refusal.value)


def test_the_line_of_text_that_is_not_utf8_is_named() -> None:
    with pytest.raises(TermsUnreadable) as refusal:
        read_bytes(b'a = 1\nb = 2\nc = "\xe9"\n', "terms.toml")
    assert refusal.value.findings[0].line == 3


@pytest.mark.parametrize("content", [TOP.encode("utf-8-sig"), TOP.replace("\n", "\r\n").encode()])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(content: bytes) -> None:
    assert read_bytes(content, "terms.toml").name == "Shire"


def outcome(text: str) -> tuple[Finding, ...]:
    """The findings with which a text is refused, or those of the checker on a day."""
    try:
        return check(read(text), on=date(2026, 9, 1))
    except TermsUnreadable as refusal:
        return refusal.findings or (Finding("E", "E-none", "", (), 0, ""),)


@given(st.text(alphabet='[]{}="\n#a.1, ', max_size=60))
def test_any_text_is_read_or_refused_with_findings(text: str) -> None:
    assert all(each.line >= 1 and each.message for each in outcome(TOP + text))


ODD: list[Any] = [
    1, -1, 2.5, True, "", "x", "TBC", "police", "decision", date(2020, 1, 1), [], {}, ["a"], [[]], [{}],
    {"says": "x"}, {"proposed": {}}, {"conflict": [{}, {}]}, {"months": 2}, {"is": "police"}, {"any_of": []},
    {"all_of": [{}]}, {"count": "people"}, {"says": "x", "or": [1]}, {"says": "x", "proposed": 2, "or": 3},
]  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place inside tables and lists, as the container and the key or position in it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, part in inner for place in ((value, key), *places(part))]


@settings(max_examples=30)
@given(st.data())
def test_a_founding_file_with_any_one_value_changed_is_checked_or_refused_with_findings(
    data: st.DataObject,
) -> None:
    raw = tomllib.loads(founding("west-mercia").text)
    container, key = data.draw(st.sampled_from(places(raw)), label="place")
    container[key] = data.draw(st.sampled_from(ODD), label="value")
    assert all(each.line >= 1 and each.message for each in outcome(tomlkit.dumps(raw)))
