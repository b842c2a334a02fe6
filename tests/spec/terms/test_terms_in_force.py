"""The terms of one day: versions, readings, succession, seats and addresses (sections 4, 5 and 7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.terms.files import A_BODY, FOUNDING, TOP, WHO_EXISTS, founding, sound_file
from throughline.rules.terms import (
    body_on,
    employer_of,
    entries,
    find,
    on,
    organisation_on,
    read,
    seats_on,
    set_members,
)
from throughline.rules.terms.model import Open, Reading, Span, Terms
from throughline.rules.terms.readings import ReadingUnusable, settle

TWO_VERSIONS = (
    A_BODY
    + """
[[body.quorum]]
count = "seats"
at_least = 3
[[body.quorum]]
from = 2022-01-01
count = "seats"
at_least = 5
[[body.quorum]]
from = "2024"
until = 2024-06-30
count = "seats"
at_least = 7
[[body.quorum]]
for = "terms"
count = "seats"
at_least = 9
"""
)
VERSION_ROWS = [
    ("the first version before there was another", date(2021, 12, 31), 3),
    ("the second from its first day", date(2022, 1, 1), 5),
    ("a bare year begins on its first day", date(2024, 1, 1), 7),
    ("the last day of a version is in force", date(2024, 6, 30), 7),
    ("after its end the version before it holds again", date(2024, 7, 1), 5),
]


@pytest.mark.clause("C126", breaks="throughline.rules.terms.in_force:in_force")
@pytest.mark.parametrize(
    "day, number", [row[1:] for row in VERSION_ROWS], ids=[row[0] for row in VERSION_ROWS]
)
def test_of_versions_of_one_rule_the_latest_in_force_holds(day: date, number: int) -> None:
    quorums = on(read(TOP + TWO_VERSIONS), day).body("board").quorum
    assert {quorum.for_: _at_least(quorum.test) for quorum in quorums} == {(): number, ("terms",): 9}


def _at_least(test: Any) -> object:
    return test.at_least


@given(st.dates(date(2010, 1, 1), date(2035, 1, 1)))
def test_never_two_versions_of_one_rule_on_one_day(day: date) -> None:
    quorums = on(read(TOP + TWO_VERSIONS), day).body("board").quorum
    assert len({quorum.for_ for quorum in quorums}) == len(quorums)


@pytest.mark.parametrize("name", FOUNDING)
def test_taking_the_terms_of_a_day_twice_changes_nothing(name: str) -> None:
    once = on(founding(name), FOUNDING[name])
    assert on(once, FOUNDING[name]) == once


LIVES = [
    ("no dates: always", "", True),
    ("from that day", "from = 2026-09-01", True),
    ("from the next day", "from = 2026-09-02", False),
    ("until that day", "until = 2026-09-01", True),
    ("until the day before", "until = 2026-08-31", False),
    ("until a bare year: to its last day", 'until = "2026"', True),
    ("from a decision not yet taken", 'from = "decision"', False),
    ("until a decision not yet taken", 'until = "decision"', True),
]


@pytest.mark.parametrize("life, holds", [row[1:] for row in LIVES], ids=[row[0] for row in LIVES])
def test_the_life_of_an_entry(life: str, holds: bool) -> None:
    text = TOP + A_BODY + f'[[body.duty]]\nwhat = "report"\n{life}\n'
    assert bool(on(read(text), date(2026, 9, 1)).body("board").duties) is holds


@pytest.mark.clause("C240", breaks="throughline.rules.terms.model:today_is_in")
def test_barnet_meets_in_two_phases_and_only_a_decision_begins_the_second() -> None:
    barnet = founding("barnet")
    assert [meets.at for meets in barnet.body("rrdg").meets] == [
        "rrdg.meets.ordinary",
        "rrdg.meets.ordinary@decision",
    ]
    for day in (date(2016, 5, 10), date(2030, 1, 1)):
        assert [meets.at for meets in on(barnet, day).body("rrdg").meets] == ["rrdg.meets.ordinary"]


@pytest.mark.clause("C224", breaks="throughline.rules.terms.readings:with_readings")
def test_barnets_bi_monthly_is_a_proposal_until_the_reading_and_settled_from_its_day() -> None:
    barnet = founding("barnet")
    before = on(barnet, date(2026, 4, 13)).body("rrdg").meets[0].every
    assert before == Open(says="bi-monthly", proposed=Span(2, "months"), alternatives=(Span(2, "weeks"),))
    assert on(barnet, date(2026, 4, 14)).body("rrdg").meets[0].every == Span(2, "months")


SETTLED = [
    ("one key", "board.meets.ordinary.every", {"months": 1}, "board.meets.ordinary.every", {"months": 1}),
    ("a key that is silent", "board.vote.recorded", "names", "board.vote.recorded", "names"),
    ("a whole table", "board.quorum", {"count": "people", "at_least": 4}, "board.quorum.at_least", 4),
    ("a part of a test", "board.quorum.count", "people", "board.quorum.count", "people"),
    ("a table that is silent", "board.membership", {"status": "agreed"}, "board.membership.status", "agreed"),
    ("a silent duty", "board.duty.referral-papers", {"each": "referral"}, "board.duty.referral-papers.each", "referral"),
    ("an office", "board.office.chair.held_by", "police", "board.office.chair.held_by", "police"),
    ("a body's own key", "board.sunset", date(2030, 1, 1), "board.sunset", date(2030, 1, 1)),
    ("an agency's employer", "agency.police.employer", "council", "agency.police.employer", "council"),
]  # fmt: skip


@pytest.mark.parametrize(
    "settles, value, place, shown", [r[1:] for r in SETTLED], ids=[r[0] for r in SETTLED]
)
def test_a_decided_reading_stands_in_place_of_what_it_settles(
    settles: str, value: object, place: str, shown: object
) -> None:
    terms = read(sound_file())
    settled = settle(terms, terms_reading(settles, value))
    assert find(settled, place).value == shown


def terms_reading(settles: str, value: object) -> Reading:
    return Reading(settles=settles, value=value, question="?", decided="D1")


@pytest.mark.parametrize("decided, from_", [("", ""), ('decided = "D1"', "from = 2027-01-01")])
def test_a_reading_without_decision_or_before_its_day_has_no_effect(decided: str, from_: str) -> None:
    reading = (
        f'[[reading]]\nsettles = "board.quorum.at_least"\nvalue = 3\nquestion = "?"\n{decided}\n{from_}\n'
    )
    terms = on(read(sound_file(more=reading)), date(2026, 9, 1))
    assert find(terms, "board.quorum.at_least").value == 2


def test_of_two_readings_of_one_place_the_later_holds() -> None:
    readings = "".join(
        f'[[reading]]\nsettles = "board.quorum.at_least"\nvalue = {n}\nquestion = "?"\ndecided = "D"\nfrom = {n}-01-01\n'
        for n in (2021, 2023, 2022)
    )
    terms = read(sound_file(more=readings))
    assert find(on(terms, date(2024, 1, 1)), "board.quorum.at_least").value == 2023
    assert find(on(terms, date(2022, 6, 1)), "board.quorum.at_least").value == 2022


def test_a_reading_whose_value_may_not_stand_there_is_refused() -> None:
    with pytest.raises(ReadingUnusable, match=r"board\.quorum\.at_least"):
        settle(read(sound_file()), terms_reading("board.quorum.at_least", "several"))


CHAINS = """agency = [
  { id = "a", name = "A", until = 2014-05-31, becomes = "b" },
  { id = "b", name = "B", from = 2014-06-01, until = 2021-06-25, becomes = "c" },
  { id = "c", name = "C", from = 2021-06-26 },
  { id = "d", name = "D", until = 2014-05-31, becomes = ["b", "c"] },
  { id = "e", name = "E", until = 2014-05-31 },
  { id = "f", name = "F", until = 2014-05-31, becomes = "g" },
  { id = "g", name = "G", until = 2014-05-31, becomes = "f" },
]
"""
SUCCESSIONS = [
    ("before its end an agency is itself", "a", date(2014, 5, 31), "a"),
    ("after it, its one successor", "a", date(2014, 6, 1), "b"),
    ("along the chain", "a", date(2021, 6, 26), "c"),
    ("the last of the chain is itself", "c", date(2021, 6, 26), "c"),
    ("several successors: nobody", "d", date(2014, 6, 1), None),
    ("none: nobody", "e", date(2014, 6, 1), None),
    ("a circle: nobody", "f", date(2014, 6, 1), None),
    ("no agency of the file: nobody", "x", date(2014, 6, 1), None),
]


@pytest.mark.parametrize("agency, day, stands", [r[1:] for r in SUCCESSIONS], ids=[r[0] for r in SUCCESSIONS])
def test_which_agency_stands_for_another(agency: str, day: date, stands: str | None) -> None:
    found = organisation_on(read(TOP + CHAINS), agency, day)
    assert (found.id if found else None) == stands


@given(st.integers(0, 6000), st.integers(0, 6000))
def test_succession_never_leads_to_an_agency_that_has_ended(first: int, later: int) -> None:
    terms, start = read(TOP + CHAINS), date(2010, 1, 1)
    for agency in terms.agencies:
        for days in (first, later):
            day = start + timedelta(days=days)
            found = organisation_on(terms, agency.id, day)
            assert found is None or found.until is None or found.until.latest >= day  # type: ignore[union-attr]


FOUNDING_SUCCESSIONS = [
    ("C167", "pan-dorset", "rrsg", "nps", "nps", "ps"),
    ("C079", "west-mercia", "crb", "nps", "nps", "ps"),
    ("C176", "pan-dorset", "rrsg", "ccg", "ccg", None),
]


@pytest.mark.clause("C167", "C176", breaks="throughline.rules.terms.succession:organisation_on")
@pytest.mark.clause("C079", breaks="partnerships/west-mercia.toml#crb.seat.nps")
@pytest.mark.parametrize("clause, file, body, seat, before, after", FOUNDING_SUCCESSIONS)
def test_a_seat_keeps_its_past_organisation_and_passes_to_the_successor(
    clause: str, file: str, body: str, seat: str, before: str, after: str | None
) -> None:
    held = {
        day: {place.id: place.organisation for place in seats_on(founding(file), body, day)}[seat]
        for day in (date(2020, 12, 1), date(2026, 9, 1))
    }
    assert held == {date(2020, 12, 1): before, date(2026, 9, 1): after}, clause


def test_bodies_succeed_one_another_as_agencies_do() -> None:
    text = (
        TOP
        + A_BODY
        + 'until = 2020-12-31\nbecomes = "forum"\n[[body]]\nid = "forum"\nname = "F"\nkind = "forum"\n'
    )
    terms = read(text)
    assert [
        getattr(body_on(terms, "board", day), "id", None) for day in (date(2020, 12, 31), date(2021, 1, 1))
    ] == [
        "board",
        "forum",
    ]


def test_an_employer_is_the_agency_itself_unless_the_file_names_another() -> None:
    terms = read(TOP + WHO_EXISTS)
    assert [employer_of(terms, word) for word in ("housing", "police")] == ["council", "police"]


def test_sets_open_into_their_members_once_each() -> None:
    more = 'set = [{ id = "s", of = ["a", "t", "b"] }, { id = "t", of = ["b", "c", "s"] }]\n'
    assert set_members(read(TOP + more), ["s", "d"]) == ("a", "b", "c", "d")


EXPANSIONS = [
    ("one seat", 'id = "a", agency = "police"', ["a"], ["police"]),
    ("two seats of one entry", 'id = "a", agency = "police", number = 2', ["a/1", "a/2"], ["police", "police"]),
    ("one for each member of a set", 'id = "a", one_per = "districts"', ["a/council", "a/housing"], ["council", "housing"]),
    ("two for each", 'id = "a", one_per = "districts", number = 2',
     ["a/council/1", "a/council/2", "a/housing/1", "a/housing/2"], ["council", "council", "housing", "housing"]),
    ("an office in each: appointment tells the organisation", 'id = "a", one_per = "districts", office = "chair"',
     ["a/council", "a/housing"], [None, None]),
    ("a body that sits as an organisation", 'id = "a", body = "csp"', ["a"], ["csp"]),
    ("a sector: appointment tells the organisation", 'id = "a", sector = "voluntary"', ["a"], [None]),
    ("as many as another seat, less one", 'id = "a", agency = "police", number = { as = "z", less = 1 }',
     ["a/1", "a/2"], ["police", "police"]),
    ("as many as itself: none", 'id = "a", agency = "police", number = { as = "a" }', [], []),
    ("a range at its least", 'id = "a", agency = "police", number = { at_least = 2, at_most = 4 }', ["a/1", "a/2"],
     ["police", "police"]),
    ("words only: one", 'id = "a", agency = "police", number = { says = "some" }', ["a"], ["police"]),
]  # fmt: skip


@pytest.mark.parametrize(
    "entry, ids, organisations", [r[1:] for r in EXPANSIONS], ids=[r[0] for r in EXPANSIONS]
)
def test_one_entry_comes_to_single_seats(entry: str, ids: list[str], organisations: list[str | None]) -> None:
    text = (
        TOP
        + WHO_EXISTS
        + A_BODY
        + f'seat = [{{ {entry} }}, {{ id = "z", agency = "council", number = 3 }}]\n'
    )
    places = [place for place in seats_on(read(text), "board", date(2026, 9, 1)) if place.seat.id == "a"]
    assert [place.id for place in places] == ids
    assert [place.organisation for place in places] == organisations
    assert [place.address for place in places] == [f"board.seat.{name}" for name in ids]


def test_a_number_that_was_chosen_within_a_range_is_the_number_of_seats() -> None:
    text = TOP + WHO_EXISTS + A_BODY
    text += 'seat = [{ id = "a", agency = "police", number = { at_least = 2, at_most = 4 } }]\n'
    places = seats_on(read(text), "board", date(2026, 9, 1), chosen={"board.seat.a": 3})
    assert [(place.id, place.number_settled) for place in places] == [
        ("a/1", True),
        ("a/2", True),
        ("a/3", True),
    ]


def test_a_seat_that_follows_another_bodys_seats_one_for_one() -> None:
    other = (
        '[[body]]\nid = "forum"\nname = "F"\nkind = "forum"\nseat = [{ id = "x", one_per = "districts" }]\n'
    )
    text = TOP + WHO_EXISTS + A_BODY + 'seat = [{ id = "a", same_as = "x", of = "forum" }]\n' + other
    places = seats_on(read(text), "board", date(2026, 9, 1))
    assert [(place.id, place.organisation) for place in places] == [
        ("a/council", "council"),
        ("a/housing", "housing"),
    ]


def barnet_vacancies(body: str) -> list[str]:
    places = seats_on(founding("barnet"), body, date(2016, 5, 10))
    return [place.id for place in places if place.vacant_reason == "post to be confirmed"]


@pytest.mark.clause("C239", breaks="partnerships/barnet.toml#rrdg.seat.dwp")
@pytest.mark.clause("C265", breaks="partnerships/barnet.toml#iom.seat.nps")
@pytest.mark.clause("C266", breaks="partnerships/barnet.toml#iom.seat.crc")
@pytest.mark.clause("C268", breaks="partnerships/barnet.toml#iom.seat.yot")
@pytest.mark.clause("C271", breaks="partnerships/barnet.toml#iom.seat.vs")
def test_a_post_to_be_confirmed_is_a_seat_and_is_vacant() -> None:
    assert barnet_vacancies("rrdg") == ["dwp"]
    assert barnet_vacancies("iom") == [
        "nps",
        "crc",
        "yot",
        "social",
        "substance",
        "mental",
        "prison",
        "jcp",
        "vs",
    ]


@pytest.mark.clause("C172", breaks="partnerships/pan-dorset.toml#rrsg.seat.csp-dorset")
def test_a_partnership_can_hold_a_seat_in_dorset() -> None:
    places = {place.id: place for place in seats_on(founding("pan-dorset"), "rrsg", date(2020, 12, 1))}
    assert places["csp-dorset"].organisation == "dorset-csp"
    assert places["csp-dorset"].vacant_reason is None


@pytest.mark.clause("C058", breaks="partnerships/llr.toml#rrpb.seat.opcc")
def test_an_organisation_without_a_named_post_has_a_seat_all_the_same() -> None:
    places = {place.id: place for place in seats_on(founding("llr"), "rrpb", date(2013, 6, 1))}
    assert (places["opcc"].seat.post, places["opcc"].vacant_reason) == (None, None)


@pytest.mark.clause("C283", breaks="partnerships/barnet.toml#iom.duty.minutes")
def test_barnets_panel_has_its_own_deadline_for_minutes() -> None:
    held = on(founding("barnet"), date(2016, 5, 10))
    dues = [duty.due for body in ("rrdg", "iom") for duty in held.body(body).duties if duty.what == "minutes"]
    assert [due.span for due in dues if due and not isinstance(due, Open)] == [
        Span(10, "working_days"),
        Span(5, "working_days"),
    ]


ADDRESSES = [
    ("a body", "barnet", "rrdg", None),
    ("a single table", "barnet", "rrdg.deputy", None),
    ("a key of it", "barnet", "rrdg.deputy.named_by", "member"),
    ("a key of a test", "barnet", "rrdg.quorum.at_least", 4),
    ("an entry by its id", "barnet", "rrdg.office.secretariat.held_by", "cst"),
    ("a clause whose id has a point", "barnet", "rrdg.clause.4.4.who", "members"),
    ("a clause whose id has a space", "barnet", "iom.clause.A1 4.4.who", "members"),
    ("a meeting by its kind", "barnet", "iom.meets.ordinary.every", {"months": 1}),
    ("a second version by when it begins", "barnet", "rrdg.meets.ordinary@decision.clause", "4.1"),
    ("a line by type and end", "barnet", "rrdg.line.accountable-to:scpb.clause", "preamble"),
    ("a duty by what it is", "barnet", "iom.duty.acknowledgement.each", "referral"),
    ("an approval", "barnet", "iom.approval.joining.sent_to", "coordinator"),
    ("an agency", "pan-dorset", "agency.ccg.sector", "health"),
    ("a mandate", "pan-dorset", "mandate.csp-duty.kind", "law"),
    ("a statement of a conflict", "pan-dorset", "rrsg.office.secretariat.held_by.conflict.2.clause", "role 13"),
    ("a key that is silent", "barnet", "rrdg.quorum.remote", None),
    ("a table that is silent", "pan-dorset", "rrsg.quorum", None),
]  # fmt: skip


@pytest.mark.clause("C002", breaks="throughline.rules.terms.addresses:find")
@pytest.mark.parametrize(
    "file, address, value", [row[1:] for row in ADDRESSES], ids=[row[0] for row in ADDRESSES]
)
def test_every_place_has_an_address_and_is_found_by_it(file: str, address: str, value: object) -> None:
    found = find(founding(file), address)
    assert found.address == address
    if value is not None or found.steps:
        assert found.value == value


@pytest.mark.parametrize("name", FOUNDING)
def test_every_entry_of_a_founding_file_is_found_by_its_own_address(name: str) -> None:
    terms: Terms = founding(name)
    placed = [entry for _, _, entry in entries(terms)]
    assert len({entry.at for entry in placed}) == len(placed)
    assert all(find(terms, entry.at).entry is entry for entry in placed)


@pytest.mark.parametrize(
    "address", ["county", "board.county", "board.seat.mayor", "board.quorum.mayor", "board.office"]
)
def test_an_address_of_nothing_is_refused(address: str) -> None:
    with pytest.raises(KeyError, match="is not a place in this file"):
        find(read(sound_file()), address)


def test_a_part_of_an_unnamed_test_is_found_by_its_position() -> None:
    text = sound_file(
        ("quorum = {", "quorum = { all_of = [{ at_least = 1 }, {"), ("at_least = 2 }", "at_least = 2 }] }")
    )
    assert find(read(text), "board.quorum.all_of.2.count").value == "organisations"


PROPOSED_DAYS = """
schema = "throughline/partnership@1"
id = "t"
name = "T"
agency = [
  { id = "old", name = "Old", until = { says = "this summer", proposed = 2026-06-30 }, becomes = "new" },
  { id = "new", name = "New" },
]
[[body]]
id = "board"
name = "Board"
kind = "board"
version = [{ from = { says = "spring", proposed = 2026-04-01 } }]
meets = [
  { every = { months = 2 }, until = { says = "at first", proposed = 2026-09-30 } },
  { every = { months = 3 }, from = { says = "then", proposed = 2026-10-01 } },
  { kind = "annual", every = { years = 1 }, from = { says = "in time" } },
]
"""
PROPOSALS = [
    ("the day before any of them", date(2026, 3, 31), 0, {"ordinary": 2}, "old"),
    ("a version in force from its proposed day", date(2026, 4, 1), 1, {"ordinary": 2}, "old"),
    ("an agency past its proposed end", date(2026, 7, 1), 1, {"ordinary": 2}, "new"),
    ("a rule past its proposed end, the next from its proposed beginning", date(2026, 10, 1), 1,
     {"ordinary": 3}, "new"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "versions", "months", "stands"), [p[1:] for p in PROPOSALS], ids=[p[0] for p in PROPOSALS]
)
def test_a_proposed_day_is_used_and_words_alone_begin_nothing(
    day: date, versions: int, months: dict[str, int], stands: str
) -> None:
    terms = read(PROPOSED_DAYS)
    body = on(terms, day).body("board")
    assert len(body.versions) == versions
    assert {entry.kind: getattr(entry.every, "number", None) for entry in body.meets} == months
    found = organisation_on(terms, "old", day)
    assert found is not None
    assert found.id == stands
