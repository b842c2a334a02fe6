"""One rule taken out of a founding file: what depended on it is not defined or gone, nothing else moves.

The findings that come and go are shown in the terms' own tables; here are the results: quorum, vote,
electorate, who presides, dates, deadlines, obligations, agenda, consent, seats and the map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.spec.terms.files import FOUNDING, founding
from throughline.rules.agenda import skeleton_agenda
from throughline.rules.calendar_year import year_of, year_of_meetings
from throughline.rules.circle import Circle, Present
from throughline.rules.consent import consent_given
from throughline.rules.deadlines import deadlines_of_year
from throughline.rules.governance_map import governance_map
from throughline.rules.obligations import owed
from throughline.rules.presiding import who_presides
from throughline.rules.quorum import is_quorate
from throughline.rules.seats import Appointment, circle_on, electorate, membership_met
from throughline.rules.terms import Terms, entries, on
from throughline.rules.terms.model import Body, Entry
from throughline.rules.terms.tables import OF_A_BODY, Table
from throughline.rules.voting import Ballot, CastingVote, VoteRefused, decide, voting_rows

Results = dict[tuple[str, ...], Any]
"""Each result by what it is, of which body, and which of several."""


@cache
def everyone(name: str) -> tuple[Appointment, ...]:
    """Somebody appointed to every seat of every body of the whole file, and nobody changes afterwards."""
    day = FOUNDING[name]
    return tuple(
        Appointment(
            body=body.id, seat=held.seat, person=f"{body.id} {held.seat}",
            from_=day, organisation=held.organisation,
        )
        for body in on(founding(name), day).bodies
        for held in circle_on(founding(name), body.id, day).seats
    )  # fmt: skip


def room(name: str, body: str) -> tuple[Present, ...]:
    """Everybody appointed to a body, in the room."""
    return tuple(
        Present(person=one.person, seat=one.seat, organisation=one.organisation)
        for one in everyone(name)
        if one.body == body
    )


@cache
def chairs(name: str, body: str) -> frozenset[str]:
    """Those who preside in the full room by the whole file."""
    circle = circle_on(founding(name), body, FOUNDING[name], appointments=everyone(name))
    return frozenset(who_presides(circle, room(name, body)).people)


def results(name: str, terms: Terms) -> Results:
    """Every result of a file on its day, for the same people whatever the file says."""
    day = FOUNDING[name]
    day_terms = on(terms, day)
    found: Results = {}
    for body in day_terms.bodies:
        circle = circle_on(terms, body.id, day, appointments=everyone(name))
        found |= _in_the_room(name, circle)
        found |= _over_the_year(terms, body, year_of(terms, day)[0])
        for line in skeleton_agenda(terms, body.id, day):
            found["agenda", body.id, line.id] = (line.title, line.clause)
    for line in governance_map(day_terms).lines:
        found["map", line.from_, line.to, line.style] = (line.types, line.via)
    return found


def _in_the_room(name: str, circle: Circle) -> Results:
    body, here = circle.body, room(name, circle.body.id)
    voters = voting_rows(circle, here)
    found: Results = {
        ("quorum", body.id): is_quorate(circle, here).result,
        ("vote", body.id): decide(circle, here, [Ballot(person=v.person, choice="for") for v in voters[:1]]).verdict,
        ("electorate", body.id): electorate(circle),
        ("membership", body.id): membership_met(circle).result,
        ("deputies", body.id): circle.deputy_rule(),
    }  # fmt: skip
    for office in ("chair", *(each.id for each in body.offices)):
        found["presides", body.id, office] = _who(who_presides(circle, here, office=office))
    absent = tuple(row for row in here if row.person not in chairs(name, body.id))
    found["presides in absence", body.id] = _who(who_presides(circle, absent))
    for held in circle.seats:
        found["seat", body.id, held.seat] = (held.organisation, held.is_filled)
    for approval in body.approvals:
        found["consent", body.id, approval.what] = consent_given(approval, ()).missing
    return found


def _who(presiding: Any) -> tuple[str, tuple[str, ...]]:
    return presiding.how, presiding.people


def _over_the_year(terms: Terms, body: Body, year_starts: Any) -> Results:
    found: Results = {}
    for kind in year_of_meetings(terms, body.id, year_starts):
        found["meetings", body.id, kind.kind] = tuple(one.day for one in kind.meetings), kind.wanted
    for deadline in deadlines_of_year(terms, body.id, year_starts):
        found["deadline", body.id, deadline.at, str(deadline.meeting)] = deadline.due
    if any(each.id == body.id for each in on(terms, year_starts).bodies):
        for one in owed(terms, body.id, year_starts):
            found["obligation", body.id, one.at, one.to, one.why] = one.due, one.state
    return found


@cache
def before(name: str) -> Results:
    return results(name, founding(name))


def moved(name: str, terms: Terms) -> Results:
    """The results that are not as they were, as they are now; None for one that is gone."""
    after, was = results(name, terms), before(name)
    return {key: after.get(key) for key in was | after if after.get(key) != was.get(key)}


def without(terms: Terms, table: Table, body: Body | None, entry: Entry) -> Terms:
    """The terms with one entry taken out."""
    owner: Any = terms if body is None else body
    kept: Any = {table.attribute: tuple(e for e in getattr(owner, table.attribute) if e is not entry)}
    if body is None:
        return replace(terms, **kept)
    changed = replace(body, **kept)
    return replace(terms, bodies=tuple(changed if each is body else each for each in terms.bodies))


ROOM = ("quorum", "vote", "electorate", "membership", "presides", "presides in absence")
MAY_MOVE: dict[str, Callable[[tuple[str, ...], Body, Any], bool]] = {
    "version": lambda key, body, _: key[0] == "obligation",
    "clause": lambda key, body, _: False,
    "line": lambda key, body, line: (
        (key[0] == "map" and body.id in key[1:3])
        or (key[0] == "obligation" and key[2] == line.at)
        or (key[0] == "agenda" and line.type == "holds-to-account" and "report/" in key[2])
    ),
    "seat": lambda key, body, seat: (
        key[0] in ROOM or (key[0] == "seat" and key[2].partition("/")[0] == seat.id)
    ),
    "membership": lambda key, body, _: key[0] == "membership",
    "office": lambda key, body, _: key[0] in ("presides", "presides in absence"),
    "deputy": lambda key, body, _: key[0] == "deputies",
    "meets": lambda key, body, _: key[0] in ("meetings", "deadline"),
    "quorum": lambda key, body, _: key[0] == "quorum",
    "vote": lambda key, body, _: key[0] in ("vote", "electorate"),
    "agenda": lambda key, body, _: key[0] == "agenda",
    "duty": lambda key, body, duty: (
        (key[0] in ("deadline", "obligation") and key[2] == duty.at)
        or (key[0] == "obligation" and ".line." in key[2] and "report" in duty.what)
    ),
    "approval": lambda key, body, approval: key[:3] == ("consent", body.id, approval.what),
    "casework": lambda key, body, _: key[0] == "agenda" and key[2].startswith("casework/"),
}
"""What each kind of rule may move when it goes; a result of another body never moves, but on the map."""

UNDEFINED: dict[str, Callable[[Body, Any, Results], bool]] = {
    "quorum": lambda body, _, now: now["quorum", body.id] == "not defined",
    "vote": lambda body, _, now: now["vote", body.id] == "not defined" and now["electorate", body.id] == (),
    "deputy": lambda body, _, now: now["deputies", body.id] is None,
    "approval": lambda body, approval, now: ("consent", body.id, approval.what) not in now,
    "seat": lambda body, seat, now: (
        not [key for key in now if key[:2] == ("seat", body.id) and key[2].partition("/")[0] == seat.id]
    ),
    "duty": lambda body, duty, now: (
        not [key for key in now if key[0] in ("deadline", "obligation") and key[1:3] == (body.id, duty.at)]
    ),
    "casework": lambda body, _, now: (
        not [key for key in now if key[:2] == ("agenda", body.id) and key[2].startswith("casework/")]
    ),
    "line": lambda body, line, now: not [key for key in now if key[0] == "obligation" and key[2] == line.at],
    "meets": lambda body, meets, now: (
        len(body.meets) > 1
        or not [key for key in now if key[0] in ("meetings", "deadline") and key[1] == body.id]
    ),
    "office": lambda body, office, now: (
        now["presides", body.id, office.id][0] == "those present elect"
        if ("presides", body.id, office.id) in now
        else office.id != "chair"
    ),
}
"""What is left of the results that rest on a rule once it is gone."""


def rows() -> Iterator[Any]:
    for name in FOUNDING:
        for number, (table, _, entry) in enumerate(entries(founding(name))):
            if table.name in OF_A_BODY:
                yield pytest.param(name, number, id=f"{name}: {entry.at}")


@pytest.mark.parametrize(("name", "number"), list(rows()))
def test_only_what_depends_on_a_rule_moves_when_it_goes(name: str, number: int) -> None:
    terms = founding(name)
    table, body, entry = list(entries(terms))[number]
    assert body is not None
    changed = without(terms, table, body, entry)
    strangers = {
        key: now
        for key, now in moved(name, changed).items()
        if not (key[1] == body.id or key[0] == "map") or not MAY_MOVE[table.name](key, body, entry)
    }
    assert strangers == {}, "something moved that does not depend on the rule"
    if table.name in UNDEFINED and body.id in {each.id for each in on(terms, FOUNDING[name]).bodies}:
        assert UNDEFINED[table.name](body, entry, results(name, changed)), "a result outlives its rule"


MOVES_SOMETHING = (
    "line",
    "seat",
    "office",
    "deputy",
    "meets",
    "quorum",
    "vote",
    "agenda",
    "duty",
    "approval",
    "casework",
)


@pytest.mark.parametrize("kind", MOVES_SOMETHING)
def test_some_result_rests_on_each_kind_of_rule(kind: str) -> None:
    taken = [
        (name, table, body, entry)
        for name in FOUNDING
        for table, body, entry in entries(founding(name))
        if table.name == kind
    ]
    assert any(moved(name, without(founding(name), *place)) for name, *place in taken)


def test_what_only_describes_moves_no_result() -> None:
    for name in FOUNDING:
        for table, body, entry in entries(founding(name)):
            if table.name in ("mandate", "programme", "indicator", "pathway"):
                assert moved(name, without(founding(name), table, body, entry)) == {}, entry.at


def part(attribute: str, change: dict[str, Any], number: int = 0) -> Terms:
    """Barnet's terms with one part taken out of a rule of the delivery group."""
    terms = founding("barnet")
    group = terms.body("rrdg")
    entry = getattr(group, attribute)[number]
    inside = {key: replace(entry.test, **value) if key == "test" else value for key, value in change.items()}
    kept: Any = {
        attribute: tuple(replace(e, **inside) if e is entry else e for e in getattr(group, attribute))
    }
    return replace(terms, bodies=tuple(replace(b, **kept) if b is group else b for b in terms.bodies))


