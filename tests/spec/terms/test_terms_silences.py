"""Each silence stands by itself: one rule taken out of a founding file changes only what it must (section 12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.spec.terms.files import FOUNDING, founding
from throughline.rules.terms import Finding, Terms, check, entries, on
from throughline.rules.terms.model import Body, Entry
from throughline.rules.terms.tables import OF_A_BODY, OF_THE_FILE, Table

Mark = tuple[str, str, str]
"""Level and code, address, message: what a reader of the findings sees."""


def mark(each: Finding) -> Mark:
    return each.code, each.at, each.message


@cache
def before(name: str) -> dict[Mark, Finding]:
    return {mark(each): each for each in check(founding(name), on=FOUNDING[name])}


def without(terms: Terms, table: Table, body: Body | None, entry: Entry) -> Terms:
    """The terms with one entry taken out."""
    if body is None:
        kept: Any = {table.attribute: tuple(e for e in getattr(terms, table.attribute) if e is not entry)}
        return replace(terms, **kept)
    lists: Any = {table.attribute: tuple(e for e in getattr(body, table.attribute) if e is not entry)}
    changed = replace(body, **lists)
    return replace(terms, bodies=tuple(changed if b is body else b for b in terms.bodies))


def rows() -> Iterator[Any]:
    for name in FOUNDING:
        for number, (table, _, entry) in enumerate(entries(founding(name))):
            if table.name in OF_A_BODY:
                yield pytest.param(name, number, id=f"{name}: {entry.at}")


DEADLINES = {"agenda": "agenda", "papers": "papers", "referral-papers": "papers", "minutes": "minutes"}


def expected_silences(body: Body, table: Table, entry: Any) -> set[tuple[str, str]]:
    """The silences that section 12 says must come, when this is the only rule of its kind."""
    kind = table.name
    if kind in ("quorum", "vote"):
        return {(f"S-{kind}", f"{body.id}.{kind}")} if not entry.for_ else set()
    if kind == "deputy":
        return {("S-deputies", f"{body.id}.deputy")}
    if kind == "meets":
        return {("S-frequency", f"{body.id}.meets.ordinary")}
    if kind == "office" and entry.id == "chair":
        return {
            ("S-chair", f"{body.id}.office.chair"),
            ("S-chair-absent", f"{body.id}.office.chair.in_absence"),
        }
    if kind == "office" and entry.id == "secretariat":
        return {("S-secretariat", f"{body.id}.office.secretariat")}
    if kind == "duty" and entry.what in DEADLINES:
        name = DEADLINES[entry.what]
        return {(f"S-{name}-deadline", f"{body.id}.duty.{name}")}
    if kind == "duty" and entry.what == "terms-review":
        return {("S-terms-review", f"{body.id}.duty.terms-review")}
    return set()


def is_only_rule(body: Body, table: Table, entry: Any) -> bool:
    """Whether no other entry of the body, in force or not, speaks of the same thing."""
    if table.name == "meets":
        return len(body.meets) == 1
    if table.name == "duty":
        same = [duty for duty in body.duties if DEADLINES.get(duty.what) == DEADLINES.get(entry.what, "")]
        return len(same) <= 1
    return [each.at.split("@")[0] for each in getattr(body, table.attribute)].count(
        entry.at.split("@")[0]
    ) == 1


def is_listed(name: str, body: Body) -> bool:
    """Whether the silences of a body are listed that day."""
    in_force = {each.id for each in on(founding(name), FOUNDING[name]).bodies}
    return bool(body.versions) and body.id in in_force and all(v.status != "extract" for v in body.versions)


AGGREGATE = ("L-seats-merged", "L-one-employer", "L-line-one-sided", "L-review-overdue")
"""Findings about several entries together, whose words change when one of them goes."""


@pytest.mark.parametrize("name, number", list(rows()))
def test_taking_one_entry_out_changes_only_what_it_must(name: str, number: int) -> None:
    terms = founding(name)
    table, body, entry = list(entries(terms))[number]
    assert body is not None
    after = {mark(each): each for each in check(without(terms, table, body, entry), on=FOUNDING[name])}
    gone = [each for key, each in before(name).items() if key not in after]
    come = [each for key, each in after.items() if key not in before(name)]

    at_the_rule = (entry.at, *(reading.at for reading in terms.readings if _settles(reading, entry)))
    strangers = [e for e in gone if not e.at.startswith(at_the_rule) and e.code not in AGGREGATE]
    if table.name == "version":
        strangers = [e for e in strangers if e.level != "S" or not e.at.startswith(body.id)]
    assert strangers == [], "findings elsewhere have gone"

    silences = {(each.code, each.at) for each in come if each.level == "S"}
    if table.name == "version":
        silences -= {(each.code, each.at) for each in come if each.at.startswith(body.id)}
    wanted = (
        expected_silences(body, table, entry)
        if is_listed(name, body) and is_only_rule(body, table, entry)
        else set()
    )
    stood = {(code, at) for code, at, _ in before(name)} & {(code, at) for code, at, _ in after}
    assert silences == wanted - stood, "the silences that come are those of the rule taken out"

    others = [
        each
        for each in come
        if each.level != "S" and each.code != "E-unknown-id" and each.code not in AGGREGATE
    ]
    assert others == _lapsed(body, table, entry, others), "nothing else comes"


def _settles(reading: Any, entry: Entry) -> bool:
    return bool(reading.settles) and reading.settles.startswith(entry.at)


def _lapsed(body: Body, table: Table, entry: Any, others: list[Finding]) -> list[Finding]:
    """Findings that may come: a quorum that can no longer be met, when a seat goes."""
    allowed = ("E-quorum-impossible",) if table.name == "seat" else ()
    return [each for each in others if each.code in allowed]


PARTS = [
    ("count of a quorum", "barnet", "rrdg", "quorum", {"test": {"count": None}}, "S-quorum-count", "rrdg.quorum.count"),
    ("count of a vote", "barnet", "rrdg", "vote", {"test": {"count": None}}, "S-vote-count", "rrdg.vote.count"),
    ("casting vote", "barnet", "rrdg", "vote", {"casting": None}, "S-casting", "rrdg.vote.casting"),
    ("absence of the chair", "barnet", "rrdg", "offices", {"in_absence": None}, "S-chair-absent",
     "rrdg.office.chair.in_absence"),
    ("holder of the chair", "barnet", "rrdg", "offices", {"held_by": None}, "S-chair", "rrdg.office.chair.held_by"),
    ("consent", "pan-dorset", "rrsg", "approvals", {"needs": None}, "S-approval", "rrsg.approval.wider-sharing.needs"),
    ("due of the minutes", "barnet", "rrdg", "duties", {"due": None}, "S-agenda-deadline", "rrdg.duty.agenda.due"),
    ("threshold of a quorum", "barnet", "rrdg", "quorum", {"test": {"at_least": None}}, "S-quorum", "rrdg.quorum"),
]  # fmt: skip


@pytest.mark.parametrize(
    "name, body_id, attribute, change, code, at", [row[1:] for row in PARTS], ids=[row[0] for row in PARTS]
)
def test_taking_one_part_out_brings_its_silence_and_nothing_else(
    name: str, body_id: str, attribute: str, change: dict[str, Any], code: str, at: str
) -> None:
    terms = founding(name)
    body = terms.body(body_id)
    first, *rest = getattr(body, attribute)
    changes = {key: replace(first.test, **part) if key == "test" else part for key, part in change.items()}
    lists: Any = {attribute: (replace(first, **changes), *rest)}
    bodies = tuple(replace(body, **lists) if b is body else b for b in terms.bodies)
    after = {mark(each): each for each in check(replace(terms, bodies=bodies), on=FOUNDING[name])}
    come = [(e.code, e.at) for key, e in after.items() if key not in before(name)]
    gone = [e for key, e in before(name).items() if key not in after]
    assert come == [(code, at)]
    assert [each for each in gone if not each.at.startswith(first.at)] == []


def test_an_organisation_or_set_taken_out_is_missed_by_whatever_names_it() -> None:
    for name in FOUNDING:
        terms = founding(name)
        for table in (OF_THE_FILE["agency"], OF_THE_FILE["external"], OF_THE_FILE["set"]):
            for entry in getattr(terms, table.attribute):
                after = check(without(terms, table, None, entry), on=FOUNDING[name])
                named = f'"{entry.id}"' in terms.text.replace(f'id = "{entry.id}"', "")
                unknown = [e for e in after if e.code == "E-unknown-id" and f"“{entry.id}”" in e.message]
                assert bool(unknown) or not named or _is_word_elsewhere(terms, entry.id), (
                    f"{name}: {entry.id}"
                )


def _is_word_elsewhere(terms: Terms, word: str) -> bool:
    """Whether the word also names an office, a class, a mandate or a pathway, or stands in free words."""
    from throughline.rules.terms.addresses import entries as all_entries

    named = {
        str(getattr(entry, "id", "")) for _, _, entry in all_entries(terms) if entry.at != f"agency.{word}"
    }
    return word in named