PARTS: list[tuple[str, str, dict[str, Any], dict[str, set[Any]]]] = [
    ("what the quorum counts", "quorum", {"test": {"count": None}}, {"quorum": {"not defined"}}),
    ("how many make the quorum", "quorum", {"test": {"at_least": None}}, {"quorum": {"not defined"}}),
    ("what the vote counts", "vote", {"test": {"count": None}}, {"vote": {"not defined"}, "electorate": {()}}),
    ("the majority", "vote", {"test": {"more_than": None}}, {"vote": {"not defined"}}),
    ("the casting vote, while nobody needs it", "vote", {"casting": None}, {}),
    ("who is in the chair when the chair is away", "offices", {"in_absence": None},
     {"presides in absence": {"those present elect"}}),
    ("who holds the chair: the vice-chair presides", "offices", {"held_by": None}, {"presides": {"presides"}}),
    ("when the agenda is due, which is then owed without a date", "duties", {"due": None},
     {"deadline": {None}, "obligation": {None}}),
    ("the pattern of dates", "meets", {"on": None}, {"meetings": {()}, "deadline": {None}}),
    ("how firm the papers are", "duties", {"strength": None}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "attribute", "change", "left"), PARTS, ids=[row[0] for row in PARTS])
def test_one_part_taken_out_undoes_what_rests_on_it(
    sentence: str, attribute: str, change: dict[str, Any], left: dict[str, set[Any]]
) -> None:
    found: dict[str, set[Any]] = {}
    for key, now in moved("barnet", part(attribute, change)).items():
        assert key[1] == "rrdg"
        first = now[0] if isinstance(now, tuple) and now else now
        found.setdefault(key[0], set()).add(first)
    assert found == left, sentence


def test_without_the_casting_vote_a_tie_falls() -> None:
    circle = circle_on(
        part("vote", {"casting": None}), "rrdg", FOUNDING["barnet"], appointments=everyone("barnet")
    )
    here = [row for row in room("barnet", "rrdg") if row.organisation in ("police", "barnet-homes")]
    police, homes = here[0].person, here[-1].person
    ballots = [Ballot(person=police, choice="for"), Ballot(person=homes, choice="against")]
    assert decide(circle, here, ballots, presiding=police).verdict == "falls"
    with pytest.raises(VoteRefused, match="nobody a casting vote"):
        decide(circle, here, ballots, presiding=police, casting=CastingVote(person=police, choice="for"))
